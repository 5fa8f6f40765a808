"""Values of Parquet as text: the same for every reader and on every machine, however deep they stand inside others.

DuckDB is asked for a column in its own shape with texts in place of all values (`ROW(a DECIMAL)` as `ROW(a VARCHAR)`),
so that no digit, no sign of a number and no zone of a time goes through another type on the way. What was a number or
true or false is one again in JSON, where JSON knows it; NaN and the infinities are texts there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from leadadvisor.batch.cells import (
    RejectText,
    ResultText,
    csv_reject,
    csv_rejects_header,
    csv_result,
    csv_row,
    harmless,
    json_reject,
    json_result,
    json_text,
)
from leadadvisor.batch.columns import Names
from leadadvisor.batch.job import Job, is_tab_separated
from leadadvisor.model.value import NamedTuple

if TYPE_CHECKING:
    from duckdb.sqltypes import DuckDBPyType

_NUMBERS = frozenset(
    ("tinyint", "smallint", "integer", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint", "uhugeint",
     "float", "double", "decimal", "bignum", "varint")
)  # fmt: skip
_TEXTS = frozenset(("varchar", "blob", "struct", "map", "list", "array", "bit", "enum", "union", "variant"))
"""Types whose text may be anything; a spreadsheet finds nothing to run in that of the others."""

_JSON = "JSON"

Written: TypeAlias = Callable[[object], str]
"""Writes a value that DuckDB gave as JSON."""


class RowTexts(NamedTuple):
    """How rows become text of a format: what stands above them, a row up to its result, the result, a bad row."""

    head: str
    rejects_head: str
    text: Callable[[Sequence[object]], str]
    result: ResultText
    rejected: Callable[[Sequence[object]], list[str]]
    reject: RejectText


class Texts:
    """The columns of a file: `select` gives each with texts in place of its values, in the shape it has."""

    def __init__(self, names: Sequence[str], types: Sequence[DuckDBPyType]) -> None:
        self._names = tuple(names)
        self._types = dict(zip(names, types, strict=True))
        self.select = [f"CAST({column_name(name)} AS {_shape(kind)})" for name, kind in self._types.items()]
        self._written = [_written(kind) for kind in types]
        self._cells = [_cell(kind) for kind in types]
        self._is_text = [kind.id in _TEXTS for kind in types]

    def plain_text(self, name: str, record: str = "") -> str:
        """The SQL for the text of a value, without the quotes of JSON; `record` stands before the name."""
        column = f"{record}{column_name(name)}"
        if str(self._types[name]) == _JSON:
            return f"json_extract_string({column}, '$')"
        return f"CAST({column} AS VARCHAR)"

    def rows(self, job: Job, names: Names) -> RowTexts:
        """How the rows become text of the format that the job writes."""
        if job.write_as == "jsonl":
            result = json_result(names.results, ranges=job.ranges)
            return RowTexts("", "", self._object, result, lambda row: [self._object(row)[:-2] + "}"], json_reject)
        delimiter = "\t" if is_tab_separated(job.target) else job.delimiter or ","
        raw = job.raw_cells
        return RowTexts(
            csv_row((*self._names, *names.results), delimiter, raw=raw) + "\n",
            csv_rejects_header(self._names, delimiter, raw=raw),
            lambda row: csv_row(self._row(row) if raw else self._safe_row(row, delimiter), delimiter, raw=True),
            csv_result(delimiter, ranges=job.ranges),
            self._row,
            csv_reject(self._names, delimiter, raw=raw),
        )

    def _object(self, row: Sequence[object]) -> str:
        """The row as an object that is open for more members."""
        members = zip(self._names, self._written, row, strict=True)
        return "{" + "".join([f"{json_text(name)}: {written(value)}, " for name, written, value in members])

    def _safe_row(self, row: Sequence[object], delimiter: str) -> list[str]:
        """The cells of a row, of which those that hold text are made harmless."""
        cells = zip(self._row(row), self._is_text, strict=True)
        return [harmless(cell, delimiter) if is_text else cell for cell, is_text in cells]

    def _row(self, row: Sequence[object]) -> list[str]:
        return [cell(value) for cell, value in zip(self._cells, row, strict=True)]


def column_name(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _shape(kind: DuckDBPyType) -> str:
    """The same type with texts for all values."""
    match kind.id:
        case "struct":
            return f"STRUCT({', '.join(f'{column_name(name)} {_shape(inner)}' for name, inner in _inside(kind))})"
        case "list" | "array":
            return f"{_shape(_inner(kind, 'child'))}[]"
        case "map":
            return f"MAP(VARCHAR, {_shape(_inner(kind, 'value'))})"
        case _:
            return "VARCHAR"


def _written(kind: DuckDBPyType) -> Written:
    """What writes a value of that type as JSON."""
    match kind.id:
        case "struct":
            members = {name: _written(inner) for name, inner in _inside(kind)}
            return _or_null(lambda value: _json_object(value, members.__getitem__))
        case "map":
            inner = _written(_inner(kind, "value"))
            return _or_null(lambda value: _json_object(value, lambda _: inner))
        case "list" | "array":
            child = _written(_inner(kind, "child"))
            return _or_null(lambda value: f"[{', '.join(map(child, value))}]")
        case "boolean":
            return _or_null(str)
        case number if number in _NUMBERS:
            return _or_null(_json_number)
        case _:
            return _or_null(_json_as_it_is if str(kind) == _JSON else json_text)


def _cell(kind: DuckDBPyType) -> Callable[[object], str]:
    """What makes the text of a cell of a value of that type."""
    if str(kind) == _JSON:
        return lambda value: "" if value is None else _json_cell(str(value))
    if kind.id in {"struct", "map", "list", "array"}:
        written = _written(kind)
        return lambda value: "" if value is None else written(value)
    return lambda value: "" if value is None else str(value)


def _or_null(written: Callable[..., str]) -> Written:
    return lambda value: "null" if value is None else written(value)


def _json_object(value: dict[str, object], written_of: Callable[[str], Written]) -> str:
    members = [f"{json_text(str(name))}: {written_of(name)(inner)}" for name, inner in value.items()]
    return f"{{{', '.join(members)}}}"


def _json_number(text: str) -> str:
    """A number as it stands; what JSON does not know as a number is text."""
    return text if text[-1:].isdecimal() else json_text(text)


def _json_as_it_is(text: str) -> str:
    """Text that a column of JSON holds, on one line; as a string where it is no JSON."""
    try:
        json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return json_text(text)
    return text.replace("\r", " ").replace("\n", " ")


def _json_cell(text: str) -> str:
    """Text that a column of JSON holds, as a cell: strings without their quotes, null as nothing."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, str) else "" if value is None else text


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _inner(kind: DuckDBPyType, name: str) -> DuckDBPyType:
    return next(inner for own, inner in _inside(kind) if own == name)


def _inside(kind: DuckDBPyType) -> list[tuple[str, DuckDBPyType]]:
    """The names and types of what a type holds; the size of an array is none."""
    return [(name, inner) for name, inner in kind.children if not isinstance(inner, int | list)]
