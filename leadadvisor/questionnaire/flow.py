"""Which question to ask next so that it is decided soonest, how far along we are, and when the rest cannot matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from leadadvisor.engine.conditions import effective_options, evaluate, questions_read
from leadadvisor.engine.evaluate import Evaluation, Reasoner, WeighedRule
from leadadvisor.engine.mix import Points
from leadadvisor.engine.outlook import Outlook, still_possible
from leadadvisor.engine.space import TooEntangled
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.rulebook import UNSURE, Question, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.interview import Interview, irrelevant, options_that_count, profile
from leadadvisor.text import capital, within


class Progress(NamedTuple):
    """How far along the interview is: "Audience, 8 of about 14". `about` where the total can still change."""

    topic: str
    number: int
    total: int
    about: bool


class Decision(NamedTuple):
    """It is proved that no question left can change who comes first: `words` say so in one sentence.

    `answers` is the number of answers it took, `left` the ids of the needed questions it speaks of. `exact` where they
    can move no share either. `unsure` are the ids of the questions answered with "unsure" or left open, where these
    could still put another approach first: then it is settled only as far as the person could say.
    """

    answers: int
    left: tuple[str, ...]
    exact: bool
    unsure: tuple[str, ...]
    words: str


class Bearings(NamedTuple):
    """Where the answers that count leave us, and what the questions left can still do (None: too entangled)."""

    reasoner: Reasoner
    evaluation: Evaluation
    outlook: Outlook | None


def next_question(rulebook: Rulebook, interview: Interview, *, ask_all: bool = False) -> Question | None:
    """The question to ask now, or None where there is none left to ask.

    First the one gone back or jumped to. Then those that are needed, the one that decides soonest first; those skipped
    once come again after them. Then the optional ones that can still matter (with `ask_all`: all), and last those that
    only word the report. A question waits for the one that decides whether it is asked.
    """
    if interview.at is not None:
        return rulebook.question(interview.at)
    groups = _groups(rulebook, interview, ask_all=ask_all)
    for group in groups:
        ripe = [question for question in group if _is_ripe(rulebook, interview, question)]
        if ripe:
            return _soonest(rulebook, interview, ripe)
    return next((question for group in groups for question in group), None)


def to_ask(rulebook: Rulebook, interview: Interview, *, ask_all: bool = False) -> tuple[Question, ...]:
    """The questions that may still be asked, in the rulebook's order."""
    coming = {question.id for group in _groups(rulebook, interview, ask_all=ask_all) for question in group}
    return tuple(question for question in rulebook.questions if question.id in coming)


def still_open(rulebook: Rulebook, interview: Interview) -> tuple[Question, ...]:
    """The needed questions without an option: not answered yet, skipped, or answered with "unsure"."""
    options = profile(rulebook, interview).chosen()
    not_asked = irrelevant(rulebook, interview)
    return tuple(
        question
        for question in rulebook.questions
        if question.need == "always" and question.id not in options and question.id not in not_asked
    )


def progress(rulebook: Rulebook, interview: Interview, current: Question, *, ask_all: bool = False) -> Progress:
    """Where the current question stands among those that were asked, are answered, or may still be asked."""
    coming = to_ask(rulebook, interview, ask_all=ask_all)
    not_asked = irrelevant(rulebook, interview)
    counted = {question.id for question in coming}.union(interview.given(), interview.trail) - not_asked | {current.id}
    order = [question.id for question in rulebook.questions if question.id in counted]
    order = _in_order_of_asking(interview, order, current.id)
    about = any(_may_drop_out(rulebook, interview, question, ask_all=ask_all) for question in coming)
    return Progress(current.topic, order.index(current.id) + 1, len(order), about)


def decision(rulebook: Rulebook, interview: Interview) -> Decision | None:
    """The proof that the questions left cannot change who comes first, or None where they may.

    Worked out over every combination of answers to them, none left out. Questions answered with "unsure" or skipped
    for good stay open in it; the range it tells takes them in, as the report does. None as well where no needed
    question is left: then there is nothing to leave out.
    """
    left = to_ask(rulebook, interview, ask_all=True)
    needed = tuple(question.id for question in left if question.need == "always")
    if not interview.answers or not needed:
        return None
    now = bearings(rulebook, interview)
    if now.outlook is None or not now.outlook.keeps_leader(now.evaluation.standing):
        return None
    exact = now.outlook.is_unchanging(now.evaluation.standing)
    if now.evaluation.standing.leader is None and not exact:
        return None
    everything = all_open(rulebook, interview).outlook
    certain = everything is None or everything.keeps_leader(now.evaluation.standing)
    unsure = () if certain else _not_sure(rulebook, interview)
    words = _decided(now, everything or now.outlook, exact=exact, so_far=bool(unsure))
    return Decision(len(profile(rulebook, interview).answers), needed, exact, unsure, words)


def _not_sure(rulebook: Rulebook, interview: Interview) -> tuple[str, ...]:
    """Ids of the questions that were asked and have no option: not sure, or left open."""
    unsure = {each.question for each in profile(rulebook, interview).answers if each.option == UNSURE}
    return tuple(each.id for each in rulebook.questions if each.id in unsure.union(interview.left_open))


def bearings(rulebook: Rulebook, interview: Interview) -> Bearings:
    """Where the answers that count leave us, and what the questions left can still do."""
    left = tuple(question.id for question in to_ask(rulebook, interview, ask_all=True))
    return _bearings(rulebook, profile(rulebook, interview).answers, left)


