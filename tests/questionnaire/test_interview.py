"""Moves through an interview: forth, back, away and anywhere, and no answer is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from builders import all_of, chosen, make_contradiction, make_profile, make_question, make_rulebook
from generators import SAME_EVERY_RUN, random_condition, rulebooks
from hypothesis import given, settings
from hypothesis import strategies as st

from leadadvisor.errors import WrongUsage
from leadadvisor.model.condition import Not
from leadadvisor.model.profile import Answer
from leadadvisor.model.rulebook import UNSURE, Rulebook
from leadadvisor.questionnaire import interview as moves
from leadadvisor.questionnaire.flow import next_question
from leadadvisor.questionnaire.interview import Interview

RULEBOOK = make_rulebook(
    questions=[
        make_question("goal", ("grow", "test")),
        make_question("people", ("sellers", "nobody")),
        make_question("outreach", ("running", "none"), asked_when=Not(chosen("people", "nobody")), otherwise="none"),
        make_question("budget", ("small", "large")),
    ],
    contradictions=[
        make_contradiction("grow-on-nothing", all_of(chosen("goal", "grow"), chosen("budget", "small"))),
        make_contradiction("reach-by-nobody", all_of(chosen("outreach", "running"), chosen("people", "nobody"))),
    ],
)


def walk(*steps: str) -> Interview:
    """An interview after these answers ("goal=grow"), each given when its question is jumped to or next."""
    interview = moves.begin(RULEBOOK)
    for step in steps:
        question, _, option = step.partition("=")
        interview = moves.answer(RULEBOOK, interview, question, option)
    return interview


def options(interview: Interview) -> dict[str, str]:
    return {answer.question: answer.option for answer in interview.answers}


def asked(interview: Interview) -> str | None:
    question = next_question(RULEBOOK, interview)
    return question.id if question else None


# Answers


def test_an_answer_keeps_where_it_came_from_until_it_is_given_again() -> None:
    interview = moves.begin(RULEBOOK, make_profile(goal="grow", budget="large", origin="flag"))
    assert {answer.origin for answer in interview.answers} == {"flag"}
    interview = moves.answer(RULEBOOK, interview, "budget", "large")
    assert interview.answers == (Answer("goal", "grow", "flag"), Answer("budget", "large", "asked"))


def test_answers_known_from_the_start_are_not_asked_for() -> None:
    assert asked(moves.begin(RULEBOOK, make_profile(goal="grow", people="nobody"))) == "budget"


def test_unsure_is_an_answer_and_is_not_asked_again() -> None:
    interview = moves.answer(RULEBOOK, walk(), "goal", "unsure")
    assert options(interview) == {"goal": UNSURE}
    assert asked(interview) == "people"


@pytest.mark.parametrize(("question", "option"), [("gaol", "grow"), ("goal", "growth")])
def test_words_the_rulebook_does_not_have_are_refused_with_the_nearest(question: str, option: str) -> None:
    with pytest.raises(WrongUsage, match=r"Did you mean '(goal|grow)'"):
        moves.answer(RULEBOOK, walk(), question, option)


# Skipping


def test_a_question_skipped_for_now_comes_again_at_the_end_and_then_not_any_more() -> None:
    interview = moves.skip(RULEBOOK, walk(), "goal")
    interview = moves.answer(RULEBOOK, interview, "people", "nobody")
    interview = moves.answer(RULEBOOK, interview, "budget", "large")
    assert asked(interview) == "goal"
    interview = moves.skip(RULEBOOK, interview, "goal")
    assert (asked(interview), interview.skipped, interview.left_open) == (None, (), ("goal",))


def test_a_skipped_question_that_is_answered_after_all_is_not_skipped() -> None:
    for skips in (1, 2):
        interview = walk()
        for _ in range(skips):
            interview = moves.skip(RULEBOOK, interview, "goal")
        interview = moves.answer(RULEBOOK, interview, "goal", "grow")
        assert (interview.skipped, interview.left_open, options(interview)) == ((), (), {"goal": "grow"})


def test_skipping_a_question_that_has_an_answer_leaves_the_answer() -> None:
    interview = walk("goal=grow", "people=sellers")
    interview = moves.skip(RULEBOOK, moves.jump(RULEBOOK, interview, "goal"), "goal")
    assert options(interview) == {"goal": "grow", "people": "sellers"}
    assert asked(interview) == "outreach"


def test_going_back_to_a_skipped_question_and_skipping_it_again_does_not_skip_it_for_good() -> None:
    interview = moves.skip(RULEBOOK, walk(), "goal")
    interview = moves.skip(RULEBOOK, moves.back(RULEBOOK, interview, "people"), "goal")
    assert (interview.skipped, interview.left_open) == (("goal",), ())


# Back and forth


def test_back_goes_to_the_question_asked_before_and_keeps_every_later_answer() -> None:
    interview = walk("goal=grow", "people=sellers", "outreach=running")
    for current, before in (("budget", "outreach"), ("outreach", "people"), ("people", "goal")):
        interview = moves.back(RULEBOOK, interview, current)
        assert asked(interview) == before
    assert options(interview) == {"goal": "grow", "people": "sellers", "outreach": "running"}
    assert not moves.can_go_back(RULEBOOK, interview, "goal")
    assert moves.back(RULEBOOK, interview, "goal") is interview


def test_after_a_change_further_back_the_order_goes_on_where_it_was() -> None:
    interview = moves.back(RULEBOOK, moves.back(RULEBOOK, walk("goal=grow", "people=sellers"), "outreach"), "people")
    interview = moves.answer(RULEBOOK, interview, "goal", "test")
    assert asked(interview) == "outreach"
    assert asked(moves.back(RULEBOOK, interview, "outreach")) == "people"


def test_forward_goes_the_way_back_again_and_answers_nothing() -> None:
    interview = walk("goal=grow", "people=sellers")
    there = moves.back(RULEBOOK, moves.back(RULEBOOK, interview, "outreach"), "people")
    there = moves.forward(RULEBOOK, there, "goal")
    assert asked(there) == "people"
    assert moves.forward(RULEBOOK, there, "people") == interview


def test_back_passes_over_a_question_that_is_not_asked_any_more() -> None:
    interview = walk("goal=grow", "people=sellers", "outreach=running")
    interview = moves.answer(RULEBOOK, moves.jump(RULEBOOK, interview, "people"), "people", "nobody")
    assert asked(interview) == "budget"
    assert asked(moves.back(RULEBOOK, interview, "budget")) == "people"


def test_back_from_the_page_after_the_last_question_goes_to_the_last_question() -> None:
    interview = walk("goal=grow", "people=nobody", "budget=large")
    assert asked(interview) is None
    assert asked(moves.back(RULEBOOK, interview, None)) == "budget"


def test_a_question_that_comes_again_goes_back_to_the_one_asked_before_it() -> None:
    interview = walk("goal=grow", "people=nobody")
    interview = moves.skip(RULEBOOK, interview, "budget")
    assert asked(interview) == "budget"
    assert asked(moves.back(RULEBOOK, interview, "budget")) == "people"


def test_answers_given_by_flags_are_not_gone_back_to() -> None:
    interview = moves.begin(RULEBOOK, make_profile(goal="grow"))
    assert not moves.can_go_back(RULEBOOK, interview, "people")


def test_a_jump_may_be_taken_back() -> None:
    interview = walk("goal=grow")
    there = moves.jump(RULEBOOK, interview, "budget")
    assert asked(there) == "budget"
    assert moves.onward(there) == interview


# What is set aside


def test_an_answer_whose_question_is_not_asked_any_more_is_set_aside_and_comes_back_with_it() -> None:
    interview = walk("goal=test", "people=sellers", "outreach=running")
    interview = moves.answer(RULEBOOK, interview, "people", "nobody")
    assert moves.set_aside(RULEBOOK, interview) == (Answer("outreach", "running", "asked"),)
    assert moves.profile(RULEBOOK, interview) == make_profile(goal="test", people="nobody", origin="asked")
    interview = moves.answer(RULEBOOK, interview, "people", "sellers")
    assert moves.set_aside(RULEBOOK, interview) == ()
    assert moves.profile(RULEBOOK, interview).chosen()["outreach"] == "running"


def test_a_question_that_comes_up_by_a_change_is_asked_although_later_ones_are_answered() -> None:
    interview = walk("goal=test", "people=nobody", "budget=large")
    interview = moves.answer(RULEBOOK, moves.jump(RULEBOOK, interview, "people"), "people", "sellers")
    assert asked(interview) == "outreach"


# Contradictions


def clashing(interview: Interview) -> list[str]:
    return [clash.contradiction.id for clash in moves.clashes(RULEBOOK, interview)]


def test_a_contradiction_is_raised_by_the_answer_that_makes_it_with_all_answers_that_do() -> None:
    assert clashing(walk("goal=grow")) == []
    (clash,) = moves.clashes(RULEBOOK, walk("goal=grow", "people=nobody", "budget=small"))
    assert clash.contradiction.id == "grow-on-nothing"
    assert clash.answers == (Answer("goal", "grow", "asked"), Answer("budget", "small", "asked"))


def test_a_contradiction_kept_on_purpose_is_not_asked_again_and_stays_flagged() -> None:
    interview = moves.keep_both(walk("goal=grow", "budget=small"), "grow-on-nothing")
    interview = moves.answer(RULEBOOK, interview, "people", "nobody")
    assert clashing(interview) == []
    assert [clash.contradiction.id for clash in moves.kept_clashes(RULEBOOK, interview)] == ["grow-on-nothing"]


def test_a_contradiction_that_was_resolved_is_asked_about_when_it_arises_anew() -> None:
    interview = moves.keep_both(walk("goal=grow", "budget=small"), "grow-on-nothing")
    interview = moves.answer(RULEBOOK, interview, "budget", "large")
    assert interview.kept == ()
    assert clashing(moves.answer(RULEBOOK, interview, "budget", "small")) == ["grow-on-nothing"]


def test_a_contradiction_with_an_answer_that_would_be_set_aside_is_asked_and_once_kept_counts() -> None:
    interview = walk("people=sellers", "outreach=running", "people=nobody")
    assert clashing(interview) == ["reach-by-nobody"]
    kept = moves.keep_both(interview, "reach-by-nobody")
    assert moves.set_aside(RULEBOOK, kept) == ()
    assert moves.profile(RULEBOOK, kept).chosen() == {"people": "nobody", "outreach": "running"}
    changed = moves.answer(RULEBOOK, moves.jump(RULEBOOK, interview, "outreach"), "outreach", "none")
    assert clashing(changed) == []


# Random walks


@settings(SAME_EVERY_RUN, max_examples=40)
@given(rulebooks(), st.randoms(use_true_random=False))
def test_no_walk_loses_an_answer_that_still_has_a_meaning(rulebook: Rulebook, rng: Random) -> None:
    rulebook = with_contradictions(rulebook, rng)
    interview = moves.begin(rulebook)
    given_last: dict[str, str] = {}
    for _ in range(25):
        interview = step(rulebook, interview, rng, given_last)
        assert options(interview) == given_last
        counting = moves.profile(rulebook, interview).answers
        assert {answer.question for answer in interview.answers} - {answer.question for answer in counting} <= (
            moves.irrelevant(rulebook, interview)
        )


@settings(SAME_EVERY_RUN, max_examples=40)
@given(rulebooks(), st.randoms(use_true_random=False), st.booleans())
def test_whatever_was_done_before_answering_or_skipping_what_is_asked_comes_to_an_end(
    rulebook: Rulebook, rng: Random, ask_all: bool
) -> None:
    interview = moves.begin(rulebook)
    for _ in range(rng.randrange(10)):
        interview = step(rulebook, interview, rng, {})
    seen: list[str] = []
    while (question := next_question(rulebook, interview, ask_all=ask_all)) is not None:
        seen.append(question.id)
        assert seen.count(question.id) <= 3, seen  # jumped to, skipped once, skipped for good
        if rng.random() < 0.5:
            interview = moves.skip(rulebook, interview, question.id)
        else:
            interview = moves.answer(rulebook, interview, question.id, rng.choice(question.options).id)


def step(rulebook: Rulebook, interview: Interview, rng: Random, given_last: dict[str, str]) -> Interview:
    """Any move; answers go to `given_last` as well."""
    current = next_question(rulebook, interview)
    name = current.id if current else None
    anywhere = {
        "back": lambda: moves.back(rulebook, interview, name),
        "forward": lambda: moves.forward(rulebook, interview, name),
        "jump": lambda: moves.jump(rulebook, interview, rng.choice(rulebook.questions).id),
        "onward": lambda: moves.onward(interview),
        "keep": lambda: keep_all(rulebook, interview),
    }
    move = rng.choice(("answer", "answer", "answer", "unsure", "skip", *anywhere))
    if move in anywhere:
        return anywhere[move]()
    if current is None:
        return interview
    if move == "skip":
        return moves.skip(rulebook, interview, current.id)
    given_last[current.id] = UNSURE if move == "unsure" else rng.choice(current.options).id
    return moves.answer(rulebook, interview, current.id, given_last[current.id])


def keep_all(rulebook: Rulebook, interview: Interview) -> Interview:
    for clash in moves.clashes(rulebook, interview):
        interview = moves.keep_both(interview, clash.contradiction.id)
    assert moves.clashes(rulebook, interview) == ()
    return interview


def with_contradictions(rulebook: Rulebook, rng: Random) -> Rulebook:
    conditions: Sequence[str] = ("one", "two", "three")
    return rulebook._replace(
        contradictions=tuple(make_contradiction(name, random_condition(rng, rulebook.questions)) for name in conditions)
    )
