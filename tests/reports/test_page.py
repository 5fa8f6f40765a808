"""Wrapping: no line too wide, no word cut that fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from leadadvisor.reports import Layout
from leadadvisor.reports.page import Page, wrapped

WORDS = st.lists(st.text(st.sampled_from("ab字é😀-[]"), min_size=1, max_size=12), max_size=20)


def lines(text: str, width: int, later: int | None = None, lead: int = 0) -> list[str]:
    return [line.plain for line in wrapped(Text(text), width, later, lead)]


def test_a_text_that_fits_stays_on_its_line() -> None:
    assert lines("one two", 7) == ["one two"]


def test_a_line_ends_at_a_blank() -> None:
    assert lines("one two three", 8) == ["one two", "three"]


def test_lines_after_the_first_can_be_shorter() -> None:
    assert lines("aa bb cc dd", 8, 5) == ["aa bb cc", "dd"]
    assert lines("aa bb cc dd ee", 5, 2) == ["aa bb", "cc", "dd", "ee"]


def test_wide_characters_count_twice() -> None:
    assert lines("漢字 漢字", 8) == ["漢字", "漢字"]


def test_only_a_word_longer_than_a_line_is_divided() -> None:
    assert lines("to abcdefghij", 6) == ["to", "abcdef", "ghij"]


def test_a_long_word_starts_beside_its_mark() -> None:
    assert lines("* abcdefghij", 6, 4, lead=2) == ["* abcd", "efgh", "ij"]


def test_nothing_is_one_empty_line() -> None:
    assert lines("", 10) == [""]


def test_styles_follow_their_words() -> None:
    text = Text("plain ").append("bold words", "bold")
    assert [[span.style for span in line.spans] for line in wrapped(text, 5)] == [[], ["bold"], ["bold"]]


@given(WORDS, st.integers(2, 20), st.integers(2, 20))
def test_no_line_is_too_wide_and_no_sign_is_lost(words: list[str], width: int, later: int) -> None:
    text = " ".join(words)
    found = lines(text, width, later)
    assert all(cell_len(line) <= room for line, room in zip(found, [width, *[later] * len(found)], strict=False))
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


@given(WORDS, st.integers(24, 40))
def test_no_word_that_fits_is_divided(words: list[str], width: int) -> None:
    assert [word for line in lines(" ".join(words), width) for word in line.split(" ") if word] == words


@pytest.mark.parametrize("width", [-1, 0, 1, 9])
def test_a_width_that_cannot_be_is_taken_for_80(width: int) -> None:
    assert Page(Layout(width)).width == 80


def test_lines_do_not_grow_with_a_very_wide_window() -> None:
    assert Page(Layout(300)).width == 100


def test_a_number_keeps_its_percent_sign() -> None:
    page = Page(Layout(12))
    page.paragraph("a share is 55 % of it")
    assert page.rendered() == "a share is\n55 % of it\n"


def test_markup_is_text() -> None:
    page = Page(Layout(40, colour=True))
    page.paragraph("[bold]x[/] [/y] :smile: \\[z")
    assert page.rendered() == "[bold]x[/] [/y] :smile: \\[z\n"


def test_without_unicode_typographic_signs_become_ascii() -> None:
    page = Page(Layout(40, unicode=False))
    page.paragraph("“a” \u2013 \u2018b\u2019…")
    assert page.rendered() == "\"a\" - 'b'...\n"


def test_two_empty_lines_never_follow_each_other() -> None:
    page = Page(Layout())
    page.blank()
    page.paragraph("a")
    page.blank()
    page.blank()
    page.heading("b")
    assert page.rendered() == "a\n\nb\n"
