"""One claim is not counted twice for one approach, unless both rules say why."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("claim-counted-twice") == []


def test_claim_counted_by_two_rules_is_found() -> None:
    found = remarks(
        "claim-counted-twice",
        Edit("evidence/wish.yaml", "claims: [L08, L07]", "claims: [L08, L07, L04]"),
    )
    assert found == [
        "evidence/wish.yaml:14:3: the rules 'company-indoors' and 'alone-all-day' can both count L04 for cat",
    ]


def test_rules_that_never_speak_together_may_share_a_claim() -> None:
    found = remarks(
        "claim-counted-twice",
        Edit("evidence/home.yaml", "claims: [L05]", "claims: [L05, L07]"),
    )
    assert found == []


def test_two_rules_that_both_carry_a_note_may_share_a_claim() -> None:
    found = remarks(
        "claim-counted-twice",
        Edit(
            "evidence/wish.yaml",
            "claims: [L08, L07]",
            """\
claims: [L08, L07, L04]
  strength-note: Half of it is said there.""",
        ),
    )
    assert found == []
