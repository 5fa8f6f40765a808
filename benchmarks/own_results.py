"""How often a log decides what is not so, and how many rows it takes to decide what is: by replaying logs.

    python benchmarks/own_results.py            # about a minute; --quick for a tenth of the replays

Every replay is a log of weekly rows, looked at after every row, as a person does who comes back. Beside the test of
leadadvisor stand two ways people use: Wilson intervals that no longer overlap, and the best raw rate.
"""

from __future__ import annotations

import argparse
from bisect import bisect
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import accumulate, permutations
from random import Random
from typing import TypeAlias

import numpy as np
from table import table

from leadadvisor.engine.own_results import BALANCED, DECIDED, GRID, own_standing
from leadadvisor.model.results import ResultRow

REPLAYS = 10_000
WEEKS = 104
HOURS = 5
CONTACTS_AN_HOUR = 5
RATE = 0.2
"""Conversations an hour of an ordinary source in these replays."""

FUNNELS: dict[str, dict[str, tuple[int, int]]] = {
    "Olist, marketing funnel (Kaggle): leads and deals by origin": {
        "paid search": (1586, 195), "social": (1350, 75), "email": (493, 15),
    },
    "UCI, Bank Marketing: calls and contracts by kind of telephone": {
        "cellular": (26144, 3853), "telephone": (15044, 787),
    },
}  # fmt: skip
"""Counts alone: those asked or contacted, and those won, as public tabulations of the data give them.

Olist has 8,000 leads and 842 deals in all, of eleven origins; the bank 41,188 calls and 4,640 contracts (the file
bank-additional-full), of these two kinds of telephone.
"""

DELAYS = ((14, 3), (30, 1), (90, 1), (270, 1))
"""Of six deals, how many took up to so many days from the lead: rounded, not counted.

Of Olist's deals about half come after 14 days, a third after 30 and a sixth after 90. The last class ends where the
mean is about 48 days, as it is for all 842 deals. The bank's data hold no delays; the same are taken for it.
"""

NEVER = WEEKS + 1
"""The week in which nothing was decided."""

Floats: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"
Effort: TypeAlias = Callable[[int, Floats], Floats]
"""The hours of each source in a week, for all replays, from its number and the conversations so far."""


class Watch:
    """The evidence for one source over another, row by row, as leadadvisor reckons it, for many replays at once."""

    def __init__(self, replays: int) -> None:
        self._closed = np.zeros((replays, len(GRID)))
        self._open = np.zeros((replays, 4))

    def week(self, brought: Floats, hours: Floats, other_brought: Floats, other_hours: Floats) -> Floats:
        """The evidence after the rows of this week."""
        self._open += np.stack([brought, hours, other_brought, other_hours], axis=1)
        mine, exposure, theirs, other = self._open.T
        both = (exposure > 0) & (other > 0)
        whole = np.where(both, exposure + other, 1)
        here = np.stack(
            [
                mine * np.log(times) + (mine + theirs) * np.log(whole / np.where(both, times * exposure + other, 1))
                for times in GRID
            ],
            axis=1,
        )
        now = self._closed + np.where(both[:, None], here, 0)
        less, more = np.minimum(exposure, other), np.maximum(exposure, other)
        ends = both & (more <= BALANCED * less)
        self._closed[ends] = now[ends]
        self._open[ends] = 0
        evidence: Floats = np.exp(np.minimum(now, 700)).mean(axis=1)
        return evidence


def replay(rates: Sequence[float], effort: Effort, random: np.random.Generator, replays: int) -> tuple[Floats, Floats]:
    """The week of each replay in which leadadvisor decides, and that in which two Wilson intervals part."""
    pairs = list(permutations(range(len(rates)), 2))
    watches = {pair: Watch(replays) for pair in pairs}
    brought, contacts = np.zeros((replays, len(rates))), np.zeros((replays, len(rates)))
    decided, parted = np.full(replays, float(NEVER)), np.full(replays, float(NEVER))
    for week in range(WEEKS):
        hours = effort(week, brought)
        counts = random.poisson(hours * np.array(rates)).astype(float)
        brought, contacts = brought + counts, contacts + hours * CONTACTS_AN_HOUR
        strongest = np.max(
            [watches[a, b].week(counts[:, a], hours[:, a], counts[:, b], hours[:, b]) for a, b in pairs], axis=0
        )
        decided = np.where(strongest >= DECIDED * len(pairs), np.minimum(decided, week + 1), decided)
        parted = np.where(_apart(brought, contacts), np.minimum(parted, week + 1), parted)
    return decided, parted


