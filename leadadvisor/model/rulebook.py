"""A rulebook: questions, approaches, sources, rules and the settings that turn points into a mix."""

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from leadadvisor.model.condition import ALWAYS, Condition
from leadadvisor.model.plan import PlanProperty, PlanRules
from leadadvisor.model.unlock import Unlock
from leadadvisor.model.value import NamedTuple

Strength: TypeAlias = Literal["slight", "moderate", "strong"]
RuleKind: TypeAlias = Literal["rule", "own-results"]
Direction: TypeAlias = Literal["supports", "opposes"]
BlockerKind: TypeAlias = Literal["rules-out", "may-not-lead"]
State: TypeAlias = Literal["now", "prepare", "not-yet", "no"]
"""Whether a channel can be begun: at once, one step of the plan away, not yet, or not at all."""

Costs: TypeAlias = Literal["money", "hours", "both"]
TensionEffect: TypeAlias = Literal["scores", "informs"]
Need: TypeAlias = Literal["always", "optional", "wording"]
Status: TypeAlias = Literal["recommended", "undecided", "nothing-feasible"]
Firmness: TypeAlias = Literal["firm", "leaning", "open"]
Taken: TypeAlias = Literal[1, 2, "both"]
Relation: TypeAlias = Literal["never-lowers", "never-raises", "lowers", "raises"]

UNSURE = "unsure"
"""The answer every question accepts beside its options: asked, and not known."""

WHOLE_MIX = "mix"
"""What a claim or an action belongs to when it belongs to no single approach."""


class Setting(NamedTuple):
    """One number of the rulebook and the reason it has that value."""

    value: int
    why: str


class Settings(NamedTuple):
    """The editorial numbers: points are integers, shares and thresholds are percent."""

    strong: Setting
    moderate: Setting
    slight: Setting
    goal_bonus: Setting
    points_to_double: Setting
    step: Setting
    floor: Setting
    may_not_lead_cap: Setting
    firm_at: Setting
    reserve: Setting

    def points(self, strength: Strength) -> int:
        """The points one strength stands for."""
        match strength:
            case "strong":
                return self.strong.value
            case "moderate":
                return self.moderate.value
            case "slight":
                return self.slight.value


class Option(NamedTuple):
    """One allowed answer; `not_covered` is what those who give it are told, where the sources do not speak of them."""

    id: str
    label: str
    help: str
    not_covered: str = ""


