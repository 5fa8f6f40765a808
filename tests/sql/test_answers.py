"""A condition that is known to hold, in as few tests as will do, is met for the same answers as the condition."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from builders import all_of, any_of, chosen, make_question
from generators import random_condition, random_questions
from sqlglot import exp

from leadadvisor.engine.conditions import evaluate
from leadadvisor.model.condition import ALWAYS, NEVER, AllOf, AnyOf, Condition, Not
from leadadvisor.sql.answers import Conditions, simple
from leadadvisor.sql.expressions import column


def conditions_over(*questions: tuple[str, tuple[str, ...]]) -> Conditions:
    return Conditions(dict(questions), column)


def test_random_conditions_are_met_where_the_engine_says_so() -> None:
    for seed in range(400):
        rng = Random(seed)
        questions = random_questions(rng)
        options = {question.id: [option.id for option in question.options] for question in questions}
        written = Conditions(options, column)
        parts = [random_condition(rng, questions, depth=3) for _ in range(rng.choice((1, 2, 3)))]
        outcomes = [rng.random() < 0.5 for _ in parts]
        met = simple(*(written.known(part, outcome=outcome) for part, outcome in zip(parts, outcomes, strict=True)))
        for states in product(*([None, *each] for each in options.values())):
            answers = {question: state for question, state in zip(options, states, strict=True) if state is not None}
            expected = all(evaluate(part, answers) is outcome for part, outcome in zip(parts, outcomes, strict=True))
            assert (evaluate(met, answers) is True) == expected, f"seed {seed}: {answers}"


A, B = ("a", ("x", "y", "z")), ("b", ("x", "y", "z"))


@pytest.mark.parametrize(
    ("condition", "outcome", "sql"),
    [
        (chosen("a", "x"), True, "\"a\" = 'x'"),
        (chosen("a", "x"), False, "\"a\" IN ('y', 'z')"),
        (chosen("a", "x", "y", "z"), False, "FALSE"),
        (chosen("a", "x", "y", "z"), True, "\"a\" IN ('x', 'y', 'z')"),
        (Not(chosen("a", "x")), False, "\"a\" = 'x'"),
        (ALWAYS, True, "TRUE"),
        (ALWAYS, False, "FALSE"),
        (NEVER, True, "FALSE"),
        (NEVER, False, "TRUE"),
        (all_of(chosen("a", "x", "y"), chosen("a", "y", "z")), True, "\"a\" = 'y'"),
        (any_of(chosen("a", "x"), chosen("a", "y")), True, "\"a\" IN ('x', 'y')"),
        (all_of(chosen("a", "x"), any_of(chosen("a", "y"), chosen("b", "x"))), True, "\"a\" = 'x' AND \"b\" = 'x'"),
        (all_of(chosen("a", "x"), any_of(chosen("a", "x"), chosen("b", "x"))), True, "\"a\" = 'x'"),
        (any_of(chosen("a", "x"), all_of(chosen("b", "x"), chosen("b", "y"))), True, "\"a\" = 'x'"),
        (all_of(chosen("a", "x"), chosen("b", "y")), False, "\"a\" IN ('y', 'z') OR \"b\" IN ('x', 'z')"),
        (any_of(ALWAYS, chosen("a", "x")), True, "TRUE"),
        (all_of(NEVER, chosen("a", "x")), True, "FALSE"),
    ],
)
def test_a_condition_is_written_without_what_follows_from_the_rest(
    condition: Condition, outcome: bool, sql: str
) -> None:
    written = conditions_over(A, B)
    assert written.written(written.known(condition, outcome=outcome)).sql("duckdb") == sql


def test_all_and_any_of_the_same_parts_are_told_apart() -> None:
    """Both are tuples of one tuple, and equal."""
    parts = (chosen("a", "x"), chosen("b", "x"))
    both = simple(AnyOf((AllOf(parts), all_of(AnyOf(parts), chosen("a", "y")))))
    assert evaluate(both, {"a": "x", "b": "y"}) is False
    assert evaluate(both, {"a": "y", "b": "x"}) is True
    assert evaluate(simple(AllOf((NEVER, ALWAYS))), {}) is False


def test_a_question_of_one_option_may_be_open_all_the_same() -> None:
    only = make_question("only", ["yes"])
    written = Conditions({only.id: ["yes"]}, column)
    assert written.written(written.known(chosen("only", "yes"))) != exp.true()
