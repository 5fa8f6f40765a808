"""Every approach has something for it and something against it."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("one-sided-approach") == []


def test_approach_without_a_reason_against_it_is_found() -> None:
    found = remarks(
        "one-sided-approach",
        Edit(
            "evidence/wish.yaml",
            """\
  opposes: {fish: moderate}
  because: You want somebody beside you, which cats like and fish cannot be.
  claims: [L08, L07]""",
            """\
  because: You want somebody beside you, which cats like and fish cannot be.
  claims: [L08, L07]""",
        ),
    )
    assert found == [
        "approaches/fish.yaml:1:5: nothing speaks against the approach 'fish'",
    ]


def test_a_blocker_is_something_against_an_approach() -> None:
    found = remarks(
        "one-sided-approach",
        Edit("evidence/home.yaml", "opposes: {dog: moderate}", "opposes: {fish: moderate}"),
    )
    assert found == []
