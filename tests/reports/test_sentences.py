"""Sentences that the reports which are documents share."""

from __future__ import annotations

from sample import COMPLETE, HOSTILE, INCOMPLETE, LEADS, NOTHING_FEASIBLE, UNDECIDED

from leadadvisor.model.recommendation import StandingBlocker, TensionLine
from leadadvisor.reports import sentences
from leadadvisor.reports.citing import claims_named, said_where
from leadadvisor.reports.labels import Labels

LABELS = Labels(LEADS)


def test_firmness_is_told_only_where_somebody_leads_and_never_as_a_chance() -> None:
    word, meaning = sentences.firmness(COMPLETE)
    assert word == "Leaning"
    assert meaning.endswith("it is not a chance of success.")
    assert sentences.firmness(UNDECIDED) == sentences.firmness(NOTHING_FEASIBLE) == ("", "")


def test_a_blocker_does_not_repeat_the_reason_that_a_caution_tells() -> None:
    blocker = INCOMPLETE.mix[1].blockers[0]
    assert sentences.blocker(blocker, INCOMPLETE) == "May not lead. To change that: Somebody who sells."
    assert sentences.blocker(blocker, COMPLETE) == (
        "May not lead: Nobody is there to call. To change that: Somebody who sells."
    )


def test_a_blocker_that_nothing_lifts_names_only_its_reason() -> None:
    blocker = StandingBlocker("b", "rules-out", "it is forbidden", "", ())
    assert sentences.blocker(blocker, COMPLETE) == "Ruled out: It is forbidden."


def test_a_near_miss_names_the_options_that_would_bring_one_reason_more() -> None:
    assert sentences.near_miss(INCOMPLETE.mix[1].near_misses[0], LABELS) == (
        "With “Strong sellers” or “Nobody” (people) it would have one reason more: Calls need sellers."
    )


def test_the_outcome_of_a_tension_is_a_side_both_or_open() -> None:
    lines = [TensionLine("C01", taken, (), ()) for taken in (1, 2, "both", None)]
    assert [sentences.outcome(line) for line in lines] == ["side 1", "side 2", "both hold", "open"]


def test_weaker_reasons_are_counted() -> None:
    assert sentences.weaker(1) == "One weaker reason more, together"
    assert sentences.weaker(12) == "Twelve weaker reasons more, together"


def test_where_nothing_would_change_the_leader_that_is_said() -> None:
    assert sentences.nothing_would_change(COMPLETE._replace(flips=()))
    assert not sentences.nothing_would_change(COMPLETE)
    assert not sentences.nothing_would_change(UNDECIDED._replace(flips=()))


def test_the_ids_of_claims_stand_after_how_they_are_said() -> None:
    assert said_where(("A03", "B01"), LABELS) == "said cautiously: “can”; strongly: “impossible”; A03, B01"
    assert said_where((), LABELS) == ""


def test_every_claim_a_recommendation_tells_of_is_named() -> None:
    named = claims_named(COMPLETE, LABELS)
    assert {"A01", "A02", "A03", "B01", "B02", "B03", "B04"} <= named
    only_plan = NOTHING_FEASIBLE._replace(channels=(), cautions=(), plan=HOSTILE.plan)
    assert claims_named(only_plan, LABELS) == {"A1", "unknown"}