def all_open(rulebook: Rulebook, interview: Interview) -> Bearings:
    """As `bearings`, but for everything without an option: also what the person is not sure of, or left open."""
    answers = profile(rulebook, interview).answers
    chosen, not_asked = Profile(answers).chosen(), irrelevant(rulebook, interview)
    ids = (question.id for question in rulebook.questions if question.id not in chosen)
    return _bearings(rulebook, answers, tuple(each for each in ids if each not in not_asked))


@lru_cache(maxsize=16)
def _bearings(rulebook: Rulebook, answers: tuple[Answer, ...], left: tuple[str, ...]) -> Bearings:
    reasoner = _reasoner(rulebook)
    evaluation = reasoner.evaluate(Profile(answers).chosen())
    try:
        return Bearings(reasoner, evaluation, still_possible(reasoner, evaluation, left))
    except TooEntangled:
        return Bearings(reasoner, evaluation, None)


@lru_cache(maxsize=4)
def _reasoner(rulebook: Rulebook) -> Reasoner:
    return Reasoner(rulebook)


def _groups(rulebook: Rulebook, interview: Interview, *, ask_all: bool) -> tuple[list[Question], ...]:
    """The questions that may still be asked, each group before the next.

    One that only words what is measured is asked with `ask_all` alone: else it is left to a flag or an answers file.
    """
    done = {*interview.given(), *interview.left_open, *irrelevant(rulebook, interview)}
    waiting = [question for question in rulebook.questions if question.id not in done]
    needed = [question for question in waiting if question.need == "always"]
    first = [question for question in needed if question.id not in interview.skipped]
    again = [question for question in needed if question.id in interview.skipped]
    optional = [question for question in waiting if question.need == "optional"]
    if not ask_all and not needed:
        optional = _that_can_matter(rulebook, interview, optional)
    wording = [question for question in waiting if question.need == "wording"] if ask_all else []
    return first, again, optional, wording


def _is_ripe(rulebook: Rulebook, interview: Interview, question: Question) -> bool:
    """Nothing that will still be asked decides whether this question is asked at all."""
    if question.asked_when is None:
        return True
    if evaluate(question.asked_when, options_that_count(rulebook, interview)) is True:
        return True
    coming = {each.id for each in to_ask(rulebook, interview, ask_all=True)}
    return coming.isdisjoint(questions_read(question.asked_when))


def _that_can_matter(rulebook: Rulebook, interview: Interview, optional: list[Question]) -> list[Question]:
    """The optional questions that are still worth asking, by the sweep over just these questions.

    None where all of them together change nothing; else those whose answer alone changes something, or where only
    several answers together do, all.
    """
    if not optional or _changes_nothing(rulebook, interview, optional):
        return []
    if len(optional) == 1:
        return optional
    alone = [question for question in optional if not _changes_nothing(rulebook, interview, [question])]
    return alone or optional


def _changes_nothing(rulebook: Rulebook, interview: Interview, questions: list[Question]) -> bool:
    now = _bearings(rulebook, profile(rulebook, interview).answers, tuple(question.id for question in questions))
    return now.outlook is not None and now.outlook.is_unchanging(now.evaluation.standing)


def _soonest(rulebook: Rulebook, interview: Interview, ripe: list[Question]) -> Question:
    """Of these questions the one that decides soonest."""
    last = rulebook.question(interview.trail[-1]) if interview.trail else None
    chosen = profile(rulebook, interview).answers
    return _soonest_of(rulebook, chosen, tuple(ripe), last.topic if last else "")


@lru_cache(maxsize=32)
def _soonest_of(rulebook: Rulebook, answers: tuple[Answer, ...], ripe: tuple[Question, ...], topic: str) -> Question:
    return ripe[0] if len(ripe) == 1 else soonest(_reasoner(rulebook), Profile(answers).chosen(), ripe, topic)


def _in_order_of_asking(interview: Interview, counted: list[str], current: str) -> list[str]:
    """What was known from the start, what was asked, the current question, what may come."""
    asked = [question for question in interview.trail if question in counted]
    if interview.at is None:
        asked = [question for question in asked if question not in {current, *interview.skipped}]
    given = interview.given()
    known = [question for question in counted if question in given and question not in {*asked, current}]
    start = [*known, *asked]
    now = [] if current in start else [current]
    return [*start, *now, *(question for question in counted if question not in {*start, current})]


def _may_drop_out(rulebook: Rulebook, interview: Interview, question: Question, *, ask_all: bool) -> bool:
    """It is not certain yet that this question will be asked."""
    if question.need == "optional" and not ask_all:
        return any(each.need == "always" for each in to_ask(rulebook, interview))
    return not _is_ripe(rulebook, interview, question)


def _decided(now: Bearings, outlook: Outlook, *, exact: bool, so_far: bool) -> str:
    """What is decided, in one sentence: "Outbound first, 45 to 60 %."."""
    standing = now.evaluation.standing
    if standing.status == "nothing-feasible":
        return "As things stand nothing can be carried out, and no question left can change that."
    if standing.leader is None:
        return "No approach comes first, and no question left can change that."
    approach = now.reasoner.rulebook.approaches[standing.leader]
    low, high = outlook.low[standing.leader], outlook.high[standing.leader]
    share = f"{low} %" if low == high else f"{low} to {high} %"
    first = f"{capital(within(approach.label, approach.id))} first{' so far' if so_far else ''}, {share}."
    return f"{first} No question left can move a share." if exact else first


# The order that decides soonest

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

    What is left is measured in points: how far a rival could still get ahead of the approach that is first. Between
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
    """How far the strongest rival of the approach that is first could still get ahead of it, in points."""
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
    return max((0, *ahead)) + unknown * _BLOCKER_UNKNOWN


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
