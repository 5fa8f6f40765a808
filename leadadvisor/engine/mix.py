"""Allocate: points and blockers -> who leads, and shares that sum to 100."""

from functools import lru_cache

from leadadvisor.model.rulebook import Settings, Status
from leadadvisor.model.value import NamedTuple


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
