"""The terminal: a document laid out for the width of the window; its card is cut to one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from rich.cells import cell_len
from rich.text import Text

from leadadvisor.model.recommendation import Role
from leadadvisor.reports import Layout
from leadadvisor.reports.document import (
    Bar,
    Bars,
    Block,
    Card,
    Chart,
    Document,
    Heading,
    Items,
    Line,
    Paragraph,
    Row,
    Table,
    Tone,
    flat,
)
from leadadvisor.reports.page import Page, wrapped
from leadadvisor.reports.words import span
from leadadvisor.text import percent

_STYLES: Mapping[Tone, str] = {
    "plain": "",
    "strong": "bold",
    "quiet": "dim",
    "good": "green",
    "warning": "yellow",
    "basis": "dim",
}
_ROLES: Mapping[Role, str] = {"leads": "green", "supports": "cyan", "parked": "blue", "ruled-out": "dim"}
_GAP = 2
_NARROWEST_TEXT = 12
"""Columns the first column of a table needs; with less, its rows are told one below the other."""
_NARROWEST_BAR, _WIDEST_BAR = 10, 40
_CARD_LINES: tuple[tuple[int, int], ...] = ((80, 22), (40, 34))
"""How many lines a card may take in windows of at least so many columns: one screen."""

_SOLID, _DOWN, _UP, _EMPTY = range(4)
_BLOCKS = "█▓░ "
_ASCII_BLOCKS = "#=- "
"""Certain whatever the open answers are; may be lost; may be gained; neither."""


def written(document: Document, layout: Layout) -> str:
    """The page as text; no line is wider than the layout, and without colour it holds no escape sequence."""
    page = Page(layout)
    if document.byline:
        page.paragraph((document.byline, "dim"))
        page.blank()
    under = 0
    for block in document.blocks:
        _show(page, block, under)
        under = page.step if isinstance(block, Heading | Card) else under
    return page.rendered()


def _show(page: Page, block: Block, indent: int) -> None:
    """Put a block on the page; paragraphs are indented below a heading."""
    match block:
        case Heading():
            _heading(page, block)
        case Paragraph(text, tone):
            if tone == "basis":
                page.blank()
            page.paragraph((flat(text), _STYLES[tone]), indent=indent)
        case Items():
            _items(page, block)
        case Table():
            _table(page, block)
        case Bars():
            _bars(page, block)
        case Card():
            show_card(page, block)
        case Chart():
            return
        case _:
            assert_never(block)


def _heading(page: Page, heading: Heading) -> None:
    if heading.level == 2:  # noqa: PLR2004 - the usual section
        page.heading(heading.text)
        return
    page.blank()
    page.paragraph((heading.text, "bold"), indent=0 if heading.level == 1 else page.step)
    if heading.level == 1:
        page.blank()


def _items(page: Page, block: Items) -> None:
    room = max((cell_len(item.mark) for item in block.items), default=0) + (1 if page.roomy else 0) + 1
    figures = any(item.mark[-1:].isdigit() for item in block.items)
    for item in block.items:
        mark = item.mark.rjust(room - 2) if figures and page.roomy else item.mark
        pieces = [(item.lead, "bold"), (" " if item.lead and item.text else "", ""), (flat(item.text), "")]
        detail = (f" {item.detail}" if item.detail else "", "dim")
        if item.mark:
            page.entry((mark, _STYLES[item.tone]), *pieces, detail, indent=page.step, room=room)
        else:
            page.paragraph(*pieces, detail, indent=page.step, hang=page.step)
        for note in item.notes:
            page.paragraph((note, "dim"), indent=page.step + (room if item.mark else 0), hang=2)


# Tables


def _table(page: Page, table: Table) -> None:
    rows = [tuple(map(flat, row)) for row in table.rows]
    widths = [max(cell_len(row[place]) for row in (table.columns, *rows)) for place in range(len(table.columns))]
    room = page.width - page.step - sum(width + _GAP for width in widths[1:])
    if room < min(widths[0], _NARROWEST_TEXT):
        _stacked(page, table.columns, rows)
        return
    widths[0] = min(widths[0], room)
    _row(page, table, table.columns, widths, "dim")
    for number, row in enumerate(rows, start=1):
        _row(page, table, row, widths, "bold" if table.total and number == len(rows) else "")


def _row(page: Page, table: Table, cells: tuple[str, ...], widths: list[int], style: str) -> None:
    """One row; what does not fit into the first column goes on below."""
    first, *rest = wrapped(page.text((cells[0], style)), widths[0])
    line = Text(" " * page.step).append_text(first)
    line.append(" " * (widths[0] - first.cell_len))
    for place, (cell, width) in enumerate(zip(cells[1:], widths[1:], strict=True), start=1):
        shown = page.text((cell, style))
        blanks = " " * max(0, width - shown.cell_len)
        line.append(" " * _GAP + ("" if place < table.words else blanks)).append_text(shown)
        line.append(blanks if place < table.words else "")
    page.line(line)
    for more in rest:
        page.line(Text(" " * page.step).append_text(more))


def _stacked(page: Page, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Each row as a small list, for windows without room for columns."""
    for row in rows:
        page.paragraph((row[0], "bold"), indent=page.step)
        for column, cell in zip(columns[1:], row[1:], strict=True):
            if cell:
                page.paragraph(f"{column}: {cell}" if column else cell, indent=2 * page.step, hang=page.step)


# Bars


def _bars(page: Page, block: Bars, longest: int = 0) -> None:
    names = max((cell_len(page.text(bar.name).plain) for bar in block.bars), default=0)
    if not page.roomy or names > page.width // 4 or not page.layout.bars:
        _bars_below(page, block.bars, longest)
    else:
        _bars_beside(page, block.bars, names)
    if block.note and page.roomy and page.layout.bars:
        page.paragraph((block.note, "dim"), indent=page.step)


