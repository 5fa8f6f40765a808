"""Parquet in and out: what a row comes to is the same in every format, and columns keep their types."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from random import Random

import duckdb
import pytest
from batches import Heard
from generators import bundled_rulebook, random_rulebook

from leadadvisor.batch import duckdb_run, parquet
from leadadvisor.batch.files import Source
from leadadvisor.batch.job import Job, StoppedAtBadRow, Tally, format_of_name
from leadadvisor.batch.run import run
from leadadvisor.engine.lists import TooLarge, lookups
from leadadvisor.errors import CannotRead, CannotWrite
from leadadvisor.model.rulebook import Rulebook

RULEBOOK = bundled_rulebook()
LISTS = lookups(RULEBOOK)
ROWS = 60
NUMBERS = [f"share_{approach.id}" for approach in RULEBOOK.approaches]
RESULTS = ["status", "leader", "firmness", *NUMBERS, "rules", "cautions", "state"]


@pytest.fixture(autouse=True)
def lists_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(rulebook: Rulebook) -> object:
        return LISTS if rulebook is RULEBOOK else lookups(rulebook)

    for module in (duckdb_run, parquet):
        monkeypatch.setattr(module, "lookups", made)


def profiles(rulebook: Rulebook = RULEBOOK) -> list[dict[str, object]]:
    """Rows as objects: most complete, some with an open question, some in another spelling."""
    rng = Random(5)
    rows: list[dict[str, object]] = []
    for number in range(ROWS):
        row: dict[str, object] = {"id": number, "since": f"2024-01-{1 + number % 28:02}", "tags": ["a", "b"]}
        row |= {question.id: rng.choice(question.options).id for question in rulebook.questions}
        odd = "goal" if rulebook is RULEBOOK else rulebook.questions[0].id  # one that points hang on
        if number % 7 == 0:
            row[odd] = None
        if number % 11 == 0:
            row[odd] = f" {str(row[odd]).upper()} " if row[odd] else "unsure"
        rows.append(row)
    return rows


def parquet_file(path: Path, rows: list[dict[str, object]], select: str = "*") -> Path:
    path.with_suffix(".json").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with duckdb.connect() as db:
        read = f"read_json('{path.with_suffix('.json')}', sample_size = -1)"
        db.execute(f"COPY (SELECT {select} FROM {read}) TO '{path}' (FORMAT parquet)")
    return path


def scored(
    source: Path,
    target: Path,
    heard: Heard | None = None,
    *,
    rulebook: Rulebook = RULEBOOK,
    rejects: str | None = None,
    ranges: bool = False,
    strict: bool = False,
) -> Tally:
    read_as, write_as = (format_of_name(str(path)) or "csv" for path in (source, target))
    job = Job(rulebook, str(source), str(target), read_as, write_as, rejects, ranges=ranges, strict=strict, force=True)
    with Source(job.source) as opened:
        return run(job, "duckdb", opened, heard or Heard())


def rows_of(path: Path, columns: list[str]) -> list[tuple[object, ...]]:
    names = ", ".join(f'"{column}"' for column in columns)
    read = f"read_json('{path}', sample_size = -1)" if path.suffix == ".jsonl" else f"'{path}'"
    with duckdb.connect() as db:
        return db.execute(f"SELECT {names} FROM {read}").fetchall()


def test_a_row_comes_to_the_same_whatever_the_format(tmp_path: Path) -> None:
    source = parquet_file(tmp_path / "in.parquet", profiles())
    (tmp_path / "in.jsonl").write_bytes((tmp_path / "in.json").read_bytes())
    for number, (read, written) in enumerate(
        [("in.parquet", "a.parquet"), ("in.parquet", "b.jsonl"), ("in.jsonl", "c.parquet"), ("in.jsonl", "d.jsonl")]
    ):
        assert scored(tmp_path / read, tmp_path / written) == Tally(ROWS, 0), number
    assert source.exists()
    first, *others = (
        rows_of(tmp_path / name, ["id", *RESULTS]) for name in ("a.parquet", "b.jsonl", "c.parquet", "d.jsonl")
    )
    assert all(other == first for other in others)
    assert [row[0] for row in first] == list(range(ROWS))


def test_from_parquet_to_csv_cells_are_texts(tmp_path: Path) -> None:
    source = parquet_file(tmp_path / "in.parquet", profiles())
    scored(source, tmp_path / "out.csv")
    scored(source, tmp_path / "out.jsonl")
    with duckdb.connect() as db:
        csv = db.execute(
            f"SELECT id, status, rules FROM read_csv('{tmp_path / 'out.csv'}', all_varchar = true)"
        ).fetchall()
    objects = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert csv == [(str(each["id"]), each["status"], " ".join(each["rules"])) for each in objects]


def test_columns_keep_their_types(tmp_path: Path) -> None:
    source = parquet_file(tmp_path / "in.parquet", profiles(), "* REPLACE (CAST(id AS DECIMAL(9, 2)) AS id)")
    scored(source, tmp_path / "out.parquet")
    with duckdb.connect() as db:
        kinds = {name: kind for name, kind, *_ in db.execute(f"DESCRIBE '{tmp_path / 'out.parquet'}'").fetchall()}
    expected = {"id": "DECIMAL(9,2)", "since": "DATE", "tags": "VARCHAR[]", "status": "VARCHAR", "rules": "VARCHAR[]"}
    expected |= dict.fromkeys(NUMBERS, "INTEGER")
    assert {name: kinds[name] for name in expected} == expected
    assert rows_of(tmp_path / "out.parquet", ["since"])[1] == (dt.date(2024, 1, 2),)


def test_texts_that_look_like_dates_stay_texts(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,since,goal\n007,2024-01-02,launch-product\n8,,\n", encoding="utf-8")
    scored(tmp_path / "in.csv", tmp_path / "out.parquet")
    assert rows_of(tmp_path / "out.parquet", ["id", "since", "goal"]) == [
        ("007", "2024-01-02", "launch-product"),
        ("8", None, None),
    ]


def test_cells_for_parquet_are_never_taken_for_formulas(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("name,goal\n=1+2,launch-product\n", encoding="utf-8")
    scored(tmp_path / "in.csv", tmp_path / "out.parquet")
    assert rows_of(tmp_path / "out.parquet", ["name"]) == [("=1+2",)]


def test_bad_rows_are_told_by_their_number_and_kept_with_all_columns(tmp_path: Path) -> None:
    rows = profiles()
    rows[3]["goal"], rows[41]["timeline"], rows[5]["goal"] = "launch", "soon", "a\x1fb"
    heard = Heard()
    tally = scored(
        parquet_file(tmp_path / "in.parquet", rows),
        tmp_path / "out.parquet",
        heard,
        rejects=str(tmp_path / "bad.parquet"),
    )
    assert tally == Tally(ROWS - 3, 3)
    assert [each.partition(": ")[2].partition(": ")[0] for each in heard.bad] == ["row 4", "row 6", "row 42"]
    assert "goal has no option 'launch'" in heard.bad[0]
    assert rows_of(tmp_path / "bad.parquet", ["line", "id", "tags"])[0] == (4, 3, ["a", "b"])


def test_a_strict_run_stops_at_the_first_bad_row_and_writes_nothing(tmp_path: Path) -> None:
    rows = profiles()
    rows[3]["goal"] = "launch"
    source = parquet_file(tmp_path / "in.parquet", rows)
    with pytest.raises(StoppedAtBadRow, match=r"row 4: .* Nothing is written\.$"):
        scored(source, tmp_path / "out.parquet", strict=True)
    assert not (tmp_path / "out.parquet").exists()


def test_ranges_are_columns_of_numbers(tmp_path: Path) -> None:
    source = parquet_file(tmp_path / "in.parquet", profiles())
    scored(source, tmp_path / "out.parquet", ranges=True)
    low, share, high = zip(
        *rows_of(tmp_path / "out.parquet", ["low_inbound", "share_inbound", "high_inbound"]), strict=True
    )
    assert all(isinstance(each, int) for each in (*low, *share, *high))
    assert any(one < other for one, other in zip(low, high, strict=True))


def test_a_question_may_have_no_column(tmp_path: Path) -> None:
    source = parquet_file(tmp_path / "in.parquet", profiles(), "id, goal, timeline")
    scored(source, tmp_path / "out.parquet")
    scored(source, tmp_path / "out.jsonl")
    assert rows_of(tmp_path / "out.parquet", RESULTS) == rows_of(tmp_path / "out.jsonl", RESULTS)


def test_a_file_without_rows_has_its_columns(tmp_path: Path) -> None:
    source = parquet_file(tmp_path / "in.parquet", profiles(), "* EXCLUDE (tags)")
    with duckdb.connect() as db:
        db.execute(f"COPY (SELECT * FROM '{source}' LIMIT 0) TO '{tmp_path / 'none.parquet'}' (FORMAT parquet)")
    assert scored(tmp_path / "none.parquet", tmp_path / "out.parquet") == Tally(0, 0)
    assert rows_of(tmp_path / "out.parquet", ["id", *RESULTS]) == []


def test_names_that_need_quotes_are_columns_like_others(tmp_path: Path) -> None:
    source = parquet_file(tmp_path / "in.parquet", profiles(), """id AS "a ""b"" 'c', d", * EXCLUDE (id)""")
    scored(source, tmp_path / "out.parquet")
    with duckdb.connect() as db:
        first = db.execute(f"SELECT * FROM '{tmp_path / 'out.parquet'}'").description[0][0]
    assert first == "a \"b\" 'c', d"


def test_rows_of_random_rulebooks_come_to_the_same(tmp_path: Path) -> None:
    for seed in range(8):
        rulebook = random_rulebook(Random(seed))
        source = parquet_file(tmp_path / f"{seed}.parquet", profiles(rulebook))
        results = ["id", "status", "leader", "firmness", "rules", "cautions", "state"]
        for name in (f"{seed}.out.parquet", f"{seed}.jsonl"):
            scored(source, tmp_path / name, rulebook=rulebook)
        assert rows_of(tmp_path / f"{seed}.out.parquet", results) == rows_of(tmp_path / f"{seed}.jsonl", results), seed


def test_a_rulebook_too_large_for_lists_is_scored_by_way_of_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = parquet_file(tmp_path / "in.parquet", profiles())
    scored(source, tmp_path / "with.parquet")

    def too_large(_: Rulebook) -> None:
        raise TooLarge

    for module in (duckdb_run, parquet):
        monkeypatch.setattr(module, "lookups", too_large)
    assert scored(source, tmp_path / "without.parquet") == Tally(ROWS, 0)
    assert rows_of(tmp_path / "with.parquet", RESULTS) == rows_of(tmp_path / "without.parquet", RESULTS)


def test_what_is_no_parquet_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "in.parquet").write_bytes(b"PAR1 and then nothing")
    with pytest.raises(CannotRead, match=r"cannot read .*in\.parquet: "):
        scored(tmp_path / "in.parquet", tmp_path / "out.parquet")


def test_keys_that_are_one_name_in_parquet_are_refused(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"Id": 1, "goal": null}\n{"id": 2, "goal": null}\n', encoding="utf-8")
    with pytest.raises(CannotWrite, match="'Id' and 'id' are one name in Parquet"):
        scored(tmp_path / "in.jsonl", tmp_path / "out.parquet")
    assert not (tmp_path / "out.parquet").exists()
