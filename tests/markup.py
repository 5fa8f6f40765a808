"""An HTML page as a tree, for tests that look for what a reader sees; a tag that is not closed in its place fails."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"link", "meta"}


class Element:
    """An element with its attributes and its content: text and other elements."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.content: list[Element | str] = []

    def every(self, tag: str = "", name: str = "") -> Iterator[Element]:
        """All elements inside with that tag and that class, in order."""
        for each in self.content:
            if isinstance(each, Element):
                if tag in {"", each.tag} and (not name or name in (each.attributes.get("class") or "").split()):
                    yield each
                yield from each.every(tag, name)

    def one(self, tag: str = "", name: str = "") -> Element:
        """The only one."""
        (found,) = self.every(tag, name)
        return found

    def text(self, *, without: str = "") -> str:
        """The words in it on one line, those of one kind of element left out."""
        return " ".join("".join(self.words(without)).split())

    def words(self, without: str) -> Iterator[str]:
        """The pieces of text in it, with a blank after every element that stands on lines of its own."""
        for each in self.content:
            if isinstance(each, str):
                yield each
            elif each.tag != without:
                yield from each.words(without)
                yield "" if each.tag in {"a", "b", "cite", "span", "strong"} else " "


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        element = Element(tag, dict(attrs))
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> ends <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def parsed(page: str) -> Element:
    """The page, its outermost element having no tag."""
    builder = _Builder()
    builder.feed(page)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is not closed"
    return builder.open[0]
