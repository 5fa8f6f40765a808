"""What passes through has the same text in every format, whatever its type, and no name or path is read into."""

from __future__ import annotations

import csv
import json
import os
import shutil
import time
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from batches import Heard
from small import SMALL
from stages import slow_but

from leadadvisor.batch.files import Source
from leadadvisor.batch.job import Job, Tally, format_of_name
from leadadvisor.batch.run import run

VALUES = {
    "BOOLEAN": ["true", "false"],
    "TINYINT": ["-128", "127"],
    "BIGINT": ["-9223372036854775808", "9007199254740993"],
    "UBIGINT": ["18446744073709551615"],
    "DECIMAL(38, 10)": ["1234567890123456789012345678.0123456789", "-0.1000000000"],
    "DECIMAL(9, 2)": ["1.50", "-1.00"],
    "FLOAT": ["0.1", "nan", "-inf", "1e+20"],
    "DOUBLE": ["0.1", "1e+300", "nan", "inf", "-0.0", "9007199254740992.0"],
    "DATE": ["2024-02-29", "0044-03-15 (BC)", "infinity"],
    "TIME": ["23:59:59.999999"],
    "TIMESTAMP": ["2024-01-02 03:04:05.123456", "-infinity"],
    "TIMESTAMP_NS": ["2024-01-02 03:04:05.123456789"],
    "TIMESTAMP WITH TIME ZONE": ["2024-07-02 03:04:05+00"],
    "INTERVAL": ["1 year 2 months 3 days"],
    "UUID": ["2057b5e4-107e-4f36-bf33-fa432d94e0a5"],
    "BLOB": ["\\x00\\xFFab", "=1"],
    "VARCHAR": ["", "nan", "007", "2024-01-02", "a\nb", "\u2028\U0001f600", 'q"', "\\", "{}", "null", "x\x00y"],
}
NESTED = {
    "STRUCT(a DECIMAL(5, 2), b FLOAT[])": '{"a": 1.50, "b": [0.1, "nan"]}',
    "MAP(VARCHAR, DATE)": '{"k": "2024-01-02"}',
    "DOUBLE[][]": "[[1e+22], []]",
    'STRUCT("order by" UUID)[]': '[{"order by": null}]',
    "JSON": '{"a": [1.50, "x"]}',
}
KEYWORDS = ["select", "order", "table", "null", "file", "record", "line", "text", "parts", "cells", "json", "number"]
OURS = ["whole_row", "other_row", "problem", "usual", "standing", "class", "sum_0", "c0", "option_0", "goal_", "input"]
HOSTILE = ["a \"b\" 'c', d", "\u00fc; DROP TABLE t", "a.b", "%s", "{x}", " "]


def scored(folder: Path, source: str, target: str) -> Tally:
    read_as, write_as = (format_of_name(name) or "csv" for name in (source, target))
    paths = str(folder / source), str(folder / target)
    job = Job(SMALL, *paths, read_as, write_as, raw_cells=True, force=True)
    with Source(job.source) as opened:
        return run(job, "duckdb" if "parquet" in {read_as, write_as} else "python", opened, Heard())


