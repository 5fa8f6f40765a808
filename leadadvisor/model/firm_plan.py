"""A plan with dates, hours and stop rules of the user's own: what to do this fortnight, or in twelve weeks."""

from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from leadadvisor.model.plan_numbers import PlanNumbers, StopLine
from leadadvisor.model.recommendation import Caution, PlanStep, Recommendation
from leadadvisor.model.value import NamedTuple

Weeks: TypeAlias = Literal[2, 12]


class Scheduled(NamedTuple):
    """A step with the days it falls on, counted from 0; a decision falls on its last day.

    `stop` is its stop rule with the user's number in it, None where it has none for machines.
    """

    step: PlanStep
    first: int
    last: int
    stop: StopLine | None


class WeeklyHours(NamedTuple):
    """What an approach gets of the user's hours a week, in hundredths."""

    approach: str
    hours: int


class Chance(NamedTuple):
    """How often a rule stops a source of that rate, in thousandths; the rate is so many percent of the user's hope."""

    percent_of_hope: int
    rate: Fraction
    stops: int


class Checked(NamedTuple):
    """A stop rule, and what it does to sources as good as hoped and worse; empty where a number is missing."""

    line: StopLine
    chances: tuple[Chance, ...]


class FirmPlan(NamedTuple):
    """The plan of a recommendation for some weeks; without `start`, the day it began, it has no dates.

    `reserve` are the hours a week kept back, in hundredths, beside those of the approaches in `hours`. `since` is the
    day of the plan, from 0, on which the fortnight begins that it is for; `ended` the last day of an earlier plan that
    is over. `cautions` say where numbers or the log do not fit the answers.
    """

    recommendation: Recommendation
    numbers: PlanNumbers
    weeks: Weeks
    start: date | None
    steps: tuple[Scheduled, ...]
    hours: tuple[WeeklyHours, ...]
    reserve: int
    checks: tuple[Checked, ...]
    since: int = 0
    ended: date | None = None
    cautions: tuple[Caution, ...] = ()


class Checks(NamedTuple):
    """A plan looked at for its stop rules alone."""

    plan: FirmPlan
