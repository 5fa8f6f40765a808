"""A tension names just the questions its sides read."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("tension-decided-elsewhere") == []


def test_tension_decided_by_another_question_is_found() -> None:
    found = remarks(
        "tension-decided-elsewhere",
        Edit("tensions/company.yaml", "decided-by: [time-away]", "decided-by: [time-away, room]"),
    )
    assert found == [
        "tensions/company.yaml:6:3: tension T01 is not decided by 'room': neither side reads it",
    ]


def test_a_tension_settled_for_everybody_needs_no_question() -> None:
    found = remarks(
        "tension-decided-elsewhere",
        Edit(
            "tensions/company.yaml",
            "decided-by: [time-away]",
            """\
decided-by: []
  always: 2
  always-because: The shelter says so.""",
        ),
        Edit("tensions/company.yaml", ", holds-when: {time-away: [hours]}", ""),
        Edit("tensions/company.yaml", ", holds-when: {time-away: [all-day]}", ""),
    )
    assert found == []
