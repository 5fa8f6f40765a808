"""A reason that only repeats its id is found."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("because-repeats-id") == []


def test_reason_that_repeats_the_id_is_found() -> None:
    found = remarks(
        "because-repeats-id",
        Edit("blockers.yaml", "because: A dog has to be walked, and nobody would do it.", "because: Nobody walks it."),
    )
    assert found == [
        "blockers.yaml:6:12: 'because' only repeats the id 'nobody-walks'",
    ]


def test_a_word_of_its_own_is_enough() -> None:
    found = remarks(
        "because-repeats-id",
        Edit(
            "blockers.yaml", "because: A dog has to be walked, and nobody would do it.", "because: Nobody walks dogs."
        ),
    )
    assert found == []
