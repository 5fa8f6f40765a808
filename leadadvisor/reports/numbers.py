"""Numbers of the loop in words: hours, money, ratios, and stop rules with the user's number in them."""

from __future__ import annotations

import re

from leadadvisor.model.plan_numbers import NumberKey, StopLine
from leadadvisor.model.results import THOUSAND
from leadadvisor.reports.plan import amount

__all__ = ["BLANK", "amount", "asked", "filled", "hours", "money", "ratio", "thousandths"]

BLANK = "____"
_BLANK = re.compile(BLANK)

_ASKED: dict[NumberKey, str] = {
    "hours-a-week": "hours a week",
    "review-day": "the review day",
    "contacts-a-week": "people you ask or contact a week",
    "conversations-hoped": "conversations you hope for by the review day",
    "most-to-spend": "the most to spend until then",
    "days-to-judge": "days after which a conversation counts as not won",
}


def asked(key: NumberKey) -> str:
    """What a number of the user's is, in a few words."""
    return _ASKED[key]


def hours(hundredths: int) -> str:
    """Hours as they are written: 2.5 h."""
    return f"{amount(_rounded(hundredths))} h"


def money(hundredths: int) -> str:
    """Money, whole from a hundred on."""
    return amount((hundredths + 50) // 100 * 100 if hundredths >= 100 * 100 else hundredths)


def _rounded(hundredths: int) -> int:
    """Hours to a tenth, and whole ones from ten on: more would only look exact."""
    unit = 100 if hundredths >= 10 * 100 else 10
    return (hundredths + unit // 2) // unit * unit


def ratio(thousandths_: int) -> str:
    """A ratio of rates, rounded down: its lower end is what is known."""
    whole, part = divmod(thousandths_ * 100 // THOUSAND, 100)
    return f"{whole}.{part:02d}".rstrip("0").removesuffix(".") if whole < 10 else str(whole)  # noqa: PLR2004 - one digit


def thousandths(share: int) -> str:
    """A share in percent, whole where it is not small."""
    if share < 100:  # noqa: PLR2004 - ten percent
        return f"{(share + 0) / 10:.1f}".removesuffix(".0") + " %"
    return f"{(share + 5) // 10} %"


def filled(line: StopLine) -> str:
    """The words of a stop rule with the user's number in its blank; the blank stays where the number is not known."""
    if line.number is None:
        return line.text
    told = amount(line.number) if line.counts in {"hours", "money"} else f"{line.number:,}"
    return _BLANK.sub(told, line.text, count=1)
