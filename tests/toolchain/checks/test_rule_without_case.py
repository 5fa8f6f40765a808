"""Every rule speaks in some case."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("rule-without-case") == []


def test_rule_no_case_exercises_is_found() -> None:
    found = remarks(
        "rule-without-case",
        Edit(
            "evidence/wish.yaml",
            "- id: company-indoors",
            """\
- id: walked-in-a-small-room
  when: {room: [one-room], walks: [gladly], wish: [quiet]}
  supports: {cat: moderate}
  because: A cat sits with you after a walk.
  claims: [L08]
- id: company-indoors""",
        ),
    )
    assert found == [
        "evidence/wish.yaml:9:7: the rule 'walked-in-a-small-room' speaks in no case",
    ]
