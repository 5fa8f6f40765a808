"""What a report says, once, as a small tree of blocks of plain text; the writers lay it out for a screen or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from leadadvisor.model.recommendation import Role
from leadadvisor.model.value import NamedTuple

if TYPE_CHECKING:  # only the charts of a log hold days
    from datetime import date

Tone: TypeAlias = Literal["plain", "strong", "quiet", "good", "warning", "basis"]
"""How something is meant; "basis" is what a page rests on, at its foot."""


class Link(NamedTuple):
    """Words that lead to the place with this anchor."""

    anchor: str
    text: str


Words: TypeAlias = str | tuple[str | Link, ...]
"""Text on one line, or text and links one after the other."""


def flat(words: Words) -> str:
    """The words without their links."""
    return words if isinstance(words, str) else "".join(one if isinstance(one, str) else one.text for one in words)


class Heading(NamedTuple):
    """The title of a section; level 1 is that of the page. What stands under a `folded` one may be hidden at first.

    With `annex`, what a printed sheet has no room for begins here. Links lead to its `anchor`.
    """

    text: str
    level: Literal[1, 2, 3] = 2
    folded: bool = False
    annex: bool = False
    anchor: str = ""


class Paragraph(NamedTuple):
    """A paragraph of its own."""

    text: Words
    tone: Tone = "plain"


class Item(NamedTuple):
    """A line of a list: a mark before it, words that lead in, a detail after the text, and notes below."""

    mark: str
    text: Words
    lead: str = ""
    detail: str = ""
    notes: tuple[str, ...] = ()
    tone: Tone = "plain"


class Items(NamedTuple):
    """A list; the marks of its items stand below one another."""

    items: tuple[Item, ...]


class Table(NamedTuple):
    """Rows of cells under columns: `words` columns of text, then figures. `total` sets the last row off.

    Links lead to a row by its place among the `anchors`, where there are any.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    total: bool = False
    words: int = 1
    anchors: tuple[str, ...] = ()


class Bar(NamedTuple):
    """A share of the whole in percent, with the lowest and highest that open answers allow; `what` says what it is.

    `means` are the hours and money it gets, for writers that have room beside the bar; the table of them says the same.
    """

    name: str
    what: str
    share: int
    low: int
    high: int
    role: Role
    means: str = ""


class Bars(NamedTuple):
    """Bars on one scale from 0 to 100, and a note on how to read them."""

    bars: tuple[Bar, ...]
    note: str = ""


class Line(NamedTuple):
    """A line of a card, a mark before it, a note after it. Where room is short the highest rank goes first, 0 stays."""

    text: str
    note: str = ""
    mark: str = ""
    rank: int = 0


class Row(NamedTuple):
    """A part of a card under its label, such as "Why"."""

    label: str
    lines: tuple[Line, ...]
    tone: Tone = "plain"


class Card(NamedTuple):
    """The answer on one screen: headline, how sure it is, bars, rows, what it rests on; `more` is for a terminal."""

    headline: str
    aside: str
    bars: Bars
    rows: tuple[Row, ...]
    basis: str
    more: str = ""


class Span(NamedTuple):
    """A value and the range it stands in, in hundredths; `high` is None where there is no end, `value` where none."""

    name: str
    value: int | None
    low: int
    high: int | None


class Pair(NamedTuple):
    """What was planned beside what was done, in percent."""

    name: str
    planned: int
    done: int


class Mark(NamedTuple):
    """One row of a log on its day: how much went in, in hundredths, and what came of it."""

    day: date
    amount: int
    number: int
    told: str


class Lane(NamedTuple):
    """The rows of one approach, in order of time."""

    name: str
    marks: tuple[Mark, ...]


class Swinging(NamedTuple):
    """How far one question moves a share: low, high and now are percentages; a flag marks what goes with that."""

    name: str
    low: int
    high: int
    now: int
    flag: str


class Stretch(NamedTuple):
    """Work from one day of a plan to another, counted from 1, with what it is."""

    first: int
    last: int
    told: str


class Track(NamedTuple):
    """One approach in a plan: what is worked on when, and the days on which something is decided."""

    name: str
    stretches: tuple[Stretch, ...]
    decisions: tuple[int, ...]


class Chart(NamedTuple):
    """A picture for formats that can show one; what it shows stands in words or in a table beside it."""

    title: str
    note: str
    content: tuple[Span, ...] | tuple[Pair, ...] | tuple[Lane, ...] | tuple[Swinging, ...] | tuple[Track, ...]


Block: TypeAlias = Heading | Paragraph | Items | Table | Bars | Card | Chart


class Document(NamedTuple):
    """A page: a title for those formats that have one, a line above everything, its blocks, and its language.

    With `contents`, a list of its sections leads to each of them.
    """

    title: str
    blocks: tuple[Block, ...]
    byline: str = ""
    language: str = "en"
    contents: bool = False

    def sections(self) -> tuple[Link, ...]:
        """Where its sections stand: its contents."""
        found = (block for block in self.blocks if isinstance(block, Heading) and block.level == 2)  # noqa: PLR2004
        return tuple(Link(heading.anchor, heading.text) for heading in found if heading.anchor)