class Question(NamedTuple):
    """Something we ask: its wording, why we ask it, its options and when it is relevant.

    `need` says what a missing answer means: "always" counts as missing, "optional" widens the ranges but is not
    asked for, "wording" never changes the mix. `improves` holds the options from worst to best where the user can act
    on the answer, and nothing where it is a fact. `asked_when` is None for a question that is always relevant;
    otherwise a profile for which it is known to be false has the answer `otherwise`. `alike_note` says why options that
    nothing tells apart are there all the same.
    """

    id: str
    topic: str
    text: str
    help: str
    why: str
    need: Need
    improves: tuple[str, ...]
    asked_when: Condition | None
    otherwise: str | None
    options: tuple[Option, ...]
    alike_note: str = ""

    @property
    def lever(self) -> bool:
        """Whether the user can act on the answer."""
        return bool(self.improves)

    def step(self, before: str, after: str) -> bool | None:
        """Whether going from one option to the other is a step up: False for a step down, None where neither is known.

        An answer that is not given, or not known, has nothing below it: naming any option is no step.
        """
        if before not in self.improves or after not in self.improves:
            return None
        return self.improves.index(after) > self.improves.index(before)

    def option(self, option_id: str) -> Option | None:
        """The option of that id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


class Claim(NamedTuple):
    """One atomic statement of a document, in our words, with the place and the hedge it has there."""

    id: str
    document: str
    section: str
    approach: str
    attribute: str
    polarity: str
    strength: Strength
    hedge: str
    depends_on: str
    says: str
    background: str
    anchors: tuple[str, ...] = ()


class Document(NamedTuple):
    """A source: an article the claims were taken from. `unused` has the anchors that carry no claim, and why not."""

    id: str
    title: str
    publisher: str
    kind: str
    note: str
    claims: tuple[Claim, ...]
    unused: tuple[tuple[str, str], ...] = ()


class ChannelState(NamedTuple):
    """The state of a channel when its condition holds, and what it takes next: one of these brings it further.

    Where several things are missing one after the other, the first of them is named; what is needed together, together.
    """

    state: State
    when: Condition
    because: str
    claims: tuple[str, ...]
    unlocked_by: tuple[Unlock, ...] = ()


class Channel(NamedTuple):
    """One practice inside an approach. The first state whose condition holds counts; the last always holds.

    `costs` says what it takes: money alone, hours alone, or both.
    """

    id: str
    label: str
    what: str
    states: tuple[ChannelState, ...]
    costs: Costs = "hours"

    @property
    def paid(self) -> bool:
        """Whether money alone is what it takes."""
        return self.costs == "money"


class Requirement(NamedTuple):
    """Questions that decide whether an approach can be carried out, and the warning that goes with them.

    Without `when`, the approach leads only with this warning while all the questions are open; with it, the warning
    is given wherever the condition holds, whoever leads.
    """

    questions: tuple[str, ...]
    warning: str
    claims: tuple[str, ...]
    when: Condition | None = None


class Against(NamedTuple):
    """What the sources say against an approach for everybody the condition holds for, with points or without."""

    when: Condition
    because: str
    claims: tuple[str, ...]


class Approach(NamedTuple):
    """One way of winning leads that can get a share of the mix."""

    id: str
    label: str
    what: str
    requirements: tuple[Requirement, ...]
    channels: tuple[Channel, ...]
    against: tuple[Against, ...] = ()


class Effect(NamedTuple):
    """What a rule does to one approach."""

    approach: str
    direction: Direction
    strength: Strength


class Level(NamedTuple):
    """One force a rule can have; the first level that holds counts.

    `points` are given beside those of the effects, by approach: those of a user's own results have no strength.
    """

    when: Condition
    effects: tuple[Effect, ...]
    because: str
    points: tuple[tuple[str, int], ...] = ()


class SideOfTension(NamedTuple):
    """The side (1 or 2) of a tension that a rule belongs to: it fires only where that side holds."""

    tension: str
    side: int


class Rule(NamedTuple):
    """One idea: condition -> evidence for or against approaches, with its reason and its claims.

    One of the kind "own-results" is no idea of the sources: it holds what the user's own results are worth.
    """

    id: str
    topic: str
    levels: tuple[Level, ...]
    goal: bool
    claims: tuple[str, ...]
    side: SideOfTension | None
    strength_note: str
    kind: RuleKind = "rule"


class Blocker(NamedTuple):
    """A condition that rules an approach out, or forbids it to lead, whatever the points."""

    id: str
    approach: str
    kind: BlockerKind
    when: Condition
    because: str
    lifted_by: str
    claims: tuple[str, ...]


class Side(NamedTuple):
    """One side of a tension: what it says and when it holds."""

    says: str
    claims: tuple[str, ...]
    holds_when: Condition


class Tension(NamedTuple):
    """Two claims that disagree, the questions that decide between them, and what is done while they are open.

    `effect` says whether the side taken is the one that counts, or both are weighed (or neither). `always` is set where
    the rulebook settles the tension for every profile; of both sides at once it says how they are weighed. The kind
    "note" is for words the sources use differently: nothing is decided.
    """

    id: str
    title: str
    kind: str
    bears_when: Condition
    decided_by: tuple[str, ...]
    sides: tuple[Side, ...]
    while_open: str
    always: Taken | None
    always_because: str
    effect: TensionEffect = "scores"


class Contradiction(NamedTuple):
    """Answers that do not go together: asked about, or flagged, never averaged."""

    id: str
    when: Condition
    questions: tuple[str, ...]
    because: str
    ask: str
    claims: tuple[str, ...]


class Expectation(NamedTuple):
    """What must be true of a case's recommendation; empty parts demand nothing."""

    status: Status | None = None
    leads: tuple[str, ...] = ()
    does_not_lead: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    ruled_out: tuple[str, ...] = ()
    may_not_lead: tuple[str, ...] = ()
    at_most: tuple[tuple[str, int], ...] = ()
    at_least: tuple[tuple[str, int], ...] = ()
    firmness: tuple[Firmness, ...] = ()
    cautions: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    tensions: tuple[tuple[str, str], ...] = ()
    channels: tuple[tuple[str, State], ...] = ()
    rules: tuple[str, ...] = ()


class Case(NamedTuple):
    """A named situation and what its recommendation must look like, with the claims that justify it."""

    name: str
    topic: str
    answers: tuple[tuple[str, str], ...]
    why: str
    claims: tuple[str, ...]
    expect: Expectation


class Property(NamedTuple):
    """What must be true of every profile: how the share of an approach moves when this answer changes by any step.

    "lowers" and "raises" demand that it does move, unless no more than the floor is left on the lower side. It is said
    of profiles for which `where` holds with either answer.
    """

    id: str
    text: str
    question: str
    steps: tuple[tuple[str, str], ...]
    relation: Relation
    approach: str
    where: Condition = ALWAYS


class Rulebook(NamedTuple):
    """Everything the advice is made from, versioned together."""

    name: str
    version: str
    title: str
    mix_of: str
    settings: Settings
    documents: tuple[Document, ...]
    questions: tuple[Question, ...]
    approaches: tuple[Approach, ...]
    rules: tuple[Rule, ...]
    blockers: tuple[Blocker, ...]
    tensions: tuple[Tension, ...]
    contradictions: tuple[Contradiction, ...]
    cases: tuple[Case, ...]
    not_considered: tuple[str, ...]
    basis: str
    digest: str
    path: str
    properties: tuple[Property, ...] = ()
    plan: PlanRules = PlanRules()
    plan_properties: tuple[PlanProperty, ...] = ()
    language: str = "en"

    def question(self, question_id: str) -> Question | None:
        """The question of that id, or None."""
        return next((question for question in self.questions if question.id == question_id), None)

    def approach(self, approach_id: str) -> Approach | None:
        """The approach of that id, or None."""
        return next((approach for approach in self.approaches if approach.id == approach_id), None)

    def claims(self) -> Iterator[Claim]:
        """Every claim of every document, in order."""
        for document in self.documents:
            yield from document.claims

    def claims_by_id(self) -> Mapping[str, Claim]:
        """Every claim under its id."""
        return {claim.id: claim for claim in self.claims()}
