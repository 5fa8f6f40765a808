"""A page on the screen: blocks laid out for the width of the window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from rich.cells import cell_len
from rich.text import Text

from leadadvisor.reports import Layout
from leadadvisor.reports.blocks import Block, Heading, Items, Paragraph, Table, Tone
from leadadvisor.reports.terminal.page import Page, wrapped

_STYLES: Mapping[Tone, str] = {"plain": "", "strong": "bold", "quiet": "dim", "good": "green", "warning": "yellow"}
_GAP = 2
_NARROWEST_TEXT = 12
"""Columns the first column of a table needs; with less, its rows are told one below the other."""


def laid_out(blocks: Iterable[Block], layout: Layout) -> str:
    """The page as text; no line is wider than the layout, and without colour it holds no escape sequence."""
    page = Page(layout)
    for block in blocks:
        _show(page, block)
    return page.rendered()


def _show(page: Page, block: Block) -> None:
    match block:
        case Heading():
            _heading(page, block)
        case Paragraph(text, tone):
            page.paragraph((text, _STYLES[tone]), indent=page.step)
        case Items():
            _items(page, block)
        case Table():
            _table(page, block)
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
        pieces = [(item.lead, "bold"), (" " if item.lead and item.text else "", ""), (item.text, "")]
        detail = (f" {item.detail}" if item.detail else "", "dim")
        if item.mark:
            page.entry((mark, _STYLES[item.tone]), *pieces, detail, indent=page.step, room=room)
        else:
            page.paragraph(*pieces, detail, indent=page.step, hang=page.step)
        for note in item.notes:
            page.paragraph((note, "dim"), indent=page.step + (room if item.mark else 0), hang=2)


def _table(page: Page, table: Table) -> None:
    widths = [max(cell_len(row[place]) for row in (table.columns, *table.rows)) for place in range(len(table.columns))]
    room = page.width - page.step - sum(width + _GAP for width in widths[1:])
    if room < min(widths[0], _NARROWEST_TEXT):
        _stacked(page, table)
        return
    widths[0] = min(widths[0], room)
    _row(page, table.columns, widths, "dim")
    for number, row in enumerate(table.rows, start=1):
        _row(page, row, widths, "bold" if table.total and number == len(table.rows) else "")


def _row(page: Page, cells: tuple[str, ...], widths: list[int], style: str) -> None:
    """One row; what does not fit into the first column goes on below."""
    first, *rest = wrapped(page.text((cells[0], style)), widths[0])
    line = Text(" " * page.step).append_text(first)
    line.append(" " * (widths[0] - first.cell_len))
    for cell, width in zip(cells[1:], widths[1:], strict=True):
        shown = page.text((cell, style))
        line.append(" " * (_GAP + max(0, width - shown.cell_len))).append_text(shown)
    page.line(line)
    for more in rest:
        page.line(Text(" " * page.step).append_text(more))


def _stacked(page: Page, table: Table) -> None:
    """Each row as a small list, for windows without room for columns."""
    for row in table.rows:
        page.paragraph((row[0], "bold"), indent=page.step)
        for column, cell in zip(table.columns[1:], row[1:], strict=True):
            page.paragraph(f"{column}: {cell}" if column else cell, indent=2 * page.step, hang=page.step)
