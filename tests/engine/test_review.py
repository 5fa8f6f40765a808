"""A review of every kind of log a founder comes back with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import (
    chosen,
    make_approach,
    make_blocker,
    make_channel,
    make_profile,
    make_question,
    make_rule,
    make_rulebook,
    make_state,
)
from results_rows import MONDAY, make_row, week, weekly

from leadadvisor.engine.firm_plan import weekly_hours
from leadadvisor.engine.review import review
from leadadvisor.model.condition import ALWAYS
from leadadvisor.model.firm_plan import PlanNumbers
from leadadvisor.model.plan import Action, Owner, OwnerLine, PlanRules, Stop
from leadadvisor.model.results import ResultRow
from leadadvisor.model.review import Review, Reviewed

TWELFTH = week(11)
NUMBERS = PlanNumbers(600, week(12), 15, 12, 60_000, 30, MONDAY)


def action(identity: str, approach: str, stop: Stop | None) -> Action:
    return Action(
        identity, "action", "days-1-30", approach, "", ALWAYS, "Do it.", "you", "Count it.", "After ____, stop.", (),
        "practice", stop=stop,
    )  # fmt: skip


RULEBOOK = make_rulebook(
    questions=[make_question("goal", ("few", "many")), make_question("people", ("some", "nobody"))],
    approaches=[
        make_approach("referral"),
        make_approach("inbound"),
        make_approach("outbound", channels=[make_channel("calls", [make_state("no", chosen("people", "nobody")),
                                                                   make_state("now")])]),
    ],
    rules=[make_rule("few", chosen("goal", "few"), supports={"referral": "strong"})],
    blockers=[make_blocker("nobody-sells", "outbound", "rules-out", chosen("people", "nobody"))],
)._replace(
    plan=PlanRules(
        actions=(
            action("ask", "referral", Stop("contacts", "conversations")),
            action("money", "mix", Stop("money", "nothing", "limit")),
            action("words", "referral", None),
        ),
        owners=(Owner("you", (OwnerLine(ALWAYS, "You", ""),)),),
    )
)  # fmt: skip


def look(rows: list[ResultRow], numbers: PlanNumbers = NUMBERS, as_of: date = TWELFTH, **answers: str) -> Review:
    return review(RULEBOOK, make_profile(answers or {"goal": "few", "people": "some"}), rows, as_of, numbers)


def of(found: Review, approach: str) -> Reviewed:
    return next(each for each in found.approaches if each.approach == approach)


def codes(found: Review) -> list[str]:
    return [each.code for each in found.to_do]


def test_nothing_logged_asks_for_a_log_and_keeps_the_advice() -> None:
    found = look([])
    assert codes(found) == ["log-first"]
    assert (
        found.recommendation.mix
        == review(RULEBOOK, make_profile(goal="few", people="some"), [], week(3)).recommendation.mix
    )
    assert [each.hours for each in found.approaches] == [0, 0, 0]


def test_one_row_is_planned_and_done_and_no_more() -> None:
    found = look([make_row(0, "outbound", 6, 2, contacts=30)])
    outbound = of(found, "outbound")
    assert (outbound.hours, outbound.hours_share, outbound.hours_per_conversation) == (600, 100, 300)
    assert outbound.hours_low is not None
    assert outbound.hours_low < 300
    assert outbound.hours_high is None  # two conversations rule out no slow rate
    assert found.comparisons == ()
    assert "only-one-tried" in codes(found)


def test_only_one_approach_tried_asks_for_a_second() -> None:
    assert "only-one-tried" in codes(look(weekly("referral", [1] * 10)))


def test_equal_yields_are_too_early_and_change_nothing() -> None:
    found = look([*weekly("outbound", [2] * 10), *weekly("referral", [2] * 10)])
    assert "too-early" in codes(found)
    assert [portion.share for portion in found.recommendation.mix] == [portion.share for portion in found.planned.mix]


def test_a_threefold_yield_moves_hours_and_the_mix() -> None:
    found = look([*weekly("outbound", [4] * 12), *weekly("referral", [1] * 12)], as_of=week(11))
    assert [(each.approach, each.others) for each in found.to_do if each.code == "more-of-it"] == [
        ("outbound", ("referral",))
    ]
    now, before = (each.portion("outbound") for each in (found.recommendation, found.planned))
    assert now is not None
    assert before is not None
    assert now.share > before.share


def test_young_leads_are_open_and_old_ones_are_to_be_settled() -> None:
    rows = [make_row(0, "outbound", 5, 3), make_row(10, "outbound", 5, 4)]
    found = look(rows)
    outbound = of(found, "outbound")
    assert (outbound.open, outbound.old, outbound.old_won) == (7, 3, 0)
    assert [(each.approach, each.number) for each in found.to_do if each.code == "follow-up"] == [("outbound", 3)]


def test_without_an_age_nothing_is_judged_and_the_age_is_asked_for() -> None:
    found = look([make_row(0, "outbound", 5, 3)], NUMBERS._replace(days_to_judge=None))
    assert (of(found, "outbound").old, of(found, "outbound").won_high) == (None, None)
    assert "say-when-to-judge" in codes(found)


def test_hours_missing_make_no_rate_and_are_asked_for() -> None:
    found = look([make_row(0, "outbound", None, 3), make_row(1, "outbound", None, 1)])
    outbound = of(found, "outbound")
    assert (outbound.conversations, outbound.hours_per_conversation, outbound.hours_low) == (4, None, None)
    assert [(each.approach, each.number) for each in found.to_do if each.code == "note-hours"] == [("outbound", 2)]


def test_money_without_hours_is_money_per_conversation() -> None:
    found = look([make_row(0, "inbound", None, 4, money=200)])
    assert of(found, "inbound").money_per_conversation == 5_000


def test_a_source_that_was_never_planned_is_shown_with_what_it_brought() -> None:
    found = look([make_row(0, "outbound", 5, 2)], goal="few", people="nobody")
    outbound = of(found, "outbound")
    assert (outbound.planned_share, outbound.conversations) == (0, 2)


def test_an_approach_ruled_out_that_brings_conversations_wins_and_it_is_said() -> None:
    found = look([make_row(0, "outbound", 5, 2)], goal="few", people="nobody")
    assert [each.approach for each in found.to_do if each.code == "results-win"] == ["outbound"]
    now = found.recommendation.portion("outbound")
    assert now is not None
    assert now.role != "ruled-out"


def test_a_stop_rule_that_spoke_stands_first() -> None:
    rows = [make_row(0, "referral", 5, 0, contacts=200), *weekly("outbound", [1] * 3)]
    found = look(rows)
    assert codes(found)[0] == "stop-spoke"
    (spoke,) = [line for line in found.stop_rules if line.spoke]
    assert (spoke.action, spoke.approach, spoke.reached) == ("ask", "referral", 200)


def test_the_review_day_asks_for_a_decision() -> None:
    assert "decide-now" not in codes(look(weekly("referral", [1]), as_of=week(11)))
    assert "decide-now" in codes(look(weekly("referral", [1]), as_of=week(12)))


def test_more_ends_than_conversations_are_to_be_checked() -> None:
    found = look([make_row(0, "outbound", 5, 1, won=2, lost=1)])
    assert [(each.approach, each.number) for each in found.to_do if each.code == "more-ends-than-talks"] == [
        ("outbound", 2)
    ]


def test_without_any_number_of_ones_own_they_are_asked_for() -> None:
    assert "set-numbers" in codes(look(weekly("referral", [1]), PlanNumbers()))


def test_rows_after_the_day_are_counted_and_left_out() -> None:
    found = look(weekly("referral", [1] * 12), as_of=week(4))
    assert (len(found.rows), found.later) == (5, 7)


@pytest.mark.parametrize("hours", [(1, 1, 1), (1, 2, 4), (7, 0, 0), (3, 3, 1)])
def test_shares_of_hours_sum_to_100(hours: tuple[int, int, int]) -> None:
    rows = [make_row(0, name, each) for name, each in zip(("referral", "inbound", "outbound"), hours, strict=True)]
    assert sum(each.hours_share for each in look(rows).approaches) == 100


def test_planned_hours_are_those_of_the_weeks_so_far() -> None:
    found = look(weekly("referral", [1]), as_of=MONDAY + timedelta(days=13))
    hours, reserve = weekly_hours(found.planned, NUMBERS)
    assert sum(each.hours for each in hours) + reserve == 600
    assert {each.approach: each.planned_hours for each in found.approaches if each.planned_hours} == {
        each.approach: 2 * each.hours for each in hours
    }
    assert [(each.approach, each.number) for each in found.to_do if each.code == "left-undone"] == [
        (each.approach, 2 * each.hours) for each in hours if each.approach != "referral"
    ]


def test_however_many_stop_rules_speak_for_an_approach_it_is_one_thing_to_do() -> None:
    many = RULEBOOK._replace(plan=RULEBOOK.plan._replace(actions=tuple(
        action(f"ask-{number}", "referral", Stop("contacts", "conversations"))._replace(stop_rule=f"Rule {number}.")
        for number in (1, 2, 2, 3)
    )))  # fmt: skip
    rows = [make_row(0, "referral", 5, 0, contacts=500)]
    found = review(many, make_profile(goal="few", people="some"), rows, TWELFTH, NUMBERS)
    assert [line.spoke for line in found.stop_rules] == [True] * 4
    (told,) = [each for each in found.to_do if each.code == "stop-spoke"]
    assert (told.approach, told.text, told.number) == ("referral", "Rule 1.", 2)


def test_an_answer_that_the_log_says_otherwise_is_a_thing_to_do() -> None:
    under_way = RULEBOOK._replace(plan=RULEBOOK.plan._replace(runs_when=(("outbound", chosen("people", "nobody")),)))
    found = review(under_way, make_profile(people="some"), [make_row(0, "outbound", 5, 2)], TWELFTH, NUMBERS)
    assert "answer-again" in codes(found)
