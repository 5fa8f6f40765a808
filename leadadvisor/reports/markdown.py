"""Markdown: a document as text that shows every sign as it is, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from leadadvisor.reports.document import (
    Bars,
    Block,
    Card,
    Chart,
    Document,
    Heading,
    Item,
    Items,
    Line,
    Paragraph,
    Row,
    Table,
)
from leadadvisor.reports.words import span
from leadadvisor.text import one_line, percent

_BULLETS = ("", "-", "*", "!", "?")
"""Marks that only say that something is an item: the bullet of the list does that."""

_SPECIAL = re.compile(r"[\\`*_\[\]<>|#~&$]")
"""Signs that can begin or end markup anywhere; `$` begins formulas in some programs."""

_AT_THE_START = re.compile(r"^(\d{1,9})?([-+.)=:])")
"""Signs that begin a list, a rule, a heading's underline or a definition, but only at the start of a line."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .:=/-]*[A-Za-z0-9])?")


def written(document: Document) -> str:
    """The document as markdown, its blocks one below the other."""
    byline = [paragraph(document.byline)] if document.byline else []
    return "\n\n".join([*byline, *filter(None, map(_block, document.blocks))]) + "\n"


# Text


def escaped(text: str) -> str:
    """The text on one line, so that markdown shows every sign of it and obeys none; not for the start of a line."""
    return _SPECIAL.sub(r"\\\g<0>", one_line(text))


def paragraph(text: str) -> str:
    """The same for text that begins a line or a list item."""
    return _AT_THE_START.sub(r"\1\\\2", escaped(text))


def code(text: str) -> str:
    """An id in the type of code; anything stranger than an id is only escaped."""
    plain = one_line(text)
    return f"`{plain}`" if _PLAIN_ID.fullmatch(plain) else paragraph(plain)


def strong(text: str) -> str:
    """Emphasised text; nothing stays nothing."""
    shown = escaped(text)
    return f"**{shown}**" if shown else ""


def heading(text: str, level: int) -> str:
    """A heading of that level."""
    return f"{'#' * level} {escaped(text)}".rstrip()


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> str:
    """A table; the first columns, as many as hold words, are aligned left, the others right. All cells are escaped."""
    rule = [*("---" for _ in columns[:words]), *("---:" for _ in columns[words:])]
    lines = [[escaped(cell) for cell in columns], rule, *([escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# Blocks


def _block(block: Block) -> str:  # noqa: PLR0911 - one for each kind of block
    match block:
        case Heading(text, level):
            return heading(text, level)
        case Paragraph(text, tone):
            return strong(text) if tone == "strong" else paragraph(text)
        case Items(items):
            return "\n".join(map(_item, items))
        case Table(columns, rows, _, words):
            return table(columns, rows, words)
        case Bars():
            return _bars(block)
        case Card():
            return "\n\n".join(_card(block))
        case Chart():
            return ""
        case _:
            assert_never(block)


def _item(item: Item) -> str:
    mark = "" if item.mark in _BULLETS else item.mark
    named = [strong(mark), strong(item.lead)]
    words = [*named, escaped(item.text) if any(named) else paragraph(item.text), escaped(item.detail)]
    lines = [f"- {' '.join(word for word in words if word)}", *(f"  - {paragraph(note)}" for note in item.notes)]
    return "\n".join(lines)


def _bars(block: Bars) -> str:
    """A table; the range has a column where one is open."""
    if not block.bars:
        return ""
    ranged = any(bar.low != bar.high for bar in block.bars)
    columns = ("", "", "Share", *(("Range",) if ranged else ()))
    rows = [
        (bar.name, bar.what, percent(bar.share), *((span(bar.low, bar.high),) if ranged else ())) for bar in block.bars
    ]
    return table(columns, rows, words=2)


def _card(card: Card) -> Iterator[str]:
    yield heading(card.headline, 1)
    if card.aside:
        yield paragraph(card.aside)
    if card.bars.bars:
        yield _bars(card.bars)
    if card.rows:
        yield "\n".join(_row(row) for row in card.rows)
    yield paragraph(card.basis)


def _row(row: Row) -> str:
    """A row: its label, and its lines beside it or, where they are several, below it."""
    if len(row.lines) == 1:
        return f"- {strong(f'{row.label}:')} {_line(row.lines[0])}"
    return "\n".join([f"- {strong(f'{row.label}:')}", *(f"  - {_line(line)}" for line in row.lines)])


def _line(line: Line) -> str:
    note = f" ({escaped(line.note)})" if line.note else ""
    return f"{paragraph(line.text)}{note}"
