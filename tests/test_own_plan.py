"""The plan of the rulebook we ship: enough actions, each in the plan of some case, and nothing the sources lack."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from leadadvisor.engine.conditions import questions_read
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.plan import Action
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import WHOLE_MIX, Case
from leadadvisor.reports import FORMATS, Layout, render
from leadadvisor.rulebook.loader import load_rulebook

RULEBOOK = load_rulebook(Path(__file__).resolve().parents[1] / "rules")
ACTIONS = RULEBOOK.plan.actions
CASES = RULEBOOK.cases
ANY_CASE = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
ANY_ACTION = pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)

MOST_IN_A_PHASE = 20
FIGURE = re.compile(r"\d|per ?cent|%", re.IGNORECASE)


@cache
def recommended(case: Case) -> Recommendation:
    answers = tuple(Answer(question, option, "set") for question, option in case.answers)
    return recommend(RULEBOOK, Profile(answers), ranges=False)


@cache
def planned() -> frozenset[str]:
    return frozenset(step.id for case in CASES for step in recommended(case).plan)


def test_there_are_at_least_forty_five_actions_beside_decisions_and_what_is_for_the_whole_mix() -> None:
    actions = [action for action in ACTIONS if action.kind == "action" and action.approach != WHOLE_MIX]
    assert len(actions) >= 45
    assert set(Counter(action.approach for action in actions)) == {way.id for way in RULEBOOK.approaches}


@ANY_ACTION
def test_the_action_is_in_the_plan_of_some_case(action: Action) -> None:
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
    """The sources contain none, and those of practice do not agree: N is the user's."""
    for text in (action.action, action.measure, action.stop_rule, action.practice.replace("coreyhaines31", "")):
        assert FIGURE.search(text) is None


@ANY_ACTION
def test_a_stop_rule_leaves_its_threshold_to_the_user(action: Action) -> None:
    """The law is the exception: it leaves no room."""
    assert re.search(r"\bN\b", action.stop_rule) or action.id == "check-the-law"


@pytest.mark.parametrize("approach", [way.id for way in RULEBOOK.approaches] + [WHOLE_MIX])
def test_every_phase_ends_with_a_decision(approach: str) -> None:
    phases = {action.phase for action in ACTIONS if action.kind == "decision" and action.approach == approach}
    assert phases == {"days-1-30", "days-31-60", "days-61-90"}


def test_cold_contact_comes_with_a_check_of_the_law_that_cites_no_rule() -> None:
    (check,) = [action for action in ACTIONS if "law" in action.action.lower()]
    assert check.phase == "days-1-30"
    assert check.claims == ()
    assert not re.search(r"GDPR|CAN-SPAM|TCPA|PECR", check.action + check.practice)


@ANY_CASE
def test_whoever_begins_outbound_is_told_to_check_the_law(case: Case) -> None:
    steps = recommended(case).plan
    begun = {step.approach for step in steps if step.kind == "action"}
    assert ("check-the-law" in {step.id for step in steps}) == ("outbound" in begun)


@ANY_CASE
def test_the_plan_of_the_case_keeps_its_promises(case: Case) -> None:
    advice = recommended(case)
    roles = {portion.approach: portion.role for portion in advice.mix}
    for approach, role in roles.items():
        steps = [step for step in advice.plan if step.approach == approach]
        if role == "ruled-out":
            assert steps == []
        if role == "parked":
            assert [(step.kind, step.phase) for step in steps] == [("take-up", "later")]
        if role == "leads":
            assert any(step.phase == "days-1-30" for step in steps)
    assert bool(advice.plan) == bool(advice.mix)


@ANY_CASE
def test_the_first_actions_follow_the_time_to_a_first_lead(case: Case) -> None:
    order = ["mix", "referral", "outbound", "inbound"]
    first = [step for step in recommended(case).plan if step.phase == "days-1-30" and step.kind == "action"]
    places = [order.index(step.approach) for step in first]
    assert places == sorted(places)


@ANY_CASE
def test_a_slow_leader_has_a_quicker_approach_beside_it_or_is_flagged(case: Case) -> None:
    advice = recommended(case)
    codes = {note.code for note in advice.plan_notes}
    if advice.leader == "inbound":
        begun = {step.approach for step in advice.plan if step.kind == "action"}
        assert ("paired-with-quicker" in codes) == bool(begun & {"referral", "outbound"})
        assert ("slow-alone" in codes) != ("paired-with-quicker" in codes)
    else:
        assert codes.isdisjoint({"slow-alone", "paired-with-quicker"})


@ANY_CASE
def test_leads_that_nobody_would_follow_up_are_flagged(case: Case) -> None:
    advice = recommended(case)
    flagged = any(note.code == "nobody-to-do-it" and "follows up" in note.text for note in advice.plan_notes)
    assert flagged == (dict(case.answers).get("people") == "nobody" and bool(advice.plan))


@ANY_CASE
def test_no_more_than_two_approaches_begin_unless_there_is_more_than_a_persons_week(case: Case) -> None:
    begun = {step.approach for step in recommended(case).plan if step.kind == "action"} - {WHOLE_MIX}
    assert len(begun) <= (3 if dict(case.answers).get("hours") == "over-40" else 2)


@ANY_CASE
def test_a_phase_is_not_more_than_anybody_could_read(case: Case) -> None:
    per_phase = Counter(step.phase for step in recommended(case).plan)
    assert max(per_phase.values(), default=0) <= MOST_IN_A_PHASE


@ANY_CASE
def test_paid_clicks_are_in_the_plan_only_where_they_are_to_be_used(case: Case) -> None:
    advice = recommended(case)
    use = {line.channel for line in advice.channels if line.state == "now"}
    planned_channels = {step.channel for step in advice.plan if step.channel and step.phase != "later"}
    assert planned_channels <= use


def test_paid_ads_are_the_one_channel_of_inbound_that_is_bought() -> None:
    assert {channel.id for way in RULEBOOK.approaches for channel in way.channels if channel.paid} == {"paid-ads"}


def test_owners_ask_only_for_what_the_questionnaire_asks() -> None:
    read = {
        question for owner in RULEBOOK.plan.owners for line in owner.lines for question in questions_read(line.when)
    }
    assert read <= {question.id for question in RULEBOOK.questions}
    assert "people" in read


CONVERSATIONS_NEEDED = re.compile(r"\d[\d.,]* (?:qualified )?conversations|conversations_a_week|^target", re.MULTILINE)


@ANY_CASE
def test_no_report_of_a_case_says_how_many_conversations_are_needed(case: Case) -> None:
    """Only the user's own three figures can yield such a number."""
    advice = recommended(case)
    for name in FORMATS:
        if name != "html":  # it says what markdown says, and its style sheet is full of figures
            assert CONVERSATIONS_NEEDED.search(render(advice, name, Layout(100, verbosity=1))) is None
    told = json.loads(render(advice, "json"))
    assert told["means"] == {}
