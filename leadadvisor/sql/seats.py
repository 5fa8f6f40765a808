"""The seats of a mix without a loop, and the proof that no engine's floating-point numbers can get them wrong.

An approach that holds k seats takes one more exactly if all seats taken by then, its own included, are within the mix.
By then a rival with r times its part has r * (k + 1/2) seats, rounded: up from the half where the rival comes earlier
in the rulebook, for ties fall to the earlier, and down where it comes later; never less than its floor, never more than
its cap. Here r is a power of two by the difference of points. Only at equal points is a half met exactly, and then r is
exactly 1; everywhere else the rounding is far from the half, and that is looked up before any SQL is written.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from math import ceil, floor, log2

from leadadvisor.engine.mix import Scale

SAFE_DISTANCE = 1e-7
"""How far from every boundary of the rounding all values must be; a power is exact to about 1e-12 here."""


def furthest_difference(scale: Scale, points_to_double: int) -> int:
    """The least lead in points beyond which nothing changes: the weaker of the two takes no seat by itself."""
    return ceil(points_to_double * log2(2 * scale.seats + 1))


@lru_cache(maxsize=8)
def is_exact(scale: Scale, points_to_double: int) -> bool:
    """For every seat and every difference in points the rounding gives the count that integers give."""
    furthest = furthest_difference(scale, points_to_double)
    for held in range(scale.seats):
        leads = [scale.need[theirs][held] for theirs in range(scale.seats)]
        behind = [-lead for lead in scale.need[held][: scale.seats]]
        for difference in range(-furthest, furthest + 1):
            part = (held + 0.5) * 2.0 ** (difference / points_to_double)
            later = bisect_right(leads, difference)  # takes a seat where its lead is what it needs
            earlier = bisect_right(behind, difference - 1)  # takes one where ours is not
            rounded = min(floor(part + 0.5), scale.seats), min(ceil(part - 0.5), scale.seats)
            if rounded != (earlier, later) or (difference and _distance(part + 0.5) < SAFE_DISTANCE):
                return False
    return True


def _distance(value: float) -> float:
    """How far the value is from the nearest whole number."""
    return abs(value - round(value))
