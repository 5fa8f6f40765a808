"""Evaluate a condition against the chosen options: it holds, it does not, or it is open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from leadadvisor.model.condition import AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.model.recommendation import Given

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
