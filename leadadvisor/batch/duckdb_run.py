"""A run with DuckDB, which reads, computes and writes the usual rows; Python scores the others, and odd files whole.

A file is odd if DuckDB would not read the very lines from it that Python reads, or if a row goes on over several lines.
Both ways write the same bytes, so that it matters for the time a run takes alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

from leadadvisor.batch.cells import ResultText, json_result
from leadadvisor.batch.columns import Names
from leadadvisor.batch.csv_rows import Scored
from leadadvisor.batch.duckdb_session import (
    Session,
    Unable,
    beside,
    define_other_row,
    plain_name,
    refuse_other_files,
    set_variable,
    spool,
)
from leadadvisor.batch.duckdb_sql import (
    LINE_DELIMITER,
    Query,
    RowForm,
    csv_form,
    json_form,
    lines_of,
    quoted,
    scored_rows,
    unusual_rows,
    variables,
)
from leadadvisor.batch.files import Sink, Source, StandardOutput, copy_into, has_lone_returns
from leadadvisor.batch.job import BadRow, Job, Listener, StoppedAtBadRow, Tally, is_gzipped
from leadadvisor.batch.json_rows import JsonRows, NotReadable, check_keys, read_object
from leadadvisor.batch.lines import Block, LineReader
from leadadvisor.batch.plan import Plan, csv_layout, csv_rows, json_names, plan_for_csv, plan_for_json
from leadadvisor.batch.python_run import run_python
from leadadvisor.engine.lists import Lookups, TooLarge, lookups
from leadadvisor.engine.rows import Outcome
from leadadvisor.model.rulebook import UNSURE, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.saving import Draft, drafted

_IS_BAD = "is_bad"
_AT_ONCE = 1_000


class _LeftToPython(Exception):
    """The file is odd, or such that DuckDB would be no quicker."""


def run_duckdb(job: Job, source: Source, listener: Listener) -> Tally:
    """Score every row of the source. Raises `CannotRead`, `CannotWrite` or `StoppedAtBadRow`."""
    try:
        return beside(lambda session: _run(job, source, listener, session))
    except (_LeftToPython, Unable):
        source.hold()
        return run_python(job, source, listener)


def _run(job: Job, source: Source, listener: Listener, session: Session) -> Tally:
    import duckdb

    subject = subject_of(job, source.label, LineReader(source.read), source.head)
    packs = any(map(is_gzipped, (job.target, job.rejects)))
    if subject is None or packs or not source.is_plain_file or has_lone_returns(job.source):
        raise _LeftToPython
    try:
        tables = lookups(job.rulebook)
    except TooLarge:
        raise _LeftToPython from None
    with plain_name(job.source, source.handle) as name, _outputs(job, session) as (output, rejects):
        try:
            scoring = _Scoring(job, subject, tables, session, name)
            written = scoring.write(output, _estimating(source, listener))
            for sentence in (*subject.plan.notes, *scoring.other_rows.notes, *subject.plan.last_notes()):
                listener.note(sentence)
            bad = tell_of_bad_rows(job, scoring.bad_rows(), subject.plan, listener, rejects)
        except (duckdb.Error, MemoryError):  # Python meets the same trouble, and can tell of it, or does not meet it
            raise _LeftToPython from None
        if bad != scoring.other_rows.bad:
            raise _LeftToPython
        return Tally(written, bad, scoring.other_rows.empty)


def _estimating(source: Source, listener: Listener) -> Callable[[float], None]:
    """Tells of the progress; how many rows it is goes by the length of the first ones."""
    lines = source.head.splitlines(keepends=True)[1:-1]
    length = sum(map(len, lines)) / len(lines) if lines else len(source.head)

    def tell(done: float) -> None:
        read = int(done * source.size)
        listener.progress(read, source.size, round(read / length), about=True)

    return tell


def tell_of_bad_rows(job: Job, rows: Iterable[BadRow], plan: Plan, listener: Listener, rejects: Sink | None) -> int:
    """Tell of every bad row and keep it among the rejects; returns how many there are. Raises `StoppedAtBadRow`."""
    if rejects is not None:
        rejects.write(plan.rejects_head.encode())
    count = 0
    for row in rows:
        sentence = f"{job.label}:{row.line}: {row.problem}"
        if job.strict:
            raise StoppedAtBadRow(f"{sentence}. Nothing is written.")
        listener.bad_row(sentence)
        if rejects is not None:
            rejects.write(plan.reject(row).encode("utf-8", "surrogateescape"))
        count += 1
    return count


class _Scoring:
    """The rows of one file, scored by one connection."""

    def __init__(self, job: Job, subject: Subject, tables: Lookups, session: Session, name: str) -> None:
        self._job, self._subject, self._session = job, subject, session
        self._db = db = session.db
        refuse_other_files(db, name, job.label)
        firm_at = job.rulebook.settings.firm_at.value
        self._query = Query(tables, subject.form, lines_of(name, subject.skip), firm_at, subject.result)
        self.other_rows = _OtherRows(job, subject)
        approaches = [approach.id for approach in job.rulebook.approaches]
        for variable in variables(tables, subject.result, subject.form.words, approaches):
            set_variable(db, variable)
        define_other_row(db, self.other_rows.text)
        db.create_function(_IS_BAD, self.other_rows.is_bad, ["VARCHAR"], "BOOLEAN", side_effects=True)

    def write(self, output: Sink, progress: Callable[[float], None]) -> int:
        """Write all rows that can be read; returns how many there are."""
        if isinstance(output, Draft) and not output.direct:
            return self._copy_to(os.fspath(output.path), progress)
        with spool() as (file, name):
            count = self._copy_to(name, progress)
            file.seek(0)
            copy_into(output, file)
        return count

    def bad_rows(self) -> Iterator[BadRow]:
        """The rows that cannot be read, in the order of the lines; only the first where the run is strict."""
        if not self.other_rows.bad:
            return
        self._db.execute(f"SELECT number, line FROM ({unusual_rows(self._query)}) WHERE {_IS_BAD}(line)")
        while found := self._db.fetchmany(_AT_ONCE):
            for number, line in found:
                yield from self._subject.check_block(_block(line, self._subject.skip + number)).bad

    def _copy_to(self, path: str, progress: Callable[[float], None]) -> int:
        head = self._subject.plan.head
        above = f", PREFIX {quoted(head)}, SUFFIX '\n'" if head else ""
        form = f"FORMAT csv, HEADER false, DELIMITER {quoted(LINE_DELIMITER)}, QUOTE '', ESCAPE ''{above}"
        copy = f"COPY ({scored_rows(self._query)}) TO {quoted(path)} ({form}, USE_TMP_FILE false)"
        count = self._execute(copy, progress)
        if not count:
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(head)
        return count

    def _execute(self, copy: str, progress: Callable[[float], None]) -> int:
        import duckdb

        try:
            return self._session.copy(copy, progress)
        except duckdb.Error:
            self._session.go_on()
            if self._job.strict and self.other_rows.bad:
                return 0  # the first bad row is looked for, and ends the run
            raise


class _OtherRows:
    """What Python does with the rows that are not usual; DuckDB calls it from any of its threads, one at a time."""

    def __init__(self, job: Job, subject: Subject) -> None:
        self._strict = job.strict
        self._is_csv = job.read_as == "csv"
        self._text_of = subject.plan.text_of
        self._score_block = subject.plan.score_block
        self._check_block = subject.check_block
        self._label = job.label
        self.bad = self.empty = 0
        self.notes: list[str] = []

    def text(self, line: str | None) -> str | None:
        """The text of a row without the end of its line; None where it cannot be read, or is blank."""
        if line is None:
            return None
        text = None if "\0" in line else self._text_of(line)
        if text is not None:
            return text[:-1]
        if self._is_csv and line.count('"') % 2:
            raise _LeftToPython
        scored = self._score_block(_block(line, 1))
        self.notes += [f"{self._label}: {sentence.partition(': ')[2]}" for sentence in scored.notes]
        self.empty += scored.empty
        if scored.bad:
            self.bad += 1
            if self._strict:
                raise StoppedAtBadRow
        return scored.texts[0][:-1] if scored.texts else None

    def is_bad(self, line: str) -> bool:
        """The row cannot be read."""
        return bool(self._check_block(_block(line, 1)).bad)


def _block(line: str, number: int) -> Block:
    """The line as a block of its own; DuckDB has seen to it that it is UTF-8."""
    return Block(number, [line], [line], odd="\0" in line, final=True)


@contextmanager
def _outputs(job: Job, session: Session) -> Iterator[tuple[Sink, Sink | None]]:
    """Where rows and rejects go; nothing is left of either where the block ends badly, or was interrupted."""
    with ExitStack() as drafts:
        if job.target is None:
            output: Sink = StandardOutput(held=False)
        else:
            output = drafts.enter_context(drafted(job.target, force=job.force))
        rejects = None if job.rejects is None else drafts.enter_context(drafted(job.rejects, force=job.force))
        yield output, rejects
        session.go_on()


_NOTHING = Outcome("undecided", None, "open", (), (), (), (), ())


class Subject(NamedTuple):
    """An input for DuckDB. `skip` lines stand above the rows; `check_block` finds bad rows without scoring any."""

    form: RowForm
    plan: Plan
    check_block: Callable[[Block], Scored]
    result: ResultText
    skip: int


def subject_of(job: Job, label: str, lines: LineReader, head: bytes) -> Subject | None:
    """The subject; None where DuckDB is no help: another format is written, or a question has no column.

    Raises `CannotRead` for a header that will not do.
    """
    if job.read_as != job.write_as:
        return None
    return (
        _csv_subject(job, label, lines)
        if job.read_as == "csv"
        else _json_subject(job, label, lines, json_names(job, head))
    )


def _csv_subject(job: Job, label: str, lines: LineReader) -> Subject | None:
    layout = csv_layout(job, label, lines)
    names, places, questions, passed = layout.columns
    if layout.delimiter != layout.out_delimiter or not _has_all(job.rulebook, questions):
        return None
    form = csv_form(dict(zip(questions, places, strict=True)), passed, len(names), layout.delimiter, raw=job.raw_cells)
    checked = csv_rows(
        job, layout, _Words(job.rulebook).for_columns(questions), lambda _line, _cells: "", lambda _outcome: ""
    )
    return Subject(form, plan_for_csv(job, layout), checked.score_block, layout.result, lines.mark.lines)


def _json_subject(job: Job, label: str, lines: LineReader, names: Names) -> Subject | None:
    """Usual rows have the keys of the first one, so what is to be said of these is found by scoring it."""
    first, keys = _first_object(names, lines)
    places = {question: place for place, key in enumerate(keys) if (question := names.question(key)) is not None}
    if not _has_all(job.rulebook, tuple(places)):
        return None
    checked = JsonRows(
        job.rulebook,
        names,
        _Words(job.rulebook),
        lambda _text, _members: "",
        lambda _outcome: "",
        nulls=job.nulls,
    )
    result = json_result(names.results, ranges=job.ranges)
    plan = plan_for_json(job, names, None)
    notes = [f"{label}:{sentence}" for sentence in plan.score_block(first).notes]
    return Subject(json_form(keys, places), plan._replace(notes=notes), checked.score_block, result, 0)


def _first_object(names: Names, lines: LineReader) -> tuple[Block, Sequence[str]]:
    """The line of the first object that can be read, and the keys of it."""
    block = lines.next() or Block(1, [], [], odd=False, final=True)
    for number, line in enumerate(block.lines, block.first):
        try:
            keys = [key for key, _ in read_object(line.strip())]
            check_keys(names, keys)
        except NotReadable:
            continue
        return Block(number, [line], [line], odd=block.odd, final=False), keys
    return block._replace(lines=[], raw=[]), ()


def _has_all(rulebook: Rulebook, questions: Sequence[str]) -> bool:
    return {question.id for question in rulebook.questions} <= set(questions)


class _Words:
    """Stands in for a scorer where rows shall only be checked."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._words: Mapping[str, frozenset[str]] = {
            question.id: frozenset(("", UNSURE, *(option.id for option in question.options)))
            for question in rulebook.questions
        }

    def for_columns(self, questions: Sequence[str]) -> Callable[[Sequence[str]], Outcome]:
        """Raises `KeyError` for a word a scorer does not know; all others come to nothing."""
        columns = [self._words[question] for question in questions]

        def check(cells: Sequence[str]) -> Outcome:
            for words, cell in zip(columns, cells, strict=True):
                if cell not in words:
                    raise KeyError(cell)
            return _NOTHING

        return check
