"""A run with DuckDB writes the same bytes and says the same as a run in Python."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from batches import Heard
from generators import bundled_rulebook, random_rulebook
from stages import slow

from leadadvisor.batch import duckdb_run
from leadadvisor.batch.files import Source
from leadadvisor.batch.job import EngineName, FileFormat, Job, StoppedAtBadRow, Tally
from leadadvisor.batch.run import run
from leadadvisor.engine.lists import lookups
from leadadvisor.model.rulebook import Rulebook

RULEBOOK = bundled_rulebook()
LISTS = lookups(RULEBOOK)
QUESTIONS = [question.id for question in RULEBOOK.questions]
OPTIONS = [[option.id for option in question.options] for question in RULEBOOK.questions]

GOAL, CUSTOMERS = (2 + QUESTIONS.index(name) for name in ("goal", "customers"))
"""Where the cells of these questions stand, behind `id` and `name`."""

Spoil = Callable[[list[str]], str | None]
"""Makes a row of CSV an odd one: changes its cells, or gives the line that stands in its place."""


class Ended(NamedTuple):
    """All that a run leaves behind and says."""

    tally: Tally
    output: bytes
    rejects: bytes
    bad: list[str]
    notes: set[str]


def carried_out(job: Job, engine: EngineName, heard: Heard | None = None) -> Ended:
    heard = heard or Heard()
    with Source(job.source) as source:
        tally = run(job, engine, source, heard)
    output, rejects = Path(job.target or "").read_bytes(), Path(job.rejects or "").read_bytes()
    return Ended(tally, output, rejects, heard.bad, set(heard.notes))


@pytest.fixture(autouse=True)
def lists_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duckdb_run, "lookups", lambda rulebook: LISTS if rulebook is RULEBOOK else lookups(rulebook))


@pytest.fixture
def never_left_to_python(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Tally:
        raise AssertionError("the file was left to Python")

    monkeypatch.setattr(duckdb_run, "run_python", fail)


def job_of(folder: Path, content: bytes, kind: FileFormat = "csv", rulebook: Rulebook = RULEBOOK) -> Job:
    (folder / f"in.{kind}").write_bytes(content)
    paths = (str(folder / f"in.{kind}"), str(folder / f"out.{kind}"))
    return Job(rulebook, *paths, kind, kind, rejects=str(folder / "rejects"), force=True)


def see_them_agree(job: Job) -> Ended:
    ended = carried_out(job, "duckdb")
    assert ended == carried_out(job, "python")
    return ended


def csv_file(rows: int, spoil: Spoil | None = None, every: int = 10, seed: int = 1) -> bytes:
    rng = Random(seed)
    lines = [",".join(["id", "name", *QUESTIONS])]
    for number in range(rows):
        cells = [str(number), f"Firm {number}", *(rng.choice(options) for options in OPTIONS)]
        line = spoil(cells) if spoil and number % every == 0 else None
        lines.append(",".join(cells) if line is None else line)
    return ("\n".join(lines) + "\n").encode()


def setting(place: int, cell: str) -> Spoil:
    def spoil(cells: list[str]) -> None:
        cells[place] = cell

    return spoil


def adding(cell: str) -> Spoil:
    return lambda cells: cells.append(cell)


SPOILS: dict[str, Spoil | None] = {
    "nothing odd": None,
    "an open question": setting(GOAL, ""),
    "unsure": setting(CUSTOMERS, "unsure"),
    "another spelling": setting(GOAL, " Launch-Product "),
    "no option": setting(GOAL, "launch"),
    "a cell too many": adding("x"),
    "an empty cell too many": adding(""),
    "a cell too few": lambda cells: ",".join(cells[:-1]),
    "a blank line": lambda _cells: "",
    "a line of spaces": lambda _cells: "   ",
    "a formula": setting(1, "=1+2"),
    "a wide formula": setting(1, "\uff1d1"),
    "a negative number": setting(1, "-5.5"),
    "an apostrophe": setting(1, "'x"),
    "quotes": setting(1, '"Smith, ""J"""'),
    "a zero byte": setting(1, "a\0b"),
    "signs that end lines elsewhere": setting(1, "\u2028\u0085ü"),
    "a long cell": setting(1, "x" * 140_000),
}


