"""How near the rulebook's advice comes to three independent readings of the two articles: `python figures.py`."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import yaml

from leadadvisor.engine.compiled import Compiled
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.rulebook.folder import locate_rulebook
from leadadvisor.rulebook.loader import load_rulebook

HERE = Path(__file__).parent


class Reading(NamedTuple):
    """One reader's split of the effort, and the leader they saw, if any."""

    shares: tuple[float, ...]
    leader: str | None


class Compared(NamedTuple):
    """One profile: the advice beside the mean reading, and how far apart they are in points per approach."""

    profile: str
    advice: tuple[int, ...]
    mean_reading: tuple[float, ...]
    distance: float


class Figures(NamedTuple):
    """`agreed` counts the profiles with one leader in all readings; a shared first place counts as a part of a hit."""

    leaders_right: float
    agreed: int
    mean_distance: float
    among_readers: float
    compared: tuple[Compared, ...]


def figures(rulebook: Rulebook) -> Figures:
    """The rulebook's advice held against all readings."""
    approaches = [approach.id for approach in rulebook.approaches]
    profiles: dict[str, dict[str, str]] = json.loads((HERE / "profiles.json").read_text(encoding="utf-8"))
    readings = read_readings(approaches)
    scorer = Compiled(rulebook)
    compared, hits, pairs = [], [], []
    for profile, answers in profiles.items():
        shares = scorer.shares(answers) or (0,) * len(approaches)
        average = tuple(map(mean, zip(*(reading.shares for reading in readings[profile]), strict=True)))
        compared.append(Compared(profile, shares, average, distance(shares, average)))
        pairs += [distance(a.shares, b.shares) for a, b in itertools.combinations(readings[profile], 2)]
        leaders = {reading.leader for reading in readings[profile]}
        if len(leaders) == 1 and None not in leaders:
            first = [approach for approach, share in zip(approaches, shares, strict=True) if share == max(shares)]
            hits.append((leaders.pop() in first) / len(first))
    return Figures(sum(hits), len(hits), mean(each.distance for each in compared), mean(pairs), tuple(compared))


def read_readings(approaches: list[str]) -> dict[str, list[Reading]]:
    """Profile -> its three readings, shares in the order of the approaches."""
    raw = yaml.safe_load((HERE / "readings.yaml").read_text(encoding="utf-8"))
    return {
        profile: [Reading(tuple(one[each] for each in approaches), one["leader"]) for one in three]
        for profile, three in raw.items()
    }


def distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Mean absolute difference of two mixes, in percentage points per approach."""
    return mean(abs(a - b) for a, b in zip(one, other, strict=True))


def main() -> None:
    """Print the figures and the dozen profiles that are furthest off."""
    result = figures(load_rulebook(locate_rulebook(), cases=False))
    for each in sorted(result.compared, key=lambda one: -one.distance)[:12]:
        read = tuple(map(round, each.mean_reading))
        print(f"off by {each.distance:4.1f}  {each.profile}  advice {each.advice}  read {read}")  # noqa: T201
    print(  # noqa: T201
        f"leader where all readings agree: {result.leaders_right:.1f} of {result.agreed}; shares off by "
        f"{result.mean_distance:.2f} points; readers among themselves {result.among_readers:.2f}"
    )


if __name__ == "__main__":
    main()
