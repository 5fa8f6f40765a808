"""The disagreements of the sources that bear on a profile: which side was taken, and which answers decided it."""

from __future__ import annotations

from collections.abc import Mapping

from leadadvisor.engine.conditions import answers_behind, evaluate, questions_read
from leadadvisor.model.recommendation import Given, TensionLine
from leadadvisor.model.rulebook import Rulebook, Taken, Tension

NOTE = "note"
"""The kind of tension that is no more than a note on how the sources use a word."""


def tension_lines(rulebook: Rulebook, options: Mapping[str, str]) -> tuple[TensionLine, ...]:
    """The tensions that bear on these options; where they score, with the side taken and the answers that decided it.

    A note says how words are used, and decides nothing: it is no line of a recommendation.
    """
    bearing = (each for each in rulebook.tensions if evaluate(each.bears_when, options) is not False)
    lines = (_tension_line(tension, options) for tension in bearing if tension.kind != NOTE)
    return tuple(line for line in lines if line is not None)


def _tension_line(tension: Tension, options: Mapping[str, str]) -> TensionLine | None:
    """None where neither side holds and nothing is open: the disagreement does not touch this profile."""
    if tension.effect == "informs":
        return TensionLine(tension.id, None, (), (), tension.effect)
    if tension.always is not None:
        return TensionLine(tension.id, tension.always, (), (), tension.effect)
    outcomes = [evaluate(side.holds_when, options) for side in tension.sides]
    if True in outcomes:
        return TensionLine(tension.id, _taken(outcomes), _decided_by(tension, outcomes, options), (), tension.effect)
    open_questions = _open_questions(tension, options)
    if None in outcomes and open_questions:
        return TensionLine(tension.id, None, (), open_questions, tension.effect)
    return None


def _taken(outcomes: list[bool | None]) -> Taken:
    match outcomes:
        case [True, True]:
            return "both"
        case [True, _]:
            return 1
        case _:
            return 2


def _decided_by(tension: Tension, outcomes: list[bool | None], options: Mapping[str, str]) -> tuple[Given, ...]:
    behind = [
        given
        for side, outcome in zip(tension.sides, outcomes, strict=True)
        if outcome is True
        for given in answers_behind(side.holds_when, options)
    ]
    return tuple(dict.fromkeys(behind))


def _open_questions(tension: Tension, options: Mapping[str, str]) -> tuple[str, ...]:
    read = frozenset().union(*(questions_read(side.holds_when) for side in tension.sides))
    named = [*tension.decided_by, *sorted(read.difference(tension.decided_by))]
    return tuple(question for question in named if question not in options and question in read)
