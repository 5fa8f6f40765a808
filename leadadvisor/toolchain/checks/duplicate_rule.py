"""No rule stands twice: two that speak for the same answers and move the same approaches equally are one idea."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import SpokenRule, Subject


def run(subject: Subject) -> Iterator[Remark]:
    """Every rule that gives the same points for the same answers as an earlier one, whatever it cites."""
    for first, second in combinations(subject.rules, 2):
        if first.region and alike(subject, first, second):
            yield Remark(
                subject.places.spot("rule", second.rule.id),
                f"the rule '{second.rule.id}' does just what '{first.rule.id}' does",
                "make one rule of the two, with the claims of both",
            )


def alike(subject: Subject, first: SpokenRule, second: SpokenRule) -> bool:
    """The rules give the same points for the same answers."""
    return len(first.levels) == len(second.levels) and all(
        one.force.points == other.force.points
        and subject.covers(one.region, other.region)
        and subject.covers(other.region, one.region)
        for one, other in zip(first.levels, second.levels, strict=True)
    )
