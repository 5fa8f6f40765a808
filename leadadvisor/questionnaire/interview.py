"""An interview: the answers so far, where in it we are, and every move a person can make. Answers, never scores.

All moves are functions from an interview to the next one. None of them loses an answer: an answer whose question is
no longer asked is only set aside, and counts again as soon as the question is asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from leadadvisor.engine.conditions import effective_options, evaluate, irrelevant_questions, questions_read
from leadadvisor.errors import WrongUsage
from leadadvisor.model.figure import Figure
from leadadvisor.model.profile import Answer, Origin, Profile
from leadadvisor.model.rulebook import UNSURE, Contradiction, Question, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import Misread, read_answer, read_question

NO_ANSWERS = Profile()


class Interview(NamedTuple):
    """What was said so far.

    `answers` are all that were ever given and not replaced, in the order of the questions. `skipped` were put off and
    are asked again at the end; `left_open` were skipped for good. `kept` are the contradictions that stay on purpose.
    `trail` are the questions asked so far, in the order of asking; `at` is the one gone back or jumped to, or None
    where the order decides. `figures` are the user's own: nobody asks for them, and they are kept for the report.
    """

    answers: tuple[Answer, ...] = ()
    skipped: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    at: str | None = None
    figures: tuple[Figure, ...] = ()

    def given(self) -> Mapping[str, Answer]:
        """Every answer by its question, those set aside included."""
        return {answer.question: answer for answer in self.answers}

    def answer_to(self, question: str) -> Answer | None:
        """The answer given to a question, even one set aside: the default when it is asked again."""
        return self.given().get(question)


class Clash(NamedTuple):
    """A contradiction that holds, and the answers given that make it."""

    contradiction: Contradiction
    answers: tuple[Answer, ...]


def begin(rulebook: Rulebook, profile: Profile = NO_ANSWERS) -> Interview:
    """An interview in which these answers (from flags or a file) are known already."""
    return _with_answers(rulebook, Interview(), {answer.question: answer for answer in profile.answers})


def restore(
    rulebook: Rulebook, answers: Iterable[Answer], *, skipped: Iterable[str] = (), kept: Iterable[str] = ()
) -> Interview:
    """An interview as it was saved; what it was asked counts as asked in the rulebook's order.

    Questions skipped for good come again, at the end. Ids that the rulebook does not have are left out.
    """
    put_off = {*skipped}
    before = Interview(
        skipped=tuple(question.id for question in rulebook.questions if question.id in put_off),
        kept=tuple(contradiction.id for contradiction in rulebook.contradictions if contradiction.id in {*kept}),
    )
    restored = _with_answers(rulebook, before, {answer.question: answer for answer in answers})
    given = restored.given()
    asked = {*restored.skipped, *(answer.question for answer in restored.answers if answer.origin == "asked")}
    return restored._replace(
        skipped=tuple(question for question in restored.skipped if question not in given),
        trail=tuple(question.id for question in rulebook.questions if question.id in asked),
    )


# Moves


def answer(rulebook: Rulebook, interview: Interview, question: str, option: str, origin: Origin = "asked") -> Interview:
    """The interview after this answer ("unsure" is one, too); the order then decides what comes next.

    Raises `WrongUsage` for a question or an option the rulebook does not have.
    """
    given = _read(rulebook, question, option, origin)
    after = _with_answers(rulebook, interview, {**interview.given(), given.question: given})
    return _left(after, given.question)._replace(
        skipped=_without(interview.skipped, given.question), left_open=_without(interview.left_open, given.question)
    )


def skip(rulebook: Rulebook, interview: Interview, question: str) -> Interview:
    """Put the question off to the end, or for good where that was done already; an answer it has stays.

    A question that is not needed ("optional" or "wording") is skipped for good at once.
    """
    after = _left(interview, question)
    put_off = question in interview.skipped
    if question in {*interview.given(), *interview.left_open} or (put_off and interview.at == question):
        return after
    if not put_off and _question(rulebook, question).need == "always":
        return after._replace(skipped=(*interview.skipped, question))
    return after._replace(skipped=_without(interview.skipped, question), left_open=(*interview.left_open, question))


def back(rulebook: Rulebook, interview: Interview, current: str | None) -> Interview:
    """At the question asked before the current one; later answers stay. Unchanged where there is none before.

    `current` is the question on the screen, None on a page after the last one. Questions that are no longer asked
    are passed over.
    """
    earlier = _before(interview, current)
    return _at_first(rulebook, interview, tuple(reversed(earlier)))


def forward(rulebook: Rulebook, interview: Interview, current: str | None) -> Interview:
    """After going back: at the next question asked so far, or where the order decides; nothing is answered by it."""
    later = interview.trail[len(_before(interview, current)) + 1 :] if interview.at is not None else ()
    moved = _at_first(rulebook, interview, later)
    return moved if moved is not interview else onward(interview)


def can_go_back(rulebook: Rulebook, interview: Interview, current: str | None) -> bool:
    """Whether `back` leads anywhere."""
    return back(rulebook, interview, current) is not interview


def jump(rulebook: Rulebook, interview: Interview, question: str) -> Interview:
    """At any question, even one that is not asked at present. Raises `WrongUsage` for one the rulebook has not."""
    return interview._replace(at=_question(rulebook, question).id)


def onward(interview: Interview) -> Interview:
    """Away from the question gone back or jumped to, with nothing changed: the order decides again."""
    return interview._replace(at=None)


def keep_both(interview: Interview, contradiction: str) -> Interview:
    """These answers stay as they are: the report flags them, and nobody asks again as long as they stand."""
    return interview if contradiction in interview.kept else interview._replace(kept=(*interview.kept, contradiction))


# What it comes to


def clashes(rulebook: Rulebook, interview: Interview) -> tuple[Clash, ...]:
    """The contradictions to ask about now: they hold, and nobody said that they may stay."""
    return tuple(
        _clash(contradiction, interview)
        for contradiction in _standing(rulebook, interview)
        if contradiction.id not in interview.kept
    )


def kept_clashes(rulebook: Rulebook, interview: Interview) -> tuple[Clash, ...]:
    """The contradictions that stay on purpose: the report flags them."""
    return tuple(
        _clash(contradiction, interview)
        for contradiction in _standing(rulebook, interview)
        if contradiction.id in interview.kept
    )


def profile(rulebook: Rulebook, interview: Interview) -> Profile:
    """The answers that count, for `recommend`: all but those set aside."""
    aside = {each.question for each in set_aside(rulebook, interview)}
    return Profile(tuple(each for each in interview.answers if each.question not in aside))


def set_aside(rulebook: Rulebook, interview: Interview) -> tuple[Answer, ...]:
    """The answers whose question is not asked at present; they count again as soon as it is.

    An answer that takes part in a contradiction kept on purpose is not set aside: the report is to flag it.
    """
    options = options_that_count(rulebook, interview)
    irrelevant = irrelevant_questions(rulebook.questions, options)
    if not irrelevant:
        return ()
    flagged = frozenset[str]().union(
        *(
            questions_read(contradiction.when)
            for contradiction in _standing(rulebook, interview)
            if contradiction.id in interview.kept and evaluate(contradiction.when, options) is not True
        )
    )
    return tuple(each for each in interview.answers if each.question in irrelevant - flagged)


def options_that_count(rulebook: Rulebook, interview: Interview) -> Mapping[str, str]:
    """Question -> option, with what counts instead where a question is not asked; open questions are left out."""
    return _effective(rulebook, interview.answers)


def irrelevant(rulebook: Rulebook, interview: Interview) -> frozenset[str]:
    """Ids of the questions known not to be asked."""
    return irrelevant_questions(rulebook.questions, options_that_count(rulebook, interview))


def _read(rulebook: Rulebook, question: str, option: str, origin: Origin) -> Answer:
    found = read_answer(_question(rulebook, question), option, origin)
    if isinstance(found, Misread):
        raise WrongUsage(found.sentence())
    return found


def _question(rulebook: Rulebook, word: str) -> Question:
    found = read_question(rulebook, word)
    if isinstance(found, Misread):
        raise WrongUsage(found.sentence())
    return found


def _with_answers(rulebook: Rulebook, interview: Interview, given: Mapping[str, Answer]) -> Interview:
    """The same with these answers; contradictions that no longer hold are not kept any more."""
    ordered = tuple(given[question.id] for question in rulebook.questions if question.id in given)
    after = interview._replace(answers=ordered)
    standing = {contradiction.id for contradiction in _standing(rulebook, after)} if interview.kept else set()
    return after._replace(kept=tuple(each for each in interview.kept if each in standing))


def _left(interview: Interview, question: str) -> Interview:
    """The same after the question was on the screen: on the trail, last unless it was gone back to."""
    if interview.at == question and question in interview.trail:
        return interview._replace(at=None)
    return interview._replace(trail=(*_without(interview.trail, question), question), at=None)


def _before(interview: Interview, current: str | None) -> tuple[str, ...]:
    """The part of the trail before the current question."""
    trail = interview.trail
    if current is not None and current == interview.at and current in trail:
        return trail[: trail.index(current)]
    return _without(trail, current)


def _at_first(rulebook: Rulebook, interview: Interview, candidates: tuple[str, ...]) -> Interview:
    not_asked = irrelevant(rulebook, interview)
    target = next((question for question in candidates if question not in not_asked), None)
    return interview if target is None else interview._replace(at=target)


def _standing(rulebook: Rulebook, interview: Interview) -> tuple[Contradiction, ...]:
    """The contradictions that hold among the answers that count, or with one that was given and is not used."""
    options = options_that_count(rulebook, interview)
    given = {**options, **Profile(interview.answers).chosen()}
    return tuple(
        contradiction
        for contradiction in rulebook.contradictions
        if evaluate(contradiction.when, options) is True or evaluate(contradiction.when, given) is True
    )


def _clash(contradiction: Contradiction, interview: Interview) -> Clash:
    read = questions_read(contradiction.when).union(contradiction.questions)
    involved = [each for each in interview.answers if each.question in read and each.option != UNSURE]
    return Clash(contradiction, tuple(involved))


@lru_cache(maxsize=16)
def _effective(rulebook: Rulebook, answers: tuple[Answer, ...]) -> Mapping[str, str]:
    return effective_options(rulebook.questions, Profile(answers).chosen())


def _without(questions: Collection[str], question: str | None) -> tuple[str, ...]:
    return tuple(each for each in questions if each != question)
