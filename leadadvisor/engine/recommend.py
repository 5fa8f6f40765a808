"""From answers to a recommendation: gather evidence, weigh it, allocate shares, explain them. Read this file first."""

from leadadvisor.engine.cautions import (
    Circumstances,
    RangesState,
    against,
    cautions,
    held_back,
    is_level,
    open_questions,
    tension_lines,
)
from leadadvisor.engine.changes import Prospect, flips, movers, next_questions, open_pair, prospects, swings
from leadadvisor.engine.channels import channel_lines, find_beginning, with_states
from leadadvisor.engine.conditions import irrelevant_questions
from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.engine.outlook import OpenRulebook, Outlook, weightings_percent
from leadadvisor.engine.plan import plan
from leadadvisor.engine.portions import portions
from leadadvisor.engine.space import TooEntangled
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.recommendation import NextQuestion, Recommendation
from leadadvisor.model.rulebook import Firmness, Rulebook
from leadadvisor.model.value import NamedTuple


def recommend(rulebook: Rulebook, profile: Profile, *, ranges: bool = True) -> Recommendation:
    """The recommendation for this profile: the same answers and rulebook give the same value, in any order.

    `ranges=False` skips the exact sweep over the open answers: low and high then repeat the share, nothing is
    called settled, and a caution says so.
    """
    reasoner = Reasoner(rulebook)
    evaluation = reasoner.evaluate(profile.chosen())
    ahead = _look_ahead(reasoner, evaluation) if ranges else _Ahead(None, "skipped")
    firmness = _firmness(rulebook, ahead)
    found = prospects(reasoner, evaluation, profile)
    questions = next_questions(found, _open_ids(reasoner, evaluation))
    level = is_level(reasoner, evaluation)
    beginning = find_beginning(rulebook, evaluation, level=level)
    circumstances = Circumstances(reasoner, profile, evaluation, ahead.outlook, ahead.ranges, firmness)
    channels = channel_lines(rulebook, beginning)
    mix = with_states(rulebook, portions(reasoner, evaluation, _bounds(ahead.outlook)), channels, beginning)
    steps, notes = plan(rulebook, evaluation.options, mix, beginning)
    return Recommendation(
        rulebook=rulebook,
        answers=_answers(rulebook, profile, evaluation),
        status=evaluation.standing.status,
        leader=_name(reasoner, evaluation.standing.leader),
        firmness=firmness,
        mix=mix,
        channels=channels,
        tensions=tension_lines(rulebook, evaluation.options),
        cautions=cautions(circumstances),
        robustness_percent=ahead.robustness,
        settled=ahead.settled,
        ranges=ahead.ranges,
        possible_leaders=_possible_leaders(reasoner, ahead.outlook),
        flips=flips(reasoner, evaluation, found),
        movers=movers(reasoner, evaluation, found),
        next_questions=questions,
        plan=steps,
        plan_notes=notes,
        level=level,
        held_back=held_back(reasoner, evaluation),
        against=against(reasoner, evaluation),
        weightings_percent=weightings_percent(reasoner, evaluation) if ranges else None,
        open_pair=_open_pair(reasoner, evaluation, ahead, found, questions),
        swings=swings(evaluation, found),
    )


class _Ahead(NamedTuple):
    """What the open answers may still bring about: None where that is not known, and then why."""

    outlook: Outlook | None
    ranges: RangesState
    settled: bool = False
    robustness: int = 0


def _look_ahead(reasoner: Reasoner, evaluation: Evaluation) -> _Ahead:
    try:
        open_rulebook = OpenRulebook(reasoner.rulebook, reasoner.rules, evaluation.chosen)
        outlook = open_rulebook.outlook(reasoner.scale)
    except TooEntangled:
        return _Ahead(None, "too-entangled")
    leader = evaluation.standing.leader
    if leader is None or not outlook.settles_on(leader):
        return _Ahead(outlook, "exact")
    try:
        return _Ahead(outlook, "exact", settled=True, robustness=open_rulebook.robustness(leader))
    except TooEntangled:  # saying less is the safe error
        return _Ahead(outlook, "exact", settled=True)


def _firmness(rulebook: Rulebook, ahead: _Ahead) -> Firmness:
    if not ahead.settled:
        return "open"
    return "firm" if ahead.robustness >= rulebook.settings.firm_at.value else "leaning"


def _answers(rulebook: Rulebook, profile: Profile, evaluation: Evaluation) -> tuple[Answer, ...]:
    """The answers in asking order; where a question is not asked, what counts instead, as derived."""
    given = {answer.question: answer for answer in profile.answers}
    irrelevant = irrelevant_questions(rulebook.questions, evaluation.options)
    result = []
    for question in rulebook.questions:
        if question.id in irrelevant and question.id in evaluation.options:
            result.append(Answer(question.id, evaluation.options[question.id], "derived"))
        elif question.id in given:
            result.append(given[question.id])
    return tuple(result)


def _bounds(outlook: Outlook | None) -> tuple[tuple[int, int], ...] | None:
    return None if outlook is None else tuple(zip(outlook.low, outlook.high, strict=True))


def _possible_leaders(reasoner: Reasoner, outlook: Outlook | None) -> tuple[str | None, ...]:
    """Who leads in some completion of the open answers; None where in some nobody does."""
    if outlook is None:
        return ()
    leaders = tuple(reasoner.approaches[index] for index in sorted(outlook.leaders))
    return (*leaders, None) if outlook.unled else leaders


def _open_pair(
    reasoner: Reasoner,
    evaluation: Evaluation,
    ahead: _Ahead,
    found: tuple[Prospect, ...],
    questions: tuple[NextQuestion, ...],
) -> tuple[str, ...]:
    """Two open questions that together change who leads, where no single one does; not looked for without ranges."""
    if ahead.settled or ahead.ranges == "skipped" or any(question.can_change_leader for question in questions):
        return ()
    return open_pair(reasoner, evaluation, found, [question.question for question in questions])


def _open_ids(reasoner: Reasoner, evaluation: Evaluation) -> frozenset[str]:
    return frozenset(question.id for question in open_questions(reasoner, evaluation))


def _name(reasoner: Reasoner, leader: int | None) -> str | None:
    return None if leader is None else reasoner.approaches[leader]
