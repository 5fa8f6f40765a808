"""What keys and lines mean for a choice, without a terminal."""

from __future__ import annotations

import pytest

from leadadvisor.cli.screen.choice import Choice, Item, Letter, Reply
from leadadvisor.cli.screen.keys import Pointing, edited, pressed
from leadadvisor.cli.screen.lines import understood

MANY = Choice(
    title="Your answers",
    text="",
    items=(Item("finish", "Finish", letter="f"), *(Item(f"q{number}", f"Answer {number}") for number in range(1, 18))),
    letters=(Letter("?", "why", "why"), Letter("s", "skip", "skip")),
)
FEW = MANY._replace(items=MANY.items[:4])


def test_two_digits_make_one_number_where_there_are_so_many() -> None:
    once = pressed(MANY, Pointing(0), "1")
    assert once == Pointing(1, "1")
    assert isinstance(once, Pointing)
    assert pressed(MANY, once, "7") == Pointing(17, "17")


def test_a_second_digit_begins_anew_where_there_are_not_so_many() -> None:
    assert pressed(FEW, Pointing(1, "1"), "3") == Pointing(3, "3")


def test_a_number_there_is_not_moves_nothing_and_is_told() -> None:
    assert pressed(FEW, Pointing(2), "9") == Pointing(2, note="There is no number 9 here.")
    assert pressed(FEW, Pointing(2), "\u0663") == Pointing(2, note="“\u0663” does nothing here.")


@pytest.mark.parametrize(
    ("key", "reply"),
    [("f", Reply("choose", "finish")), ("?", Reply("why")), ("s", Reply("skip")), ("left", Reply("back"))],
)
def test_letters_do_what_the_foot_says(key: str, reply: Reply) -> None:
    assert pressed(MANY, Pointing(3), key) == reply


def test_enter_takes_what_is_pointed_at() -> None:
    assert pressed(MANY, Pointing(3), "enter") == Reply("choose", "q3")


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("2\n", Reply("choose", "q2")),
        (" 17 \n", Reply("choose", "q17")),
        ("F\n", Reply("choose", "finish")),
        ("finish\n", Reply("choose", "finish")),
        ("?\n", Reply("why")),
        ("b\n", Reply("back")),
        ("q3\n", Reply("choose", "q3")),
    ],
)
def test_a_line_is_a_number_a_letter_or_a_word(line: str, reply: Reply) -> None:
    assert understood(MANY, line) == reply


@pytest.mark.parametrize("line", ["18\n", "0\n", "answer\n", "\x1b[A\n", "\ufffd\n", "1 2\n"])
def test_any_other_line_is_told_with_what_could_be_typed(line: str) -> None:
    told = understood(MANY, line)
    assert isinstance(told, str)
    assert told.endswith("Please type a number, 1 to 17, or one of the letters.")
    assert told.isprintable()


def test_an_empty_line_takes_only_what_was_answered_before() -> None:
    assert isinstance(understood(MANY, "\n"), str)
    assert understood(MANY._replace(start="q3", kept=True), "\n") == Reply("choose", "q3")


def test_q_stops_in_both_ways_of_asking() -> None:
    with pytest.raises(KeyboardInterrupt):
        understood(MANY, "q\n")
    with pytest.raises(KeyboardInterrupt):
        pressed(MANY, Pointing(0), "q")


def test_a_line_is_edited_at_its_end() -> None:
    text = ""
    for key in ["a", "b", "erase", "é", "up", "escape", " ", "c"]:
        text = edited(text, key)
    assert text == "aé c"
    assert edited(text, "erase-all") == ""
