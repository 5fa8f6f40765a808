"""Two named conditions that say the same are found."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("condition-named-twice") == []


def test_two_names_for_one_condition_is_found() -> None:
    found = remarks(
        "condition-named-twice",
        Edit(
            "conditions.yaml",
            "  long-away: {time-away: [all-day]}",
            """\
  long-away: {time-away: [all-day]}
  gone: {time-away: [all-day]}""",
        ),
        Edit("approaches/cat.yaml", "use: long-away", "use: gone"),
    )
    assert found == [
        "conditions.yaml:3:3: the condition 'gone' says the same as 'long-away'",
    ]
