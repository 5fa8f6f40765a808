"""What a terminal sends becomes keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.cli.screen.terminal import INCOMPLETE, Typeahead, first_key


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\r", "enter"),
        ("\n", "enter"),
        ("\x1b[A", "up"),
        ("\x1bOA", "up"),
        ("\x1b[1;5B", "down"),
        ("\t", "down"),
        ("\x1b[Z", "up"),
        ("\x1b[D", "left"),
        ("\x1b[C", "right"),
        ("\x1b[H", "home"),
        ("\x1b[1~", "home"),
        ("\x1b[4~", "end"),
        ("\x1b[5~", "page-up"),
        ("\x1b[6;2~", "page-down"),
        ("\x7f", "erase"),
        ("\x08", "erase"),
        ("\x04", "end-of-input"),
        ("?", "?"),
        ("é", "é"),
        ("日", "日"),
        ("\x00", "ignored"),
        ("\x1b[15~", "ignored"),
        ("\x1b[24;80R", "ignored"),
        ("\x9b", "ignored"),
    ],
)
def test_a_key_is_known_by_what_the_terminal_sends_for_it(sent: str, key: str) -> None:
    assert first_key(f"{sent}x") == (key, "x")


def test_escape_alone_is_a_key_once_nothing_follows_it() -> None:
    assert first_key("\x1b") == (INCOMPLETE, "\x1b")
    assert first_key("\x1b", complete=True) == ("escape", "")


def test_escape_and_what_was_typed_after_it_are_two_keys() -> None:
    assert first_key("\x1b2") == ("escape", "2")
    assert first_key("\x1b\x1b") == ("escape", "\x1b")


def test_a_key_that_arrives_in_pieces_is_one_key() -> None:
    typed = Typeahead()
    typed.add(b"\x1b")
    assert typed.next() == INCOMPLETE
    typed.add(b"[")
    assert typed.next() == INCOMPLETE
    typed.add(b"B")
    assert typed.next() == "down"
    assert not typed.waiting()


def test_a_letter_that_arrives_in_pieces_is_one_letter() -> None:
    typed = Typeahead()
    typed.add("é".encode()[:1])
    assert typed.next() == INCOMPLETE
    typed.add("é".encode()[1:])
    assert typed.next() == "é"


@given(st.binary(max_size=40))
def test_whatever_arrives_is_taken_key_by_key_to_its_end(content: bytes) -> None:
    typed = Typeahead()
    typed.add(content)
    for _ in range(len(content) + 1):
        if not typed.waiting():
            break
        assert typed.next(complete=True) != INCOMPLETE
    assert not typed.waiting()
