"""The rulebook's scoring rules and blockers in the form each peer is given them: tests of answers, and what they add.

A rule becomes as many of these as it has boxes (regions.py): at most one of them holds for a profile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from leadadvisor.engine.evaluate import weigh_rules
from leadadvisor.engine.mix import Points, flag_of
from leadadvisor.engine.space import AnswerSpace, Box, rule_regions
from leadadvisor.model.rulebook import Rulebook

Options: TypeAlias = Mapping[str, str]
"""An option for every question; "" where it is open."""

Sum: TypeAlias = tuple[Points, int]
"""The points of the approaches, and the flags of the blockers that stand (barring.py)."""

Score: TypeAlias = Callable[[Any], Sum]
"""From a profile, in the form the peer wants it, to the sum."""


class Test(NamedTuple):
    """The answer to this question is one of these (`among`), or none of these."""

    question: str
    options: tuple[str, ...]
    among: bool


class Term(NamedTuple):
    """Where all tests hold, the points are added and the flags set."""

    name: str
    tests: tuple[Test, ...]
    points: Points
    flags: int


class Translation(NamedTuple):
    """All terms; the options of each question they test, "" among them; `approaches` is how many there are."""

    terms: tuple[Term, ...]
    options: Mapping[str, tuple[str, ...]]
    approaches: int

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that the terms test."""
        return tuple(self.options)


class Variant(NamedTuple):
    """One way a peer can be used; `form` brings a profile into the form it wants, which is not timed."""

    name: str
    score: Score
    form: Callable[[Options], Any] = dict


def translated(rulebook: Rulebook) -> Translation:
    """All scoring rules and blockers of the rulebook."""
    space, count = AnswerSpace(rulebook.questions, {}), len(rulebook.approaches)
    terms = (*_rules(rulebook, space), *_blockers(rulebook, space))
    questions = dict.fromkeys(test.question for term in terms for test in term.tests)
    return Translation(terms, {question: tuple(space.named_states(question)) for question in questions}, count)


def variable(question: str) -> str:
    """The id as languages of expressions want it."""
    return question.replace("-", "_")


def with_variables(options: Options) -> dict[str, str]:
    """The answers under such names."""
    return {variable(question): option for question, option in options.items()}


def test_text(test: Test) -> str:
    """A test as most languages of expressions write it."""
    name, options = variable(test.question), [f"'{option}'" for option in test.options]
    if len(options) == 1:
        return f"{name} {'==' if test.among else '!='} {options[0]}"
    return f"{name} {'in' if test.among else 'not in'} [{', '.join(options)}]"


def _rules(rulebook: Rulebook, space: AnswerSpace) -> Iterator[Term]:
    for rule in weigh_rules(rulebook):
        for force, region in rule_regions(space, rule):
            for box in region:
                yield Term(rule.rule.id, _tests(space, box), force.points, 0)


def _blockers(rulebook: Rulebook, space: AnswerSpace) -> Iterator[Term]:
    approaches = [approach.id for approach in rulebook.approaches]
    for blocker in rulebook.blockers:
        flag = flag_of(blocker.kind, approaches.index(blocker.approach), len(approaches))
        for box in space.where(blocker.when):
            yield Term(blocker.id, _tests(space, box), (0,) * len(approaches), flag)


def _tests(space: AnswerSpace, box: Box) -> tuple[Test, ...]:
    return tuple(_test(space, question, mask) for question, mask in box.items())


def _test(space: AnswerSpace, question: str, mask: int) -> Test:
    """The shorter way to say it."""
    states = space.named_states(question)
    inside = tuple(option for option, state in states.items() if state & mask)
    outside = tuple(option for option, state in states.items() if not state & mask)
    return Test(question, inside, among=True) if len(inside) <= len(outside) else Test(question, outside, among=False)
