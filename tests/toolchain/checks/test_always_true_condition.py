"""A condition that all answers meet is found."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("always-true-condition") == []


def test_condition_everybody_meets_is_found() -> None:
    found = remarks(
        "always-true-condition",
        Edit("blockers.yaml", "when: {walks: [no-walks]}", "when: {walks: [no-walks, gladly]}"),
    )
    assert found == [
        "blockers.yaml:5:3: every answer meets this condition",
    ]


def test_bears_on_everybody_is_found() -> None:
    found = remarks(
        "always-true-condition",
        Edit("tensions/company.yaml", "bears-when: {wish: [company]}", "bears-when: {wish: [company, quiet]}"),
    )
    assert found == [
        "tensions/company.yaml:5:3: every answer meets this condition",
    ]


def test_a_side_of_a_tension_may_hold_for_all_answers() -> None:
    found = remarks(
        "always-true-condition",
        Edit(
            "tensions/company.yaml",
            "claims: [L02], holds-when: {time-away: [all-day]}",
            "claims: [L02], holds-when: {time-away: [hours, all-day]}",
        ),
    )
    assert found == []
