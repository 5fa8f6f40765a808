"""Signals, job control and windows that change their size, on a real pseudo-terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from asked import begun, label
from screen import CTRL_C, CTRL_Z, DOWN, ENTER, Terminal

Start = Callable[..., Terminal]
SIMPLE = {"TERM": "dumb"}


@pytest.mark.parametrize("environment", [{}, SIMPLE], ids=["keys", "lines"])
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGQUIT, 131)]
)
def test_a_signal_that_ends_the_program_leaves_the_answers_saved(
    terminal: Start, state: Path, environment: dict[str, str], number: signal.Signals, code: int
) -> None:
    asking = begun(terminal, environment=environment).press("2", ENTER).until("2 of about")
    asking.signal(number)
    assert asking.exit_code() == code
    assert "leadadvisor ask --resume" in asking.text
    assert "goal: near-term-target" in state.read_text(encoding="utf-8")


@pytest.mark.parametrize("environment", [{}, SIMPLE], ids=["keys", "lines"])
def test_a_closed_window_ends_the_program_with_the_answers_saved(
    terminal: Start, state: Path, environment: dict[str, str]
) -> None:
    asking = begun(terminal, environment=environment).press("2", ENTER).until("2 of about")
    asking.hang_up()
    assert asking.exit_code() == 129
    assert "goal: near-term-target" in state.read_text(encoding="utf-8")


def test_after_kill_minus_9_only_the_answer_being_given_is_lost(terminal: Start) -> None:
    asking = begun(terminal).press("2", ENTER, "3", ENTER).until("3 of about").press("3")
    asking.signal(signal.SIGKILL)
    assert asking.exit_code() == -9
    again = terminal("ask", "--resume").until("3 of about")
    again.press("\x1b").until("There is nothing to go back to.")
    again.press("r").until(label("goal", "near-term-target"), label("people", "closers-only"))


@pytest.mark.parametrize("environment", [{}, SIMPLE], ids=["keys", "lines"])
def test_ctrl_z_gives_the_terminal_back_and_fg_goes_on(terminal: Start, environment: dict[str, str]) -> None:
    shell = terminal("--norc", "--noediting", program=["bash"], environment={**environment, "PS1": "shell> "})
    shell.until("shell>").press(f"{sys.executable} -m leadadvisor ask\n").until("Begin").press(ENTER).until(
        "1 of about"
    )
    typed_ahead = "" if environment else "3"
    shell.press(typed_ahead, CTRL_Z).until("Stopped", "shell>")
    shell.press("echo typed-$((1 + 1))\n").until("typed-2")
    shell.press("fg\n")
    if environment:
        shell.until_it(lambda: shell.text.rstrip().endswith("r, q:"), "the prompt again")
    else:
        shell.until("1 of about", without="typed-2").until_it(lambda: shell.pointed.startswith("3"), "the pointer")
    shell.press(*(["3"] if environment else []), ENTER).until("2 of about").press(CTRL_C)
    shell.until("leadadvisor ask --resume")


def test_a_stop_from_outside_is_survived_as_well(terminal: Start) -> None:
    asking = begun(terminal).press(DOWN)
    asking.until_it(lambda: asking.pointed.startswith("2"), "the pointer")
    asking.signal(signal.SIGSTOP).signal(signal.SIGCONT).press(DOWN)
    asking.until_it(lambda: asking.pointed.startswith("3"), "the pointer").press(ENTER).until("2 of about")


@pytest.mark.parametrize(("columns", "rows"), [(40, 20), (60, 15), (120, 50)])
def test_a_question_is_drawn_anew_for_a_new_size(terminal: Start, columns: int, rows: int) -> None:
    asking = begun(terminal)
    asking.resize(columns, rows).until_it(lambda: _fits(asking), "a new frame")
    assert asking.pointed.startswith("1")
    asking.resize(80, 24).until_it(lambda: _fits(asking), "the old frame").press("3", ENTER).until("2 of about")


def test_even_a_tiny_window_shows_the_pointer(terminal: Start) -> None:
    asking = begun(terminal).resize(20, 8)
    asking.until_it(lambda: "1  A few" in asking.text, "the first answer")
    asking.press("7").until_it(lambda: asking.pointed.startswith("7"), "the last answer")
    asking.press(ENTER).until_it(lambda: asking.pointed.startswith("1"), "the next question")


def test_long_answers_are_broken_between_words_at_40_columns(terminal: Start) -> None:
    asking = begun(terminal, columns=40, rows=30)
    words = [word for line in asking.lines[:-3] for word in line.split()]
    assert set(words) >= set(label("goal", "few-extra-deals").split()[:-1])
    assert all(len(line) < 40 for line in asking.lines)
    assert any(line.startswith("      ") for line in asking.lines)


def test_ctrl_backslash_gives_the_terminal_back_as_it_was(terminal: Start) -> None:
    script = 'was=$(stty -a); $PYTHON -m leadadvisor ask; test "$was" = "$(stty -a)" && echo same'
    shell = terminal("-c", f"trap : QUIT; {script}", program=["bash"], environment={"PYTHON": sys.executable})
    shell.until("Begin").press(ENTER).until("1 of about").press("7", ENTER).until("2 of about").press("\x1c")
    shell.until("Stopped. Your answers are saved.", "same")
    assert shell.exit_code() == 0
    assert shell.sent.rindex("\x1b[?1049l") > shell.sent.rindex("\x1b[?1049h")
    assert shell.sent.rindex("\x1b[?25h") > shell.sent.rindex("\x1b[?25l")
    assert not shell.screen.cursor.hidden


def test_the_card_is_cut_to_the_window_when_that_changes(terminal: Start) -> None:
    asking = terminal("ask", "--goal", "feed-closers", columns=80, rows=30).until("of about").press("r")
    asking.until("Your answers").press("f", "f").until("quit")
    for columns in (60, 50, 80):
        asking.resize(columns, 30).until_it(lambda: _rule(asking) == columns - 3, "the card again")  # noqa: B023
        assert "quit" in asking.text
    asking.press("q", ENTER)
    assert asking.exit_code() == 0


def _rule(asking: Terminal) -> int:
    return max((line.count("─") for line in asking.lines), default=0)


def _fits(asking: Terminal) -> bool:
    """A whole frame is there, from its first to its last line, as wide as the window (but no wider than 100)."""
    rules = [line for line in asking.lines if line.strip() and set(line.strip()) == {"─"}]
    width = min(asking.screen.columns - 1, 100)
    return (
        "1 of about" in asking.lines[0]
        and "Ctrl-C" in asking.lines[-1]
        and [len(rule) for rule in rules] == [width - 1, width - 1]
    )