def texts(path: Path, column: str) -> list[str | None]:
    """The values of a column as text, however the format has them."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [row[column] or None for row in csv.DictReader(file)]
    if path.suffix == ".jsonl":
        rows = [
            json.loads(line, parse_float=str, parse_int=str) for line in path.read_text("utf-8").split("\n") if line
        ]
        return [json.dumps(each) if isinstance(each, bool) else each or None for row in rows for each in [row[column]]]
    with duckdb.connect() as db:
        db.execute("SET TimeZone = 'UTC'")
        name = column.replace('"', '""')
        return [text or None for (text,) in db.execute(f"SELECT CAST(\"{name}\" AS VARCHAR) FROM '{path}'").fetchall()]


def parquet_of(path: Path, kind: str, values: list[str], name: str = "value") -> None:
    with duckdb.connect() as db:
        db.execute(f"SET TimeZone = 'UTC'; CREATE TABLE t (\"{name}\" {kind}, goal VARCHAR)")
        for value in [*values, None]:
            text = "{k=2024-01-02}" if value and kind.startswith("MAP") else value
            db.execute(f"INSERT INTO t VALUES (CAST(? AS {kind}), 'few-deals')", [text])
        db.execute(f"COPY t TO '{path}' (FORMAT parquet)")


@pytest.mark.parametrize(
    "typed",
    slow_but(
        [
            ("BIGINT", "UTC"), ("DECIMAL(9, 2)", "UTC"), ("DOUBLE", "UTC"), ("DATE", "UTC"), ("VARCHAR", "UTC"),
            ("TIMESTAMP WITH TIME ZONE", "Asia/Kathmandu"),
        ],
        [*((kind, "UTC") for kind in VALUES), ("TIMESTAMP WITH TIME ZONE", "Asia/Kathmandu"), ("TIMESTAMP", "EST5EDT")],
    ),
    ids=" ".join,
)  # fmt: skip
def test_a_value_has_the_same_text_in_every_format(
    typed: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, zone = typed
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    parquet_of(tmp_path / "in.parquet", kind, VALUES[kind])
    expected = texts(tmp_path / "in.parquet", "value")
    assert expected == [*(value or None for value in VALUES[kind]), None]
    for target in ("out.csv", "out.jsonl", "out.parquet"):
        assert scored(tmp_path, "in.parquet", target) == Tally(len(expected)), target
        assert texts(tmp_path / target, "value") == expected, target
    for source, target in (("out.csv", "a.jsonl"), ("out.csv", "a.parquet"), ("out.jsonl", "b.csv")):
        if "x\x00y" in VALUES[kind] and source == "out.csv":
            continue  # a zero byte is no text of CSV: such a row is rejected
        (tmp_path / target).unlink(missing_ok=True)
        strip_results(tmp_path / source)
        scored(tmp_path, f"plain-{source}", target)
        assert texts(tmp_path / target, "value") == expected, (source, target)


def strip_results(path: Path) -> None:
    """The file again, without the columns that were added."""
    plain = path.with_name(f"plain-{path.name}")
    if path.suffix == ".jsonl":
        kept = [line.partition(', "status": ')[0] + "}" for line in path.read_text("utf-8").split("\n") if line]
        plain.write_text("\n".join(kept) + "\n", "utf-8")
        return
    with path.open(encoding="utf-8", newline="") as file, plain.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows(row[:2] for row in csv.reader(file))


@pytest.mark.parametrize("kind", NESTED)
def test_what_stands_inside_others_has_its_digits_too(kind: str, tmp_path: Path) -> None:
    parquet_of(tmp_path / "in.parquet", kind, [NESTED[kind]])
    for target in ("out.csv", "out.jsonl", "out.parquet"):
        assert scored(tmp_path, "in.parquet", target) == Tally(2)
    (first, _) = (tmp_path / "out.jsonl").read_text("utf-8").split("\n")[:2]
    assert first.startswith(f'{{"value": {NESTED[kind]}, "goal": ')
    assert texts(tmp_path / "out.csv", "value") == [NESTED[kind], None]
    assert texts(tmp_path / "out.parquet", "value") == texts(tmp_path / "in.parquet", "value")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "-2"], "BIGINT"),
        (["12345678901234567890", "12345678901234567891"], "DECIMAL(38,0)"),
        (["1" * 39], "VARCHAR"),
        (["1.5", "2"], "DOUBLE"),
        (["9007199254740993", "1.5"], "VARCHAR"),
        (["0.1000000000000000055"], "VARCHAR"),
        (["true", "null"], "BOOLEAN"),
        (["true", "1"], "VARCHAR"),
        (['"x"', "1"], "VARCHAR"),
        (['[1.50, {"a": 12345678901234567890123}]', "null"], "JSON"),
        (["[1]", '"x"'], "VARCHAR"),
        (["null"], "VARCHAR"),
        (['"2024-01-02"'], "VARCHAR"),
    ],
)  # fmt: skip
def test_objects_become_columns_of_a_type_that_changes_no_value(values: list[str], kind: str, tmp_path: Path) -> None:
    lines = [f'{{"value": {value}, "goal": "few-deals"}}' for value in values]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    assert scored(tmp_path, "in.jsonl", "out.parquet") == Tally(len(values))
    with duckdb.connect() as db:
        found = db.execute(f"DESCRIBE SELECT * FROM '{tmp_path / 'out.parquet'}'").fetchall()
    assert found[0][1] == kind
    for text, value in zip(texts(tmp_path / "out.parquet", "value"), values, strict=True):
        plain = None if value == "null" else json.loads(value) if value.startswith('"') else value
        assert text == plain or (kind == "DOUBLE" and Decimal(text or "") == Decimal(value))


@pytest.mark.parametrize("rows", ["", "1,nonsense\n"])
def test_columns_and_types_do_not_hang_on_the_rows(rows: str, tmp_path: Path) -> None:
    (tmp_path / "some.csv").write_text("id,goal\n1,few-deals\n")
    (tmp_path / "none.csv").write_text(f"id,goal\n{rows}")
    found = []
    for name in ("some", "none"):
        scored(tmp_path, f"{name}.csv", f"{name}.parquet")
        with duckdb.connect() as db:
            found.append(
                [each[:2] for each in db.execute(f"DESCRIBE SELECT * FROM '{tmp_path / name}.parquet'").fetchall()]
            )
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "name", slow_but(["select", "line", "whole_row", "problem", "c0", *HOSTILE], [*KEYWORDS, *OURS, *HOSTILE])
)
def test_a_column_may_have_any_name(name: str, tmp_path: Path) -> None:
    parquet_of(tmp_path / "in.parquet", "VARCHAR", ["x"], name.replace('"', '""'))
    for target in ("out.csv", "out.jsonl", "out.parquet"):
        assert scored(tmp_path, "in.parquet", target) == Tally(2)
        assert texts(tmp_path / target, name) == ["x", None]
    strip_results(tmp_path / "out.csv")
    scored(tmp_path, "plain-out.csv", "again.parquet")
    assert texts(tmp_path / "again.parquet", name if name.strip() else "column_1") == ["x", None]


@pytest.mark.parametrize(
    "name",
    slow_but(
        ["r[1]", "{a,b}", "s3:", "r'\""],
        ["r[1]", "r*", "r?", "{a,b}", "~", "-r", "s3:", "a b", "r'\"", "goal=new-product"],
    ),
)
def test_a_path_is_a_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    parquet_of(tmp_path / "other.parquet", "VARCHAR", ["other"])
    parquet_of(tmp_path / "own.parquet", "VARCHAR", ["own"])
    for near in ("r1.parquet", "rx.parquet", "r.parquet", "a.parquet"):
        shutil.copy("other.parquet", near)
    own = os.path.join(name, f"{name}.parquet")
    shutil.copy("own.parquet", own)
    shutil.copy("own.parquet", f"{name}.parquet")
    for source in (own, f"{name}.parquet"):
        for target in (f"{name}.out.csv", f"{name}.out.jsonl", os.path.join(name, f"{name}.out.parquet")):
            assert scored(Path(), source, target) == Tally(2)
            shutil.copy(target, tmp_path / f"result{Path(target).suffix}")
            assert texts(tmp_path / f"result{Path(target).suffix}", "value") == ["own", None]
            assert texts(tmp_path / f"result{Path(target).suffix}", "goal") == ["few-deals"] * 2
