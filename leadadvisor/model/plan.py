"""What plans are made from: actions and decisions, who does them, and how fast an approach brings a first lead."""

from typing import Literal, TypeAlias

from leadadvisor.model.condition import NEVER, Condition
from leadadvisor.model.value import NamedTuple

Phase: TypeAlias = Literal["days-1-30", "days-31-60", "days-61-90", "later"]
ActionKind: TypeAlias = Literal["action", "decision", "take-up"]
Pace: TypeAlias = Literal["quick", "middle", "slow"]
Counts: TypeAlias = Literal["hours", "money", "contacts", "conversations", "weeks"]
AtLeast: TypeAlias = Literal["hoped", "planned", "limit"]
Without: TypeAlias = Literal["conversations", "wins", "contacts", "hours", "nothing"]


class FirstLead(NamedTuple):
    """What the sources say of the time an approach takes to its first lead, beside the other approaches."""

    approach: str
    pace: Pace
    because: str
    claims: tuple[str, ...]


class OwnerLine(NamedTuple):
    """Who does something when the condition holds; where that is nobody, `nobody` says what is amiss with it."""

    when: Condition
    who: str
    nobody: str


class Owner(NamedTuple):
    """Somebody the plan can name: the first line that holds counts; the last always holds."""

    id: str
    lines: tuple[OwnerLine, ...]


class Stop(NamedTuple):
    """A stop rule for a machine: so much put in (`counts`) without this coming out of it (`without`) means stop.

    How much is the user's: `hoped` is what their hope, had it been right, would not have been silent over; `planned`
    all they plan until the review day; `limit` the most they want to put in.
    """

    counts: Counts
    without: Without
    at_least: AtLeast = "hoped"


class Action(NamedTuple):
    """Something to do, or at the end of a phase to decide, with what to look at and when to stop.

    It comes from the sources (`claims`) or from practice (`practice` says where from), never from both. A take-up is
    what is left to do for an approach that waits. `approach` may be the whole mix, and `channel` may be empty.
    """

    id: str
    kind: ActionKind
    phase: Phase
    approach: str
    channel: str
    when: Condition
    action: str
    owner: str
    measure: str
    stop_rule: str
    claims: tuple[str, ...]
    practice: str
    judges: tuple[str, ...] = ()
    stop: Stop | None = None


class PlanRules(NamedTuple):
    """What plans are made from. More than two approaches begin at once where `several_when` holds."""

    actions: tuple[Action, ...] = ()
    owners: tuple[Owner, ...] = ()
    first_leads: tuple[FirstLead, ...] = ()
    several_when: Condition = NEVER
