"""A figure the user may give: what it is called, and how it is kept."""

import re
from typing import Literal, TypeAlias, get_args

from leadadvisor.model.value import NamedTuple

FigureKey: TypeAlias = Literal[
    "weekly-hours", "monthly-budget", "currency", "target-customers", "close-rate", "months"
]  # fmt: skip
FIGURE_KEYS: tuple[FigureKey, ...] = get_args(FigureKey)
"""What a figure is called in a file; as a flag it has two hyphens before it."""

HUNDREDTHS = 100
"""Of one: amounts are kept as whole hundredths, so that they can be shared out exactly."""

_RANGE = re.compile(r"(?P<bound>under|over)-(?P<limit>[0-9]{1,9})|(?P<low>[0-9]{1,9})-(?P<high>[0-9]{1,9})")


class Figure(NamedTuple):
    """One figure as it was given: hours, money and the rate in hundredths, the others whole; a currency is a name."""

    key: FigureKey
    amount: int
    currency: str = ""


def is_range(option: str) -> bool:
    """The option names a range of a number: `under-5`, `5-15` or `over-40`."""
    return _RANGE.fullmatch(option) is not None


def range_holds(option: str, amount: int) -> bool:
    """The range named by the option holds the amount, in hundredths; both ends of `5-15` belong to it."""
    named = _RANGE.fullmatch(option)
    if named is None:
        return False
    if named["bound"]:
        limit = int(named["limit"]) * HUNDREDTHS
        return amount < limit if named["bound"] == "under" else amount > limit
    return int(named["low"]) * HUNDREDTHS <= amount <= int(named["high"]) * HUNDREDTHS
