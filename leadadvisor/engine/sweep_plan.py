"""The plan of a sweep: a good order of the questions, and how many steps and how much room it will take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from random import Random

from leadadvisor.engine.space import TooEntangled
from leadadvisor.engine.sweep_terms import Entangled, Gain, Layout, SortedTerms, gain_of
from leadadvisor.model.value import NamedTuple

MOST_MOVES = 1_500_000
"""From how many steps on a sweep is refused as too entangled, whatever it is for."""

_ORDERS_TRIED = 24
_FEW_MOVES = 3_000
_MANY_QUESTIONS = 300
"""From how many questions on no other orders are tried: to shuffle them takes too long."""


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
        if len(first) > _MANY_QUESTIONS or tried > 2 * most or (best is not None and best.moves <= _FEW_MOVES):
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
    left = _Left(questions, entangled)
    order: list[str] = []
    while left.questions:
        best = left.nearest() if rng is None else left.nearest_by_chance(rng)
        left.take(best)
        order.append(best)
    return order


class _Left:
    """The questions not taken yet, each with the terms it would begin and those it would end.

    Taking one changes that only for the questions it shares terms with, so a chain of thousands is soon in order.
    """

    def __init__(self, questions: Iterable[str], entangled: Sequence[Entangled]) -> None:
        self.questions = dict.fromkeys(sorted(questions))
        self._boxes = [term.box for term in entangled]
        self._asking: dict[str, list[int]] = {question: [] for question in self.questions}
        for place, box in enumerate(self._boxes):
            for question in box:
                self._asking[question].append(place)
        self._unseen = [len(box) for box in self._boxes]
        self._begun = 0
        self._begins = {question: len(places) for question, places in self._asking.items()}
        self._ends = dict.fromkeys(self.questions, 0)
        self._queue = [self._rank(question) for question in self.questions]
        heapify(self._queue)

    def nearest(self) -> str:
        """The question after which the fewest terms are open."""
        while True:
            rank = heappop(self._queue)
            if rank[-1] in self.questions and rank == self._rank(rank[-1]):
                return rank[-1]

    def nearest_by_chance(self, rng: Random) -> str:
        """Such a question, close calls decided by chance."""

        def openness(question: str) -> tuple[float, int, str]:
            ends = self._ends[question]
            return self._begun + self._begins[question] - ends + rng.random() * 3, -ends, question

        return min(self.questions, key=openness)

    def take(self, question: str) -> None:
        """Go on without this question."""
        del self.questions[question]
        touched: set[str] = set()
        for place in self._asking[question]:
            box, unseen = self._boxes[place], self._unseen[place]
            self._unseen[place] -= 1
            self._begun += (unseen == len(box)) - (unseen == 1)
            others = [each for each in box if each in self.questions] if unseen in {2, len(box)} else []
            for each in others:
                self._begins[each] -= unseen == len(box)
                self._ends[each] += unseen == 2  # noqa: PLR2004 - two were unseen, now it is the last
            touched.update(others)
        for each in touched:
            heappush(self._queue, self._rank(each))

    def _rank(self, question: str) -> tuple[int, int, str]:
        return self._begins[question] - self._ends[question], -self._ends[question], question


def open_rules(entangled: list[Entangled], seen: Sequence[str]) -> tuple[int, ...]:
    """The rules with a term that some of these questions touch and that others must still decide."""
    begun = [term for term in entangled if not set(seen).isdisjoint(term.box) and not set(seen).issuperset(term.box)]
    return tuple(sorted({term.rule for term in begun if term.rule >= 0}))


def _joint_gain(terms: Iterable[Entangled]) -> Gain:
    shift = flags = carry = 0
    impossible = False
    for term in terms:
        shift, flags, carry = shift + term.shift, flags | term.flags, carry + term.carry
        impossible = impossible or term.impossible
    return Gain(shift, flags, carry, impossible)
