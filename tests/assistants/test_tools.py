"""The tools for assistants: short, checkable, with the sentences that must survive retelling; wrong calls are told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from stages import slow_but

import leadadvisor
from leadadvisor.assistants.tools import TOOLS, checked
from leadadvisor.errors import WrongUsage
from leadadvisor.reports.brief import MOST_BYTES
from leadadvisor.reports.words import honest_sentences

RULEBOOK = leadadvisor.load_rulebook()
BY_NAME = {tool.name: tool for tool in TOOLS}


def call(name: str, **arguments: Any) -> dict[str, Any]:
    tool = BY_NAME[name]
    return dict(tool.call(RULEBOOK, checked(tool, arguments)))


def drawn(rng: Random, most: int = 17) -> dict[str, str]:
    questions = rng.sample(RULEBOOK.questions, rng.randint(1, most))
    return {question.id: rng.choice(question.options).id for question in questions}


def some_calls(seed: int) -> list[tuple[str, dict[str, Any]]]:
    rng = Random(seed)
    answers = drawn(rng)
    rule, claim = rng.choice(RULEBOOK.rules).id, rng.choice(tuple(RULEBOOK.claims())).id
    return [
        ("next_question", {"answers": answers}),
        ("recommend", {"answers": answers}),
        ("explain", {"answers": answers}),
        ("explain", {"answers": answers, "id": rule}),
        ("explain", {"id": claim}),
        ("whatif", {"answers": answers}),
        ("whatif", {"answers": answers, "change": drawn(rng, 3)}),
        ("compare", {"a": answers, "b": drawn(rng)}),
    ]


@pytest.mark.parametrize("seed", slow_but(range(2), range(8)))
def test_a_result_is_short_names_its_schema_and_carries_what_must_be_retold(seed: int) -> None:
    for name, arguments in some_calls(seed):
        result = call(name, **arguments)
        assert len(json.dumps(result, ensure_ascii=False).encode()) <= MOST_BYTES, (name, arguments)
        assert result["schema"].startswith("leadadvisor/")
        assert len(result["retell"]) == len(honest_sentences(RULEBOOK))


def test_the_interview_ends_with_a_recommendation_that_is_decided() -> None:
    answers: dict[str, str] = {}
    rng = Random(3)
    for _ in range(len(RULEBOOK.questions) + 1):
        found = call("next_question", answers=answers)
        if found["question"] is None or found["decided"]:
            break
        answers[found["question"]["id"]] = rng.choice(found["question"]["options"])["id"]
    assert found["question"] is None or found["decided"]
    assert call("recommend", answers=answers)["leader"] == found["leading"]


def test_without_answers_the_first_question_is_asked_and_nothing_is_decided() -> None:
    found = call("next_question")
    assert found["question"]["options"][-1]["id"] == "unsure"
    assert not found["decided"]
    assert found["leading"] is None


def test_a_contradiction_is_told_with_the_next_question() -> None:
    found = call("next_question", answers={"goal": "scale-proven-segment", "segment": "new"})
    assert found["contradictions"]


def test_what_is_left_out_of_a_long_result_is_said_and_full_holds_it() -> None:
    short, full = call("explain", id="outbound"), call("explain", id="outbound", full=True)
    assert short["left_out"]
    assert "left_out" not in full
    assert len(json.dumps(full)) > MOST_BYTES


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("recommend", {}, "answers is missing"),
        ("recommend", {"answers": {}}, "no question is answered"),
        ("recommend", {"answers": {"gaol": "x"}}, "Did you mean 'goal'?"),
        ("recommend", {"answers": {"goal": "launch"}}, "goal"),
        ("recommend", {"answers": {"goal": 3}}, "the answer to goal must be text"),
        ("recommend", {"answers": "goal"}, "answers must be question: option"),
        ("recommend", {"answers": {"goal": "unsure"}, "full": "yes"}, "full must be true or false"),
        ("recommend", {"answrs": {}}, "Did you mean 'answers'?"),
        ("explain", {"id": "B311"}, "Did you mean B31"),
        ("explain", {"id": "x" * 1000}, "longer than 200 characters"),
        ("compare", {"a": {"goal": "unsure"}}, "b is missing"),
    ],
)
def test_a_wrong_call_is_told_in_words(name: str, arguments: Mapping[str, Any], sentence: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        call(name, **arguments)
    assert sentence in str(caught.value)
