"""What open answers may still bring about, and other weights: ranges, possible leaders, robustness, weightings.

A completion gives every open question one of its options, or leaves it open. All of them are gone through at once, by
the sweep of sweep.py; nothing is sampled and nothing rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import accumulate

from leadadvisor.engine.evaluate import Evaluation, Reasoner, WeighedRule
from leadadvisor.engine.mix import Points, Scale, Standing, allocate, differences, flag_of, split
from leadadvisor.engine.space import AnswerSpace, TooEntangled, rule_regions
from leadadvisor.engine.sweep import Row, reach
from leadadvisor.engine.sweep_terms import Term, Vector
from leadadvisor.model.rulebook import Level, Rulebook, Strength
from leadadvisor.model.value import NamedTuple

WORK_LIMIT = 800_000
"""How much a sweep may do (states times options times size of a set) before it gives up with an honest word."""

_MIX_COST = 4
"""What it takes to work out the share of one approach, in the same units."""


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

    def is_unchanging(self, standing: Standing) -> bool:
        """Whether every completion has this very status, leader and shares."""
        return self.low == self.high and self.keeps_leader(standing)

    def keeps_leader(self, standing: Standing) -> bool:
        """Whether every completion has this very leader, or as this one none; and a mix where this one has a mix."""
        if standing.status == "nothing-feasible":
            return not any(self.high) and not self.leaders
        if self.infeasible:
            return False
        return self.settles_on(standing.leader) if standing.leader is not None else not self.leaders


class OpenRulebook:
    """A rulebook under the answers chosen so far: its rules and blockers as regions of what is still open.

    Questions `left_open` stay open in every completion: nobody will answer them. Raises TooEntangled.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        rules: Iterable[WeighedRule],
        chosen: Mapping[str, str],
        left_open: Collection[str] = (),
    ) -> None:
        space = AnswerSpace(rulebook.questions, chosen, left_open)
        self._sizes = {question.id: space.states(question.id).bit_length() for question in rulebook.questions}
        self._approaches = [approach.id for approach in rulebook.approaches]
        self._forces = [(number, *each) for number, rule in enumerate(rules) for each in rule_regions(space, rule)]
        self._blockers = [(blocker, space.where(blocker.when)) for blocker in rulebook.blockers]

    def outlook(self, scale: Scale) -> Outlook:
        """Ranges and possible leaders over all completions; raises TooEntangled."""
        count = len(self._approaches)
        axes = max(1, count - 1)
        terms = self._rule_terms(lambda points: differences(points) or (0,))
        terms += self._blocker_terms(range(count), axes)
        standings: list[Standing] = []
        unled = False
        for row in reach(self._sizes, terms, axes, WORK_LIMIT).rows():
            if len(standings) * count * _MIX_COST > WORK_LIMIT:
                raise TooEntangled
            blocked = split(row.flags, count)
            standings += [allocate((*vector, 0)[:count], *blocked, scale) for vector in _ends(row)]
            unled = unled or (count > 1 and _meets_a_tie(row, count))
        return _summary(standings, count, unled=unled)

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
        rows = (row for row in reach(self._sizes, terms, 2, WORK_LIMIT).rows() if not row.flags)
        ends = (end for row in rows for end in _ends(row))
        return min((100 * margin // weight if weight else 0 for margin, weight in ends), default=100)

    def _rule_terms(self, weights_of: Callable[[Points], Vector]) -> list[Term]:
        terms = []
        for number, force, region in self._forces:
            weights = weights_of(force.points)
            if any(weights):
                terms += [Term(box, weights, rule=number) for box in region]
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


def still_possible(reasoner: Reasoner, evaluation: Evaluation, to_ask: Collection[str]) -> Outlook:
    """Ranges and possible leaders over all completions of these questions; all others that are open stay open.

    Each question may get any of its options or no answer, together with any answer to the others. Raises
    TooEntangled.
    """
    rulebook = reasoner.rulebook
    left_open = [question.id for question in rulebook.questions if question.id not in to_ask]
    return OpenRulebook(rulebook, reasoner.rules, evaluation.chosen, left_open).outlook(reasoner.scale)


def _ends(row: Row) -> Iterator[Vector]:
    """The lowest and the highest point of a row: shares only rise or only fall in between."""
    yield row.vector
    if row.highest != row.lowest:
        yield row.at(row.highest)


def _meets_a_tie(row: Row, count: int) -> bool:
    """Whether an approach comes level, between the ends of its row, with the best of the others that may lead."""
    ruled_out, may_not_lead = split(row.flags, count)
    blocked = ruled_out | may_not_lead
    points = (*row.vector, 0)
    others = [points[index] for index in range(count) if index != row.axis and not blocked >> index & 1]
    return bool(others) and not blocked >> row.axis & 1 and row.holds(max(others))


def _summary(standings: list[Standing], count: int, *, unled: bool) -> Outlook:
    with_mix = [standing for standing in standings if standing.shares]
    shares = [standing.shares for standing in with_mix] or [(0,) * count]
    return Outlook(
        low=tuple(map(min, zip(*shares, strict=True))),
        high=tuple(map(max, zip(*shares, strict=True))),
        leaders=frozenset(standing.leader for standing in with_mix if standing.leader is not None),
        unled=unled or any(standing.leader is None for standing in standings),
        infeasible=len(with_mix) < len(standings),
    )


STRENGTHS: tuple[Strength, ...] = ("strong", "moderate", "slight")

MOST = 100
"""The most points a rulebook may give a strength."""

_ALL = (MOST + 1) * (MOST + 2) * (MOST + 3) // 6
"""How many weightings there are: strong, moderate and slight in whole points, none above the one before it."""


class _Lead(NamedTuple):
    """By how many strong, moderate and slight ideas the leader is ahead of a rival, and by what no weight changes."""

    strong: int
    moderate: int
    slight: int
    fixed: int


def weightings_percent(reasoner: Reasoner, evaluation: Evaluation) -> int | None:
    """The percent, rounded down, of weightings 100 >= strong >= moderate >= slight >= 0 that keep the leader.

    The goal bonus, own results and the blockers stay as they are. It is about our weights, not about the sources, and
    never a chance of success. None where nobody leads.
    """
    leader = evaluation.standing.leader
    if leader is None:
        return None
    barred = evaluation.ruled_out | evaluation.may_not_lead
    rivals = [index for index in range(len(reasoner.approaches)) if index != leader and not barred >> index & 1]
    return 100 * _standing(list(_leads(reasoner, evaluation, leader, rivals))) // _ALL


def _leads(reasoner: Reasoner, evaluation: Evaluation, leader: int, rivals: list[int]) -> Iterator[_Lead]:
    points_of = reasoner.rulebook.settings.points
    uses = [_uses(reasoner, each.level) for each in evaluation.evidence]
    for rival in rivals:
        strong, moderate, slight = (
            sum(use[leader][kind] - use[rival][kind] for use in uses) for kind in range(len(STRENGTHS))
        )
        weighed = strong * points_of("strong") + moderate * points_of("moderate") + slight * points_of("slight")
        yield _Lead(strong, moderate, slight, evaluation.points[leader] - evaluation.points[rival] - weighed)


def _uses(reasoner: Reasoner, level: Level) -> list[list[int]]:
    """For each approach, how often a level of a rule counts each strength for it, less how often against it."""
    uses = [[0] * len(STRENGTHS) for _ in reasoner.approaches]
    for effect in level.effects:
        own = uses[reasoner.approaches.index(effect.approach)]
        own[STRENGTHS.index(effect.strength)] += 1 if effect.direction == "supports" else -1
    return uses


def _standing(leads: list[_Lead]) -> int:
    """How many weightings leave every lead above nothing: per strong and moderate, slight has one range of values."""
    if all(lead.fixed > 0 and min(accumulate(lead[:3])) >= 0 for lead in leads):
        return _ALL
    standing = 0
    for strong in range(MOST + 1):
        for moderate in range(strong + 1):
            low, high = 0, moderate
            for lead in leads:
                without = lead.strong * strong + lead.moderate * moderate + lead.fixed
                if lead.slight > 0:
                    low = max(low, -without // lead.slight + 1)
                elif lead.slight < 0:
                    high = min(high, (without - 1) // -lead.slight)
                elif without <= 0:
                    high = -1
            if high >= low:
                standing += high - low + 1
    return standing
