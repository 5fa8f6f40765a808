"""What stands in a run's way on the disk: squatters under its names, disks that are full, runs side by side."""

from __future__ import annotations

import os
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from batches import OPTIONS, QUESTIONS, Heard, carry_out, csv_of, job_on

from leadadvisor.batch import checkpoint, python_run
from leadadvisor.batch.files import Source
from leadadvisor.batch.job import EngineName, FileFormat, Job, Tally
from leadadvisor.batch.run import run
from leadadvisor.errors import CannotWrite

NOBODY = 65_534
PRECIOUS = b"precious"
KIBIBYTES = 64

Squatter = Callable[[Path, Path], object]
"""Puts something under a name, beside a file that must stay as it is."""


def a_link_out(name: Path, precious: Path) -> None:
    name.symlink_to(precious)


def a_second_name(name: Path, precious: Path) -> None:
    name.hardlink_to(precious)


def a_dangling_link(name: Path, precious: Path) -> None:
    name.symlink_to(precious.with_name("nothing"))


def a_pipe(name: Path, _precious: Path) -> None:
    os.mkfifo(name)


def a_file_of_another(name: Path, _precious: Path) -> None:
    name.write_bytes(b"[]")
    name.chmod(0o666)
    if os.geteuid() != 0:
        pytest.skip("only root may give files away")
    os.chown(name, NOBODY, NOBODY)


def a_file_all_may_write(name: Path, _precious: Path) -> None:
    name.write_bytes(b"[]")
    name.chmod(0o666)


SQUATTERS = [a_link_out, a_second_name, a_dangling_link, a_pipe, a_file_of_another, a_file_all_may_write]


def small_job(folder: Path) -> Job:
    return job_on(folder, csv_of(("goal", "id"), *(("few-deals", str(each)) for each in range(50))))


@pytest.mark.parametrize("resume", [False, True], ids=["anew", "resumed"])
@pytest.mark.parametrize("name", [".out.leadadvisor-part", ".out.leadadvisor-resume"])
@pytest.mark.parametrize("squatter", SQUATTERS, ids=lambda each: each.__name__)
def test_nothing_is_written_through_what_stands_under_a_name_of_ours(
    squatter: Squatter, name: str, resume: bool, tmp_path: Path
) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(PRECIOUS)
    squatter(tmp_path / name, precious)
    ended = carry_out(small_job(tmp_path)._replace(resume=resume))
    assert ended.tally == Tally(50)
    assert sorted(os.listdir(tmp_path)) == ["in", "out", "precious"]
    assert precious.read_bytes() == PRECIOUS
    made = (tmp_path / "out").stat()
    assert (made.st_uid, stat.S_IMODE(made.st_mode) & 0o022, made.st_nlink) == (os.geteuid(), 0, 1)


@pytest.mark.parametrize("name", [".out.leadadvisor-part", ".out.leadadvisor-resume"])
def test_a_directory_under_a_name_of_ours_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(CannotWrite, match=r"^cannot write .*out"):
        carry_out(small_job(tmp_path))
    assert sorted(os.listdir(tmp_path)) == [name, "in"]


def test_what_is_noted_is_for_its_owner_alone(tmp_path: Path) -> None:
    checkpoint.write_checkpoint_file(str(tmp_path / "out"), "noted")
    (noted,) = tmp_path.iterdir()
    assert (noted.name, stat.S_IMODE(noted.stat().st_mode)) == (".out.leadadvisor-resume", 0o600)
    assert checkpoint.read_checkpoint_file(str(tmp_path / "out")) == "noted"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of so few bytes that no output fits on it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={KIBIBYTES}k", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(words, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("a small disk cannot be mounted here: that needs root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def large_job(folder: Path, target: Path, kind: FileFormat) -> Job:
    rows = csv_of(("goal", "id"), *(("few-deals", str(each)) for each in range(5_000)))
    return job_on(folder, rows)._replace(target=str(target), write_as=kind)


@pytest.mark.parametrize(
    ("engine", "kind"), [("python", "csv"), ("python", "jsonl"), ("duckdb", "csv"), ("duckdb", "parquet")]
)
def test_a_full_disk_is_told_by_the_name_of_the_output_and_nothing_is_left(
    engine: EngineName, kind: FileFormat, small_disk: Path, tmp_path: Path
) -> None:
    job = large_job(tmp_path, small_disk / "out", kind)
    (small_disk / "filler").write_bytes(bytes((KIBIBYTES - 8) << 10))
    with Source(job.source) as source, pytest.raises(CannotWrite) as trouble:
        run(job, engine, source, Heard())
    assert str(trouble.value).startswith(f"cannot write {job.target}: ")
    assert "space" in str(trouble.value)
    assert os.listdir(small_disk) == ["filler"]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_full_folder_for_temporary_files_is_told_as_such(
    kind: FileFormat, small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    job = large_job(tmp_path, tmp_path / "out", kind)
    strict_to_stdout = job._replace(target=None, strict=True) if kind == "csv" else job
    with Source(job.source) as source, pytest.raises(CannotWrite) as trouble:
        run(strict_to_stdout, "python", source, Heard())
    assert str(trouble.value) == f"cannot write a temporary file in {small_disk}: No space left on device"
    assert (os.listdir(small_disk), sorted(os.listdir(tmp_path))) == ([], ["disk", "in"])


def test_two_runs_of_one_output_at_once_leave_one_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_run, "_BETWEEN_CHECKPOINTS", 0.0)
    job = job_on(tmp_path, csv_of(QUESTIONS, *([OPTIONS[each][0] for each in QUESTIONS] for _ in range(50))))

    class Second(Heard):
        def progress(self, *_: int, about: bool = False) -> None:  # noqa: ARG002 - as a listener has it
            with Source(job.source) as again:
                run(job, "duckdb", again, Heard())

    with Source(job.source) as source:
        assert run(job, "python", source, Second()) == Tally(50)
    assert (tmp_path / "out").read_text().count("\n") == 51
    assert sorted(os.listdir(tmp_path)) == ["in", "out"]
