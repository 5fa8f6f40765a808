"""Rows of results for tests: weeks of work with hours and conversations."""

from __future__ import annotations

from datetime import date, timedelta

from leadadvisor.model.results import ResultRow

MONDAY = date(2026, 1, 5)


def week(number: int) -> date:
    """The Monday of that week, the first being number 0."""
    return MONDAY + timedelta(weeks=number)


def make_row(
    number: int, approach: str, hours: float | None = 5, conversations: int | None = 0, **others: int | str
) -> ResultRow:
    """A row of that week; hours and money are in whole units here."""
    money = others.pop("money", None)
    return ResultRow(
        week(number),
        approach,
        hours=None if hours is None else round(hours * 100),
        conversations=conversations,
        money=None if money is None else int(money) * 100,
        **others,  # type: ignore[arg-type]
    )


def weekly(approach: str, conversations: list[int], hours: float = 5) -> list[ResultRow]:
    """A row a week."""
    return [make_row(number, approach, hours, each) for number, each in enumerate(conversations)]
