"""The terms of a sweep, and how their sums are written down in integers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from math import prod

from leadadvisor.engine.space import Box
from leadadvisor.model.value import NamedTuple

Vector = tuple[int, ...]
"""Whole numbers that add up over the terms that hold, one for each axis."""

AXES_INSIDE = 2
"""How many axes lie within the integers of a sweep at least; sums on further axes are part of the key of a state."""

_AXIS_BITS = 24


class Term(NamedTuple):
    """A box, and what holds in it: weights to add, flags to raise, or that no profile is like this.

    Terms of one rule (a number of 0 or more) never overlap.
    """

    box: Box
    weights: Vector
    flags: int = 0
    rule: int = -1
    impossible: bool = False


class Layout(NamedTuple):
    """How sums are written down: some axes within the integer, each from its low on so wide; further axes in the key.

    With widths of 9 and 10 the sum (3, -2) stands 3 * 10 - 2 = 28 places above the sum (0, 0); the sum (3, -2, 7)
    stands there as well, in the integer of the state whose key has a 7 above its flags.
    """

    axes: int
    lows: Vector
    widths: Vector
    flag_bits: int
    key_bits: int

    @classmethod
    def of(cls, terms: list[Term], axes: int, *, most_places: int = 0) -> Layout:
        """A layout wide enough for whatever these terms may come to.

        Two axes lie within the integer, and further ones as long as it has no more than `most_places`.
        """
        flag_bits = max((term.flags.bit_length() for term in terms), default=0)
        entangled = sum(1 for term in terms if len(term.box) > 1)
        lows: list[int] = []
        widths: list[int] = []
        for axis in range(axes):
            low, high = _bounds(terms, axis)
            if axis >= AXES_INSIDE and prod(widths) * (high - low + 1) > most_places:
                break
            lows.append(low)
            widths.append(high - low + 1)
        return cls(axes, tuple(lows), tuple(widths), flag_bits, flag_bits + entangled)

    @property
    def inside(self) -> int:
        """How many axes lie within the integer."""
        return len(self.widths)

    @property
    def places(self) -> int:
        """How many sums the integer has room for."""
        return prod(self.widths)

    def position(self, vector: Vector) -> int:
        """Where a sum stands within the integer, counted from the sum of nothing."""
        place = 0
        for value, width in zip(vector, self.widths, strict=False):
            place = place * width + value
        return place

    def read_position(self, position: int) -> Vector:
        """The sum that stands there, on the axes within the integer."""
        if len(self.widths) == AXES_INSIDE:  # the usual case, and there are many sums to read
            low, width = self.lows[1], self.widths[1]
            last = (position - low) % width + low
            return ((position - last) // width, last)
        values: list[int] = []
        for low, width in zip(self.lows[:0:-1], self.widths[:0:-1], strict=True):
            value = (position - low) % width + low
            position = (position - value) // width
            values.append(value)
        return (position, *reversed(values)) if self.widths else ()

    def carry(self, vector: Vector) -> int:
        """What the axes beyond the integer add to the key."""
        return sum(value << _AXIS_BITS * place for place, value in enumerate(vector[self.inside :])) << self.key_bits

    def key(self, flags: int, vector: Vector) -> int:
        """The key of a state in which no term is open any more."""
        return flags + self.carry(vector)

    def read_key(self, key: int) -> tuple[int, Vector]:
        """The flags of such a key, and the sums on the axes beyond the integer."""
        flags, rest = key & (1 << self.flag_bits) - 1, key >> self.key_bits
        beyond = []
        for _ in range(self.axes - self.inside):
            half = 1 << _AXIS_BITS - 1
            value = (rest + half) % (2 * half) - half
            rest = rest - value >> _AXIS_BITS
            beyond.append(value)
        return flags, tuple(beyond)


class Entangled(NamedTuple):
    """A term on two or more questions: a bit of the key for as long as it is alive and unfinished."""

    box: Box
    shift: int
    flags: int
    carry: int
    bit: int
    rule: int
    impossible: bool


class Gain(NamedTuple):
    """What is added at once; `impossible` where no profile is like this."""

    shift: int
    flags: int
    carry: int
    impossible: bool


class SortedTerms(NamedTuple):
    """The terms by how many questions they ask: none (they always hold), one, or several."""

    shift: int
    flags: int
    carry: int
    never: bool
    alone: Mapping[str, list[Term]]
    entangled: list[Entangled]

    @property
    def start(self) -> int:
        """The key of the state before any question: every term on several questions is alive."""
        return (self.flags | sum(term.bit for term in self.entangled)) + self.carry

    def questions(self) -> frozenset[str]:
        """The questions that some term asks."""
        return frozenset(self.alone).union(*(term.box for term in self.entangled))


def sorted_out(terms: list[Term], layout: Layout) -> SortedTerms:
    """The terms by how many questions they ask."""
    always = [term for term in terms if not term.box]
    alone: dict[str, list[Term]] = {}
    entangled: list[Entangled] = []
    for term in terms:
        if len(term.box) == 1:
            alone.setdefault(next(iter(term.box)), []).append(term)
        elif term.box:
            shift, carry = layout.position(term.weights), layout.carry(term.weights)
            bit = 1 << layout.flag_bits + len(entangled)
            entangled.append(Entangled(term.box, shift, term.flags, carry, bit, term.rule, term.impossible))
    gain = gain_of(always, layout)
    return SortedTerms(gain.shift, gain.flags, gain.carry, gain.impossible, alone, entangled)


def gain_of(terms: Iterable[Term], layout: Layout) -> Gain:
    """What these terms add together where all of them hold."""
    shift = flags = carry = 0
    impossible = False
    for term in terms:
        shift, flags = shift + layout.position(term.weights), flags | term.flags
        carry, impossible = carry + layout.carry(term.weights), impossible or term.impossible
    return Gain(shift, flags, carry, impossible)


def _bounds(terms: list[Term], axis: int) -> tuple[int, int]:
    """The lowest and highest sum on an axis that any answers might come to; of one rule only one term counts."""
    low = high = 0
    by_rule = sorted(terms, key=lambda term: term.rule)
    for rule, group in groupby(by_rule, key=lambda term: term.rule):
        weights = [term.weights[axis] for term in group]
        if rule < 0:
            low, high = low + sum(min(0, each) for each in weights), high + sum(max(0, each) for each in weights)
        else:
            low, high = low + min(0, *weights), high + max(0, *weights)
    return low, high
