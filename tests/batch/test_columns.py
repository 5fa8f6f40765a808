"""A header says which columns are questions, a cell which option; what cannot be right is told with what to do."""

from __future__ import annotations

import pytest
from small import SMALL

from leadadvisor.batch.columns import (
    CellReader,
    Columns,
    Names,
    find_delimiter,
    lookalikes,
    passed_through,
    plain_name,
    read_columns,
    renamed,
    with_names,
)
from leadadvisor.batch.json_rows import Number
from leadadvisor.errors import CannotRead

NAMES = Names(SMALL, ranges=False)


def refusal(*header: str) -> str:
    with pytest.raises(CannotRead) as trouble:
        read_columns(NAMES, "in.csv:1", header)
    return str(trouble.value)


def test_a_column_is_a_question_in_any_case_of_letters_and_with_blanks_around_it() -> None:
    assert read_columns(NAMES, "in.csv:1", ["id", " Goal", "note", "PEOPLE"]) == Columns(
        ("id", " Goal", "note", "PEOPLE"), (1, 3), ("goal", "people"), (0, 2)
    )


def test_an_underscore_is_a_hyphen() -> None:
    assert plain_name(" Icp_Clarity ") == "icp-clarity"


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (("id", "goal", "goal"), "columns 2 and 3 are both called 'goal'. Rename or remove one of them."),
        (("goal", "Goal "), "columns 1 and 2, 'goal' and 'Goal ', are one question. Keep one of them."),
        (("id", "goal", "id"), "columns 1 and 3 are both called 'id'. Rename or remove one of them."),
        (
            ("goal", "status"),
            (
                "'status' would be added, but is there already. Was this file scored before? "
                "Remove or rename this column, or give --prefix."
            ),
        ),
        (
            ("goal", "Status", "share-inbound"),
            (
                "'Status', 'share-inbound' would be added, but are there already. Was this file scored before? "
                "Remove or rename these columns, or give --prefix."
            ),
        ),
        (
            ("id", "gaol"),
            (
                "no column is named after a question. The header has 'id', 'gaol'. Did you mean 'gaol' for 'goal'? "
                "Questions: goal, people, outreach, buyers."
            ),
        ),
        (
            ("1", "x"),
            "no column is named after a question. The header has '1', 'x'. Questions: goal, people, outreach, buyers.",
        ),
    ],
)
def test_a_header_that_cannot_be_right_is_refused_with_what_to_do(header: tuple[str, ...], problem: str) -> None:
    assert refusal(*header) == f"in.csv:1: {problem}"


def test_columns_without_a_name_pass_through_however_many_there_are() -> None:
    assert read_columns(NAMES, "in.csv:1", ("goal", "", " ", "")).passed == (1, 2, 3)


def test_other_columns_than_questions_may_share_a_name_where_names_are_no_keys() -> None:
    assert read_columns(NAMES, "in.csv:1", ("goal", "id", "id"), repeated=True).passed == (1, 2)
    with pytest.raises(CannotRead, match="both called 'goal'"):
        read_columns(NAMES, "in.csv:1", ("goal", "id", "goal"), repeated=True)


def test_results_get_a_beginning_of_their_own_where_the_file_has_one_of_their_names() -> None:
    assert NAMES.beside(["id", "goal"]) is NAMES
    beside = NAMES.beside(["id", "Status", "goal"])
    assert beside.results[:2] == ("leadadvisor_status", "leadadvisor_leader")
    assert renamed(beside, ["id", "Status", "goal"]) == [
        "'Status' is there already: the added names begin with leadadvisor_ (--prefix says otherwise)"
    ]
    assert renamed(NAMES, ["id", "goal"]) == []


def test_a_file_that_was_scored_before_is_not_scored_beside_that() -> None:
    scored = ["id", *NAMES.results]
    assert NAMES.beside(scored) is NAMES


def test_a_beginning_that_was_wished_for_is_kept() -> None:
    wished = Names(SMALL, ranges=False, prefix="a_")
    assert wished.results[0] == "a_status"
    assert wished.beside(["a_status"]) is wished


def test_columns_without_a_name_are_called_by_their_place_where_every_column_has_one() -> None:
    assert with_names(["id", "", "column_4", " "]) == ("id", "column_2", "column_4", "_column_4")


def test_names_that_differ_in_their_letters_alone_are_two_columns_where_they_are_no_question() -> None:
    assert read_columns(NAMES, "in.csv:1", ["id", "ID", "goal"]).passed == (0, 1)


def test_with_ranges_their_columns_are_taken_too() -> None:
    read_columns(NAMES, "in.csv:1", ["goal", "low_inbound"])
    with pytest.raises(CannotRead, match="'low_inbound' would be added"):
        read_columns(Names(SMALL, ranges=True), "in.csv:1", ["goal", "low_inbound"])


def test_a_column_like_a_question_is_doubted_only_where_the_question_is_missing() -> None:
    columns = read_columns(NAMES, "in.csv:1", ["goals", "peopel", "people", "buyer", "zip"])
    assert lookalikes(NAMES, columns) == [
        "column 'goals' is not a question and is passed through; did you mean 'goal'?",
        "column 'buyer' is not a question and is passed through; did you mean 'buyers'?",
    ]


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [
        ("id,goal,people", ","),
        ("id;goal;people", ";"),
        ("id\tgoal\tpeople", "\t"),
        ("id|goal|people", "|"),
        ('"id";"goal";"people"', ";"),
        ("goal;a, b and c, and d, or e", ";"),
        ("goal", ","),
        ("x;y", ";"),
    ],
)
def test_the_delimiter_is_the_one_that_makes_questions_of_the_names(line: str, delimiter: str) -> None:
    assert find_delimiter(NAMES, line) == delimiter


def test_what_passes_through_is_listed_safely_and_in_bounds() -> None:
    assert passed_through(["id", "a\x1b[2Jb"]) == "passed through: id, a\\x1b[2Jb"
    assert passed_through([f"c{number}" for number in range(1015)]).endswith(", c11 and 1,003 more")


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
                "unsure; column 'people': people takes one option as text, got true; options: nobody, sellers, unsure"
            ),
        ),
        (
            ([], ()),
            (
                "column 'Goal': goal takes one option as text, got a list; options: few-deals, new-product, unsure; "
                "column 'people': people takes one option as text, got an object; options: nobody, sellers, unsure"
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
