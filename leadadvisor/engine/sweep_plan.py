"""What a sweep is planned from: terms, how their sums are written down, a good order of the questions, its cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import prod
from random import Random

from leadadvisor.engine.space import Box, TooEntangled
from leadadvisor.model.value import NamedTuple

Vector = tuple[int, ...]
"""Whole numbers that add up over the terms that hold, one for each axis."""

AXES_INSIDE = 2
"""How many axes lie within the integers of a sweep at least; sums on further axes are part of the key of a state."""

MOST_MOVES = 1_500_000
"""From how many steps on a sweep is refused as too entangled, whatever it is for."""

_AXIS_BITS = 24
_ORDERS_TRIED = 24
_FEW_MOVES = 3_000


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


class Choice(NamedTuple):
    """Options of a question that nothing tells apart: how many, and what they do."""

    keeps: int
    gain: Gain
    mask: int
    times: int


class Step:
    """One question: its choices, and the terms decided once it is answered."""

    def __init__(self, choices: list[Choice], finishing: list[Entangled]) -> None:
        self.choices = choices
        self._finishing = finishing
        self._finished = sum(term.bit for term in finishing)
        self._gains: dict[int, Gain] = {}

    def moves(self, state: int) -> Iterator[tuple[int, int, Choice]]:
        """From a state: the states it comes to, how far the sums shift, and by which choice."""
        gains = self._gains
        for choice in self.choices:
            alive = state & choice.keeps
            deciding = alive & self._finished
            gain = gains.get(deciding)
            if gain is None:
                gain = gains[deciding] = self._gain(deciding)
            if not gain.impossible:
                own = choice.gain
                key = (alive ^ deciding | gain.flags | own.flags) + gain.carry + own.carry
                yield key, gain.shift + own.shift, choice

    def collected(self, states: Mapping[int, int], least: int) -> dict[int, int]:
        """All states after this question, collecting; sums move by their shift less the least."""
        after: dict[int, int] = {}
        finished, gains = self._finished, self._gains
        choices = [(each.keeps, *each.gain) for each in self.choices]
        for state, packed in states.items():
            for keeps, own_shift, own_flags, own_carry, _ in choices:  # as in `moves`, which would take as long again
                alive = state & keeps
                deciding = alive & finished
                gain = gains.get(deciding)
                if gain is None:
                    gain = gains[deciding] = self._gain(deciding)
                shift, flags, carry, impossible = gain
                if not impossible:
                    key = (alive ^ deciding | flags | own_flags) + carry + own_carry
                    shift += own_shift - least
                    moved = packed << shift if shift >= 0 else packed >> -shift
                    after[key] = after[key] | moved if key in after else moved
        return after

    def _gain(self, deciding: int) -> Gain:
        return _joint_gain([term for term in self._finishing if term.bit & deciding])


class Size(NamedTuple):
    """What the plan knows of one step: states after it, moves, the least shift, and the width of sums after it."""

    states: int
    moves: int
    least: int
    span: int


class Plan(NamedTuple):
    """The questions in order, with what happens at each and how much it is."""

    order: tuple[str, ...]
    steps: list[Step]
    sizes: list[Size]

    @property
    def moves(self) -> int:
        """How often a state is taken to another."""
        return sum(size.moves for size in self.sizes)


NO_PLAN = Plan((), [], [])


def good_plan(terms: SortedTerms, layout: Layout, allowed: Mapping[str, int], most: int = MOST_MOVES) -> Plan:
    """The best plan of several orders of the questions. Raises TooEntangled."""
    questions = terms.questions()
    first = greedy_order(questions, terms.entangled, None)
    best = _plan(terms, layout, allowed, first, most)
    rng = Random(0)  # noqa: S311 - any numbers will do, and always the same ones
    tried = best.moves if best else most
    for _ in range(_ORDERS_TRIED):
        if tried > 2 * most or (best is not None and best.moves <= _FEW_MOVES):
            break
        tried += best.moves if best else most
        order = greedy_order(questions, terms.entangled, rng)
        best = _plan(terms, layout, allowed, order, best.moves - 1 if best else most) or best
    if best is None:
        raise TooEntangled(open_rules(terms.entangled, first[: len(first) // 2]))
    return best


def plan_in_order(terms: SortedTerms, layout: Layout, allowed: Mapping[str, int], known: Sequence[str]) -> Plan:
    """The plan in an order that is known to be good; questions it does not name come last. Raises TooEntangled."""
    questions = terms.questions()
    order = [*(each for each in known if each in questions), *sorted(questions.difference(known))]
    plan = _plan(terms, layout, allowed, order, MOST_MOVES)
    if plan is None:
        raise TooEntangled(open_rules(terms.entangled, order[: len(order) // 2]))
    return plan


def _plan(
    terms: SortedTerms, layout: Layout, allowed: Mapping[str, int], order: Sequence[str], most: int
) -> Plan | None:
    """The plan in this order, or None where it takes more moves."""
    steps = steps_of(terms, layout, allowed, order)
    sizes = _sizes(steps, terms.start, most)
    return None if sizes is None else Plan(tuple(order), steps, sizes)


def steps_of(terms: SortedTerms, layout: Layout, allowed: Mapping[str, int], order: Sequence[str]) -> list[Step]:
    """One step per question, in this order."""
    place_of = {question: place for place, question in enumerate(order)}
    finishing: list[list[Entangled]] = [[] for _ in order]
    asking: dict[str, list[Entangled]] = {question: [] for question in order}
    for term in terms.entangled:
        finishing[max(place_of[question] for question in term.box)].append(term)
        for question in term.box:
            asking[question].append(term)
    return [
        Step(_choices(terms, layout, question, allowed[question], asking[question]), finishing[place])
        for question, place in place_of.items()
    ]


def _choices(
    terms: SortedTerms, layout: Layout, question: str, allowed: int, asking: Sequence[Entangled]
) -> list[Choice]:
    """The options of a question, those that no term tells apart taken as one."""
    masks: dict[tuple[int, Gain], int] = {}
    for place in range(allowed.bit_length()):
        option = 1 << place & allowed
        if option:
            dropped = sum(term.bit for term in asking if not term.box[question] & option)
            gain = gain_of((term for term in terms.alone.get(question, ()) if term.box[question] & option), layout)
            if not gain.impossible:
                masks[dropped, gain] = masks.get((dropped, gain), 0) | option
    return [Choice(~dropped, gain, mask, mask.bit_count()) for (dropped, gain), mask in masks.items()]


def _sizes(steps: list[Step], start: int, most: int) -> list[Size] | None:
    """Go through the keys of the states alone; None where there are too many."""
    states = {start}
    sizes: list[Size] = []
    span, total = 1, 0
    for step in steps:
        total += len(states) * len(step.choices)
        if total > most:
            return None
        after: set[int] = set()
        shifts: set[int] = set()
        for state in states:
            for key, shift, _ in step.moves(state):
                after.add(key)
                shifts.add(shift)
        least = min(shifts, default=0)
        span += max(shifts, default=0) - least
        sizes.append(Size(len(after), len(states) * len(step.choices), least, span))
        states = after
    return sizes


def greedy_order(questions: Iterable[str], entangled: Sequence[Entangled], rng: Random | None) -> list[str]:
    """Questions so ordered that few terms are open at once; chance, if any, turns close calls."""
    left = sorted(questions)
    order: list[str] = []
    unseen = {term.bit: len(term.box) for term in entangled}
    asking = {question: [term.bit for term in entangled if question in term.box] for question in left}
    whole, begun = dict(unseen), 0
    while left:

        def openness(question: str, begun: int = begun) -> tuple[float, int, str]:
            starts = sum(1 for bit in asking[question] if unseen[bit] == whole[bit])
            ends = sum(1 for bit in asking[question] if unseen[bit] == 1)
            still_open = begun + starts - ends
            return still_open + (rng.random() * 3 if rng else 0), -ends, question

        best = min(left, key=openness)
        for bit in asking[best]:
            begun += (unseen[bit] == whole[bit]) - (unseen[bit] == 1)
            unseen[bit] -= 1
        order.append(best)
        left.remove(best)
    return order


def open_rules(entangled: list[Entangled], seen: Sequence[str]) -> tuple[int, ...]:
    """The rules with a term that some of these questions touch and that others must still decide."""
    begun = [term for term in entangled if not set(seen).isdisjoint(term.box) and not set(seen).issuperset(term.box)]
    return tuple(sorted({term.rule for term in begun if term.rule >= 0}))


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


def _joint_gain(terms: Iterable[Entangled]) -> Gain:
    shift = flags = carry = 0
    impossible = False
    for term in terms:
        shift, flags, carry = shift + term.shift, flags | term.flags, carry + term.carry
        impossible = impossible or term.impossible
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
