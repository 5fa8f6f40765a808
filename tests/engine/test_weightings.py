"""The share of weightings under which a leader stands, against counting them all."""

from __future__ import annotations

from random import Random

import pytest
from builders import chosen, make_blocker, make_profile, make_question, make_rule, make_rulebook, make_settings
from generators import bundled_rulebook, random_profile, random_rulebook, tell
from oracle import given_answers, result_for

from leadadvisor.engine import outlook
from leadadvisor.engine.recommend import recommend
from leadadvisor.engine.weights import with_weights
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Rulebook

FEW = 5
"""The most points of a strength where every weighting is tried."""


def counted(rulebook: Rulebook, profile: Profile) -> int:
    """The percent of weightings under which the leader is the same, each one tried with the oracle."""
    given = given_answers(profile)
    leader = result_for(rulebook, given).leader
    values = [
        (strong, moderate, slight)
        for strong in range(FEW + 1)
        for moderate in range(strong + 1)
        for slight in range(moderate + 1)
    ]
    standing = 0
    for strong, moderate, slight in values:
        other = with_weights(rulebook, {"strong": strong, "moderate": moderate, "slight": slight})
        standing += result_for(other, given).leader == leader
    return 100 * standing // len(values)


@pytest.mark.parametrize("seed", range(40))
def test_the_share_is_that_of_trying_every_weighting(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook, "MOST", FEW)
    monkeypatch.setattr(outlook, "_ALL", (FEW + 1) * (FEW + 2) * (FEW + 3) // 6)
    rng = Random(seed)
    rulebook = bundled_rulebook() if seed % 4 == 0 else random_rulebook(rng)
    profile = random_profile(rng, rulebook)
    found = recommend(rulebook, profile)
    if found.leader is None:
        assert found.weightings_percent is None
    else:
        assert found.weightings_percent == counted(rulebook, profile), tell(rulebook, profile)


GOAL = make_question("goal", ("grow", "hold"))


def test_a_leader_nothing_speaks_against_stands_under_nearly_all_and_one_by_a_goal_bonus_under_all() -> None:
    strong = make_rule("strong", supports={"inbound": "strong"})
    assert recommend(make_rulebook(rules=[strong]), make_profile()).weightings_percent == 99  # but where strong is 0
    goal = make_rule("goal", chosen("goal", "grow"), supports={"inbound": "slight"}, goal=True)
    assert recommend(make_rulebook(questions=[GOAL], rules=[goal]), make_profile(goal="grow")).weightings_percent == 100


def test_two_slight_ideas_beat_a_strong_one_under_few_weightings_only() -> None:
    rules = [
        make_rule("strong", supports={"inbound": "strong"}),
        make_rule("one", supports={"outbound": "slight"}),
        make_rule("two", supports={"outbound": "slight"}),
    ]
    rulebook = make_rulebook(rules=rules, settings=make_settings(strong=3, moderate=2, slight=2))
    found = recommend(rulebook, make_profile())
    assert found.leader == "outbound"
    assert found.weightings_percent is not None
    assert found.weightings_percent < 40


def test_without_a_leader_or_without_ranges_it_is_not_worked_out() -> None:
    blockers = [make_blocker(each, each) for each in ("referral", "inbound", "outbound")]
    assert recommend(make_rulebook(blockers=blockers), make_profile()).weightings_percent is None
    strong = make_rulebook(rules=[make_rule(supports={"inbound": "strong"})])
    assert recommend(strong, make_profile(), ranges=False).weightings_percent is None
