"""How reasons are worded: short, with something of their own, and without a figure that no source has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadadvisor.engine.conditions import questions_read
from leadadvisor.model.condition import Condition
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.toolchain.checks.base import Remark, check
from leadadvisor.toolchain.checks.subject import Subject
from leadadvisor.toolchain.written import reasons


@check("because-repeats-id", "warning", "a reason that only repeats its id")
def because_repeats_id(subject: Subject) -> Iterator[Remark]:
    """A reason tells more than the name of what it is the reason for.

    Every `because` that has no word beyond those of the id, fill words aside.
    """
    for owner, because, _ in reasons(subject.rulebook):
        own = _words(because) - _words(owner.name) - _FILL_WORDS
        if not own:
            message = f"'because' only repeats the id '{owner.name}'"
            yield Remark(subject.spot(owner), message, "say what the source says, in a sentence a reader learns from")


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


_FILL_WORDS = _words("a an and are as at be by for from has have if in is it its of on or so that the this to was with")


LONGEST = 200
"""Characters."""


@check("because-too-long", "warning", "a reason of more than 200 characters")
def because_too_long(subject: Subject) -> Iterator[Remark]:
    """A reason is read at a glance: it has 200 characters at most.

    Every `because` longer than that.
    """
    for owner, because, _ in reasons(subject.rulebook):
        if len(because) > LONGEST:
            message = f"'because' has {len(because)} characters, more than {LONGEST}"
            yield Remark(
                subject.spot(owner), message, "say the one reason that counts, and leave the rest to the claims"
            )


_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?![\w])")
"""A figure that is no part of a word: the id of a claim is none."""


@check("invented-number", "warning", "a reason with a number no source has")
def invented_number(subject: Subject) -> Iterator[Remark]:
    """No figure is invented: a number in a reason stands in a source, or in the answer the reason speaks of.

    Every number in a `because` that no claim of the rulebook contains, nor an option of a question it rests on.
    """
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
