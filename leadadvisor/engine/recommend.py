"""From answers to a recommendation: gather evidence, weigh it, allocate shares, explain them. Read this file first."""

from __future__ import annotations

from collections.abc import Mapping

from leadadvisor.engine.advice import channel_lines, tension_lines
from leadadvisor.engine.cautions import Circumstances, RangesState, cautions, open_questions
from leadadvisor.engine.changes import flips, movers, next_questions, prospects
from leadadvisor.engine.completions import TooEntangled
from leadadvisor.engine.explain import portions
from leadadvisor.engine.outlook import OpenRulebook, Outlook
from leadadvisor.engine.position import Position, Reasoner
from leadadvisor.engine.relevance import irrelevant_questions
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import Firmness, Rulebook


def recommend(rulebook: Rulebook, profile: Profile, *, ranges: bool = True) -> Recommendation:
    """The recommendation for this profile: the same answers and rulebook give the same value, in any order.

    `ranges=False` skips the exact sweep over the open answers: low and high then repeat the share, nothing is
    called settled, and a caution says so.
    """
    reasoner = Reasoner(rulebook)
    chosen = profile.chosen()
    position = reasoner.position(chosen)
    outlook, ranges_state = _outlook(reasoner, chosen, ranges=ranges)
    settled = outlook is not None and outlook.settles_on(position.standing.leader)
    robustness = _robustness(reasoner, position) if settled else 0
    firmness = _firmness(rulebook, settled=settled, robustness=robustness)
    found = prospects(reasoner, position, profile)
    circumstances = Circumstances(reasoner, profile, position, outlook, ranges_state, firmness)
    return Recommendation(
        rulebook=rulebook,
        answers=_answers(rulebook, profile, position),
        status=position.standing.status,
        leader=_name(reasoner, position.standing.leader),
        firmness=firmness,
        mix=portions(reasoner, position, _bounds(outlook)),
        channels=channel_lines(rulebook, position),
        tensions=tension_lines(rulebook, position.options),
        cautions=cautions(circumstances),
        robustness_percent=robustness,
        settled=settled,
        ranges=ranges_state,
        possible_leaders=_possible_leaders(reasoner, outlook),
        flips=flips(reasoner, found),
        movers=movers(reasoner, found),
        next_questions=next_questions(found, _open_ids(reasoner, position)),
    )


def _outlook(reasoner: Reasoner, chosen: Mapping[str, str], *, ranges: bool) -> tuple[Outlook | None, RangesState]:
    """What the open answers may still bring about, or why that is not known."""
    if not ranges:
        return None, "skipped"
    try:
        return OpenRulebook(reasoner.rulebook, reasoner.rules, chosen).outlook(reasoner.scale), "exact"
    except TooEntangled:
        return None, "too-entangled"


def _robustness(reasoner: Reasoner, position: Position) -> int:
    """0 where the sweep is too entangled to tell: saying less is the safe error."""
    if position.standing.leader is None:
        return 0
    try:
        return OpenRulebook(reasoner.rulebook, reasoner.rules, position.chosen).robustness(position.standing.leader)
    except TooEntangled:
        return 0


def _firmness(rulebook: Rulebook, *, settled: bool, robustness: int) -> Firmness:
    if not settled:
        return "open"
    return "firm" if robustness >= rulebook.settings.firm_at.value else "leaning"


def _answers(rulebook: Rulebook, profile: Profile, position: Position) -> tuple[Answer, ...]:
    """The answers in asking order; where a question is not asked, what counts instead, as derived."""
    given = {answer.question: answer for answer in profile.answers}
    irrelevant = irrelevant_questions(rulebook.questions, position.options)
    result = []
    for question in rulebook.questions:
        if question.id in irrelevant and question.id in position.options:
            result.append(Answer(question.id, position.options[question.id], "derived"))
        elif question.id in given:
            result.append(given[question.id])
    return tuple(result)


def _bounds(outlook: Outlook | None) -> tuple[tuple[int, int], ...] | None:
    return None if outlook is None else tuple(zip(outlook.low, outlook.high, strict=True))


def _possible_leaders(reasoner: Reasoner, outlook: Outlook | None) -> tuple[str, ...]:
    if outlook is None:
        return ()
    return tuple(reasoner.approaches[index] for index in sorted(outlook.leaders))


def _open_ids(reasoner: Reasoner, position: Position) -> frozenset[str]:
    return frozenset(question.id for question in open_questions(reasoner, position))


def _name(reasoner: Reasoner, leader: int | None) -> str | None:
    return None if leader is None else reasoner.approaches[leader]
