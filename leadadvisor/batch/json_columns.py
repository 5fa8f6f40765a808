"""Objects as columns: which columns their keys make, of what type, and the text of an object in each format."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal

from leadadvisor.batch.cells import csv_row, json_text
from leadadvisor.batch.columns import Names
from leadadvisor.batch.json_rows import DECODER, Members, Number, Render
from leadadvisor.model.value import NamedTuple

MOST_DIGITS = 38
"""Digits of the longest whole number a column of Parquet can hold."""

_EXACT_IN_FLOATS = 1 << 53
_BEFORE_KEY = re.compile(r"[ \t\r\n,]*")
_BEFORE_VALUE = re.compile(r"[ \t\r\n:]*")


class Table(NamedTuple):
    """The columns made from objects: their names and types, and per key (or id of a question) its place."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    places: dict[str, int]


class Kind:
    """What the values of a key have in common."""

    __slots__ = ("exact", "largest", "members", "whole")

    def __init__(self) -> None:
        self.members: set[str] = set()
        self.whole = self.exact = True
        self.largest = 0

    def add(self, value: object) -> None:
        """One more value; null tells nothing."""
        match value:
            case None:
                return
            case str():
                self.members.add("text")
            case bool():
                self.members.add("bool")
            case Number():
                self.members.add("number")
                self._add_number(value.text)
            case _:
                self.members.add("nested")

    def type(self) -> str:
        """The type of a column that holds all of these values and changes none of them."""
        match sorted(self.members):
            case ["bool"]:
                return "BOOLEAN"
            case ["nested"]:
                return "JSON"
            case ["number"] if self.whole and self.largest < 1 << 63:
                return "BIGINT"
            case ["number"] if self.whole and self.largest < 10**MOST_DIGITS:
                return f"DECIMAL({MOST_DIGITS}, 0)"
            case ["number"] if self.exact:
                return "DOUBLE"
            case _:
                return "VARCHAR"

    def _add_number(self, text: str) -> None:
        if text.lstrip("-").isdecimal() and len(text) <= MOST_DIGITS + 1 and text != "-0":
            number = int(text)
            self.largest = max(self.largest, abs(number))
            self.exact = self.exact and (abs(number) <= _EXACT_IN_FLOATS or int(float(number)) == number)
        else:
            self.whole = False
            self.exact = self.exact and Decimal(repr(float(text))) == Decimal(text)


def table_of(keys: Mapping[str, Kind], names: Names) -> Table:
    """The columns for these keys, in the order they were met; two spellings of a question share a column."""
    places: dict[str, int] = {}
    columns: list[str] = []
    types: list[str] = []
    for key, kind in keys.items():
        question = names.question(key)
        identity = question or key
        if identity not in places:
            places[identity] = len(columns)
            columns.append(key)
            types.append("VARCHAR" if question else kind.type())
        places[key] = places[identity]
    return Table(tuple(columns), tuple(types), places)


def json_as_json(text: str, members: Members) -> str:
    """An object as it stood, open for more members."""
    return text[:-1].rstrip() + (", " if members else "")


def json_as_csv(table: Table, names: Names, delimiter: str, *, raw: bool) -> Render:
    """An object as a row of CSV; what it does not hold is an empty cell."""
    places, width = table.places, len(table.names)

    def render(text: str, members: Members) -> str:
        cells = [""] * width
        for (key, _), cell in zip(members, member_texts(text, members), strict=True):
            place = places.get(key)
            cells[places[names.question(key) or key] if place is None else place] = cell
        return csv_row(cells, delimiter, raw=raw)

    return render


def json_as_record(table: Table, names: Names) -> Render:
    """An object as one with the places of its columns for keys and texts for values, for DuckDB to give them types."""
    places = table.places

    def render(text: str, members: Members) -> str:
        texts = member_texts(text, members)
        told = [
            f'"{record_key(places[names.question(key) or key])}": {json_text(cell)}, '
            for (key, value), cell in zip(members, texts, strict=True)
            if value is not None
        ]
        return "{" + "".join(told)

    return render


def record_key(place: int) -> str:
    """What the column at a place is called on the way to another format."""
    return f"c{place}"


def member_texts(text: str, members: Members) -> list[str]:
    """The values as text for a cell: strings as they are, null empty, everything else as it was written."""
    texts = []
    for _, value in members:
        if isinstance(value, tuple | list):
            return _texts_as_written(text)
        texts.append(value if isinstance(value, str) else _cell(value))
    return texts


def _texts_as_written(text: str) -> list[str]:
    """The same for an object that holds others: their text is cut out of its text."""
    texts = []
    end = text.index("{") + 1
    while (found := _BEFORE_KEY.match(text, end)) and text[found.end()] == '"':
        _, end = json.decoder.scanstring(text, found.end() + 1)  # type: ignore[attr-defined]  # as JSONDecoder does
        begin = _BEFORE_VALUE.match(text, end).end()  # type: ignore[union-attr]  # matches everywhere
        value, end = DECODER.raw_decode(text, begin)
        texts.append(text[begin:end] if isinstance(value, tuple | list) else _cell(value))
    return texts


def _cell(value: object) -> str:
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
