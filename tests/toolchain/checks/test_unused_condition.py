"""A named condition that nothing uses is found."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("unused-condition") == []


def test_named_condition_nobody_uses_is_found() -> None:
    found = remarks(
        "unused-condition",
        Edit(
            "conditions.yaml",
            "  long-away: {time-away: [all-day]}",
            """\
  long-away: {time-away: [all-day]}
  at-home: {time-away: [hours]}""",
        ),
    )
    assert found == [
        "conditions.yaml:3:3: nothing uses the condition 'at-home'",
    ]


def test_a_condition_is_used_if_another_condition_uses_it() -> None:
    found = remarks(
        "unused-condition",
        Edit(
            "conditions.yaml",
            "  long-away: {time-away: [all-day]}",
            """\
  long-away: {not: {use: at-home}}
  at-home: {time-away: [hours]}""",
        ),
    )
    assert found == []
