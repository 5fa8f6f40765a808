"""A reader's own copy of an article, as text or saved web page: its sentences, each known by an anchor without words.

An anchor is the beginning of the SHA-256 of a sentence in Unicode form NFKC, in lower case, with nothing left but
letters and digits. So it survives other quotation marks, dashes, blanks and line ends, and the article need not be
shipped. A sentence is looked for between all places where one may begin or end, because copies break lines, bullets and
headings in different ways.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

from leadadvisor.errors import CannotRead
from leadadvisor.model.value import NamedTuple

MAX_BYTES = 5_000_000
"""The size of the largest copy that is read: a saved web page holds far more than its article."""

ANCHOR_LENGTH = 16
SHORTEST_ANCHOR = 12
"""How many hexadecimal digits an anchor has, and how many it may have at least."""

_LONGEST = 700
_MOST_PIECES = 40
"""How many letters and digits a sentence may have, and how many pieces between places where one could end."""

_MOST_SIGNS = 500_000

_SNIFFED = 2_000
_MOST_CONTROLS = 0.01
_TAG = re.compile(r"<(?:!doctype html|html|head|body|div|p|article|section|br|h[1-6]|ul|li)\b[^>]*>", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_BREAK = re.compile(r"""
    (?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\betc) [.!?\u2026]+ ["'\u2019\u201d)\]]* (?=\s|$)  # the end of a sentence
    | [:;] (?=\s|$)  # of a label
    | (?:^|(?<=\s)) (?:[-\u2013\u2014>]+|\u2192|\u2022|\*) (?=\s)  # a dash, an arrow, a bullet
    | (?<=\w) [\u2013\u2014-]> | \n
""", re.VERBOSE)  # fmt: skip
_SENTENCE_END = re.compile(
    r"(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!^\d)[.!?\u2026]+[\"'\u2019\u201d)\]]*(?=\s+\S)"
)
_ITEM = re.compile(r"\s*(?:[-\u2013\u2014\u2022*]|\d{1,2}[.)])\s+")
_BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_UNSEEN_TAGS = frozenset(["script", "style", "noscript", "template", "svg", "iframe", "object"])


class Sentence(NamedTuple):
    """A sentence of a copy: its words, its anchor, and its place, from a character of a paragraph to another."""

    text: str
    anchor: str
    paragraph: int
    start: int
    end: int


class Copy(NamedTuple):
    """A copy that was read: its paragraphs, and of each the sentences."""

    name: str
    paragraphs: tuple[str, ...]

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence in order; signs and bare numbers are none."""
        for number, paragraph in enumerate(self.paragraphs):
            for start, end in _sentences(paragraph):
                text = " ".join(paragraph[start:end].split())
                if any(sign.isalpha() for sign in text):
                    yield Sentence(text, anchor_of(text), number, start, end)


class Span(NamedTuple):
    """Where a wanted sentence stands: the paragraph, from which character to which, and the anchor it was known by."""

    paragraph: int
    start: int
    end: int
    anchor: str


def anchor_of(sentence: str) -> str:
    """The anchor of a sentence."""
    return sha256(letters_and_digits(sentence).encode()).hexdigest()[:ANCHOR_LENGTH]


def letters_and_digits(text: str) -> str:
    """The text in form NFKC and lower case, without anything but letters and digits."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))


def read_copy(name: str, content: bytes) -> Copy:
    """The copy in these bytes. Raises `CannotRead` where they are too many, or no text."""
    if len(content) > MAX_BYTES:
        raise CannotRead(
            f"cannot read {name}: it has more than {MAX_BYTES // 1_000_000} MB, and no article is that long"
        )
    text = _decoded(name, content)
    if name.lower().endswith((".html", ".htm", ".xhtml")) or _TAG.search(text[:_SNIFFED]):
        text = _text_of_page(name, text)
    if len(text) > _MOST_SIGNS:
        raise CannotRead(
            f"cannot read {name}: it has more than {_MOST_SIGNS:,} characters, and no article is that long"
        )
    paragraphs = tuple(part for part in _paragraphs(text) if any(sign.isalpha() for sign in part))
    if not paragraphs:
        raise CannotRead(f"cannot read {name}: there is no sentence in it")
    return Copy(name, paragraphs)


def spans(copy: Copy, wanted: Collection[str]) -> Iterator[Span]:
    """Every place of the copy where a sentence with one of these anchors stands."""
    beginnings = {anchor[:SHORTEST_ANCHOR]: anchor for anchor in wanted}
    for number, paragraph in enumerate(copy.paragraphs):
        places = sorted({0, len(paragraph), *(end for each in _BREAK.finditer(paragraph) for end in each.span())})
        pieces = [letters_and_digits(paragraph[start:end]) for start, end in pairwise(places)]
        for first, start in enumerate(places[:-1]):
            for last, digest in _digests(pieces, first):
                anchor = beginnings.get(digest[:SHORTEST_ANCHOR], "-")
                if digest.startswith(anchor):
                    yield Span(number, start, places[last + 1], anchor)


def _digests(pieces: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    """The digest of what stands from this piece to each later one, as long as a sentence may be."""
    letters = ""
    for last in range(first, min(first + _MOST_PIECES, len(pieces))):
        letters += pieces[last]
        if len(letters) > _LONGEST or not pieces[first]:
            return
        yield last, sha256(letters.encode()).hexdigest()


def _sentences(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends, without the number or bullet in front."""
    item = _ITEM.match(paragraph)
    start = item.end() if item else 0
    for end in _SENTENCE_END.finditer(paragraph, start):
        yield start, end.end()
        start = end.end()
    yield start, len(paragraph)


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs: a blank line or an item of a list begins another; lines only wrapped belong together."""
    gathered: list[str] = []
    for line in text.splitlines():
        if not line.strip() or _ITEM.match(line):
            yield "\n".join(gathered)
            gathered = []
        if line.strip():
            gathered.append(line.strip())
    yield "\n".join(gathered)


def _decoded(name: str, content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decoded_as(content, (encoding,)) or _refuse(name)
    if b"\x00" in content:
        _refuse(name)
    said = _CHARSET.search(content[:_SNIFFED])
    encodings = (*((said.group(1).decode("ascii"),) if said else ()), "utf-8", "cp1252")
    text = _decoded_as(content, encodings)
    if text is None or _controls(text) > _MOST_CONTROLS * len(text):
        _refuse(name)
    return text or ""


def _decoded_as(content: bytes, encodings: tuple[str, ...]) -> str | None:
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError, ValueError):  # a page may claim any encoding, and some are none of text
            continue
    return None


def _controls(text: str) -> int:
    return sum(1 for sign in text if unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f")


def _refuse(name: str) -> str:
    raise CannotRead(f"cannot read {name}: it is no text. Save the article as plain text or as a web page")


def _text_of_page(name: str, page: str) -> str:
    reader = _PageReader()
    try:
        reader.feed(page)
        reader.close()
    except AssertionError:  # so the parser of Python says that a page is broken
        raise CannotRead(f"cannot read {name}: the page is broken. Save the article as plain text") from None
    return "".join(reader.parts)


class _PageReader(HTMLParser):
    """Gathers what a page shows, with a blank line where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as HTMLParser has it
        if tag in _UNSEEN_TAGS:
            self._unseen += 1
        elif tag in _BLOCK_TAGS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN_TAGS:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCK_TAGS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(" ".join(data.split("\n")))
