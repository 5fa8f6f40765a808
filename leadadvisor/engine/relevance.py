"""Which questions a profile is asked at all, and what counts where one is not asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush

from leadadvisor.engine.conditions import evaluate, questions_read
from leadadvisor.model.rulebook import Question


def effective_options(questions: Iterable[Question], chosen: Mapping[str, str]) -> dict[str, str]:
    """The options that count: those chosen, and `otherwise` for every question known not to be asked.

    Not asked is not open: where people is nobody, outreach counts as not started, whatever the profile says.
    """
    effective: dict[str, str] = {}
    for question in questions:
        option = _counting(question, chosen.get(question.id), effective)
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
            then = _counting(each, option if each.id == question else chosen.get(each.id), after)
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


def _counting(question: Question, chosen: str | None, effective: Mapping[str, str]) -> str | None:
    """The option that counts for a question: the one chosen, or `otherwise` where it is known not to be asked."""
    if question.asked_when is not None and evaluate(question.asked_when, effective) is False:
        return question.otherwise
    return chosen
