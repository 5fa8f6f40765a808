"""A rule that only repeats a wider one on the same sources adds no evidence, only points.

In additive evidence a narrow rule may well stand beside a wide one, if it rests on claims of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from leadadvisor.model.rulebook import Effect
from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.duplicate_rule import alike
from leadadvisor.toolchain.checks.subject import SpokenRule, Subject


def run(subject: Subject) -> Iterator[Remark]:
    """Every rule that speaks only where another speaks, moves nothing else and cites nothing else, without a note."""
    for wide, narrow in permutations(subject.rules, 2):
        if narrow.rule.strength_note or alike(subject, wide, narrow) or not repeats(subject, narrow, wide):
            continue
        if not repeats(subject, wide, narrow) or _is_later(subject, narrow, wide):
            yield Remark(
                subject.places.spot("rule", narrow.rule.id),
                f"the rule '{narrow.rule.id}' speaks only where '{wide.rule.id}' does, and cites nothing else",
                f"make it a level of '{wide.rule.id}', cite what it has of its own, or say in a 'strength-note' why "
                "it counts on top",
            )


def repeats(subject: Subject, narrow: SpokenRule, wide: SpokenRule) -> bool:
    """The one rule cites, moves and covers nothing that the other does not."""
    claims = set(narrow.rule.claims)
    return bool(
        claims
        and narrow.region
        and claims <= set(wide.rule.claims)
        and _pushes(narrow) <= _pushes(wide)
        and subject.covers(wide.region, narrow.region)
    )


def _is_later(subject: Subject, one: SpokenRule, other: SpokenRule) -> bool:
    return subject.rules.index(one) > subject.rules.index(other)


def _pushes(spoken: SpokenRule) -> set[tuple[str, str]]:
    effects: list[Effect] = [effect for level in spoken.levels for effect in level.force.level.effects]
    return {(effect.approach, effect.direction) for effect in effects}
