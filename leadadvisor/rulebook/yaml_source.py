"""Strict YAML: bytes become plain data with the place of every key and value, or troubles, and never an exception.

The events of the parser are walked here, so nothing is built that a file could abuse: no tags, anchors or merge
keys, no depth, no words that versions of YAML read differently, no repeated keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from leadadvisor.rulebook.files import MAX_BYTES
from leadadvisor.rulebook.problems import MAX_SHOWN, Code, Mark, Plain, Sheet, Steps
from leadadvisor.rulebook.syntax import Trap, complain, read_word
from leadadvisor.text import STAND_IN, UNSAFE, shown

MAX_DEPTH = 32
"""How deep lists and mappings may stand in each other."""

# The C parser is eight times faster; the pure one reads the same.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_START: Mark = (1, 1, 1)

# Control characters, characters that turn the direction of text, invisible marks, and those line breaks that
# editors do not count (NEL, LS, PS); what a terminal obeys or a reader cannot see has no place in a rulebook.
_UNWANTED = re.compile(UNSAFE)

# Brackets, and the quoted texts in which they mean nothing.
_BRACKETS = re.compile(r"""[][{}]|"(?:[^"\\]|\\.)*"|'[^']*'""")
_BEFORE_A_BRACKET = " \t,[{"


def read_sheet(path: str, content: bytes) -> Sheet:
    """Read a file's bytes; whatever is wrong with them is among the sheet's troubles. `path` is only for messages."""
    if len(content) > MAX_BYTES:
        return _refused(path, "too-large", f"the file is larger than {MAX_BYTES:,} bytes")
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in content[:4]:
        return _refused(path, "not-utf8", "the file looks like UTF-16, not UTF-8", "save it as UTF-8")
    try:
        text = _plain_line_breaks(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _not_utf8(path, error)
    sheet = Sheet(path, tuple(text.split("\n")))
    for found in islice(_UNWANTED.finditer(text), MAX_SHOWN):
        name = f"U+{ord(found[0]):04X}"
        sheet.complain_at("control-character", _mark_of(text, found.start()), *_about_character(name))
    _Reader(sheet, _UNWANTED.sub(STAND_IN, text)).read()
    return sheet


class _StopReading(Exception):
    """The rest of the file cannot be read; the trouble is noted."""


class _Reader:
    """Walks the events of one document, building plain data and noting places and troubles in the sheet."""

    def __init__(self, sheet: Sheet, text: str) -> None:
        self._sheet = sheet
        self._events: Iterator[Event] = yaml.parse(text, Loader=LOADER)
        self._last = (0, 0)
        self._end = (0, 0)
        self._depth = 0
        self._has_stand_ins = bool(sheet.troubles)

    def read(self) -> None:
        """Read the one document there is; where that fails, leave the sheet without data."""
        try:
            self._sheet.data = self._document()
        except _StopReading:
            pass
        # ValueError and OverflowError: the pure parser's answer to escapes beyond the last character.
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            complaint = complain(error, self._sheet.lines, self._last)
            deep = _too_deep_within(self._sheet.lines, self._end, complaint[:2], MAX_DEPTH - self._depth)
            if deep:
                self._sheet.complain_at("too-deep", deep, _TOO_DEEP)
                return
            self._sheet.complain_at("yaml-syntax", self._within(complaint.line, complaint.column), *complaint[2:])

    def _document(self) -> Plain:
        self._next()  # the start of the stream
        if isinstance(self._next(), StreamEndEvent):
            self._stop("empty-file", _START, "the file is empty")
        data = self._node(self._next(), ())
        if data is None and not self._sheet.troubles:
            self._stop("empty-file", _START, "the file is empty")
        self._next()  # the end of the document
        following = self._next()
        if not isinstance(following, StreamEndEvent):
            message = "a second document begins here"
            self._sheet.complain_at("several-documents", self._mark(following), message, "make two files of it")
        return data

    def _node(self, event: Event, steps: Steps) -> Plain:
        self._sheet.values[steps] = mark = self._mark(event)
        if isinstance(event, ScalarEvent):
            self._refuse_decoration(event, mark)
            return self._scalar(event, steps)
        if len(steps) >= MAX_DEPTH:
            self._too_deep(mark)
        if isinstance(event, SequenceStartEvent | MappingStartEvent):
            self._refuse_decoration(event, mark)
            if event.tag is not None:
                self._sheet.doubt(steps)
            return self._sequence(steps) if isinstance(event, SequenceStartEvent) else self._mapping(event, steps)
        self._sheet.complain_at("anchor", mark, *_NO_ANCHORS)
        self._sheet.doubt(steps)
        return None

    def _scalar(self, event: ScalarEvent, steps: Steps) -> Plain:
        text: str = event.value
        if event.tag is not None or self._holds_unwanted(event):
            self._sheet.doubt(steps)
            return _UNWANTED.sub(STAND_IN, text)
        if event.style:
            return text
        word = read_word(text)
        if isinstance(word, Trap):
            self._sheet.complain_at("yaml-trap", self._mark(event), word.message, word.hint)
            self._sheet.doubt(steps)
            return text
        return word

    def _sequence(self, steps: Steps) -> Plain:
        items: list[Plain] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            items.append(self._node(event, (*steps, len(items))))
        return items

    def _mapping(self, start: Event, steps: Steps) -> Plain:
        mapping: dict[str, Plain] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._key(event, steps)
            if key is None:
                self._skip(self._next(), len(steps) + 1)
                continue
            if not mapping and _start(event) == _start(start):
                self._sheet.values[steps] = self._mark(event)  # show the first key, not only its first letter
            inner = (*steps, key)
            self._sheet.keys[inner] = self._mark(event)
            mapping[key] = self._node(self._next(), inner)
        return mapping

    def _key(self, event: Event, steps: Steps) -> str | None:
        """Give the text of a key, or None where its value is to be skipped."""
        mark = self._mark(event)
        if not isinstance(event, ScalarEvent):
            if isinstance(event, AliasEvent):
                self._sheet.complain_at("anchor", mark, *_NO_ANCHORS)
            else:
                self._sheet.complain_at("bad-key", mark, "a key must be text", "write 'key: value'")
                self._skip(event, len(steps) + 1)
            self._sheet.doubt(steps)
            return None
        key: str = event.value
        self._refuse_decoration(event, mark)
        if self._holds_unwanted(event):
            self._sheet.doubt(steps)
            return None
        if key == "<<" and not event.style:
            self._sheet.complain_at("merge-key", mark, "the merge key << is not allowed", "write the keys out")
            self._sheet.doubt(steps)
            return None
        first = self._sheet.keys.get((*steps, key))
        if first is not None:
            hint = f"first on line {first[0]}"
            self._sheet.complain_at("duplicate-key", mark, f"the key {shown(key)} is given twice", hint)
            return None
        return key

    def _skip(self, event: Event, depth: int) -> None:
        """Pass over a value, however it is made."""
        outside = depth
        while True:
            if isinstance(event, SequenceStartEvent | MappingStartEvent):
                depth += 1
            elif isinstance(event, SequenceEndEvent | MappingEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                self._too_deep(self._mark(event))
            if depth == outside:
                return
            event = self._next()

    def _refuse_decoration(self, event: NodeEvent, mark: Mark) -> None:
        if event.anchor is not None:
            self._sheet.complain_at("anchor", mark, *_NO_ANCHORS)
        if event.tag is not None:  # type: ignore[attr-defined]
            self._sheet.complain_at("tag", mark, "tags (!name) are not allowed", "leave the tag out")

    def _holds_unwanted(self, event: ScalarEvent) -> bool:
        """Tell whether a control character stood here, or is written as an escape: that one is complained of now."""
        found = _UNWANTED.search(event.value) if event.style == '"' else None
        if found is None:
            return self._has_stand_ins and STAND_IN in event.value
        self._sheet.complain_at("control-character", self._mark(event), *_about_character(f"U+{ord(found[0]):04X}"))
        return True

    def _next(self) -> Event:
        event = next(self._events)
        self._last = _start(event)
        self._depth += _DEPTHS.get(type(event), 0)
        if event.end_mark is not None:
            self._end = event.end_mark.line, event.end_mark.column
        return event

    def _mark(self, event: Event) -> Mark:
        line, column = _start(event)
        end = event.end_mark
        if end is not None and line == end.line and line < len(self._sheet.lines):
            return line + 1, column + 1, max(1, end.column - column)
        line, column, _ = self._within(line, column)
        return line, column, max(1, len(self._sheet.lines[line - 1].rstrip()) - column + 1)

    def _within(self, line: int, column: int) -> Mark:
        """Give the place nearest to this one that is in the text: parsers see the end of a file beyond it."""
        lines = self._sheet.lines
        while line > 0 and (line >= len(lines) or not lines[line].strip()):
            line -= 1
            column = len(lines[line].rstrip())
        return line + 1, min(column, len(lines[line])) + 1, 1

    def _too_deep(self, mark: Mark) -> NoReturn:
        self._stop("too-deep", mark, _TOO_DEEP)

    def _stop(self, code: Code, mark: Mark, message: str) -> NoReturn:
        self._sheet.complain_at(code, mark, message)
        raise _StopReading


_TOO_DEEP = f"lists and mappings stand more than {MAX_DEPTH} deep in each other"
_DEPTHS = {SequenceStartEvent: 1, MappingStartEvent: 1, SequenceEndEvent: -1, MappingEndEvent: -1}
_NO_ANCHORS = ("anchors and aliases (&name, *name) are not allowed", "write the value out")


def _too_deep_within(lines: tuple[str, ...], begin: tuple[int, int], end: tuple[int, int], room: int) -> Mark | None:
    """The bracket that goes deeper than there is room for, in what a parser looked at ahead of its events.

    A parser reads up to a thousand characters ahead, to see whether a key stands there. Some stop in them of their
    own accord where brackets are deep, and say what they please.
    """
    (first, column), (last, stop), depth = begin, end, 0
    for number in range(first, min(last + 1, len(lines))):
        line = lines[number][: stop + 1] if number == last else lines[number]
        for found in _BRACKETS.finditer(line, column if number == first else 0):
            sign, place = found[0], found.start()
            if sign in "[{" and (depth or not line[:place] or line[place - 1] in _BEFORE_A_BRACKET):
                depth += 1
            elif sign in "]}" and depth:
                depth -= 1
            if depth > room:
                return number + 1, place + 1, 1
    return None


def _start(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _about_character(name: str) -> tuple[str, str]:
    return f"the control or invisible character {name} is not allowed", "delete it"


def _refused(path: str, code: Code, message: str, hint: str = "") -> Sheet:
    sheet = Sheet(path, ())
    sheet.complain_at(code, _START, message, hint)
    return sheet


def _not_utf8(path: str, error: UnicodeDecodeError) -> Sheet:
    # The error's own object begins behind a byte order mark.
    readable = _plain_line_breaks(error.object[: error.start].decode("utf-8"))
    text = _plain_line_breaks(error.object.decode("utf-8", "replace"))
    sheet = Sheet(path, tuple(text.split("\n")))
    message = f"the byte 0x{error.object[error.start]:02x} is not UTF-8"
    sheet.complain_at("not-utf8", _mark_of(readable, len(readable)), message, "save the file as UTF-8")
    return sheet


def _plain_line_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _mark_of(text: str, position: int) -> Mark:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position), 1
