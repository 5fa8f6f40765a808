"""Which question to ask next so that the leader is certain soonest: the one whose answer leaves least open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from leadadvisor.engine.conditions import evaluate
from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.evidence import Points, WeighedRule
from leadadvisor.engine.relevance import effective_options
from leadadvisor.model.rulebook import Question
from leadadvisor.model.value import NamedTuple

_BLOCKER_UNKNOWN = 6
"""How many points it weighs that nobody knows yet whether the first approach is held back."""
_NEARLY_AS_GOOD = 1.05
"""A question of the topic just talked about is asked first where it leaves at most so many times as much open."""


class Reach(NamedTuple):
    """What a rule may still say: the points of each of its levels that may hold; `sure` where only one can.

    A rule that may stay silent has the points None among them. Empty: it says nothing any more.
    """

    points: tuple[Points | None, ...]
    sure: bool = False


Options: TypeAlias = Mapping[str, str]


def soonest(reasoner: Reasoner, chosen: Options, candidates: Sequence[Question], topic: str = "") -> Question:
    """Of these questions the one after which, on average over its options, least is left that could change the leader.

    What is left is measured in points: how far each rival could still get ahead of the approach that is first. Between
    questions that are nearly as good, one of the `topic` just talked about comes first, then the rulebook's order.
    Worked out from every rule; no profile is drawn. `candidates` are not empty.
    """
    options = effective_options(reasoner.rulebook.questions, chosen)
    now = [reach(rule, options) for rule in reasoner.rules]
    left = {question.id: _left_after(reasoner, (chosen, options, now), question) for question in candidates}
    best = min(left.values())
    near = [question for question in candidates if left[question.id] <= best * _NEARLY_AS_GOOD]
    first = [question for question in near if left[question.id] == best]
    return next((question for question in near if question.topic == topic), first[0])


def reach(rule: WeighedRule, options: Options) -> Reach:
    """What the rule may still say where only these options are known."""
    side = evaluate(rule.side, options)
    if side is False:
        return Reach(())
    possible: list[Points | None] = []
    for force in rule.forces:
        holds = evaluate(force.level.when, options)
        if holds is not False:
            possible.append(force.points)
        if holds is True:
            return Reach(tuple(possible), sure=True) if side and len(possible) == 1 else Reach((*possible, None))
    return Reach((*possible, None)) if possible else Reach(())


def left_open(reasoner: Reasoner, options: Options, reaches: Sequence[Reach]) -> int:
    """How far the rivals of the approach that is first could still get ahead of it, in points, added up."""
    count = len(reasoner.approaches)
    points = [sum(each.points[0][index] for each in reaches if each.sure and each.points[0]) for index in range(count)]
    first = max(range(count), key=points.__getitem__)
    open_rules = [each.points for each in reaches if each.points and not each.sure]
    ahead = (
        points[rival]
        - points[first]
        + sum(max(0, *(each[rival] - each[first] if each else 0 for each in rule)) for rule in open_rules)
        for rival in range(count)
        if rival != first
    )
    unknown = sum(
        evaluate(blocker.when, options) is None
        for blocker in reasoner.rulebook.blockers
        if blocker.approach == reasoner.approaches[first]
    )
    return sum(max(0, each) for each in ahead) + unknown * _BLOCKER_UNKNOWN


def _left_after(reasoner: Reasoner, now: tuple[Options, Options, Sequence[Reach]], question: Question) -> float:
    """What is left open after an answer to the question, on average over its options."""
    chosen, options, reaches = now
    total = 0
    for option in question.options:
        after = effective_options(reasoner.rulebook.questions, {**chosen, question.id: option.id})
        changed = {key for key in after.keys() | options.keys() if after.get(key) != options.get(key)}
        then = [
            before if changed.isdisjoint(rule.reads) else reach(rule, after)
            for rule, before in zip(reasoner.rules, reaches, strict=True)
        ]
        total += left_open(reasoner, after, then)
    return total / max(1, len(question.options))
