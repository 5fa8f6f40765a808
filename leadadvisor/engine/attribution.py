"""Credit causes with what they brought about: each rule with its part of a share, each change with its part of a move.

`account_for` leads from the equal share over each rule to the printed share. Rules are credited along the straight path
from no evidence to all of it (Aumann and Shapley, "Values of Non-Atomic Games", 1974): the share of each approach is
followed while all points grow together from nothing to their full size, and every rule is given what its points did on
the way. The parts then add up to the whole difference.

`shapley` gives a cause the mean, over all orders in which the causes could come about one after the other, of what it
changes when its turn comes (Shapley, "A Value for n-Person Games", 1953). All is integers and fractions of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import ceil, exp, factorial, log
from typing import TypeAlias

from leadadvisor.engine.mix import Points, Standing
from leadadvisor.model.recommendation import Adjustment, AdjustmentKind
from leadadvisor.model.rulebook import Settings
from leadadvisor.model.value import NamedTuple

_NODES = (0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363)
_WEIGHTS = (0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763)
"""Gauss-Legendre quadrature with eight nodes, the positive half."""

WHOLE = 10_000
"""All of the mix, in hundredths of a percentage point."""


Worth: TypeAlias = Callable[[int], Sequence[int]]
"""The figures (one for each approach) once the causes in this bitmask have come about."""

UNITS = 100
"""Parts are given in hundredths of the unit of the figures."""


class Account(NamedTuple):
    """How one approach's share came about, in hundredths of a percentage point.

    equal_share + sum(by_row) + sum of the adjustments = printed share * 100.
    """

    equal_share: int
    by_row: tuple[int, ...]
    adjustments: tuple[Adjustment, ...]


def account_for(
    rows: tuple[Points, ...], ruled_out: int, may_not_lead: int, standing: Standing, settings: Settings
) -> tuple[Account, ...]:
    """One account per approach; a row is the points of a rule, or the goal bonus. `standing` is what they came to."""
    approaches = len(standing.shares)
    totals = tuple(sum(points[index] for points in rows) for index in range(approaches))
    rate = log(2) / settings.points_to_double.value
    credits_of = _path_credits(rows, totals, rate)
    steps = _shares_step_by_step(_softmax([rate * total for total in totals]), ruled_out, may_not_lead, settings)
    equal = _equal_shares(approaches)
    return tuple(
        _account(equal[index], credits_of[index], [step[index] for step in steps], standing.shares[index] * 100)
        for index in range(approaches)
    )


def _equal_shares(approaches: int) -> tuple[int, ...]:
    """Equal parts of the whole; the hundredths that do not divide go to the first approaches."""
    part, rest = divmod(WHOLE, approaches)
    return tuple(part + (index < rest) for index in range(approaches))


def _path_credits(rows: tuple[Points, ...], totals: Points, rate: float) -> list[tuple[int, ...]]:
    """For each approach what each row moved its share by: the integral of the softmax gradient times its points."""
    mean, product = _path_integrals(totals, rate)
    indexes = range(len(totals))
    return [
        tuple(
            round(WHOLE * rate * (points[own] * mean[own] - sum(points[j] * product[own][j] for j in indexes)))
            for points in rows
        )
        for own in indexes
    ]


def _path_integrals(totals: Points, rate: float) -> tuple[list[float], list[list[float]]]:
    """The integrals over the path of each share, and of the product of each two shares."""
    count = len(totals)
    mean = [0.0] * count
    product = [[0.0] * count for _ in range(count)]
    for position, weight in _quadrature(rate * (max(totals) - min(totals))):
        shares = _softmax([rate * position * total for total in totals])
        for i, share in enumerate(shares):
            mean[i] += weight * share
            for j, other in enumerate(shares):
                product[i][j] += weight * share * other
    return mean, product


def _quadrature(spread: float) -> list[tuple[float, float]]:
    """Nodes and weights on 0 to 1; the further the points lie apart, the more panels."""
    panels = max(1, ceil(spread / 4))
    half = 0.5 / panels
    return [
        ((2 * panel + 1) * half + sign * node * half, weight * half)
        for panel in range(panels)
        for node, weight in zip(_NODES, _WEIGHTS, strict=True)
        for sign in (-1, 1)
    ]


def _softmax(logits: list[float]) -> list[float]:
    top = max(logits)
    weights = [exp(logit - top) for logit in logits]
    whole = sum(weights)
    return [weight / whole for weight in weights]


def _shares_step_by_step(
    after_points: list[float], ruled_out: int, may_not_lead: int, settings: Settings
) -> list[list[float]]:
    """The unrounded shares (0 to 1) after the points alone, the ruling-out, the floor and the gate."""
    indexes = range(len(after_points))
    feasible = [not ruled_out >> index & 1 for index in indexes]
    allowed = sum(share for share, kept in zip(after_points, feasible, strict=True) if kept)
    after_blockers = [share / allowed if kept else 0.0 for share, kept in zip(after_points, feasible, strict=True)]
    floor = [settings.floor.value / 100 if kept else 0.0 for kept in feasible]
    somebody_leads = any(feasible[index] and not may_not_lead >> index & 1 for index in indexes)
    capped = [somebody_leads and bool(may_not_lead >> index & 1) for index in indexes]
    cap = [settings.may_not_lead_cap.value / 100 if held else 1.0 for held in capped]
    after_floor = _within(after_blockers, floor, [1.0] * len(after_points))
    after_gate = _within(after_blockers, floor, cap)
    return [after_points, after_blockers, after_floor, after_gate]


def _within(shares: list[float], low: list[float], high: list[float]) -> list[float]:
    """The same proportions held between low and high: one factor for all, found by halving, so that they sum to 1."""
    if all(least <= share <= most for share, least, most in zip(shares, low, high, strict=True)):
        return shares

    def held(factor: float) -> list[float]:
        return [min(max(share * factor, least), most) for share, least, most in zip(shares, low, high, strict=True)]

    below, above = 0.0, 1.0
    while sum(held(above)) < 1 and above < 1e12:  # noqa: PLR2004 - where everybody is held, no factor reaches 1
        above *= 2
    for _ in range(80):
        middle = (below + above) / 2
        below, above = (middle, above) if sum(held(middle)) < 1 else (below, middle)
    return held(above)


def _account(equal: int, by_row: tuple[int, ...], shares: list[float], printed: int) -> Account:
    """Round each step to hundredths; what the roundings leave goes to the rounding line, so that all adds up."""
    kinds: tuple[AdjustmentKind, ...] = ("ruled-out", "floor", "gate")
    moved = [round(WHOLE * (after - before)) for before, after in pairwise(shares)]
    lines = [Adjustment(kind, hundredths) for kind, hundredths in zip(kinds, moved, strict=True) if hundredths]
    rest = printed - equal - sum(by_row) - sum(moved)
    if rest:
        lines.append(Adjustment("rounding", rest))
    return Account(equal, by_row, tuple(lines))


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
