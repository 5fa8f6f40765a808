"""The steps of a sweep: the terms by how much they leave open, a good order of the questions, and what each does."""

from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import TypeAlias

from leadadvisor.engine.regions import AnswerSpace, Box
from leadadvisor.model.value import NamedTuple

Vector: TypeAlias = tuple[int, ...]
"""Whole numbers that add up over the terms that hold: differences of points, one axis each."""


class Term(NamedTuple):
    """A box of the answer space and what it adds where it holds: a vector of weights and a mask of flags."""

    box: Box
    weights: Vector
    flags: int


class Grid(NamedTuple):
    """Where a vector stands in a packed set: bounds per axis wide enough for every partial sum."""

    lows: Vector
    widths: Vector
    strides: Vector

    @classmethod
    def around(cls, terms: list[Term], axes: int) -> "Grid":
        """The grid for these terms."""
        lows = tuple(sum(min(0, term.weights[axis]) for term in terms) for axis in range(axes))
        highs = tuple(sum(max(0, term.weights[axis]) for term in terms) for axis in range(axes))
        widths = tuple(high - low + 1 for low, high in zip(lows, highs, strict=True))
        strides = tuple(reversed(list(accumulate(reversed(widths[1:]), lambda a, b: a * b, initial=1))))
        return cls(lows, widths, strides)

    @property
    def size(self) -> int:
        """Bits of a packed set."""
        return self.widths[0] * self.strides[0]

    @property
    def origin(self) -> int:
        """Where the vector of zeros stands."""
        return self.shift(tuple(-low for low in self.lows))

    def shift(self, weights: Vector) -> int:
        """How far adding these weights moves a set."""
        return sum(weight * stride for weight, stride in zip(weights, self.strides, strict=True))


class Entangled(NamedTuple):
    """A term on two or more open questions: a bit of the state for as long as it is alive and unfinished."""

    box: Box
    shift: int
    flags: int
    bit: int


class Merged(NamedTuple):
    """The terms by how much they leave open: nothing, one question, or several."""

    shift: int
    flags: int
    alone: Mapping[str, list[tuple[int, int, int]]]
    entangled: list[Entangled]


def merge(terms: list[Term], grid: Grid) -> Merged:
    """The terms sorted by how much they leave open."""
    flag_bits = max((term.flags.bit_length() for term in terms), default=0)
    shift = flags = 0
    alone: dict[str, list[tuple[int, int, int]]] = {}
    entangled: list[Entangled] = []
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
                entangled.append(Entangled(term.box, moved, term.flags, 1 << (flag_bits + len(entangled))))
    return Merged(shift, flags, alone, entangled)


def good_order(entangled: list[Entangled], alone: Mapping[str, object]) -> list[str]:
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


class Choice(NamedTuple):
    """One thing a question may come to: the terms it keeps alive, and what its own terms add at once."""

    keeps: int
    shift: int
    flags: int


class Step(NamedTuple):
    """One question of the sweep: its distinguishable states, and the terms decided once it is answered."""

    options: tuple[Choice, ...]
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


def steps_of(space: AnswerSpace, merged: Merged, order: list[str]) -> Iterator[Step]:
    """One step per question, in this order."""
    place_of = {question: place for place, question in enumerate(order)}
    decided_at: dict[int, dict[int, tuple[int, int]]] = {place: {} for place in place_of.values()}
    for term in merged.entangled:
        decided_at[max(place_of[question] for question in term.box)][term.bit] = (term.shift, term.flags)
    for question, place in place_of.items():
        finishing = decided_at[place]
        yield Step(_choices(space, merged, question), finishing, sum(finishing))


def _choices(space: AnswerSpace, merged: Merged, question: str) -> tuple[Choice, ...]:
    """The states of a question, those the rulebook cannot tell apart taken as one."""
    distinct = dict.fromkeys(
        _choice(merged, question, 1 << place) for place in range(space.states(question).bit_length())
    )
    return tuple(distinct)


def _choice(merged: Merged, question: str, state: int) -> Choice:
    dropped = sum(term.bit for term in merged.entangled if not term.box.get(question, state) & state)
    shift = flags = 0
    for mask, moved, raised in merged.alone.get(question, ()):
        if mask & state:
            shift, flags = shift + moved, flags | raised
    return Choice(~dropped, shift, flags)
