"""The plan of the rulebook we ship: enough actions, each in the plan of somebody, and nothing the sources lack."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from random import Random

import pytest
from builders import make_profile
from generators import random_profile
from stages import slow

from leadadvisor.engine.channels import channel_states, find_beginning
from leadadvisor.engine.conditions import questions_read
from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.plan import plan
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.plan import Action
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import WHOLE_MIX, Case, State
from leadadvisor.model.unlock import Unlock, UnlockByAll, UnlockByAnswer, actions_of
from leadadvisor.reports import Layout, render
from leadadvisor.rulebook.loader import load_rulebook

RULEBOOK = load_rulebook(Path(__file__).resolve().parents[1] / "rules")
REASONER = Reasoner(RULEBOOK)
ACTIONS = RULEBOOK.plan.actions
CASES = RULEBOOK.cases
ANY_CASE = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
ANY_ACTION = pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)

FIGURE = re.compile(r"\d|per ?cent|%", re.IGNORECASE)
LONGEST_SENTENCE = 20
"""Words. The aim is eighteen; a blank and the words around it may take two more."""


@cache
def recommended(case: Case) -> Recommendation:
    answers = tuple(Answer(question, option, "set") for question, option in case.answers)
    return recommend(RULEBOOK, Profile(answers), ranges=False)


@cache
def planned() -> frozenset[str]:
    """Every step of the plans of all cases, and of random profiles until every action is seen: of 3,000 at most."""
    rng = Random(3)
    steps = {step.id for case in CASES for step in recommended(case).plan}
    actions = {action.id for action in ACTIONS}
    for number in range(3_000):
        if actions <= steps:
            break
        evaluation = REASONER.evaluate(random_profile(rng, RULEBOOK, complete=number % 2 == 0).chosen())
        steps |= {step.id for step in plan(RULEBOOK, evaluation.options, (), find_beginning(RULEBOOK, evaluation))[0]}
    return frozenset(steps)


def test_there_are_at_least_forty_five_actions_beside_decisions_and_what_is_for_the_whole_mix() -> None:
    actions = [action for action in ACTIONS if action.kind == "action" and action.approach != WHOLE_MIX]
    assert len(actions) >= 45
    assert set(Counter(action.approach for action in actions)) == {way.id for way in RULEBOOK.approaches}


@ANY_ACTION
def test_the_action_is_in_the_plan_of_somebody(action: Action) -> None:
    assert action.id in planned()


@ANY_ACTION
def test_the_action_comes_from_the_sources_or_from_practice_and_says_which(action: Action) -> None:
    assert bool(action.claims) != bool(action.practice)
    assert set(action.claims) <= set(RULEBOOK.claims_by_id())


@ANY_ACTION
def test_an_action_that_cites_a_source_leans_on_its_approach_and_keeps_away_from_the_others(action: Action) -> None:
    about = {RULEBOOK.claims_by_id()[claim].approach for claim in action.claims}
    assert about <= {action.approach, WHOLE_MIX}


@ANY_ACTION
def test_the_action_holds_no_figure_of_its_own(action: Action) -> None:
    """The sources contain none, and those of practice do not agree: every blank is the user's."""
    for text in (action.action, action.measure, action.stop_rule, action.practice.replace("coreyhaines31", "")):
        assert FIGURE.search(text) is None


@ANY_ACTION
def test_a_stop_rule_leaves_just_one_threshold_to_the_user(action: Action) -> None:
    """The law is the exception: it leaves no room."""
    assert action.stop_rule.count("____") == 1 or action.id in {"check-the-law", "check-the-law-today"}


@ANY_ACTION
def test_the_action_is_said_in_short_sentences_without_an_n(action: Action) -> None:
    for text in (action.action, action.stop_rule):
        assert not re.search(r"\bN\b", text)
        for sentence in re.split(r"(?<=[.?:])\s", text):
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


@pytest.mark.parametrize("approach", [way.id for way in RULEBOOK.approaches] + [WHOLE_MIX])
def test_every_phase_can_end_with_a_decision(approach: str) -> None:
    phases = {action.phase for action in ACTIONS if action.kind == "decision" and action.approach == approach}
    assert phases == {"days-1-30", "days-31-60", "days-61-90"}


def test_cold_contact_comes_with_a_check_of_the_law_that_cites_no_rule() -> None:
    checks = [action for action in ACTIONS if "law" in action.action.lower()]
    assert [check.id for check in checks] == ["check-the-law-today", "check-the-law"]
    for check in checks:
        assert (check.phase, check.must, check.claims) == ("days-1-30", True, ())
        assert not re.search(r"GDPR|CAN-SPAM|TCPA|PECR", check.action + check.practice)


@ANY_CASE
def test_whoever_begins_outbound_is_told_to_check_the_law(case: Case) -> None:
    steps = recommended(case).plan
    begun = {step.approach for step in steps if step.phase == "days-1-30"}
    checks = [step for step in steps if step.id in {"check-the-law", "check-the-law-today"}]
    assert len(checks) == ("outbound" in begun)


