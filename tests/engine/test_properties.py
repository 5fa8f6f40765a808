"""What must be true of every recommendation, whatever the rulebook and the answers."""

from __future__ import annotations

from random import Random
from typing import Literal

import pytest
from builders import make_profile, make_rule
from generators import (
    SAME_EVERY_RUN,
    bundled_rulebook,
    random_profile,
    random_rulebook,
    rulebooks_with_profiles,
    tell,
    tell_profile,
)
from hypothesis import given
from hypothesis import strategies as st
from oracle import given_answers, holds, result_for

from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import UNSURE, Rulebook, Strength

Pair = tuple[Rulebook, Profile]

FIRMNESS = ("open", "leaning", "firm")
randoms = st.randoms(use_true_random=False)


# Shares


@SAME_EVERY_RUN
@given(rulebooks_with_profiles())
def test_shares_are_whole_steps_that_sum_to_100_and_cover_every_approach(pair: Pair) -> None:
    rulebook, profile = pair
    mix = recommend(rulebook, profile, ranges=False).mix
    if mix:
        assert sum(portion.share for portion in mix) == 100
        assert all(portion.share % rulebook.settings.step.value == 0 for portion in mix)
        assert sorted(portion.approach for portion in mix) == sorted(approach.id for approach in rulebook.approaches)


@SAME_EVERY_RUN
@given(rulebooks_with_profiles())
def test_every_feasible_approach_keeps_the_floor_and_every_other_gets_nothing(pair: Pair) -> None:
    rulebook, profile = pair
    for portion in recommend(rulebook, profile, ranges=False).mix:
        if any(blocker.kind == "rules-out" for blocker in portion.blockers):
            assert portion.share == 0, tell(rulebook, profile)
        else:
            assert portion.share >= rulebook.settings.floor.value, tell(rulebook, profile)


@SAME_EVERY_RUN
@given(rulebooks_with_profiles())
def test_an_approach_that_may_not_lead_neither_leads_nor_exceeds_the_cap_while_another_may(pair: Pair) -> None:
    rulebook, profile = pair
    recommendation = recommend(rulebook, profile, ranges=False)
    others_may = any(not portion.blockers for portion in recommendation.mix)
    for portion in recommendation.mix:
        if portion.blockers:
            assert recommendation.leader != portion.approach
        if portion.blockers and others_may:
            assert portion.share <= rulebook.settings.may_not_lead_cap.value, tell(rulebook, profile)


@SAME_EVERY_RUN
@given(rulebooks_with_profiles())
def test_the_leader_has_the_largest_share_and_stands_first(pair: Pair) -> None:
    rulebook, profile = pair
    recommendation = recommend(rulebook, profile, ranges=False)
    if recommendation.leader is not None:
        first = recommendation.mix[0]
        assert first.approach == recommendation.leader, tell(rulebook, profile)
        assert first.share == max(portion.share for portion in recommendation.mix), tell(rulebook, profile)


# Order


@SAME_EVERY_RUN
@given(rulebooks_with_profiles(), randoms)
def test_the_order_of_the_answers_changes_nothing(pair: Pair, rng: Random) -> None:
    rulebook, profile = pair
    again = Profile(tuple(rng.sample(profile.answers, len(profile.answers))))
    assert recommend(rulebook, again) == recommend(rulebook, profile), tell(rulebook, profile)


@SAME_EVERY_RUN
@given(rulebooks_with_profiles(), randoms)
def test_the_order_of_rules_blockers_and_tensions_changes_no_number(pair: Pair, rng: Random) -> None:
    rulebook, profile = pair
    shuffled = rulebook._replace(
        rules=tuple(rng.sample(rulebook.rules, len(rulebook.rules))),
        blockers=tuple(rng.sample(rulebook.blockers, len(rulebook.blockers))),
        tensions=tuple(rng.sample(rulebook.tensions, len(rulebook.tensions))),
    )
    assert numbers(recommend(shuffled, profile)) == numbers(recommend(rulebook, profile)), tell(rulebook, profile)


