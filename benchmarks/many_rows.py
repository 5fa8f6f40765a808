"""Many rows from CSV to CSV in whole processes: ours, programs by hand, zen-engine, and a plain copy of the file."""

from __future__ import annotations

import csv
import filecmp
import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from statistics import median
from typing import Literal, NamedTuple, TypeAlias

from environment import scratch
from process import Cost, Failed, cost
from programs import leadadvisor_command
from rows_file import rows_file
from table import mebibytes, microseconds, table, verdict

import leadadvisor

ROWS, QUICK_ROWS = 1_000_000, 100_000
ZEN_ROWS, QUICK_ZEN_ROWS = 100_000, 20_000
FEW_ROWS = 10_000
RUNS, QUICK_RUNS = 3, 1
ZEN_TARGET = 5
FLAT = 1.2
"""What is remembered of rows fills up to its limit; memory that grew with the rows would be far above."""

COPY, CASE, POLARS = "plain copy through DuckDB", "DuckDB, a CASE program by hand", "Polars, by hand"
DUCKDB, PYTHON = "`leadadvisor batch`, with DuckDB", "`leadadvisor batch`, plain Python"
TABLE, EXPRESSIONS = "zen-engine's batch, decision table", "zen-engine's batch, expressions"

UNDER_MANY = """\
- *Plain copy* reads the file and writes it again, nothing else: the floor for DuckDB.
- *By hand* is this very rulebook as an analyst would write it (`peers/rows_case.sql`, `peers/rows_polars.py`). It takes
  for granted that every cell holds an option, that no answer is open, and which columns there are. These programs and
  ours write the same columns; their files were compared row by row.
- `leadadvisor batch` also checks every cell, reports bad rows, guards against formulas in cells, and has its file on
  the disc before it gives it its name; the others leave that to the operating system.\
"""
UNDER_ZEN = """\
- zen-engine is called with 5,000 rows at a time and uses all cores; `leadadvisor batch` uses one. Its *decision table*
  finds points, blockers and the rules that speak; its *expressions* find points and blockers only. Leader and shares
  are made of these by a function of ours, and there is no firmness and no caution: both do less than ours. What they
  do write was compared row by row.\
"""

Writes: TypeAlias = Literal["the same", "some columns", "the source"]


class Program(NamedTuple):
    """A program under the name it has in the tables, its command line up to source and target, and what it writes."""

    name: str
    start: tuple[str, ...]
    writes: Writes = "the same"
    before_target: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def command(self, source: Path, target: Path) -> tuple[str, ...]:
        """The whole command line."""
        return (*self.start, str(source), *self.before_target, str(target), *self.after)


class Race(NamedTuple):
    """The costs of each program, run after run; and of those that failed the last that they said."""

    costs: dict[str, list[Cost]]
    failed: dict[str, str]

    def seconds(self, name: str) -> float:
        """The median."""
        return median(each.seconds for each in self.costs[name])

    def kibibytes(self, name: str) -> float:
        """The highest peak."""
        return max(each.kibibytes for each in self.costs[name])


def measured(*, quick: bool) -> str:
    """The tables. Stops where two programs do not write the same."""
    rulebook = leadadvisor.load_rulebook()
    rows, zen_rows, runs = (QUICK_ROWS, QUICK_ZEN_ROWS, QUICK_RUNS) if quick else (ROWS, ZEN_ROWS, RUNS)
    few_rows = rows_file(rulebook, FEW_ROWS)
    all_programs = [_ours(PYTHON), _copy(), _by_hand(CASE, "rows_case"), _by_hand(POLARS, "rows_polars"), _ours(DUCKDB)]
    many = _race(all_programs, few_rows, rows_file(rulebook, rows), runs)
    zen_programs = [_ours(PYTHON), _zen(TABLE, "table"), _zen(EXPRESSIONS, "expressions")]
    zen = _race(zen_programs, few_rows, rows_file(rulebook, zen_rows), runs)
    few = _race([_ours(PYTHON)], few_rows, few_rows, runs)
    parts = [
        _many_table(many, rows, runs),
        UNDER_MANY,
        _zen_table(zen, zen_rows, runs),
        UNDER_ZEN,
        "\n".join(["Targets:", "", *_verdicts(many, zen, few, rows)]),
    ]
    return "\n\n".join(parts)


def _ours(name: str) -> Program:
    engine = "duckdb" if name == DUCKDB else "python"
    return Program(
        name, (*leadadvisor_command(), "batch"), before_target=("-o",), after=("--engine", engine, "--force", "--quiet")
    )


def _copy() -> Program:
    return Program(COPY, _peer("rows_copy"), "the source")


def _by_hand(name: str, program: str) -> Program:
    return Program(name, _peer(program))


def _zen(name: str, form: str) -> Program:
    return Program(name, (*_peer("rows_zen"), form), "some columns")


def _peer(program: str) -> tuple[str, ...]:
    return sys.executable, str(Path(__file__).parent / "peers" / f"{program}.py")


