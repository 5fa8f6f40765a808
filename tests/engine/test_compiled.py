"""A compiled rulebook scores a profile as the plain, explained way does, only faster."""

from __future__ import annotations

from random import Random

import pytest
from builders import make_rule, make_rulebook
from generators import bundled_rulebook, random_profile, random_rulebook, tell
from oracle import Result, given_answers, result_for
from stages import slow

from leadadvisor.engine.compiled import Compiled
from leadadvisor.model.rulebook import Rulebook, Status


@pytest.mark.parametrize("rulebooks", [250, *slow(1_000)])
def test_random_profiles_of_random_rulebooks_score_as_the_oracle_says(rulebooks: int) -> None:
    for seed in range(rulebooks):
        rng = Random(seed)
        rulebook = random_rulebook(rng)
        scorer = Compiled(rulebook)
        for _ in range(10):
            profile = random_profile(rng, rulebook)
            given = given_answers(profile)
            expected = result_for(rulebook, given)
            assert scored(scorer, rulebook, given) == summary(expected), f"seed {seed}\n{tell(rulebook, profile)}"


@pytest.mark.parametrize("profiles", [500, *slow(2_000)])
def test_random_profiles_of_the_bundled_rulebook_score_as_the_oracle_says(profiles: int) -> None:
    rulebook = bundled_rulebook()
    scorer = Compiled(rulebook)
    rng = Random(4)
    for number in range(profiles):
        given = given_answers(random_profile(rng, rulebook, complete=number % 2 == 0))
        assert scored(scorer, rulebook, given) == summary(result_for(rulebook, given)), given


def test_a_rulebook_of_more_than_eight_rules_counts_every_one_of_them() -> None:
    rules = [make_rule(f"rule-{number}", supports={"inbound": "strong"}) for number in range(17)]
    rulebook = make_rulebook(rules=rules)
    expected = result_for(rulebook, {}).shares
    assert Compiled(rulebook).shares({}) == tuple((expected or {}).values())


def scored(scorer: Compiled, rulebook: Rulebook, given: dict[str, str]) -> tuple[Status, str | None, tuple[int, ...]]:
    standing = scorer.standing(given)
    leader = None if standing.leader is None else rulebook.approaches[standing.leader].id
    return standing.status, leader, scorer.shares(given)


def summary(expected: Result) -> tuple[Status, str | None, tuple[int, ...]]:
    return expected.status, expected.leader, tuple((expected.shares or {}).values())
