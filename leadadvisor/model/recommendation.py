"""A recommendation: the mix, every reason for it and every doubt about it; all a report may tell."""

from typing import TYPE_CHECKING, Literal, TypeAlias

from leadadvisor.model.plan import Phase, Stop
from leadadvisor.model.profile import Answer
from leadadvisor.model.rulebook import BlockerKind, Firmness, Rulebook, State, Status, Strength, Taken, TensionEffect
from leadadvisor.model.unlock import Unlock
from leadadvisor.model.value import NamedTuple

if TYPE_CHECKING:  # most recommendations are made without the user's own figures
    from leadadvisor.model.means import Means

Role: TypeAlias = Literal["leads", "supports", "parked", "ruled-out"]
AdjustmentKind: TypeAlias = Literal["ruled-out", "floor", "gate", "rounding"]
CautionCode: TypeAlias = Literal[
    "contradiction",
    "missing-answers",
    "open-result",
    "nothing-feasible",
    "undecided",
    "infeasible-approach",
    "may-not-lead",
    "out-of-scope",
    "unused-answer",
    "ranges-skipped",
    "figures-against-answers",
    "too-entangled",
    "own-results-win",
    "log-against-answers",
]
ContributionKind: TypeAlias = Literal["rule", "goal-bonus", "own-results"]
PlanNoteCode: TypeAlias = Literal["nobody-to-do-it", "paired-with-quicker", "slow-alone", "waits"]


class Given(NamedTuple):
    """One answer a reason rests on."""

    question: str
    option: str


class Contribution(NamedTuple):
    """What one rule, the goal bonus or the user's own results added to or took from one approach.

    `points` are those the rule gives this very approach (0 where it acts through a rival); `hundredths` are its
    part of the share, in hundredths of a percentage point. `strength` is None where points are 0. The goal bonus of all
    rules is a row of its own (`rule` is "goal-bonus"): it is the rulebook's, so it cites no claim.
    """

    rule: str
    points: int
    hundredths: int
    strength: Strength | None
    because: str
    claims: tuple[str, ...]
    answers: tuple[Given, ...]
    kind: ContributionKind = "rule"


class Adjustment(NamedTuple):
    """A step between the points and the printed share, in hundredths of a percentage point."""

    kind: AdjustmentKind
    hundredths: int


class StandingBlocker(NamedTuple):
    """A blocker that holds for this profile."""

    id: str
    kind: BlockerKind
    because: str
    lifted_by: str
    claims: tuple[str, ...]


class NearMiss(NamedTuple):
    """A rule that would have spoken for the approach, had one answer been another."""

    rule: str
    points: int
    because: str
    question: str
    options: tuple[str, ...]
    claims: tuple[str, ...]


class Portion(NamedTuple):
    """One approach's part of the mix: share, low and high are integer percentages, shares sum to 100.

    equal share + contributions + adjustments = share, exactly, in hundredths of a percentage point.
    """

    approach: str
    share: int
    low: int
    high: int
    role: Role
    points: int
    equal_share: int
    contributions: tuple[Contribution, ...]
    adjustments: tuple[Adjustment, ...]
    blockers: tuple[StandingBlocker, ...]
    near_misses: tuple[NearMiss, ...]
    state: State = "now"


class ChannelLine(NamedTuple):
    """The state of one channel for this profile, why, and what would bring it further (nothing where it is `now`)."""

    channel: str
    approach: str
    state: State
    because: str
    claims: tuple[str, ...]
    unlocked_by: tuple[Unlock, ...] = ()


class TensionLine(NamedTuple):
    """A disagreement of the sources that bears on this profile.

    `taken` is None while its question is open, and where both sides are weighed.
    """

    id: str
    taken: Taken | None
    decided_by: tuple[Given, ...]
    open_questions: tuple[str, ...]
    effect: TensionEffect = "scores"


class Caution(NamedTuple):
    """A warning that belongs to this recommendation; `subject` is the id it is about, or empty."""

    code: CautionCode
    text: str
    subject: str
    questions: tuple[str, ...]
    claims: tuple[str, ...]


