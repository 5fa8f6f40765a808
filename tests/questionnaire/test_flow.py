"""What is asked next and what is left out; how far along we are; and when it is proved that the rest cannot matter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from statistics import median
from time import process_time

import pytest
from builders import all_of, chosen, make_profile, make_question, make_rule, make_rulebook
from generators import SAME_EVERY_RUN, bundled_rulebook, random_profile, rulebooks
from hypothesis import given, settings
from hypothesis import strategies as st

from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.mix import Standing
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.condition import Not
from leadadvisor.model.rulebook import Question, Rulebook
from leadadvisor.questionnaire import interview as moves
from leadadvisor.questionnaire.flow import decision, left_open, next_question, progress, reach, still_open, to_ask
from leadadvisor.questionnaire.interview import Interview
from leadadvisor.questionnaire.summary import hint

LEAD = make_question("lead", ("name", "meeting"), need="wording", topic="Goals")
RIVALS = make_question("rivals", ("few", "many"), need="optional", topic="Audience")
GOAL = make_question("goal", ("grow", "test"), topic="Goals")
PEOPLE = make_question("people", ("sellers", "nobody"), topic="Team")
OUTREACH = make_question(
    "outreach", ("running", "none"), asked_when=Not(chosen("people", "nobody")), otherwise="none", topic="Team"
)
RULEBOOK = make_rulebook(
    questions=[LEAD, RIVALS, GOAL, PEOPLE, OUTREACH],
    rules=[
        make_rule("growing", chosen("goal", "grow"), supports={"inbound": "strong"}),
        make_rule("selling", chosen("people", "sellers"), supports={"outbound": "strong"}),
        make_rule("running", chosen("outreach", "running"), supports={"outbound": "slight"}),
        make_rule("crowded", chosen("rivals", "many"), opposes={"inbound": "slight"}),
    ],
)


def course(rulebook: Rulebook, *replies: str, ask_all: bool = False) -> list[str]:
    """The questions asked when each is answered by the first of these replies that fits it ("skip" skips)."""
    interview = moves.begin(rulebook)
    asked = []
    left = list(replies)
    while left:
        question = next_question(rulebook, interview, ask_all=ask_all)
        assert question is not None
        asked.append(question.id)
        reply = next(each for each in left if each in {"skip", "unsure"} or question.option(each))
        left.remove(reply)
        if reply == "skip":
            interview = moves.skip(rulebook, interview, question.id)
        else:
            interview = moves.answer(rulebook, interview, question.id, reply)
    last = next_question(rulebook, interview, ask_all=ask_all)
    return [*asked, last.id if last else "-"]


# Order


def test_needed_questions_come_before_optional_ones() -> None:
    assert course(RULEBOOK, "grow", "sellers", "running", "many") == ["people", "outreach", "goal", "rivals", "-"]


def test_mere_wording_is_asked_last_and_only_by_who_asks_all() -> None:
    asked = course(RULEBOOK, "grow", "sellers", "running", "many", "name", ask_all=True)
    assert asked == ["people", "outreach", "goal", "rivals", "lead", "-"]


def test_a_question_that_is_not_asked_for_these_answers_is_left_out() -> None:
    assert course(RULEBOOK, "grow", "nobody") == ["people", "goal", "rivals"]


def test_a_question_waits_for_the_skipped_one_that_decides_whether_it_is_asked() -> None:
    assert course(RULEBOOK, "skip", "skip", "sellers", "running") == ["people", "goal", "people", "outreach", "goal"]


def test_a_question_whose_relevance_stays_open_for_good_is_asked() -> None:
    assert "outreach" in course(RULEBOOK, "unsure", "unsure")
    assert course(RULEBOOK, "skip", "grow", "skip") == ["people", "goal", "people", "outreach"]


def test_skipping_what_is_not_needed_skips_it_for_good() -> None:
    assert course(RULEBOOK, "grow", "nobody", "skip")[-2:] == ["rivals", "-"]
    assert course(RULEBOOK, "grow", "nobody", "skip", "skip", ask_all=True)[-3:] == ["rivals", "lead", "-"]


def test_an_optional_question_is_asked_only_where_its_answer_can_still_matter() -> None:
    indifferent = RULEBOOK._replace(rules=RULEBOOK.rules[:3])  # without the one that reads it
    assert course(RULEBOOK, "grow", "nobody") == ["people", "goal", "rivals"]
    assert course(indifferent, "grow", "nobody") == ["people", "goal", "-"]
    assert course(indifferent, "grow", "nobody", ask_all=True) == ["people", "goal", "rivals"]


def test_optional_questions_that_matter_only_together_are_both_asked() -> None:
    together = make_rulebook(
        questions=[make_question("one", need="optional"), make_question("two", need="optional")],
        rules=[
            make_rule("both", all_of(chosen("one", "large"), chosen("two", "large")), supports={"inbound": "strong"}),
        ],
    )
    assert course(together, "large", "large") == ["one", "two", "-"]
    assert course(together, "small") == ["one", "-"]


def test_first_comes_the_question_whose_answer_leaves_least_open() -> None:
    weak_goal = make_rule("growing", chosen("goal", "grow"), supports={"inbound": "slight"})
    rulebook = RULEBOOK._replace(rules=(weak_goal, *RULEBOOK.rules[1:]))
    assert course(rulebook, "sellers", "running", "grow", "many")[:1] == ["people"]
    assert course(RULEBOOK._replace(rules=RULEBOOK.rules[:1]), "grow")[:1] == ["goal"]


def test_a_question_nearly_as_good_on_the_topic_just_talked_about_comes_first() -> None:
    questions = [make_question(name, topic=topic) for name, topic in (("a", "One"), ("b", "Two"), ("c", "One"))]
    rules = [
        make_rule("a", chosen("a", "large"), supports={"inbound": "strong"}),
        make_rule("b", chosen("b", "large"), supports={"outbound": "slight"}),
        make_rule("c", chosen("c", "large"), supports={"outbound": "slight"}),
    ]
    rulebook = make_rulebook(questions=questions, rules=rules)
    assert course(rulebook, "small", "small") == ["a", "c", "b"]


def test_what_decides_whether_a_question_is_asked_comes_before_it() -> None:
    rulebook = RULEBOOK._replace(
        rules=(make_rule("running", chosen("outreach", "running"), supports={"outbound": "strong"}),)
    )
    asked = course(rulebook, "unsure", "unsure", "unsure")[:3]
    assert asked.index("people") < asked.index("outreach")


def test_what_is_left_open_shrinks_to_nothing_with_the_answers() -> None:
    reasoner = Reasoner(RULEBOOK)
    measured = []
    for known in ({}, {"goal": "grow"}, {"goal": "grow", "people": "nobody", "rivals": "few", "outreach": "none"}):
        reaches = [reach(rule, known) for rule in reasoner.rules]
        measured.append(left_open(reasoner, known, reaches))
    assert measured[0] > measured[1] > measured[2] == 0


# What is open


def test_open_are_the_needed_questions_without_an_option() -> None:
    interview = moves.answer(RULEBOOK, moves.begin(RULEBOOK, make_profile(people="nobody")), "goal", "unsure")
    assert [question.id for question in still_open(RULEBOOK, interview)] == ["goal"]
    assert [question.id for question in to_ask(RULEBOOK, interview)] == ["rivals"]


def test_every_needed_question_left_unanswered_at_the_end_is_one_the_report_calls_missing() -> None:
    rulebook = bundled_rulebook()
    for seed in range(20):
        interview = moves.begin(rulebook, random_profile(Random(seed), rulebook))
        found = recommend(rulebook, moves.profile(rulebook, interview))
        missing = [caution.questions for caution in found.cautions if caution.code == "missing-answers"]
        assert [question.id for question in still_open(rulebook, interview)] == [*(missing[0] if missing else ())]


# Progress


def told(rulebook: Rulebook, interview: Interview) -> str:
    question = next_question(rulebook, interview)
    assert question is not None
    place = progress(rulebook, interview, question)
    return f"{place.topic}, {place.number} of {'about ' if place.about else ''}{place.total}"


def test_progress_names_the_topic_the_place_and_about_how_many() -> None:
    rulebook = bundled_rulebook()
    assert told(rulebook, moves.begin(rulebook)) == "Goals, 1 of about 16"
    nobody = moves.begin(rulebook, make_profile(goal="launch-product", people="nobody", icp_clarity="unclear"))
    assert told(rulebook, nobody) == "Audience, 4 of about 14"


def test_the_total_is_certain_once_nothing_can_drop_out() -> None:
    rulebook = make_rulebook(questions=[GOAL, PEOPLE])
    assert told(rulebook, moves.begin(rulebook)) == "Goals, 1 of 2"
    assert told(rulebook, moves.begin(rulebook, make_profile(goal="grow"))) == "Team, 2 of 2"


def test_going_back_counts_back() -> None:
    rulebook = make_rulebook(questions=[GOAL, PEOPLE])
    interview = moves.answer(rulebook, moves.begin(rulebook), "goal", "grow")
    assert told(rulebook, moves.back(rulebook, interview, "people")) == "Goals, 1 of 2"


def test_the_place_is_the_one_in_the_order_of_asking() -> None:
    rulebook = bundled_rulebook()
    interview = moves.begin(rulebook)
    places = []
    while (question := next_question(rulebook, interview)) is not None:
        places.append(progress(rulebook, interview, question).number)
        interview = moves.answer(rulebook, interview, question.id, question.options[0].id)
    assert places == list(range(1, len(places) + 1))
    last = moves.back(rulebook, interview, None)
    question = next_question(rulebook, last)
    assert question is not None
    assert progress(rulebook, last, question).number == places[-1]


# The decision


def test_it_is_decided_once_no_question_left_can_change_who_comes_first() -> None:
    firm = RULEBOOK._replace(
        rules=(RULEBOOK.rules[0], make_rule("selling", chosen("people", "sellers"), supports={"outbound": "moderate"}))
    )
    found = decision(firm, moves.begin(firm, make_profile(goal="grow")))
    assert found is not None
    assert (found.answers, found.left, found.exact) == (1, ("people", "outreach"), False)
    assert found.words == "Inbound first, 40 to 45 %."


def test_it_is_said_where_no_share_can_move_either() -> None:
    rulebook = RULEBOOK._replace(rules=RULEBOOK.rules[:1])
    found = decision(rulebook, moves.begin(rulebook, make_profile(goal="grow")))
    assert found is not None
    assert found.exact
    assert found.words == "Inbound first, 45 %. No question left can move a share."


def test_nothing_is_decided_as_long_as_one_answer_could_put_another_first() -> None:
    assert decision(RULEBOOK, moves.begin(RULEBOOK, make_profile(goal="grow"))) is None


def test_a_question_answered_with_unsure_does_not_stand_in_the_way_of_a_decision() -> None:
    rulebook = make_rulebook(
        questions=[GOAL, PEOPLE], rules=[make_rule("growing", chosen("goal", "grow"), supports={"inbound": "strong"})]
    )
    assert decision(rulebook, moves.begin(rulebook, make_profile(people="sellers"))) is None
    assert decision(rulebook, moves.answer(rulebook, moves.begin(rulebook), "goal", "unsure")) is not None


def test_nothing_is_decided_before_the_first_answer_or_where_no_needed_question_is_left() -> None:
    without_rules = RULEBOOK._replace(rules=())
    assert decision(without_rules, moves.begin(without_rules)) is None
    answered = moves.begin(without_rules, make_profile(goal="grow", people="nobody"))
    assert decision(without_rules, answered) is None


@settings(SAME_EVERY_RUN, max_examples=40)
@given(rulebooks(), st.randoms(use_true_random=False))
def test_the_decision_agrees_with_trying_out_every_combination_of_answers_left(rulebook: Rulebook, rng: Random) -> None:
    interview = moves.begin(rulebook, random_profile(rng, rulebook))
    while (question := next_question(rulebook, interview)) is not None and rng.random() < 0.4:
        interview = moves.skip(rulebook, interview, question.id)
    left = to_ask(rulebook, interview, ask_all=True)
    found = decision(rulebook, interview)
    if not interview.answers or all(question.need != "always" for question in left):
        assert found is None
        return
    outcomes = set(all_outcomes(rulebook, interview, left))
    leaders = {(outcome.status, outcome.leader) for outcome in outcomes}
    certain = len(leaders) == 1 and (None not in {leader for _, leader in leaders} or len(outcomes) == 1)
    assert (found is not None) == certain
    assert found is None or found.exact == (len(outcomes) == 1)


def test_what_is_decided_the_report_calls_decided_too_unless_what_nobody_is_sure_of_could_change_it() -> None:
    rulebook, rng = bundled_rulebook(), Random(5)
    seen: list[bool] = []
    while len(seen) < 8:
        interview = moves.begin(rulebook, random_profile(rng, rulebook))
        found = decision(rulebook, interview)
        if found is None:
            continue
        told = recommend(rulebook, moves.profile(rulebook, interview))
        assert (told.firmness == "open") == bool(found.unsure)
        assert set(found.unsure) <= {each.question for each in interview.answers if each.option == "unsure"}
        portion = told.portion(told.leader or "")
        share = portion and (
            f"{portion.low} %" if portion.low == portion.high else f"{portion.low} to {portion.high} %"
        )
        assert share is None or share in found.words
        seen.append(bool(found.unsure))
    assert set(seen) == {True, False}


def all_outcomes(rulebook: Rulebook, interview: Interview, left: tuple[Question, ...]) -> Iterator[Standing]:
    """The standing for every combination of answers, as the interview itself would take them."""
    reasoner = Reasoner(rulebook)
    for options in product(*(["", *(option.id for option in question.options)] for question in left)):
        after = interview
        for question, option in zip(left, options, strict=True):
            after = moves.answer(rulebook, after, question.id, option) if option else after
        yield reasoner.evaluate(moves.profile(rulebook, after).chosen()).standing


# Speed


@pytest.mark.slow
def test_a_question_with_its_hint_and_its_proof_takes_less_than_a_tenth_of_a_second_at_the_median() -> None:
    rulebook = bundled_rulebook()
    taken = []
    for seed in range(4):
        rng, interview = Random(seed), moves.begin(rulebook)
        while True:
            began = process_time()
            question = next_question(rulebook, interview)
            if question is None:
                break
            progress(rulebook, interview, question)
            decision(rulebook, interview)
            hint(rulebook, interview)
            moves.clashes(rulebook, interview)
            taken.append(process_time() - began)
            interview = moves.answer(rulebook, interview, question.id, rng.choice(question.options).id)
    assert median(taken) < 0.1
