"""Cells are quoted as CSV has it, formulas are made harmless, and results stand in the words of each format."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import SMALL

from leadadvisor.batch.cells import csv_cell, csv_result, csv_row, harmless, json_result, json_text, result_columns
from leadadvisor.engine.rows import Outcome

LED = Outcome(
    "recommended", "inbound", "firm", (15, 85), (10, 70), (30, 90), ("one", "two"), ("open-result",), "prepare"
)
NOBODY = Outcome("nothing-feasible", None, "open", (0, 0), (0, 0), (0, 0), (), ())
NO_SURROGATES = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+49 30 123", "-", "--", "@SUM(A1)", "\tx", "\rx", "\0", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20a"],
)
def test_a_cell_that_a_spreadsheet_may_run_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "a=1",
        "'=1",
        " =1",
        "-5",
        "+3.2",
        "-1e5",
        "+.5",
        "-5.",
        "-0,25",
        "-5%",
        "+49301234567",
        "-1.234,50",
        "-1,234.50",
        "+1 234 567",
        "-1\u00a0234,5",
        "-1'234.50",
        "-1.000.000",
        "-inf",
        "-5 %",
        "-1.234,50 \u20ac",
        "-$1,234.50",
        "1e5",
        "=".join("ab"),
    ],
)
def test_a_plain_number_and_any_other_text_is_left_alone(cell: str) -> None:
    assert harmless(cell) == cell


@pytest.mark.parametrize(
    "cell", ["-5 ", "-5-3", "-1e5e5", "+1+cmd|'/C calc'!A0", "-1.00.000", "-1,2.3", "-$", "-\u0665"]
)
def test_what_only_begins_as_a_number_is_no_number(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a\t@SUM(A1)", "a\t'@SUM(A1)"),
        ("a|-cmd", "a|'-cmd"),
        ("a\n=1", "a\n'=1"),
        ('a;"=1"', 'a;"\'=1"'),
        ("=1;=2", "'=1;'=2"),
        ("a;\uff1d1", "a;'\uff1d1"),
        ("a;-1.234,50;-5", "a;-1.234,50;-5"),
        ("a,=1", "a,=1"),
        ("a; =1", "a; =1"),
    ],
)
def test_what_a_spreadsheet_of_another_country_takes_for_a_cell_is_guarded_too(cell: str, guarded: str) -> None:
    assert harmless(cell, ",") == guarded


def test_a_comma_is_another_delimiter_where_cells_stand_between_semicolons() -> None:
    assert csv_row(["a,=1", "b;=2"], ";", raw=False) == 'a,\'=1;"b;=2"'


@given(st.lists(NO_SURROGATES, min_size=2), st.sampled_from(",;\t|"))
def test_a_row_is_quoted_as_the_csv_module_quotes_it_and_reads_back(cells: list[str], delimiter: str) -> None:
    row = csv_row(cells, delimiter, raw=True) + "\n"
    assert next(csv.reader(io.StringIO(row, newline=""), delimiter=delimiter, strict=True)) == cells
    if not any("\r" in cell for cell in cells):  # those the module quotes only in some versions of Python
        written = io.StringIO(newline="")
        csv.writer(written, delimiter=delimiter, lineterminator="\n").writerow(cells)
        assert row == written.getvalue()


@given(NO_SURROGATES)
def test_a_string_of_json_reads_back(text: str) -> None:
    assert json.loads(json_text(text)) == text


def test_quotes_stand_only_around_a_cell_that_needs_them() -> None:
    assert [csv_cell(cell, ";") for cell in ("a,b", "a;b", 'a"b', "a\nb", " a ", "")] == [
        "a,b",
        '"a;b"',
        '"a""b"',
        '"a\nb"',
        " a ",
        "",
    ]


def test_the_columns_of_a_result_are_shares_then_lows_then_highs() -> None:
    book = SMALL
    ids = [approach.id for approach in book.approaches]
    shares, lows, highs = ([f"{kind}_{each}" for each in ids] for kind in ("share", "low", "high"))
    assert result_columns(book, ranges=False) == ("status", "leader", "firmness", *shares, "rules", "cautions", "state")
    assert result_columns(book, ranges=True) == (
        "status",
        "leader",
        "firmness",
        *shares,
        *lows,
        *highs,
        "rules",
        "cautions",
        "state",
    )


def test_a_result_in_csv_ends_the_line() -> None:
    assert csv_result(";", ranges=False)(LED) == ";recommended;inbound;firm;15;85;one two;open-result;prepare\n"
    assert (
        csv_result(",", ranges=True)(LED) == ",recommended,inbound,firm,15,85,10,70,30,90,one two,open-result,prepare\n"
    )
    assert csv_result(",", ranges=False)(NOBODY) == ",nothing-feasible,,open,0,0,,,\n"


def test_a_result_in_json_has_numbers_lists_and_null() -> None:
    columns = ("status", "leader", "firmness", "share_a", "share_b", "rules", "cautions", "state")
    text = json_result(columns, ranges=False)
    assert json.loads("{" + text(LED)) == {
        "status": "recommended",
        "leader": "inbound",
        "firmness": "firm",
        "share_a": 15,
        "share_b": 85,
        "rules": ["one", "two"],
        "cautions": ["open-result"],
        "state": "prepare",
    }
    nobody = json.loads("{" + text(NOBODY))
    assert (nobody["leader"], nobody["state"], nobody["rules"], nobody["cautions"]) == (None, None, [], [])
