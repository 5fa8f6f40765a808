import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from leadadvisor.errors import CannotRead
from leadadvisor.rulebook.files import read_file, require_directory


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refusal(path: str, read: Callable[[str], object] = read_file) -> str:
    with pytest.raises(CannotRead) as caught:
        read(path)
    return str(caught.value)


def stdin(content: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content))


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_bytes(b"\xef\xbb\xbfgoal: x\r\n")
    assert read_file("answers.yaml") == b"\xef\xbb\xbfgoal: x\r\n"
    assert read_file(tmp_path / "answers.yaml") == b"\xef\xbb\xbfgoal: x\r\n"


@pytest.mark.parametrize("size", [0, 9, 10, 11, 5_000])
def test_at_most_one_byte_beyond_the_limit_is_read(size: int, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_bytes(b"x" * size)
    assert len(read_file("answers.yaml", limit=10)) == min(size, 11)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="no file of unknown size here")
def test_a_file_that_does_not_know_its_size_is_read_whole() -> None:
    assert read_file("/proc/self/status").startswith(b"Name:")
    assert b"Threads:" in read_file("/proc/self/status")


def test_a_missing_file_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").touch()
    assert refusal("anwsers.yaml") == ("cannot read anwsers.yaml: there is no such file; did you mean 'answers.yaml'?")


def test_a_missing_file_unlike_any_other_is_just_missing(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").touch()
    assert refusal("xyz") == "cannot read xyz: there is no such file"


def test_a_missing_directory_is_named() -> None:
    assert refusal("nowhere/answers.yaml") == "cannot read nowhere/answers.yaml: there is no directory nowhere"


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    assert refusal("answers") == "cannot read answers: it is a directory, not a file"


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal("pipe") == "cannot read pipe: it is a named pipe, not a file"


def test_a_device_is_refused() -> None:
    assert refusal("/dev/zero") == "cannot read /dev/zero: it is a device, not a file"


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert refusal("loop") == "cannot read loop: too many levels of symbolic links"


@pytest.mark.parametrize("path", ["a\0b", "x" * 5_000, "", "a/" * 3_000])
def test_a_path_that_can_be_none_is_one_line(path: str) -> None:
    assert refusal(path).startswith("cannot read ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "secret").touch(mode=0)
    assert refusal("secret") == "cannot read secret: permission denied"


def test_a_dash_is_standard_input_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", stdin(b"goal: \xff"))
    assert read_file("-") == b"goal: \xff"


def test_standard_input_has_the_same_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", stdin(b"x" * 100))
    assert len(read_file("-", limit=10)) == 11


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = stdin(b"")
    closed.close()
    monkeypatch.setattr(sys, "stdin", closed)
    assert refusal("-").startswith("cannot read standard input: ")
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal("-") == "cannot read standard input: it is closed"


def test_a_directory_is_required(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "file").touch()
    require_directory("rules")
    assert refusal("file", require_directory) == "cannot read file: it is a file, not a directory"
    assert refusal("rulez", require_directory) == (
        "cannot read rulez: there is no such directory; did you mean 'rules'?"
    )
