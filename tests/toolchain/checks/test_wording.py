"""How reasons are worded: short, with something of their own, and without a figure that no source has."""

from __future__ import annotations

from judging import Edit, remarks


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


BECAUSE = "because: A cat may not like so little space."


def a_reason_of(characters: int) -> Edit:
    return Edit("evidence/home.yaml", BECAUSE, f"because: {'x' * characters}")


def test_201_characters_are_too_many() -> None:
    found = remarks("because-too-long", a_reason_of(201))
    assert found == ["evidence/home.yaml:11:12: 'because' has 201 characters, more than 200"]


def test_exactly_200_characters_will_do() -> None:
    assert remarks("because-too-long", a_reason_of(200)) == []


def test_number_from_nowhere_is_found() -> None:
    found = remarks(
        "invented-number",
        Edit(
            "evidence/home.yaml",
            "because: A cat may not like so little space.",
            "because: A cat may not like so little space, say 7 in 10 keepers.",
        ),
    )
    assert found == [
        "evidence/home.yaml:11:12: no source gives the numbers 7, 10",
    ]


def test_a_number_of_an_option_it_rests_on_is_the_users_own() -> None:
    found = remarks(
        "invented-number",
        Edit(
            "evidence/home.yaml",
            "because: Left by itself for so long, it would be unhappy.",
            "because: Up to 4 hours would be bearable.",
        ),
    )
    assert found == []


def test_a_number_of_a_claim_is_a_source_s() -> None:
    found = remarks(
        "invented-number",
        Edit(
            "evidence/home.yaml",
            "because: A cat may not like so little space.",
            "because: A cat may not like 12 square metres.",
        ),
        Edit("sources/leaflet.yaml", "in one small room.", "in one small room of 12 square metres."),
    )
    assert found == []


def test_the_id_of_a_claim_is_no_number() -> None:
    found = remarks(
        "invented-number",
        Edit(
            "evidence/home.yaml",
            "because: A cat may not like so little space.",
            "because: A cat may not like so little space (L05).",
        ),
    )
    assert found == []
