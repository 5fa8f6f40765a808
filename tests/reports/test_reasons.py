"""The account of a share adds up in whole figures as in exact ones, and citations keep the hedge of their source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import COMPLETE, HELD_BACK, HOSTILE, LEADS, NOTHING_FEASIBLE, RECOMMENDATIONS, claim

from leadadvisor.model.recommendation import Portion, Recommendation
from leadadvisor.model.rulebook import Strength
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.reasons import (
    account_items,
    cited,
    claims_named,
    hedged,
    how_said,
    rounded,
    said_where,
    whole_points,
)

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


@pytest.mark.parametrize(
    ("strength", "hedge", "expected"),
    [
        ("slight", "may have", "hedged: “may have”"),
        ("moderate", "often", "“often”"),
        ("moderate", "flat", "stated as a fact"),
        ("moderate", "often, usually", "“often”, “usually”"),
        ("moderate", "flat (high)", "stated as a fact"),
        ("strong", "requires", "stressed: “requires”"),
        ("strong", "flat", "stressed"),
        ("slight", "", "hedged"),
    ],
)
def test_the_hedge_of_the_source_is_kept(strength: Strength, hedge: str, expected: str) -> None:
    assert hedged(claim("X1", "A", "S", "Says.", strength=strength, hedge=hedge)) == expected


def test_a_citation_is_title_section_and_hedge() -> None:
    found = Labels(LEADS).claim("B01")
    assert found
    assert cited(found, Labels(LEADS)) == "“Leads debunked”, Referral / Con, stressed: “impossible”"


def test_strengths_are_reported_apart_and_words_once() -> None:
    labels = Labels(LEADS)
    assert how_said(("A03", "B01", "A03", "A01", "B03"), labels) == (
        "hedged: “can”, “may”; stressed: “impossible”; stated as a fact"
    )
    assert how_said(("unknown",), labels) == ""


def test_the_ids_of_claims_stand_after_how_they_are_said() -> None:
    labels = Labels(LEADS)
    assert said_where(("A03", "B01"), labels) == "hedged: “can”; stressed: “impossible”; A03, B01"
    assert said_where((), labels) == ""


def test_every_claim_a_recommendation_tells_of_is_named() -> None:
    labels = Labels(LEADS)
    assert {"A01", "A02", "A03", "B01", "B02", "B03", "B04"} <= claims_named(COMPLETE, labels)
    only_plan = NOTHING_FEASIBLE._replace(channels=(), cautions=(), plan=HOSTILE.plan)
    assert claims_named(only_plan, labels) == {"A1", "unknown"}
    against = NOTHING_FEASIBLE._replace(channels=(), cautions=(), against=HELD_BACK.against)
    assert claims_named(against, labels) == {"A01"}
