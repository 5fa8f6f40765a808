"""A tension that no answers bring up is found."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("tension-never-shown") == []


def test_tension_nobody_sees_is_found() -> None:
    found = remarks(
        "tension-never-shown",
        Edit(
            "tensions/company.yaml",
            """\
bears-when: {wish: [company]}
  decided-by: [time-away]
  sides:
  - {says: No animal is better company., claims: [L03], holds-when: {time-away: [hours]}}
  - {says: It suffers when it is left alone., claims: [L02], holds-when: {time-away: [all-day]}}""",
            """\
bears-when: {wish: [company]}
  decided-by: [wish, room]
  sides:
  - {says: No animal is better company., claims: [L03], holds-when: {wish: [quiet], room: [flat]}}
  - {says: It suffers when it is left alone., claims: [L02], holds-when: {wish: [quiet], room: [one-room]}}""",
        ),
    )
    assert found == [
        "tensions/company.yaml:5:3: tension T01 is never shown: where it bears, neither side holds",
    ]
