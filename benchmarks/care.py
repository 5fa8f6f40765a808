"""Caring for the bundled rulebook: what check, test and verify take, against their limits."""

from __future__ import annotations

import subprocess
from statistics import median
from time import perf_counter

from programs import Program, rulebook_commands
from table import table

RUNS, QUICK_RUNS = 7, 3
LIMITS = {"check": 1, "test": 1, "verify": 10}
"""Seconds that a whole process may take, by command."""


def measured(*, quick: bool) -> str:
    """The table: median and worst time of whole processes, beside the limit."""
    programs = rulebook_commands(LIMITS)
    times: list[list[float]] = [[] for _ in programs]
    for _ in range(QUICK_RUNS if quick else RUNS):  # they take turns, so that a noisy minute hits all alike
        for program, mine in zip(programs, times, strict=True):
            mine.append(_seconds(program))
    rows = [
        [program.name, f"{median(mine):.2f} s", f"{max(mine):.2f} s", f"{limit} s", _kept(median(mine), limit)]
        for program, mine, limit in zip(programs, times, LIMITS.values(), strict=True)
    ]
    title = f"Caring for the bundled rulebook, {len(times[0])} interleaved runs"
    return table(title, ["program", "median", "worst", "limit", "kept"], rows)


def _seconds(program: Program) -> float:
    began = perf_counter()
    subprocess.run(program.command, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - began


def _kept(seconds: float, limit: int) -> str:
    return "yes" if seconds < limit else "NO"


if __name__ == "__main__":
    import sys

    print(measured(quick="--quick" in sys.argv))
