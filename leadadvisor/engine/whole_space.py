"""The space of complete answers, and the conditions of a rulebook as boxes in it.

A box gives some questions a mask of options: bit 0 is the first option. A question without a mask may have any.

Every profile is counted once: a question that is not asked counts as its `otherwise`, whatever else could have been
answered. Questions that no rule and no blocker reads are left out, for they multiply every count alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from leadadvisor.engine.conditions import effective_options, irrelevant_questions, questions_read
from leadadvisor.engine.evaluate import Force, WeighedRule, weigh_rules
from leadadvisor.engine.mix import Standings, differences
from leadadvisor.engine.space import AnswerSpace, Box, Region, rule_regions
from leadadvisor.engine.sweep import Sweep, unnoticed
from leadadvisor.engine.sweep_terms import Term
from leadadvisor.model.condition import AllOf, Chosen, Condition, Not
from leadadvisor.model.rulebook import Blocker, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.model.verification import Example

Options: TypeAlias = Mapping[str, tuple[str, ...]]
"""The questions of a space in asking order, each with its options."""

_LEFT_OPEN = 1


class Speaking(NamedTuple):
    """One level of a rule, and the boxes (no two overlap) in which it is the one that speaks."""

    rule: int
    level: int
    force: Force
    boxes: Region


class Reading:
    """A rulebook's conditions as boxes over the options of a space.

    With `counted_once` the boxes are meant for profiles in which a question that is not asked has its `otherwise` as
    its answer. Without, any answers may stand, and boxes work out what counts; options that the rulebook does not
    know then leave its question open, and `chosen` fixes answers.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        options: Options,
        *,
        counted_once: bool = False,
        chosen: Mapping[str, str] | None = None,
    ) -> None:
        questions = rulebook.questions
        if counted_once:
            questions = tuple(each._replace(asked_when=None, otherwise=None) for each in questions)
        self.rulebook = rulebook
        self._space = AnswerSpace(questions, chosen or {})
        self._states = {
            each.id: [self._space.named_states(each.id).get(option, _LEFT_OPEN) for option in options[each.id]]
            for each in questions
            if each.id in options
        }

    def where(self, condition: Condition) -> Region:
        """The boxes in which the condition holds; no two overlap."""
        return self._translated(self._space.disjoint(self._space.where(condition)))

    def speaking(self, rules: Iterable[WeighedRule]) -> Iterator[Speaking]:
        """Every level of every rule, in order."""
        for number, rule in enumerate(rules):
            for level, (force, region) in enumerate(rule_regions(self._space, rule)):
                yield Speaking(number, level, force, self._translated(region))

    def blocked(self) -> Iterator[tuple[Blocker, Region]]:
        """Every blocker with the boxes in which it holds."""
        for blocker in self.rulebook.blockers:
            yield blocker, self.where(blocker.when)

    def _translated(self, region: Region) -> Region:
        return [translated for box in region if (translated := self._translate(box)) is not None]

    def _translate(self, box: Box) -> Box | None:
        """From states, of which one is "left open", to options; None where no complete answers are in the box."""
        translated: Box = {}
        for question, mask in box.items():
            states = self._states[question]
            kept = sum(1 << place for place, state in enumerate(states) if mask & state)
            if not kept:
                return None
            if kept != (1 << len(states)) - 1:
                translated[question] = kept
        return translated


def bearing_options(rulebook: Rulebook, *asked_about: str) -> Options:
    """The questions that bear on the mix, also by deciding whether another one is asked, with their options.

    Those asked about are among them, whether they bear on the mix or not.
    """
    read = frozenset(asked_about).union(
        *(rule.reads for rule in weigh_rules(rulebook)),
        *(questions_read(blocker.when) for blocker in rulebook.blockers),
    )
    for question in reversed(rulebook.questions):  # whether a question is asked rests on earlier ones only
        if question.id in read and question.asked_when is not None:
            read |= questions_read(question.asked_when)
    return {each.id: tuple(option.id for option in each.options) for each in rulebook.questions if each.id in read}


def left_out_questions(rulebook: Rulebook) -> tuple[str, ...]:
    """The questions that are not part of the space, in asking order."""
    options = bearing_options(rulebook)
    return tuple(question.id for question in rulebook.questions if question.id not in options)


def never_counted(reading: Reading, options: Options) -> Region:
    """The boxes of answers to questions that are not asked, but for the one answer that counts for them."""
    boxes: Region = []
    for question in reading.rulebook.questions:
        if question.id in options and question.asked_when is not None and question.otherwise is not None:
            elsewhere = Not(Chosen(question.id, (question.otherwise,)))
            boxes += reading.where(AllOf((Not(question.asked_when), elsewhere)))
    return boxes


def as_example(rulebook: Rulebook, options: Options, chosen: Mapping[str, str]) -> Example:
    """What was chosen, without the answers to questions that are then not asked."""
    counting = effective_options(rulebook.questions, chosen)
    not_asked = irrelevant_questions(rulebook.questions, counting)
    return tuple((each, counting[each]) for each in options if each in counting and each not in not_asked)


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


def rule_terms(speaking: Iterable[Speaking]) -> Iterator[Term]:
    """What rules add to the differences of points."""
    for one in speaking:
        weights = differences(one.force.points)
        if any(weights):
            for box in one.boxes:
                yield Term(box, weights, rule=one.rule)


def blocker_terms(reading: Reading, standings: Standings) -> Iterator[Term]:
    """The flags that blockers raise."""
    for blocker, boxes in reading.blocked():
        for box in boxes:
            yield Term(box, (0,) * standings.axes, standings.flag(blocker))


def impossible_terms(boxes: Region, axes: int) -> Iterator[Term]:
    """Boxes in which there are no profiles."""
    for box in boxes:
        yield Term(box, (0,) * axes, impossible=True)
