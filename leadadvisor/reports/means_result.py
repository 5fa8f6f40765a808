"""The means as mappings and numbers: the part of the json and yaml reports that only the user's own figures fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadadvisor.model.means import Means, Split, Target
from leadadvisor.reports.text import safe

if TYPE_CHECKING:
    from leadadvisor.reports.result import Result

ARITHMETIC = "Arithmetic on your own figures, as if each approach brought its share; not a forecast."


def means_result(means: Means) -> dict[str, Result]:
    """Hours and money by approach, with total and reserve beside them, and what the target asks for."""
    told: dict[str, Result] = {}
    if means.weekly_hours:
        told |= _split("weekly_hours", means.weekly_hours, {})
    if means.monthly_budget:
        told |= _split("monthly_budget", means.monthly_budget, {"currency": safe(means.currency)})
        told["paid_channels"] = [
            {
                "approach": safe(part.approach),
                "channels": [safe(channel) for channel in part.channels],
                "monthly_budget": _number(part.paid),
            }
            for part in means.monthly_budget.parts
            if part.channels
        ]
    if means.target:
        told["target"] = _target(means.target)
    return told


def _split(name: str, split: Split, beside: dict[str, Result]) -> dict[str, Result]:
    by_approach: dict[str, Result] = {safe(part.approach): _number(part.amount) for part in split.parts}
    return {
        name: {**by_approach, **{key: value for key, value in beside.items() if value}},
        f"{name}_reserve": _number(split.reserve),
        f"{name}_total": _number(split.total),
    }


def _target(target: Target) -> dict[str, Result]:
    return {
        "customers": target.customers,
        "close_rate_percent": _number(target.close_rate),
        "months": target.months,
        "conversations": target.conversations,
        "conversations_a_week": target.tenths_a_week / 10,
        "by_approach": [
            {
                "approach": safe(needed.approach),
                "conversations": needed.in_all,
                "conversations_a_week": needed.tenths_a_week / 10,
            }
            for needed in target.by_approach
        ],
        "note": ARITHMETIC,
    }


def _number(hundredths: int) -> int | float:
    """A whole number where it is one; else the quotient nearest to it, so that it prints as it should."""
    whole, part = divmod(hundredths, 100)
    return hundredths / 100 if part else whole
