"""Which way of asking a terminal gets."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from screen import Terminal

from leadadvisor.cli.screen.request import wants_colour, why_not_to_ask

SAY = (
    "from leadadvisor.cli.screen.request import asking_mode, find_console, why_not_to_ask as why; "
    "print('mode', why() or asking_mode(find_console()))"
)


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


def test_where_standard_error_goes_elsewhere_the_terminal_itself_is_asked(terminal: Callable[..., Terminal]) -> None:
    terminal("-c", f'{sys.executable} -c "{SAY}" 2>/dev/null', program=["bash"]).until("mode keys")


def test_without_a_terminal_of_ones_own_such_questions_are_lines(terminal: Callable[..., Terminal]) -> None:
    terminal("-c", f'setsid -w {sys.executable} -c "{SAY}" 2>/dev/null', program=["bash"]).until("mode lines")


@pytest.mark.parametrize(
    ("value", "said"), [("true", "this is a run of a CI"), ("1", "CI"), ("false", "keys"), ("", "keys")]
)
def test_a_run_of_a_ci_is_never_asked(terminal: Callable[..., Terminal], value: str, said: str) -> None:
    terminal("-c", SAY, program=[sys.executable], environment={"CI": value}).until("mode", said)


def test_nobody_is_asked_through_a_pipe() -> None:
    finished = subprocess.run([sys.executable, "-c", SAY], input=b"", capture_output=True, timeout=60)
    assert finished.stdout == b"mode standard input is not a terminal\n"


def test_nobody_is_asked_where_standard_input_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert why_not_to_ask({"TERM": "xterm"}) == "standard input is not a terminal"


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
