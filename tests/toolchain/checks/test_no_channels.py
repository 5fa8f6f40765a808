"""An approach without channels is found."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("no-channels") == []


def test_approach_without_channels_is_found() -> None:
    found = remarks(
        "no-channels",
        Edit(
            "approaches/fish.yaml",
            """\
channels:
- id: tank
  label: A tank
  what: It stands on a shelf.
  advice:
  - {advice: use, when: always, because: It takes little room., claims: [L06]}
""",
            """\
channels: []
""",
        ),
    )
    assert found == [
        "approaches/fish.yaml:4:1: the approach 'fish' has no channel",
    ]
