"""Are declared properties true of every profile? Each step from one answer to another is proved or refuted.

Both profiles of a step are swept at once: the points under the first answer, and by how much they differ under the
second. Many steps need less: a divisor method never takes from an approach whose points fall behind no rival's while
the same blockers stand, so it can be enough to look at the rules that the answer touches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadadvisor.engine.conditions import questions_read
from leadadvisor.engine.evaluate import weigh_rules
from leadadvisor.engine.mix import Points, Standings, differences
from leadadvisor.engine.space import Region, TooEntangled
from leadadvisor.engine.sweep import Advance, Sum, Sweep, Trail, unnoticed
from leadadvisor.engine.sweep_terms import Term, Vector
from leadadvisor.engine.whole_space import (
    Reading,
    Speaking,
    as_example,
    bearing_options,
    blocker_terms,
    impossible_terms,
)
from leadadvisor.model.condition import ALWAYS, Condition, Not
from leadadvisor.model.rulebook import Property, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.model.verification import Counterexample


class Claim(NamedTuple):
    """Going from one option to the other never lowers the share; or, `strict`, lowers it unless little was left."""

    question: str
    before: str
    after: str
    approach: str
    strict: bool
    where: Condition = ALWAYS


class StepCheck:
    """One step of a property, planned; `sweep` is None where nothing is left to look at.

    `order` is a good order of the questions, if one is known. Where it is known that there is no way through all
    profiles, `paired` is False: then only what needs no such way is looked at. Raises TooEntangled.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        standings: Standings,
        claim: Claim,
        *,
        order: Sequence[str] | None = None,
        paired: bool = True,
    ) -> None:
        self._rulebook = rulebook
        self._options = options = bearing_options(rulebook, claim.question, *questions_read(claim.where))
        self._standings = standings
        self._claim = claim
        self._approach = standings.approaches.index(claim.approach)
        self._sizes = {question: len(ids) for question, ids in options.items() if question != claim.question}
        self._readings = tuple(
            Reading(rulebook, options, chosen={claim.question: option}) for option in (claim.before, claim.after)
        )
        self.sweep: Sweep | None = None
        if not self._is_plain():
            if not paired:
                raise TooEntangled(())
            self.sweep = Sweep(self._sizes, self._paired_terms(), 2 * standings.axes, order=order)

    def counterexample(self, advance: Advance) -> Counterexample | None:
        """The worst pair of profiles that breaks the claim, or None where it holds for all of them."""
        if self.sweep is None:
            return None
        worst: tuple[int, Sum] | None = None
        for each in self.sweep.collect(advance).sums():
            broken_by = self._broken_by(each)
            if broken_by is not None and (worst is None or broken_by > worst[0]):
                worst = broken_by, each
        return None if worst is None else self._told(worst[1])

    def _is_plain(self) -> bool:
        """Whether the rules and blockers that the answer touches are enough to see that the claim holds."""
        if self._claim.strict or self._blockers_differ():
            return False
        terms = [*self._differing_terms(), *self._not_asked(self._standings.axes)]
        changes = Sweep(self._sizes, terms, self._standings.axes).collect(unnoticed)
        return all(self._falls_behind_nobody(each.vector) for each in changes.sums())

    def _blockers_differ(self) -> bool:
        first, second = ([_as_set(boxes) for _, boxes in reading.blocked()] for reading in self._readings)
        return first != second

    def _falls_behind_nobody(self, change: Vector) -> bool:
        gains = (*change, 0)
        return all(gains[self._approach] >= gain for gain in gains)

    def _broken_by(self, each: Sum) -> int | None:
        """By how many percentage points the claim is broken, or None."""
        axes, bits = self._standings.axes, self._standings.flag_bits
        now, change = each.vector[:axes], each.vector[axes:]
        flags, flags_then = each.flags & (1 << bits) - 1, each.flags >> bits
        if not self._claim.strict and flags == flags_then and self._falls_behind_nobody(change):
            return None
        then = tuple(value + more for value, more in zip(now, change, strict=True))
        before = self._standings.share(flags, now, self._approach)
        after = self._standings.share(flags_then, then, self._approach)
        if self._claim.strict:
            return after - before if before > self._rulebook.settings.floor.value and after >= before else None
        return before - after if after < before else None

    def _told(self, broken: Sum) -> Counterexample:
        if self.sweep is None:
            raise AssertionError("only a sweep finds what breaks a claim")
        places = Trail(self.sweep).answers(broken.flags, broken.vector)
        others = {question: self._options[question][place] for question, place in places.items()}
        axes, bits = self._standings.axes, self._standings.flag_bits
        now = broken.vector[:axes]
        then = tuple(value + more for value, more in zip(now, broken.vector[axes:], strict=True))
        return Counterexample(
            as_example(self._rulebook, self._options, others | {self._claim.question: self._claim.before}),
            as_example(self._rulebook, self._options, others | {self._claim.question: self._claim.after}),
            self._standings.share(broken.flags & (1 << bits) - 1, now, self._approach),
            self._standings.share(broken.flags >> bits, then, self._approach),
        )

    def _pairs(self) -> Iterator[tuple[Speaking, Region, Region, Region]]:
        """Each level with its boxes under both answers, under the first alone, and under the second alone."""
        rules = weigh_rules(self._rulebook)
        for first, second in zip(*(reading.speaking(rules) for reading in self._readings), strict=True):
            before, after = _as_set(first.boxes), _as_set(second.boxes)
            yield (
                first,
                [box for box in first.boxes if _frozen(box) in after],
                [box for box in first.boxes if _frozen(box) not in after],
                [box for box in second.boxes if _frozen(box) not in before],
            )

    def _differing_terms(self) -> Iterator[Term]:
        for speaking, _, before, after in self._pairs():
            weights = differences(speaking.force.points)
            yield from (Term(box, _negative(weights)) for box in before if any(weights))
            yield from (Term(box, weights) for box in after if any(weights))

    def _paired_terms(self) -> list[Term]:
        """Weights: the points under the first answer, then what the second adds to them."""
        none = (0,) * self._standings.axes
        terms: list[Term] = []
        for speaking, both, before, after in self._pairs():
            weights = differences(speaking.force.points)
            if any(weights):
                terms += [Term(box, weights + none, rule=speaking.rule) for box in both]
                terms += [Term(box, weights + _negative(weights), rule=speaking.rule) for box in before]
                terms += [Term(box, none + weights) for box in after]  # may hold beside one of the first answer
        for reading, shift in zip(self._readings, (0, self._standings.flag_bits), strict=True):
            for term in blocker_terms(reading, self._standings):
                terms.append(Term(term.box, none + none, term.flags << shift))
        return [*terms, *self._not_asked(2 * self._standings.axes)]

    def _not_asked(self, axes: int) -> Iterator[Term]:
        """A claim speaks only of profiles that are asked its question, and where its condition holds either way."""
        question = self._rulebook.question(self._claim.question)
        if question is not None and question.asked_when is not None:
            yield from impossible_terms(self._readings[0].where(Not(question.asked_when)), axes)
        if self._claim.where != ALWAYS:
            for reading in self._readings:
                yield from impossible_terms(reading.where(Not(self._claim.where)), axes)


def claims_of(declared: Property) -> Iterator[Claim]:
    """The steps of a property; what is never raised one way is never lowered the other way."""
    strict = declared.relation in ("lowers", "raises")
    for first, second in declared.steps:
        before, after = (second, first) if _is_turned_round(declared) else (first, second)
        yield Claim(declared.question, before, after, declared.approach, strict, declared.where)


def in_declared_order(declared: Property, found: Counterexample) -> Counterexample:
    """A counterexample to a claim, told in the direction in which the property was declared."""
    if not _is_turned_round(declared):
        return found
    return Counterexample(found.after, found.before, found.share_after, found.share_before)


def _is_turned_round(declared: Property) -> bool:
    return declared.relation in ("never-raises", "raises")


def _as_set(boxes: Region) -> set[frozenset[tuple[str, int]]]:
    return {_frozen(box) for box in boxes}


def _frozen(box: dict[str, int]) -> frozenset[tuple[str, int]]:
    return frozenset(box.items())


def _negative(weights: Points) -> Points:
    return tuple(-weight for weight in weights)
