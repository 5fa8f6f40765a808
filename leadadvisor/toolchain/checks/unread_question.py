"""No question is asked for nothing: some condition reads the answer."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.engine.conditions import questions_read
from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject
from leadadvisor.toolchain.written import conditions_for_reading


def run(subject: Subject) -> Iterator[Remark]:
    """Every question that no condition reads."""
    read = frozenset().union(*map(questions_read, conditions_for_reading(subject.rulebook)))
    for question in subject.rulebook.questions:
        if question.id not in read:
            spot = subject.places.spot("question", question.id)
            yield Remark(spot, f"nothing reads the answer to '{question.id}'", "write a rule that does, or do not ask")
