"""What keys and lines mean for a choice, without a terminal."""

from __future__ import annotations

import pytest

from leadadvisor.cli.screen.choice import Choice, Item, Letter, Reply
from leadadvisor.cli.screen.keys import Pointing, at_word, edited, pressed
from leadadvisor.cli.screen.lines import understood
from leadadvisor.cli.screen.terminal import PASTE

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
    [("?", Reply("why", pointed="q3")), ("s", Reply("skip", pointed="q3")), ("S", Reply("skip", pointed="q3")),
     ("left", Reply("back"))],
)  # fmt: skip
def test_letters_do_what_the_foot_says(key: str, reply: Reply) -> None:
    assert pressed(MANY, Pointing(3), key) == reply


@pytest.mark.parametrize(("key", "item"), [("2", "q2"), ("f", "finish"), ("F", "finish"), ("3", "q3")])
@pytest.mark.parametrize("pointer", [0, 2, 3], ids=["the first", "another", "the third"])
@pytest.mark.parametrize("confirm", ["again", "enter"])
def test_a_key_chooses_and_enter_or_the_same_key_confirms(key: str, item: str, pointer: int, confirm: str) -> None:
    """One rule for digits and letters, wherever the pointer stands: also at an answer given before."""
    given = FEW._replace(start="q3", kept=True)
    once = pressed(given, Pointing(pointer), key)
    assert isinstance(once, Pointing)
    assert given.items[once.pointer].id == item
    assert pressed(given, once, key if confirm == "again" else "enter") == Reply("choose", item)


def test_another_key_in_between_takes_the_choice_back() -> None:
    once = pressed(FEW, Pointing(0), "2")
    assert isinstance(once, Pointing)
    moved = pressed(FEW, once, "down")
    assert isinstance(moved, Pointing)
    assert pressed(FEW, moved, "2") == Pointing(2, "2")


def test_the_same_digit_twice_is_a_number_of_two_digits_where_there_is_one() -> None:
    once = pressed(MANY, Pointing(0), "1")
    assert isinstance(once, Pointing)
    assert pressed(MANY, once, "1") == Pointing(11, "11")
    assert pressed(MANY, Pointing(2, "2"), "2") == Reply("choose", "q2")


@pytest.mark.parametrize("text", ["Answer 3", "q3", "answer 3\n", "Q3\r\n\r\n"])
def test_a_pasted_text_goes_to_the_item_it_begins_and_answers_nothing(text: str) -> None:
    assert pressed(MANY, Pointing(0), f"{PASTE}{text}") == Pointing(3)


def test_a_pasted_text_that_begins_nothing_is_told() -> None:
    assert pressed(MANY, Pointing(1), f"{PASTE}nonsense") == Pointing(1, note="No answer here begins with 'nonsense'.")
    assert pressed(MANY, Pointing(1), PASTE) == Pointing(1, note="No answer here begins with ''.")


@pytest.mark.parametrize("word", ["12h", "12 hours", "7.5"])
def test_a_number_goes_to_the_range_that_holds_it(word: str) -> None:
    choice = FEW._replace(reads={"12h": "q2", "12 hours": "q2", "7.5": "q2"}.__getitem__)
    assert at_word(choice, Pointing(0), word) == Pointing(2)
    assert understood(choice, f"{word}\n") == Reply("choose", "q2")


def test_below_a_card_left_and_right_move_along_the_items_and_up_and_down_the_card() -> None:
    card = FEW._replace(card=lambda width: "line\n" * width)
    assert pressed(card, Pointing(0), "left") == Pointing(3)
    assert pressed(card, Pointing(3), "right") == Pointing(0)
    assert pressed(card, Pointing(1), "down") == Pointing(1, first=1)
    assert pressed(card, Pointing(1, first=1), "home") == Pointing(1)


def test_enter_takes_what_is_pointed_at() -> None:
    assert pressed(MANY, Pointing(3), "enter") == Reply("choose", "q3")


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("2\n", Reply("choose", "q2")),
        (" 17 \n", Reply("choose", "q17")),
        ("2.\n", Reply("choose", "q2")),
        ("17)\n", Reply("choose", "q17")),
        ("F\n", Reply("choose", "finish")),
        ("finish\n", Reply("choose", "finish")),
        ("?\n", Reply("why")),
        ("b\n", Reply("back")),
        ("q3\n", Reply("choose", "q3")),
    ],
)
def test_a_line_is_a_number_a_letter_or_a_word(line: str, reply: Reply) -> None:
    assert understood(MANY, line) == reply


@pytest.mark.parametrize("line", ["18\n", "0\n", "answer\n", "\x1b[A\n", "\ufffd\n", "1 2\n", "18.\n", ".\n"])
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
