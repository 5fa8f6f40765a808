"""The cases of the rulebook we ship hold, and between them they exercise the whole of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from leadadvisor.engine.cautions import NOTE, tension_lines
from leadadvisor.engine.conditions import questions_read
from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import UNSURE, Blocker, Case, Contradiction, Question, Rule, Taken, Tension
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.toolchain.cases import speaking_rules, unmet

RULEBOOK = load_rulebook(Path(__file__).resolve().parents[1] / "rules")
CASES = RULEBOOK.cases
TOLD = [tension for tension in RULEBOOK.tensions if tension.kind != NOTE]
"""The disagreements that are told of a profile; notes on words are not."""


def ids(things: tuple[Rule, ...] | tuple[Blocker, ...] | tuple[Contradiction, ...]) -> list[str]:
    """What to run a test once for each of, in the order of names."""
    return sorted(thing.id for thing in things)


@cache
def recommended(case: Case) -> Recommendation:
    return recommend(RULEBOOK, Profile(tuple(Answer(question, option, "set") for question, option in case.answers)))


@cache
def rules_heard() -> frozenset[str]:
    return frozenset().union(*(speaking_rules(recommended(case)) for case in CASES))


@cache
def blockers_met() -> frozenset[str]:
    """Also where they leave no mix."""
    reasoner = Reasoner(RULEBOOK)
    answers = ({question: option for question, option in case.answers if option != UNSURE} for case in CASES)
    return frozenset(blocker.id for each in answers for blocker in reasoner.evaluate(each).blockers)


@cache
def sides_shown(tension: str) -> frozenset[Taken | None]:
    lines = (line for case in CASES for line in recommended(case).tensions)
    return frozenset(line.taken for line in lines if line.id == tension)


@cache
def options_chosen() -> frozenset[tuple[str, str]]:
    return frozenset(answer for case in CASES for answer in case.answers)


def sides_possible(tension: Tension) -> frozenset[Taken | None]:
    """Every side some answers to the questions it reads would take; None is a question left open."""
    alone = RULEBOOK._replace(tensions=(tension,))
    lines = (line for options in _answers_to(tension) for line in tension_lines(alone, options))
    return frozenset(line.taken for line in lines)


def _answers_to(tension: Tension) -> Iterator[dict[str, str]]:
    """All answers to the questions the tension reads, each question also left open."""
    conditions = (tension.bears_when, *(side.holds_when for side in tension.sides))
    read = frozenset().union(*(questions_read(condition) for condition in conditions))
    questions = [question for question in RULEBOOK.questions if question.id in read]
    options = [[None, *(option.id for option in question.options)] for question in questions]
    for chosen in product(*options):
        yield {question.id: option for question, option in zip(questions, chosen, strict=True) if option is not None}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_case_holds(case: Case) -> None:
    assert unmet(case, recommended(case)) == ()


def test_there_are_at_least_sixty_cases() -> None:
    assert len(CASES) >= 60


def test_no_two_cases_share_a_name() -> None:
    names = [case.name for case in CASES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("question", RULEBOOK.questions, ids=lambda question: question.id)
def test_every_option_of_the_question_is_chosen_in_some_case(question: Question) -> None:
    unused = [option.id for option in question.options if (question.id, option.id) not in options_chosen()]
    assert unused == []


@pytest.mark.parametrize("tension", TOLD, ids=lambda tension: tension.id)
def test_the_tension_is_expected_by_some_case(tension: Tension) -> None:
    assert any(tension.id in dict(case.expect.tensions) for case in CASES)


@pytest.mark.parametrize("tension", RULEBOOK.tensions, ids=lambda tension: tension.id)
def test_the_tension_is_shown_with_each_side_it_can_take(tension: Tension) -> None:
    assert sides_shown(tension.id) == sides_possible(tension)


@pytest.mark.parametrize("blocker", ids(RULEBOOK.blockers))
def test_the_blocker_stands_in_some_case(blocker: str) -> None:
    assert blocker in blockers_met()


@pytest.mark.parametrize("contradiction", ids(RULEBOOK.contradictions))
def test_the_contradiction_is_expected_by_some_case(contradiction: str) -> None:
    assert any(contradiction in case.expect.contradictions for case in CASES)


@pytest.mark.parametrize("rule", ids(RULEBOOK.rules))
def test_the_rule_speaks_in_some_case(rule: str) -> None:
    assert rule in rules_heard()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_case_cites_claims_that_exist(case: Case) -> None:
    assert case.claims
    assert set(case.claims) <= set(RULEBOOK.claims_by_id())
