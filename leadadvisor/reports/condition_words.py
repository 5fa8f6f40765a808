"""Conditions in words for people, with the labels of the options."""

from __future__ import annotations

from typing import assert_never

from leadadvisor.model.condition import AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.reports import wording
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.text import one_line


def in_words(condition: Condition, labels: Labels) -> str:
    """The condition as a clause: "people is “Nobody”, and budget is “None” or “Small tests”"."""
    match condition:
        case Chosen():
            return _chosen(condition, "is", labels)
        case Not(Chosen() as part):
            return _chosen(part, "is not", labels)
        case Not(part):
            return f"it is not so that {_part(part, labels)}"
        case AllOf(parts):
            return _joined(parts, "and", labels) if parts else "whatever the answers are"
        case AnyOf(parts):
            return _joined(parts, "or", labels) if parts else "never"
        case _:
            assert_never(condition)


def _chosen(condition: Chosen, verb: str, labels: Labels) -> str:
    options = [f"“{labels.option(condition.question, option)}”" for option in condition.options]
    return f"{one_line(condition.question)} {verb} {wording.listed(options, 'or')}"


def _joined(parts: tuple[Condition, ...], word: str, labels: Labels) -> str:
    if len(parts) == 1:
        return in_words(parts[0], labels)
    *first, last = [_part(part, labels) for part in parts]
    return f"{', '.join(first)}, {word} {last}"


def _part(part: Condition, labels: Labels) -> str:
    """A part of a larger condition, in brackets where it is made of parts itself."""
    told = in_words(part, labels)
    return f"({told})" if isinstance(part, AllOf | AnyOf) and len(part.parts) > 1 else told
