"""Whatever goes wrong becomes a sentence and an exit code; a traceback is shown only to those who ask for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from leadadvisor.cli import app

Program = Callable[..., tuple[int, str, str]]
PYTHON = [sys.executable, "-m", "leadadvisor"]
MORE_THAN_A_PIPE_HOLDS = 100_000
REPORT = [*PYTHON, "recommend", "--goal", "few-deals"]

UNEXPECTED = (
    "Unexpected error: KeyError: 'a \N{REPLACEMENT CHARACTER} sign'\n"
    "This is a fault of leadadvisor, not yours. Please report it with the command you ran and what the same "
    "command prints with --debug.\n"
)


@pytest.mark.parametrize("words", [("--version",), ("--debug", "--version"), ("--version", "recommend")])
def test_the_version_is_told_in_one_line(words: tuple[str, ...], program: Program) -> None:
    from leadadvisor import __version__

    assert program(*words) == (0, f"leadadvisor {__version__}\n", "")


def test_an_unexpected_error_is_one_line_with_what_to_do_about_it(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "build", _break)
    assert program("recommend") == (70, "", UNEXPECTED)


def test_debug_shows_the_traceback_of_an_unexpected_error(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "build", _break)
    code, out, err = program("recommend", "--debug")
    assert (code, out) == (70, "")
    assert err.startswith("Traceback (most recent call last)")
    assert "_break" in err


def test_debug_adds_nothing_to_an_error_that_is_named(program: Program) -> None:
    assert program("recommend", "--debug", "--xyz") == program("recommend", "--xyz")


def _break(_: object) -> None:
    raise KeyError("a \x1b sign".replace("\x1b", "\N{REPLACEMENT CHARACTER}"))


def test_ctrl_c_ends_the_program_with_130() -> None:
    words = [*PYTHON, "recommend", "--answers", "-"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as waiting:
        assert waiting.stdin is not None
        waiting.stdin.write(b"#" * MORE_THAN_A_PIPE_HOLDS)  # goes through only once the program reads
        waiting.stdin.flush()
        waiting.send_signal(signal.SIGINT)
        _, errors = waiting.communicate(timeout=60)
    assert (waiting.returncode, errors) == (130, b"")


@pytest.mark.parametrize("words", [["recommend", "--goal", "few-deals"], ["recommend", "--help"], ["--version"]])
def test_a_closed_pipe_ends_the_program_with_141_and_no_word(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    finished = subprocess.run([*PYTHON, *words], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (finished.returncode, finished.stderr) == (141, "")


@pytest.mark.parametrize("words", [["recommend", "--goal", "few-deals"], ["--version"], ["questions"]])
def test_a_full_disk_under_stdout_is_told_in_one_line(words: list[str]) -> None:
    with open("/dev/full", "w") as full:
        finished = subprocess.run([*PYTHON, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (finished.returncode, finished.stderr) == (
        1,
        "Error: cannot write standard output: No space left on device\n",
    )


def test_a_full_disk_under_the_help_is_told_in_one_line() -> None:
    with open("/dev/full", "w") as full:
        finished = subprocess.run([*PYTHON, "--help"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (finished.returncode, finished.stderr) == (
        1,
        "Error: cannot write standard output: No space left on device\n",
    )


def test_a_closed_stdout_is_told_in_one_line() -> None:
    finished = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *REPORT], capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stderr) == (1, "Error: cannot write standard output: it is closed\n")


def test_a_closed_stderr_leaves_the_exit_code(tmp_path: Path) -> None:
    words = [*PYTHON, "recommend", "--answers", str(tmp_path / "none")]
    finished = subprocess.run(["sh", "-c", '"$@" 2>&-', "sh", *words], capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout) == (1, "")


def test_a_closed_stdin_is_told_where_answers_should_come_from_it() -> None:
    words = [*PYTHON, "recommend", "--answers", "-"]
    finished = subprocess.run(["sh", "-c", '"$@" <&-', "sh", *words], capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert finished.stderr == "Error: cannot read standard input: it is closed\n"


def test_words_that_are_not_text_are_told_without_a_traceback() -> None:
    words = [*map(os.fsencode, PYTHON), b"recommend", b"--goal", b"\xff\xfe"]
    finished = subprocess.run(words, capture_output=True, check=False)
    assert finished.returncode == 2
    assert finished.stderr.startswith(b"Error: --goal: goal has no option '\\udcff\\udcfe'.")


def test_a_current_directory_that_is_gone_is_no_fault_of_standard_output(tmp_path: Path) -> None:
    words = f"cd {tmp_path / 'gone'} && rmdir ../gone && exec {sys.executable} -m leadadvisor"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for command, code in (("recommend --goal few-deals -q", 0), ("rules check .", 1), ("batch here.csv", 1)):
        (tmp_path / "gone").mkdir()
        ran = subprocess.run(["sh", "-c", f"{words} {command}"], env=environment, capture_output=True, text=True)
        assert ran.returncode == code, ran.stderr
        assert not any(part in ran.stderr for part in ("standard output", "fault of")), ran.stderr
