"""The whole space of complete answers, written out profile by profile; only for rulebooks with few questions."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random
from typing import NamedTuple, TypeAlias

from oracle import Answers, Result, asked, effective_answers, holds, option_ids, result_for, the_one_with_most

from leadadvisor.engine.conditions import questions_read
from leadadvisor.model.condition import ALWAYS, Chosen, Condition, Not
from leadadvisor.model.rulebook import Property, Question, Relation, Rulebook

Outcome: TypeAlias = tuple[str, str]
"""The kind of outcome, and the leader or nothing."""


class Whole(NamedTuple):
    """Every profile of a rulebook with its result."""

    results: list[Result]

    def outcomes(self) -> dict[Outcome, int]:
        return dict(Counter(map(outcome_of, self.results)))

    def rules_speaking(self) -> dict[int, int]:
        return dict(Counter(len(result.spoken) for result in self.results))


def whole_space(rulebook: Rulebook) -> Whole:
    """All profiles over the questions that bear on the mix, each once."""
    bearing = questions_that_bear(rulebook)
    profiles: dict[tuple[str | None, ...], Result] = {}
    for given in complete_answers(rulebook, bearing):
        answers = effective_answers(rulebook, given)
        key = tuple(answers[question] for question in bearing)
        if key not in profiles:
            profiles[key] = result_for(rulebook, given)
    return Whole(list(profiles.values()))


def complete_answers(rulebook: Rulebook, wanted: list[str]) -> Iterator[dict[str, str]]:
    questions = [question for question in rulebook.questions if question.id in wanted]
    for options in itertools.product(*map(option_ids, questions)):
        yield {question.id: option for question, option in zip(questions, options, strict=True)}


def questions_that_bear(rulebook: Rulebook, *also: str) -> list[str]:
    """Those a rule or a blocker reads, those that decide whether such a one is asked, and so on."""
    read = set(also)
    for rule in rulebook.rules:
        for level in rule.levels:
            read |= questions_read(level.when)
        for tension in rulebook.tensions:
            if rule.side is not None and tension.id == rule.side.tension and tension.always is None:
                read |= questions_read(tension.sides[rule.side.side - 1].holds_when)
    for blocker in rulebook.blockers:
        read |= questions_read(blocker.when)
    grown = True
    while grown:
        more = {name for each in rulebook.questions if each.id in read for name in _deciding(each)} - read
        read |= more
        grown = bool(more)
    return [question.id for question in rulebook.questions if question.id in read]


def outcome_of(result: Result) -> Outcome:
    if result.shares is None:
        return "nothing-feasible", ""
    if result.leader is not None:
        return "leads", result.leader
    free = [name for name in result.points if name not in result.ruled_out | result.not_leading]
    return ("tie", "") if free else ("nobody-may-lead", "")


def outcome_without(result: Result, rule_id: str) -> Outcome:
    """The outcome if that rule were not there."""
    taken = [one.points for one in result.spoken if one.rule.id == rule_id]
    points = {name: value - sum(each[name] for each in taken) for name, value in result.points.items()}
    free = [name for name in points if name not in result.ruled_out | result.not_leading]
    return outcome_of(result._replace(points=points, leader=the_one_with_most(points, free)))


def random_property(rng: Random, rulebook: Rulebook, name: str = "some-property") -> Property:
    """Any property there can be: one question, one or two steps, one approach."""
    question = rng.choice(rulebook.questions)
    relations: tuple[Relation, ...] = ("never-lowers", "never-raises", "lowers", "raises")
    first, second = (rng.choice(option_ids(question)) for _ in range(2))
    steps = ((first, second), (second, first)) if rng.random() < 0.2 else ((first, second),)
    where = random_condition(rng, rulebook) if rng.random() < 0.3 else ALWAYS
    relation, approach = rng.choice(relations), rng.choice(rulebook.approaches).id
    return Property(name, "It is so.", question.id, steps, relation, approach, where)


def random_condition(rng: Random, rulebook: Rulebook) -> Condition:
    """One question with some of its options, or all but those."""
    question = rng.choice(rulebook.questions)
    options = option_ids(question)
    chosen = Chosen(question.id, tuple(rng.sample(options, rng.randint(1, len(options)))))
    return Not(chosen) if rng.random() < 0.5 else chosen


def breaks(rulebook: Rulebook, declared: Property) -> list[int]:
    """By how many percentage points each pair of profiles that breaks the property moves the share."""
    question = next(each for each in rulebook.questions if each.id == declared.question)
    bearing = questions_that_bear(rulebook, question.id, *questions_read(declared.where))
    moves = []
    for given in complete_answers(rulebook, bearing):
        if (
            asked(question, effective_answers(rulebook, given)) is False
            or given[question.id] != option_ids(question)[0]
        ):
            continue
        for first, second in declared.steps:
            one, other = (result_for(rulebook, given | {question.id: option}) for option in (first, second))
            if not (holds(declared.where, one.answers) and holds(declared.where, other.answers)):
                continue
            before, after = one.share(declared.approach), other.share(declared.approach)
            if is_broken(declared.relation, before, after, rulebook.settings.floor.value):
                moves.append(after - before)
    return moves


def is_broken(relation: Relation, before: int, after: int, floor: int) -> bool:
    match relation:
        case "never-lowers":
            return after < before
        case "never-raises":
            return after > before
        case "lowers":
            return before > floor and after >= before
        case "raises":
            return after > floor and before >= after


def example_result(rulebook: Rulebook, example: tuple[tuple[str, str], ...]) -> Result:
    """What an example leads to; it must name every question that bears and is asked."""
    given: Mapping[str, str] = dict(example)
    result = result_for(rulebook, given)
    answers: Answers = result.answers
    for question in questions_that_bear(rulebook):
        assert answers[question] is not None, f"{question} is open in the example {example}"
    return result


def _deciding(question: Question) -> frozenset[str]:
    return frozenset() if question.asked_when is None else questions_read(question.asked_when)
