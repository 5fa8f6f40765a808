"""Everything the open answers may still bring about, exactly: ranges, settledness and robustness over completions.

A completion gives every open question one of its options or leaves it open. Instead of listing them (there may be
10^9 and more), a sweep goes through the open questions one by one and keeps only what the rest of the rulebook can
still tell apart: which terms are alive (a bitmask), which blockers stand (bits of the same mask), and the set of
reachable point vectors, held as one big integer whose set bits are the vectors. Adding points to a whole set is a
shift, joining two sets is an "or"; all is integers, so nothing is sampled and nothing rounded.
"""

from collections.abc import Iterator, Mapping

from leadadvisor.engine.regions import AnswerSpace
from leadadvisor.engine.steps import Grid, Term, Vector, good_order, merge, steps_of
from leadadvisor.model.value import NamedTuple

WORK_LIMIT = 4_000_000
"""How much a sweep may do (states times options times size of a set) before it gives up with an honest word."""

_SIZE_UNIT = 16_384
"""Bits of a set that count as one more unit of work."""


class TooEntangled(Exception):
    """The open questions meet in too many rules at once for an exact sweep."""


class Reach(NamedTuple):
    """All reachable vectors per mask of flags, packed: see `extremes`."""

    sets: Mapping[int, int]
    lows: Vector
    widths: Vector

    def extremes(self) -> Iterator[tuple[int, Vector]]:
        """Per mask of flags and per row (all axes but the last fixed) the vectors lowest and highest on the last axis.

        Any quantity that can only rise or only fall along the last axis has its extremes among them.
        """
        width = self.widths[-1]
        row_mask = (1 << width) - 1
        for flags, packed in self.sets.items():
            rest, row = packed, 0
            while rest:
                skipped = ((rest & -rest).bit_length() - 1) // width
                rest >>= skipped * width
                row += skipped
                bits = rest & row_mask
                lowest, highest = (bits & -bits).bit_length() - 1, bits.bit_length() - 1
                yield flags, self._vector(row, lowest)
                if highest != lowest:
                    yield flags, self._vector(row, highest)
                rest >>= width
                row += 1

    def _vector(self, row: int, last: int) -> Vector:
        parts = [last]
        for width in reversed(self.widths[:-1]):
            row, part = divmod(row, width)
            parts.append(part)
        return tuple(part + low for part, low in zip(reversed(parts), self.lows, strict=True))


def sweep(space: AnswerSpace, terms: list[Term], axes: int) -> Reach:
    """All vectors and flags the completions can reach.

    Terms of one rule must not overlap, or their weights would count twice; flags may. Raises TooEntangled.
    """
    grid = Grid.around(terms, axes)
    merged = merge(terms, grid)
    alive = sum(term.bit for term in merged.entangled)
    states = {merged.flags | alive: 1 << (grid.origin + merged.shift)}
    work = 0
    for step in steps_of(space, merged, good_order(merged.entangled, merged.alone)):
        work += len(states) * len(step.options) * (1 + grid.size // _SIZE_UNIT)
        if work > WORK_LIMIT:
            raise TooEntangled
        states = step.take(states)
    return Reach(states, grid.lows, grid.widths)
