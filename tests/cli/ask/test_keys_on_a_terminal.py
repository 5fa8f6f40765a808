"""Every key, on a real pseudo-terminal."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from screen import (
    CTRL_C,
    CTRL_D,
    CTRL_L,
    DOWN,
    END,
    ENTER,
    ERASE,
    ESCAPE,
    HOME,
    LEFT,
    PAGE_DOWN,
    RIGHT,
    UP,
    Terminal,
    flags,
)

from leadadvisor.cli.commands import COMMANDS

Start = Callable[..., Terminal]
FIRST = "1 of about 17"
SECOND = "2 of about 17"


@pytest.fixture
def asking(terminal: Start) -> Terminal:
    """The first question is on the screen."""
    return terminal("ask").until(FIRST, "A few extra deals")


def test_bare_leadadvisor_on_a_terminal_asks_the_first_question(terminal: Start) -> None:
    terminal().until("Goals", FIRST, "What is the main thing new leads should do for you now?", "u  Not sure")


def test_the_example_in_the_help_asks_the_first_question(terminal: Start, tmp_path: Path) -> None:
    entry = next(entry for entry in COMMANDS if entry.words == ("ask",))
    terminal(*shlex.split(entry.example)[1:], directory=tmp_path).until(FIRST)


def test_the_pointer_moves_with_the_arrows_and_runs_round(asking: Terminal) -> None:
    asking.press(DOWN).until_it(lambda: asking.pointed.startswith("2"), "the second answer")
    asking.press(UP, UP).until_it(lambda: asking.pointed.startswith("u"), "the last")
    asking.press(DOWN).until_it(lambda: asking.pointed.startswith("1"), "the first")


def test_home_and_end_go_to_the_first_and_the_last_answer(asking: Terminal) -> None:
    asking.press(END).until_it(lambda: asking.pointed.startswith("u"), "the last")
    asking.press(HOME).until_it(lambda: asking.pointed.startswith("1"), "the first")


def test_a_number_moves_the_pointer_and_enter_takes_it(asking: Terminal) -> None:
    asking.press("3").until_it(lambda: asking.pointed.startswith("3"), "the third answer")
    asking.press(ENTER).until(SECOND)
    asking.press(LEFT).until(FIRST)
    assert asking.pointed.startswith("3")


def test_the_meaning_of_the_answer_pointed_at_is_shown(asking: Terminal) -> None:
    asking.press("6").until("A supply that holds for years")


@pytest.mark.parametrize("key", [LEFT, ESCAPE, ERASE], ids=["Left", "Esc", "Backspace"])
def test_three_keys_go_back_to_the_answer_given_before(asking: Terminal, key: str) -> None:
    asking.press("4", ENTER).until(SECOND).press(key).until(FIRST, "your answer")
    assert asking.pointed.startswith("4")
    asking.press(ENTER).until(SECOND)


def test_there_is_nothing_before_the_first_question(asking: Terminal) -> None:
    asking.press(LEFT).until("There is nothing to go back to.", FIRST)


def test_right_goes_forward_again_without_a_change(asking: Terminal) -> None:
    asking.press("4", ENTER).until(SECOND).press(LEFT).until(FIRST, "forward")
    asking.press(RIGHT).until(SECOND)


def test_what_is_typed_ahead_answers_the_questions_to_come(terminal: Start) -> None:
    asking = terminal("ask")
    asking.press("5", ENTER, "3", ENTER, "1", ENTER, "u").until("5 of about 17")
    asking.press(LEFT, LEFT, LEFT).until(SECOND)
    assert asking.pointed.startswith("3")


def test_u_says_not_sure_and_goes_on(asking: Terminal, state: Path) -> None:
    asking.press("u").until(SECOND)
    assert "goal: unsure" in state.read_text(encoding="utf-8")


def test_s_puts_a_question_off_and_it_comes_again_at_the_end(terminal: Start) -> None:
    options = flags("timeline=unsure segment=unsure customers=many network=many people=nobody")
    options += flags("icp-clarity=unclear buyers=simple hours=5-15 budget=none patience=unsure")
    asking = terminal("ask", "--all", *options).until("A few extra deals").press("s")
    asking.until("What do you have today", "Put off").press("1", ENTER)
    asking.until("If you could have only one").press("1", ENTER)
    asking.until("What is the main thing")


def test_why_tells_the_reason_the_sources_and_how_strongly_they_say_it(asking: Terminal) -> None:
    asking.press("1", ENTER).until(SECOND).press("?")
    asking.until("Why we ask", "Where the sources disagree", "cautiously", "more")
    asking.press(PAGE_DOWN).until("↑ more").press(END).until("What the answers mean", "Not sure")
    asking.press(ENTER).until(SECOND)


def test_h_switches_the_hints_off_and_on(asking: Terminal) -> None:
    asking.press("7", ENTER).until(SECOND, "leads so far")
    asking.press("h").until("No more hints", without="leads so far")
    asking.press("1", ENTER).until("3 of about", without="leads so far")
    asking.press("h").until("leads so far")


def test_no_hints_are_shown_where_they_are_not_wanted(terminal: Start) -> None:
    asking = terminal("ask", "--no-hints").until(FIRST).press("7", ENTER).until(SECOND)
    assert "so far" not in asking.text


def test_keys_without_a_meaning_change_nothing(asking: Terminal) -> None:
    asking.press("\x1b[15~", "\x1bOP", "\x00", "\x1b[1;3R", CTRL_L, "é", "9").until("There is no number 9 here.")
    assert asking.pointed.startswith("1")
    assert FIRST in asking.text


def test_ctrl_c_saves_and_says_how_to_go_on(asking: Terminal, state: Path) -> None:
    asking.press("7", ENTER).until(SECOND).press(CTRL_C)
    assert asking.exit_code() == 130
    assert asking.text.endswith("Stopped. Your answers are saved. Go on with:\nleadadvisor ask --resume")
    assert "goal: feed-closers" in state.read_text(encoding="utf-8")


def test_ctrl_d_does_the_same_with_another_exit_code(asking: Terminal) -> None:
    asking.press("7", ENTER).until(SECOND).press(CTRL_D)
    assert asking.exit_code() == 1
    assert "leadadvisor ask --resume" in asking.text


def test_q_stops_like_ctrl_c(asking: Terminal) -> None:
    asking.press("q")
    assert asking.exit_code() == 130
    assert asking.text == "Stopped. There was no answer to save yet."


def test_the_terminal_is_as_it_was_after_the_questions(terminal: Start) -> None:
    script = 'echo before; was=$(stty -a); $PYTHON -m leadadvisor ask; test "$was" = "$(stty -a)" && echo same'
    shell = terminal("-c", script, program=["bash"], environment={"PYTHON": sys.executable})
    shell.until(FIRST, without="before").press(CTRL_C)
    assert shell.exit_code() == 0
    assert shell.lines == ["before", "Stopped. There was no answer to save yet.", "same"]
