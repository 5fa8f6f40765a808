"""Lines come in blocks of any size without one being lost, doubled or numbered wrongly."""

from __future__ import annotations

from zlib import crc32

import pytest
from batches import in_pieces
from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.batch.lines import LONGEST_LINE, LineReader, Mark

CONTENT = st.lists(st.sampled_from([b"a", b"\n", b"\r\n", b"\xc3\xa9", b"\xff", b'"', b"\r", b"long text"])).map(
    b"".join
)


def read_all(lines: LineReader, taken: int = 1_000_000) -> list[tuple[int, str]]:
    """Every line with its number, dealing with so many lines of a block at a time."""
    read: list[tuple[int, str]] = []
    while (block := lines.next()) is not None:
        count = min(taken, len(block.lines))
        read += list(enumerate(block.raw, block.first))[:count]
        lines.done(count)
    return read


@given(CONTENT, st.integers(1, 9), st.integers(1, 4))
def test_all_lines_come_in_order_with_their_numbers(content: bytes, size: int, taken: int) -> None:
    lines = in_pieces(content, size)
    expected = content.decode("utf-8", "surrogateescape").split("\n")
    if not expected[-1]:
        expected.pop()
    assert read_all(lines, taken) == list(enumerate(expected, 1))
    assert lines.mark == Mark(len(content), len(expected), crc32(content))


@given(CONTENT.filter(bool), st.integers(1, 9))
def test_going_on_from_a_mark_gives_the_lines_behind_it(content: bytes, size: int) -> None:
    lines = in_pieces(content, size)
    lines.next()
    lines.done(1)
    mark = lines.mark
    again = in_pieces(content, size + 1)
    assert again.skip_to(mark.offset, mark.lines)
    assert again.mark == mark
    assert read_all(again) == read_all(lines)


def test_a_mark_behind_the_end_is_told() -> None:
    assert not in_pieces(b"abc\n", 2).skip_to(5, 1)


def test_lines_that_are_not_dealt_with_come_again_with_more_behind_them() -> None:
    lines = in_pieces(b"1\n2\n3\n4\n", 4)
    first = lines.next()
    assert first is not None
    assert first.lines == ["1", "2"]
    lines.done(0)
    second = lines.next()
    assert second is not None
    assert (second.first, second.lines, second.final) == (1, ["1", "2", "3", "4"], False)
    lines.done(0)
    third = lines.next()
    assert third is not None
    assert (third.lines, third.final) == (["1", "2", "3", "4"], True)


def test_what_is_there_is_given_without_waiting_for_more() -> None:
    """A reader of a pipe must not hold back whole lines."""
    given = iter([b"header\n1\n2", b"\n"])
    lines = LineReader(lambda: next(given))
    block = lines.next()
    assert block is not None
    lines.done(1)
    block = lines.next()
    assert block is not None
    assert block.lines == ["1"]


def test_a_mark_of_utf8_at_the_beginning_is_passed_over() -> None:
    assert read_all(in_pieces(b"\xef\xbb\xbfgoal\n", 2)) == [(1, "goal")]
    assert read_all(in_pieces(b"goal\n\xef\xbb\xbf\n", 2)) == [(1, "goal"), (2, "\ufeff")]


@pytest.mark.parametrize("end", [b"", b"\n", b"\nx\n"])
def test_a_line_without_end_is_cut_and_passed_over_in_bounded_memory(end: bytes) -> None:
    given = [b"ab\n", *[b"x" * 100_000] * 50, end, b""]
    lines = LineReader(lambda: given.pop(0) if given else b"")
    read = read_all(lines)
    assert [(number, min(len(line), LONGEST_LINE + 1)) for number, line in read][:2] == [(1, 2), (2, LONGEST_LINE + 1)]
    assert max(len(line) for _, line in read) < LONGEST_LINE + 200_000
    assert read[2:] == ([(3, "x")] if end == b"\nx\n" else [])
    assert lines.mark.offset == 3 + 5_000_000 + len(end)


@pytest.mark.parametrize(
    ("content", "odd"),
    [(b"a\r\nb\r\n", False), (b"a\rb\n", True), (b"a\xff\n", True), (b"a\0\n", True), ("é\n".encode(), False)],
)
def test_a_block_says_whether_a_line_needs_a_second_look(content: bytes, odd: bool) -> None:
    block = in_pieces(content, 100).next()
    assert block is not None
    assert block.odd is odd
