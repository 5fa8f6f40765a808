"""The answer space: conditions as regions of it, for exact work on answers that are still open.

A box gives some open questions a mask of states: bit 0 is "left open", bit i + 1 is option i. A question without a
mask may be in any state. A region is a list of boxes. Questions already answered are worked in on the way, and a
question that is known not to be asked counts with its `otherwise`, so a region speaks of the answers as given.

A question of three options has the states 0b0001 (open), 0b0010, 0b0100 and 0b1000. "Its first or last option, and
the first of another question" is the box {"size": 0b1010, "people": 0b0010}.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, assert_never

from leadadvisor.engine.conditions import questions_read
from leadadvisor.engine.evaluate import Force, WeighedRule
from leadadvisor.errors import LeadAdvisorError
from leadadvisor.model.condition import AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.model.rulebook import Question

Box: TypeAlias = dict[str, int]
Region: TypeAlias = list[Box]

EVERYWHERE: Region = [{}]
NOWHERE: Region = []

MOST_FOR_A_REGION = 60_000
MOST_FOR_A_SPACE = 1_500_000
"""How much may be spent on one region and on all of a space: a unit for each box that is made and each of its masks."""


class TooEntangled(LeadAdvisorError):
    """Too much meets at once for an exact answer; `rules` are the numbers of the rules, where they are known."""

    def __init__(self, rules: Sequence[int] = ()) -> None:
        self.rules = tuple(rules)
        super().__init__(
            "The rulebook is too entangled for an exact answer: its conditions meet in too many ways. "
            "`leadadvisor rules check` names those it is about; split them, or ask fewer questions in each."
        )


class AnswerSpace:
    """The answer space of a rulebook's questions, given the options chosen so far and what is left open for good.

    Making a region raises TooEntangled before it takes more than `MOST_FOR_A_REGION`, or all of them more than `most`.
    """

    def __init__(
        self,
        questions: Iterable[Question],
        chosen: Mapping[str, str],
        left_open: Collection[str] = (),
        *,
        most: float = MOST_FOR_A_SPACE,
    ) -> None:
        self._chosen = chosen
        self._left_open = frozenset(left_open)
        self._questions = {question.id: question for question in questions}
        self._bits = {
            question.id: {option.id: 2 << place for place, option in enumerate(question.options)}
            for question in self._questions.values()
        }
        self._not_asked: dict[str, Region] = {}
        self._left, self._spent = most, 0

    def states(self, question: str) -> int:
        """The mask of every state of a question: left open, or any option."""
        return (2 << len(self._bits[question])) - 1

    def named_states(self, question: str) -> Mapping[str, int]:
        """The single-bit mask of each option, and of "" for left open."""
        return {"": 1, **self._bits[question]}

    def not_asked(self, question: str) -> Region:
        """Where the question is known not to be asked, in boxes that do not overlap."""
        self._know_what_is_not_asked((question,))
        return self._not_asked.get(question, NOWHERE)

    def where(self, condition: Condition, *, outcome: bool = True) -> Region:
        """The region where the condition is known to have this outcome."""
        self._know_what_is_not_asked(questions_read(condition))
        self._spent = 0
        return self._where(condition, outcome=outcome)

    def intersection(self, regions: Iterable[Region]) -> Region:
        """The region common to all; everywhere where there is none to meet."""
        self._spent = 0
        return self._common(regions)

    def outside(self, region: Region, taken: Region) -> Region:
        """What is left of a region without another; boxes that did not overlap still do not."""
        self._spent = 0
        return self._without(region, taken)

    def disjoint(self, region: Region) -> Region:
        """The same region in boxes of which no two overlap."""
        self._spent = 0
        return self._apart(region)

    def _where(self, condition: Condition, *, outcome: bool) -> Region:
        match condition:
            case Chosen(question, options):
                return self._where_chosen(question, frozenset(options), outcome=outcome)
            case AllOf(parts) | AnyOf(parts):
                regions = (self._where(part, outcome=outcome) for part in parts)
                if isinstance(condition, AllOf) is outcome:
                    return self._common(regions)
                return self._absorbed([box for region in regions for box in region])
            case Not(part):
                return self._where(part, outcome=not outcome)
            case _:
                assert_never(condition)

    def _common(self, regions: Iterable[Region]) -> Region:
        met = EVERYWHERE
        for region in regions:
            both = [box for left in met for right in region if (box := self._meet(left, right)) is not None]
            if not both:  # the other regions need not even be made
                return NOWHERE
            met = self._absorbed(both) if len(met) > 1 and len(region) > 1 else both
        return met

    def _absorbed(self, region: Region) -> Region:
        """The boxes that lie in no other: where regions meet, most boxes are parts of others."""
        kept: Region = []
        for box in sorted(region, key=len):
            self._spend(1 + len(kept) // 8)
            if not any(_lies_in(box, larger) for larger in kept):
                kept.append(box)
        return kept

    def _without(self, region: Region, taken: Region) -> Region:
        for box in sorted(taken, key=len):  # large pieces first: later ones then fall into them, and split nothing
            region = [rest for piece in region for rest in self._minus(piece, box)]
        return region

    def _apart(self, region: Region) -> Region:
        result: Region = []
        for box in region:
            result += self._without([box], result)
        return result

    def _where_chosen(self, question: str, options: frozenset[str], *, outcome: bool) -> Region:
        answered = self._where_answered(question, options, outcome=outcome)
        asked_when, otherwise = self._questions[question].asked_when, self._questions[question].otherwise
        if asked_when is None:
            return answered
        not_asked = self._where_not_asked(question, asked_when)
        result = self._without(answered, not_asked)
        return result + not_asked if (otherwise in options) is outcome else result

    def _where_answered(self, question: str, options: frozenset[str], *, outcome: bool) -> Region:
        if question in self._chosen:
            return EVERYWHERE if (self._chosen[question] in options) is outcome else NOWHERE
        if question in self._left_open:
            return NOWHERE
        bits = self._bits[question]
        mask = sum(bit for option, bit in bits.items() if (option in options) is outcome)
        return [{question: mask}] if mask else NOWHERE

    def _know_what_is_not_asked(self, questions: Iterable[str]) -> None:
        """Work out what is not asked from the first question on: a long chain of them would recurse too deep."""
        wanted, found = list(questions), dict[str, None]()
        while wanted:
            question = wanted.pop()
            asked_when = self._questions[question].asked_when
            if question not in found and question not in self._not_asked and asked_when is not None:
                found[question] = None
                wanted += questions_read(asked_when)
        for question in self._questions if found else ():
            asked_when = self._questions[question].asked_when
            if question in found and asked_when is not None:
                self._spent = 0
                self._where_not_asked(question, asked_when)

    def _where_not_asked(self, question: str, asked_when: Condition) -> Region:
        if question not in self._not_asked:
            region = self._where(asked_when, outcome=False)
            self._not_asked[question] = region if isinstance(asked_when, Chosen) else self._apart(region)
        return self._not_asked[question]

    def _meet(self, left: Box, right: Box) -> Box | None:
        both = dict(left)
        for question, mask in right.items():
            common = both.get(question, mask) & mask
            if not common:
                self._spend(1)
                return None
            both[question] = common
        self._spend(1 + len(both))
        return both

    def _minus(self, box: Box, taken: Box) -> Region:
        """What is left of a box without another, in boxes that do not overlap."""
        self._spend(1 + len(taken))
        if any(not box[question] & mask for question, mask in taken.items() if question in box):
            return [box]
        pieces, inside = [], dict(box)
        for question, mask in taken.items():
            have = inside.get(question, self.states(question))
            if have & ~mask:
                pieces.append({**inside, question: have & ~mask})
                self._spend(len(inside))
            inside[question] = have & mask
        return pieces

    def _spend(self, units: int) -> None:
        self._spent += units
        self._left -= units
        if self._spent > MOST_FOR_A_REGION or self._left < 0:
            raise TooEntangled


def _lies_in(box: Box, larger: Box) -> bool:
    return all(question in box and not box[question] & ~mask for question, mask in larger.items())


def rule_regions(space: AnswerSpace, rule: WeighedRule) -> Iterator[tuple[Force, Region]]:
    """Each level with the region where it is the first that holds, in boxes that do not overlap.

    Every earlier level must be known not to hold: a rule whose force is still open adds nothing.
    """
    remaining = space.where(rule.side)
    for force in rule.forces:
        yield force, space.disjoint(space.intersection([remaining, space.where(force.level.when)]))
        remaining = space.intersection([remaining, space.where(force.level.when, outcome=False)])
