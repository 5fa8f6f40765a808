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
    Link,
    Paragraph,
    Row,
    Table,
    Words,
    flat,
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
    blocks = list(map(_block, document.blocks))
    if document.contents:
        first = next(
            place for place, block in enumerate(document.blocks) if isinstance(block, Heading) and block.anchor
        )
        blocks.insert(first, "\n".join(f"- {_link(link)}" for link in document.sections()))
    return "\n\n".join([*byline, *filter(None, blocks)]) + "\n"


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


def linked(words: Words) -> str:
    """Words with their links, not for the start of a line; the blanks that keep a link from its neighbours stay."""
    if isinstance(words, str):
        return escaped(words)
    return "".join(_link(part) if isinstance(part, Link) else _within(part) for part in words).strip()


def _within(part: str) -> str:
    after = " " if part[-1:].isspace() and part.strip() else ""
    return f"{' ' if part[:1].isspace() else ''}{escaped(part)}{after}"


def _link(link: Link) -> str:
    return f"[{escaped(link.text)}](#{link.anchor})"


def _anchor(name: str) -> str:
    return f'<a id="{name}"></a>' if name else ""


def table(columns: Sequence[str], rows: Iterable[Sequence[Words]], words: int = 1) -> str:
    """A table; the first columns, as many as hold words, are aligned left, the others right. All cells are escaped."""
    rule = [*("---" for _ in columns[:words]), *("---:" for _ in columns[words:])]
    lines = [[escaped(cell) for cell in columns], rule, *([linked(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# Blocks


def _block(block: Block) -> str:  # noqa: PLR0911 - one for each kind of block
    match block:
        case Heading(text, level):
            return f"{heading(text, level)} {_anchor(block.anchor)}".rstrip()
        case Paragraph(text, tone):
            return strong(flat(text)) if tone == "strong" else _begun(text)
        case Items(items):
            return "\n".join(map(_item, items))
        case Table(columns, rows, _, words):
            told = table(columns, rows, words)
            return _with_anchors(told, block.anchors) if block.anchors else told
        case Bars():
            return _bars(block)
        case Card():
            return "\n\n".join(_card(block))
        case Chart():
            return ""
        case _:
            assert_never(block)


def _begun(words: Words) -> str:
    """Words at the start of a line: what begins them must not begin anything else."""
    if isinstance(words, str) or not words or not isinstance(words[0], str):
        return paragraph(words) if isinstance(words, str) else linked(words)
    first, after = words[0], " " if words[0][-1:].isspace() else ""
    return f"{paragraph(first)}{after}{linked(words[1:])}"


def _with_anchors(told: str, anchors: Sequence[str]) -> str:
    """The lines of a table, each row with its anchor in the first cell."""
    lines = told.split("\n")
    rows = [f"| {_anchor(anchor)}{line[2:]}" for anchor, line in zip(anchors, lines[2:], strict=True)]
    return "\n".join([*lines[:2], *rows])


def _item(item: Item) -> str:
    mark = "" if item.mark in _BULLETS else item.mark
    named = [strong(mark), strong(item.lead)]
    words = [*named, linked(item.text) if any(named) else _begun(item.text), escaped(item.detail)]
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
    return "\n".join([f"- {strong(f'{row.label}:')}", *(f"  {_bullet(line)} {_line(line)}" for line in row.lines)])


def _bullet(line: Line) -> str:
    return f"{line.mark}." if line.mark.isdigit() else "-"


def _line(line: Line) -> str:
    note = f" ({escaped(line.note)})" if line.note else ""
    return f"{paragraph(line.text)}{note}"
