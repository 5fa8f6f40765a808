"""A cell is read in any spelling of an option; what is wrong is said with the nearest option."""

from __future__ import annotations

import pytest
from small import SMALL

from leadadvisor.batch.json_rows import Number
from leadadvisor.batch.readings import CellReader

READER = CellReader(SMALL, ["goal", "people"], ["Goal", "people"], "column")


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        (("few-deals", "nobody"), ["few-deals", "nobody"]),
        ((" Few-Deals ", "UNSURE"), ["few-deals", "unsure"]),
        (("", "  "), ["", ""]),
        ((None, "sellers"), ["", "sellers"]),
    ],
)
def test_cells_are_options_in_any_case_of_letters_or_empty(cells: list[object], options: list[str]) -> None:
    assert READER.read(cells) == options
    assert READER.read(cells) == options  # from memory


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("few-deal", ""), "column 'Goal': goal has no option 'few-deal'; nearest: few-deals"),
        (("xyz", ""), "column 'Goal': goal has no option 'xyz'; options: few-deals, new-product, unsure"),
        (
            ("\x1b[2J", "nobodi"),
            (
                "column 'Goal': goal has no option '\\x1b[2J'; options: few-deals, new-product, unsure; "
                "column 'people': people has no option 'nobodi'; nearest: nobody"
            ),
        ),
        (
            (Number("5"), True),
            (
                "column 'Goal': goal takes one option as text, got the number 5; options: few-deals, new-product, "
                "unsure; column 'people': people takes one option as text, got true; options: sellers, nobody, unsure"
            ),
        ),
        (
            ([], ()),
            (
                "column 'Goal': goal takes one option as text, got a list; options: few-deals, new-product, unsure; "
                "column 'people': people takes one option as text, got an object; options: sellers, nobody, unsure"
            ),
        ),
    ],
)
def test_what_is_wrong_with_cells_is_one_sentence(cells: list[object], problem: str) -> None:
    assert READER.read(cells) == problem
    assert READER.read(cells) == problem


def test_of_many_wrong_cells_the_first_five_are_told() -> None:
    reader = CellReader(SMALL, ["goal"] * 8, [f"c{number}" for number in range(8)], "key")
    told = reader.read(["wrong"] * 8)
    assert isinstance(told, str)
    assert told.count("key 'c") == 5
    assert told.endswith("; and 3 more")
