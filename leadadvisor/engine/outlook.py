"""What open answers may still bring about, and other weights: ranges, possible leaders, robustness, weightings.

A completion gives every open question one of its options, or leaves it open. All of them are gone through at once, by
the sweep of sweep.py; nothing is sampled and nothing rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import accumulate

from leadadvisor.engine.evaluate import Evaluation, Reasoner, WeighedRule
from leadadvisor.engine.mix import Points, Scale, Standing, differences, flag_of, split
from leadadvisor.engine.space import AnswerSpace, TooEntangled, rule_regions
from leadadvisor.engine.sweep import Row, reach
from leadadvisor.engine.sweep_terms import Term, Vector
from leadadvisor.model.rulebook import Level, Rulebook, Strength
from leadadvisor.model.value import NamedTuple

WORK_LIMIT = 800_000
"""How much a sweep may do (states times options times size of a set) before it gives up with an honest word."""


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
        reached = _Reached(count, scale)
        for row in reach(self._sizes, terms, axes, WORK_LIMIT).rows():
            for vector in _ends(row):
                reached.add((*vector, 0)[:count], row.flags)
            if reached.number * count > WORK_LIMIT:
                raise TooEntangled
            if not reached.unled and count > 1 and _meets_a_tie(row, count):
                reached.unled = True
        return reached.outlook()

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


class _Rivalry(NamedTuple):
    """What it takes for one approach to get so many seats: others may take no more than `left` before."""

    left: int
    others: tuple[tuple[int, _Taken], ...]


class _Field(NamedTuple):
    """Who takes part where these blockers stand: who is feasible, who may lead, who is capped.

    `rivalries` are by approach and number of seats, as far as they were looked at.
    """

    feasible: tuple[int, ...]
    may_lead: tuple[int, ...]
    capped: int
    rivalries: dict[tuple[int, int], _Rivalry]


class _Taken(dict[int, int]):
    """By how many points an approach is ahead of another: the seats it takes before the other takes one seat.

    `seat` is the number of seats that other one then has, the first being 1. Of equals the earlier comes first.
    """

    def __init__(self, scale: Scale, seat: int, most: int, *, is_earlier: bool) -> None:
        super().__init__()
        self._scale, self._held, self._most, self._is_earlier = scale, seat - 1, most, is_earlier

    def __missing__(self, ahead: int) -> int:
        need, held = self._scale.need, self._held
        taken = self._scale.floor
        if self._is_earlier:
            while taken < self._most and -ahead < need[held][taken]:
                taken += 1
        else:
            while taken < self._most and ahead >= need[taken][held]:
                taken += 1
        self[ahead] = taken - self._scale.floor
        return self[ahead]


class _Reached:
    """The fewest and the most seats of each approach, and who leads, over all points it was shown.

    Shares are not worked out for each: an approach gets its fourth seat where all others together take few enough
    before it, and how many one other takes depends on the lead of that one alone. With ten seats to give, and others
    that take four and two before its fourth, it gets that one as the tenth (3 + 4 + 2 + 1); with another point less,
    and five and two before, it does not.
    """

    def __init__(self, count: int, scale: Scale) -> None:
        self.number = 0
        self.unled = False
        self._count = count
        self._scale = scale
        self._fields: dict[int, _Field] = {}
        self._taken: dict[tuple[int, bool, bool], _Taken] = {}
        self._low = [scale.seats + 1] * count
        self._high = [0] * count
        self._leaders: set[int] = set()
        self._infeasible = False

    def add(self, points: Points, flags: int) -> None:
        """Look at these points, with these blockers."""
        self.number += 1
        field = self._fields.get(flags)
        if field is None:
            field = self._fields[flags] = self._field(flags)
        top = max((points[index] for index in field.may_lead), default=0)
        first = [index for index in field.may_lead if points[index] == top]
        if len(first) == 1:
            self._leaders.add(first[0])
        else:
            self.unled = True
        floor, low, high = self._scale.floor, self._low, self._high
        for index in field.feasible:
            while self._gets(index, high[index] + 1, points, field):
                high[index] += 1
            while low[index] > floor and not self._gets(index, low[index], points, field):
                low[index] -= 1

    def outlook(self) -> Outlook:
        """What they come to."""
        step, has_mix = self._scale.step, any(field.feasible for field in self._fields.values())
        return Outlook(
            low=tuple(seats * step for seats in self._low) if has_mix else (0,) * self._count,
            high=tuple(seats * step for seats in self._high) if has_mix else (0,) * self._count,
            leaders=frozenset(self._leaders),
            unled=self.unled,
            infeasible=self._infeasible,
        )

    def _gets(self, index: int, seats: int, points: Points, field: _Field) -> bool:
        """Whether an approach gets at least so many seats, which are more than the floor."""
        rivalry = field.rivalries.get((index, seats))
        if rivalry is None:
            rivalry = field.rivalries[index, seats] = self._rivalry(index, seats, field)
        left, own = rivalry.left, points[index]
        for other, taken in rivalry.others:
            if left < 0:
                break
            left -= taken[points[other] - own]
        return left >= 0

    def _rivalry(self, index: int, seats: int, field: _Field) -> _Rivalry:
        scale = self._scale
        if field.capped >> index & 1 and seats > scale.cap:
            return _Rivalry(-1, ())
        left = scale.seats - seats - scale.floor * (len(field.feasible) - 1)
        others = (other for other in field.feasible if other != index)
        return _Rivalry(left, tuple((other, self._taken_by(other, index, seats, field.capped)) for other in others))

    def _taken_by(self, other: int, index: int, seats: int, capped: int) -> _Taken:
        is_capped = bool(capped >> other & 1)
        key = seats, other < index, is_capped
        if key not in self._taken:
            most = self._scale.cap if is_capped else self._scale.seats
            self._taken[key] = _Taken(self._scale, seats, most, is_earlier=other < index)
        return self._taken[key]

    def _field(self, flags: int) -> _Field:
        ruled_out, may_not_lead = split(flags, self._count)
        feasible = tuple(index for index in range(self._count) if not ruled_out >> index & 1)
        may_lead = tuple(index for index in feasible if not may_not_lead >> index & 1)
        self._infeasible = self._infeasible or not feasible
        for index in range(self._count) if feasible else ():
            if index in feasible:
                self._high[index] = max(self._high[index], self._scale.floor)
            else:
                self._low[index] = 0
        return _Field(feasible, may_lead, may_not_lead if may_lead else 0, {})


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
