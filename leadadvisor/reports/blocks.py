"""What a page is made of, before it is laid out: headings, paragraphs, items and tables of plain text."""

from __future__ import annotations

from typing import Literal, TypeAlias

from leadadvisor.model.value import NamedTuple

Tone: TypeAlias = Literal["plain", "strong", "quiet", "good", "warning"]


class Heading(NamedTuple):
    """The title of a section; level 1 is that of the page."""

    text: str
    level: Literal[1, 2, 3] = 2


class Paragraph(NamedTuple):
    """A paragraph of its own."""

    text: str
    tone: Tone = "plain"


class Item(NamedTuple):
    """A line of a list: a mark before it, words that lead in, a detail after the text, and notes below."""

    mark: str
    text: str
    lead: str = ""
    detail: str = ""
    notes: tuple[str, ...] = ()
    tone: Tone = "plain"


class Items(NamedTuple):
    """A list; the marks of its items stand below one another."""

    items: tuple[Item, ...]


class Table(NamedTuple):
    """Rows of cells under columns; the first column is text, the others are figures. `total` sets the last row off."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False


Block: TypeAlias = Heading | Paragraph | Items | Table