@ANY_CASE
def test_the_plan_of_the_case_keeps_its_promises(case: Case) -> None:
    advice = recommended(case)
    for portion in advice.mix:
        steps = [step for step in advice.plan if step.approach == portion.approach]
        if portion.role == "ruled-out":
            assert steps == []
        elif portion.state in {"now", "prepare"}:
            assert any(step.phase == "days-1-30" for step in steps)
        else:
            assert [step.phase for step in steps] == ["later"]
    assert bool(advice.plan) == bool(advice.mix)


@ANY_CASE
def test_a_slow_leader_has_a_quicker_approach_beside_it_or_is_flagged(case: Case) -> None:
    advice = recommended(case)
    codes = {note.code for note in advice.plan_notes}
    if advice.leader == "inbound":
        begun = {step.approach for step in advice.plan if step.phase == "days-1-30"}
        assert ("paired-with-quicker" in codes) == bool(begun & {"referral", "outbound"})
        assert ("slow-alone" in codes) != ("paired-with-quicker" in codes)


@ANY_CASE
def test_leads_that_nobody_would_follow_up_are_told_with_who_is_to_be_named(case: Case) -> None:
    advice = recommended(case)
    steps = {step.id for step in advice.plan}
    flagged = any(note.code == "nobody-to-do-it" and "follows" in note.text for note in advice.plan_notes)
    if flagged:
        assert dict(case.answers).get("people") == "nobody"
        assert steps


def unlocks() -> Iterator[tuple[str, str, Unlock]]:
    for approach in RULEBOOK.approaches:
        for channel in approach.channels:
            for state in channel.states:
                for unlock in state.unlocked_by:
                    yield channel.id, state.state, unlock


def test_whatever_is_not_begun_says_what_unlocks_it_and_what_is_now_or_no_needs_nothing() -> None:
    for approach in RULEBOOK.approaches:
        for channel in approach.channels:
            for state in channel.states:
                assert bool(state.unlocked_by) == (state.state in {"prepare", "not-yet"}), (channel.id, state.because)


def test_a_channel_to_be_prepared_is_opened_by_a_step_of_the_first_phase() -> None:
    phases = {action.id: action.phase for action in ACTIONS}
    prepared = [unlock for _, state, unlock in unlocks() if state == "prepare"]
    opened = set(actions_of(prepared))
    assert {phases[action] for action in opened} == {"days-1-30"}


def states_by_answers(chosen: dict[str, str]) -> dict[str, State]:
    """The state of each channel before anything is told to wait; an approach ruled out has left the question."""
    evaluation = REASONER.evaluate(chosen)
    return {line.channel: line.state for line in channel_states(RULEBOOK, evaluation)}


@pytest.mark.parametrize("profiles", [100, *slow(400)])
def test_no_option_that_is_said_to_unlock_a_channel_makes_it_worse(profiles: int) -> None:
    order = ("now", "prepare", "not-yet", "no")
    rng = Random(11)
    for _ in range(profiles):
        chosen = dict(random_profile(rng, RULEBOOK).chosen())
        for line in channel_states(RULEBOOK, REASONER.evaluate(chosen)):
            for unlock in line.unlocked_by:
                parts = unlock.all if isinstance(unlock, UnlockByAll) else (unlock,)
                answers = [part for part in parts if isinstance(part, UnlockByAnswer)]
                for options in product(*(part.options for part in answers)):
                    given = dict(zip((part.question for part in answers), options, strict=True))
                    then = states_by_answers({**chosen, **given})[line.channel]
                    assert order.index(then) <= order.index(line.state), (line, options, then)


def test_only_paid_ads_take_money_alone() -> None:
    costs = {channel.id: channel.costs for way in RULEBOOK.approaches for channel in way.channels}
    assert {channel for channel, cost in costs.items() if cost == "money"} == {"paid-ads"}


def test_owners_ask_only_for_what_the_questionnaire_asks() -> None:
    read = {
        question for owner in RULEBOOK.plan.owners for line in owner.lines for question in questions_read(line.when)
    }
    assert read <= {question.id for question in RULEBOOK.questions}
    assert "people" in read


CONVERSATIONS_NEEDED = re.compile(r"\d[\d.,]* (?:qualified )?conversations|conversations_a_week|^target", re.MULTILINE)


def test_no_report_of_a_case_says_how_many_conversations_are_needed() -> None:
    """Only the user's own three figures can yield such a number."""
    for case in CASES[::10]:
        advice = recommended(case)
        for name in ("terminal", "markdown", "plain"):
            assert CONVERSATIONS_NEEDED.search(render(advice, name)) is None
        assert json.loads(render(advice, "json"))["means"] == {}


def test_that_outbound_rests_on_outside_help_is_told_only_where_it_begins() -> None:
    answers = {"people": "nobody", "budget": "steady", "hours": "5-15"}
    enquiries = {"inbound-assets": "regular-enquiries", "customers": "many", "buyers": "compare"}
    for more, told in ((enquiries, False), ({"goal": "feed-closers", "named-accounts": "over-50"}, True)):
        advice = recommend(RULEBOOK, make_profile({**answers, **more}), ranges=False)
        whole = " ".join(render(advice, "terminal", Layout(100, verbosity=1)).split())
        assert ("rests on outside help" in whole) is told