@pytest.mark.usefixtures("never_left_to_python")
@pytest.mark.parametrize("raw", [True, False], ids=["raw", "harmless"])
def test_odd_rows_of_every_kind_are_scored_to_the_same_bytes(tmp_path: Path, raw: bool) -> None:
    kinds = list(SPOILS.values())
    content = b"".join(csv_file(4, spoil, every=2, seed=seed).partition(b"\n")[2] for seed, spoil in enumerate(kinds))
    ended = see_them_agree(job_of(tmp_path, csv_file(0) + content)._replace(raw_cells=raw))
    assert ended.output.count(b"\n") > 3 * len(kinds)
    assert len(ended.bad) >= 2 * len(kinds) // 4


@pytest.mark.usefixtures("never_left_to_python")
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace(b"\n", b"\r\n"), id="carriage returns before line feeds"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text, id="a byte order mark"),
        pytest.param(lambda text: b"\n\n" + text, id="blank lines above the header"),
        pytest.param(lambda text: text.rstrip(b"\n"), id="no end of the last line"),
        pytest.param(lambda text: text.replace(b",", b";"), id="semicolons"),
        pytest.param(lambda text: text.replace(b",", b"\t"), id="tabs"),
        pytest.param(lambda text: text.partition(b"\n")[0] + b"\n", id="no rows"),
        pytest.param(lambda text: text.replace(b"icp-clarity", b"ICP_Clarity", 1), id="a header in another spelling"),
        pytest.param(lambda text: text.replace(b"name,", b'"na""me, or so",', 1), id="a quoted header"),
    ],
)
def test_files_of_every_kind_are_scored_to_the_same_bytes(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    see_them_agree(job_of(tmp_path, change(csv_file(40, setting(GOAL, "launch")))))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace(b"Firm 7", b'"Firm\n7"'), id="a row on two lines"),
        pytest.param(lambda text: text.replace(b"Firm 7", b'"Firm 7'), id="a quote that is never closed"),
        pytest.param(lambda text: text.replace(b"Firm 7", b"Firm \xe9"), id="bytes that are no UTF-8"),
        pytest.param(lambda text: text.replace(b"Firm 7", b"Firm\r7"), id="a lone carriage return"),
        pytest.param(lambda text: text.replace(b"Firm 7", b"Firm\x1e7"), id="the sign DuckDB is told to split at"),
        pytest.param(lambda text: text.replace(b",goal,", b",aim,", 1), id="a question without a column"),
        pytest.param(lambda text: text.replace(b"\n", b"\r\n", 20), id="ends of both kinds"),
    ],
)
def test_what_duckdb_would_read_otherwise_is_left_to_python(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    see_them_agree(job_of(tmp_path, change(csv_file(40))))


@pytest.mark.usefixtures("never_left_to_python")
def test_ranges_are_those_of_python(tmp_path: Path) -> None:
    ended = see_them_agree(job_of(tmp_path, csv_file(40, setting(CUSTOMERS, "")))._replace(ranges=True))
    assert b"low_referral" in ended.output.partition(b"\n")[0]


@pytest.mark.usefixtures("never_left_to_python")
@pytest.mark.parametrize(
    ("rows", "more"), [(8_000, 1_000), pytest.param(60_000, 0, marks=pytest.mark.slow)], ids=["long rows", "many rows"]
)
def test_rows_keep_their_order_when_several_threads_read_them(rows: int, more: int, tmp_path: Path) -> None:
    content = csv_file(rows, setting(GOAL, ""), every=997).replace(b",Firm ", b"," + b"x" * more + b"Firm ")
    assert len(content) > 8_000_000  # DuckDB reads smaller files with one thread
    heard = Heard()
    ended = carried_out(job_of(tmp_path, content), "duckdb", heard)
    numbers = [int(line.partition(b",")[0]) for line in ended.output.splitlines()[1:]]
    assert numbers == list(range(rows))
    assert heard.estimated
    assert all(0 <= done <= total and about <= rows * 7 / 6 for done, total, about in heard.moments)


@pytest.mark.usefixtures("never_left_to_python")
@pytest.mark.parametrize("seeds", [range(4), *slow(range(4, 12))], ids=str)
def test_rows_of_random_rulebooks_are_scored_to_the_same_bytes(seeds: range, tmp_path: Path) -> None:
    for seed in seeds:
        rng = Random(seed)
        rulebook = random_rulebook(rng)
        words = [["", "unsure", *[option.id for option in each.options] * 3] for each in rulebook.questions]
        rows = [",".join(question.id for question in rulebook.questions)]
        rows += [",".join(rng.choice(each) for each in words) for _ in range(60)]
        see_them_agree(job_of(tmp_path, "\n".join(rows).encode(), rulebook=rulebook))


def json_file(change: Callable[[int, dict[str, object]], str | None]) -> bytes:
    rng = Random(3)
    lines = []
    for number in range(7):
        row: dict[str, object] = {"id": number, "name": f"Firm {number}"}
        row |= {question: rng.choice(options) for question, options in zip(QUESTIONS, OPTIONS, strict=True)}
        line = change(number, row) if number % 7 == 3 else None
        lines.append(json.dumps(row, ensure_ascii=False) if line is None else line)
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")


def with_member(key: str, value: object) -> Callable[[int, dict[str, object]], None]:
    def change(_number: int, row: dict[str, object]) -> None:
        row[key] = value

    return change


JSON_SPOILS: dict[str, Callable[[int, dict[str, object]], str | None]] = {
    "nothing odd": lambda _number, _row: None,
    "null": with_member("goal", None),
    "unsure": with_member("goal", "unsure"),
    "no option": with_member("goal", "launch"),
    "a number for an option": with_member("goal", 3),
    "a list for an option": with_member("goal", ["launch-product"]),
    "objects inside": with_member("note", {"a": [1, {"b": "}"}]}),
    "signs to be escaped": with_member("name", 'a}\u2028\\"b'),
    "a key that looks like a question": with_member("bugdet", "none"),
    "a key of the result": with_member("status", "x"),
    "blanks behind": lambda _number, row: json.dumps(row) + "  ",
    "no blanks inside": lambda _number, row: json.dumps(row, separators=(",", ":")),
    "more blanks inside": lambda _number, row: json.dumps(row).replace("{", "{ ", 1),
    "a key twice": lambda _number, row: json.dumps(row)[:-1] + ', "goal": "launch-product"}',
    "NaN": lambda _number, row: json.dumps(row)[:-1] + ', "n": NaN}',
    "infinity": lambda _number, row: json.dumps(row)[:-1] + ', "n": 1e999}',
    "digits to be kept": lambda _number, row: json.dumps(row)[:-1] + ', "n": 1.000}',
    "a long number": lambda _number, row: json.dumps(row)[:-1] + ', "n": 12345678901234567890123}',
    "a comma too many": lambda _number, row: json.dumps(row)[:-1] + ",}",
    "no end": lambda _number, row: json.dumps(row)[:-1],
    "half a character": lambda _number, row: json.dumps(row)[:-1] + ', "n": "\\ud800"}',
    "another spelling of a key": lambda _number, row: json.dumps(row).replace("goal", "Goal"),
    "a blank line": lambda _number, _row: "",
    "no object": lambda _number, _row: "[]",
}  # fmt: skip


@pytest.mark.usefixtures("never_left_to_python")
def test_odd_objects_of_every_kind_are_scored_to_the_same_bytes(tmp_path: Path) -> None:
    content = b"".join(map(json_file, JSON_SPOILS.values()))
    job = job_of(tmp_path, content, "jsonl")
    by_duckdb, by_python = carried_out(job, "duckdb"), carried_out(job, "python")
    assert by_duckdb._replace(notes=set()) == by_python._replace(notes=set())
    assert without_places(by_duckdb.notes) == without_places(by_python.notes)
    assert by_duckdb.tally.scored > 4 * len(JSON_SPOILS)


def without_places(notes: set[str]) -> set[str]:
    """DuckDB does not know the line of a warning about a key."""
    return {note.rpartition(":")[2] if ".jsonl:" in note else note for note in notes}


@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_a_strict_run_stops_at_the_first_bad_row_and_writes_nothing(tmp_path: Path, engine: EngineName) -> None:
    job = job_of(tmp_path, csv_file(60, setting(GOAL, "launch"), every=20))._replace(strict=True, rejects=None)
    with pytest.raises(StoppedAtBadRow, match=r"in\.csv:2: column 'goal'.*Nothing is written\.$"):
        carried_out(job, engine)
    assert not Path(job.target or "").exists()


def test_nothing_is_left_where_a_run_is_interrupted(tmp_path: Path) -> None:
    class Impatient(Heard):
        def progress(self, done: int, total: int, rows: int, *, about: bool = False) -> None:  # noqa: ARG002 - as a listener has it
            raise KeyboardInterrupt

    job = job_of(tmp_path, csv_file(2_000))
    with Source(job.source) as source, pytest.raises(KeyboardInterrupt):
        run(job, "duckdb", source, Impatient())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]
