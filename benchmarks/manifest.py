"""Hashes of what the engine says of many profiles and rulebooks: two states of the code that agree write the same.

python benchmarks/manifest.py > before; ...; python benchmarks/manifest.py | diff before -
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TypeAlias

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from generators import bundled_rulebook, random_profile, random_rulebook

from leadadvisor.engine.lists import TooLarge, lookups
from leadadvisor.engine.recommend import recommend
from leadadvisor.engine.rows import RowScorer
from leadadvisor.engine.rulebook_diff import diff_rulebooks
from leadadvisor.engine.verify import verify
from leadadvisor.engine.what_if import what_if
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Rulebook

BOOKS, PROFILES = 120, 20

Found: TypeAlias = Iterator[object]


def recommended(rulebook: Rulebook, profiles: list[Profile]) -> Found:
    """Status, leader, ranges, robustness and cautions of every profile."""
    for profile in profiles:
        found = recommend(rulebook, profile)
        portions = [(each.approach, each.share, each.low, each.high, each.points) for each in found.mix]
        yield found.status, found.leader, found.firmness, portions, found.possible_leaders, found.robustness_percent
        yield [(caution.code, caution.subject) for caution in found.cautions]


def changed(rulebook: Rulebook, profiles: list[Profile]) -> Found:
    """What would change every second result."""
    for profile in profiles[::2]:
        found = what_if(rulebook, profile)
        yield [(flip.change, flip.leader, flip.status) for flip in found.flips]
        yield [(way[0], [flip.change for flip in way[1]]) for way in found.ways], found.search, found.lead


def scored(rulebook: Rulebook, profiles: list[Profile]) -> Found:
    """Every profile as a row, with and without ranges."""
    for ranges in (True, False):
        scorer = RowScorer(rulebook, ranges=ranges)
        for profile in profiles:
            yield scorer.outcome({answer.question: answer.option for answer in profile.answers})


def listed(rulebook: Rulebook, _: list[Profile]) -> Found:
    """The lists to look rows up in."""
    try:
        yield lookups(rulebook)
    except TooLarge:
        yield None


def verified(rulebook: Rulebook, _: list[Profile]) -> Found:
    """The whole answer space."""
    yield verify(rulebook)


def set_against(rulebook: Rulebook, _: list[Profile]) -> Found:
    """The rulebook against itself with every second rule."""
    yield diff_rulebooks(rulebook, rulebook._replace(rules=rulebook.rules[::2]))


SECTIONS: Mapping[str, Callable[[Rulebook, list[Profile]], Found]] = {
    "recommend": recommended,
    "what-if": changed,
    "rows": scored,
    "lists": listed,
    "verify": verified,
    "compare": set_against,
}


def main() -> None:
    """Write a line for every rulebook and section."""
    for name, rulebook, profiles in subjects():
        for section, look in SECTIONS.items():
            digest = sha256()
            for found in look(rulebook, profiles):
                digest.update(json.dumps(_plain(found)).encode())
            print(name, section, digest.hexdigest()[:16], flush=True)


def subjects() -> Iterator[tuple[str, Rulebook, list[Profile]]]:
    """The bundled rulebook, then random ones, each with profiles."""
    bundled, rng = bundled_rulebook(), Random(1)
    complete = [random_profile(rng, bundled, complete=True) for _ in range(200)]
    opened = [random_profile(rng, bundled, most_open=number % 9) for number in range(200)]
    yield "bundled", bundled, complete + opened + [Profile(opened[-1].answers[:number]) for number in (0, 1, 2, 4, 8)]
    for seed in range(BOOKS):
        rng = Random(seed)
        rulebook = random_rulebook(rng)
        yield f"random-{seed}", rulebook, [random_profile(rng, rulebook) for _ in range(PROFILES)]


def _plain(value: object) -> object:
    """The value without the names of its classes and fields."""
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(held)] for key, held in value.items()]
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value


if __name__ == "__main__":
    main()
