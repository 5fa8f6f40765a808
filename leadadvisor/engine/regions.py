"""Conditions as regions of the answer space, for exact work on answers that are still open.

A box gives some open questions a mask of states: bit 0 is "left open", bit i + 1 is option i. A question without a
mask may be in any state. A region is a list of boxes. Questions already answered are worked in on the way, and a
question that is known not to be asked counts with its `otherwise`, so a region speaks of the answers as given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias, assert_never

from leadadvisor.model.condition import AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.model.rulebook import Question

Box: TypeAlias = dict[str, int]
Region: TypeAlias = list[Box]

EVERYWHERE: Region = [{}]
NOWHERE: Region = []


class AnswerSpace:
    """The answer space of a rulebook's questions, given the options chosen so far and what is left open for good."""

    def __init__(
        self, questions: Iterable[Question], chosen: Mapping[str, str], left_open: Collection[str] = ()
    ) -> None:
        self._chosen = chosen
        self._left_open = frozenset(left_open)
        self._questions = {question.id: question for question in questions}
        self._bits = {
            question.id: {option.id: 2 << place for place, option in enumerate(question.options)}
            for question in self._questions.values()
        }
        self._not_asked: dict[str, Region] = {}

    def states(self, question: str) -> int:
        """The mask of every state of a question: left open, or any option."""
        return (2 << len(self._bits[question])) - 1

    def named_states(self, question: str) -> Mapping[str, int]:
        """The single-bit mask of each option, and of "" for left open."""
        return {"": 1, **self._bits[question]}

    def not_asked(self, question: str) -> Region:
        """Where the question is known not to be asked, in boxes that do not overlap."""
        asked_when = self._questions[question].asked_when
        return NOWHERE if asked_when is None else self._where_not_asked(question, asked_when)

    def where(self, condition: Condition, *, outcome: bool = True) -> Region:
        """The region where the condition is known to have this outcome."""
        match condition:
            case Chosen(question, options):
                return self._where_chosen(question, frozenset(options), outcome=outcome)
            case AllOf(parts) | AnyOf(parts):
                regions = [self.where(part, outcome=outcome) for part in parts]
                if isinstance(condition, AllOf) is outcome:
                    return self.intersection(regions)
                return [box for region in regions for box in region]
            case Not(part):
                return self.where(part, outcome=not outcome)
            case _:
                assert_never(condition)

    def intersection(self, regions: Iterable[Region]) -> Region:
        """The region common to all; everywhere where there is none to meet."""
        met = EVERYWHERE
        for region in regions:
            met = [box for left in met for right in region if (box := self._meet(left, right)) is not None]
        return met

    def outside(self, region: Region, taken: Region) -> Region:
        """What is left of a region without another; boxes that did not overlap still do not."""
        for box in taken:
            region = [rest for piece in region for rest in self._minus(piece, box)]
        return region

    def disjoint(self, region: Region) -> Region:
        """The same region in boxes of which no two overlap."""
        result: Region = []
        for box in region:
            result += self.outside([box], result)
        return result

    def _where_chosen(self, question: str, options: frozenset[str], *, outcome: bool) -> Region:
        answered = self._where_answered(question, options, outcome=outcome)
        asked_when, otherwise = self._questions[question].asked_when, self._questions[question].otherwise
        if asked_when is None:
            return answered
        not_asked = self._where_not_asked(question, asked_when)
        result = self.outside(answered, not_asked)
        return result + not_asked if (otherwise in options) is outcome else result

    def _where_answered(self, question: str, options: frozenset[str], *, outcome: bool) -> Region:
        if question in self._chosen:
            return EVERYWHERE if (self._chosen[question] in options) is outcome else NOWHERE
        if question in self._left_open:
            return NOWHERE
        bits = self._bits[question]
        mask = sum(bit for option, bit in bits.items() if (option in options) is outcome)
        return [{question: mask}] if mask else NOWHERE

    def _where_not_asked(self, question: str, asked_when: Condition) -> Region:
        if question not in self._not_asked:
            self._not_asked[question] = self.disjoint(self.where(asked_when, outcome=False))
        return self._not_asked[question]

    def _meet(self, left: Box, right: Box) -> Box | None:
        both = dict(left)
        for question, mask in right.items():
            common = both.get(question, mask) & mask
            if not common:
                return None
            both[question] = common
        return both

    def _minus(self, box: Box, taken: Box) -> Region:
        """What is left of a box without another, in boxes that do not overlap."""
        pieces, inside = [], dict(box)
        for question, mask in taken.items():
            have = inside.get(question, self.states(question))
            if not have & mask:
                return [box]
            if have & ~mask:
                pieces.append({**inside, question: have & ~mask})
            inside[question] = have & mask
        return pieces
