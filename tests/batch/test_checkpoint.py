"""A run that is killed at any moment goes on to the very bytes of an unbroken run; what cannot go on says why."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from batches import Heard, carry_out, job_on
from small import SMALL

from leadadvisor.batch import files, python_run
from leadadvisor.batch.files import Source
from leadadvisor.batch.job import FileFormat, Job, Tally
from leadadvisor.batch.run import run
from leadadvisor.errors import CannotRead, CannotWrite

KILLING = """\
# Starts a run over and over, each as a process of its own, and kills it after a time drawn by lot.
import os, random, signal, sys, time
from batches import Heard, SMALL
from leadadvisor.batch import checkpoint, files, python_run
from leadadvisor.batch.job import Job
from leadadvisor.batch.run import run

files._CHUNK = 2048
python_run._BETWEEN_CHECKPOINTS = 0.001
source, target, rejects, kind, kills, seed = sys.argv[1:]
random.seed(int(seed))
job = Job(SMALL, source, target, kind, kind, rejects, resume=True)
killed = moved_on = 0
before = ""
while not os.path.exists(target):
    child = os.fork()
    if not child:
        with files.Source(source) as opened:
            run(job, "python", opened, Heard())
        os._exit(0)
    if killed < int(kills):
        if random.random() < 0.7:  # not before it has come further; else at any moment, also of its beginning
            end = time.monotonic() + 1
            while checkpoint.read_checkpoint_file(target) == before and time.monotonic() < end:
                time.sleep(0.0005)
        time.sleep(random.uniform(0.0, 0.01))
    else:
        os.waitpid(child, 0)
        break
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    killed += os.WIFSIGNALED(status)
    noted = checkpoint.read_checkpoint_file(target)
    moved_on += noted != before
    before = noted
print(killed, moved_on)
"""


def rows(kind: FileFormat, count: int) -> bytes:
    """Rows of which some are bad, some take several lines, and some look like formulas."""
    if kind == "jsonl":
        line = '{{"id": {0}, "goal": "{1}", "people": null, "buyers": "unaware"}}\n'
        lines = [line.format(number, "few-deal" if number % 7 == 0 else "few-deals") for number in range(count)]
        return "".join(lines).encode()
    wanted = ["few-deals", "few-deal", "new-product", "", "unsure"]
    notes = ["x", "=1", '"a\nb"', '"a ""b"""', "y"]
    header = "id,note,goal,people,outreach,buyers\r\n"
    body = [f"{n},{notes[n % 5]},{wanted[n % 4]},sellers,,unaware\r\n" for n in range(count)]
    return ("\ufeff" + header + "".join(body)).encode()


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
@pytest.mark.parametrize(("kills", "count"), [(10, 5_000), pytest.param(50, 20_000, marks=pytest.mark.slow)])
def test_killed_many_times_nothing_is_lost_and_nothing_doubled(
    kills: int, count: int, kind: FileFormat, tmp_path: Path
) -> None:
    straight = job_on(tmp_path, rows(kind, count), kind)._replace(rejects=str(tmp_path / "bad"))
    ended = carry_out(straight)
    target, rejects = tmp_path / "resumed", tmp_path / "resumed-bad"
    killed = moved_on = rounds = 0
    while killed < kills:
        target.unlink(missing_ok=True)
        rejects.unlink(missing_ok=True)
        words = [straight.source, str(target), str(rejects), kind, str(kills - killed), str(rounds)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        finished = subprocess.run(
            [sys.executable, "-c", KILLING, *words], env=environment, capture_output=True, text=True, timeout=120
        )
        assert finished.returncode == 0, finished.stderr
        these, those = map(int, finished.stdout.split())
        killed, moved_on, rounds = killed + these, moved_on + those, rounds + 1
        assert target.read_bytes() == ended.output.encode()
        assert rejects.read_bytes() == (tmp_path / "bad").read_bytes()
    assert moved_on > kills // 5
    assert ended.tally.rejected > 0
    assert sorted(os.listdir(tmp_path)) == ["bad", "in", "out", "resumed", "resumed-bad"]


class Stop(BaseException):
    """What interrupts a run in these tests."""


class Impatient(Heard):
    """Interrupts the run after so many blocks."""

    def __init__(self, blocks: int) -> None:
        super().__init__()
        self._left = blocks

    def progress(self, done: int, total: int, rows: int, *, about: bool = False) -> None:
        super().progress(done, total, rows, about=about)
        self._left -= 1
        if not self._left:
            raise Stop


Begun = Callable[[], Job]


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Begun:
    """A run that was interrupted in the middle; what comes back is the job that goes on with it."""
    monkeypatch.setattr(files, "_CHUNK", 500)

    def begin() -> Job:
        job = job_on(tmp_path, rows("csv", 200))._replace(rejects=str(tmp_path / "bad"))
        with pytest.raises(Stop), Source(job.source) as source:
            run(job, "python", source, Impatient(5))
        assert sorted(os.listdir(tmp_path)) == [
            ".bad.leadadvisor-part",
            ".out.leadadvisor-part",
            ".out.leadadvisor-resume",
            "in",
        ]
        return job._replace(resume=True)

    return begin


def go_on(job: Job) -> tuple[Tally, Heard]:
    heard = Heard()
    with Source(job.source) as source:
        return run(job, "python", source, heard), heard


def test_what_was_interrupted_goes_on_where_it_was(begun: Begun, tmp_path: Path) -> None:
    job = begun()
    tally, heard = go_on(job)
    resumed = (tmp_path / "out").read_bytes(), (tmp_path / "bad").read_bytes()
    assert (heard.moments[0][2] or 0) > 20  # rows dealt with after the first block of this run
    assert heard.notes == ["passed through: id, note"]
    assert carry_out(job._replace(resume=False)).tally == tally == Tally(150, 50)
    assert resumed == ((tmp_path / "out").read_bytes(), (tmp_path / "bad").read_bytes())
    assert sorted(os.listdir(tmp_path)) == ["bad", "in", "out"]


def test_without_resume_a_run_begins_anew(begun: Begun, tmp_path: Path) -> None:
    tally, heard = go_on(begun()._replace(resume=False))
    assert (tally, (heard.moments[0][2] or 0) < 20) == (Tally(150, 50), True)
    assert sorted(os.listdir(tmp_path)) == ["bad", "in", "out"]


def test_input_that_only_grew_goes_on(begun: Begun, tmp_path: Path) -> None:
    job = begun()
    with (tmp_path / "in").open("ab") as file:
        file.write(b"more,,few-deals,,,\r\n")
    assert go_on(job)[0] == Tally(151, 50)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda job: Path(job.source).write_bytes(rows("csv", 200).replace(b"3,", b"4,", 1)), "in has changed"),
        (lambda job: Path(job.source).write_bytes(rows("csv", 20)), "in has changed"),
        (
            lambda job: Path(job.source).write_bytes(rows("csv", 200).replace(b"note", b"text")),
            "the header has changed",
        ),
    ],
    ids=["another row", "fewer rows", "another header"],
)
def test_changed_input_is_not_gone_on_with(change: Callable[[Job], object], why: str, begun: Begun) -> None:
    job = begun()
    change(job)
    with pytest.raises(CannotRead) as trouble:
        go_on(job)
    assert why in str(trouble.value)
    assert str(trouble.value).endswith("since the earlier run. Run without --resume to begin at the start.")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"ranges": True}, "--ranges is not as in"),
        ({"raw_cells": True}, "--raw-cells is not as in"),
        ({"rejects": None}, "--rejects is not as in"),
        ({"write_as": "jsonl"}, "the format has changed since"),
        ({"rulebook": SMALL._replace(digest="1" * 64)}, "the rulebook has changed since"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_another_job_is_not_gone_on_with(changed: dict[str, object], why: str, begun: Begun) -> None:
    job = begun()
    with pytest.raises(CannotRead) as trouble:
        go_on(Job(**{**job._asdict(), **changed}))
    assert str(trouble.value).startswith("cannot resume: ")
    assert why in str(trouble.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "[3, {}, [], [], [], [], false]", '[2, {}, ["a"], [], [], [], false]'])
