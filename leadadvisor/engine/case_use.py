"""Which cases of a rulebook exercise a thing: in which of them it speaks, stands, is answered or is expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from leadadvisor.engine.conditions import evaluate
from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.engine.lookup import Named
from leadadvisor.model.explanation import Kind, UsedBy
from leadadvisor.model.rulebook import UNSURE, Case

Uses: TypeAlias = Callable[[Reasoner, str, Case, Evaluation], bool]


def cases_with(reasoner: Reasoner, named: Named) -> tuple[UsedBy, ...]:
    """The cases that exercise it, in the order of the rulebook; none for settings, which every case rests on."""
    uses = _USES.get(named.kind)
    return tuple(
        UsedBy(case.name, case.topic)
        for case in reasoner.rulebook.cases
        if uses is not None and uses(reasoner, named.id, case, _evaluation(reasoner, case))
    )


def _evaluation(reasoner: Reasoner, case: Case) -> Evaluation:
    return reasoner.evaluate({question: option for question, option in case.answers if option != UNSURE})


def _leads(reasoner: Reasoner, thing: str, _: Case, evaluation: Evaluation) -> bool:
    leader = evaluation.standing.leader
    return leader is not None and reasoner.approaches[leader] == thing


def _is_answered(_: Reasoner, thing: str, case: Case, _evaluation: Evaluation) -> bool:
    return any(question == thing and option != UNSURE for question, option in case.answers)


def _channel_is_expected(_: Reasoner, thing: str, case: Case, _evaluation: Evaluation) -> bool:
    return any(channel == thing for channel, _ in case.expect.channels)


def _speaks(_: Reasoner, thing: str, _case: Case, evaluation: Evaluation) -> bool:
    return any(evidence.rule.id == thing for evidence in evaluation.evidence)


def _stands(_: Reasoner, thing: str, _case: Case, evaluation: Evaluation) -> bool:
    return any(blocker.id == thing for blocker in evaluation.blockers)


def _tension_is_expected(_: Reasoner, thing: str, case: Case, _evaluation: Evaluation) -> bool:
    return any(tension == thing for tension, _ in case.expect.tensions)


def _is_flagged(reasoner: Reasoner, thing: str, _: Case, evaluation: Evaluation) -> bool:
    given = {**evaluation.options, **evaluation.chosen}
    return any(each.id == thing and evaluate(each.when, given) is True for each in reasoner.rulebook.contradictions)


def _is_cited(_: Reasoner, thing: str, case: Case, _evaluation: Evaluation) -> bool:
    return thing in case.claims


def _document_is_cited(reasoner: Reasoner, thing: str, case: Case, _: Evaluation) -> bool:
    return any(claim.document == thing for claim in reasoner.rulebook.claims() if claim.id in case.claims)


_USES: Mapping[Kind, Uses] = {
    "approach": _leads,
    "question": _is_answered,
    "channel": _channel_is_expected,
    "rule": _speaks,
    "blocker": _stands,
    "tension": _tension_is_expected,
    "contradiction": _is_flagged,
    "claim": _is_cited,
    "source": _document_is_cited,
}
