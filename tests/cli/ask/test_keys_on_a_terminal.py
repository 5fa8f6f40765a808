"""Every key, on a real pseudo-terminal."""

from __future__ import annotations

import select
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from asked import asks, begun
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
    RIGHT,
    UP,
    Terminal,
    flags,
)

from leadadvisor.cli.commands import COMMANDS

Start = Callable[..., Terminal]
FIRST = "1 of about"
SECOND = "2 of about"


@pytest.fixture
def asking(terminal: Start) -> Terminal:
    """The first question is on the screen."""
    return begun(terminal)


def test_bare_leadadvisor_on_a_terminal_asks_the_first_question(terminal: Start) -> None:
    terminal().until("Begin", "Referral", "Inbound", "Outbound", "about").press(ENTER).until(
        "Goals", FIRST, asks("goal")
    )


def test_the_example_in_the_help_asks_the_first_question(terminal: Start, tmp_path: Path) -> None:
    entry = next(entry for entry in COMMANDS if entry.words == ("ask",))
    terminal(*shlex.split(entry.example)[1:], directory=tmp_path).until("Begin").press(ENTER).until(FIRST)


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
    before = asking.text
    asking.press("6").until_it(lambda: asking.pointed.startswith("6"), "the sixth answer")
    assert [line for line in asking.lines if line not in before and not line.startswith(" \u276f 6")]


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
    asking.press(ENTER, "7", ENTER, "3", ENTER, "2", ENTER, "u", ENTER).until("5 of about")
    asking.press(LEFT, LEFT, LEFT).until(SECOND)
    assert asking.pointed.startswith("3")


@pytest.mark.parametrize("confirm", ["u", ENTER], ids=["u again", "Enter"])
def test_u_chooses_not_sure_as_digits_do_and_enter_or_u_again_takes_it(
    asking: Terminal, state: Path, confirm: str
) -> None:
    asking.press("u").until_it(lambda: asking.pointed.startswith("u"), "the pointer")
    assert FIRST in asking.text
    asking.press(confirm).until(SECOND)
    assert "goal: unsure" in state.read_text(encoding="utf-8")


def test_while_going_back_a_key_chooses_and_confirms_by_the_same_rule(asking: Terminal, state: Path) -> None:
    asking.press("6", ENTER).until(SECOND).press("u", ENTER).until("3 of about").press(LEFT, LEFT)
    asking.until(FIRST, "your answer").press("u").until_it(lambda: asking.pointed.startswith("u"), "the pointer")
    asking.press("1").until_it(lambda: asking.pointed.startswith("1"), "the pointer")
    assert FIRST in asking.text
    asking.press("6", "6").until("3 of about")
    assert "goal: lasting-pipeline" in state.read_text(encoding="utf-8")


def test_a_quickly_typed_word_goes_to_the_answer_it_begins_and_answers_nothing(asking: Terminal, state: Path) -> None:
    for letter in "feed":
        asking.press(letter)
    asking.until_it(lambda: asking.pointed.startswith("7"), "the answer with this id")
    asking.press("study").until("No answer here begins with 'study'.")
    assert asking.pointed.startswith("7")
    assert FIRST in asking.text
    assert not state.exists()


@pytest.mark.parametrize("word", ["unsure", "unsure\r", "lasting-pipeline\n"])
def test_a_word_that_comes_all_at_once_answers_nothing_though_a_line_end_comes_with_it(
    asking: Terminal, state: Path, word: str
) -> None:
    pointer = "u" if word.startswith("u") else "6"
    asking.press(word).until_it(lambda: asking.pointed.startswith(pointer), "the pointer")
    asking.press(DOWN, UP).until_it(lambda: asking.pointed.startswith(pointer), "the pointer")
    assert FIRST in asking.text
    assert not state.exists()


def test_a_paste_answers_nothing_whatever_is_in_it(asking: Terminal, state: Path) -> None:
    assert "\x1b[?2004h" in asking.sent
    asking.press("\x1b[200~1\r2\r3\rq\r\x1b[201~").until("No answer here begins with '1'.")
    asking.press("\x1b[200~", "launch", "-product\r\x1b[201~")
    asking.until_it(lambda: asking.pointed.startswith("3"), "the third answer")
    assert not state.exists()
    asking.press(ENTER).until(SECOND)
    asking.press(CTRL_C)
    asking.exit_code()
    assert asking.sent.rindex("\x1b[?2004l") > asking.sent.rindex("\x1b[?2004h")


def test_s_puts_a_question_off_and_it_comes_again_at_the_end(terminal: Start) -> None:
    known = flags("people=closers-only outreach=started icp-clarity=precise named-accounts=up-to-50 buyers=compare")
    known += flags("timeline=unsure customers=many network=many segment=proven hours=15-40 budget=none patience=unsure")
    asking = terminal("ask", "--all", *known, *flags("inbound-assets=nothing competition=few"))
    asking.until(asks("goal")).press("s").until(asks("priority"), "Put off. It comes again").press("2", ENTER)
    asking.until(asks("goal")).press("s").until("Left open. It does not come again")


def test_why_tells_the_reason_and_comes_back_to_the_answer_pointed_at(asking: Terminal) -> None:
    asking.press("1", ENTER).until(SECOND).press("2").until_it(lambda: asking.pointed.startswith("2"), "the pointer")
    asking.press("?").until("Why we ask", "more").press(END).until("What the answers mean", "Not sure")
    asking.press(ENTER).until(SECOND)
    assert asking.pointed.startswith("2")
    asking.press("h").until("No more hints")
    assert asking.pointed.startswith("2")


def test_escape_waits_for_the_rest_of_a_sequence_on_a_slow_line(asking: Terminal) -> None:
    asking.press("1", ENTER).until(SECOND)
    asking.press("\x1b")
    select.select([], [], [], 0.1)  # slower than any local terminal, quicker than a person
    asking.press("[B").until_it(lambda: asking.pointed.startswith("2"), "the pointer")
    assert SECOND in asking.text


def test_h_switches_the_hints_off_and_on(asking: Terminal) -> None:
    for number in (2, 3, 4, 5, 6):
        asking.press("u", ENTER).until(f"{number} of about")
    asking.until("comes first").press("h").until("No more hints", without="comes first")
    asking.press("h").until("comes first")


def test_no_hints_are_shown_where_they_are_not_wanted(terminal: Start) -> None:
    asking = begun(terminal, "--no-hints", columns=120)
    for number in (2, 3, 4, 5, 6):
        asking.press("u", ENTER).until(f"{number} of about")
    assert "comes first" not in asking.text
    assert "So far" not in asking.text


def test_keys_without_a_meaning_change_nothing(asking: Terminal) -> None:
    asking.press("\x1b[15~", "\x1bOP", "\x00", "\x1b[1;3R", CTRL_L, "é").until("“é” does nothing here.")
    asking.press("9").until("There is no number 9 here.")
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
    shell.until("Begin", without="before").press(CTRL_C)
    assert shell.exit_code() == 0
    assert shell.lines == ["before", "Stopped. There was no answer to save yet.", "same"]
