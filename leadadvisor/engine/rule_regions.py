"""Where in the answer space each level of a rule is the one that speaks."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.engine.evidence import Force, WeighedRule
from leadadvisor.engine.regions import AnswerSpace, Region


def rule_regions(space: AnswerSpace, rule: WeighedRule) -> Iterator[tuple[Force, Region]]:
    """Each level with the region where it is the first that holds, in boxes that do not overlap.

    Every earlier level must be known not to hold: a rule whose force is still open adds nothing.
    """
    remaining = space.where(rule.side)
    for force in rule.forces:
        yield force, space.disjoint(space.intersection([remaining, space.where(force.level.when)]))
        remaining = space.intersection([remaining, space.where(force.level.when, outcome=False)])
