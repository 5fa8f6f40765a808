"""Options are worth telling apart: two that no condition distinguishes are one, or a note says why they are kept."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.condition import AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject
from leadadvisor.toolchain.written import conditions_for_reading


def run(subject: Subject) -> Iterator[Remark]:
    """Every option that all conditions treat as they treat an earlier one, unless the question has an alike-note."""
    asked = [test for condition in conditions_for_reading(subject.rulebook) for test in _tests(condition)]
    for question in subject.rulebook.questions:
        tests = {frozenset(test.options) for test in asked if test.question == question.id}
        if question.alike_note or not tests:  # a question nobody reads has a check of its own
            continue
        first: dict[frozenset[frozenset[str]], str] = {}
        for number, option in enumerate(question.options):
            like = first.setdefault(frozenset(test for test in tests if option.id in test), option.id)
            if like != option.id:
                yield Remark(
                    subject.places.spot("question", question.id, ("options", number, "id")),
                    f"nothing tells '{option.id}' from '{like}'",
                    "make one option of the two, write a rule that tells them apart, or give the question an "
                    "'alike-note' that says why both are there",
                )


def _tests(condition: Condition) -> Iterator[Chosen]:
    match condition:
        case Chosen():
            yield condition
        case Not(part):
            yield from _tests(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _tests(part)
