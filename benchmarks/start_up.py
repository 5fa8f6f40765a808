"""Cold start: how long a whole process takes, from the command line to its end, against programs that do nothing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from statistics import median
from time import perf_counter
from typing import NamedTuple

from programs import Program, bare_python, batch_of_one, hello_typer, one_shots, version
from rows_file import rows_file
from table import milliseconds, table

import leadadvisor

RUNS, QUICK_RUNS = 40, 7


class Contender(NamedTuple):
    """A program and the state of its cache."""

    program: Program
    cache: str
    environment: Mapping[str, str]


def measured(*, quick: bool) -> str:
    """The table: ratio to bare Python and to the hello world, then the median time."""
    contenders = _contenders()
    times = _interleaved(contenders, QUICK_RUNS if quick else RUNS)
    medians = [median(each) for each in times]
    bare, hello = medians[0], medians[1]
    rows = [
        [contender.program.name, contender.cache, f"{time / bare:.2f}", f"{time / hello:.2f}", milliseconds(time)]
        for contender, time in zip(contenders, medians, strict=True)
    ]
    title = f"Cold start, medians of {len(times[0])} interleaved runs"
    return table(title, ["program", "rulebook cache", "x bare Python", "x Typer hello world", "time"], rows)


def _contenders() -> list[Contender]:
    warm = [Contender(program, "", {}) for program in (bare_python(), hello_typer(), version())]
    one_row = rows_file(leadadvisor.load_rulebook(), 1)
    for program in (*one_shots(), batch_of_one(one_row)):
        warm.append(Contender(program, "warm", {}))
        warm.append(Contender(program, "none", {"LEADADVISOR_NO_CACHE": "1"}))
    return warm


def _interleaved(contenders: list[Contender], runs: int) -> list[list[float]]:
    """Times per contender. Each round runs all of them once, so that a noisy minute hits all alike."""
    times: list[list[float]] = [[] for _ in contenders]
    for warm_up in (True, *(False for _ in range(runs))):
        for contender, mine in zip(contenders, times, strict=True):
            time = _seconds(contender)
            if not warm_up:
                mine.append(time)
    return times


def _seconds(contender: Contender) -> float:
    environment = {**os.environ, **contender.environment}
    began = perf_counter()
    subprocess.run(contender.program.command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - began
