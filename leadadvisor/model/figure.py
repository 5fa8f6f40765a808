"""A figure the user may give: what it is called, and how it is kept."""

from typing import Literal, TypeAlias, get_args

from leadadvisor.model.value import NamedTuple

FigureKey: TypeAlias = Literal[
    "weekly-hours", "monthly-budget", "currency", "target-customers", "close-rate", "months"
]  # fmt: skip
FIGURE_KEYS: tuple[FigureKey, ...] = get_args(FigureKey)
"""What a figure is called in a file; as a flag it has two hyphens before it."""


class Figure(NamedTuple):
    """One figure as it was given: hours, money and the rate in hundredths, the others whole; a currency is a name."""

    key: FigureKey
    amount: int
    currency: str = ""
