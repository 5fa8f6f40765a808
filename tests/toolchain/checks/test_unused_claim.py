"""A claim that nothing cites needs a reason for it."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("unused-claim") == []


def test_claim_nothing_uses_is_found() -> None:
    found = remarks(
        "unused-claim",
        Edit(
            "sources/leaflet.yaml",
            "says: An animal is always work., background: It is said of all animals alike.}",
            "says: An animal is always work.}",
        ),
    )
    assert found == [
        "sources/leaflet.yaml:15:8: nothing uses the claim L09",
    ]


def test_a_claim_that_only_the_last_advice_cites_is_used() -> None:
    found = remarks(
        "unused-claim",
        Edit("approaches/fish.yaml", "claims: [L06]", "claims: [L06, L09]"),
        Edit("sources/leaflet.yaml", ", background: It is said of all animals alike.", ""),
    )
    assert found == []
