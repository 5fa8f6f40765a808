"""The engine says exactly what brute force says, for thousands of random rulebooks and for the bundled one."""

from __future__ import annotations

from random import Random

import pytest
from builders import chosen, make_profile, make_rule, make_rulebook, make_tension
from comparison import differences
from generators import (
    SAME_EVERY_RUN,
    bundled_rulebook,
    random_profile,
    random_rulebook,
    rulebooks_with_profiles,
    tell,
    tell_profile,
)
from hypothesis import Phase, given, settings
from oracle import given_answers, result_for
from stages import slow

from leadadvisor.engine.compiled import Compiled
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Portion
from leadadvisor.model.rulebook import Rulebook, Taken

BOOKS_IN_A_BLOCK = 100
PROFILES_PER_BOOK = 3


@pytest.mark.parametrize("block", [*range(3), *slow(*range(3, 125))])
def test_random_rulebooks_and_profiles_give_what_brute_force_gives(block: int) -> None:
    compare_a_block(block)


@settings(SAME_EVERY_RUN, phases=[Phase.generate, Phase.shrink])
@given(rulebooks_with_profiles())
def test_the_smallest_disagreement_hypothesis_can_find_is_none(pair: tuple[Rulebook, Profile]) -> None:
    rulebook, profile = pair
    assert differences(rulebook, profile, with_reals=True) == [], tell(rulebook, profile)


@pytest.mark.parametrize("always", [None, 1, 2, "both"])
@pytest.mark.parametrize("side", [1, 2])
@pytest.mark.parametrize("option", ["small", "large", "unsure"])
def test_a_rule_of_one_side_speaks_only_where_that_side_holds(always: Taken | None, side: int, option: str) -> None:
    tension = make_tension("C01", chosen("size", "small"), chosen("size", "large"), always=always)
    rules = [make_rule(supports={"inbound": "strong"}, side=("C01", side))]
    rulebook = make_rulebook(rules=rules, tensions=[tension])
    assert differences(rulebook, make_profile(size=option), with_reals=True) == []


@pytest.mark.parametrize("still_open", range(4))
def test_the_bundled_rulebook_gives_what_brute_force_gives(still_open: int) -> None:
    compare_bundled(still_open, profiles=15)


@pytest.mark.slow
def test_the_bundled_rulebook_gives_what_brute_force_gives_with_four_questions_open() -> None:
    compare_bundled(4, profiles=30)


@pytest.mark.slow
@pytest.mark.parametrize("still_open", range(5))
def test_the_bundled_rulebook_gives_what_brute_force_gives_for_many_more_profiles(still_open: int) -> None:
    compare_bundled(still_open, profiles=150, seed=1)
    compare_bundled(still_open, profiles=60)


@pytest.mark.parametrize("profiles", [300, *slow(2_000)])
def test_the_bundled_rulebook_gives_the_oracles_points_and_shares_on_random_complete_profiles(profiles: int) -> None:
    rulebook = bundled_rulebook()
    rng = Random(2)
    for _ in range(profiles):
        profile = random_profile(rng, rulebook, complete=True)
        expected = result_for(rulebook, given_answers(profile))
        found = recommend(rulebook, profile, ranges=False)
        assert (found.status, found.leader) == (expected.status, expected.leader), profile
        assert {portion.approach: portion.share for portion in found.mix} == (expected.shares or {}), profile
        if found.mix:
            assert {portion.approach: portion.points for portion in found.mix} == expected.points, profile


@pytest.mark.parametrize("answered", [0, 3, 6, 9])
def test_no_sampled_completion_of_many_open_questions_falls_outside_the_exact_ranges(answered: int) -> None:
    """Where there are too many completions to list, at least none that is drawn may contradict the sweep."""
    rulebook = bundled_rulebook()
    rng = Random(answered)
    scorer = Compiled(rulebook)
    full = random_profile(rng, rulebook, complete=True)
    profile = Profile(full.answers[:answered])
    found = recommend(rulebook, profile)
    assert found.ranges == "exact"
    ranges = [range(portion.low, portion.high + 1) for portion in in_rulebook_order(rulebook, found.mix)]
    for _ in range(10_000):
        drawn = random_profile(rng, rulebook, most_open=rng.choice((0, 2, 4))).chosen()
        standing = scorer.standing({**drawn, **profile.chosen()})
        assert all(share in reach for share, reach in zip(standing.shares, ranges, strict=False)), drawn
        leader = None if standing.leader is None else rulebook.approaches[standing.leader].id
        assert leader in found.possible_leaders, drawn


def in_rulebook_order(rulebook: Rulebook, mix: tuple[Portion, ...]) -> list[Portion]:
    return [portion for approach in rulebook.approaches for portion in mix if portion.approach == approach.id]


def compare_a_block(block: int) -> None:
    for seed in range(block * BOOKS_IN_A_BLOCK, (block + 1) * BOOKS_IN_A_BLOCK):
        rng = Random(seed)
        rulebook = random_rulebook(rng)
        for number in range(PROFILES_PER_BOOK):
            profile = random_profile(rng, rulebook)
            found = differences(rulebook, profile, with_reals=seed % 10 == 0 and number == 0)
            assert found == [], f"seed {seed}, profile {number}\n{tell(rulebook, profile)}"


def compare_bundled(still_open: int, *, profiles: int, seed: int = 0) -> None:
    rulebook = bundled_rulebook()
    rng = Random(10 * still_open + seed)
    for _ in range(profiles):
        profile = random_profile(rng, rulebook, complete=still_open == 0, most_open=still_open)
        assert differences(rulebook, profile, with_reals=still_open == 0) == [], tell_profile(profile)
