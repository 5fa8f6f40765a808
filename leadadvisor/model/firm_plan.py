"""A plan with a user's own numbers: the numbers, dates, hours and stop rules, for this fortnight or twelve weeks."""

from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from leadadvisor.model.plan import Counts
from leadadvisor.model.recommendation import Caution, PlanStep, Recommendation
from leadadvisor.model.value import NamedTuple

Weeks: TypeAlias = Literal[2, 12]
"""For how many weeks a plan is made."""

NumberKey: TypeAlias = Literal[
    "hours-a-week", "review-day", "contacts-a-week", "conversations-hoped", "most-to-spend", "days-to-judge"
]
NUMBER_KEYS: tuple[NumberKey, ...] = get_args(NumberKey)
"""What the numbers are called in a file, in the order in which they are asked; as a flag with two hyphens before."""


class PlanNumbers(NamedTuple):
    """The user's own numbers; None for each that was not given. None is ever put in its place.

    `hours_a_week` and `most_to_spend` are in hundredths. `conversations_hoped` are those hoped for by the review day
    from the day the plan began; a conversation `days_to_judge` old that is not won counts as not won.
    """

    hours_a_week: int | None = None
    review_day: date | None = None
    contacts_a_week: int | None = None
    conversations_hoped: int | None = None
    most_to_spend: int | None = None
    days_to_judge: int | None = None
    begun: date | None = None


class StopLine(NamedTuple):
    """A stop rule of the plan with the user's number in it.

    `number` is None where a number it needs was not given; hours and money in hundredths. `reached` is what the log
    has of it so far, None where nothing is logged; `came` says that what the rule waits for has come. `can_fire` is
    False where there is too little of it until the review day, None where that is not known.
    """

    action: str
    approach: str
    text: str
    counts: Counts
    number: int | None
    reached: int | None
    spoke: bool
    came: bool
    can_fire: bool | None
    needs: tuple[NumberKey, ...] = ()


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
