"""HTML: a document as one self-contained page that asks the network for nothing and runs no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import groupby
from typing import assert_never

from leadadvisor.reports.document import (
    Bar,
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
)
from leadadvisor.reports.html.markup import Html, element, joined, unless_empty
from leadadvisor.reports.words import span
from leadadvisor.text import percent

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may load for this page: its own style and nothing else."""

_LONGEST_FIGURE = 4
"""Signs a figure before an item takes, such as "+15"; longer marks are words."""

_BULLETS = ("", "-")
"""Marks that only say that something is an item: the list itself does that."""


def written(document: Document) -> str:
    """The whole page."""
    byline = unless_empty("p", document.byline, class_="byline")
    main = element("main", byline, *_sections(document.blocks))
    if not document.contents:
        return _page(document.title, document.language, main)
    lines = (element("li", _link(link)) for link in document.sections())
    contents = element("nav", element("ul", *lines), aria_label="Contents")
    return _page(document.title, document.language, element("div", contents, main, class_="book"))


def _page(title: str, language: str, content: Html) -> Html:
    """The frame of a page: its head with the style, and the content as its body."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("link", rel="icon", href="data:,"),
        element("title", title),
        element("style", Html(_style())),
    )
    return joined(Html("<!doctype html>\n"), element("html", head, element("body", content), lang=language))


def _style() -> str:
    """Our own style sheet; it stands in the page because the page may load no other file."""
    return "\n" + files(__package__).joinpath("style.css").read_text(encoding="utf-8")


# Sections


def _sections(blocks: Iterable[Block]) -> Iterator[Html]:
    """What stands before the first section as it is, then each section with its heading; folded ones can be opened."""
    sections: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:  # noqa: PLR2004 - the usual section
            sections.append([])
        sections[-1].append(block)
    for section in sections:
        first = section[0] if section else None
        if isinstance(first, Heading) and first.level == 2:  # noqa: PLR2004 - as above
            yield _section(first, section[1:])
        else:
            yield from map(_block, section)


def _section(heading: Heading, blocks: Sequence[Block]) -> Html:
    title = element("h2", heading.text, id=heading.anchor or False)
    body = element("div", *map(_block, blocks), class_="body")
    if heading.folded:
        return element("details", element("summary", title), body)
    return element("section", title, body, class_="annex" if heading.annex else False)


def _block(block: Block) -> Html:  # noqa: PLR0911 - one for each kind of block
    match block:
        case Heading(text, level):
            return element(f"h{level}", text, id=block.anchor or False)
        case Paragraph(text, tone):
            return element("p", _linked(text), class_=tone)
        case Items():
            return _items(block)
        case Table():
            return _table(block)
        case Bars():
            return _bars(block)
        case Card():
            return _card(block)
        case Chart():
            from leadadvisor.reports.html.charts import chart

            return chart(block)
        case _:
            assert_never(block)


def _linked(words: Words) -> Html:
    parts = (words,) if isinstance(words, str) else words
    return joined(*(_link(part) if isinstance(part, Link) else part for part in parts))


def _link(link: Link) -> Html:
    return element("a", link.text, href=f"#{link.anchor}")


# Lists and tables


def _items(block: Items) -> Html:
    """A list; with figures or numbers for marks it has a column for them."""
    marked = any(item.mark not in _BULLETS for item in block.items)
    items = (_item(item, marked=marked) for item in block.items)
    longest = max((len(item.mark) for item in block.items), default=0)
    width = "signs" if longest == 1 else "figures" if longest <= _LONGEST_FIGURE else "words"
    return unless_empty("ul", *items, class_=f"marked {width}" if marked else "plain")


def _item(item: Item, *, marked: bool) -> Html:
    mark = element("span", "" if item.mark in _BULLETS else item.mark, class_="mark") if marked else Html()
    words = [element("strong", item.lead)] if item.lead else []
    words += [_linked(text) for text in (item.text,) if text]
    words += [element("span", item.detail, class_="detail")] if item.detail else []
    told = joined(*(part for word in words for part in (" ", word)))
    notes = unless_empty("ul", *(element("li", note) for note in item.notes), class_="notes")
    return element("li", mark, element("div", element("span", told, class_="told"), notes), class_=item.tone)


def _table(table: Table) -> Html:
    def kind(place: int) -> str | bool:
        return False if place < table.words else "figure"

    columns = (element("th", text, scope="col", class_=kind(place)) for place, text in enumerate(table.columns))
    rows = [
        element(
            "tr",
            element("th", _linked(row[0]), scope="row"),
            *(element("td", _linked(cell), class_=kind(place)) for place, cell in enumerate(row[1:], start=1)),
            class_="total" if table.total and number == len(table.rows) else False,
            id=table.anchors[number - 1] if table.anchors else False,
        )
        for number, row in enumerate(table.rows, start=1)
    ]
    return element("table", element("thead", element("tr", *columns)), element("tbody", *rows))


# The card and its bars


def _card(card: Card) -> Html:
    rows = [joined(*_row(row)) for row in card.rows]
    return element(
        "section",
        element("h1", card.headline),
        unless_empty("p", card.aside, class_="aside"),
        _bars(card.bars),
        unless_empty("dl", *rows),
        element("p", card.basis, class_="basis"),
        class_="answer",
    )


def _row(row: Row) -> Iterator[Html]:
    """A label and its lines, those with a mark as a list of their own."""
    yield element("dt", row.label, class_=row.tone)
    for marked, group in groupby(row.lines, lambda line: bool(line.mark)):
        lines = list(group)
        if marked:
            yield element("dd", element("ol", *(element("li", *_line(line)) for line in lines)))
        else:
            yield from (element("dd", *_line(line)) for line in lines)


def _line(line: Line) -> Iterator[str]:
    yield line.text
    if line.note:
        yield Html(" ")
        yield element("span", line.note, class_="note")


def _bars(bars: Bars) -> Html:
    if not bars.bars:
        return Html()
    note = unless_empty("p", bars.note, class_="quiet")
    return joined(element("ul", *map(_bar, bars.bars), class_="bars"), note)


def _bar(bar: Bar) -> Html:
    """The name, the share and its range, and a bar: certain up to the low, then what may be lost, then gained."""
    open_ = span(bar.low, bar.high)
    spans = (("sure", 0, bar.low), ("down", bar.low, bar.share), ("up", bar.share, bar.high))
    pieces = [
        element("rect", class_=name, x=f"{start}%", y="0", width=f"{end - start}%", height="100%")
        for name, start, end in spans
        if end > start
    ]
    return element(
        "li",
        element("span", bar.name, class_="name"),
        " ",
        element("span", " \N{MIDDLE DOT} ".join(filter(None, (bar.what, bar.means))), class_="what"),
        " ",
        element("span", percent(bar.share), class_="share"),
        " ",
        unless_empty("span", open_, class_="range"),
        element("svg", *pieces, class_="bar", aria_hidden="true", focusable="false"),
        class_=bar.role,
    )
