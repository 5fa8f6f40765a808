"""The text of a scored row, for each way from one format to the other."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.batch import csv_rows, json_rows
from leadadvisor.batch.cells import FORMULA_STARTS, csv_row, json_text
from leadadvisor.batch.columns import Columns, Names
from leadadvisor.model.value import NamedTuple


class Table(NamedTuple):
    """The columns of a CSV file made from objects: its names, and per key (or id of a question) its place."""

    names: tuple[str, ...]
    places: dict[str, int]


def csv_as_csv(columns: Columns, delimiter: str, out_delimiter: str, *, raw: bool) -> csv_rows.Render:
    """A row as it stood, where nothing in it needs another form."""
    passed = () if raw else columns.passed
    as_it_stood = delimiter == out_delimiter
    starts = FORMULA_STARTS

    def render(line: str | None, cells: list[str]) -> str:
        if line is None or not as_it_stood:
            return csv_row(cells, out_delimiter, raw=raw)
        for place in passed:
            if cells[place][:1] in starts:
                return csv_row(cells, out_delimiter, raw=raw)
        return line

    return render


def csv_as_json(columns: Columns) -> csv_rows.Render:
    """A row as an object with a string for each cell."""
    keys = [f"{json_text(name)}: " for name in columns.names]

    def render(_line: str | None, cells: list[str]) -> str:
        return "{" + "".join([key + json_text(cell) + ", " for key, cell in zip(keys, cells, strict=True)])

    return render


def json_as_json(text: str, members: json_rows.Members) -> str:
    """An object as it stood, open for more members."""
    return text[:-1].rstrip() + (", " if members else "")


def json_as_csv(table: Table, names: Names, delimiter: str, *, raw: bool) -> json_rows.Render:
    """An object as a row of CSV; what it does not hold is an empty cell."""
    places, width = table.places, len(table.names)

    def render(text: str, members: json_rows.Members) -> str:
        cells = [""] * width
        for (key, _), cell in zip(members, json_rows.member_texts(text, members), strict=True):
            place = places.get(key)
            cells[places[names.question(key) or key] if place is None else place] = cell
        return csv_row(cells, delimiter, raw=raw)

    return render


def table_of(keys: Sequence[str], names: Names) -> Table:
    """The columns for these keys, in the order they were met; two spellings of a question share a column."""
    places: dict[str, int] = {}
    columns: list[str] = []
    for key in keys:
        identity = names.question(key) or key
        if identity not in places:
            places[identity] = len(columns)
            columns.append(key)
        places[key] = places[identity]
    return Table(tuple(columns), places)
