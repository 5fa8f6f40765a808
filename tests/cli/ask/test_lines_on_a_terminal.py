"""Lines mode on a real pseudo-terminal: the same for simple terminals and screen readers, without escape sequences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from asked import asks, label
from screen import CTRL_C, CTRL_D, ENTER, UP, Terminal, flags

Start = Callable[..., Terminal]
SIMPLE: dict[str, Mapping[str, str]] = {
    "a dumb terminal": {"TERM": "dumb"},
    "a screen reader": {"ACCESSIBLE": "1"},
    "no colours": {"TERM": "vt100"},
    "no name": {"TERM": ""},
}
READY = "1 to 7, u, ?, s, h, r, q:"


@pytest.fixture
def asking(terminal: Start) -> Terminal:
    return opened(terminal, SIMPLE["a dumb terminal"])


def opened(terminal: Start, environment: Mapping[str, str]) -> Terminal:
    """The first question, after the opening page."""
    asking = terminal("ask", environment=environment, rows=80).until("Begin", "Outbound: ", "(Enter: 1)")
    return asking.press("\n").until(READY)


@pytest.mark.parametrize("environment", SIMPLE.values(), ids=SIMPLE.keys())
def test_a_whole_questionnaire_needs_no_escape_sequence(terminal: Start, environment: Mapping[str, str]) -> None:
    asking = opened(terminal, environment)
    asking.press("7\n").until("2 of about").press("?\n").until("Why we ask", f"Again: {asks('people')}")
    asking.press("r\n").until("Your answers. 1 answer.", "f. Finish", f". goal: {label('goal', 'feed-closers')}")
    asking.press("f\n").until("What next?", "q. quit").press("\n")
    assert asking.exit_code() == 0
    assert "\x1b" not in asking.sent
    assert "\u2588" not in asking.sent  # no bars: nobody wants them read out


def test_the_letters_are_told_once_and_the_prompt_repeats_them_shortly(asking: Terminal) -> None:
    asking.press("1\n").until("2 of about", "1 to 5, u, ?, s, h, r, b, q:")
    assert asking.text.count("u for not sure") == 1
    assert "Also: b for back." in asking.text


def test_back_offers_the_answer_given_before(asking: Terminal, state: Path) -> None:
    asking.press("4\n", "b\n").until("(Enter: 4)").press("\n").until_it(
        lambda: asking.text.count("2 of about") == 2, "the second question again"
    )
    assert "goal: test-segment" in state.read_text(encoding="utf-8")


def test_enter_alone_answers_nothing_that_was_not_answered_before(asking: Terminal) -> None:
    asking.press("\n").until("Please type a number, 1 to 7, or one of the letters.")


def test_an_answer_may_be_typed_as_a_word(asking: Terminal, state: Path) -> None:
    asking.press("lasting\n").until("2 of about")
    assert "goal: lasting-pipeline" in state.read_text(encoding="utf-8")


@pytest.mark.parametrize("typed", [UP, "12", "n\u00f6", "\x1b]0;x\x07"])
def test_what_is_no_answer_is_told_and_asked_again(asking: Terminal, typed: str) -> None:
    asking.press(typed, "\n").until("is not one of the choices").press("1\n").until("2 of about")


def test_bytes_that_are_no_text_are_no_answer(asking: Terminal) -> None:
    asking.press_bytes(b"\xff\xfe\n").until("is not one of the choices")


def test_skipping_and_not_sure_work_by_letters(asking: Terminal, state: Path) -> None:
    asking.press("s\n").until("Put off").press("u\n").until("2 of about")
    assert "skipped: [goal]" in state.read_text(encoding="utf-8")
    assert ": unsure" in state.read_text(encoding="utf-8")


@pytest.mark.parametrize(("typed", "code"), [("q\n", 130), (CTRL_C, 130), (CTRL_D, 1)])
def test_stopping_saves_and_says_how_to_go_on(asking: Terminal, typed: str, code: int) -> None:
    asking.press("1\n").until("2 of about").press(typed)
    assert asking.exit_code() == code
    stopped, go_on = asking.lines[-2:]
    # The terminal shows ^C itself, on this line where the key comes before the line that is typed on.
    assert stopped.removeprefix("^C") == "Stopped. Your answers are saved. Go on with:"
    assert go_on == "leadadvisor ask --resume"


def test_the_review_changes_answers_and_says_what_that_does(asking: Terminal) -> None:
    asking.press("7\n", "r\n", "goal\n").until("your answer")
    assert "Now inbound comes first" in asking.text
    asking.press("6\n").until(f". goal: {label('goal', 'lasting-pipeline')}")


def test_a_contradiction_can_be_kept(terminal: Start) -> None:
    words = flags("goal=test-segment people=closers-only outreach=started hours=15-40 budget=steady timeline=unsure")
    words += flags(
        "icp-clarity=unclear buyers=compare customers=few network=some patience=unsure priority=fit sells-to=unsure"
    )
    asking = terminal("ask", "--all", *words, *flags("inbound-assets=nothing competition=few lead-definition=name"),
                      environment=SIMPLE["a dumb terminal"], rows=60).until(asks("segment"))  # fmt: skip
    asking.press("1\n").until("Do these answers go together?", "k. Keep both").press("k\n").until("Kept.")


@pytest.mark.parametrize("typed", ["2.", "2)"])
def test_a_number_may_be_written_as_in_a_list(asking: Terminal, state: Path, typed: str) -> None:
    asking.press(f"{typed}\n").until("2 of about")
    assert "goal: near-term-target" in state.read_text(encoding="utf-8")


def test_hours_may_be_a_number(terminal: Start, state: Path) -> None:
    words = flags("goal=feed-closers people=closers-only outreach=started budget=steady timeline=unsure segment=proven")
    words += flags(
        "icp-clarity=unclear buyers=compare customers=few network=some patience=unsure priority=fit sells-to=unsure"
    )
    asking = terminal("ask", "--all", *words, *flags("inbound-assets=nothing competition=few lead-definition=name"),
                      environment=SIMPLE["a dumb terminal"], rows=60).until(asks("hours"))  # fmt: skip
    asking.press("12\n").until("Your answers")
    assert "hours: 5-15" in state.read_text(encoding="utf-8")


def test_keys_that_are_typed_ahead_are_not_lost(terminal: Start) -> None:
    asking = terminal("ask", environment=SIMPLE["a dumb terminal"], rows=100)
    asking.press("1\n", "7\n", "3\n", "2\n", ENTER).until("4 of about")
