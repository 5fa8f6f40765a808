"""What a result rests on: how far the leader is ahead, and the single rules and blockers without which it changes."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.engine.barring import barred
from leadadvisor.engine.mix import allocate
from leadadvisor.engine.position import Position, Reasoner
from leadadvisor.model.what_if import Lead, Support, SupportKind


def lead_of(reasoner: Reasoner, position: Position) -> Lead | None:
    """How far the leader is ahead of the rival that would catch up first; None where nobody leads."""
    leader = position.standing.leader
    if leader is None:
        return None
    barred = position.ruled_out | position.may_not_lead
    rivals = [index for index in range(len(reasoner.approaches)) if index != leader and not barred >> index & 1]
    leads = [_lead_over(reasoner, position, leader, rival) for rival in rivals]
    return min(leads, key=lambda lead: (lead.percent, lead.points), default=Lead(None, 0, 100))


def carriers(reasoner: Reasoner, position: Position) -> tuple[Support, ...]:
    """Every rule that speaks and every blocker that stands without which status or leader would be another."""
    return (*_carrying_rules(reasoner, position), *_carrying_blockers(reasoner, position))


def _lead_over(reasoner: Reasoner, position: Position, leader: int, rival: int) -> Lead:
    margin = position.points[leader] - position.points[rival]
    weight = sum(abs(evidence.points[leader] - evidence.points[rival]) for evidence in position.evidence)
    return Lead(reasoner.approaches[rival], margin, 100 * margin // weight)


def _carrying_rules(reasoner: Reasoner, position: Position) -> Iterator[Support]:
    for evidence in position.evidence:
        points = tuple(total - own for total, own in zip(position.points, evidence.points, strict=True))
        named: tuple[SupportKind, str, str] = ("rule", evidence.rule.id, evidence.level.because)
        yield from _support(reasoner, position, named, points, (position.ruled_out, position.may_not_lead))


def _carrying_blockers(reasoner: Reasoner, position: Position) -> Iterator[Support]:
    for blocker in position.blockers:
        others = [each for each in position.blockers if each is not blocker]
        named: tuple[SupportKind, str, str] = ("blocker", blocker.id, blocker.because)
        yield from _support(reasoner, position, named, position.points, barred(others, reasoner.approaches))


def _support(
    reasoner: Reasoner,
    position: Position,
    named: tuple[SupportKind, str, str],
    points: tuple[int, ...],
    held_back: tuple[int, int],
) -> Iterator[Support]:
    """What carries the result, if these points and blockers, which are those without it, come to another."""
    then, now = allocate(points, *held_back, reasoner.scale), position.standing
    if (then.status, then.leader) != (now.status, now.leader):
        leader = None if then.leader is None else reasoner.approaches[then.leader]
        yield Support(*named, then.status, leader)
