"""A file is written whole or not at all, and stays what it was: link, mode, device."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from leadadvisor.errors import CannotWrite
from leadadvisor.saving import Draft, check_target, drafted, part_of, write_file


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


HOLDS_A_DRAFT = """
import sys
from leadadvisor.saving import Draft
draft = Draft(sys.argv[1], force=True)
print(flush=True)
input()
"""


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    target = tmp_path / "file"
    with holder(target) as writer:
        (living,) = drafts(tmp_path)
        write_file(str(target), "text", force=True)
        assert drafts(tmp_path) == [living]
        writer.kill()
        writer.wait()
        other = tmp_path / ".file.other.leadadvisor-tmp"
        other.touch()
        write_file(str(target), "text", force=True)
    assert sorted(os.listdir(tmp_path)) == [other.name, "file"]


def test_a_left_over_draft_of_another_owner_or_with_a_second_name_stays(tmp_path: Path) -> None:
    draft = tmp_path / f".file.{'0' * 16}.leadadvisor-tmp"
    draft.write_text("precious")
    os.link(draft, tmp_path / "second name")
    write_file(str(tmp_path / "file"), "text", force=True)
    assert draft.read_text() == "precious"


def test_two_processes_with_one_number_do_not_take_each_others_drafts(tmp_path: Path) -> None:
    """As in two containers that share a volume: both are process 1."""
    alone = ["unshare", "--pid", "--fork", "--kill-child"]
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let us make process numbers of our own")
    target = tmp_path / "file"
    with holder(target, alone) as one, holder(target, alone) as other:
        assert len(drafts(tmp_path)) == 2
        for process in (one, other):
            process.terminate()


def test_nobody_can_foresee_the_name_of_a_draft(tmp_path: Path) -> None:
    names = set()
    for _ in range(3):
        draft = Draft(str(tmp_path / "file"), force=True)
        names.add(draft.path.name)
        draft.discard()
    assert len(names) == 3


def test_a_file_that_appears_meanwhile_is_not_written_over_without_force(tmp_path: Path) -> None:
    target = tmp_path / "file"
    with pytest.raises(CannotWrite, match="a file appeared there meanwhile"), drafted(str(target), force=False):
        target.write_text("precious")
    assert target.read_text() == "precious"
    assert os.listdir(tmp_path) == ["file"]
    with drafted(str(target), force=True) as draft:
        draft.write(b"new")
    assert target.read_text() == "new"


@pytest.mark.parametrize("renames", [True, False], ids=["by the system's rename", "by looking first"])
def test_so_it_is_on_a_file_system_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, renames: bool
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refused)
    if not renames:
        monkeypatch.setitem(sys.modules, "ctypes", None)
    target = tmp_path / "file"
    with pytest.raises(CannotWrite, match="a file appeared there meanwhile"), drafted(str(target), force=False):
        target.write_text("precious")
    assert target.read_text() == "precious"
    write_file(str(tmp_path / "new"), "text", force=False)
    assert sorted(os.listdir(tmp_path)) == ["file", "new"]


def test_interviews_are_for_their_owner_alone_and_a_mode_that_was_chosen_stays(tmp_path: Path) -> None:
    write_file(str(tmp_path / "new"), "text", force=False, private=True)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600
    (tmp_path / "shared").write_text("old")
    (tmp_path / "shared").chmod(0o640)
    write_file(str(tmp_path / "shared"), "text", force=True, private=True)
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o640


# Names that can be foreseen


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "victim").chmod(0o644)
    return tmp_path / "out.csv"


def taken_up(target: Path) -> None:
    draft = Draft(str(target), force=True, kept_at=0)
    draft.write(b"result")
    draft.finish()


@pytest.mark.parametrize("make", ["symlink", "hard link", "pipe", "wider mode", "dangling"])
def test_what_stands_where_a_part_is_kept_is_not_written_through(target: Path, make: str) -> None:
    part, victim = part_of(str(target)), target.with_name("victim")
    match make:
        case "symlink":
            part.symlink_to(victim)
        case "dangling":
            part.symlink_to(target.with_name("made"))
        case "hard link":
            os.link(victim, part)
        case "pipe":
            os.mkfifo(part)
        case _:
            part.write_text("left")
            part.chmod(0o666)
    taken_up(target)
    assert target.read_text() == "result"
    assert victim.read_text() == "precious"
    assert not target.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~umask()
    assert sorted(os.listdir(target.parent)) == ["out.csv", "victim"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_part_of_another_owner_is_made_anew_but_not_gone_on_with(target: Path) -> None:
    part = part_of(str(target))
    part.write_text("foreign")
    os.chown(part, 65534, 65534)
    with pytest.raises(CannotWrite, match="is not what our earlier run left"):
        Draft(str(target), force=True, kept_at=7)
    taken_up(target)
    assert target.stat().st_uid == os.geteuid()
    assert target.read_text() == "result"


def test_a_part_in_a_directorys_place_is_told(target: Path) -> None:
    part_of(str(target)).mkdir()
    with pytest.raises(CannotWrite, match=r"cannot write .*out\.csv"):
        Draft(str(target), force=True, kept_at=0)


def test_a_file_of_our_own_is_put_in_the_place_of_whatever_stands_there(target: Path) -> None:
    note, victim = target.with_name(".note"), target.with_name("victim")
    note.symlink_to(victim)
    write_file(str(note), "noted", force=True, own=True)
    assert (note.is_symlink(), note.read_text(), victim.read_text()) == (False, "noted", "precious")
    note.unlink()
    os.mkfifo(note)
    write_file(str(note), "noted", force=True, own=True)
    assert note.read_text() == "noted"


def test_only_one_run_at_a_time_goes_on_with_a_part(target: Path) -> None:
    draft = Draft(str(target), force=True, kept_at=0)
    draft.write(b"begun")
    with pytest.raises(CannotWrite, match="another run is writing it"):
        Draft(str(target), force=True, kept_at=5)
    draft.leave()
    again = Draft(str(target), force=True, kept_at=5)
    again.write(b" and ended")
    again.finish()
    assert target.read_text() == "begun and ended"


def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("ä" * 127)
    write_file(str(target), "text", force=False)
    assert os.listdir(tmp_path) == [target.name]


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def drafts(directory: Path) -> list[str]:
    return sorted(name for name in os.listdir(directory) if name.endswith(".leadadvisor-tmp"))


@contextmanager
def holder(target: Path, before: Sequence[str] = ()) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has begun to write the target, and goes on living."""
    command = [*before, sys.executable, "-c", HOLDS_A_DRAFT, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


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
