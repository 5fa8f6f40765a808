"""Reads the user's own figures, by flag or from a file, and joins them; they are looked at after the advice is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from leadadvisor.errors import WrongUsage
from leadadvisor.model.figure import Figure, FigureKey
from leadadvisor.model.means import Figures
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.amounts import HUNDREDTHS, Unit, read_amount, written
from leadadvisor.questionnaire.answers import Misread, quoted

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
