"""Count or collect all sums of weights over all answers, without listing the answers.

The sweep goes through the questions one by one and merges all answers that leave the same rest: the same terms still
alive, the same flags. What was summed up so far is held per state as one big integer. Counting, it is divided into
fields of a fixed number of bits, one for each sum, and the field holds the number of answers with that sum: to add
weights is to shift, to join is to add. Collecting, a field is one bit, and to join is to "or". Only the first two
axes lie within the integer; weights on further axes, which take few values, are kept in the key of the state.

Collecting, 0b10110 says that the sums 1, 2 and 4 can be reached; two points more make it 0b1011000. Counting in
fields of 8 bits, 0x0300_05 says that 5 answers come to the sum 0, none to 1, and 3 to 2.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import prod
from typing import Literal, TypeAlias

from leadadvisor.engine.space import Box, TooEntangled
from leadadvisor.engine.sweep_plan import (
    NO_PLAN,
    Plan,
    Size,
    good_plan,
    greedy_order,
    open_rules,
    plan_in_order,
    steps_of,
)
from leadadvisor.engine.sweep_terms import Layout, Term, Vector, sorted_out
from leadadvisor.model.value import NamedTuple

Kind: TypeAlias = Literal["count", "collect"]

Advance: TypeAlias = Callable[[int], None]
"""Called while a sweep runs with the work just done; together that is the work it was planned to take."""

MOST_BYTES = 800_000_000
"""How much memory the states of a sweep may take at any one time."""

_MOVE_COST = 1.5
_BYTES_PER_COST = 2_500
_SIZE_UNIT = 16_384
_MOST_PLACES = 1 << 16
_SMALL_FIELD, _LARGE_FIELD = 32, 64


class Sum(NamedTuple):
    """One result: the flags raised, the sum of the weights, and how many answers come to it (1 when collecting)."""

    flags: int
    vector: Vector
    number: int


class Row(NamedTuple):
    """The reachable sums that differ on one axis alone, `axis`: `digits` has a "1" for each, from `lowest` on."""

    flags: int
    vector: Vector
    axis: int
    digits: str

    @property
    def lowest(self) -> int:
        """The lowest value on the axis."""
        return self.vector[self.axis]

    @property
    def highest(self) -> int:
        """The highest value on the axis."""
        return self.lowest + len(self.digits) - 1

    def holds(self, value: int) -> bool:
        """Whether this value on the axis is reached."""
        return 0 <= value - self.lowest < len(self.digits) and self.digits[value - self.lowest] == "1"

    def at(self, value: int) -> Vector:
        """The sum with this value on the axis."""
        return (*self.vector[: self.axis], value, *self.vector[self.axis + 1 :])


class Packed(NamedTuple):
    """The result of a sweep: per key (flags, and sums on further axes) an integer of fields, one for each sum.

    `origin` is what the lowest field stands for.
    """

    states: Mapping[int, int]
    bits: int
    origin: int
    layout: Layout

    def sums(self) -> Iterator[Sum]:
        """Every sum with its count."""
        for key, packed in self.states.items():
            flags, beyond = self.layout.read_key(key)
            for place, count in self._filled(packed):
                yield Sum(flags, (*self.layout.read_position(place + self.origin), *beyond), count)

    def number(self) -> int:
        """How many different sums there are; only for what was collected."""
        return sum(packed.bit_count() for packed in self.states.values())

    def rows(self) -> Iterator[Row]:
        """What was collected, row by row: what can only rise or fall along a row has its extremes at its ends."""
        layout = self.layout
        axis, width, low = layout.inside - 1, layout.widths[-1], layout.lows[-1]
        pad = (self.origin - low) % width  # so that every row begins at a multiple of the width
        for key, packed in self.states.items():
            flags, beyond = layout.read_key(key)
            digits = "0" * pad + bin(packed)[:1:-1]
            place = digits.find("1")
            while place >= 0:
                end = place - place % width + width
                vector = (*layout.read_position(place + self.origin - pad), *beyond)
                yield Row(flags, vector, axis, digits[place:end].rstrip("0"))
                place = digits.find("1", end)

    def total(self) -> int:
        """The sum of all counts."""
        return sum(sum(_all_fields(packed, self.bits)) for packed in self.states.values())

    def kept(self, masks: Mapping[int, int], origin: int) -> Packed:
        """Only the fields that lie under a mask of ones; masks by key, laid out from an origin of their own."""
        shift = (self.origin - origin) * self.bits
        aligned = {key: packed << shift if shift >= 0 else packed >> -shift for key, packed in self.states.items()}
        kept = {key: field for key, packed in aligned.items() if (field := packed & masks.get(key, 0))}
        return self._replace(states=kept, origin=origin)

    def mask(self, wanted: Callable[[int, Vector], bool]) -> dict[int, int]:
        """By key, ones in every field whose flags and sum are wanted."""
        masks = {}
        ones = b"\xff" * (self.bits // 8)
        for key, packed in self.states.items():
            flags, beyond = self.layout.read_key(key)
            content = bytearray(-(-packed.bit_length() // self.bits) * len(ones))
            for place, _ in self._filled(packed):
                if wanted(flags, (*self.layout.read_position(place + self.origin), *beyond)):
                    content[place * len(ones) : (place + 1) * len(ones)] = ones
            masks[key] = int.from_bytes(content, "little")
        return masks

    def _filled(self, packed: int) -> Iterator[tuple[int, int]]:
        if self.bits == 1:
            return _ones(packed)
        return ((place, count) for place, count in enumerate(_all_fields(packed, self.bits)) if count)


def reach(sizes: Mapping[str, int], terms: Iterable[Term], axes: int, most: int) -> Packed:
    """Every sum that some answers come to, without a plan: for sweeps so small that planning takes as long.

    Work is counted as it is done, in states, choices and the size of their integers; beyond `most` TooEntangled is
    raised, before the memory for it is taken.
    """
    terms = list(terms)
    layout = Layout.of(terms, axes, most_places=_MOST_PLACES)
    found = sorted_out(terms, layout)
    lowest, size = layout.position(layout.lows), 1 + layout.places // _SIZE_UNIT
    if size > most:
        raise TooEntangled
    allowed = {question: (1 << count) - 1 for question, count in sizes.items()}
    order = greedy_order(found.questions(), found.entangled, None)
    states = {} if found.never else {found.start: 1 << found.shift - lowest}
    work = 0
    for step in steps_of(found, layout, allowed, order):
        work += len(states) * len(step.choices) * size
        if work > most:
            raise TooEntangled(open_rules(found.entangled, order[: len(order) // 2]))
        states = step.collected(states, 0)
    return Packed(states, 1, lowest, layout)


class Sweep:
    """A sweep over given questions (with the number of their options) and terms, planned and ready to run.

    A plan goes through the keys alone. It knows exactly how many steps the sweep will take, so a sweep that would take
    too long is refused beforehand, and progress can be told truly.

    `within` keeps to a part of the space. `like` is a sweep over the same terms and the whole space: order and layout
    are taken over from it. `order` is a good order already known. Raises TooEntangled.
    """

    def __init__(
        self,
        sizes: Mapping[str, int],
        terms: Iterable[Term],
        axes: int,
        *,
        within: Box | None = None,
        like: Sweep | None = None,
        order: Sequence[str] | None = None,
    ) -> None:
        within = within or {}
        self.allowed: Mapping[str, int] = {
            question: within.get(question, -1) & (1 << size) - 1 for question, size in sizes.items()
        }
        kept = [rest for term in terms if (rest := self._narrowed(term)) is not None]
        self.layout: Layout = like.layout if like else Layout.of(kept, axes)
        self._terms = sorted_out(kept, self.layout)
        self.plan: Plan = self._planned(like.plan.order if like else order)
        self._count_bits = field_bits(prod(sizes.values()))

    @property
    def origin(self) -> int:
        """The position that the lowest field stands for."""
        return self._terms.shift + sum(size.least for size in self.plan.sizes)

    def work(self, kind: Kind) -> int:
        """About how many microseconds a run takes, by its steps and the size of its integers."""
        return sum(_cost(size, self._bits(kind)) for size in self.plan.sizes)

    def fits(self, kind: Kind) -> bool:
        """Whether the states fit into memory; collecting keeps those of every step."""
        held = [size.states * size.span * self._bits(kind) / 8 for size in self.plan.sizes]
        return (sum(held) if kind == "collect" else max(held, default=0)) <= MOST_BYTES

    def open_rules(self) -> tuple[int, ...]:
        """The numbers of the rules that are open where the sweep is widest."""
        sizes = self.plan.sizes
        widest = max(range(len(sizes)), key=lambda place: sizes[place].states, default=0)
        return open_rules(self._terms.entangled, self.plan.order[: widest + 1])

    def count(self, advance: Advance) -> Packed:
        """Every sum that some answers come to, with their number."""
        bits = self._bits("count")
        states = self._start(self._free_answers())
        for step, size in zip(self.plan.steps, self.plan.sizes, strict=True):
            after: dict[int, int] = {}
            for state, packed in states.items():
                for key, shift, choice in step.moves(state):
                    moved = packed * choice.times << (shift - size.least) * bits
                    after[key] = after[key] + moved if key in after else moved
            states = after
            advance(_cost(size, bits))
        return Packed(states, bits, self.origin, self.layout)

    def collect(self, advance: Advance) -> Packed:
        """Every sum that some answers come to."""
        return Packed(self.layers(advance)[-1], 1, self.origin, self.layout)

    def layers(self, advance: Advance) -> list[dict[int, int]]:
        """The states before the first question and after each of them, collecting."""
        layers = [self._start(1)]
        for step, size in zip(self.plan.steps, self.plan.sizes, strict=True):
            layers.append(step.collected(layers[-1], size.least))
            advance(_cost(size, 1))
        return layers

    def _narrowed(self, term: Term) -> Term | None:
        """The term within the part of the space that is looked at, or None where it has no place there."""
        box: Box = {}
        for question, mask in term.box.items():
            allowed = self.allowed[question]
            if not mask & allowed:
                return None
            if allowed & ~mask:
                box[question] = mask & allowed
        return term._replace(box=box)

    def _planned(self, order: Sequence[str] | None) -> Plan:
        if self._terms.never:
            return NO_PLAN
        if order is None:
            return good_plan(self._terms, self.layout, self.allowed)
        return plan_in_order(self._terms, self.layout, self.allowed, order)

    def _start(self, packed: int) -> dict[int, int]:
        return {} if self._terms.never else {self._terms.start: packed}

    def _free_answers(self) -> int:
        """How many answers the questions have that no term asks about."""
        return prod(
            allowed.bit_count() for question, allowed in self.allowed.items() if question not in self.plan.order
        )

    def _bits(self, kind: Kind) -> int:
        return 1 if kind == "collect" else self._count_bits


class Trail:
    """The way back from the sums of a sweep to answers: from the last question to the first."""

    def __init__(self, sweep: Sweep, advance: Advance | None = None) -> None:
        self._sweep = sweep
        self._layers = sweep.layers(advance or unnoticed)
        self._arrivals: dict[int, Mapping[int, list[_Arrival]]] = {}

    def answers(self, flags: int, vector: Vector, within: Box | None = None) -> Mapping[str, int]:
        """The place of the option each question has in some answers that come to this sum, also within a box.

        Raises KeyError where there are none.
        """
        within = within or {}
        layout = self._sweep.layout
        position = layout.position(vector) - self._sweep.origin
        places = self._back(layout.key(flags, vector), position, within)
        if places is None:
            raise KeyError((flags, vector))
        return {
            question: places.get(question, _lowest(within.get(question, -1) & allowed))
            for question, allowed in self._sweep.allowed.items()
        }

    def _back(self, key: int, position: int, within: Box) -> dict[str, int] | None:
        """Depth first from the last layer to the first, in a loop: there may be thousands of questions."""
        last, order = len(self._layers) - 1, self._sweep.plan.order
        if not self._is_reached(last, key, position):
            return None
        places: dict[str, int] = {}
        tried: set[tuple[int, int, int]] = set()
        path = [(position, self._ways(last, key))]
        while path:
            layer = last - len(path) + 1
            if not layer:
                return places
            position, ways = path[-1]
            question = order[layer - 1]
            for before, shift, mask in ways:
                allowed = mask & within.get(question, mask)
                then = layer - 1, before, position - shift
                if allowed and then not in tried and self._is_reached(*then):
                    tried.add(then)
                    places[question] = _lowest(allowed)
                    path.append((position - shift, self._ways(layer - 1, before)))
                    break
            else:
                path.pop()
        return None

    def _is_reached(self, layer: int, key: int, position: int) -> bool:
        return position >= 0 and bool(self._layers[layer].get(key, 0) >> position & 1)

    def _ways(self, layer: int, key: int) -> Iterator[_Arrival]:
        return iter(self._arrivals_at(layer).get(key, ()) if layer else ())

    def _arrivals_at(self, layer: int) -> Mapping[int, list[_Arrival]]:
        if layer not in self._arrivals:
            plan = self._sweep.plan
            least = plan.sizes[layer - 1].least
            arrivals: dict[int, list[_Arrival]] = {}
            for state in self._layers[layer - 1]:
                for key, shift, choice in plan.steps[layer - 1].moves(state):
                    arrivals.setdefault(key, []).append(_Arrival(state, shift - least, choice.mask))
            self._arrivals[layer] = arrivals
        return self._arrivals[layer]


class _Arrival(NamedTuple):
    """A way into a state: from which one, how far sums move, by which options."""

    before: int
    shift: int
    mask: int


def unnoticed(work: int) -> None:
    """For sweeps so small that nobody waits for them."""


def _cost(size: Size, bits: int) -> int:
    """About how many microseconds a step takes."""
    return round(size.moves * (_MOVE_COST + size.span * bits / 8 / _BYTES_PER_COST))


def field_bits(most: int) -> int:
    """Bits of a field that can hold any number up to the most."""
    needed = most.bit_length()
    return _SMALL_FIELD if needed <= _SMALL_FIELD else -(-needed // _LARGE_FIELD) * _LARGE_FIELD


def _ones(packed: int) -> Iterator[tuple[int, int]]:
    digits = bin(packed)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place, 1
        place = digits.find("1", place + 1)


def _all_fields(packed: int, bits: int) -> list[int]:
    """Every field from the lowest on."""
    width = bits // 8
    content = packed.to_bytes(-(-packed.bit_length() // bits) * width, "little")
    if sys.byteorder == "little" and bits in (_SMALL_FIELD, _LARGE_FIELD):
        return memoryview(content).cast("I" if bits == _SMALL_FIELD else "Q").tolist()
    return [int.from_bytes(content[start : start + width], "little") for start in range(0, len(content), width)]


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1
