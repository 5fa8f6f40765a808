"""Terms of a sweep, and how their sums are written down in integers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from leadadvisor.engine.regions import Box
from leadadvisor.model.value import NamedTuple

Vector = tuple[int, ...]
"""Whole numbers that add up over the terms that hold, one for each axis."""

AXES_INSIDE = 2
"""How many axes lie within the integers of a sweep; sums on further axes are part of the key of a state."""

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
    """How sums are written down: axes within the integer by strides, further axes above flags and terms in the key."""

    axes: int
    low: int
    width: int
    flag_bits: int
    key_bits: int

    @classmethod
    def of(cls, terms: list[Term], axes: int) -> Layout:
        """A layout wide enough for whatever these terms may come to."""
        flag_bits = max((term.flags.bit_length() for term in terms), default=0)
        entangled = sum(1 for term in terms if len(term.box) > 1)
        low, high = _bounds(terms, min(axes, AXES_INSIDE) - 1) if axes else (0, 0)
        return cls(axes, low, high - low + 1, flag_bits, flag_bits + entangled)

    @property
    def inside(self) -> int:
        """How many axes lie within the integer."""
        return min(self.axes, AXES_INSIDE)

    def position(self, vector: Vector) -> int:
        """Where a sum stands within the integer, counted from the sum of nothing."""
        if self.axes < AXES_INSIDE:
            return vector[0] if self.axes else 0
        return vector[0] * self.width + vector[1]

    def read_position(self, position: int) -> Vector:
        """The sum that stands there, on the axes within the integer."""
        if self.axes < AXES_INSIDE:
            return (position,) if self.axes else ()
        last = (position - self.low) % self.width + self.low
        return ((position - last) // self.width, last)

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
