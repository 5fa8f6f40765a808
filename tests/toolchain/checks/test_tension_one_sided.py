"""A tension of which only one side is ever taken is found."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("tension-one-sided") == []


def test_side_nobody_takes_is_found() -> None:
    found = remarks(
        "tension-one-sided",
        Edit("tensions/company.yaml", "bears-when: {wish: [company]}", "bears-when: {time-away: [all-day]}"),
    )
    assert found == [
        "tensions/company.yaml:8:57: side 1 of tension T01 is never taken",
    ]


def test_sides_alike_is_found() -> None:
    found = remarks(
        "tension-one-sided",
        Edit(
            "tensions/company.yaml",
            "claims: [L03], holds-when: {time-away: [hours]}",
            "claims: [L03], holds-when: {time-away: [all-day]}",
        ),
    )
    assert found == [
        "tensions/company.yaml:9:62: both sides of tension T01 hold for the same answers, so nothing is decided",
    ]
