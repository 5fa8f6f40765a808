"""The terms of a rulebook: every level, blocker and caution that answers can bring up, with the box where they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from leadadvisor.engine.evaluate import weigh_rules
from leadadvisor.engine.mix import Points, flag_of
from leadadvisor.engine.space import AnswerSpace, Box, Region, rule_regions
from leadadvisor.model.condition import Chosen, Condition
from leadadvisor.model.rulebook import UNSURE, Blocker, Question, Rulebook, State
from leadadvisor.model.value import NamedTuple

LEFT_OPEN = 1
"""The state of a question that has no answer; see space.py."""

CautionKind: TypeAlias = Literal["answered", "requirement", "missing", "unused"]
"""What makes a caution stand: answers alone, what an approach requires, no answer, an answer that is not used."""


class RuleTerm(NamedTuple):
    """A level of a rule speaking in a box; the boxes of one rule never overlap."""

    rule: str
    points: Points
    box: Box


class BlockerTerm(NamedTuple):
    """A blocker standing in a box, as a flag of evaluate.py."""

    blocker: Blocker
    flag: int
    box: Box


class CautionTerm(NamedTuple):
    """A caution that rests on the answers; with `if_leads`, only where that approach (by its index) leads.

    `unless_blank` names the question whose answer the caution is on: it holds for "unsure" as well, not for a blank.
    """

    kind: CautionKind
    caution: str
    box: Box
    if_leads: int | None = None
    unless_blank: str | None = None


class StateTerm(NamedTuple):
    """A state of a channel holding in a box, whatever states before it hold; all by their places."""

    approach: int
    channel: int
    place: int
    state: State
    box: Box


class Terms(NamedTuple):
    """All terms of a rulebook, rules in the order of the rules; states of channels only where they were asked for."""

    rules: tuple[RuleTerm, ...]
    blockers: tuple[BlockerTerm, ...]
    cautions: tuple[CautionTerm, ...]
    states: tuple[StateTerm, ...] = ()

    def boxes(self) -> tuple[Box, ...]:
        """The boxes of all terms: rules, blockers, cautions, states."""
        return tuple(term.box for terms in self for term in terms)


def terms_of(rulebook: Rulebook, *, states: bool = False) -> Terms:
    """The terms of the rulebook; a box speaks of the answers as given, relevance is worked in."""
    space = AnswerSpace(rulebook.questions, {})
    places = {approach.id: place for place, approach in enumerate(rulebook.approaches)}
    rules = tuple(
        RuleTerm(weighed.rule.id, force.points, box)
        for weighed in weigh_rules(rulebook)
        for force, region in rule_regions(space, weighed)
        for box in region
    )
    blockers = tuple(
        BlockerTerm(blocker, flag_of(blocker.kind, places[blocker.approach], len(places)), box)
        for blocker in rulebook.blockers
        for box in space.where(blocker.when)
    )
    of_channels = tuple(_state_terms(rulebook, space)) if states else ()
    return Terms(rules, blockers, tuple(_caution_terms(rulebook, space)), of_channels)


def _state_terms(rulebook: Rulebook, space: AnswerSpace) -> Iterator[StateTerm]:
    for at, approach in enumerate(rulebook.approaches):
        for number, channel in enumerate(approach.channels):
            for place, state in enumerate(channel.states):
                for box in space.where(state.when):
                    yield StateTerm(at, number, place, state.state, box)


class _AnswersAsGiven(AnswerSpace):
    """The answer space in which an answer counts even where its question is not asked: clashes look at these."""

    def __init__(self, asked: AnswerSpace, rulebook: Rulebook) -> None:
        super().__init__(rulebook.questions, {})
        self._asked = asked

    def _where_not_asked(self, question: str, asked_when: Condition) -> Region:  # noqa: ARG002 - as the asked space has it
        return self.intersection([[{question: LEFT_OPEN}], self._asked.not_asked(question)])


def _caution_terms(rulebook: Rulebook, space: AnswerSpace) -> Iterator[CautionTerm]:
    given = _AnswersAsGiven(space, rulebook)
    for contradiction in rulebook.contradictions:
        for box in given.where(contradiction.when):
            yield CautionTerm("answered", f"contradiction:{contradiction.id}", box)
    for question in rulebook.questions:
        options = tuple(option.id for option in question.options if option.not_covered)
        if options:
            for box in space.where(Chosen(question.id, options)):
                yield CautionTerm("answered", f"out-of-scope:{question.id}", box)
    yield from _requirements(rulebook, space)
    for question in rulebook.questions:
        if question.need == "always":
            yield from (CautionTerm("missing", "missing-answers", box) for box in _left_open(space, question.id))
    for question in rulebook.questions:
        yield from _unused(space, question)


def _requirements(rulebook: Rulebook, space: AnswerSpace) -> Iterator[CautionTerm]:
    for place, approach in enumerate(rulebook.approaches):
        caution = f"may-not-lead:{approach.id}"
        for requirement in approach.requirements:
            if requirement.when is not None:
                for box in space.where(requirement.when):
                    yield CautionTerm("requirement", caution, box)
            else:
                all_open = space.intersection(_left_open(space, question) for question in requirement.questions)
                for box in all_open:
                    yield CautionTerm("requirement", caution, box, if_leads=place)


def _left_open(space: AnswerSpace, question: str) -> Region:
    """Where the question has no answer and is not known to be one that is not asked."""
    return space.outside([{question: LEFT_OPEN}], space.not_asked(question))


def _unused(space: AnswerSpace, question: Question) -> Iterator[CautionTerm]:
    """Where the question is not asked, yet answered with something else than what counts then."""
    states = space.named_states(question.id)
    others = sum(bit for option, bit in states.items() if option not in {"", question.otherwise})
    for box in space.intersection([[{question.id: others}], space.not_asked(question.id)]):
        yield CautionTerm("unused", f"unused-answer:{question.id}", box, unless_blank=question.id)


def masks_of(space: AnswerSpace, question: str, terms: Terms) -> Mapping[str, int]:
    """Per word a cell may hold ("", "unsure" or an option), the terms whose boxes it leaves standing, as bits."""
    boxes = terms.boxes()
    everything = (1 << len(boxes)) - 1
    naming = [(1 << place, box[question]) for place, box in enumerate(boxes) if question in box]
    masks = {
        word: everything ^ sum(bit for bit, mask in naming if not mask & state)
        for word, state in space.named_states(question).items()
    }
    first = len(terms.rules) + len(terms.blockers)
    masks[UNSURE] = masks[""] | sum(
        1 << place for place, caution in enumerate(terms.cautions, first) if caution.unless_blank == question
    )
    return masks
