"""The few numbers of a user's own that a plan needs, what stop rules make of them, and what was said by the log."""

from datetime import date
from typing import Literal, TypeAlias, get_args

from leadadvisor.model.plan import Counts
from leadadvisor.model.value import NamedTuple

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
