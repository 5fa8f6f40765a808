"""Under how many weightings a leader stands: an exact share, since leading is a matter of whole numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.model.rulebook import Level, Strength
from leadadvisor.model.value import NamedTuple

STRENGTHS: tuple[Strength, ...] = ("strong", "moderate", "slight")

MOST = 100
"""The most points a rulebook may give a strength."""

_ALL = (MOST + 1) * (MOST + 2) * (MOST + 3) // 6
"""How many weightings there are: strong, moderate and slight in whole points, none above the one before it."""


class _Lead(NamedTuple):
    """By how many strong, moderate and slight ideas the leader is ahead of a rival, and by what no weight changes."""

    strong: int
    moderate: int
    slight: int
    fixed: int


def weightings_percent(reasoner: Reasoner, evaluation: Evaluation) -> int | None:
    """The percent, rounded down, of weightings 100 >= strong >= moderate >= slight >= 0 that keep the leader.

    The goal bonus, own results and the blockers stay as they are. It is about our weights, not about the sources, and
    never a chance of success. None where nobody leads.
    """
    leader = evaluation.standing.leader
    if leader is None:
        return None
    barred = evaluation.ruled_out | evaluation.may_not_lead
    rivals = [index for index in range(len(reasoner.approaches)) if index != leader and not barred >> index & 1]
    return 100 * _standing(list(_leads(reasoner, evaluation, leader, rivals))) // _ALL


def _leads(reasoner: Reasoner, evaluation: Evaluation, leader: int, rivals: list[int]) -> Iterator[_Lead]:
    points_of = reasoner.rulebook.settings.points
    uses = [_uses(reasoner, each.level) for each in evaluation.evidence]
    for rival in rivals:
        strong, moderate, slight = (
            sum(use[leader][kind] - use[rival][kind] for use in uses) for kind in range(len(STRENGTHS))
        )
        weighed = strong * points_of("strong") + moderate * points_of("moderate") + slight * points_of("slight")
        yield _Lead(strong, moderate, slight, evaluation.points[leader] - evaluation.points[rival] - weighed)


def _uses(reasoner: Reasoner, level: Level) -> list[list[int]]:
    """For each approach, how often a level of a rule counts each strength for it, less how often against it."""
    uses = [[0] * len(STRENGTHS) for _ in reasoner.approaches]
    for effect in level.effects:
        own = uses[reasoner.approaches.index(effect.approach)]
        own[STRENGTHS.index(effect.strength)] += 1 if effect.direction == "supports" else -1
    return uses


def _standing(leads: list[_Lead]) -> int:
    """How many weightings leave every lead above nothing: per strong and moderate, slight has one range of values."""
    if all(lead.fixed > 0 and min(accumulate(lead[:3])) >= 0 for lead in leads):
        return _ALL
    standing = 0
    for strong in range(MOST + 1):
        for moderate in range(strong + 1):
            low, high = 0, moderate
            for lead in leads:
                without = lead.strong * strong + lead.moderate * moderate + lead.fixed
                if lead.slight > 0:
                    low = max(low, -without // lead.slight + 1)
                elif lead.slight < 0:
                    high = min(high, (without - 1) // -lead.slight)
                elif without <= 0:
                    high = -1
            if high >= low:
                standing += high - low + 1
    return standing
