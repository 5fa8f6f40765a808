"""Frames fit the window, break lines between words, and show text as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from stages import slow_but

from leadadvisor.cli.screen.choice import Choice, Item, Letter, Progress
from leadadvisor.cli.screen.frame import POINTER, Window, choice_frame, fitted, reading_frame
from leadadvisor.cli.screen.request import Look
from leadadvisor.cli.screen.terminal import Size
from leadadvisor.reports.page import Page

PLAIN, COLOURED = Look(colour=False, unicode=True), Look(colour=True, unicode=True)
ASCII = Look(colour=False, unicode=False)
HOSTILE = "[bold]x[/] \x1b]52;c;eA==\x07 :smile: \u202e{0}%s \\["


def make_choice(
    labels: tuple[str, ...] = ("Small", "Large"), *, text: str = "How large?", help_: str = "", kept: bool = False
) -> Choice:
    items = tuple(Item(f"option-{number}", label, f"Meaning of {label}") for number, label in enumerate(labels))
    return Choice(
        title="Team",
        text=text,
        help=help_,
        items=(*items, Item("unsure", "Not sure", letter="u")),
        letters=(Letter("?", "why", "why"), Letter("s", "skip", "skip")),
        progress=Progress(2, 10, "3 of about 10"),
        kept=kept,
        notes=("So far this.",),
    )


def shown(choice: Choice, columns: int = 80, rows: int = 24, pointer: int = 0, look: Look = PLAIN) -> tuple[str, ...]:
    window = Window(Size(columns, rows), look)
    return fitted(choice_frame(choice, pointer, "", window), window)[0]


def test_a_frame_fills_the_window_with_its_head_above_and_its_keys_below() -> None:
    lines = shown(make_choice())
    assert len(lines) == 24
    assert lines[0].split() == ["Team", "3", "of", "about", "10"]
    assert lines[-1] == " ↑↓ Enter   ← back   ? why   s skip   Ctrl-C stop"


def test_where_there_is_room_every_answer_has_its_meaning_below_it_and_nothing_but_the_pointer_moves() -> None:
    first, second = shown(make_choice()), shown(make_choice(), pointer=1)
    assert first[first.index("   2  Large") + 1] == "      Meaning of Large"
    different = [(one, two) for one, two in zip(first, second, strict=True) if one != two]
    assert different == [
        (f" {POINTER} 1  Small", "   1  Small"),
        ("   2  Large", f" {POINTER} 2  Large"),
    ]


def test_with_less_room_nothing_but_the_pointer_and_its_help_moves() -> None:
    choice = make_choice(("Small", "Medium", "Large"))
    first, second = shown(choice, rows=15), shown(choice, rows=15, pointer=1)
    different = [(one, two) for one, two in zip(first, second, strict=True) if one != two]
    assert different == [
        (f" {POINTER} 1  Small", "   1  Small"),
        ("   2  Medium", f" {POINTER} 2  Medium"),
        ("      Meaning of Small", "      Meaning of Medium"),
    ]


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
@pytest.mark.parametrize("label", ["word " * 30, "日本語の長いラベル" * 8, "unbreakable" * 12, "e\u0301" * 90])
def test_no_line_is_wider_than_the_window(columns: int, label: str) -> None:
    for line in shown(make_choice((label, "Large"), text=label), columns=columns, rows=60):
        assert cell_len(line) < columns


def test_long_labels_are_broken_between_words_and_stay_beside_their_number() -> None:
    lines = shown(make_choice(("We ourselves, still learning to sell to strangers", "Nobody")), columns=40)
    assert f" {POINTER} 1  We ourselves, still learning to" in lines
    assert "      sell to strangers" in lines


@pytest.mark.parametrize("rows", slow_but((1, 2, 3, 5, 9, 13, 21, 39), range(1, 40)))
def test_the_pointer_is_in_sight_in_a_window_of_any_height(rows: int) -> None:
    labels = tuple(f"An answer with number {number} that is rather long" for number in range(12))
    for pointer in range(13):
        lines = shown(make_choice(labels, text="Why? " * 30, help_="So. " * 40), columns=40, rows=rows, pointer=pointer)
        assert len(lines) <= rows
        assert any(POINTER in line for line in lines)


def test_marks_tell_where_a_list_goes_on() -> None:
    labels = tuple(f"Answer {number}" for number in range(30))
    assert " ↓ more" in shown(make_choice(labels), rows=20)
    middle = shown(make_choice(labels), rows=20, pointer=15)
    assert " ↓ more" in middle
    assert " ↑ more" in middle
    assert " ↓ more" not in shown(make_choice(labels), rows=20, pointer=30)


def test_a_low_window_keeps_the_question_and_every_answer_and_drops_what_the_why_page_says() -> None:
    labels = ("Small", "Medium", "Large", "Huge")
    lines = "\n".join(shown(make_choice(labels, help_="Long help. " * 8), columns=40, rows=13))
    assert "How large?" in lines
    assert all(label in lines for label in labels)
    assert "Long help" not in lines


def test_where_nothing_fits_below_the_answers_the_meaning_stands_beside_its_answer() -> None:
    lines = shown(make_choice(("Small", "Medium", "Large")), rows=13, pointer=1)
    assert lines[lines.index(f" {POINTER} 2  Medium") + 1] == "      Meaning of Medium"


def test_text_of_the_rulebook_is_neither_markup_nor_an_escape_sequence() -> None:
    lines = "\n".join(shown(make_choice((HOSTILE, "b"), text=HOSTILE)))
    assert "\x1b" not in lines
    assert "\x07" not in lines
    assert "\u202e" not in lines
    assert lines.count("[bold]x[/] \ufffd]52;c;eA==\ufffd :smile: \ufffd{0}%s \\[") == 3  # question, answer, meaning


def test_without_colour_there_is_no_escape_sequence_and_without_unicode_only_ascii() -> None:
    assert "\x1b" not in "".join(shown(make_choice()))
    assert "\x1b" in "".join(shown(make_choice(), look=COLOURED))
    assert "".join(shown(make_choice(), look=ASCII)).isascii()


@given(st.text(max_size=80), st.integers(5, 120), st.integers(1, 50))
def test_any_text_in_any_window_makes_a_frame_that_fits(text: str, columns: int, rows: int) -> None:
    lines = shown(make_choice((text or "x", "b"), text=text), columns=columns, rows=rows)
    assert len(lines) <= rows
    assert not any("\x1b" in line or "\n" in line for line in lines)


def test_a_text_is_read_from_its_beginning_to_its_last_line() -> None:
    def paint(page: Page) -> None:
        for number in range(40):
            page.paragraph(f"line {number}.")

    window = Window(Size(60, 12), PLAIN)
    first, seen = 0, set[str]()
    for _ in range(10):
        frame = reading_frame("Why", paint, first, window)
        seen.update(line.strip() for line in fitted(frame, window)[0])
        first = frame.focus[1]  # one page on
    assert {f"line {number}." for number in range(40)} <= seen
