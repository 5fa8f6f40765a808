"""Citations keep the hedge of their source."""

from __future__ import annotations

import pytest
from sample import LEADS, claim

from leadadvisor.model.rulebook import Strength
from leadadvisor.reports.citing import cited, hedged, how_said
from leadadvisor.reports.labels import Labels


@pytest.mark.parametrize(
    ("strength", "hedge", "expected"),
    [
        ("slight", "may have", "says it cautiously: “may have”"),
        ("moderate", "often", "says it with “often”"),
        ("moderate", "flat", "says it plainly"),
        ("moderate", "flat (high)", "says it plainly"),
        ("strong", "requires", "says it strongly: “requires”"),
        ("strong", "flat", "says it strongly"),
        ("slight", "", "says it cautiously"),
    ],
)
def test_the_hedge_of_the_source_is_kept(strength: Strength, hedge: str, expected: str) -> None:
    assert hedged(claim("X1", "A", "S", "Says.", strength=strength, hedge=hedge)) == expected


def test_a_citation_is_title_section_and_hedge() -> None:
    found = Labels(LEADS).claim("B01")
    assert found
    assert cited(found, Labels(LEADS)) == "“Leads debunked”, Referral / Con, says it strongly: “impossible”"


def test_strengths_are_reported_apart_and_words_once() -> None:
    labels = Labels(LEADS)
    assert how_said(("A03", "B01", "A03", "A01", "B03"), labels) == (
        "said cautiously: “can”, “may”; strongly: “impossible”; plainly"
    )
    assert how_said(("unknown",), labels) == ""
