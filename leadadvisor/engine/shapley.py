"""Share out a difference among its causes, by the value of Shapley ("A Value for n-Person Games", 1953), exactly.

A cause gets the mean, over all orders in which the causes could come about one after the other, of what it changes
when its turn comes. All is integers and fractions of them: the parts add up to the difference to the hundredth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import factorial
from typing import TypeAlias

Worth: TypeAlias = Callable[[int], Sequence[int]]
"""The figures (one for each approach) once the causes in this bitmask have come about."""

UNITS = 100
"""Parts are given in hundredths of the unit of the figures."""


def shapley(causes: int, worth: Worth) -> tuple[tuple[int, ...], ...]:
    """For each cause its part in each figure, in hundredths.

    The parts of a figure add up to exactly what all causes together do to it. Each part is the exact value rounded
    down; the hundredths that are left go one each to the parts that lost most by that, the earlier cause first.
    """
    if not causes:
        return ()
    numerators = _numerators(causes, worth)
    columns = [_rounded(column, factorial(causes)) for column in zip(*numerators, strict=True)]
    return tuple(zip(*columns, strict=True))


def _numerators(causes: int, worth: Worth) -> list[list[int]]:
    """The value of each cause and figure, times the factorial of the number of causes.

    A set of s causes counts for each of its members with (s - 1)! (n - s)! and against each other with s! (n - s - 1)!.
    So it is enough to know, for each size, the sum over all sets and the sum over those that hold the cause.
    """
    figures = len(worth(0))
    over_all = [[0] * figures for _ in range(causes + 1)]
    with_cause = [[[0] * figures for _ in range(causes + 1)] for _ in range(causes)]
    members = range(causes)
    for coalition in range(1 << causes):
        values, size = worth(coalition), coalition.bit_count()
        inside = [with_cause[cause][size] for cause in members if coalition >> cause & 1]
        for figure, value in enumerate(values):
            over_all[size][figure] += value
            for sums in inside:
                sums[figure] += value
    return [[_numerator(causes, figure, over_all, with_cause[cause]) for figure in range(figures)] for cause in members]


def _numerator(causes: int, figure: int, over_all: list[list[int]], with_cause: list[list[int]]) -> int:
    total = 0
    for size in range(causes + 1):
        inside = with_cause[size][figure]
        if size > 0:
            total += factorial(size - 1) * factorial(causes - size) * inside
        if size < causes:
            total -= factorial(size) * factorial(causes - size - 1) * (over_all[size][figure] - inside)
    return total


def _rounded(numerators: Sequence[int], denominator: int) -> list[int]:
    """Each fraction in hundredths, so that they add up to the sum of all fractions, which is a whole number."""
    parts, rests = zip(*(divmod(UNITS * numerator, denominator) for numerator in numerators), strict=True)
    left = sum(rests) // denominator
    first = sorted(range(len(rests)), key=lambda place: (-rests[place], place))[:left]
    return [part + (place in first) for place, part in enumerate(parts)]
