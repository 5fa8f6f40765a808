"""A difference shared out among its causes: against the definition, over all orders, in fractions."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import factorial
from random import Random

import pytest

from leadadvisor.engine.attribution import shapley


def by_all_orders(causes: int, worths: list[tuple[int, ...]]) -> list[list[Fraction]]:
    """The mean over all orders of what each cause changes when its turn comes."""
    parts = [[Fraction(0)] * len(worths[0]) for _ in range(causes)]
    for order in itertools.permutations(range(causes)):
        coalition = 0
        for cause in order:
            after = coalition | 1 << cause
            for figure in range(len(worths[0])):
                parts[cause][figure] += worths[after][figure] - worths[coalition][figure]
            coalition = after
    return [[part / factorial(causes) for part in figures] for figures in parts]


@pytest.mark.parametrize("causes", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("seed", range(8))
def test_each_part_is_the_mean_over_all_orders_to_the_hundredth(causes: int, seed: int) -> None:
    rng = Random(seed)
    worths = [tuple(5 * rng.randint(0, 20) for _ in range(3)) for _ in range(1 << causes)]
    parts = shapley(causes, lambda coalition: worths[coalition])
    exact = by_all_orders(causes, worths)
    for cause in range(causes):
        for figure in range(3):
            assert abs(parts[cause][figure] - 100 * exact[cause][figure]) < 1
    for figure in range(3):
        assert sum(part[figure] for part in parts) == 100 * (worths[-1][figure] - worths[0][figure])


def test_hundredths_that_are_left_go_to_the_largest_remainders_the_earlier_cause_first() -> None:
    """Three equal causes of 10 points: 333 1/3 hundredths each, and one is left over."""
    assert shapley(3, lambda coalition: (10 if coalition == 7 else 0,)) == ((334,), (333,), (333,))


def test_a_cause_that_does_nothing_gets_nothing_and_equal_causes_get_the_same() -> None:
    def worth(coalition: int) -> tuple[int, ...]:
        return (40 if coalition & 3 == 3 else 0,)

    assert shapley(3, worth) == ((2000,), (2000,), (0,))


def test_no_cause_is_no_part() -> None:
    assert shapley(0, lambda _: (5,)) == ()


def test_twelve_causes_add_up_exactly() -> None:
    rng = Random(3)
    worths = [(rng.randint(0, 100), rng.randint(0, 100)) for _ in range(1 << 12)]
    parts = shapley(12, lambda coalition: worths[coalition])
    assert len(parts) == 12
    for figure in range(2):
        assert sum(part[figure] for part in parts) == 100 * (worths[-1][figure] - worths[0][figure])
