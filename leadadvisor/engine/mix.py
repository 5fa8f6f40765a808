"""Points and blockers -> who leads, and shares that sum to 100; with a memory of every combination worked out.

Only differences of points matter: they are counted from the last approach. Blockers stand in flags, one bit for each
approach that is ruled out, and above these one for each that may not lead.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from typing import Literal, TypeAlias, TypeVar, assert_never

from leadadvisor.model.rulebook import Blocker, BlockerKind, Rulebook, Settings, Status
from leadadvisor.model.value import NamedTuple

Points: TypeAlias = tuple[int, ...]
"""One integer per approach, in the order of the rulebook."""


class Scale(NamedTuple):
    """What turns points into seats of one step each.

    `need[s][t]` is the least lead in points with which an approach holding s seats takes the next seat from one
    holding t: Webster's comparison 2^p_i * (2t + 1)^d > 2^p_j * (2s + 1)^d, worked out once in integers. Equality
    would need a power of two that is a ratio of odd numbers, so it happens only at equal points and equal seats.
    """

    step: int
    seats: int
    floor: int
    cap: int
    need: tuple[tuple[int, ...], ...]


class Standing(NamedTuple):
    """What points and blockers come to: `leader` is the index of an approach; shares are empty without a mix."""

    status: Status
    leader: int | None
    shares: tuple[int, ...]


def scale_of(settings: Settings) -> Scale:
    """The scale of a rulebook."""
    step = settings.step.value
    seats = 100 // step
    floor, cap = settings.floor.value // step, settings.may_not_lead_cap.value // step
    return Scale(step, seats, floor, cap, _needed_leads(seats, settings.points_to_double.value))


def allocate(points: tuple[int, ...], ruled_out: int, may_not_lead: int, scale: Scale) -> Standing:
    """Leader and shares for these points; the two blockers are bitmasks over the approaches.

    Only approaches without any blocker may lead. Where none may, nobody is capped: somebody must take the seats.
    """
    feasible = [index for index in range(len(points)) if not ruled_out >> index & 1]
    if not feasible:
        return Standing("nothing-feasible", None, ())
    may_lead = [index for index in feasible if not may_not_lead >> index & 1]
    leader = _strictly_first(points, may_lead)
    capped = may_not_lead if may_lead else 0
    shares = _shares(points, feasible, capped, scale)
    return Standing("undecided" if leader is None else "recommended", leader, shares)


def leader_of(points: tuple[int, ...], ruled_out: int, may_not_lead: int) -> int | None:
    """Who leads with these points and blockers: what `allocate` says, without the shares."""
    barred = ruled_out | may_not_lead
    return _strictly_first(points, [index for index in range(len(points)) if not barred >> index & 1])


def _strictly_first(points: tuple[int, ...], candidates: list[int]) -> int | None:
    if not candidates:
        return None
    top = max(points[index] for index in candidates)
    first = [index for index in candidates if points[index] == top]
    return first[0] if len(first) == 1 else None


def _shares(points: tuple[int, ...], feasible: list[int], capped: int, scale: Scale) -> tuple[int, ...]:
    """Seats one at a time to the largest 2^(p/d) / (2s + 1); ties fall to the earlier approach.

    A divisor method is monotone: an approach that gains points never loses a seat (largest remainder may).
    """
    need = scale.need
    seats = [0] * len(points)
    for index in feasible:
        seats[index] = scale.floor
    for _ in range(scale.seats - scale.floor * len(feasible)):
        best = -1
        for index in feasible:
            if capped >> index & 1 and seats[index] >= scale.cap:
                continue
            if best < 0 or points[index] - points[best] >= need[seats[index]][seats[best]]:
                best = index
        seats[best] += 1
    return tuple(count * scale.step for count in seats)


@lru_cache(maxsize=8)
def _needed_leads(seats: int, points_to_double: int) -> tuple[tuple[int, ...], ...]:
    powers = [(2 * count + 1) ** points_to_double for count in range(seats + 1)]
    return tuple(tuple(_needed_lead(mine, theirs) for theirs in powers) for mine in powers)


def _needed_lead(mine: int, theirs: int) -> int:
    """The least integer n with 2^n * theirs > mine."""
    if theirs > mine:
        return -_shifts_that_keep(mine, theirs)
    return _shifts_that_keep(theirs, mine) + 1


def _shifts_that_keep(small: int, large: int) -> int:
    """The largest n >= 0 with small * 2^n <= large, or where small < large strictly below it."""
    count = max(0, large.bit_length() - small.bit_length() - 1)
    while small << (count + 1) <= large:
        count += 1
    return count


OutcomeKind: TypeAlias = Literal["leads", "tie", "nobody-may-lead", "nothing-feasible"]

FIELD = 24
"""Bits for one packed integer."""

BIAS = 1 << (FIELD - 1)
"""What is added to an integer that may be negative, so that no field borrows from the next."""

REMEMBERED = 1 << 17

Vector: TypeAlias = tuple[int, ...]
K = TypeVar("K")
V = TypeVar("V")


class Verdict(NamedTuple):
    """What a combination comes to: the standing, the outcome (the leader's place or None), and the leads.

    `leads` holds, per rival that is not blocked, the place of its weight in the packed sums and 100 times the lead.
    """

    standing: Standing
    outcome: tuple[OutcomeKind, int | None]
    leads: tuple[tuple[int, int], ...]


class Standings:
    """Leaders and shares of one rulebook; it remembers so many combinations, and then begins anew."""

    def __init__(self, rulebook: Rulebook, *, remembered: int = REMEMBERED) -> None:
        self.approaches = tuple(approach.id for approach in rulebook.approaches)
        self.pairs = tuple(combinations(range(len(self.approaches)), 2))
        self._scale = scale_of(rulebook.settings)
        self._remembered = remembered
        self._known: dict[tuple[int, int], Verdict] = {}
        self._known_vectors: dict[tuple[int, Vector], Verdict] = {}
        self._origin = pack((BIAS,) * len(self.approaches))
        self._ones = pack((1,) * len(self.approaches))
        self._last_field = FIELD * (len(self.approaches) - 1)

    @property
    def axes(self) -> int:
        """How many differences of points there are."""
        return len(self.approaches) - 1

    @property
    def flag_bits(self) -> int:
        """How many bits the flags take."""
        return 2 * len(self.approaches)

    def verdict(self, packed: int, flags: int) -> Verdict:
        """What packed points, each raised by `BIAS`, come to."""
        key = packed - (packed >> self._last_field) * self._ones, flags
        found = self._known.get(key)
        if found is None:
            found = self._worked_out(unpack(key[0] + self._origin, len(self.approaches)), flags)
            remember(self._known, key, found, self._remembered)
        return found

    def standing(self, flags: int, vector: Vector) -> Standing:
        """Leader and shares for points counted from the last approach."""
        return self._of_vector(flags, vector).standing

    def share(self, flags: int, vector: Vector, approach: int) -> int:
        """The share of an approach, 0 where there is no mix."""
        shares = self._of_vector(flags, vector).standing.shares
        return shares[approach] if shares else 0

    def outcome(self, flags: int, vector: Vector) -> tuple[OutcomeKind, int | None]:
        """Who leads, or why nobody does."""
        return self._of_vector(flags, vector).outcome

    def split(self, flags: int) -> tuple[int, int]:
        """The approaches ruled out, and those that may not lead, as bitmasks."""
        return split(flags, len(self.approaches))

    def flag(self, blocker: Blocker) -> int:
        """The flag a blocker raises."""
        return flag_of(blocker.kind, self.approaches.index(blocker.approach), len(self.approaches))

    def _of_vector(self, flags: int, vector: Vector) -> Verdict:
        key = flags, vector  # to pack a vector takes longer than to look it up
        found = self._known_vectors.get(key)
        if found is None:
            found = self.verdict(pack((*vector, 0)) + self._origin, flags)
            remember(self._known_vectors, key, found, self._remembered)
        return found

    def _worked_out(self, points: Points, flags: int) -> Verdict:
        """Worked out once for all that differ in the points of those ruled out alone."""
        ruled_out, _ = split(flags, len(points))
        top = max((each for place, each in enumerate(points) if not ruled_out >> place & 1), default=0)
        behind = tuple(0 if ruled_out >> place & 1 else each - top for place, each in enumerate(points))
        if differences(behind) == differences(points):
            return self._judged(behind, flags)
        return self._of_vector(flags, differences(behind))

    def _judged(self, points: Points, flags: int) -> Verdict:
        ruled_out, may_not_lead = split(flags, len(points))
        standing = allocate(points, ruled_out, may_not_lead, self._scale)
        blocked = ruled_out | may_not_lead
        leader = standing.leader
        if leader is None:
            return Verdict(standing, (_why_nobody(standing, blocked, len(points)), None), ())
        leads = tuple(
            (FIELD * (len(points) + place), 100 * abs(points[one] - points[other]))
            for place, (one, other) in enumerate(self.pairs)
            if leader in {one, other} and not blocked >> (one + other - leader) & 1
        )
        return Verdict(standing, ("leads", leader), leads)


def flag_of(kind: BlockerKind, place: int, count: int) -> int:
    """The flag of one blocker among so many approaches: ruled out in the low bits, may not lead above."""
    match kind:
        case "rules-out":
            return 1 << place
        case "may-not-lead":
            return 1 << (count + place)
        case _:
            assert_never(kind)


def split(flags: int, count: int) -> tuple[int, int]:
    """The two masks that stand side by side in the flags."""
    return flags & (1 << count) - 1, flags >> count


def differences(points: Points) -> Vector:
    """Points counted from those of the last approach: all that leaders and shares depend on."""
    return tuple(each - points[-1] for each in points[:-1])


def pack(values: Sequence[int]) -> int:
    """The integers as one, the first in the lowest bits; negative ones borrow from those above, as sums expect.

    (3, -1) is 3 - 2**24; with `BIAS` in both fields it reads 0x7fffff_800003, and unpacks to (3, -1) again.
    """
    return sum(value << (FIELD * place) for place, value in enumerate(values))


def unpack(packed: int, count: int) -> tuple[int, ...]:
    """The integers of a sum to which `BIAS` was added in every field."""
    return tuple((packed >> FIELD * place & (1 << FIELD) - 1) - BIAS for place in range(count))


def remember(memory: dict[K, V], key: K, value: V, most: int) -> None:
    """Keep a value for when the key comes again; now and then all are forgotten, so that memory stays as it is."""
    if len(memory) >= most:
        memory.clear()
    memory[key] = value


def _why_nobody(standing: Standing, blocked: int, count: int) -> OutcomeKind:
    if standing.status == "nothing-feasible":
        return "nothing-feasible"
    return "nobody-may-lead" if blocked == (1 << count) - 1 else "tie"
