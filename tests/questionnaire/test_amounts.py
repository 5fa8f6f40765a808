"""Amounts are understood as people type them; what could mean two things is refused with both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.questionnaire.answers import Misread
from leadadvisor.questionnaire.figures import Amount, Unit, read_amount, written

THIN, NO_BREAK, NARROW = "\N{THIN SPACE}", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def read(text: str, unit: Unit = "money") -> Amount:
    amount = read_amount(text, unit)
    assert isinstance(amount, Amount), amount
    return amount


def refusal(text: str, unit: Unit = "money") -> str:
    misread = read_amount(text, unit)
    assert isinstance(misread, Misread), misread
    return misread.sentence()


UNDERSTOOD = {
    "0": (0, ""),
    "7": (7, ""),
    "5000": (5_000, ""),
    " 5000 ": (5_000, ""),
    "+5000": (5_000, ""),
    "5k": (5_000, ""),
    "5K": (5_000, ""),
    "5 k": (5_000, ""),
    "2.5k": (2_500, ""),
    "2.25k": (2_250, ""),
    "5 thousand": (5_000, ""),
    "2 million": (2_000_000, ""),
    "2mn": (2_000_000, ""),
    "$5,000": (5_000, "$"),
    "$ 5,000": (5_000, "$"),
    "€5k": (5_000, "€"),
    "5k €": (5_000, "€"),
    "5000EUR": (5_000, "EUR"),
    "5 000 EUR": (5_000, "EUR"),
    "eur 5 000": (5_000, "EUR"),
    "USD5,000": (5_000, "USD"),
    f"5{THIN}000 EUR": (5_000, "EUR"),
    f"5{NO_BREAK}000{NO_BREAK}EUR": (5_000, "EUR"),
    f"5{NARROW}000": (5_000, ""),
    "5'000": (5_000, ""),
    "5\N{RIGHT SINGLE QUOTATION MARK}000 CHF": (5_000, "CHF"),
    "1,234,567": (1_234_567, ""),
    "1.234.567": (1_234_567, ""),
    "1 234 567": (1_234_567, ""),
    "0,5": (0.5, ""),
    "12.5": (12.5, ""),
    "1234.56": (1_234.56, ""),
    "1,234.56": (1_234.56, ""),
    "1.234,56": (1_234.56, ""),
    "1 234,56": (1_234.56, ""),
}


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD.items())
def test_an_amount_is_understood(text: str, expected: tuple[float, str]) -> None:
    amount = read(text)
    assert (amount.hundredths / 100, amount.currency) == expected


TWO_READINGS = {
    "1.000": "'1.000' can be read as 1000 or as 1. Write 1000 or 1.",
    "5,00": "'5,00' can be read as 5 or as 500. Write 5 or 500.",
    "2,5": "'2,5' can be read as 2.5 or as 25. Write 2.5 or 25.",
    "2,5k": "'2,5k' can be read as 2500 or as 25000. Write 2500 or 25000.",
    "€1.000": "'€1.000' can be read as 1000 or as 1. Write 1000 or 1.",
    "1.500k": "'1.500k' can be read as 1500000 or as 1500. Write 1500000 or 1500.",
    "12.345": "'12.345' can be read as 12345 or as 12.345. Write 12345, or at most two decimals.",
    "3m": "'3m' can be read as 3000000 or as 3000. Write 3000000 or 3000.",
    "3M": "'3M' can be read as 3000000 or as 3000. Write 3000000 or 3000.",
}


@pytest.mark.parametrize(("text", "sentence"), TWO_READINGS.items())
def test_what_can_mean_two_things_is_refused_with_both(text: str, sentence: str) -> None:
    assert refusal(text) == sentence


@pytest.mark.parametrize("text", ["-5", "\N{MINUS SIGN}5 EUR", "\N{EN DASH}5", "$-5", "-$5", "-0.5"])
def test_less_than_nothing_is_refused(text: str) -> None:
    assert "is below zero" in refusal(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "five", "k", "EUR", "5-10k", "5 to 10", "~5k", "5k/month", "1e5", "0x10", "nan", "inf", "5.", ".5", "5,",
     "5 00", "5,0000", "1,00,000", "1.234.56", "5 EUR USD", "$5 USD", "5 mio", "5 tsd", "10 hrs", "5%", "0.123",
     "9" * 41, "\N{ARABIC-INDIC DIGIT FIVE}", "\N{FULLWIDTH DIGIT FIVE}", "\N{SUPERSCRIPT TWO}", "5\n6",
     "\x00", "5\x1b[31m"],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_examples(text: str) -> None:
    assert refusal(text).endswith(
        "is not an amount of money. Write one amount, such as 2500, 2.5k, $5,000 or 5 000 EUR."
    )


@pytest.mark.parametrize(("text", "hours"), [("12", 12), ("7.5", 7.5), ("12h", 12), ("12 hours", 12), ("1 hour", 1)])
def test_hours_may_be_followed_by_their_name(text: str, hours: float) -> None:
    assert read(text, "hours").hundredths / 100 == hours


@pytest.mark.parametrize(("text", "unit"), [("$12", "hours"), ("30m", "hours"), ("5k", "percent"), ("12h", "money")])
def test_a_unit_that_belongs_to_something_else_is_refused(text: str, unit: Unit) -> None:
    assert " is not a" in refusal(text, unit)


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_what_is_written_is_read_as_the_same_amount(whole: int, part: int) -> None:
    hundredths = whole * 100 + part
    assert read(written(hundredths)).hundredths == hundredths


@given(st.integers(0, 10**9))
def test_marks_of_thousands_change_nothing(number: int) -> None:
    for mark in (" ", "'", ",", NARROW):
        assert read(f"{number:,}".replace(",", mark)).hundredths == number * 100


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    for unit in ("money", "hours", "percent", "count"):
        assert isinstance(read_amount(text, unit), Amount | Misread)


@given(st.text(alphabet="0123456789., 'kmEUR$%-", max_size=14))
def test_nothing_that_looks_like_an_amount_breaks_the_reading(text: str) -> None:
    amount = read_amount(text, "money")
    assert not isinstance(amount, Amount) or amount.hundredths >= 0
