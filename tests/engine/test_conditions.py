"""Conditions are true, false or open, and can say which answers they rest on."""

from __future__ import annotations

from random import Random

import pytest
from builders import all_of, any_of, chosen
from generators import random_condition, random_questions
from oracle import holds

from leadadvisor.engine.conditions import answers_behind, evaluate, questions_read
from leadadvisor.model.condition import Condition, Not
from leadadvisor.model.recommendation import Given

ANSWERS = {"team": "small", "goal": "grow"}
SMALL, LARGE = chosen("team", "small"), chosen("team", "large")
OPEN = chosen("budget", "none")


def test_random_conditions_have_the_outcome_the_oracle_gives_them() -> None:
    for seed in range(2_000):
        rng = Random(seed)
        questions = random_questions(rng)
        condition = random_condition(rng, questions, depth=3)
        answers = {question.id: rng.choice((None, *question.options)) for question in questions}
        options = {question: option.id for question, option in answers.items() if option is not None}
        expected = holds(condition, {question.id: options.get(question.id) for question in questions})
        assert evaluate(condition, options) is expected, f"seed {seed}: {condition} for {options}"


def test_a_condition_names_every_question_it_reads_once() -> None:
    condition = all_of(SMALL, any_of(LARGE, Not(OPEN)), chosen("goal", "grow"))
    assert questions_read(condition) == {"team", "budget", "goal"}


@pytest.mark.parametrize(
    ("condition", "behind"),
    [
        (SMALL, [("team", "small")]),
        (LARGE, []),
        (OPEN, []),
        (Not(LARGE), [("team", "small")]),
        (all_of(SMALL, chosen("goal", "grow")), [("team", "small"), ("goal", "grow")]),
        (any_of(OPEN, LARGE, chosen("goal", "grow")), [("goal", "grow")]),
        (Not(any_of(LARGE, chosen("goal", "hold"))), [("team", "small"), ("goal", "grow")]),
        (all_of(SMALL, SMALL), [("team", "small")]),
        (all_of(), []),
    ],
)
def test_a_condition_that_holds_rests_on_the_answers_that_make_it_hold(
    condition: Condition, behind: list[tuple[str, str]]
) -> None:
    assert answers_behind(condition, ANSWERS) == tuple(Given(*pair) for pair in behind)
