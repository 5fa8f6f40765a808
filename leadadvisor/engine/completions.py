"""Everything the open answers may still bring about, exactly: ranges, settledness and robustness over completions.

A completion gives every open question one of its options or leaves it open. Instead of listing them (there may be
10^9 and more), a sweep goes through the open questions one by one and keeps only what the rest of the rulebook can
still tell apart: which terms are alive (a bitmask), which blockers stand (bits of the same mask), and the set of
reachable point vectors, held as one big integer whose set bits are the vectors. Adding points to a whole set is a
shift, joining two sets is an "or"; all is integers, so nothing is sampled and nothing rounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from leadadvisor.engine.regions import AnswerSpace, Box

Vector = tuple[int, ...]
"""Whole numbers that add up over the terms that hold: differences of points, one axis each."""

WORK_LIMIT = 4_000_000
"""How much a sweep may do (states times options times size of a set) before it gives up with an honest word."""

_SIZE_UNIT = 16_384
"""Bits of a set that count as one more unit of work."""


class TooEntangled(Exception):
    """The open questions meet in too many rules at once for an exact sweep."""


class Term(NamedTuple):
    """A box of the answer space and what it adds where it holds: a vector of weights and a mask of flags."""

    box: Box
    weights: Vector
    flags: int


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
    grid = _Grid.around(terms, axes)
    merged = _merge(terms, grid)
    alive = sum(term.bit for term in merged.entangled)
    states = {merged.flags | alive: 1 << (grid.origin + merged.shift)}
    work = 0
    for step in _steps(space, merged, _good_order(merged.entangled, merged.alone)):
        work += len(states) * len(step.options) * (1 + grid.size // _SIZE_UNIT)
        if work > WORK_LIMIT:
            raise TooEntangled
        states = step.take(states)
    return Reach(states, grid.lows, grid.widths)


class _Grid(NamedTuple):
    """Where a vector stands in a packed set: bounds per axis wide enough for every partial sum."""

    lows: Vector
    widths: Vector
    strides: Vector

    @classmethod
    def around(cls, terms: list[Term], axes: int) -> _Grid:
        lows = tuple(sum(min(0, term.weights[axis]) for term in terms) for axis in range(axes))
        highs = tuple(sum(max(0, term.weights[axis]) for term in terms) for axis in range(axes))
        widths = tuple(high - low + 1 for low, high in zip(lows, highs, strict=True))
        strides = tuple(reversed(list(accumulate(reversed(widths[1:]), lambda a, b: a * b, initial=1))))
        return cls(lows, widths, strides)

    @property
    def size(self) -> int:
        return self.widths[0] * self.strides[0]

    @property
    def origin(self) -> int:
        return self.shift(tuple(-low for low in self.lows))

    def shift(self, weights: Vector) -> int:
        return sum(weight * stride for weight, stride in zip(weights, self.strides, strict=True))


class _Entangled(NamedTuple):
    """A term on two or more open questions: a bit of the state for as long as it is alive and unfinished."""

    box: Box
    shift: int
    flags: int
    bit: int


class _Merged(NamedTuple):
    """The terms by how much they leave open: nothing, one question, or several."""

    shift: int
    flags: int
    alone: Mapping[str, list[tuple[int, int, int]]]
    entangled: list[_Entangled]


def _merge(terms: list[Term], grid: _Grid) -> _Merged:
    flag_bits = max((term.flags.bit_length() for term in terms), default=0)
    shift = flags = 0
    alone: dict[str, list[tuple[int, int, int]]] = {}
    entangled: list[_Entangled] = []
    for term in terms:
        moved = grid.shift(term.weights)
        match len(term.box):
            case 0:
                shift += moved
                flags |= term.flags
            case 1:
                ((question, mask),) = term.box.items()
                alone.setdefault(question, []).append((mask, moved, term.flags))
            case _:
                entangled.append(_Entangled(term.box, moved, term.flags, 1 << (flag_bits + len(entangled))))
    return _Merged(shift, flags, alone, entangled)


def _good_order(entangled: list[_Entangled], alone: Mapping[str, object]) -> list[str]:
    """Questions so ordered that few terms are alive at once: the number of states grows with those."""
    questions = set(alone).union(*(term.box for term in entangled))
    order: list[str] = []
    done: set[str] = set()
    while len(done) < len(questions):

        def alive_after(question: str) -> tuple[int, int, str]:
            seen = done | {question}
            begun = [term for term in entangled if not seen.isdisjoint(term.box)]
            open_still = sum(1 for term in begun if not seen.issuperset(term.box))
            return open_still, -(len(begun) - open_still), question

        best = min(questions - done, key=alive_after)
        order.append(best)
        done.add(best)
    return order


class _Choice(NamedTuple):
    """One thing a question may come to: the terms it keeps alive, and what its own terms add at once."""

    keeps: int
    shift: int
    flags: int


class _Step(NamedTuple):
    """One question of the sweep: its distinguishable states, and the terms decided once it is answered."""

    options: tuple[_Choice, ...]
    finishing: Mapping[int, tuple[int, int]]
    finished: int

    def take(self, states: Mapping[int, int]) -> dict[int, int]:
        """All states after this question."""
        after: dict[int, int] = {}
        gains: dict[int, tuple[int, int]] = {}
        for state, packed in states.items():
            for choice in self.options:
                alive = state & choice.keeps
                deciding = alive & self.finished
                gain = gains.get(deciding)
                if gain is None:
                    gain = gains[deciding] = self._gain(deciding)
                shift = gain[0] + choice.shift
                key = (alive ^ deciding) | gain[1] | choice.flags
                moved = packed << shift if shift >= 0 else packed >> -shift
                after[key] = after.get(key, 0) | moved
        return after

    def _gain(self, deciding: int) -> tuple[int, int]:
        """What the terms that hold now add: their shift, and their flags."""
        shift = flags = 0
        while deciding:
            bit = deciding & -deciding
            moved, raised = self.finishing[bit]
            shift, flags = shift + moved, flags | raised
            deciding ^= bit
        return shift, flags


def _steps(space: AnswerSpace, merged: _Merged, order: list[str]) -> Iterator[_Step]:
    place_of = {question: place for place, question in enumerate(order)}
    decided_at: dict[int, dict[int, tuple[int, int]]] = {place: {} for place in place_of.values()}
    for term in merged.entangled:
        decided_at[max(place_of[question] for question in term.box)][term.bit] = (term.shift, term.flags)
    for question, place in place_of.items():
        finishing = decided_at[place]
        yield _Step(_choices(space, merged, question), finishing, sum(finishing))


def _choices(space: AnswerSpace, merged: _Merged, question: str) -> tuple[_Choice, ...]:
    """The states of a question, those the rulebook cannot tell apart taken as one."""
    distinct = dict.fromkeys(
        _choice(merged, question, 1 << place) for place in range(space.states(question).bit_length())
    )
    return tuple(distinct)


def _choice(merged: _Merged, question: str, state: int) -> _Choice:
    dropped = sum(term.bit for term in merged.entangled if not term.box.get(question, state) & state)
    shift = flags = 0
    for mask, moved, raised in merged.alone.get(question, ()):
        if mask & state:
            shift, flags = shift + moved, flags | raised
    return _Choice(~dropped, shift, flags)
