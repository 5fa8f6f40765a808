"""Count or collect all sums of weights over all complete answers, without listing the answers.

The sweep goes through the questions one by one and merges all answers that leave the same rest: the same terms still
alive, the same flags. What was summed up so far is held per state as one big integer. Counting, it is divided into
fields of a fixed number of bits, one for each sum, and the field holds the number of answers with that sum: to add
weights is to shift, to join is to add. Collecting, a field is one bit, and to join is to "or". Only the first two
axes lie within the integer; weights on further axes, which take few values, are kept in the key of the state.

Before anything is counted, a plan goes through the keys alone. It knows exactly how many steps the sweep will take,
so a sweep that would take too long is refused beforehand, and progress can be told truly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import prod
from typing import Literal, TypeAlias

from leadadvisor.engine.regions import Box
from leadadvisor.engine.verify.packed import Packed, field_bits
from leadadvisor.engine.verify.plan import NO_PLAN, Plan, Size, good_plan, open_rules, plan_in_order
from leadadvisor.engine.verify.terms import Layout, Term, sorted_out

Kind: TypeAlias = Literal["count", "collect"]

Advance: TypeAlias = Callable[[int], None]
"""Called while a sweep runs with the work just done; together that is the work it was planned to take."""

MOST_BYTES = 800_000_000
"""How much memory the states of a sweep may take at any one time."""

_MOVE_COST = 1.5
_BYTES_PER_COST = 2_500


class Sweep:
    """A sweep over given questions (with the number of their options) and terms, planned and ready to run.

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
            after: dict[int, int] = {}
            for state, packed in layers[-1].items():
                for key, shift, _ in step.moves(state):
                    after[key] = after.get(key, 0) | packed << (shift - size.least)
            layers.append(after)
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


def _cost(size: Size, bits: int) -> int:
    """About how many microseconds a step takes."""
    return round(size.moves * (_MOVE_COST + size.span * bits / 8 / _BYTES_PER_COST))


def unnoticed(work: int) -> None:
    """For sweeps so small that nobody waits for them."""
