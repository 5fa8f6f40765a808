"""A full recommendation in process, with exact ranges and everything else, by the number of unanswered questions."""

from __future__ import annotations

from random import Random
from statistics import median, quantiles
from time import perf_counter

from profiles import random_options
from table import milliseconds, table

import leadadvisor
from leadadvisor.model.rulebook import Rulebook

MOST_UNANSWERED = 6
PROFILES, QUICK_PROFILES = 300, 30


def measured(*, quick: bool) -> str:
    """The table: median, 95th percentile and worst time over random profiles."""
    rulebook = leadadvisor.load_rulebook()
    count = QUICK_PROFILES if quick else PROFILES
    times: list[list[float]] = [[] for _ in range(MOST_UNANSWERED + 1)]
    rng = Random(3)
    for _ in range(count):  # the numbers of open questions take turns, so that a noisy minute hits all alike
        for unanswered, mine in enumerate(times):
            mine.append(_seconds(rulebook, random_options(rulebook, rng, unanswered)))
    usual = median(times[0])
    rows = [
        [str(unanswered), f"{median(mine) / usual:.1f}", *map(milliseconds, (median(mine), _p95(mine), max(mine)))]
        for unanswered, mine in enumerate(times)
    ]
    columns = ["unanswered", "x complete profile", "median", "95th percentile", "worst"]
    return table(f"A full recommendation, {count} random profiles each", columns, rows)


def _seconds(rulebook: Rulebook, options: dict[str, str]) -> float:
    began = perf_counter()
    leadadvisor.recommend(rulebook, options)
    return perf_counter() - began


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]
