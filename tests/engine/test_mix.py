"""Points and blockers become a leader and shares, exactly and without a float."""

from __future__ import annotations

import pytest
from builders import make_settings

from leadadvisor.engine.mix import allocate, scale_of

NOBODY = 0
FIRST, SECOND, THIRD = 1, 2, 4
SCALE = scale_of(make_settings())


def test_equal_points_lead_nobody_and_give_the_spare_steps_to_the_approaches_listed_first() -> None:
    standing = allocate((0, 0, 0), NOBODY, NOBODY, SCALE)
    assert (standing.status, standing.leader, standing.shares) == ("undecided", None, (35, 35, 30))


def test_points_to_double_is_the_lead_that_doubles_a_share() -> None:
    scale = scale_of(make_settings(points_to_double=4, step=1, floor=0))
    assert allocate((4, 0), NOBODY, NOBODY, scale).shares == (67, 33)
    assert allocate((8, 0), NOBODY, NOBODY, scale).shares == (80, 20)


def test_an_approach_that_is_ruled_out_gets_nothing_and_the_others_all_of_it() -> None:
    standing = allocate((9, 0, 0), FIRST, NOBODY, SCALE)
    assert (standing.status, standing.leader, standing.shares) == ("undecided", None, (0, 50, 50))


def test_where_everything_is_ruled_out_there_is_no_mix() -> None:
    standing = allocate((1, 2, 3), FIRST | SECOND | THIRD, NOBODY, SCALE)
    assert (standing.status, standing.leader, standing.shares) == ("nothing-feasible", None, ())


def test_an_approach_that_may_not_lead_stops_at_the_cap_and_the_next_one_leads() -> None:
    standing = allocate((20, 1, 0), NOBODY, FIRST, SCALE)
    assert (standing.status, standing.leader, standing.shares) == ("recommended", 1, (30, 40, 30))


def test_where_nobody_may_lead_nobody_is_capped() -> None:
    standing = allocate((20, 0, 0), NOBODY, FIRST | SECOND | THIRD, SCALE)
    assert (standing.status, standing.leader, standing.shares) == ("undecided", None, (90, 5, 5))


def test_a_feasible_approach_keeps_the_floor_however_few_its_points() -> None:
    assert allocate((60, 0, -60), NOBODY, NOBODY, SCALE).shares == (90, 5, 5)


def test_a_tie_below_the_top_leaves_the_leader_alone() -> None:
    assert allocate((3, 1, 1), NOBODY, NOBODY, SCALE).leader == 0


@pytest.mark.parametrize("shift", [-1_000, 7, 1_000])
def test_only_differences_of_points_count(shift: int) -> None:
    points = (5, 2, -1)
    moved = tuple(each + shift for each in points)
    assert allocate(moved, NOBODY, NOBODY, SCALE) == allocate(points, NOBODY, NOBODY, SCALE)


@pytest.mark.parametrize("points_to_double", range(1, 13))
def test_more_points_never_cost_a_step_and_never_give_a_rival_one(points_to_double: int) -> None:
    scale = scale_of(make_settings(points_to_double=points_to_double))
    for may_not_lead in (NOBODY, FIRST, SECOND):
        before = allocate((-20, 3, 1), NOBODY, may_not_lead, scale).shares
        for points in range(-19, 21):
            after = allocate((points, 3, 1), NOBODY, may_not_lead, scale).shares
            assert after[0] >= before[0]
            assert after[1] <= before[1]
            assert after[2] <= before[2]
            before = after
