"""Build the portions of a mix: each share with its contributions, adjustments, blockers and near misses."""

from __future__ import annotations

from leadadvisor.engine.attribution import Account, account_for
from leadadvisor.engine.conditions import answers_behind
from leadadvisor.engine.evidence import Evidence, Force, WeighedRule, speaking_force
from leadadvisor.engine.position import Position, Reasoner
from leadadvisor.engine.relevance import irrelevant_questions
from leadadvisor.model.recommendation import Contribution, NearMiss, Portion, Role, StandingBlocker
from leadadvisor.model.rulebook import Question


def portions(
    reasoner: Reasoner,
    position: Position,
    bounds: tuple[tuple[int, int], ...] | None,
) -> tuple[Portion, ...]:
    """The mix from the largest share to the smallest; without bounds, low and high are the share itself."""
    standing = position.standing
    if not standing.shares:
        return ()
    rule_points = tuple(evidence.points for evidence in position.evidence)
    accounts = account_for(rule_points, position.ruled_out, position.may_not_lead, standing, reasoner.rulebook.settings)
    mix = [
        _portion(reasoner, position, index, accounts[index], bounds[index] if bounds else None)
        for index in range(len(reasoner.approaches))
    ]
    return tuple(sorted(mix, key=lambda portion: (-portion.share, portion.role != "leads")))


def _portion(
    reasoner: Reasoner,
    position: Position,
    index: int,
    account: Account,
    bounds: tuple[int, int] | None,
) -> Portion:
    share = position.standing.shares[index]
    low, high = bounds or (share, share)
    return Portion(
        approach=reasoner.approaches[index],
        share=share,
        low=low,
        high=high,
        role=_role(reasoner, position, index),
        points=position.points[index],
        equal_share=account.equal_share,
        contributions=_contributions(position, reasoner.approaches[index], index, account),
        adjustments=account.adjustments,
        blockers=_blockers(position, reasoner.approaches[index]),
        near_misses=() if position.standing.leader == index else _near_misses(reasoner, position, index),
    )


def _role(reasoner: Reasoner, position: Position, index: int) -> Role:
    """Parked: kept at no more than the floor, so that it can be taken up again."""
    if position.ruled_out >> index & 1:
        return "ruled-out"
    if position.standing.leader == index:
        return "leads"
    parked = position.standing.shares[index] <= reasoner.rulebook.settings.floor.value
    return "parked" if parked else "supports"


def _contributions(position: Position, approach: str, index: int, account: Account) -> tuple[Contribution, ...]:
    """One line per rule that moved this share, the largest first."""
    lines = [
        _contribution(position, evidence, approach, evidence.points[index], hundredths)
        for evidence, hundredths in zip(position.evidence, account.by_rule, strict=True)
        if hundredths or evidence.points[index]
    ]
    return tuple(sorted(lines, key=lambda line: (-abs(line.hundredths), line.rule)))


def _contribution(position: Position, evidence: Evidence, approach: str, points: int, hundredths: int) -> Contribution:
    behind = answers_behind(evidence.side, position.options) + answers_behind(evidence.level.when, position.options)
    return Contribution(
        rule=evidence.rule.id,
        points=points,
        hundredths=hundredths,
        strength=next((effect.strength for effect in evidence.level.effects if effect.approach == approach), None),
        because=evidence.level.because,
        claims=evidence.rule.claims,
        answers=tuple(dict.fromkeys(behind)),
    )


def _blockers(position: Position, approach: str) -> tuple[StandingBlocker, ...]:
    return tuple(
        StandingBlocker(blocker.id, blocker.kind, blocker.because, blocker.lifted_by, blocker.claims)
        for blocker in position.blockers
        if blocker.approach == approach
    )


def _near_misses(reasoner: Reasoner, position: Position, index: int) -> tuple[NearMiss, ...]:
    """Rules that would speak for the approach, or louder, had one answer been another; the strongest first."""
    irrelevant = irrelevant_questions(reasoner.rulebook.questions, position.options)
    asked = [question for question in reasoner.rulebook.questions if question.id not in irrelevant]
    found: list[NearMiss] = []
    for rule in reasoner.rules:
        speaking = position.points_by_rule.get(rule.rule.id)
        now = max(0, speaking[index]) if speaking else 0
        if any(force.points[index] > now for force in rule.forces):
            for question in asked:
                if question.id in rule.reads:
                    found += _near_miss(reasoner, position, (rule, question), index, now)
    return tuple(sorted(found, key=lambda miss: -miss.points))


def _near_miss(
    reasoner: Reasoner,
    position: Position,
    reading: tuple[WeighedRule, Question],
    index: int,
    now: int,
) -> list[NearMiss]:
    """The best this one question could make of this one rule, if that is more than it is now."""
    rule, question = reading
    best: Force | None = None
    lacking: list[str] = []
    for option in question.options:
        options = reasoner.options_after(position, question.id, option.id)
        force = speaking_force(rule, options)
        if force is None or force.points[index] <= now:
            continue
        if best is None or force.points[index] > best.points[index]:
            best, lacking = force, []
        if force.points[index] == best.points[index]:
            lacking.append(option.id)
    if best is None:
        return []
    return [
        NearMiss(rule.rule.id, best.points[index], best.level.because, question.id, tuple(lacking), rule.rule.claims)
    ]
