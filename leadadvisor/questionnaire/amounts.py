"""Reads an amount as people type it, and refuses what could mean two things, naming both."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, TypeAlias

from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import Misread, quoted

Unit: TypeAlias = Literal["money", "hours", "percent", "count"]

HUNDREDTHS = 100
"""Of one: amounts are kept as whole hundredths, so that they can be shared out exactly."""


class Amount(NamedTuple):
    """An amount in hundredths, and the currency written beside it, empty where there is none."""

    hundredths: int
    currency: str


_SYMBOLS = "€$£¥₹₩₺₽₴₪"
_CURRENCY = rf"[{_SYMBOLS}]|[A-Za-z]{{3}}"
_ODD_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\t]")
_FORM = re.compile(
    rf"(?P<before>{_CURRENCY})? ?(?P<sign>[-\u2212\u2013+])? ?(?P<before_too>{_CURRENCY})? ?"
    r"(?P<number>[0-9][0-9., '\u2019]*?) ?"
    rf"(?P<word>thousand|million|hours|hour|mn|k|m|h|%)? ?(?P<after>{_CURRENCY})?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[0-9]{1,3}(?P<by>[ ,.'])[0-9]{3}(?:(?P=by)[0-9]{3})*")
_NO_CURRENCIES = frozenset({"BIO", "BLN", "DAY", "HRS", "MIN", "MIO", "MLN", "MRD", "PCT", "PER", "TSD"})
"""Three letters that people write beside a number and that mean something else."""

_LONGEST = 40
_GROUP = 3
_TIMES = {"k": (1_000,), "thousand": (1_000,), "mn": (1_000_000,), "million": (1_000_000,), "m": (1_000_000, 1_000)}
"""What a word after the number multiplies it by; some write m for a million and some for a thousand."""

_WORDS_OF: dict[Unit, frozenset[str]] = {
    "money": frozenset(_TIMES),
    "hours": frozenset({"h", "hour", "hours", "k"}),
    "percent": frozenset({"%"}),
    "count": frozenset({"k", "thousand"}),
}
_SUCH_AS: dict[Unit, str] = {
    "money": "such as 2500, 2.5k, $5,000 or 5 000 EUR",
    "hours": "such as 12 or 7.5",
    "percent": "such as 20%",
    "count": "such as 12",
}


def read_amount(text: str, unit: Unit) -> Amount | Misread:
    """The amount the text stands for, not below zero, or what is wrong with it."""
    plain = _ODD_SPACES.sub(" ", text).strip().replace("\u2019", "'")
    form = _FORM.fullmatch(plain) if len(plain) <= _LONGEST else None
    if form is None or not _fits(form, unit):
        return _not_understood(text, unit)
    if form["sign"] and form["sign"] != "+":
        return Misread(f"{quoted(text)} is below zero", None, f"write an amount, {_SUCH_AS[unit]}")
    word = (form["word"] or "").lower()
    readings = [each * times for each in _readings(form["number"].strip()) for times in _TIMES.get(word, (1,))]
    if len(readings) > 1:
        return _two_readings(text, *readings[:2])
    if not readings or readings[0] * HUNDREDTHS % 1:
        return _not_understood(text, unit)
    return Amount(int(readings[0] * HUNDREDTHS), _currency(form))


def written(hundredths: int) -> str:
    """An amount as it can be typed again: no group of thousands, and a point before the decimals."""
    whole, part = divmod(hundredths, HUNDREDTHS)
    return f"{whole}.{part:02d}".rstrip("0") if part else str(whole)


def _two_readings(text: str, one: Decimal, other: Decimal) -> Misread:
    first, second = (f"{each:f}".rstrip("0").rstrip(".") if each % 1 else f"{each:.0f}" for each in (one, other))
    fine = any(each * HUNDREDTHS % 1 for each in (one, other))
    rest = f"write {first}, or at most two decimals" if fine else f"write {first} or {second}"
    return Misread(f"{quoted(text)} can be read as {first} or as {second}", None, rest)


def _not_understood(text: str, unit: Unit) -> Misread:
    return Misread(f"{quoted(text)} is not {_what(unit)}", None, f"write one amount, {_SUCH_AS[unit]}")


def _what(unit: Unit) -> str:
    match unit:
        case "money":
            return "an amount of money"
        case "hours":
            return "a number of hours"
        case "percent":
            return "a percentage"
        case "count":
            return "a number"


def _fits(form: re.Match[str], unit: Unit) -> bool:
    currencies = [word for word in (form["before"], form["before_too"], form["after"]) if word]
    if len(currencies) > (unit == "money") or any(word.upper() in _NO_CURRENCIES for word in currencies):
        return False
    return not form["word"] or form["word"].lower() in _WORDS_OF[unit]


def _currency(form: re.Match[str]) -> str:
    return (form["before"] or form["before_too"] or form["after"] or "").upper()


def _readings(number: str) -> list[Decimal]:
    """What the digits can mean: one thing, two, or nothing at all."""
    if number.isdigit():
        return [Decimal(number)]
    last = max(number.rfind("."), number.rfind(","))
    if last < 0 or number.count(number[last]) > 1:  # nothing but marks of thousands
        return _grouped(number)
    whole, fraction = number[:last], number[last + 1 :]
    if not fraction.isdigit() or len(fraction) > _GROUP:
        return []
    if not whole.isdigit():  # marks of thousands before it, so this one begins the decimals
        return [each + Decimal(f"0.{fraction}") for each in _grouped(whole)]
    return _with_one_mark(whole, number[last], fraction)


def _with_one_mark(whole: str, mark: str, fraction: str) -> list[Decimal]:
    """One comma or point, and digits on both sides of it."""
    decimal, without = Decimal(f"{whole}.{fraction}"), Decimal(whole + fraction)
    if whole.startswith("0"):
        return [decimal]
    if len(fraction) < _GROUP:
        return [decimal] if mark == "." else [decimal, without]
    if len(whole) > _GROUP:
        return []
    return [without] if mark == "," else [without, decimal]  # 5,000 is five thousand; 1.000 is one or a thousand


def _grouped(number: str) -> list[Decimal]:
    return [Decimal(re.sub("[^0-9]", "", number))] if _GROUPED.fullmatch(number) else []
