"""Sentences that all formats share."""

from __future__ import annotations

import pytest
from sample import BAKERY, COMPLETE, INCOMPLETE, LEADS, NOTHING_FEASIBLE, UNDECIDED

from leadadvisor.model.recommendation import Change, Flip, NextQuestion, Recommendation
from leadadvisor.reports import wording
from leadadvisor.reports.labels import Labels


def headline(recommendation: Recommendation) -> str:
    return wording.headline(recommendation, Labels(recommendation.rulebook))


def test_the_headline_names_leader_supporter_and_what_stays_on_the_side() -> None:
    assert headline(COMPLETE) == (
        "The two sources suggest letting outbound lead (55 % of lead-generation effort), "
        "with inbound in support (30 %) and referral on the side (15 %)."
    )


def test_the_headline_names_what_is_ruled_out_apart_from_the_mix() -> None:
    last = COMPLETE.mix[2]._replace(role="ruled-out", share=0)
    changed = COMPLETE._replace(mix=(*COMPLETE.mix[:2], last))
    assert headline(changed).endswith("with inbound in support (30 %); referral is ruled out.")


def test_the_headline_joins_those_with_the_same_part() -> None:
    second = COMPLETE.mix[2]._replace(role="supports")
    changed = COMPLETE._replace(mix=(*COMPLETE.mix[:2], second))
    assert headline(changed).endswith("with inbound (30 %) and referral (15 %) in support.")
    fourth = COMPLETE._replace(mix=(*changed.mix, COMPLETE.mix[2]._replace(approach="fairs")))
    assert headline(fourth).endswith(
        "with inbound (30 %) and referral (15 %) in support, and fairs on the side (15 %)."
    )


def test_the_headline_of_a_tie_says_who_is_level_and_what_decides() -> None:
    assert "notice board and agency come out level; what decides is “Do people walk past your shop?”" in headline(
        UNDECIDED
    )


def test_the_headline_says_where_none_may_lead() -> None:
    gated = tuple(portion._replace(blockers=UNDECIDED.mix[3].blockers) for portion in UNDECIDED.mix)
    assert "none of the approaches may lead yet" in headline(UNDECIDED._replace(mix=gated))


def test_a_tie_that_no_answer_decides_names_no_question() -> None:
    assert headline(UNDECIDED._replace(flips=())).endswith("come out level.")


def test_the_headline_says_what_must_change_where_nothing_is_feasible() -> None:
    assert headline(NOTHING_FEASIBLE) == (
        "For these answers the two sources leave nothing that can be carried out; something must change first: "
        "outbound could lead if people were “Strong sellers” instead of “Nobody”."
    )
    assert headline(NOTHING_FEASIBLE._replace(flips=())).endswith("something must change first.")


@pytest.mark.parametrize(
    ("hundredths", "one", "two"),
    [(825, "+8.3", "+8.25"), (-410, "-4.1", "-4.10"), (0, "0.0", "0.00"), (4, "0.0", "+0.04"), (-5, "-0.1", "-0.05"),
     (100000, "+1000.0", "+1000.00")],
)  # fmt: skip
def test_percentage_points_carry_their_sign(hundredths: int, one: str, two: str) -> None:
    assert wording.percentage_points(hundredths) == one
    assert wording.percentage_points(hundredths, decimals=2) == two


@pytest.mark.parametrize(("count", "expected"), [(0, "0 points"), (1, "+1 point"), (-1, "-1 point"), (5, "+5 points")])
def test_points_carry_their_sign_and_unit(count: int, expected: str) -> None:
    assert wording.points(count) == expected


@pytest.mark.parametrize(
    ("parts", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_reads_like_one(parts: list[str], expected: str) -> None:
    assert wording.listed(parts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("it is so", "It is so."), ("Is it?", "Is it?"), ("Is it “so?”", "Is it “so?”"), ("", ""), ("“so”", "“so”.")],
)
def test_a_sentence_starts_with_a_capital_and_ends_once(text: str, expected: str) -> None:
    assert wording.sentence(text) == expected


def test_options_of_one_question_with_the_same_outcome_stand_together() -> None:
    together = [
        Flip((Change("goal", "feed", option),), "inbound", "recommended", up=None) for option in ("few", "other")
    ]
    assert wording.flips(together, Labels(LEADS)) == (
        "Inbound would lead if goal were “A few extra deals” or “other” instead of “Feed closers”."
    )


def test_an_open_question_is_not_told_as_if_it_had_an_answer() -> None:
    flip = Flip((Change("people", "", "sellers"),), None, "nothing-feasible", up=True)
    assert wording.flips([flip], Labels(LEADS)) == (
        "Nothing could be carried out if the answer to people is “Strong sellers”."
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (NextQuestion("q", can_change_leader=True, largest_move=30), "its answer can change the leader"),
        (NextQuestion("q", can_change_leader=False, largest_move=10), "its answer can move a share by up to 10 points"),
        (NextQuestion("q", can_change_leader=False, largest_move=0), "its answer changes no share by itself"),
    ],
)
def test_the_stakes_of_an_open_question(question: NextQuestion, expected: str) -> None:
    assert wording.stakes(question) == expected


def test_a_name_loses_its_capital_inside_a_sentence_only_where_it_is_an_ordinary_word() -> None:
    labels = Labels(BAKERY)
    assert labels.within("notice-board") == "notice board"
    assert labels.within("school") == "Baking school"
    assert labels.within("unknown") == "unknown"


def test_the_share_of_one_source_is_told_in_the_singular() -> None:
    assert headline(UNDECIDED).startswith("The source names no leader")


def test_a_range_is_given_only_where_there_is_one() -> None:
    assert wording.span(INCOMPLETE.mix[0]) == "20\N{EN DASH}70"
    assert wording.span(COMPLETE.mix[0]) == ""
