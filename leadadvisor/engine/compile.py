"""Compile a rulebook for many profiles: one bitmask per question and option, anded to the set of terms that hold.

A term is a box of the answer space with the points a rule gives there (regions.py); terms of one rule never overlap.
The points of a set of terms are looked up eight terms at a time, and what points and blockers come to is worked out
once for each combination met. The plain, explained way is evaluate.py; both are tested to agree.
"""

from __future__ import annotations

from collections.abc import Mapping

from leadadvisor.engine.evaluate import flag_of, split
from leadadvisor.engine.evidence import weigh_rules
from leadadvisor.engine.mix import Standing, allocate, scale_of
from leadadvisor.engine.packing import BIAS, FIELD, chunks_of, pack, unpack
from leadadvisor.engine.regions import AnswerSpace, Box, Region
from leadadvisor.engine.rule_regions import rule_regions
from leadadvisor.model.rulebook import Rulebook

_REMEMBERED = 1 << 16


class Scorer:
    """A compiled rulebook: scores a profile in a few microseconds, any answers may be missing."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._space = AnswerSpace(rulebook.questions, {})
        self._scale = scale_of(rulebook.settings)
        self._approaches = tuple(approach.id for approach in rulebook.approaches)
        weighed = weigh_rules(rulebook)
        scored = [
            (box, force.points)
            for rule in weighed
            for force, region in rule_regions(self._space, rule)
            if any(force.points)
            for box in region
        ]
        barred = [(box, blocker) for blocker in rulebook.blockers for box in self._space.where(blocker.when)]
        self._masks = self._masks_of([box for box, _ in scored] + [box for box, _ in barred])
        self._everything = (1 << len(scored) + len(barred)) - 1
        self._chunks = chunks_of([pack(points) for _, points in scored])
        self._blockers_from = len(scored)
        count = len(self._approaches)
        self._flags = [flag_of(each.kind, self._approaches.index(each.approach), count) for _, each in barred]
        self._origin = pack((BIAS,) * len(self._approaches))
        self._ones = pack((1,) * len(self._approaches))
        self._last_field = FIELD * (len(self._approaches) - 1)
        self._known: dict[tuple[int, int], Standing] = {}

    def standing(self, options: Mapping[str, str]) -> Standing:
        """Leader and shares for these options; a question that is missing (or unsure) is open."""
        alive = self._everything
        for question, masks in self._masks:
            alive &= masks.get(options.get(question, ""), masks[""])
        packed = self._origin
        for start, sums in self._chunks:
            packed += sums[alive >> start & 255]
        packed -= (packed >> self._last_field) * self._ones  # only differences count: far fewer of them differ
        key = packed, alive >> self._blockers_from
        found = self._known.get(key)
        if found is None:
            found = self._allocate(*key)
        return found

    def shares(self, options: Mapping[str, str]) -> tuple[int, ...]:
        """The shares in the order of the rulebook's approaches; empty where nothing is feasible."""
        return self.standing(options).shares

    def _masks_of(self, boxes: Region) -> list[tuple[str, Mapping[str, int]]]:
        """Per question that matters: option (or "" for open) -> the boxes that it leaves standing."""
        questions = dict.fromkeys(question for box in boxes for question in box)
        return [(question, self._masks_of_question(question, boxes)) for question in questions]

    def _masks_of_question(self, question: str, boxes: Region) -> Mapping[str, int]:
        return {
            option: sum(1 << place for place, box in enumerate(boxes) if _allows(box, question, state))
            for option, state in self._space.named_states(question).items()
        }

    def _allocate(self, packed: int, barred: int) -> Standing:
        flags = 0
        for place, flag in enumerate(self._flags):
            if barred >> place & 1:
                flags |= flag
        count = len(self._approaches)
        points = unpack(packed + self._origin, count)
        standing = allocate(points, *split(flags, count), self._scale)
        if len(self._known) < _REMEMBERED:
            self._known[packed, barred] = standing
        return standing


def compile_rulebook(rulebook: Rulebook) -> Scorer:
    """The rulebook ready to score many profiles."""
    return Scorer(rulebook)


def _allows(box: Box, question: str, state: int) -> bool:
    return bool(box.get(question, state) & state)
