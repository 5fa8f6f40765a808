"""A run in plain Python: in one pass and constant memory, the rows in their order, and to be resumed if interrupted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import TypeAlias
from zlib import crc32

from leadadvisor.batch.checkpoint import (
    Checkpoint,
    Written,
    changed,
    checkpoint_text,
    checksum_of,
    circumstances_of,
    read_checkpoint,
    read_checkpoint_file,
    remove_checkpoint_file,
    write_checkpoint_file,
)
from leadadvisor.batch.files import Compressed, Sink, Source, StandardOutput
from leadadvisor.batch.job import Job, Listener, StoppedAtBadRow, Tally, is_gzipped, refuse_what_is_no_text
from leadadvisor.batch.lines import LineReader
from leadadvisor.batch.plan import Plan, Record, csv_layout, json_names, keys_as_columns, plan_for_csv, plan_for_json
from leadadvisor.errors import CannotRead, CannotWrite
from leadadvisor.saving import Draft, part_of

Become: TypeAlias = Callable[[Sequence[Record]], Sink]
"""Makes the sink for rows that are written as records of these columns."""

_BETWEEN_CHECKPOINTS = 0.5
_BEGIN_ANEW = "Run without --resume to begin at the start."


def run_python(job: Job, source: Source, listener: Listener, become: Become | None = None) -> Tally:
    """Score every row of the source. Raises `CannotRead`, `CannotWrite` or `StoppedAtBadRow`.

    `become` makes the sink for rows that are to become those of another format. What interrupts the run (no
    `Exception`) leaves its work beside the target, for `resume`, where both are files.
    """
    refuse_what_is_no_text(source.label, source.head)
    lines, plan = _planned(job, source)
    state = Checkpoint(circumstances_of(job, plan.layout), lines.mark, Tally(), Written(), Written())
    if job.resume:
        earlier = _earlier(job, state, lines, listener)
        if earlier is not None and earlier.finished:
            return _name_what_is_finished(job, earlier)
        state = earlier or state
    run = Run(job, source, plan, state, None if become is None else become(plan.records))
    try:
        for sentence in plan.notes:
            listener.note(sentence)
        run.score(lines, listener)
        run.finish()
    except Exception:
        run.discard()
        raise
    except BaseException:
        run.leave()
        raise
    for sentence in plan.last_notes():
        listener.note(sentence)
    return run.state.tally


class Run:
    """The outputs of a run, and how far it has come."""

    def __init__(self, job: Job, source: Source, plan: Plan, state: Checkpoint, output: Sink | None = None) -> None:
        self.state = state
        self._job = job
        self._plan = plan
        self._source = source
        self._resumable = is_resumable(job, source)
        self._output = output or sink_for(job.target, job, state.output, kept=self._resumable)
        self._rejects: Sink | None = None
        try:
            if job.rejects is not None:
                self._rejects = sink_for(job.rejects, job, state.rejects, kept=self._resumable)
        except BaseException:
            if state.output.size:
                self._output.leave()  # what an earlier run wrote is not lost because this one cannot begin
            else:
                self._output.discard()
            raise

    def score(self, lines: LineReader, listener: Listener) -> None:
        """Score what is left of the input."""
        if self.state.output == self.state.rejects == Written():
            self._write(self._plan.head, self._plan.rejects_head, self.state)
        noted = monotonic()
        while (block := lines.next()) is not None:
            scored = self._plan.score_block(block)
            for sentence in scored.notes:
                listener.note(f"{self._source.label}:{sentence}")
            for bad in scored.bad:
                sentence = f"{self._source.label}:{bad.line}: {bad.problem}"
                if self._job.strict:
                    raise StoppedAtBadRow(f"{sentence}. Nothing is written.")
                listener.bad_row(sentence)
            lines.done(scored.taken)
            tally = self.state.tally
            tally = Tally(
                tally.scored + len(scored.texts), tally.rejected + len(scored.bad), tally.empty + scored.empty
            )
            rejected = map(self._plan.reject, scored.bad) if self._rejects is not None else ()
            self._write("".join(scored.texts), "".join(rejected), self.state._replace(mark=lines.mark, tally=tally))
            listener.progress(lines.mark.offset, self._source.size, sum(tally))
            if self._resumable and monotonic() - noted > _BETWEEN_CHECKPOINTS:
                self._note()
                noted = monotonic()

    def finish(self) -> None:
        """Put everything in its place."""
        self.state = self.state._replace(finished=True)
        if not self._resumable:
            self._output.finish()
        else:
            self._note()
        if self._rejects is not None:
            self._rejects.finish()
        if self._resumable:
            self._output.finish()
            self._forget()

    def discard(self) -> None:
        """Leave nothing behind."""
        for sink in self._sinks():
            sink.discard()
        if self._resumable:
            self._forget()

    def leave(self) -> None:
        """Leave behind what a later run can go on with, if there can be one."""
        if not self._resumable:
            self.discard()
            return
        self._note()
        for sink in self._sinks():
            sink.leave()

    def _sinks(self) -> list[Sink]:
        return [self._output] if self._rejects is None else [self._rejects, self._output]

    def _write(self, output: str, rejects: str, state: Checkpoint) -> None:
        """Add to both. The state changes in one step when all is written: an interruption may come at any moment."""
        of_output = _add(self._output, state.output, output)
        of_rejects = state.rejects
        if self._rejects is not None:
            of_rejects = _add(self._rejects, of_rejects, rejects)
        self.state = state._replace(output=of_output, rejects=of_rejects)

    def _note(self) -> None:
        write_checkpoint_file(self._job.target or "", checkpoint_text(self.state))

    def _forget(self) -> None:
        remove_checkpoint_file(self._job.target or "")


def is_resumable(job: Job, source: Source) -> bool:
    """Whether a run leaves something to go on with where it is interrupted: it reads a file and writes files."""
    files = [job.target] if job.rejects is None else [job.target, job.rejects]
    text = "parquet" not in {job.read_as, job.write_as} and not any(map(is_gzipped, files))
    return text and source.is_file and all(each is not None and _is_or_becomes_a_file(each) for each in files)


def _is_or_becomes_a_file(path: str) -> bool:
    return Path(path).is_file() or not Path(path).exists()


def _planned(job: Job, source: Source) -> tuple[LineReader, Plan]:
    """The lines, with those of the header passed, and what to do with them."""
    lines = LineReader(source.read, job.encoding)
    if job.read_as == "csv":
        return lines, plan_for_csv(job, csv_layout(job, source.label, lines))
    if job.write_as == "jsonl":
        return lines, plan_for_json(job, json_names(job, source.head), None)
    source.hold()
    names, table = keys_as_columns(job, source.label, LineReader(source.read, job.encoding))
    source.rewind()
    return LineReader(source.read, job.encoding), plan_for_json(job, names, table)


def sink_for(path: str | None, job: Job, written: Written | None = None, *, kept: bool = False) -> Sink:
    """Where text goes that is for this path; `kept` is a draft that outlives its run. Raises `CannotWrite`."""
    if path is None:
        return StandardOutput(held=job.strict)
    draft = Draft(path, force=job.force, kept_at=(written or Written()).size if kept else None)
    return Compressed(draft) if is_gzipped(path) else draft


def _add(sink: Sink, written: Written, text: str) -> Written:
    if not text:
        return written
    content = text.encode("utf-8", "surrogateescape")
    sink.write(content)
    return Written(written.size + len(content), crc32(content, written.checksum))


def _earlier(job: Job, now: Checkpoint, lines: LineReader, listener: Listener) -> Checkpoint | None:
    """How far an earlier run came, with the lines moved to there; None to begin at the start.

    Raises `CannotRead` where going on would give another result than an unbroken run.
    """
    earlier = read_checkpoint(read_checkpoint_file(job.target or ""))
    if earlier is None:
        listener.note("nothing to resume: beginning at the start")
        return None
    name = changed(earlier.circumstances, now.circumstances)
    if name is not None:
        raise CannotRead(f"cannot resume: {_difference(name)}. {_BEGIN_ANEW}")
    if not earlier.finished and not _parts_are_whole(job, earlier):
        listener.note("what the earlier run wrote is not whole: beginning at the start")
        return None
    if not lines.skip_to(earlier.mark.offset, earlier.mark.lines) or lines.mark.checksum != earlier.mark.checksum:
        raise CannotRead(f"cannot resume: {job.source} has changed since the earlier run. {_BEGIN_ANEW}")
    return earlier


def _difference(name: str) -> str:
    return (
        f"{name} is not as in the earlier run"
        if name.startswith("--")
        else f"the {name} has changed since the earlier run"
    )


def _parts_are_whole(job: Job, earlier: Checkpoint) -> bool:
    """The first bytes of what was written are those that were written."""
    written = [(job.target, earlier.output), (job.rejects, earlier.rejects)]
    return all(path is None or checksum_of(part_of(path), size) == checksum for path, (size, checksum) in written)


def _name_what_is_finished(job: Job, earlier: Checkpoint) -> Tally:
    """Give finished files their names, where the earlier run did not come to it. Raises `CannotWrite`."""
    for path, written in ((job.rejects, earlier.rejects), (job.target, earlier.output)):
        if path is None:
            continue
        if checksum_of(part_of(path), written.size) == written.checksum:
            Draft(path, force=job.force, kept_at=written.size).finish()
        elif checksum_of(Path(path), written.size) != written.checksum:
            raise CannotWrite(f"cannot resume: what was written for {path} is gone. {_BEGIN_ANEW}")
    remove_checkpoint_file(job.target or "")
    return earlier.tally
