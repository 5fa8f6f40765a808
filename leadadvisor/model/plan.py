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
PlanPropertyKind: TypeAlias = Literal[
    "leader-can-start",
    "no-share-for-nothing",
    "begin-what-can-begin",
    "what-runs-goes-on",
    "no-verdict-without-deed",
    "no-step-against-an-answer",
    "work-fits-hours",
    "law-before-cold",
    "one-owner",
    "what-begins-is-done",
]


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
    what is left to do for an approach that waits. `approach` may be the whole mix, and `channel` may be empty. A `must`
    is taken before anything else, of one approach and phase the first that holds. A decision `judges` actions, and
    stands only where an earlier step is one of them. An action with `after` stands only where an earlier phase has one
    of these.
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
    must: bool = False
    after: tuple[str, ...] = ()


class StepLimit(NamedTuple):
    """How many steps a phase may have where the condition holds."""

    when: Condition
    steps: int


class PlanRules(NamedTuple):
    """What plans are made from.

    More than two approaches begin at once where `several_when` holds. Where `ready_only_when` holds, nothing that must
    be prepared first begins beside the leader. An approach whose condition in `runs_when` holds
    is under way already. Of `most_steps` the first that holds counts.
    """

    actions: tuple[Action, ...] = ()
    owners: tuple[Owner, ...] = ()
    first_leads: tuple[FirstLead, ...] = ()
    several_when: Condition = NEVER
    runs_when: tuple[tuple[str, Condition], ...] = ()
    most_steps: tuple[StepLimit, ...] = ()
    ready_only_when: Condition = NEVER


class Running(NamedTuple):
    """What is under way where the condition holds: its approach begins with one of `steps`, and none of `never`."""

    when: Condition
    approach: str
    steps: tuple[str, ...]
    never: tuple[str, ...] = ()


class Presupposed(NamedTuple):
    """What must be known to hold wherever one of these steps is in the plan."""

    known: Condition
    steps: tuple[str, ...]


class AllowedOwners(NamedTuple):
    """Who a step may be for where the condition holds."""

    when: Condition
    who: tuple[str, ...]


class PlanProperty(NamedTuple):
    """What must be true of mix, channels and plan of every profile; the fields beyond the kind belong to some kinds."""

    id: str
    kind: PlanPropertyKind
    text: str
    runs: tuple[Running, ...] = ()
    presupposed: tuple[Presupposed, ...] = ()
    most: tuple[StepLimit, ...] = ()
    channels: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    owners: tuple[AllowedOwners, ...] = ()
