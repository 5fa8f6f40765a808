"""A rule that repeats a wider one on the same claims is found."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("subsumed-rule") == []


def test_rule_that_repeats_a_wider_one_is_found() -> None:
    found = remarks(
        "subsumed-rule",
        Edit(
            "evidence/home.yaml",
            "- id: alone-all-day",
            """\
- id: quiet-tank
  when: {room: [one-room], wish: [quiet]}
  supports: {fish: moderate}
  because: A tank is something quiet to look at where room is short.
  claims: [L06]
- id: alone-all-day""",
        ),
    )
    assert found == [
        "evidence/home.yaml:13:7: the rule 'quiet-tank' speaks only where 'little-room' does, and cites nothing else",
    ]


def test_a_narrow_rule_with_a_claim_of_its_own_adds_evidence() -> None:
    found = remarks(
        "subsumed-rule",
        Edit(
            "evidence/home.yaml",
            "- id: alone-all-day",
            """\
- id: quiet-tank
  when: {room: [one-room], wish: [quiet]}
  supports: {fish: moderate}
  because: It is quiet.
  claims: [L06, L07]
- id: alone-all-day""",
        ),
    )
    assert found == []


def test_a_note_justifies_a_narrow_rule() -> None:
    found = remarks(
        "subsumed-rule",
        Edit(
            "evidence/home.yaml",
            "- id: alone-all-day",
            """\
- id: quiet-tank
  when: {room: [one-room], wish: [quiet]}
  supports: {fish: moderate}
  because: It is quiet.
  claims: [L06]
  strength-note: It counts for more there.
- id: alone-all-day""",
        ),
    )
    assert found == []
