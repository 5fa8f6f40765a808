"""Which questions a profile is asked at all, and what counts where one is not asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from leadadvisor.engine.conditions import evaluate, questions_read
from leadadvisor.model.rulebook import Question


def effective_options(questions: Iterable[Question], chosen: Mapping[str, str]) -> dict[str, str]:
    """The options that count: those chosen, and `otherwise` for every question known not to be asked.

    Not asked is not open: where people is nobody, outreach counts as not started, whatever the profile says.
    """
    effective: dict[str, str] = {}
    for question in questions:
        if question.asked_when is not None and evaluate(question.asked_when, effective) is False:
            if question.otherwise is not None:
                effective[question.id] = question.otherwise
        elif question.id in chosen:
            effective[question.id] = chosen[question.id]
    return effective


def irrelevant_questions(questions: Iterable[Question], effective: Mapping[str, str]) -> frozenset[str]:
    """Ids of the questions this profile is known not to be asked."""
    return frozenset(
        question.id
        for question in questions
        if question.asked_when is not None and evaluate(question.asked_when, effective) is False
    )


def questions_deciding_relevance(questions: Iterable[Question]) -> frozenset[str]:
    """Ids of the questions on whose answers it depends whether others are asked."""
    return frozenset().union(
        *(questions_read(question.asked_when) for question in questions if question.asked_when is not None)
    )
