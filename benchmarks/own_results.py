"""How often a log decides what is not so, and how many rows it takes to decide what is: by replaying logs.

    python benchmarks/own_results.py            # about four minutes; --quick for a tenth of the replays

Every replay is a log of weekly rows, looked at after every row, as a person does who comes back. Beside the test of
leadadvisor stand two ways people use: Wilson intervals that no longer overlap, and the best raw rate.
"""

from __future__ import annotations

import argparse
from bisect import bisect
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, permutations
from math import exp, sqrt
from random import Random
from typing import TypeAlias

from table import table

from leadadvisor.engine.own_results import DECIDED, GRID, Stretch, is_balanced, log_evidence, own_standing
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
"""Counts alone: those asked or contacted, and those won."""

DELAYS = ((7, 250), (14, 144), (30, 127), (60, 163), (90, 80), (180, 65))
"""Olist: deals by the days from lead to deal, up to so many."""

Effort: TypeAlias = Callable[[int, Sequence[int], Random], Sequence[float]]
"""The hours of each source in a week, from its number and the conversations so far."""


class Watch:
    """The evidence for one source over another, row by row, as leadadvisor reckons it."""

    def __init__(self) -> None:
        self._closed = [0.0] * len(GRID)
        self._open = Stretch(0, 0, 0, 0)

    def week(self, brought: int, hours: float, other_brought: int, other_hours: float) -> float:
        """The evidence after the rows of this week."""
        before = self._open
        self._open = Stretch(
            before.brought + brought, before.exposure + round(hours * 100),
            before.other_brought + other_brought, before.other_exposure + round(other_hours * 100),
        )  # fmt: skip
        if not (self._open.exposure and self._open.other_exposure):
            return sum(map(exp, self._closed)) / len(GRID)
        here = _logs(*self._open)
        now = [closed + each for closed, each in zip(self._closed, here, strict=True)]
        if is_balanced(self._open):
            self._closed, self._open = now, Stretch(0, 0, 0, 0)
        return sum(exp(min(each, 700)) for each in now) / len(GRID)


@cache
def _logs(brought: int, exposure: int, other_brought: int, other_exposure: int) -> list[float]:
    """What one stretch adds; remembered, because most weeks are alike."""
    return log_evidence([Stretch(brought, exposure, other_brought, other_exposure)])


def replay(
    rates: Sequence[float], effort: Effort, random: Random, *, until_decided: bool = False
) -> tuple[int | None, int | None]:
    """The week in which leadadvisor decides, and the one in which two Wilson intervals part; None where never."""
    pairs = list(permutations(range(len(rates)), 2))
    watches = {pair: Watch() for pair in pairs}
    brought, contacts = [0] * len(rates), [0] * len(rates)
    decided = parted = None
    for week in range(WEEKS):
        hours = effort(week, brought, random)
        counts = [poisson(rate * each, random) for rate, each in zip(rates, hours, strict=True)]
        brought = [before + count for before, count in zip(brought, counts, strict=True)]
        contacts = [before + round(each * CONTACTS_AN_HOUR) for before, each in zip(contacts, hours, strict=True)]
        strongest = max(watches[a, b].week(counts[a], hours[a], counts[b], hours[b]) for a, b in pairs)
        if decided is None and strongest >= DECIDED * len(pairs):
            decided = week + 1
            if until_decided:
                break
        if parted is None and _apart(brought, contacts):
            parted = week + 1
    return decided, parted


def _apart(brought: Sequence[int], contacts: Sequence[int]) -> bool:
    """The intervals of two sources no longer overlap."""
    spans = [wilson(count, of) for count, of in zip(brought, contacts, strict=True) if of]
    return max(low for low, _ in spans) > min(high for _, high in spans)


def wilson(count: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share, as textbooks have it."""
    share, square = min(1.0, count / of), z * z / of
    middle, half = share + square / 2, z * sqrt(share * (1 - share) / of + square / (4 * of))
    return (middle - half) / (1 + square), (middle + half) / (1 + square)


def poisson(mean: float, random: Random) -> int:
    """A number of events with this mean."""
    left, count = exp(-mean), 0
    product = random.random()
    while product > left:
        product *= random.random()
        count += 1
    return count


def alike(_week: int, brought: Sequence[int], _random: Random) -> Sequence[float]:
    """The same hours for all."""
    return [HOURS] * len(brought)


def in_turn(week: int, brought: Sequence[int], _random: Random) -> Sequence[float]:
    """Eight weeks of one, then of the next."""
    return [HOURS if week // 8 % len(brought) == place else 0 for place in range(len(brought))]


def by_success(_week: int, brought: Sequence[int], _random: Random) -> Sequence[float]:
    """Most hours to what has brought most."""
    best = max(range(len(brought)), key=brought.__getitem__)
    return [2 * HOURS if place == best else 1 for place in range(len(brought))]


def equal_sources(replays: int) -> str:
    """How often something is decided though all are equal."""
    rows = []
    for name, effort in (("same hours each week", alike), ("eight weeks of one, then of the next", in_turn),
                         ("most hours to what brought most", by_success)):  # fmt: skip
        for count in (2, 3):
            random = Random(f"{name} {count}")
            found = [replay([RATE] * count, effort, random) for _ in range(replays)]
            ours, wilsons = (sum(each[place] is not None for each in found) / replays for place in (0, 1))
            rows.append([name, str(count), f"{ours:.1%}", f"{wilsons:.1%}"])
    return table(
        "All sources equal, a look after the rows of every week for two years",
        ["effort", "sources", "decided by leadadvisor", "Wilson intervals part"],
        rows,
    )


def unequal_sources(replays: int) -> str:
    """How many rows it takes until a source that is really better is decided."""
    rows = []
    for ratio in (1.5, 2, 3, 5):
        for count in (2, 3):
            random = Random(f"{ratio} {count}")
            rates = [RATE * ratio, *[RATE] * (count - 1)]
            weeks = sorted(replay(rates, alike, random, until_decided=True)[0] or WEEKS + 1 for _ in range(replays))
            told = [
                f"{weeks[int(part * replays)] * count}" if weeks[int(part * replays)] <= WEEKS else "over 2 years"
                for part in (0.5, 0.9)
            ]
            undecided = sum(week > WEEKS for week in weeks) / replays
            rows.append([f"{ratio}", str(count), *told, f"{undecided:.0%}"])
    return table(
        f"One source really better, {HOURS} hours a week each",
        ["times as good", "sources", "rows until decided, median", "in 9 of 10", "not in two years"],
        rows,
    )


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
    random = Random(1)
    watch, rows = Watch(), []
    for week in range(40):
        hours = [random.choice((0, 1, 5)), random.choice((0, 2, 8))]
        counts = [poisson(RATE * each, random) for each in hours]
        day = date(2026, 1, 5) + timedelta(weeks=week)
        rows += [
            ResultRow(day, name, hours=100 * each, conversations=count)
            for name, each, count in zip("ab", hours, counts, strict=True)
        ]
        mine = watch.week(counts[0], hours[0], counts[1], hours[1])
        (pair, *_) = own_standing(rows, 7, date(2027, 1, 1)).comparisons or (None,)
        if pair is not None and pair.better == "a" and abs(pair.evidence - mine / 2) > 0.01 + mine / 1_000:
            raise SystemExit(f"the replay has {mine / 2} to 1 where leadadvisor has {pair.evidence} to 1")


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
