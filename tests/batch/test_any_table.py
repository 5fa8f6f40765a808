"""Any table of any types, under any names, goes from format to format with every value as it was."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import duckdb
import pytest
from batches import QUESTIONS, RESULTS, Heard
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from small import SMALL

from leadadvisor.batch.columns import OWN_PREFIX, plain_name
from leadadvisor.batch.files import Source
from leadadvisor.batch.job import Job, Tally, format_of_name
from leadadvisor.batch.run import run
from leadadvisor.batch.values import column_name

FEW = 3
BLOCKS, IN_A_BLOCK = 12, 5
MOST_COLUMNS, MOST_ROWS = 4, 4
HOPS = {
    "in.parquet": ("a.csv", "a.jsonl", "a.parquet"),
    "a.csv": ("b.csv", "b.jsonl", "b.parquet"),
    "a.jsonl": ("c.csv", "c.jsonl", "c.parquet"),
}
OURS = [
    "whole_row", "other_row", "problem_of", "is_bad", "usual", "standing", "class", "place_0", "sum_0", "signs", "c0",
    "option_0", "input", "line", "problem", "row", "record", "text", "parts", "number", "leadadvisor_x",
    *(name for name in RESULTS if name not in {"status", "leader"}),
]  # fmt: skip

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
MOMENTS = st.datetimes()
FLOATS = st.floats(width=32).map(str)
WHOLE = {"TINYINT": 7, "SMALLINT": 15, "INTEGER": 31, "BIGINT": 63, "HUGEINT": 126}
VALUES: dict[str, st.SearchStrategy[str]] = {
    "BOOLEAN": st.booleans().map(str),
    **{kind: st.integers(-(1 << bits), (1 << bits) - 1).map(str) for kind, bits in WHOLE.items()},
    "UBIGINT": st.integers(0, (1 << 64) - 1).map(str),
    "DECIMAL(18, 3)": st.integers(1 - 10**15, 10**15 - 1).map(lambda number: f"{number}.{abs(number) % 1000:03}"),
    "DECIMAL(38, 20)": st.integers(0, 10**17).map(lambda number: f"{number}.{number:020}"),
    "FLOAT": FLOATS,
    "DOUBLE": st.floats().map(repr),
    "DATE": MOMENTS.map(lambda moment: moment.date().isoformat()),
    "TIME": MOMENTS.map(lambda moment: moment.time().isoformat()),
    "TIMESTAMP": MOMENTS.map(lambda moment: moment.isoformat()),
    "TIMESTAMP WITH TIME ZONE": MOMENTS.map(lambda moment: f"{moment.isoformat()}+05:45"),
    "UUID": st.uuids().map(str),
    "VARCHAR": ANY_TEXT,
}


class Table(NamedTuple):
    """Names and types of columns, and rows of values as DuckDB reads them from text."""

    names: list[str]
    kinds: list[str]
    rows: list[list[str | None]]


@cache
def keywords() -> list[str]:
    with duckdb.connect() as db:
        return [
            word for (word,) in db.execute("SELECT DISTINCT keyword_name FROM duckdb_keywords() ORDER BY 1").fetchall()
        ]


def _is_free(name: str) -> bool:
    """It names something, and no question."""
    return bool(plain_name(name).strip()) and plain_name(name) not in QUESTIONS and "\r" not in name


@st.composite
def tables(draw: st.DrawFn) -> Table:
    name = st.one_of(st.sampled_from(keywords()), st.sampled_from(OURS), ANY_TEXT.filter(_is_free))
    names = draw(st.lists(name, min_size=1, max_size=MOST_COLUMNS, unique_by=lambda each: plain_name(each).casefold()))
    kinds = [draw(st.sampled_from(sorted(VALUES))) for _ in names]
    row = st.tuples(*(st.none() | VALUES[kind] for kind in kinds)).map(list)
    return Table(names, kinds, draw(st.lists(row, max_size=MOST_ROWS)))


def write(table: Table, path: Path) -> None:
    columns = ", ".join(f"{column_name(name)} {kind}" for name, kind in zip(table.names, table.kinds, strict=True))
    marks = ", ".join("?" for _ in table.names)
    with duckdb.connect() as db:
        db.execute(f"SET TimeZone = 'UTC'; CREATE TABLE t ({columns}, goal VARCHAR)")
        for row in table.rows:
            db.execute(f"INSERT INTO t VALUES ({marks}, 'few-deals')", row)
        db.execute(f"COPY t TO '{path}' (FORMAT parquet)")


def scored(source: Path, target: Path) -> Tally:
    read_as, write_as = (format_of_name(str(path)) or "csv" for path in (source, target))
    job = Job(SMALL, str(source), str(target), read_as, write_as, raw_cells=True, force=True)
    with Source(job.source) as opened:
        return run(job, "duckdb" if "parquet" in {read_as, write_as} else "python", opened, Heard())


def values(path: Path, names: list[str]) -> list[list[str]]:
    """The values of the columns as texts; null is an empty one, as CSV has it."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            _, *rows = csv.reader(file)
        return [row[: len(names)] for row in rows]
    if path.suffix == ".jsonl":
        lines = filter(None, path.read_text("utf-8").split("\n"))
        objects = [json.loads(line, parse_float=str, parse_int=str) for line in lines]
        return [[_text(each.get(name)) for name in names] for each in objects]
    columns = ", ".join(f"CAST({column_name(name)} AS VARCHAR)" for name in names)
    with duckdb.connect() as db:
        db.execute("SET TimeZone = 'UTC'")
        return [[each or "" for each in row] for row in db.execute(f"SELECT {columns} FROM '{path}'").fetchall()]


