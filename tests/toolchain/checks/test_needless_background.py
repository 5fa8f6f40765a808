"""A claim that is cited is not called background."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("needless-background") == []


def test_background_that_counts_is_found() -> None:
    found = remarks(
        "needless-background",
        Edit(
            "sources/leaflet.yaml",
            "says: Fish need little room.}",
            "says: Fish need little room., background: It is known.}",
        ),
    )
    assert found == [
        "sources/leaflet.yaml:12:151: the claim L06 is called background, but something cites it",
    ]
