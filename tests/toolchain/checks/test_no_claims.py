"""What speaks, blocks, advises or expects cites at least one claim."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("no-claims") == []


def test_rule_without_claim_is_found() -> None:
    found = remarks(
        "no-claims",
        Edit("evidence/home.yaml", "claims: [L06]", "claims: []"),
    )
    assert found == [
        "evidence/home.yaml:7:3: the rule 'little-room' cites no claim",
    ]


def test_blocker_without_claim_is_found() -> None:
    found = remarks(
        "no-claims",
        Edit("blockers.yaml", "claims: [L01]", "claims: []"),
    )
    assert found == [
        "blockers.yaml:8:3: the blocker 'nobody-walks' cites no claim",
    ]


def test_case_without_claim_is_found() -> None:
    found = remarks(
        "no-claims",
        Edit(
            "cases/homes.yaml",
            """\
  claims: [L03]
  expect: {leads: [dog]""",
            """\
  claims: []
  expect: {leads: [dog]""",
        ),
    )
    assert found == [
        "cases/homes.yaml:6:3: this case cites no claim",
    ]


def test_the_last_advice_of_a_channel_needs_no_claim() -> None:
    found = remarks(
        "no-claims",
        Edit("approaches/fish.yaml", "claims: [L06]", "claims: []"),
    )
    assert found == []
