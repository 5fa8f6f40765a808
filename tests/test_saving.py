"""A file is written whole or not at all, and stays what it was: link, mode, device."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from leadadvisor.errors import CannotWrite
from leadadvisor.saving import check_target, write_file


def test_a_new_file_holds_the_text_as_utf8_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_file(str(tmp_path / "new"), "Zürich █\n", force=False)
    assert (tmp_path / "new").read_bytes() == "Zürich █\n".encode()
    assert os.listdir(tmp_path) == ["new"]


def test_a_symbolic_link_stays_one_and_its_target_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    write_file(str(link), "new", force=True)
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_link_to_nowhere_creates_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "target")
    write_file(str(link), "new", force=False)
    assert link.is_symlink()
    assert (tmp_path / "target").read_text() == "new"


def test_the_mode_of_a_file_is_kept_whatever_the_umask(tmp_path: Path) -> None:
    file = tmp_path / "file"
    for mode in (0o600, 0o666):
        file.write_text("old")
        file.chmod(mode)
        write_file(str(file), "new", force=True)
        assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_device_is_written_directly() -> None:
    write_file("/dev/null", "gone", force=False)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "it is a directory; name a file in it"),
        ("none/file", "No such file or directory"),
        ("file/inside", "Not a directory"),
        ("x" * 300, "File name too long"),
        ("zero\0byte", "a name cannot hold a zero byte"),
    ],
)
def test_what_cannot_be_written_is_told_in_one_line(name: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    path = os.path.join(tmp_path, name)
    with pytest.raises(CannotWrite) as trouble:
        write_file(path, "text", force=True)
    assert str(trouble.value) == f"cannot write {path}: {why}"


def test_where_writing_fails_the_old_file_stays_and_no_other_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("old")

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(CannotWrite, match="No space left on device"):
        write_file(str(file), "new", force=True)
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["file"]


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "pass"]) as ended:
        ended.wait()
    dead = tmp_path / f".file.{ended.pid}.leadadvisor-tmp"
    living = tmp_path / f".file.{os.getppid()}.leadadvisor-tmp"
    other = tmp_path / f".file.other.{ended.pid}.leadadvisor-tmp"
    for leftover in (dead, living, other):
        leftover.touch()
    write_file(str(tmp_path / "file"), "text", force=False)
    assert sorted(os.listdir(tmp_path)) == sorted(["file", living.name, other.name])


def test_a_process_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    texts = {letter * 200_000 for letter in "ab"}  # as the process below makes them
    writing = (
        "import itertools\nfrom leadadvisor.saving import write_file\n"
        f"for sign in itertools.cycle('ab'): write_file({str(file)!r}, sign * 200_000, force=True); print(flush=True)"
    )
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", writing], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            writer.send_signal(signal.SIGKILL)
        assert file.read_text() in texts


def test_whether_a_file_may_be_written_can_be_asked_before_anything_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    with pytest.raises(CannotWrite, match="it exists already"):
        check_target(str(tmp_path / "file"), force=False)
    with pytest.raises(CannotWrite, match="it is a directory"):
        check_target(str(tmp_path), force=True)
    check_target(str(tmp_path / "file"), force=True)
    check_target(str(tmp_path / "new"), force=False)
    check_target("/dev/null", force=False)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("file", "kept")]
