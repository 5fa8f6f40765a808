"""Build the portions of a mix: each share with its contributions, adjustments, blockers and near misses."""

from __future__ import annotations

from leadadvisor.engine.attribution import Account, account_for
from leadadvisor.engine.conditions import answers_behind
from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.engine.evidence import Evidence, Force, WeighedRule, speaking_force
from leadadvisor.engine.relevance import irrelevant_questions
from leadadvisor.model.recommendation import Contribution, NearMiss, Portion, Role, StandingBlocker
from leadadvisor.model.rulebook import Question


def portions(
    reasoner: Reasoner,
    evaluation: Evaluation,
    bounds: tuple[tuple[int, int], ...] | None,
) -> tuple[Portion, ...]:
    """The mix from the largest share to the smallest; without bounds, low and high are the share itself."""
    standing = evaluation.standing
    if not standing.shares:
        return ()
    rule_points = tuple(evidence.points for evidence in evaluation.evidence)
    accounts = account_for(
        rule_points, evaluation.ruled_out, evaluation.may_not_lead, standing, reasoner.rulebook.settings
    )
    mix = [
        _portion(reasoner, evaluation, index, accounts[index], bounds[index] if bounds else None)
        for index in range(len(reasoner.approaches))
    ]
    return tuple(sorted(mix, key=lambda portion: (-portion.share, portion.role != "leads")))


def _portion(
    reasoner: Reasoner,
    evaluation: Evaluation,
    index: int,
    account: Account,
    bounds: tuple[int, int] | None,
) -> Portion:
    share = evaluation.standing.shares[index]
    low, high = bounds or (share, share)
    return Portion(
        approach=reasoner.approaches[index],
        share=share,
        low=low,
        high=high,
        role=_role(reasoner, evaluation, index),
        points=evaluation.points[index],
        equal_share=account.equal_share,
        contributions=_contributions(evaluation, reasoner.approaches[index], index, account),
        adjustments=account.adjustments,
        blockers=_blockers(evaluation, reasoner.approaches[index]),
        near_misses=() if evaluation.standing.leader == index else _near_misses(reasoner, evaluation, index),
    )


def _role(reasoner: Reasoner, evaluation: Evaluation, index: int) -> Role:
    """Parked: kept at no more than the floor, so that it can be taken up again."""
    if evaluation.ruled_out >> index & 1:
        return "ruled-out"
    if evaluation.standing.leader == index:
        return "leads"
    parked = evaluation.standing.shares[index] <= reasoner.rulebook.settings.floor.value
    return "parked" if parked else "supports"


def _contributions(evaluation: Evaluation, approach: str, index: int, account: Account) -> tuple[Contribution, ...]:
    """One line per rule that moved this share, the largest first."""
    lines = [
        _contribution(evaluation, evidence, approach, evidence.points[index], hundredths)
        for evidence, hundredths in zip(evaluation.evidence, account.by_rule, strict=True)
        if hundredths or evidence.points[index]
    ]
    return tuple(sorted(lines, key=lambda line: (-abs(line.hundredths), line.rule)))


def _contribution(
    evaluation: Evaluation, evidence: Evidence, approach: str, points: int, hundredths: int
) -> Contribution:
    behind = answers_behind(evidence.side, evaluation.options) + answers_behind(evidence.level.when, evaluation.options)
    return Contribution(
        rule=evidence.rule.id,
        points=points,
        hundredths=hundredths,
        strength=next((effect.strength for effect in evidence.level.effects if effect.approach == approach), None),
        because=evidence.level.because,
        claims=evidence.rule.claims,
        answers=tuple(dict.fromkeys(behind)),
        kind=evidence.rule.kind,
    )


def _blockers(evaluation: Evaluation, approach: str) -> tuple[StandingBlocker, ...]:
    return tuple(
        StandingBlocker(blocker.id, blocker.kind, blocker.because, blocker.lifted_by, blocker.claims)
        for blocker in evaluation.blockers
        if blocker.approach == approach
    )


def _near_misses(reasoner: Reasoner, evaluation: Evaluation, index: int) -> tuple[NearMiss, ...]:
    """Rules that would speak for the approach, or louder, had one answer been another; the strongest first."""
    irrelevant = irrelevant_questions(reasoner.rulebook.questions, evaluation.options)
    asked = [question for question in reasoner.rulebook.questions if question.id not in irrelevant]
    found: list[NearMiss] = []
    for rule in reasoner.rules:
        speaking = evaluation.points_by_rule.get(rule.rule.id)
        now = max(0, speaking[index]) if speaking else 0
        if any(force.points[index] > now for force in rule.forces):
            for question in asked:
                if question.id in rule.reads:
                    found += _near_miss(reasoner, evaluation, (rule, question), index, now)
    return tuple(sorted(found, key=lambda miss: -miss.points))


def _near_miss(
    reasoner: Reasoner,
    evaluation: Evaluation,
    reading: tuple[WeighedRule, Question],
    index: int,
    now: int,
) -> list[NearMiss]:
    """The best this one question could make of this one rule, if that is more than it is now."""
    rule, question = reading
    best: Force | None = None
    lacking: list[str] = []
    for option in question.options:
        options = reasoner.options_after(evaluation, question.id, option.id)
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
