"""The rulebook stays near what people make of the two articles."""

import pytest
from calibration.figures import Figures, figures

from leadadvisor.rulebook.folder import locate_rulebook
from leadadvisor.rulebook.loader import load_rulebook

LEADERS_AT_LEAST = 98.0
"""Of the 102 profiles on which all three readers agree. This floor may only rise."""

POINTS_OFF_AT_MOST = 5.81
"""Mean distance of the shares from the mean reading. This ceiling may only fall."""


@pytest.fixture(scope="module")
def measured() -> Figures:
    return figures(load_rulebook(locate_rulebook(), cases=False))


def test_the_leader_is_the_readers_leader_where_all_three_agree(measured: Figures) -> None:
    assert measured.agreed == 102
    assert measured.leaders_right >= LEADERS_AT_LEAST


def test_the_shares_stay_near_the_mean_reading(measured: Figures) -> None:
    assert measured.mean_distance <= POINTS_OFF_AT_MOST


def test_all_126_profiles_are_compared_and_readers_differ_by_less_than_four_points(measured: Figures) -> None:
    assert len(measured.compared) == 126
    assert 3 < measured.among_readers < 4
