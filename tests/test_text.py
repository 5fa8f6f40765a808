"""The words that every layer shares, and what text goes through before it reaches a screen."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.text import (
    UNSAFE,
    ascii_signs,
    counted,
    for_a_shell,
    is_for_a_shell,
    listed,
    listing,
    near,
    nearest,
    one_line,
    printable,
    safe,
    sentence,
    shown,
    within,
)


@pytest.mark.parametrize(
    "sign",
    [
        *map(chr, [*range(9), *range(11, 32), *range(127, 160)]),
        *"\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ud800\udfff\ufeff\uffff",
        *"\u00ad\u034f\u115f\u180e\u200b\u2060\u2063\u206a\u3164\uffa0\ufff9\ufdd0\U0001d173",
        *"\U000e0001\U000e0041\U000e007f\U000e0100\U000e0fff",
    ],
)
def test_what_a_terminal_obeys_or_hides_becomes_a_replacement_character(sign: str) -> None:
    assert safe(f"a{sign}b") == "a\ufffdb"


@pytest.mark.parametrize("text", ["a\tb\nc", "é 漢字 😀 👩‍👩‍👧 ❤️", "葛\U000e0100城", "می‌خواهم", "[/x] \\[", "<b>", ""])
def test_all_other_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@given(st.text())
def test_what_is_safe_stays_safe_and_can_be_written(text: str) -> None:
    assert safe(safe(text)) == safe(text)
    assert len(safe(text)) == len(text)
    safe(text).encode("utf-8")


@given(st.text())
def test_one_line_has_no_line_break_and_no_edge(text: str) -> None:
    line = one_line(text)
    assert line.splitlines() in ([line], [])
    assert line == line.strip()


def test_typographic_signs_have_ascii_forms() -> None:
    assert ascii_signs("“a” \u2018b\u2019 c\u2013d…é") == "\"a\" 'b' c-d...é"


def test_signs_that_hide_a_message_behind_another_are_shown() -> None:
    assert safe("😀\ufe0f\ufe01\U000e0141") == "😀\ufe0f\ufffd\ufffd"


def test_nothing_on_the_list_passes_for_text_that_can_be_printed_as_it_stands() -> None:
    listed_signs = [sign for sign in map(chr, range(0x110000)) if re.fullmatch(UNSAFE, sign)]
    assert len(listed_signs) > 6000
    assert [sign for sign in listed_signs if safe(sign) != "\ufffd"] == []


def test_what_is_printable_stays_as_long_as_it_was_and_on_one_line() -> None:
    assert printable("a\tb\nc\xa0d\x1be") == "a b\ufffdc d\ufffde"


@pytest.mark.parametrize(
    ("parts", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_parts_are_listed(parts: list[str], told: str) -> None:
    assert listed(parts) == told


def test_a_long_row_of_names_is_cut_short() -> None:
    assert listing([f"n{number}" for number in range(14)]).endswith("n11 and 2 more")


def test_things_are_counted() -> None:
    assert [counted(1, "firm"), counted(0, "firm"), counted(1200, "firm"), counted(2, "reply", "replies")] == [
        "1 firm",
        "0 firms",
        "1,200 firms",
        "2 replies",
    ]


def test_a_label_inside_a_sentence_loses_its_capital_where_it_is_but_the_id() -> None:
    assert (within("Cold email", "cold-email"), within("LinkedIn", "linked-in")) == ("cold email", "LinkedIn")


def test_a_sentence_begins_and_ends_as_one() -> None:
    assert [sentence("so it is"), sentence(" What  now? "), sentence("")] == ["So it is.", "What now?", ""]


def test_the_nearest_word_is_found_whatever_its_letters() -> None:
    assert nearest("Budgett", ["goal", "budget"]) == "budget"
    assert nearest("xyz", ["goal", "budget"]) is None
    assert nearest("b" * 100, ["b" * 99]) is None
    assert near("peple", ["people", "peoples", "goal"], 2) == ["people", "peoples"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "nothing"),
        (True, "true"),
        (3, "the number 3"),
        ("a\x1b", r"'a\x1b'"),
        ("x\u3164", "'x\ufffd'"),
        ([1], "a list"),
        ({"a": 1}, "a mapping (key: value)"),
    ],
)
def test_values_are_shown_in_plain_words(value: object, told: str) -> None:
    assert shown(value) == told


@pytest.mark.parametrize(
    "code", ["$(x)", "`x`", "\\$(x)", "'x'", '"x"', "[x]", "x;x", "x|x", "<(x)", "=x", "a:b", "%x", "#"]
)
def test_nothing_of_a_text_is_code_to_a_shell(code: str) -> None:
    assert set(for_a_shell(f"Größe, 3.5 (漢字) - {code}")) <= set("Größe, 3.5 (漢字) - x ab")
    assert not is_for_a_shell(code)


def test_words_with_nothing_special_in_them_are_offered_as_they_are() -> None:
    assert all(map(is_for_a_shell, ["cold-email", "B31", "rulebook.yaml"]))
    assert not any(map(is_for_a_shell, ["", "a b", "--flag"]))