def _bars_beside(page: Page, bars: tuple[Bar, ...], names: int) -> None:
    """Name, what it is, bar, share and range on one line each, in columns."""
    ending = len("  100 %") + (len("  100-100") if _ranged(bars) else 0)
    left = page.width - page.step - names - 2 - ending
    whats = max(cell_len(page.text(bar.what).plain) for bar in bars)
    whats = whats + 2 if left - whats - 2 >= _NARROWEST_BAR else 0
    cells = max(_NARROWEST_BAR, min(_WIDEST_BAR, (left - whats) // 5 * 5))
    for bar in bars:
        line = Text(" " * page.step)
        line.append_text(_padded(page.text((bar.name, "bold")), names + 2))
        if whats:
            line.append_text(_padded(page.text((bar.what, "dim")), whats))
        page.line(line.append_text(_bar(page, bar, cells)).append_text(_ending(page, bar)))


def _bars_below(page: Page, bars: tuple[Bar, ...], longest: int) -> None:
    """The name with share and range on one line, the bar below it where there is room for one."""
    room = (page.width - page.step) // 10 * 10
    for bar in bars:
        open_ = span(bar.low, bar.high)
        told = ((bar.name, "bold"), (f" {percent(bar.share)}", ""), (f"  {open_}" if open_ else "", "dim"))
        page.paragraph(*told, indent=page.step, hang=page.step, most=longest)
        if room >= 2 * _NARROWEST_BAR and page.layout.bars:
            page.line(Text(" " * page.step).append_text(_bar(page, bar, min(_WIDEST_BAR, room))))


def _bar(page: Page, bar: Bar, cells: int) -> Text:
    """A bar as long as 100 %: solid up to the low, shaded to the share, light to the high."""
    blocks = _BLOCKS if page.layout.unicode else _ASCII_BLOCKS
    low, share, high = (_cells(value, cells) for value in (bar.low, bar.share, bar.high))
    style = _ROLES[bar.role]
    drawn = Text()
    drawn.append(blocks[_SOLID] * low, style)
    drawn.append(blocks[_DOWN] * (share - low), style)
    drawn.append(blocks[_UP] * (high - share), style)
    drawn.append(blocks[_EMPTY] * (cells - high))
    return drawn


def _cells(share: int, cells: int) -> int:
    """Share of the bar, rounded to whole cells; whatever is more than nothing is seen."""
    return min(cells, max(1, (share * cells + 50) // 100)) if share > 0 else 0


def _ending(page: Page, bar: Bar) -> Text:
    """The share, right-aligned, and its range."""
    open_ = span(bar.low, bar.high)
    return page.text((f" {percent(bar.share):>6}", "bold"), (f"  {open_}" if open_ else "", "dim"))


def _ranged(bars: Iterable[Bar]) -> bool:
    return any(bar.low != bar.high for bar in bars)


def _padded(text: Text, width: int) -> Text:
    text.append(" " * max(0, width - text.cell_len))
    return text


# The card


def show_card(page: Page, card: Card) -> None:
    """The card on one screen: what matters least goes first, and where all that is left is too long it is cut short."""
    most = next((lines for width, lines in _CARD_LINES if page.width >= width), None)
    for shorter, longest in _ever_shorter(card):
        tried = Page(page.layout)
        _card(tried, shorter, longest)
        if most is None or tried.count() <= most:
            break
    for line in tried.lines():
        page.line(line)


def _ever_shorter(card: Card) -> Iterator[tuple[Card, int]]:
    """The card, then without what may go, rank by rank, then with every text cut to so many lines."""
    yield card, 0
    card = card._replace(bars=card.bars._replace(note=""))
    yield card, 0
    ranks = sorted({line.rank for row in card.rows for line in row.lines if line.rank}, reverse=True)
    shorter = card
    for rank in ranks:
        kept = (row._replace(lines=tuple(line for line in row.lines if line.rank < rank)) for row in card.rows)
        shorter = card._replace(rows=tuple(row for row in kept if row.lines))
        yield shorter, 0
    for longest in (4, 3, 2, 1):
        yield shorter, longest


def _card(page: Page, card: Card, longest: int) -> None:
    _headline(page, card, longest)
    if card.bars.bars:
        _bars(page, card.bars, longest)
        page.blank()
    labels = max((cell_len(row.label) for row in card.rows), default=0) + (_GAP if page.roomy else 1)
    for row in card.rows:
        _card_row(page, row, labels, longest)
    page.blank()
    page.paragraph((card.basis, "dim"), (f" {card.more}" if card.more else "", "dim"), most=longest)


def _headline(page: Page, card: Card, longest: int) -> None:
    """The headline, and at the right end of its last line or of the next how sure it is; then room."""
    page.paragraph((card.headline, "bold"), most=longest)
    if not card.aside or page.at_the_end((card.aside, "dim")):
        page.blank()


def _card_row(page: Page, row: Row, labels: int, longest: int) -> None:
    """The lines of a row beside its label."""
    for place, line in enumerate(row.lines):
        label = row.label if place == 0 else ""
        _card_line(page, line, (label, "bold cyan" if row.tone == "plain" else "bold yellow"), labels, longest)


def _card_line(page: Page, line: Line, label: tuple[str, str], labels: int, longest: int) -> None:
    lead = f"{line.mark} " if line.mark else ""
    page.entry(label, (lead, "cyan"), line.text, room=labels, hang=len(lead), most=longest, note=line.note)