def _race(programs: Sequence[Program], warm_up: Path, source: Path, runs: int) -> Race:
    """All programs take turns. What the first writes in its first turn is what the others must write in theirs."""
    race, folder = Race({}, {}), scratch()
    expected, written = folder / "expected.csv", folder / "written.csv"
    try:
        for program in programs:  # the first start of a program reads its files from the disc: that is not timed
            _turn(Race({}, race.failed), program, warm_up, written)
        if programs[0].name in race.failed:
            sys.exit(f"{programs[0].name}: {race.failed[programs[0].name]}")
        for turn in range(runs):
            for program in programs:
                is_first = program is programs[0] and turn == 0
                _turn(race, program, source, expected if is_first else written)
                if turn == 0 and not is_first and program.name in race.costs:
                    _see_the_same(program, source, expected, written)
                written.unlink(missing_ok=True)
    finally:
        expected.unlink(missing_ok=True)
        written.unlink(missing_ok=True)
    return race


def _turn(race: Race, program: Program, source: Path, target: Path) -> None:
    if program.name in race.failed:
        return
    try:
        race.costs.setdefault(program.name, []).append(cost(program.command(source, target)))
    except Failed as failure:
        race.costs.pop(program.name, None)
        race.failed[program.name] = str(failure)


def _see_the_same(program: Program, source: Path, expected: Path, written: Path) -> None:
    """Compare byte by byte, and where quotes differ cell by cell; columns that are not written are not compared."""
    if filecmp.cmp(source if program.writes == "the source" else expected, written, shallow=False):
        return
    with open(expected, encoding="utf-8", newline="") as one, open(written, encoding="utf-8", newline="") as other:
        ours, theirs = csv.reader(one), csv.reader(other)
        names, written_names = next(ours), next(theirs)
        no_row: list[str] = []
        if program.writes == "the same" and names != written_names:
            sys.exit(f"{program.name} writes other columns: {written_names}")
        places = [names.index(name) for name in written_names]
        for number, (row, written_row) in enumerate(zip_longest(ours, theirs, fillvalue=no_row), 2):
            if not row or [row[place] for place in places] != written_row:
                sys.exit(f"{program.name} differs in line {number}:\n{row}\n{written_row}")


def _many_table(race: Race, rows: int, runs: int) -> str:
    def ratio(name: str, to: str) -> str:
        return f"{race.seconds(name) / race.seconds(to):.2f}" if to in race.costs else ""

    told = [
        [
            name,
            ratio(name, COPY),
            ratio(name, CASE),
            f"{race.seconds(name):.1f} s",
            f"{rows / race.seconds(name):,.0f}",
            mebibytes(race.kibibytes(name)),
        ]
        for name in (COPY, CASE, POLARS, DUCKDB, PYTHON)
        if name in race.costs
    ]
    told += [[f"{name}: {said}", "", "", "", "", ""] for name, said in race.failed.items()]
    title = f"{rows:,} rows from CSV to CSV, every question answered, {_runs(runs)}"
    return table(title, ["program", "x plain copy", "x CASE by hand", "time", "rows per second", "peak memory"], told)


def _zen_table(race: Race, rows: int, runs: int) -> str:
    ours = race.seconds(PYTHON)
    told = []
    for name in race.costs:
        seconds = race.seconds(name)
        told.append([name, f"{seconds / ours:.1f}", microseconds(seconds / rows), mebibytes(race.kibibytes(name))])
    told += [[f"{name}: {said}", "", "", ""] for name, said in race.failed.items()]
    title = f"{rows:,} rows from CSV to CSV in Python, {_runs(runs)}"
    return table(title, ["program", "x ours", "per row, start included", "peak memory"], told)


def _runs(runs: int) -> str:
    return f"medians of {runs} interleaved runs" if runs > 1 else "one run"


def _verdicts(many: Race, zen: Race, few: Race, rows: int) -> Iterator[str]:
    for other, limit in ((CASE, 1.0), (COPY, 3.0)):
        target = f"with DuckDB at most {limit} x {other}"
        if DUCKDB in many.costs and other in many.costs:
            ratio = many.seconds(DUCKDB) / many.seconds(other)
            yield verdict(target, kept=ratio <= limit, figure=f"{ratio:.2f}")
        else:
            yield f"- {target}: not measured here."
    for name in (TABLE, EXPRESSIONS):
        target = f"plain Python at least {ZEN_TARGET} times as fast as {name}"
        if name in zen.costs:
            ratio = zen.seconds(name) / zen.seconds(PYTHON)
            yield verdict(target, kept=ratio >= ZEN_TARGET, figure=f"{ratio:.1f} times")
        else:
            yield f"- {target}: not measured here."
    least, most = few.kibibytes(PYTHON), many.kibibytes(PYTHON)
    target = f"memory of plain Python flat from {FEW_ROWS:,} to {rows:,} rows"
    figure = f"{mebibytes(least)} and {mebibytes(most)}, {most / least:.2f} times"
    yield verdict(target, kept=most <= FLAT * least, figure=figure)


if __name__ == "__main__":
    print(measured(quick="--quick" in sys.argv))
