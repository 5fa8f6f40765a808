"""Which engine `batch` takes by itself, and how far behind the better one that is, by size and with blanks or without.

What counts is the time of all processors: on a machine with other work to do it is the better measure, and DuckDB uses
several of them where Python uses one.
"""

from __future__ import annotations

import filecmp
import sys
from collections.abc import Iterator
from typing import NamedTuple

from environment import scratch
from process import Cost, cost
from programs import leadadvisor_command
from rows_file import BLANKS, Blanks, rows_file
from table import table, verdict

import leadadvisor
from leadadvisor.batch.job import EngineName, Job
from leadadvisor.batch.run import engine_for
from leadadvisor.model.rulebook import Rulebook

SIZES, QUICK_SIZES = (1_000, 10_000, 100_000, 1_000_000), (1_000, 10_000, 100_000)
RUNS, RUNS_OF_THE_LARGEST = 3, 1
ENGINES: tuple[EngineName, ...] = ("duckdb", "python")
BEHIND = 1.1
WITH_BLANKS = 1.5


class Compared(NamedTuple):
    """What each engine takes for a file of so many rows, and which one `auto` chose."""

    rows: int
    blanks: Blanks
    costs: dict[EngineName, Cost]
    chosen: EngineName

    @property
    def behind(self) -> float:
        """How many times as long as the better engine the chosen one takes."""
        return self.costs[self.chosen].processor / min(each.processor for each in self.costs.values())


def measured(*, quick: bool) -> str:
    """The table. Stops where the two engines do not write the same."""
    rulebook = leadadvisor.load_rulebook()
    sizes = QUICK_SIZES if quick else SIZES
    found = [_compared(rulebook, rows, blanks, quick=quick) for rows in sizes for blanks in BLANKS]
    title = "The engine `batch` chooses, from CSV to CSV: seconds of processors, the wall clock in brackets"
    columns = ["rows", "answers", "DuckDB", "Python", "`auto` takes", "x the better"]
    return "\n\n".join([table(title, columns, list(map(_row, found))), "\n".join(["Targets:", "", *_verdicts(found)])])


def _compared(rulebook: Rulebook, rows: int, blanks: Blanks, *, quick: bool) -> Compared:
    source, folder = rows_file(rulebook, rows, blanks), scratch()
    costs: dict[EngineName, list[Cost]] = {engine: [] for engine in ENGINES}
    written = {engine: folder / f"{engine}.csv" for engine in ENGINES}
    try:
        for _ in range(RUNS_OF_THE_LARGEST if quick or rows == SIZES[-1] else RUNS):
            for engine, target in written.items():
                words = ("batch", str(source), "-o", str(target), "--engine", engine, "--force", "--quiet")
                costs[engine].append(cost((*leadadvisor_command(), *words)))
        if not filecmp.cmp(written["duckdb"], written["python"], shallow=False):
            sys.exit(f"the engines differ on {source}")
    finally:
        for target in written.values():
            target.unlink(missing_ok=True)
    chosen = engine_for(Job(rulebook, str(source), "out.csv", "csv", "csv"), "auto")
    best = {engine: min(runs, key=lambda each: each.processor) for engine, runs in costs.items()}
    found = Compared(rows, blanks, best, chosen)
    print(*_row(found), sep=" | ", file=sys.stderr)
    return found


def _row(each: Compared) -> list[str]:
    return [f"{each.rows:,}", each.blanks, *map(_told, each.costs.values()), each.chosen, f"{each.behind:.2f}"]


def _told(each: Cost) -> str:
    return f"{each.processor:.2f} s ({each.seconds:.1f})"


def _verdicts(found: list[Compared]) -> Iterator[str]:
    worst = max(found, key=lambda each: each.behind)
    figure = f"{worst.behind:.2f} times at worst ({worst.rows:,} rows, {worst.blanks})"
    yield verdict(
        f"`auto` takes at most {BEHIND} times what the better engine does", kept=worst.behind <= BEHIND, figure=figure
    )
    largest = {each.blanks: each.costs["duckdb"].processor for each in found if each.rows == found[-1].rows}
    ratio = largest["a tenth with blanks"] / largest["complete"]
    target = f"DuckDB, {found[-1].rows:,} rows of which a tenth have blanks, at most {WITH_BLANKS} x complete ones"
    yield verdict(target, kept=ratio <= WITH_BLANKS, figure=f"{ratio:.2f}")


if __name__ == "__main__":
    print(measured(quick="--quick" in sys.argv))