def test_the_order_of_the_answers_changes_no_byte_of_the_json_report() -> None:
    from leadadvisor.reports import render

    rng = Random(5)
    rulebook = bundled_rulebook()
    for _ in range(15):
        profile = random_profile(rng, rulebook, most_open=3)
        again = Profile(tuple(rng.sample(profile.answers, len(profile.answers))))
        expected = render(recommend(rulebook, profile), "json")
        assert render(recommend(rulebook, again), "json") == expected, tell_profile(profile)


# More evidence


@SAME_EVERY_RUN
@given(rulebooks_with_profiles(complete=True), randoms, st.sampled_from(["slight", "moderate", "strong"]))
def test_adding_support_never_lowers_a_share_and_opposition_never_raises_one(
    pair: Pair, rng: Random, strength: Strength
) -> None:
    rulebook, profile = pair
    approach = rng.choice(rulebook.approaches).id
    more = make_rule("added", supports={approach: strength}, goal=rng.choice((True, False)))
    less = make_rule("added", opposes={approach: strength})
    now = share(recommend(rulebook, profile, ranges=False), approach)
    supported = rulebook._replace(rules=(*rulebook.rules, more))
    opposed = rulebook._replace(rules=(*rulebook.rules, less))
    assert share(recommend(supported, profile, ranges=False), approach) >= now, tell(supported, profile)
    assert share(recommend(opposed, profile, ranges=False), approach) <= now, tell(opposed, profile)


# Fewer answers


@SAME_EVERY_RUN
@given(rulebooks_with_profiles(), randoms)
def test_saying_less_never_makes_a_result_firmer_or_a_range_narrower(pair: Pair, rng: Random) -> None:
    check_that_less_is_less(*pair, rng)


def test_saying_less_never_makes_a_result_of_the_bundled_rulebook_firmer_or_a_range_narrower() -> None:
    rng = Random(3)
    for _ in range(40):
        check_that_less_is_less(bundled_rulebook(), random_profile(rng, bundled_rulebook(), most_open=2), rng)


@pytest.mark.slow
def test_saying_less_never_makes_a_result_firmer_for_many_more_rulebooks() -> None:
    for seed in range(1_500):
        rng = Random(seed)
        rulebook = random_rulebook(rng)
        check_that_less_is_less(rulebook, random_profile(rng, rulebook), rng)


@SAME_EVERY_RUN
@given(rulebooks_with_profiles())
def test_unsure_and_unanswered_lead_to_the_same_numbers(pair: Pair) -> None:
    rulebook, profile = pair
    without = Profile(tuple(answer for answer in profile.answers if answer.option != UNSURE))
    assert numbers(recommend(rulebook, without)) == numbers(recommend(rulebook, profile)), tell(rulebook, profile)


@SAME_EVERY_RUN
@given(rulebooks_with_profiles(), randoms)
def test_an_answer_to_a_question_that_is_not_asked_moves_no_share(pair: Pair, rng: Random) -> None:
    rulebook, profile = pair
    answers = result_for(rulebook, given_answers(profile)).answers
    for question in rulebook.questions:
        if question.asked_when is not None and holds(question.asked_when, answers) is False:
            other = given_answers(profile) | {question.id: rng.choice(question.options).id}
            then, now = (
                recommend(rulebook, make_profile(other), ranges=False),
                recommend(rulebook, profile, ranges=False),
            )
            assert shares(then) == shares(now), tell(rulebook, profile)


# Ranges


@SAME_EVERY_RUN
@given(rulebooks_with_profiles())
def test_ranges_hold_the_printed_share_and_the_possible_leaders_the_printed_leader(pair: Pair) -> None:
    rulebook, profile = pair
    recommendation = recommend(rulebook, profile)
    for portion in recommendation.mix:
        assert 0 <= portion.low <= portion.share <= portion.high <= 100, tell(rulebook, profile)
    if recommendation.leader is not None:
        assert recommendation.leader in recommendation.possible_leaders


