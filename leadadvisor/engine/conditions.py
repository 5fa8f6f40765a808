"""Conditions against the chosen options: they hold, do not, or are open; and which questions they let be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from typing import TypeAlias, assert_never

from leadadvisor.model.condition import AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.model.recommendation import Given
from leadadvisor.model.rulebook import Question

Outcome: TypeAlias = bool | None
"""True, False, or None where an open question decides (Kleene's three values)."""


def evaluate(condition: Condition, chosen: Mapping[str, str]) -> Outcome:
    """Say whether the condition holds for these options; a question that is not among them is open."""
    match condition:
        case Chosen(question, options):
            option = chosen.get(question)
            return None if option is None else option in options
        case AllOf(parts):
            return _all(parts, chosen)
        case AnyOf(parts):
            return _any(parts, chosen)
        case Not(part):
            outcome = evaluate(part, chosen)
            return None if outcome is None else not outcome
        case _:
            assert_never(condition)


def questions_read(condition: Condition) -> frozenset[str]:
    """Every question the condition names."""
    match condition:
        case Chosen(question):
            return frozenset((question,))
        case AllOf(parts) | AnyOf(parts):
            return frozenset().union(*map(questions_read, parts))
        case Not(part):
            return questions_read(part)
        case _:
            assert_never(condition)


def answers_behind(condition: Condition, chosen: Mapping[str, str], *, outcome: bool = True) -> tuple[Given, ...]:
    """The chosen options a condition with this outcome rests on, each question once, in the order it is named."""
    return tuple(dict.fromkeys(_behind(condition, chosen, outcome=outcome)))


def _all(parts: tuple[Condition, ...], chosen: Mapping[str, str]) -> Outcome:
    result: Outcome = True
    for part in parts:
        outcome = evaluate(part, chosen)
        if outcome is False:
            return False
        if outcome is None:
            result = None
    return result


def _any(parts: tuple[Condition, ...], chosen: Mapping[str, str]) -> Outcome:
    result: Outcome = False
    for part in parts:
        outcome = evaluate(part, chosen)
        if outcome is True:
            return True
        if outcome is None:
            result = None
    return result


def _behind(condition: Condition, chosen: Mapping[str, str], *, outcome: bool) -> list[Given]:
    if evaluate(condition, chosen) is not outcome:
        return []
    match condition:
        case Chosen(question):
            return [Given(question, chosen[question])]
        case AllOf(parts) | AnyOf(parts):
            return [given for part in parts for given in _behind(part, chosen, outcome=outcome)]
        case Not(part):
            return _behind(part, chosen, outcome=not outcome)
        case _:
            assert_never(condition)


def effective_options(questions: Iterable[Question], chosen: Mapping[str, str]) -> dict[str, str]:
    """The options that count: those chosen, and `otherwise` for every question known not to be asked.

    Not asked is not open: where people is nobody, outreach counts as not started, whatever the profile says.
    """
    effective: dict[str, str] = {}
    for question in questions:
        option = counting_option(question, chosen.get(question.id), effective)
        if option is not None:
            effective[question.id] = option
    return effective


def irrelevant_questions(questions: Iterable[Question], effective: Mapping[str, str]) -> frozenset[str]:
    """Ids of the questions this profile is known not to be asked."""
    return frozenset(
        question.id
        for question in questions
        if question.asked_when is not None and evaluate(question.asked_when, effective) is False
    )


class Relevance:
    """Which questions are asked or not by the answers to others; whether one is asked rests on earlier ones only."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._questions = questions
        self._place = {question.id: place for place, question in enumerate(questions)}
        self._depending: dict[str, list[int]] = {}
        for place, question in enumerate(questions):
            for read in questions_read(question.asked_when) if question.asked_when is not None else ():
                self._depending.setdefault(read, []).append(place)
        self._decided: dict[str, frozenset[str]] = {}

    def decided_by(self, question: str) -> frozenset[str]:
        """The question itself, and all that may be asked or not, and so count otherwise, by the answer to it."""
        if question not in self._decided:
            found, waiting = {question}, [question]
            while waiting:
                for place in self._depending.get(waiting.pop(), ()):
                    if self._questions[place].id not in found:
                        found.add(self._questions[place].id)
                        waiting.append(self._questions[place].id)
            self._decided[question] = frozenset(found)
        return self._decided[question]

    def decides(self, question: str) -> bool:
        """Whether another question is asked or not by the answer to this one."""
        return question in self._depending

    def next_in_chain(self, question: str) -> Question | None:
        """The one question whose being asked rests on this one, and on nothing else. None where there is none.

        Raises LookupError where there are several, or one that rests on others as well.
        """
        depending = [self._questions[place] for place in self._depending.get(question, ())]
        if not depending:
            return None
        if len(depending) > 1 or depending[0].asked_when is None or len(questions_read(depending[0].asked_when)) > 1:
            raise LookupError(question)
        return depending[0]

    def is_linked(self, question: str) -> bool:
        """Whether this question is asked, or lets others be asked, by an answer."""
        return question in self._depending or self._questions[self._place[question]].asked_when is not None

    def options_after(
        self, chosen: Mapping[str, str], effective: Mapping[str, str], question: str, option: str
    ) -> tuple[dict[str, str], Collection[str]]:
        """The options that count once this question has this answer, and the questions that count otherwise then.

        `effective` are those that count now, for the options `chosen`. Only what rests on a change is looked at.
        """
        after = {**effective}
        if question not in self._depending:
            after[question] = option
            return after, (question,)
        changed: list[str] = []
        waiting = [self._place[question]]
        while waiting:
            place = heappop(waiting)
            each = self._questions[place]
            then = counting_option(each, option if each.id == question else chosen.get(each.id), after)
            if then == effective.get(each.id):
                continue
            changed.append(each.id)
            if then is None:
                del after[each.id]
            else:
                after[each.id] = then
            for depending in self._depending.get(each.id, ()):
                if depending not in waiting:
                    heappush(waiting, depending)
        return after, changed


def counting_option(question: Question, chosen: str | None, effective: Mapping[str, str]) -> str | None:
    """The option that counts for a question: the one chosen, or `otherwise` where it is known not to be asked."""
    if question.asked_when is not None and evaluate(question.asked_when, effective) is False:
        return question.otherwise
    return chosen
