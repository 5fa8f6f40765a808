"""Citations keep the hedge of their source."""

from __future__ import annotations

import pytest
from sample import COMPLETE, HELD_BACK, HOSTILE, LEADS, NOTHING_FEASIBLE, claim

from leadadvisor.model.rulebook import Strength
from leadadvisor.reports.citing import cited, claims_named, hedged, how_said, said_where
from leadadvisor.reports.labels import Labels


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
