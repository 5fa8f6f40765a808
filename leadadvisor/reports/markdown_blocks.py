"""A page as a markdown document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from leadadvisor.reports.blocks import Block, Heading, Item, Items, Paragraph, Table
from leadadvisor.reports.markdown_text import escaped, heading, paragraph, strong, table

_BULLETS = ("", "-", "*", "!", "?")
"""Marks that only say that something is an item: the bullet of the list does that."""


def document(blocks: Iterable[Block]) -> str:
    """The blocks one below the other."""
    return "\n\n".join(map(_block, blocks)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return heading(text, level)
        case Paragraph(text, tone):
            return strong(text) if tone == "strong" else paragraph(text)
        case Items(items):
            return "\n".join(map(_item, items))
        case Table(columns, rows):
            return table(columns, rows)
        case _:
            assert_never(block)


def _item(item: Item) -> str:
    mark = "" if item.mark in _BULLETS else item.mark
    named = [strong(mark), strong(item.lead)]
    words = [*named, escaped(item.text) if any(named) else paragraph(item.text), escaped(item.detail)]
    lines = [f"- {' '.join(word for word in words if word)}", *(f"  - {paragraph(note)}" for note in item.notes)]
    return "\n".join(lines)
