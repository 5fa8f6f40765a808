"""What a handbook is made of, before it is written in a format: sections, entries with anchors, text with links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from leadadvisor.model.value import NamedTuple


class Link(NamedTuple):
    """Words that lead to the entry with this anchor."""

    anchor: str
    text: str


Text: TypeAlias = tuple[str | Link, ...]
"""A paragraph: plain text and links one after the other."""


class Fact(NamedTuple):
    """A line under an entry: what it is about, and what there is to say."""

    label: str
    text: Text


class Entry(NamedTuple):
    """One thing with an anchor of its own."""

    anchor: str
    title: str
    text: Text
    facts: tuple[Fact, ...]


class Section(NamedTuple):
    """Entries under one heading; it stands in the table of contents."""

    anchor: str
    title: str
    text: Text
    entries: tuple[Entry, ...]


def listed(links: Iterable[Link]) -> Text:
    """Links in a row."""
    row: list[str | Link] = []
    for link in links:
        row += [", ", link] if row else [link]
    return tuple(row)


def facts(*pairs: tuple[str, Text | str]) -> tuple[Fact, ...]:
    """The facts there is something to say about."""
    return tuple(Fact(label, (text,) if isinstance(text, str) else text) for label, text in pairs if text)
