"""Integers beside one another in one integer, and sums over any set of terms looked up eight terms at a time."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.model.value import NamedTuple

FIELD = 24
"""Bits for one packed integer."""

BIAS = 1 << (FIELD - 1)
"""What is added to an integer that may be negative, so that no field borrows from the next."""

CHUNK = 8


class Chunk(NamedTuple):
    """Eight terms: where their bits start, and the packed sum of every set of them."""

    start: int
    sums: tuple[int, ...]


def pack(values: Sequence[int]) -> int:
    """The integers as one, the first in the lowest bits; negative ones borrow from those above, as sums expect."""
    return sum(value << (FIELD * place) for place, value in enumerate(values))


def unpack(packed: int, count: int) -> tuple[int, ...]:
    """The integers of a sum to which `BIAS` was added in every field."""
    return tuple((packed >> FIELD * place & (1 << FIELD) - 1) - BIAS for place in range(count))


def chunks_of(packed: Sequence[int]) -> list[Chunk]:
    """The sums over all subsets of these terms, eight terms at a time."""
    return [Chunk(start, _subset_sums(packed[start : start + CHUNK])) for start in range(0, len(packed), CHUNK)]


def _subset_sums(values: Sequence[int]) -> tuple[int, ...]:
    """The sum of every subset, at the place whose bits name the subset; always for eight values."""
    sums = [0]
    for value in [*values, *[0] * (CHUNK - len(values))]:
        sums += [each + value for each in sums]
    return tuple(sums)
