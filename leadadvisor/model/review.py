"""A review: what was planned beside what was done, what the log says of it, and what to do now."""

from datetime import date
from typing import Literal, TypeAlias

from leadadvisor.model.firm_plan import PlanNumbers, StopLine
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.results import OpenConversations, RateComparison, ResultRow
from leadadvisor.model.value import NamedTuple

ToDoCode: TypeAlias = Literal[
    "log-first",
    "stop-spoke",
    "results-win",
    "answer-again",
    "decide-now",
    "more-of-it",
    "keep-both",
    "too-early",
    "only-one-tried",
    "follow-up",
    "left-undone",
    "note-hours",
    "more-ends-than-talks",
    "say-when-to-judge",
    "set-numbers",
]


class ToDo(NamedTuple):
    """One thing to do now: what kind, which approaches it is about (or empty), and a number where one belongs to it.

    Stop rules that spoke for one approach are one thing to do: `text` is the first of them, `number` counts the others.
    """

    code: ToDoCode
    approach: str = ""
    others: tuple[str, ...] = ()
    number: int = 0
    text: str = ""


class Reviewed(NamedTuple):
    """One approach: planned and done, in and out.

    `planned_share` is that of the advice without own results, `hours_share` that of all hours logged, both in percent.
    `hours`, `money` and what is per conversation are in hundredths. `hours_low` and `hours_high` are the hours per
    conversation that are not ruled out; None where there is no end. `won_high` is the largest part of conversations
    old enough that may be won without being ruled out, in thousandths; None where none is old enough.
    """

    approach: str
    planned_share: int
    planned_hours: int | None
    rows: int
    hours: int
    hours_share: int
    money: int
    contacts: int
    conversations: int
    won: int
    lost: int
    open: int
    still_open: tuple[OpenConversations, ...]
    without_hours: int
    hours_per_conversation: int | None
    hours_low: int | None
    hours_high: int | None
    money_per_conversation: int | None
    old: int | None
    old_won: int | None
    won_low: int | None
    won_high: int | None
    replied_high: int | None


class Review(NamedTuple):
    """All a review may tell. `rows` are those up to the day, in order of time; `later` counts those after it."""

    as_of: date
    numbers: PlanNumbers
    rows: tuple[ResultRow, ...]
    later: int
    approaches: tuple[Reviewed, ...]
    comparisons: tuple[RateComparison, ...]
    stop_rules: tuple[StopLine, ...]
    to_do: tuple[ToDo, ...]
    planned: Recommendation
    recommendation: Recommendation
