"""A reason is at most 200 characters long."""

from __future__ import annotations

from judging import Edit, remarks

BECAUSE = "because: A cat may not like so little space."


def a_reason_of(characters: int) -> Edit:
    return Edit("evidence/home.yaml", BECAUSE, f"because: {'x' * characters}")


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("because-too-long") == []


def test_201_characters_are_too_many() -> None:
    found = remarks("because-too-long", a_reason_of(201))
    assert found == ["evidence/home.yaml:11:12: 'because' has 201 characters, more than 200"]


def test_exactly_200_characters_will_do() -> None:
    assert remarks("because-too-long", a_reason_of(200)) == []
