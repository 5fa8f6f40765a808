"""A rulebook laid out over its whole space of complete answers: all that sweeps are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from leadadvisor.engine.evidence import weigh_rules
from leadadvisor.engine.regions import Box, Region
from leadadvisor.engine.verify.space import Example, Reading, as_example, bearing_options, never_counted
from leadadvisor.engine.verify.standings import Standings, blocker_terms, impossible_terms, rule_terms
from leadadvisor.engine.verify.sweep import Sweep, unnoticed
from leadadvisor.engine.verify.terms import Term
from leadadvisor.model.rulebook import Rulebook


class WholeSpace:
    """The questions that bear on the mix, every level of every rule in boxes, and the answers nobody can give."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.options = bearing_options(rulebook)
        self.sizes = {question: len(ids) for question, ids in self.options.items()}
        self.standings = Standings(rulebook)
        self.reading = Reading(rulebook, self.options, counted_once=True)
        self.speaking = tuple(self.reading.speaking(weigh_rules(rulebook)))
        self._impossible = never_counted(self.reading, self.options)
        axes = self.standings.axes
        self._terms = (
            *rule_terms(self.speaking),
            *blocker_terms(self.reading, self.standings),
            *impossible_terms(self._impossible, axes),
        )

    def points_sweep(self, *, within: Box | None = None, like: Sweep | None = None) -> Sweep:
        """A sweep whose sums are points counted from the last approach. Raises TooEntangled."""
        return Sweep(self.sizes, self._terms, self.standings.axes, within=within, like=like)

    def evidence_sweep(self) -> Sweep:
        """A sweep whose sums are numbers of rules that speak. Raises TooEntangled."""
        terms = [Term(box, (1,), rule=one.rule) for one in self.speaking for box in one.boxes]
        return Sweep(self.sizes, [*terms, *impossible_terms(self._impossible, 1)], 1)

    def count(self, boxes: Region | None = None) -> int:
        """How many profiles there are, or how many in these boxes of which no two overlap."""
        terms = tuple(impossible_terms(self._impossible, 0))
        within: Region = [{}] if boxes is None else boxes
        return sum(Sweep(self.sizes, terms, 0, within=box).count(unnoticed).total() for box in within)

    def example(self, places: Mapping[str, int]) -> Example:
        """Answers as an example, from the places of their options."""
        chosen = {question: self.options[question][place] for question, place in places.items()}
        return as_example(self.rulebook, self.options, chosen)

    def rule_ids(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The rules of these numbers."""
        return tuple(self.rulebook.rules[number].id for number in numbers)
