"""A rule is as strong as its sources are sure: its strength is one between those of its claims, or a note says why."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.rulebook import Strength
from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject
from leadadvisor.toolchain.written import level_of

_ORDER: tuple[Strength, ...] = ("slight", "moderate", "strong")


def run(subject: Subject) -> Iterator[Remark]:
    """Every level with an effect weaker or stronger than all claims of its rule, where no strength-note stands."""
    for rule in subject.rulebook.rules:
        claims = [subject.claims[claim] for claim in rule.claims]
        if rule.strength_note or not claims:
            continue
        ranks = [_ORDER.index(claim.strength) for claim in claims]
        for number, level in enumerate(rule.levels):
            for effect in level.effects:
                rank = _ORDER.index(effect.strength)
                if min(ranks) <= rank <= max(ranks):
                    continue
                nearest = claims[ranks.index(max(ranks) if rank > max(ranks) else min(ranks))]
                owner = level_of(rule.id, number).within(effect.direction).within(effect.approach)
                than = "stronger" if rank > max(ranks) else "weaker"
                yield Remark(
                    subject.spot(owner),
                    f"'{effect.strength}' is {than} than what the rule cites: {nearest.id} is {nearest.strength} "
                    f"('{nearest.hedge}')",
                    f"write {nearest.strength}, or say in a 'strength-note' why it departs from the source",
                )
