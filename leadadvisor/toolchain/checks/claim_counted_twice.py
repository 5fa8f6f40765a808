"""One statement of a source is counted once: two rules that cite it and speak together count it twice.

Two rules may still share a claim where each notes why: the strength they were given can allow for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.duplicate_rule import alike
from leadadvisor.toolchain.checks.subject import SpokenRule, Subject
from leadadvisor.toolchain.checks.subsumed_rule import repeats


def run(subject: Subject) -> Iterator[Remark]:
    """Every pair of rules that share a claim, can speak together and move an approach the same way, without notes."""
    for first, second in combinations(subject.rules, 2):
        shared = [claim for claim in first.rule.claims if claim in second.rule.claims]
        if not shared or (first.rule.strength_note and second.rule.strength_note):
            continue
        approach = _pushed_together(subject, first, second)
        if approach and not _told_by_another_check(subject, first, second):
            bare = second if first.rule.strength_note else first
            other = first if bare is second else second
            yield Remark(
                subject.places.spot("rule", bare.rule.id, ("claims",)),
                f"the rules '{bare.rule.id}' and '{other.rule.id}' can both count {shared[0]} for {approach}",
                "cite it once, keep them from speaking together, or say in a 'strength-note' of each how this is meant",
            )


def _told_by_another_check(subject: Subject, first: SpokenRule, second: SpokenRule) -> bool:
    """That one rule repeats the other says it all."""
    return alike(subject, first, second) or repeats(subject, first, second) or repeats(subject, second, first)


def _pushed_together(subject: Subject, first: SpokenRule, second: SpokenRule) -> str:
    """The first approach that both rules can move the same way for the same answers, or nothing."""
    for one in first.levels:
        for other in second.levels:
            pushes = {(effect.approach, effect.direction) for effect in other.force.level.effects}
            for effect in one.force.level.effects:
                if (effect.approach, effect.direction) in pushes and subject.meet(one.region, other.region):
                    return effect.approach
    return ""
