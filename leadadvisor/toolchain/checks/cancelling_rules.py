"""A rule must be able to count: one that always speaks together with its exact opposite never does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import SpokenRule, Subject


def run(subject: Subject) -> Iterator[Remark]:
    """Every rule that speaks only where another takes back each of its points."""
    order = [spoken.rule.id for spoken in subject.rules]
    for lost, taker in permutations(subject.rules, 2):
        if not lost.region or not _takes_back(subject, lost, taker):
            continue
        mutual = _takes_back(subject, taker, lost)
        if mutual and order.index(lost.rule.id) < order.index(taker.rule.id):
            continue  # told once, of the later of the two
        yield Remark(
            subject.places.spot("rule", lost.rule.id),
            f"the rule '{lost.rule.id}' never counts: '{taker.rule.id}' always takes its points back",
            "keep the two from speaking together, or leave both out",
        )


def _takes_back(subject: Subject, lost: SpokenRule, taker: SpokenRule) -> bool:
    """Wherever a level of the one rule speaks, levels of the other with just the opposite points do."""
    for level in lost.levels:
        opposite = tuple(-points for points in level.force.points)
        answering = [box for other in taker.levels if other.force.points == opposite for box in other.region]
        if level.region and not subject.covers(answering, level.region):
            return False
    return True