class Change(NamedTuple):
    """One answer that would be another; `before` is "unsure", an option, or empty where it was unanswered."""

    question: str
    before: str
    after: str


class Flip(NamedTuple):
    """Changes that would bring another leader (None: no leader).

    `up` is True where every change is a step up the user can take, False where one is a step down, None where facts
    would have to be others. A change that leaves nobody to lead is no step to take: `up` is then never True.
    """

    change: tuple[Change, ...]
    leader: str | None
    status: Status
    up: bool | None


class Mover(NamedTuple):
    """A single change that moves a share far without changing the leader; `up` as in `Flip`."""

    change: Change
    approach: str
    share: int
    up: bool | None


class Swing(NamedTuple):
    """How far one question alone moves the approach that comes first: its lowest and highest share over all options.

    `flips` says whether some option puts another approach first, or none.
    """

    question: str
    low: int
    high: int
    flips: bool


class NextQuestion(NamedTuple):
    """An open question and what its answer alone can do; moves are in percentage points."""

    question: str
    can_change_leader: bool
    largest_move: int


class PlanStep(NamedTuple):
    """One line of the plan, for a phase: something to do, or to decide when the phase ends.

    `owner` is who, or empty where the answers name nobody. Measure and stop rule are shapes: the user fills in every
    blank. What it comes from is in `claims`, or in `practice` where it does not come from the sources. A decision
    `judges` earlier steps of this plan; an action `opens` the channels that wait for it.
    """

    id: str
    kind: Literal["action", "decision"]
    phase: Phase
    approach: str
    channel: str
    action: str
    owner: str
    measure: str
    stop_rule: str
    claims: tuple[str, ...]
    practice: str
    judges: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    stop: Stop | None = None


class PlanNote(NamedTuple):
    """Why the plan is laid out like this, or what is amiss with it; `approach` is what it is about, or empty."""

    code: PlanNoteCode
    text: str
    approach: str
    claims: tuple[str, ...]


class HeldBack(NamedTuple):
    """An approach that the points would put first and a blocker keeps from it, and the mix once that is lifted."""

    approach: str
    blocker: str
    lifted_by: str
    mix: tuple[tuple[str, int], ...]


class AgainstLine(NamedTuple):
    """What the sources say against an approach at the top, whether or not it has points for this profile."""

    because: str
    claims: tuple[str, ...]
    approach: str


class Recommendation(NamedTuple):
    """The advice for one profile by one rulebook.

    `mix` runs from the largest share to the smallest and is empty where nothing is feasible. `ranges` says how
    far low and high may be trusted: "exact", "skipped" at the caller's wish, or "too-entangled" for an exact
    sweep. `possible_leaders` are those some completion of the open answers brings about; None stands for none.
    `level` says that the top two are about equal. `weightings_percent` is the share of weightings under which the
    leader stands, None where it was not worked out. `open_pair` names two open questions that together change who leads
    where no single one does. `plan` runs from phase to phase, what to do first at the top. `means` are the user's own
    figures shared out, None where none were given.
    """

    rulebook: Rulebook
    answers: tuple[Answer, ...]
    status: Status
    leader: str | None
    firmness: Firmness
    mix: tuple[Portion, ...]
    channels: tuple[ChannelLine, ...]
    tensions: tuple[TensionLine, ...]
    cautions: tuple[Caution, ...]
    robustness_percent: int
    settled: bool
    ranges: Literal["exact", "skipped", "too-entangled"]
    possible_leaders: tuple[str | None, ...]
    flips: tuple[Flip, ...]
    movers: tuple[Mover, ...]
    next_questions: tuple[NextQuestion, ...]
    plan: tuple[PlanStep, ...] = ()
    plan_notes: tuple[PlanNote, ...] = ()
    means: "Means | None" = None
    level: bool = False
    held_back: HeldBack | None = None
    against: tuple[AgainstLine, ...] = ()
    weightings_percent: int | None = None
    open_pair: tuple[str, ...] = ()
    swings: tuple[Swing, ...] = ()

    def portion(self, approach: str) -> Portion | None:
        """The portion of that approach, or None."""
        return next((portion for portion in self.mix if portion.approach == approach), None)
