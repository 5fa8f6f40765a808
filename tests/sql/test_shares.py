"""Seats by rounding are the seats that integers give, with room to spare, for every setting a rulebook may have."""

from __future__ import annotations

import pytest
from builders import make_settings

from leadadvisor.engine.mix import Scale, scale_of
from leadadvisor.sql.shares import furthest_difference, is_exact

STEPS = [step for step in range(1, 101) if 100 % step == 0]


def scale(step: int, doubling: int) -> Scale:
    return scale_of(make_settings(step=step, floor=0, may_not_lead_cap=0, points_to_double=doubling))


@pytest.mark.parametrize("step", STEPS)
def test_rounding_is_exact_for_this_step_and_many_doublings(step: int) -> None:
    for doubling in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 25, 100):
        assert is_exact(scale(step, doubling), doubling)


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_rounding_is_exact_for_this_step_and_every_doubling(step: int) -> None:
    for doubling in range(1, 101):
        assert is_exact(scale(step, doubling), doubling)


def test_a_single_lead_that_is_off_by_one_is_noticed() -> None:
    right = scale(5, 7)
    for mine, theirs in ((0, 1), (7, 3), (19, 0)):
        row = list(right.need[mine])
        row[theirs] += 1
        wrong = right._replace(need=(*right.need[:mine], tuple(row), *right.need[mine + 1 :]))
        assert is_exact(right, 7)
        assert not is_exact(wrong, 7)


def test_a_tie_that_falls_to_the_later_is_noticed() -> None:
    right = scale(5, 7)
    need = tuple(
        tuple(lead - (mine == theirs) for theirs, lead in enumerate(row)) for mine, row in enumerate(right.need)
    )
    assert not is_exact(right._replace(need=need), 7)


@pytest.mark.parametrize(("step", "doubling"), [(5, 7), (1, 1), (100, 3), (20, 100)])
def test_beyond_the_furthest_difference_the_weaker_takes_no_seat(step: int, doubling: int) -> None:
    seats = 100 // step
    furthest = furthest_difference(scale(step, doubling), doubling)
    assert 0.5 * 2 ** (furthest / doubling) + 0.5 > seats
    assert (seats - 0.5) * 2 ** (-furthest / doubling) + 0.5 < 1
