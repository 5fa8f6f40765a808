"""Which way of asking a terminal gets."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from screen import Terminal

from leadadvisor.cli.screen.request import asking_mode, wants_colour

SAY = "from leadadvisor.cli.screen.request import asking_mode; print('mode', asking_mode())"


@pytest.mark.parametrize(
    ("environment", "mode"),
    [
        ({"TERM": "xterm-256color"}, "keys"),
        ({"TERM": "linux"}, "keys"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "keys"),
        ({"TERM": "xterm-256color", "ACCESSIBLE": "0"}, "keys"),
        ({"TERM": "xterm-256color", "ACCESSIBLE": "1"}, "lines"),
        ({"TERM": "dumb"}, "lines"),
        ({"TERM": "vt100"}, "lines"),
        ({"TERM": "vt220"}, "lines"),
        ({"TERM": ""}, "lines"),
        ({"TERM": "never-heard-of"}, "lines"),
        ({"TERM": "never-heard-of", "COLORTERM": "truecolor"}, "keys"),
    ],
)
def test_keys_need_a_terminal_with_colours_and_a_cursor_that_moves(
    terminal: Callable[..., Terminal], environment: dict[str, str], mode: str
) -> None:
    terminal("-c", SAY, program=[sys.executable], environment={"COLORTERM": "", **environment}).until(f"mode {mode}")


def test_questions_that_go_into_a_file_or_a_pipe_are_lines(terminal: Callable[..., Terminal]) -> None:
    terminal("-c", f'{sys.executable} -c "{SAY}" 2>/dev/null', program=["bash"]).until("mode lines")


def test_nobody_is_asked_through_a_pipe() -> None:
    finished = subprocess.run([sys.executable, "-c", SAY], input=b"", capture_output=True, timeout=60)
    assert finished.stdout == b"mode none\n"


def test_nobody_is_asked_where_standard_input_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert asking_mode({"TERM": "xterm"}) == "none"


@pytest.mark.parametrize(
    ("when", "environment", "wanted"),
    [
        (None, {}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": ""}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {}, False),
    ],
)
def test_colours_can_be_switched_off(when: str | None, environment: dict[str, str], wanted: bool) -> None:
    assert wants_colour(when, environment) is wanted
