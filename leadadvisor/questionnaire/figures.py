"""Reads the user's own figures, by flag or from a file: amounts as people type them, and what goes together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

from leadadvisor.errors import WrongUsage
from leadadvisor.model.figure import HUNDREDTHS, Figure, FigureKey
from leadadvisor.model.means import Figures
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import Misread, quoted

Unit: TypeAlias = Literal["money", "hours", "percent", "count"]


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
    return Amount(int(readings[0] * HUNDREDTHS), _currency_beside(form))


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


def _currency_beside(form: re.Match[str]) -> str:
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


_OF_A_TARGET: tuple[FigureKey, ...] = ("target-customers", "close-rate", "months")
_CODE_LENGTH = 3
_MEANT_BY: Mapping[str, str] = {
    "€": "EUR", "£": "GBP", "$": "USD CAD AUD NZD SGD HKD MXN", "¥": "JPY CNY", "₹": "INR", "₩": "KRW", "₺": "TRY",
    "₽": "RUB", "₴": "UAH", "₪": "ILS",
}  # fmt: skip


class _Bounds(NamedTuple):
    """What an amount may be, in whole units, and what to ask where it is more than anybody could mean."""

    unit: Unit
    least: int
    most: int
    too_much: str


_BOUNDS: Mapping[FigureKey, _Bounds] = {
    "weekly-hours": _Bounds("hours", 0, 10_000, "write the hours of one week, all people together"),
    "monthly-budget": _Bounds("money", 0, 1_000_000_000, "write the money of one month"),
    "target-customers": _Bounds("count", 1, 1_000_000, "write how many customers you want to win"),
    "close-rate": _Bounds("percent", 0, 100, "write how many of a hundred qualified conversations become customers"),
    "months": _Bounds("count", 1, 120, "write a number of months up to 120"),
}


def read_figure(key: FigureKey, text: str) -> Figure | Misread:
    """The figure the text stands for, or what is wrong with it."""
    if key == "currency":
        return _currency(text)
    bounds = _BOUNDS[key]
    amount = read_amount(text, bounds.unit)
    if isinstance(amount, Misread):
        return amount
    odd = _odd_rate(text, amount.hundredths) if key == "close-rate" else None
    if odd is not None:
        return odd
    if amount.hundredths > bounds.most * HUNDREDTHS:
        return Misread(f"{quoted(text)} is more than {bounds.most}", None, bounds.too_much)
    if bounds.unit == "count":
        return _whole(key, text, amount.hundredths, bounds)
    return Figure(key, amount.hundredths, amount.currency)


def figure_text(figure: Figure) -> str:
    """The figure as it can be typed again."""
    if figure.key == "currency":
        return figure.currency
    if _BOUNDS[figure.key].unit == "count":
        return str(figure.amount)
    sign = "%" if figure.key == "close-rate" else ""
    return f"{written(figure.amount)}{sign} {figure.currency}".rstrip()


def joined(given: Iterable[Figure]) -> Figures:
    """All figures together, each given once.

    Raises `WrongUsage` where one of them needs another, or where two name different currencies.
    """
    kept = {figure.key: figure for figure in given}
    _check_target(kept)
    amounts = {key: figure.amount for key, figure in kept.items()}
    return Figures(
        weekly_hours=amounts.get("weekly-hours"),
        monthly_budget=amounts.get("monthly-budget"),
        currency=_one_currency(kept),
        target_customers=amounts.get("target-customers"),
        close_rate=amounts.get("close-rate"),
        months=amounts.get("months"),
    )


def _whole(key: FigureKey, text: str, hundredths: int, bounds: _Bounds) -> Figure | Misread:
    number, rest = divmod(hundredths, HUNDREDTHS)
    if rest or number < bounds.least:
        return Misread(f"{quoted(text)} is not a whole number of at least {bounds.least}", None, bounds.too_much)
    return Figure(key, number)


def _currency(text: str) -> Figure | Misread:
    name = text.strip().upper()
    if name in _MEANT_BY or (len(name) == _CODE_LENGTH and name.isascii() and name.isalpha()):
        return Figure("currency", 0, name)
    return Misread(f"{quoted(text)} is not a currency", None, "write its sign or its code of three letters, as EUR")


def _odd_rate(text: str, hundredths: int) -> Misread | None:
    """What is wrong with a rate; up to one, a number without a sign may be a part of one or percent."""
    if hundredths == 0:
        return Misread(f"{quoted(text)} would mean that nobody ever buys", None, "write a rate above zero")
    if hundredths <= HUNDREDTHS and "%" not in text:
        one, other = f"{written(hundredths * 100)}%", f"{written(hundredths)}%"
        return Misread(f"{quoted(text)} can be read as {one} or as {other}", None, f"write {one} or {other}")
    return None


def _check_target(kept: Mapping[FigureKey, Figure]) -> None:
    """All three or none: with one missing there is nothing to work out, and nothing is put in its place."""
    given = [f"--{key}" for key in _OF_A_TARGET if key in kept]
    missing = [f"--{key}" for key in _OF_A_TARGET if key not in kept]
    if given and missing:
        verb = "is" if len(given) == 1 else "are"
        raise WrongUsage(
            f"{' and '.join(given)} {verb} given without {' and '.join(missing)}. What a target asks for is worked out "
            "from all three of your own figures, and none is filled in for you. Give all of them, or none."
        )


def _one_currency(kept: Mapping[FigureKey, Figure]) -> str:
    """The currency of the money, its code rather than its sign."""
    named = kept["currency"].currency if "currency" in kept else ""
    if "monthly-budget" not in kept:
        if named:
            raise WrongUsage("--currency is given without --monthly-budget, so there is no money it could be of.")
        return ""
    beside = kept["monthly-budget"].currency
    if not named or not beside or named == beside:
        return named or beside
    for sign, code in ((named, beside), (beside, named)):
        if code in _MEANT_BY.get(sign, "").split():
            return code
    raise WrongUsage(f"the money is in {beside} by --monthly-budget and in {named} by --currency. Give one of them.")