@SAME_EVERY_RUN
@given(rulebooks_with_profiles(complete=True))
def test_with_every_question_answered_a_range_is_the_share_itself(pair: Pair) -> None:
    rulebook, profile = pair
    recommendation = recommend(rulebook, profile)
    assert all(portion.low == portion.share == portion.high for portion in recommendation.mix)
    assert recommendation.settled == (recommendation.status == "recommended")
    assert recommendation.possible_leaders == (recommendation.leader,)


@SAME_EVERY_RUN
@given(rulebooks_with_profiles())
def test_skipping_the_ranges_changes_neither_the_mix_nor_the_leader_and_promises_nothing(pair: Pair) -> None:
    rulebook, profile = pair
    skipped, exact = recommend(rulebook, profile, ranges=False), recommend(rulebook, profile)
    assert (skipped.ranges, skipped.settled, skipped.firmness) == ("skipped", False, "open")
    assert (skipped.status, skipped.leader, shares(skipped)) == (exact.status, exact.leader, shares(exact))
    assert (skipped.flips, skipped.movers, skipped.next_questions) == (exact.flips, exact.movers, exact.next_questions)


@SAME_EVERY_RUN
@given(rulebooks_with_profiles())
def test_firmness_is_the_word_for_settled_and_robust(pair: Pair) -> None:
    rulebook, profile = pair
    found = recommend(rulebook, profile)
    words: dict[tuple[bool, bool], Literal["firm", "leaning", "open"]] = {
        (True, True): "firm",
        (True, False): "leaning",
        (False, False): "open",
        (False, True): "open",
    }
    robust = found.robustness_percent >= rulebook.settings.firm_at.value
    assert found.firmness == words[found.settled, robust]
    assert found.settled or found.robustness_percent == 0


# What is compared


def check_that_less_is_less(rulebook: Rulebook, profile: Profile, rng: Random) -> None:
    """Take away or unsay one answer and compare the certainty before and after."""
    answers = given_answers(profile)
    if not answers:
        return
    question = rng.choice(sorted(answers))
    fewer = {key: option for key, option in answers.items() if key != question}
    if rng.choice((True, False)):
        fewer[question] = UNSURE
    more, less = recommend(rulebook, profile), recommend(rulebook, make_profile(fewer))
    story = f"without {question}\n{tell(rulebook, profile)}"
    assert FIRMNESS.index(less.firmness) <= FIRMNESS.index(more.firmness), story
    assert less.robustness_percent <= more.robustness_percent, story
    assert set(less.possible_leaders) >= set(more.possible_leaders), story
    for portion in more.mix:
        wider = less.portion(portion.approach)
        if wider is not None:
            assert wider.low <= portion.low, story
            assert wider.high >= portion.high, story


def shares(recommendation: Recommendation) -> dict[str, int]:
    return {portion.approach: portion.share for portion in recommendation.mix}


def share(recommendation: Recommendation, approach: str) -> int:
    return shares(recommendation).get(approach, 0)


def numbers(recommendation: Recommendation) -> tuple[object, ...]:
    """Everything a recommendation measures, without the texts and without the order of rules."""
    return (
        recommendation.status,
        recommendation.leader,
        recommendation.firmness,
        recommendation.robustness_percent,
        recommendation.settled,
        recommendation.possible_leaders,
        [(each.approach, each.share, each.low, each.high, each.points, each.role) for each in recommendation.mix],
        [sorted((one.rule, one.points, one.hundredths) for one in each.contributions) for each in recommendation.mix],
        [(flip.change[0].question, flip.change[0].after, flip.leader, flip.status) for flip in recommendation.flips],
        recommendation.next_questions,
    )
