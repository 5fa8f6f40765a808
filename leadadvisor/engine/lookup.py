"""Everything in a rulebook that has an id, of whatever kind: found by it, or nearly, and the cases that exercise it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from leadadvisor.engine.conditions import evaluate
from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.model.explanation import Kind, UsedBy
from leadadvisor.model.rulebook import UNSURE, Case, Rulebook, Settings
from leadadvisor.model.value import NamedTuple

Uses: TypeAlias = Callable[[Reasoner, str, Case, Evaluation], bool]
"""Whether a case, with what its answers come to, exercises the thing of that id."""

_MOST_NEAR = 3
_LONGEST_WORD = 100


class Named(NamedTuple):
    """Something with an id, and the words a reader knows it by."""

    kind: Kind
    id: str
    title: str


def everything(rulebook: Rulebook) -> Iterator[Named]:
    """All that has an id, what a reader is likeliest to ask for first; two kinds may share an id."""
    yield from (Named("approach", each.id, each.label) for each in rulebook.approaches)
    yield from (Named("question", each.id, each.text) for each in rulebook.questions)
    yield from (Named("channel", each.id, each.label) for way in rulebook.approaches for each in way.channels)
    yield from (Named("rule", each.id, each.levels[0].because) for each in rulebook.rules)
    yield from (Named("blocker", each.id, each.because) for each in rulebook.blockers)
    yield from (Named("tension", each.id, each.title) for each in rulebook.tensions)
    yield from (Named("contradiction", each.id, each.because) for each in rulebook.contradictions)
    yield from (Named("claim", each.id, each.says) for each in rulebook.claims())
    yield from (Named("source", each.id, each.title) for each in rulebook.documents)
    for name, setting in zip(Settings._fields, rulebook.settings, strict=True):
        yield Named("setting", name.replace("_", "-"), setting.why)


def look_up(rulebook: Rulebook, word: str) -> tuple[Named, ...]:
    """What has this id, in any case of letters; `kind:id` asks for one kind. Empty where there is nothing."""
    kind, colon, rest = word.strip().lower().rpartition(":")
    return tuple(
        named for named in everything(rulebook) if named.id.lower() == rest and (not colon or named.kind == kind)
    )


def nearest(rulebook: Rulebook, word: str) -> tuple[Named, ...]:
    """Up to three things whose ids are most like the word; else those that have it in their id."""
    import difflib

    plain = word.strip().lower().rpartition(":")[2]
    if not plain or len(plain) > _LONGEST_WORD:
        return ()
    known = list(everything(rulebook))
    ids = list(dict.fromkeys(named.id.lower() for named in known))
    close = difflib.get_close_matches(plain, ids, n=_MOST_NEAR) or [each for each in ids if plain in each]
    return tuple(named for near in close[:_MOST_NEAR] for named in known if named.id.lower() == near)


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
    """Points of a user's own results are in no case: those hold answers alone."""
    return any(evidence.rule.id == thing and not evidence.level.points for evidence in evaluation.evidence)


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
