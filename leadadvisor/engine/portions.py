"""Build the portions of a mix: each share with its contributions, adjustments, blockers and near misses."""

from __future__ import annotations

from leadadvisor.engine.attribution import Account, account_for
from leadadvisor.engine.conditions import answers_behind, irrelevant_questions
from leadadvisor.engine.evaluate import Evaluation, Evidence, Force, Reasoner, WeighedRule, speaking_force
from leadadvisor.engine.mix import Points
from leadadvisor.model.recommendation import Contribution, Given, NearMiss, Portion, Role, StandingBlocker
from leadadvisor.model.rulebook import Question

GOAL_BONUS = "goal-bonus"
"""The id of the setting, and of its row in every account."""


def portions(
    reasoner: Reasoner,
    evaluation: Evaluation,
    bounds: tuple[tuple[int, int], ...] | None,
) -> tuple[Portion, ...]:
    """The mix from the largest share to the smallest; without bounds, low and high are the share itself."""
    standing = evaluation.standing
    if not standing.shares:
        return ()
    accounts = account_for(
        _rows(evaluation), evaluation.ruled_out, evaluation.may_not_lead, standing, reasoner.rulebook.settings
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
        contributions=_contributions(reasoner, evaluation, index, account),
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


def _rows(evaluation: Evaluation) -> tuple[Points, ...]:
    """What an account is made of: the points of each rule that speaks, and after them the goal bonus, if any."""
    rows = [evidence.own_points for evidence in evaluation.evidence]
    bonus = tuple(map(sum, zip(*(evidence.bonus for evidence in evaluation.evidence), strict=True)))
    return (*rows, bonus) if any(bonus) else tuple(rows)


def _contributions(
    reasoner: Reasoner, evaluation: Evaluation, index: int, account: Account
) -> tuple[Contribution, ...]:
    """One line per rule that moved this share, and one for the goal bonus, the largest first."""
    approach = reasoner.approaches[index]
    moved = zip(evaluation.evidence, account.by_row, strict=False)
    lines = [_contribution(evaluation, evidence, approach, index, hundredths) for evidence, hundredths in moved]
    if len(account.by_row) > len(evaluation.evidence):
        lines.append(_goal_bonus(reasoner, evaluation, index, account.by_row[-1]))
    told = (line for line in lines if line.hundredths or line.points)
    return tuple(sorted(told, key=lambda line: (-abs(line.hundredths), line.rule)))


def _contribution(
    evaluation: Evaluation, evidence: Evidence, approach: str, index: int, hundredths: int
) -> Contribution:
    return Contribution(
        rule=evidence.rule.id,
        points=evidence.own_points[index],
        hundredths=hundredths,
        strength=next((effect.strength for effect in evidence.level.effects if effect.approach == approach), None),
        because=evidence.level.because,
        claims=evidence.rule.claims,
        answers=_answers_behind(evidence, evaluation),
        kind=evidence.rule.kind,
    )


def _goal_bonus(reasoner: Reasoner, evaluation: Evaluation, index: int, hundredths: int) -> Contribution:
    """The bonus is the rulebook's own: no source says how much more a goal counts, so it cites none."""
    raised = [evidence for evidence in evaluation.evidence if any(evidence.bonus)]
    answers = (given for evidence in raised for given in _answers_behind(evidence, evaluation))
    return Contribution(
        rule=GOAL_BONUS,
        points=sum(evidence.bonus[index] for evidence in raised),
        hundredths=hundredths,
        strength=None,
        because=_first_sentence(reasoner.rulebook.settings.goal_bonus.why),
        claims=(),
        answers=tuple(dict.fromkeys(answers)),
        kind="goal-bonus",
    )


def _answers_behind(evidence: Evidence, evaluation: Evaluation) -> tuple[Given, ...]:
    """The answers a rule that speaks rests on, each once."""
    side = answers_behind(evidence.side, evaluation.options)
    return tuple(dict.fromkeys(side + answers_behind(evidence.level.when, evaluation.options)))


def _first_sentence(text: str) -> str:
    return f"{text.partition('. ')[0].rstrip('.')}."


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
