"""What a headline has to admit: who is held back by a blocker, whether the top two are level, what speaks against."""

from __future__ import annotations

from leadadvisor.engine.conditions import evaluate
from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.engine.mix import allocate
from leadadvisor.model.recommendation import AgainstLine, HeldBack
from leadadvisor.model.rulebook import Blocker


def held_back(reasoner: Reasoner, evaluation: Evaluation) -> HeldBack | None:
    """The approach with more points than whoever leads that a blocker keeps from leading, and the mix without it.

    None where the order of the points stands, and where nothing can be carried out at all.
    """
    if not evaluation.standing.shares:
        return None
    barred = evaluation.ruled_out | evaluation.may_not_lead
    places = range(len(reasoner.approaches))
    top = max((evaluation.points[index] for index in places if not barred >> index & 1), default=None)
    blocked = [index for index in places if barred >> index & 1]
    first = max(blocked, key=lambda index: evaluation.points[index], default=None)
    if first is None or (top is not None and evaluation.points[first] <= top):
        return None
    approach = reasoner.approaches[first]
    blocker = _weightiest(evaluation, approach)
    lifted = ~(1 << first)
    without = allocate(
        evaluation.points, evaluation.ruled_out & lifted, evaluation.may_not_lead & lifted, reasoner.scale
    )
    mix = sorted(zip(reasoner.approaches, without.shares, strict=True), key=lambda each: -each[1])
    return HeldBack(approach, blocker.id, blocker.lifted_by, tuple(mix))


def is_level(reasoner: Reasoner, evaluation: Evaluation) -> bool:
    """Whether the top two are about equal: the same printed share, or no more between them than one slight idea."""
    standing = evaluation.standing
    if not standing.shares:
        return False
    highest, second, *_ = (*sorted(standing.shares, reverse=True), 0)
    if highest == second:
        return True
    barred = evaluation.ruled_out | evaluation.may_not_lead
    points = [evaluation.points[index] for index in range(len(standing.shares)) if not barred >> index & 1]
    first, *rest = sorted(points, reverse=True) or [0]
    return bool(rest) and first - rest[0] <= reasoner.rulebook.settings.slight.value


def against(reasoner: Reasoner, evaluation: Evaluation) -> tuple[AgainstLine, ...]:
    """What the sources say against the leader for these answers, whether or not it has points."""
    if evaluation.standing.leader is None:
        return ()
    lines = reasoner.rulebook.approaches[evaluation.standing.leader].against
    return tuple(
        AgainstLine(line.because, line.claims) for line in lines if evaluate(line.when, evaluation.options) is True
    )


def _weightiest(evaluation: Evaluation, approach: str) -> Blocker:
    """The blocker to lift: one that rules out before one that only forbids to lead."""
    own = [blocker for blocker in evaluation.blockers if blocker.approach == approach]
    return min(own, key=lambda blocker: blocker.kind != "rules-out")
