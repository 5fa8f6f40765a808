"""What the open answers may still bring about: ranges, possible leaders, settledness and robustness."""

from collections.abc import Callable, Collection, Iterable, Mapping

from leadadvisor.engine.completions import sweep
from leadadvisor.engine.evaluate import flag_of, split
from leadadvisor.engine.evidence import Points, WeighedRule
from leadadvisor.engine.mix import Scale, Standing, allocate
from leadadvisor.engine.regions import AnswerSpace
from leadadvisor.engine.rule_regions import rule_regions
from leadadvisor.engine.steps import Term, Vector
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple


class Outlook(NamedTuple):
    """What all completions come to.

    `low` and `high` are the lowest and highest share per approach over all completions that have a mix;
    `leaders` holds the index of every approach that leads in some completion, `unled` whether some completion has no
    leader, `infeasible` whether some has no feasible approach.
    """

    low: tuple[int, ...]
    high: tuple[int, ...]
    leaders: frozenset[int]
    unled: bool
    infeasible: bool

    def settles_on(self, leader: int | None) -> bool:
        """Whether every completion is led by this approach."""
        return leader is not None and not self.unled and self.leaders == {leader}


class OpenRulebook:
    """A rulebook under the answers chosen so far: its rules and blockers as regions of what is still open.

    Questions `left_open` stay open in every completion: nobody will answer them.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        rules: Iterable[WeighedRule],
        chosen: Mapping[str, str],
        left_open: Collection[str] = (),
    ) -> None:
        self._space = AnswerSpace(rulebook.questions, chosen, left_open)
        self._approaches = [approach.id for approach in rulebook.approaches]
        self._forces = [each for rule in rules for each in rule_regions(self._space, rule)]
        self._blockers = [(blocker, self._space.where(blocker.when)) for blocker in rulebook.blockers]

    def outlook(self, scale: Scale) -> Outlook:
        """Ranges and possible leaders over all completions; raises TooEntangled."""
        count = len(self._approaches)
        last = count - 1

        def lead_over_last(points: Points) -> Vector:
            return tuple(points[index] - points[last] for index in range(last)) or (0,)

        axes = max(1, last)
        terms = self._rule_terms(lead_over_last) + self._blocker_terms(range(count), axes)
        reach = sweep(self._space, terms, axes)
        standings = []
        for flags, vector in reach.extremes():
            points = (*vector, 0)[:count] if last else (0,)
            standings.append(allocate(points, *split(flags, count), scale))
        return _summary(standings, count)

    def robustness(self, leader: int) -> int:
        """The largest whole p such that the leader leads in every completion, whatever points change by up to p %.

        Closed form: per rival, margin over the sum of the rules' differences. Raises TooEntangled.
        """
        rivals = (index for index in range(len(self._approaches)) if index != leader)
        return min((self._robustness_against(leader, rival) for rival in rivals), default=100)

    def _robustness_against(self, leader: int, rival: int) -> int:
        def margin_and_weight(points: Points) -> Vector:
            difference = points[leader] - points[rival]
            return (difference, abs(difference))

        terms = self._rule_terms(margin_and_weight) + self._blocker_terms([rival], 2)
        reach = sweep(self._space, terms, 2)
        ratios = (100 * margin // weight if weight else 0 for flags, (margin, weight) in reach.extremes() if not flags)
        return min(ratios, default=100)

    def _rule_terms(self, weights_of: Callable[[Points], Vector]) -> list[Term]:
        terms = []
        for force, region in self._forces:
            weights = weights_of(force.points)
            if any(weights):
                terms += [Term(box, weights, 0) for box in region]
        return terms

    def _blocker_terms(self, approaches: Iterable[int], axes: int) -> list[Term]:
        """Flags for the approaches asked about: those ruled out in the low bits, those that may not lead above."""
        asked = {self._approaches[index]: place for place, index in enumerate(approaches)}
        return [
            Term(box, (0,) * axes, flag_of(blocker.kind, asked[blocker.approach], len(asked)))
            for blocker, region in self._blockers
            if blocker.approach in asked
            for box in region
        ]


def _summary(standings: list[Standing], count: int) -> Outlook:
    with_mix = [standing for standing in standings if standing.shares]
    shares = [standing.shares for standing in with_mix] or [(0,) * count]
    return Outlook(
        low=tuple(map(min, zip(*shares, strict=True))),
        high=tuple(map(max, zip(*shares, strict=True))),
        leaders=frozenset(standing.leader for standing in with_mix if standing.leader is not None),
        unled=any(standing.leader is None for standing in standings),
        infeasible=len(with_mix) < len(standings),
    )
