"""What a report shows first."""

from __future__ import annotations

from typing import get_args

import pytest
from sample import COMPLETE, INCOMPLETE, LEADS, LEVEL, NOTHING_FEASIBLE, PREPARED, UNDECIDED

from leadadvisor.model.recommendation import Caution, CautionCode, Change, Contribution, Flip, NearMiss
from leadadvisor.reports import selection, verdict
from leadadvisor.reports.labels import Labels


def reasons(*hundredths: int) -> list[Contribution]:
    return [Contribution(f"r{one}", 1, one, "slight", "Because.", (), ()) for one in hundredths]


def test_reasons_for_and_against_come_strongest_first() -> None:
    portion = COMPLETE.mix[0]._replace(contributions=tuple(reasons(100, -50, 300, 0, -200)))
    assert [one.hundredths for one in selection.speaks_for(portion)] == [300, 100]
    assert [one.hundredths for one in selection.speaks_against(portion)] == [-200, -50]


def test_a_leader_gets_three_reasons_and_two_more_where_they_weigh_enough() -> None:
    assert [one.hundredths for one in selection.strongest(reasons(900, 800, 100, 90))] == [900, 800, 100]
    assert len(selection.strongest(reasons(900, 800, 700, 600, 450, 450))) == 5
    assert len(selection.strongest(reasons(900, 800, 700, 600, 440, 430))) == 4
    assert selection.strongest([]) == []


def test_the_caution_that_would_mislead_most_comes_first() -> None:
    codes = [caution.code for caution in selection.cautions_by_weight(NOTHING_FEASIBLE)]
    assert codes == ["nothing-feasible", "infeasible-approach", "infeasible-approach"]
    mixed = INCOMPLETE._replace(cautions=(*INCOMPLETE.cautions, *COMPLETE.cautions))
    assert selection.cautions_by_weight(mixed)[0].code == "contradiction"


@pytest.mark.parametrize("code", get_args(CautionCode))
def test_every_caution_has_its_weight(code: CautionCode) -> None:
    warned = COMPLETE._replace(cautions=(Caution(code, "Text.", "", (), ()),))
    assert [caution.code for caution in selection.cautions_by_weight(warned)] == [code]


def test_open_tensions_come_first_and_then_those_that_move_the_mix_most() -> None:
    mixed = COMPLETE._replace(tensions=(*reversed(COMPLETE.tensions), INCOMPLETE.tensions[1]))
    lines = selection.tensions_by_weight(mixed, Labels(LEADS))
    assert [(line.id, line.taken) for line in lines] == [("C02", None), ("C02", 2), ("C01", 1), ("C03", 2)]


def test_a_tension_open_only_in_wording_does_not_come_first() -> None:
    wording_only = LEADS.questions[1]._replace(need="wording")
    book = LEADS._replace(questions=(LEADS.questions[0], wording_only, *LEADS.questions[2:]))
    mixed = INCOMPLETE._replace(rulebook=book)
    assert [line.id for line in selection.tensions_by_weight(mixed, Labels(book))] == ["C02", "C01"]


def test_what_speaks_of_an_approach_itself_comes_before_what_favours_a_rival() -> None:
    own = Contribution("own", -1, -50, "slight", "Because.", (), ())
    portion = COMPLETE.mix[0]._replace(contributions=(*COMPLETE.mix[0].contributions, own))
    assert [one.hundredths for one in selection.speaks_against(portion)] == [-50, -410, -55]
    assert [one.hundredths for one in selection.speaks_of(portion)] == [1480, -50]


def test_near_misses_one_can_act_on_come_first() -> None:
    goal, people, more = (
        NearMiss(rule, points, "Because.", question, ("x",), ())
        for rule, points, question in (("a", 5, "goal"), ("b", 1, "people"), ("c", 2, "people"))
    )
    portion = COMPLETE.mix[0]._replace(near_misses=(goal, people, more))
    assert selection.nearest_misses(portion, Labels(LEADS)) == [more, people, goal]


def test_the_second_claim_shown_is_one_that_adds_a_document_or_a_strength() -> None:
    labels = Labels(LEADS)
    assert [claim.id for claim in selection.telling_claims(("A01", "A03", "A02", "B03"), labels)] == ["A01", "A02"]
    assert [claim.id for claim in selection.telling_claims(("B01", "B02", "unknown"), labels)] == ["B01"]
    assert selection.telling_claims((), labels) == []


def test_a_tie_is_between_those_that_may_lead() -> None:
    assert verdict.level_at_the_top(UNDECIDED) == ["notice-board", "agency"]
    assert verdict.level_at_the_top(COMPLETE) == []


def test_what_the_engine_calls_level_is_level_with_a_leader_or_without() -> None:
    assert verdict.level_at_the_top(LEVEL) == ["outbound", "inbound"]
    blocked = LEVEL.mix[1]._replace(blockers=UNDECIDED.mix[3].blockers)
    assert verdict.level_at_the_top(LEVEL._replace(mix=(LEVEL.mix[0], blocked))) == []


def test_flips_come_by_size_then_steps_up_then_open_answers_then_facts() -> None:
    pair = Flip((Change("a", "", "x"), Change("b", "", "y")), "up", "recommended", up=True)
    first = Flip((Change("a", "x", "y"),), "up", "recommended", up=None)
    second = Flip((Change("a", "x", "z"),), "up", "recommended", up=None)
    still_open = Flip((Change("d", "", "x"),), "up", "recommended", up=None)
    step_up = Flip((Change("c", "x", "y"),), "up", "recommended", up=True)
    flips = (pair, first, second, still_open, step_up)
    assert selection.flips_to_tell(COMPLETE._replace(flips=flips)) == [[step_up], [still_open], [first, second], [pair]]


def test_neither_a_step_down_nor_what_leaves_no_leader_is_offered() -> None:
    down = Flip((Change("c", "x", "y"),), "up", "recommended", up=False)
    nobody = Flip((Change("c", "x", "z"),), None, "undecided", up=True)
    assert selection.flips_to_tell(COMPLETE._replace(flips=(down, nobody))) == []
    assert selection.movers_to_tell(COMPLETE) == []
    assert selection.movers_to_tell(INCOMPLETE) == list(INCOMPLETE.movers)


def test_barely_answered_is_one_or_two_of_many_with_the_leader_still_open() -> None:
    assert verdict.barely_answered(INCOMPLETE)
    assert not verdict.barely_answered(INCOMPLETE._replace(settled=True))
    assert not verdict.barely_answered(INCOMPLETE._replace(next_questions=()))
    assert not verdict.barely_answered(INCOMPLETE._replace(answers=COMPLETE.answers))


def test_the_goal_bonus_is_no_reason() -> None:
    first, *others = COMPLETE.mix[0].contributions
    portion = COMPLETE.mix[0]._replace(contributions=(first._replace(kind="goal-bonus"), *others))
    assert [one.rule for one in selection.strongest_own(portion)] == ["sellers-can-call"]


def test_the_step_that_opens_the_way_is_one_that_unlocks_a_channel_of_the_leader() -> None:
    step = verdict.opening_step(PREPARED)
    assert step
    assert step.id == "law"
    assert verdict.opening_step(COMPLETE) is None
    locked = PREPARED._replace(plan=COMPLETE.plan)
    fallback = verdict.opening_step(locked)
    assert fallback
    assert fallback.id == "call"


def test_approaches_follow_their_shares_and_the_rest_the_rulebook() -> None:
    assert selection.leading_first(COMPLETE) == ["outbound", "inbound", "referral"]
    assert selection.leading_first(NOTHING_FEASIBLE) == ["referral", "inbound", "outbound"]
