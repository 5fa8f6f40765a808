"""What a report shows first."""

from __future__ import annotations

from typing import get_args

import pytest
from sample import COMPLETE, INCOMPLETE, LEADS, NOTHING_FEASIBLE, UNDECIDED

from leadadvisor.model.recommendation import Caution, CautionCode, Change, Contribution, Flip, NearMiss
from leadadvisor.reports import selection
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
    first = selection.first_caution(warned)
    assert first
    assert first.code == code


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
    assert selection.level_at_the_top(UNDECIDED) == ["notice-board", "agency"]
    assert selection.level_at_the_top(COMPLETE) == []


def test_an_open_question_that_can_change_the_leader_decides_before_any_other() -> None:
    assert selection.deciding_question(INCOMPLETE) == "customers"
    assert selection.deciding_question(UNDECIDED) == "shop"
    assert selection.deciding_question(UNDECIDED._replace(flips=())) is None


def test_single_changes_and_levers_come_first_and_options_of_one_question_together() -> None:
    pair = Flip((Change("a", "", "x"), Change("b", "", "y")), "up", "recommended", up=True)
    first = Flip((Change("a", "x", "y"),), "up", "recommended", up=None)
    second = Flip((Change("a", "x", "z"),), "up", "recommended", up=None)
    lever = Flip((Change("c", "x", "y"),), "up", "recommended", up=True)
    nobody = Flip((Change("c", "x", "z"),), None, "undecided", up=True)
    assert selection.flips_together(COMPLETE._replace(flips=(pair, first, nobody, second, lever))) == [
        [lever], [nobody], [first, second], [pair],
    ]  # fmt: skip


def test_approaches_follow_their_shares_and_the_rest_the_rulebook() -> None:
    assert selection.leading_first(COMPLETE) == ["outbound", "inbound", "referral"]
    assert selection.leading_first(NOTHING_FEASIBLE) == ["referral", "inbound", "outbound"]
