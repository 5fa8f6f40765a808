"""Two rules that do the same are found."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("duplicate-rule") == []


def test_rule_twice_is_found() -> None:
    found = remarks(
        "duplicate-rule",
        Edit(
            "evidence/home.yaml",
            "- id: alone-all-day",
            """\
- id: small-tank
  when: {room: [one-room]}
  supports: {fish: moderate}
  because: A tank stands anywhere.
  claims: [L06]
- id: alone-all-day""",
        ),
    )
    assert found == [
        "evidence/home.yaml:13:7: the rule 'small-tank' does just what 'little-room' does",
    ]


def test_rules_for_the_same_answers_may_differ_in_strength() -> None:
    found = remarks(
        "duplicate-rule",
        Edit(
            "evidence/home.yaml",
            "- id: alone-all-day",
            """\
- id: small-tank
  when: {room: [one-room]}
  supports: {fish: slight}
  because: A tank stands anywhere.
  claims: [L06]
- id: alone-all-day""",
        ),
    )
    assert found == []
