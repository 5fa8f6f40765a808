"""What a row of answers can bring up, each with the box of the answer space where it does: the terms of rows.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from leadadvisor.engine.evaluate import flag_of
from leadadvisor.engine.evidence import Points, weigh_rules
from leadadvisor.engine.regions import AnswerSpace, Box, Region
from leadadvisor.engine.rule_regions import rule_regions
from leadadvisor.model.condition import Condition
from leadadvisor.model.rulebook import UNSURE, Blocker, Question, Rulebook
from leadadvisor.model.value import NamedTuple

LEFT_OPEN = 1
"""The state of a question that has no answer; see regions.py."""

RemarkKind: TypeAlias = Literal["contradiction", "requirement", "missing", "unused"]


class Voice(NamedTuple):
    """A level of a rule speaking in a box; the boxes of one rule never overlap."""

    rule: str
    points: Points
    box: Box


class Bar(NamedTuple):
    """A blocker standing in a box, as a flag of barring.py."""

    blocker: Blocker
    flag: int
    box: Box


class Remark(NamedTuple):
    """A caution that rests on the answers; with `if_leads`, only where that approach (by its index) leads.

    `unless_blank` names the question whose answer the remark is on: it holds for "unsure" as well, not for a blank.
    """

    kind: RemarkKind
    caution: str
    box: Box
    if_leads: int | None = None
    unless_blank: str | None = None


class RowTerms(NamedTuple):
    """All terms of a rulebook, voices in the order of the rules."""

    voices: tuple[Voice, ...]
    bars: tuple[Bar, ...]
    remarks: tuple[Remark, ...]

    def boxes(self) -> tuple[Box, ...]:
        """The boxes of all terms: voices, bars, remarks."""
        return tuple(term.box for terms in self for term in terms)


def row_terms(rulebook: Rulebook) -> RowTerms:
    """The terms of the rulebook; a box speaks of the answers as given, relevance is worked in."""
    space = AnswerSpace(rulebook.questions, {})
    places = {approach.id: place for place, approach in enumerate(rulebook.approaches)}
    voices = tuple(
        Voice(weighed.rule.id, force.points, box)
        for weighed in weigh_rules(rulebook)
        for force, region in rule_regions(space, weighed)
        for box in region
    )
    bars = tuple(
        Bar(blocker, flag_of(blocker.kind, places[blocker.approach], len(places)), box)
        for blocker in rulebook.blockers
        for box in space.where(blocker.when)
    )
    return RowTerms(voices, bars, tuple(_remarks(rulebook, space)))


class _AnswersAsGiven(AnswerSpace):
    """The answer space in which an answer counts even where its question is not asked: clashes look at these."""

    def __init__(self, asked: AnswerSpace, rulebook: Rulebook) -> None:
        super().__init__(rulebook.questions, {})
        self._asked = asked

    def _where_not_asked(self, question: str, asked_when: Condition) -> Region:  # noqa: ARG002 - as the asked space has it
        return self.intersection([[{question: LEFT_OPEN}], self._asked.not_asked(question)])


def _remarks(rulebook: Rulebook, space: AnswerSpace) -> Iterator[Remark]:
    given = _AnswersAsGiven(space, rulebook)
    for contradiction in rulebook.contradictions:
        for box in given.where(contradiction.when):
            yield Remark("contradiction", f"contradiction:{contradiction.id}", box)
    yield from _requirements(rulebook, space)
    for question in rulebook.questions:
        if question.need == "always":
            yield from (Remark("missing", "missing-answers", box) for box in _left_open(space, question.id))
    for question in rulebook.questions:
        yield from _unused(space, question)


def _requirements(rulebook: Rulebook, space: AnswerSpace) -> Iterator[Remark]:
    for place, approach in enumerate(rulebook.approaches):
        caution = f"may-not-lead:{approach.id}"
        for requirement in approach.requirements:
            if requirement.when is not None:
                for box in space.where(requirement.when):
                    yield Remark("requirement", caution, box)
            else:
                all_open = space.intersection(_left_open(space, question) for question in requirement.questions)
                for box in all_open:
                    yield Remark("requirement", caution, box, if_leads=place)


def _left_open(space: AnswerSpace, question: str) -> Region:
    """Where the question has no answer and is not known to be one that is not asked."""
    return space.outside([{question: LEFT_OPEN}], space.not_asked(question))


def _unused(space: AnswerSpace, question: Question) -> Iterator[Remark]:
    """Where the question is not asked, yet answered with something else than what counts then."""
    states = space.named_states(question.id)
    others = sum(bit for option, bit in states.items() if option not in {"", question.otherwise})
    for box in space.intersection([[{question.id: others}], space.not_asked(question.id)]):
        yield Remark("unused", f"unused-answer:{question.id}", box, unless_blank=question.id)


def masks_of(space: AnswerSpace, question: str, terms: RowTerms) -> Mapping[str, int]:
    """Per word a cell may hold ("", "unsure" or an option), the terms whose boxes it leaves standing, as bits."""
    boxes = terms.boxes()
    masks = {
        word: sum(1 << place for place, box in enumerate(boxes) if box.get(question, state) & state)
        for word, state in space.named_states(question).items()
    }
    first = len(terms.voices) + len(terms.bars)
    masks[UNSURE] = masks[""] | sum(
        1 << place for place, remark in enumerate(terms.remarks, first) if remark.unless_blank == question
    )
    return masks