def _apart(brought: Floats, contacts: Floats) -> Floats:
    """The intervals of two sources no longer overlap; one that was not tried has none."""
    low, high = wilson(brought, np.maximum(contacts, 1))
    tried = contacts > 0
    apart: Floats = np.where(tried, low, -1).max(axis=1) > np.where(tried, high, 2).min(axis=1)
    return apart


def wilson(count: Floats, of: Floats, z: float = 1.96) -> tuple[Floats, Floats]:
    """The 95 % interval of a share, as textbooks have it."""
    share, square = np.minimum(1, count / of), z * z / of
    middle, half = share + square / 2, z * np.sqrt(share * (1 - share) / of + square / (4 * of))
    return (middle - half) / (1 + square), (middle + half) / (1 + square)


def alike(_week: int, brought: Floats) -> Floats:
    """The same hours for all."""
    return np.full(brought.shape, float(HOURS))


def in_turn(week: int, brought: Floats) -> Floats:
    """Eight weeks of one, then of the next."""
    hours = np.zeros(brought.shape)
    hours[:, week // 8 % brought.shape[1]] = HOURS
    return hours


def by_success(_week: int, brought: Floats) -> Floats:
    """Most hours to what has brought most."""
    hours = np.ones(brought.shape)
    hours[np.arange(len(brought)), brought.argmax(axis=1)] = 2 * HOURS
    return hours


def equal_sources(replays: int) -> str:
    """How often something is decided though all are equal."""
    rows = []
    for name, effort in (("same hours each week", alike), ("eight weeks of one, then of the next", in_turn),
                         ("most hours to what brought most", by_success)):  # fmt: skip
        for count in (2, 3):
            for rate in (RATE / 4, RATE):
                random = np.random.default_rng([count, round(1000 * rate)])
                found = replay([rate] * count, effort, random, replays)
                ours, wilsons = (float((each < NEVER).mean()) for each in found)
                rows.append([name, str(count), f"{rate * HOURS:g}", f"{ours:.1%}", f"{wilsons:.1%}"])
    columns = ["effort", "sources", "conversations a week", "decided by leadadvisor", "Wilson intervals part"]
    return table("All sources equal, a look after the rows of every week for two years", columns, rows)


def unequal_sources(replays: int) -> str:
    """How many rows it takes until a source that is really better is decided."""
    rows = []
    for ratio in (1.5, 2, 3, 5):
        for count in (2, 3):
            random = np.random.default_rng([count, round(10 * ratio)])
            weeks, _ = replay([RATE * ratio, *[RATE] * (count - 1)], alike, random, replays)
            told = [
                f"{week * count:.0f}" if week < NEVER else "over 2 years"
                for week in np.quantile(weeks, (0.5, 0.9), method="higher")
            ]
            rows.append([f"{ratio:g}", str(count), *told, f"{(weeks >= NEVER).mean():.0%}"])
    columns = ["times as good", "sources", "rows until decided, median", "in 9 of 10", "not in two years"]
    return table(f"One source really better, {HOURS} hours a week each", columns, rows)


def raw_rates(replays: int) -> str:
    """What the best raw rate says of twelve conversations in all, four for each of three sources."""
    rows = []
    for name, rates in (("all equal, 20 % won", (0.2, 0.2, 0.2)), ("30, 20 and 10 % won", (0.3, 0.2, 0.1))):
        random = Random(name)
        right = wrong = tied = 0
        for _ in range(replays):
            won = [sum(random.random() < rate for _ in range(4)) for rate in rates]
            best = [place for place, count in enumerate(won) if count == max(won)]
            tied += len(best) > 1
            right += best == [0]
            wrong += len(best) == 1 and best != [0]
        rows.append([name, f"{right / replays:.0%}", f"{wrong / replays:.0%}", f"{tied / replays:.0%}"])
    return table(
        "The best raw rate", ["twelve conversations", "first source alone on top", "another alone on top", "tied"], rows
    )


def funnels(replays: int) -> str:
    """A year of five conversations a week and source, at real rates and delays, judged when 90 days old."""
    rows = []
    for funnel, sources in FUNNELS.items():
        random = Random(funnel)
        best = max(sources, key=lambda source: sources[source][1] / sources[source][0])
        right = wrong = 0
        for _ in range(replays):
            standing = own_standing(_log_of(sources, random), 7, date(2026, 12, 31), 90)
            decided = [each for each in standing.comparisons
                       if each.measure == "wins-per-conversation" and each.word == "decided"]  # fmt: skip
            right += any(each.better == best for each in decided)
            wrong += any(_rate(sources[each.better]) < _rate(sources[each.other]) for each in decided)
        told = ", ".join(f"{source} {_rate(counts):.1%}" for source, counts in sources.items())
        rows.append([funnel, told, f"{right / replays:.0%}", f"{wrong / replays:.1%}"])
    return table(
        "Two public funnels", ["funnel", "won", "best source decided within a year", "a worse one decided"], rows
    )


def _rate(counts: tuple[int, int]) -> float:
    return counts[1] / counts[0]


def _log_of(sources: dict[str, tuple[int, int]], random: Random) -> list[ResultRow]:
    """A row a week and source; what is not won by the end of the year is open."""
    begin, end = date(2026, 1, 5), date(2026, 12, 31)
    rows = []
    for week in range(51):
        day = begin + timedelta(weeks=week)
        for source, counts in sources.items():
            wins = sum(
                1 for _ in range(5) if random.random() < _rate(counts) and day + timedelta(days=_delay(random)) <= end
            )
            rows.append(ResultRow(day, source, hours=500, conversations=5, won=wins))
    return rows


_UP_TO = list(accumulate(count for _, count in DELAYS))


def _delay(random: Random) -> int:
    """Days from conversation to deal: any day of its class alike."""
    place = bisect(_UP_TO, random.randrange(_UP_TO[-1]))
    first = DELAYS[place - 1][0] + 1 if place else 0
    return random.randint(first, DELAYS[place][0])


def check() -> None:
    """The replays reckon as leadadvisor does."""
    random = np.random.default_rng(1)
    watch, rows = Watch(1), []
    for week in range(40):
        hours = [int(random.choice((0, 1, 5))), int(random.choice((0, 2, 8)))]
        counts = [int(random.poisson(RATE * each)) for each in hours]
        day = date(2026, 1, 5) + timedelta(weeks=week)
        rows += [
            ResultRow(day, name, hours=100 * each, conversations=count)
            for name, each, count in zip("ab", hours, counts, strict=True)
        ]
        mine, mine_hours, theirs, their_hours = (
            np.array([float(each)]) for each in (counts[0], hours[0], counts[1], hours[1])
        )
        evidence = float(watch.week(mine, mine_hours, theirs, their_hours)[0]) / 2
        (pair, *_) = own_standing(rows, 7, date(2027, 1, 1)).comparisons or (None,)
        if pair is not None and pair.better == "a" and abs(pair.evidence - evidence) > 0.01 + evidence / 1_000:
            raise SystemExit(f"the replay has {evidence} to 1 where leadadvisor has {pair.evidence} to 1")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the replays")
    replays = REPLAYS // 10 if parser.parse_args().quick else REPLAYS
    check()
    print(f"{replays:,} replays, those of the funnels {replays // 10:,}\n")
    for tables in (equal_sources, unequal_sources, raw_rates):
        print(f"{tables(replays)}\n", flush=True)
    print(funnels(replays // 10))


if __name__ == "__main__":
    main()