def _text(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def same(one: str, other: str) -> bool:
    """The same text, or the same number: a column of numbers from JSON may tell 1.50 as 1.5."""
    try:
        return one == other or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def without_results(path: Path, table: Table) -> Path:
    """The same file before anything was added to it."""
    plain = path.with_name(f"plain-{path.name}")
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file, plain.open("w", encoding="utf-8", newline="") as written:
            csv.writer(written).writerows(row[: len(table.names) + 1] for row in csv.reader(file))
        return plain
    prefix = OWN_PREFIX if {plain_name(name) for name in table.names} & set(map(plain_name, RESULTS)) else ""
    ends = f', "{prefix}status": '
    lines = [line.partition(ends)[0] + "}\n" for line in path.read_text("utf-8").split("\n") if line]
    plain.write_text("".join(lines), "utf-8")
    return plain


def goes_through_every_format(table: Table) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(table, folder / "in.parquet")
        expected = values(folder / "in.parquet", table.names)
        for start, ends in HOPS.items():
            source = folder / start if start == "in.parquet" else without_results(folder / start, table)
            if start == "a.jsonl" and not table.rows:
                continue  # without an object there are no keys
            for end in ends:
                assert scored(source, folder / end) == Tally(len(expected)), (start, end)
                found = values(folder / end, table.names)
                is_same: Callable[[str, str], bool] = same if (start, end) == ("a.jsonl", "c.parquet") else str.__eq__
                wrong = [
                    (mine, theirs)
                    for one, other in zip(expected, found, strict=True)
                    for mine, theirs in zip(one, other, strict=True)
                    if not is_same(mine, theirs)
                ]
                assert wrong == [], (start, end)


@settings(max_examples=FEW, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables())
def test_any_table_goes_through_every_format(table: Table) -> None:
    goes_through_every_format(table)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(BLOCKS))
def test_many_tables_go_through_every_format(block: int) -> None:
    """Tables are small as they are drawn: to shrink one takes minutes, near the limit for a test that hangs."""

    @seed(block)
    @settings(max_examples=IN_A_BLOCK, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(tables())
    def go_through(table: Table) -> None:
        goes_through_every_format(table)

    go_through()


@pytest.mark.slow
@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_word_of_duckdb_can_name_a_column(block: int) -> None:
    names = [word for word in keywords() if plain_name(word) not in QUESTIONS][block::BLOCKS]
    goes_through_every_format(Table(names, ["VARCHAR"] * len(names), [[f"<{name}>" for name in names]]))
