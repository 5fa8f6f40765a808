"""The place of every named thing of a rulebook is known, and of each part of it."""

from __future__ import annotations

from faults import PETS

from leadadvisor.rulebook.check import Spot
from leadadvisor.rulebook.loader import check_rulebook, load_rulebook

RULEBOOK, PLACES = check_rulebook(PETS)


def meant(spot: Spot) -> str:
    """The stretch of the line that a caret would stand under."""
    place = spot.place
    return spot.excerpt[place.column - 1 : place.column - 1 + place.width]


def test_checking_gives_the_rulebook_that_loading_gives() -> None:
    assert load_rulebook(PETS) == RULEBOOK


def test_a_thing_stands_where_its_id_does() -> None:
    spot = PLACES.spot("rule", "little-room")
    assert (spot.place.path, spot.place.line) == (f"{PETS}/evidence/home.yaml", 3)
    assert meant(spot) == "little-room"


def test_a_list_or_mapping_is_pointed_at_by_its_key() -> None:
    assert meant(PLACES.spot("rule", "little-room", ("when",))) == "when"


def test_a_text_is_pointed_at_itself() -> None:
    assert meant(PLACES.spot("rule", "little-room", ("because",))).startswith("There is one small room")


def test_the_first_way_that_leads_somewhere_is_taken() -> None:
    spot = PLACES.spot("rule", "alone-all-day", ("levels", 5, "when"), ("levels", 1, "when"))
    assert spot.excerpt == "  - {when: {use: long-away}, supports: {cat: moderate}}"


def test_where_no_way_leads_anywhere_the_name_is_meant() -> None:
    assert meant(PLACES.spot("rule", "little-room", ("levels", 0, "when"))) == "little-room"


def test_a_named_condition_stands_where_its_key_does() -> None:
    assert meant(PLACES.spot("condition", "long-away")) == "long-away"


def test_a_setting_has_a_place_too() -> None:
    assert PLACES.top("settings", "floor").excerpt.startswith("  floor: {value: 0")


def test_the_conditions_with_a_name_and_those_used_are_known() -> None:
    assert [named.name for named in PLACES.named_conditions()] == ["long-away"]
    assert PLACES.conditions_used() == {"long-away"}