def test_a_checkpoint_that_is_none_begins_at_the_start(text: str, begun: Begun, tmp_path: Path) -> None:
    job = begun()
    (tmp_path / ".out.leadadvisor-resume").write_text(text)
    tally, heard = go_on(job)
    assert (tally, heard.notes[0]) == (Tally(150, 50), "nothing to resume: beginning at the start")


@pytest.mark.parametrize("name", [".out.leadadvisor-part", ".bad.leadadvisor-part"])
def test_work_that_is_not_whole_begins_at_the_start(name: str, begun: Begun, tmp_path: Path) -> None:
    job = begun()
    part = tmp_path / name
    part.write_bytes(b"\0" + part.read_bytes()[1:])
    tally, heard = go_on(job)
    assert (tally, heard.notes[0]) == (
        Tally(150, 50),
        "what the earlier run wrote is not whole: beginning at the start",
    )


def test_nothing_to_resume_is_said(tmp_path: Path) -> None:
    ended = carry_out(job_on(tmp_path, rows("csv", 3))._replace(resume=True))
    assert ended.notes[0] == "nothing to resume: beginning at the start"


@pytest.mark.parametrize("named", [[], ["bad"], ["bad", "out"]], ids=str)
def test_a_run_that_ended_while_naming_its_files_names_the_others(
    named: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_on(tmp_path, rows("csv", 20))._replace(rejects=str(tmp_path / "bad"), force=False)
    expected = carry_out(job._replace(target=str(tmp_path / "other"), rejects=str(tmp_path / "other-bad"))).output
    monkeypatch.setattr(python_run.Run, "finish", _stop_at_the_end)
    with pytest.raises(Stop):
        go_on(job)
    monkeypatch.undo()
    for name in named:
        (tmp_path / f".{name}.leadadvisor-part").rename(tmp_path / name)
    assert go_on(job._replace(resume=True))[0] == Tally(15, 5)
    assert (tmp_path / "out").read_bytes().decode() == expected
    assert (tmp_path / "bad").read_bytes() == (tmp_path / "other-bad").read_bytes()
    assert sorted(os.listdir(tmp_path)) == ["bad", "in", "other", "other-bad", "out"]


def _stop_at_the_end(self: python_run.Run) -> None:
    self.state = self.state._replace(finished=True)
    raise Stop


def test_a_run_that_cannot_begin_keeps_what_was_done(begun: Begun, tmp_path: Path) -> None:
    job = begun()
    (tmp_path / "bad").touch()
    with pytest.raises(CannotWrite, match="bad: it exists already"):
        go_on(job._replace(force=False))
    (tmp_path / "bad").unlink()
    tally, heard = go_on(job)
    assert (tally, heard.notes) == (Tally(150, 50), ["passed through: id, note"])


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    job = job_on(tmp_path, rows("csv", 200))

    class Second(Heard):
        def progress(self, *_: int, about: bool = False) -> None:  # noqa: ARG002 - as a listener has it
            with pytest.raises(CannotWrite, match="another run is writing it"):
                go_on(job)

    with Source(job.source) as source:
        assert run(job, "python", source, Second()) == Tally(150, 50)
