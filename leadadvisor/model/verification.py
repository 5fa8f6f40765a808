"""What verifying a rulebook finds, or setting it against another: exact counts of profiles, and examples."""

from __future__ import annotations

from typing import Literal, TypeAlias

from leadadvisor.model.rulebook import Status
from leadadvisor.model.value import NamedTuple

OutcomeKind: TypeAlias = Literal["leads", "tie", "nobody-may-lead", "nothing-feasible"]
Verdict: TypeAlias = Literal["proved", "refuted", "not-verified"]
Subject: TypeAlias = Literal["mixes", "evidence", "rule", "property"]

Example: TypeAlias = tuple[tuple[str, str], ...]
"""Answers that show something: the option of each question that is asked, in asking order."""

NO_EXAMPLE: Example = ()

Shares: TypeAlias = tuple[int, ...]
"""Integer percentages in the order of the rulebook's approaches; empty where nothing is feasible."""


class OutcomeCount(NamedTuple):
    """In how many profiles it comes to this; `approach` is the leader, or empty."""

    kind: OutcomeKind
    approach: str
    profiles: int
    example: Example


class ShareBounds(NamedTuple):
    """The lowest and the highest share an approach gets in any profile that has a mix; None where none has."""

    approach: str
    low: int | None
    high: int | None
    low_example: Example
    high_example: Example


class BrokenMix(NamedTuple):
    """A mix that some profile gets and that breaks a promise: its sum, the floor or the cap."""

    shares: Shares
    promise: Literal["sum", "floor", "cap"]
    example: Example


class Mixes(NamedTuple):
    """All mixes that any profile gets: how many different ones, and those that break a promise."""

    different: int
    broken: tuple[BrokenMix, ...]


class Evidence(NamedTuple):
    """How many rules speak: n of them in `profiles[n]` profiles; thin are those in which fewer than `enough` do."""

    profiles: tuple[int, ...]
    enough: int
    thin: int
    fewest_example: Example
    most_example: Example

    @property
    def fewest(self) -> int:
        """The least number of rules that speak in any profile."""
        return next((number for number, count in enumerate(self.profiles) if count), 0)

    @property
    def most(self) -> int:
        """The greatest number of rules that speak in any profile."""
        return max(0, len(self.profiles) - 1)


class RuleRecord(NamedTuple):
    """In how many profiles each level of a rule speaks, and in how many the outcome would be another without the rule.

    `decides` is None where that was not verified.
    """

    rule: str
    speaks: tuple[int, ...]
    decides: int | None
    example: Example


class Counterexample(NamedTuple):
    """Two profiles that differ in one answer, and the shares of the approach in question."""

    before: Example
    after: Example
    share_before: int
    share_after: int


class PropertyRecord(NamedTuple):
    """What came of a declared property."""

    property: str
    text: str
    verdict: Verdict
    counterexample: Counterexample | None


class NotVerified(NamedTuple):
    """Something left open because too many rules meet: what, and the rules that are open at once."""

    subject: Subject
    name: str
    rules: tuple[str, ...]


class PlanPropertyRecord(NamedTuple):
    """Whether a plan property is true of every profile, open answers included; where refuted, of which not, and why."""

    property: str
    text: str
    verdict: Verdict
    example: Example
    why: str


class Verification(NamedTuple):
    """All that is known about a rulebook over its whole space of complete answers.

    `profiles` counts every profile once; `left_out` are questions that bear on no mix. Where the mixes were not
    verified `outcomes`, `bounds` and `mixes` are empty or None.
    """

    profiles: int
    left_out: tuple[str, ...]
    outcomes: tuple[OutcomeCount, ...]
    bounds: tuple[ShareBounds, ...]
    mixes: Mixes | None
    evidence: Evidence | None
    rules: tuple[RuleRecord, ...]
    properties: tuple[PropertyRecord, ...]
    not_verified: tuple[NotVerified, ...]
    plan_properties: tuple[PlanPropertyRecord, ...] = ()


SaidOutcome: TypeAlias = tuple[Status, str]
"""The status, and the leader or nothing."""

Said: TypeAlias = tuple[SaidOutcome, tuple[int, ...]]
"""What a rulebook says of a profile: the outcome, and the shares in the order of the first rulebook (0: no mix)."""


class OutcomeChange(NamedTuple):
    """Profiles whose outcome becomes another; with the same outcome before and after only the shares may move."""

    before: SaidOutcome
    after: SaidOutcome
    profiles: int
    example: Example


class Movement(NamedTuple):
    """How the share of an approach moves: sums over all profiles in percentage points, and the furthest moves."""

    approach: str
    total: int
    total_size: int
    furthest_rise: int
    rise_example: Example
    furthest_fall: int
    fall_example: Example


class RulebookDiff(NamedTuple):
    """What changes from one rulebook to another; `exact` is False where profiles were drawn instead."""

    exact: bool
    profiles: int
    other_outcome: int
    other_mix: int
    changes: tuple[OutcomeChange, ...]
    movements: tuple[Movement, ...]
