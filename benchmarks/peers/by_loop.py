"""The terms in a plain Python loop: what anybody would write first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from translation import Options, Score, Sum, Term, Translation, Variant

from leadadvisor.engine.mix import Points

Holds: TypeAlias = Callable[[Any], bool]
"""Says of a profile whether the tests of one term hold."""


def variants(translation: Translation) -> list[Variant]:
    """One: test after test."""
    return [Variant("plain loop over the same terms", summing(translation, _holds))]


def summing(translation: Translation, holds_of: Callable[[Term], Holds]) -> Score:
    """A score that asks each term whether it holds, and adds up in Python: for engines that answer yes or no."""
    prepared = [(holds_of(term), (term.points, term.flags)) for term in translation.terms]
    origin = (0,) * translation.approaches
    return lambda profile: added((own for holds, own in prepared if holds(profile)), origin)


def added(standing: Iterable[tuple[Points, int]], origin: Points) -> Sum:
    """The points and flags of the terms that hold, together."""
    points, flags = list(origin), 0
    for own, flag in standing:
        flags |= flag
        for place, value in enumerate(own):
            points[place] += value
    return tuple(points), flags


def _holds(term: Term) -> Holds:
    tests = [(test.question, frozenset(test.options), test.among) for test in term.tests]

    def holds(options: Options) -> bool:
        for question, wanted, among in tests:  # noqa: SIM110 - all() over a generator takes three times as long
            if (options[question] in wanted) is not among:
                return False
        return True

    return holds
