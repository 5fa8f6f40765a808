"""No figure is invented: a number in a reason stands in a source, or in the answer the reason speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadadvisor.engine.conditions import questions_read
from leadadvisor.model.condition import Condition
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject
from leadadvisor.toolchain.written import reasons

_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?![\w])")
"""A figure that is no part of a word: the id of a claim is none."""


def run(subject: Subject) -> Iterator[Remark]:
    """Every number in a `because` that no claim of the rulebook contains, nor an option of a question it rests on."""
    sourced = _numbers(" ".join(claim.says for claim in subject.rulebook.claims()))
    for owner, because, conditions in reasons(subject.rulebook):
        allowed = sourced | _numbers(_labels(subject.rulebook, conditions))
        invented = [number for number in dict.fromkeys(_NUMBER.findall(because)) if number not in allowed]
        if invented:
            message = f"no source gives the number{'s' if invented[1:] else ''} {', '.join(invented)}"
            yield Remark(subject.spot(owner), message, "leave it out, or quote it in the claim that has it")


def _labels(rulebook: Rulebook, conditions: tuple[Condition, ...]) -> str:
    """The wording of all options of the questions these conditions read."""
    read = frozenset().union(*map(questions_read, conditions))
    questions = [question for question in rulebook.questions if question.id in read]
    return " ".join(f"{option.label} {option.help}" for question in questions for option in question.options)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))
