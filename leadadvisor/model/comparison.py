"""A comparison: recommendations side by side, and what causes every difference between them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from leadadvisor.model.recommendation import AdjustmentKind, Recommendation
from leadadvisor.model.value import NamedTuple

CauseKind: TypeAlias = Literal["answer", "topic", "setting"]
StepKind: TypeAlias = Literal["equal-share", "rule"] | AdjustmentKind
Speaks: TypeAlias = Literal["before", "after", "both"]
Subject: TypeAlias = Literal["answers", "rulebooks", "changes", "days"]


class Scenario(NamedTuple):
    """One recommendation of a comparison under the name the reader gave it."""

    name: str
    recommendation: Recommendation

    def share(self, approach: str) -> int:
        """The share of that approach in percent; 0 where it has none."""
        portion = self.recommendation.portion(approach)
        return portion.share if portion else 0


class Replaced(NamedTuple):
    """A question or a setting that is one thing before and another after; an open answer is empty."""

    id: str
    before: str
    after: str


class Cause(NamedTuple):
    """One thing that differs and its part in the difference of each share.

    `hundredths` of a percentage point, one figure for each approach in the order of the rulebook. A topic takes the
    answers in `replaced` together.
    """

    kind: CauseKind
    id: str
    replaced: tuple[Replaced, ...]
    hundredths: tuple[int, ...]


class Step(NamedTuple):
    """A line of the account of a share, before and after, in hundredths of a percentage point.

    For a rule it says whether it speaks before, after or both; for other lines `rule` and `because` are empty.
    """

    kind: StepKind
    rule: str
    because: str
    before: int
    after: int
    speaks: Speaks = "both"


class ShareDifference(NamedTuple):
    """One approach before and after; shares are percentages, 0 where there is no mix.

    The steps are those that differ: what they moved adds up to the difference of the shares, in hundredths. There
    are none where one side has no mix, and so no account.
    """

    approach: str
    before: int
    after: int
    steps: tuple[Step, ...]


class Difference(NamedTuple):
    """What differs between two recommendations and why.

    The causes add up to the difference of each share, exactly. There are none where two rulebooks are compared: then
    the steps of each share say what it comes from, and `settings`, `only_before`, `only_after` and `reworked` what
    differs between the rulebooks (the last three are ids of rules).
    """

    shares: tuple[ShareDifference, ...]
    causes: tuple[Cause, ...]
    leader_changes: bool
    settings: tuple[Replaced, ...] = ()
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    reworked: tuple[str, ...] = ()


class Comparison(NamedTuple):
    """Two scenarios or more; each difference is that of a later scenario from the first."""

    subject: Subject
    scenarios: tuple[Scenario, ...]
    differences: tuple[Difference, ...]

    @property
    def leader_changes(self) -> bool:
        """Whether any scenario has another leader or status than the first."""
        return any(difference.leader_changes for difference in self.differences)

    def approaches(self) -> tuple[str, ...]:
        """The approaches of all rulebooks that were compared, those of the first one first."""
        return tuple(
            dict.fromkeys(way.id for each in self.scenarios for way in each.recommendation.rulebook.approaches)
        )
