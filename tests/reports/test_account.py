"""The account of a share: whole figures that add up as the exact ones do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import COMPLETE, HELD_BACK, RECOMMENDATIONS

from leadadvisor.model.recommendation import Portion, Recommendation
from leadadvisor.reports.account import account_items, rounded, whole_points

EVERY = [
    pytest.param(recommendation, portion, id=f"{name}-{place}")
    for name, recommendation in RECOMMENDATIONS.items()
    for place, portion in enumerate(recommendation.mix)
    if name != "hostile"
]


def figure(text: str) -> float:
    return float(text.replace("\N{MINUS SIGN}", "-"))


@given(st.lists(st.integers(-5000, 5000), max_size=20), st.integers(0, 100))
def test_rounded_figures_add_up_and_are_less_than_one_off(hundredths: list[int], total: int) -> None:
    whole = [*hundredths, 100 * total - sum(hundredths)]
    told = rounded(whole)
    assert sum(told) == total
    assert all(abs(100 * one - exact) < 100 for one, exact in zip(told, whole, strict=True))


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize(("recommendation", "portion"), EVERY)
def test_every_line_of_an_account_stands_there_and_they_add_up(
    recommendation: Recommendation, portion: Portion, exact: bool
) -> None:
    items = list(account_items(portion, recommendation, exact=exact))
    assert len(items) == 2 + len(portion.contributions) + len(portion.adjustments)
    *steps, share = [figure(item.mark) for item in items]
    assert share == portion.share
    assert sum(steps) == pytest.approx(share, abs=1e-9)
    assert all(("." in item.mark) == exact for item in items)


def test_a_reason_has_the_same_figure_wherever_it_is_told() -> None:
    portion = COMPLETE.mix[0]
    items = list(account_items(portion, COMPLETE))[1:]
    points = whole_points(portion)
    assert [figure(item.mark) for item in items[: len(points)]] == [points[one] for one in portion.contributions]


def test_the_goal_bonus_is_called_the_rulebooks_own() -> None:
    first, *others = COMPLETE.mix[0].contributions
    portion = COMPLETE.mix[0]._replace(contributions=(first._replace(kind="goal-bonus"), *others))
    details = [item.detail for item in account_items(portion, COMPLETE)]
    assert "this rulebook's own" in details[1]
    assert not any("this rulebook's own" in detail for detail in details[2:])


def test_the_limit_of_what_may_not_come_first_is_a_line_of_its_own() -> None:
    told = [item.text for item in account_items(HELD_BACK.mix[1], HELD_BACK)]
    assert "What may not come first gets at most 30 %." in told
