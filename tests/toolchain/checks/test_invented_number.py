"""A number in a reason stands in a source, or in an option the reason is about."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("invented-number") == []


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
