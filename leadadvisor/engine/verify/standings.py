"""What sums of points and raised flags come to, each combination worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadadvisor.engine.evaluate import flag_of, split
from leadadvisor.engine.evidence import Points
from leadadvisor.engine.mix import Standing, allocate, scale_of
from leadadvisor.engine.regions import Region
from leadadvisor.engine.verify.results import OutcomeKind
from leadadvisor.engine.verify.space import Reading, Speaking
from leadadvisor.engine.verify.terms import Term, Vector
from leadadvisor.model.rulebook import Blocker, Rulebook


class Standings:
    """Leaders and shares of one rulebook, by flags and by points counted from the last approach.

    Flags: one bit for each approach that is ruled out, above them one for each that may not lead.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.approaches = tuple(approach.id for approach in rulebook.approaches)
        self._scale = scale_of(rulebook.settings)
        self._known: dict[tuple[int, Vector], Standing] = {}
        self._outcomes: dict[tuple[int, Vector], tuple[OutcomeKind, int | None]] = {}

    @property
    def axes(self) -> int:
        """How many differences of points there are."""
        return len(self.approaches) - 1

    @property
    def flag_bits(self) -> int:
        """How many bits the flags take."""
        return 2 * len(self.approaches)

    def standing(self, flags: int, vector: Vector) -> Standing:
        """Leader and shares."""
        key = flags, vector
        found = self._known.get(key)
        if found is None:
            ruled_out, may_not_lead = self.split(flags)
            found = self._known[key] = allocate((*vector, 0), ruled_out, may_not_lead, self._scale)
        return found

    def share(self, flags: int, vector: Vector, approach: int) -> int:
        """The share of an approach, 0 where there is no mix."""
        shares = self.standing(flags, vector).shares
        return shares[approach] if shares else 0

    def outcome(self, flags: int, vector: Vector) -> tuple[OutcomeKind, int | None]:
        """Who leads, or why nobody does."""
        key = flags, vector
        found = self._outcomes.get(key)
        if found is None:
            found = self._outcomes[key] = self._outcome((*vector, 0), *self.split(flags))
        return found

    def split(self, flags: int) -> tuple[int, int]:
        """The approaches ruled out, and those that may not lead, as bitmasks."""
        return split(flags, len(self.approaches))

    def _outcome(self, points: Points, ruled_out: int, may_not_lead: int) -> tuple[OutcomeKind, int | None]:
        if ruled_out == (1 << len(points)) - 1:
            return "nothing-feasible", None
        may_lead = [place for place in range(len(points)) if not (ruled_out | may_not_lead) >> place & 1]
        if not may_lead:
            return "nobody-may-lead", None
        top = max(points[place] for place in may_lead)
        first = [place for place in may_lead if points[place] == top]
        return ("leads", first[0]) if len(first) == 1 else ("tie", None)

    def flag(self, blocker: Blocker) -> int:
        """The flag a blocker raises."""
        return flag_of(blocker.kind, self.approaches.index(blocker.approach), len(self.approaches))


def differences(points: Points) -> Vector:
    """Points counted from those of the last approach: all that leaders and shares depend on."""
    return tuple(each - points[-1] for each in points[:-1])


def rule_terms(speaking: Iterable[Speaking]) -> Iterator[Term]:
    """What rules add to the differences of points."""
    for one in speaking:
        weights = differences(one.force.points)
        if any(weights):
            for box in one.boxes:
                yield Term(box, weights, rule=one.rule)


def blocker_terms(reading: Reading, standings: Standings) -> Iterator[Term]:
    """The flags that blockers raise."""
    for blocker, boxes in reading.blocked():
        for box in boxes:
            yield Term(box, (0,) * standings.axes, standings.flag(blocker))


def impossible_terms(boxes: Region, axes: int) -> Iterator[Term]:
    """Boxes in which there are no profiles."""
    for box in boxes:
        yield Term(box, (0,) * axes, impossible=True)
