"""What text goes through before it reaches a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.reports.text import ascii_signs, one_line, safe


@pytest.mark.parametrize(
    "sign",
    [
        *map(chr, [*range(9), *range(11, 32), *range(127, 160)]),
        *"\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ud800\udfff\ufeff\uffff",
    ],
)
def test_what_a_terminal_obeys_or_hides_becomes_a_replacement_character(sign: str) -> None:
    assert safe(f"a{sign}b") == "a\ufffdb"


@pytest.mark.parametrize("text", ["a\tb\nc", "é 漢字 😀 👩‍👩‍👧", "[/x] :smile: \\[", "<b>&</b>", ""])
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
