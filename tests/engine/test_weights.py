"""How far each weight may be another: against every value a rulebook may have, worked out anew."""

from __future__ import annotations

from random import Random

import pytest
from builders import chosen, make_profile, make_rule, make_rulebook
from generators import bundled_rulebook, random_profile, random_rulebook, tell
from oracle import Result, given_answers, result_for

from leadadvisor.engine.weights import WEIGHTS, value_of, weights, with_weights
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.what_if import Outcome, WeightRange


def check(rulebook: Rulebook, profile: Profile, settings: tuple[str, ...] = tuple(WEIGHTS)) -> None:
    for each in weights(rulebook, profile).ranges:
        if each.setting in settings:
            check_range(rulebook, profile, each)


def check_range(rulebook: Rulebook, profile: Profile, told: WeightRange) -> None:
    least, most = WEIGHTS[told.setting]

    def at(value: int) -> Result:
        return result_for(with_weights(rulebook, {told.setting: value}), given_answers(profile))

    results = {value: at(value) for value in range(least, most + 1)}
    now = results[told.value]
    leader = {value for value, then in results.items() if (then.status, then.leader) == (now.status, now.leader)}
    same = {value for value in leader if results[value].shares == now.shares}
    context = f"{told}\n{tell(rulebook, profile)}"
    assert (told.low, told.high) == around(told.value, leader), context
    assert (told.mix_low, told.mix_high) == around(told.value, same), context
    for outcome, value in ((told.below, told.low - 1), (told.above, told.high + 1)):
        expected = Outcome(value, results[value].status, results[value].leader) if value in results else None
        assert outcome == expected, context


def around(value: int, kept: set[int]) -> tuple[int, int]:
    """The ends of the stretch of values without a gap that holds this one."""
    low = high = value
    while low - 1 in kept:
        low -= 1
    while high + 1 in kept:
        high += 1
    return low, high


@pytest.mark.parametrize("seed", range(12))
def test_random_rulebooks_every_range_is_that_of_trying_every_value(seed: int) -> None:
    rng = Random(seed)
    rulebook = random_rulebook(rng)
    check(rulebook, random_profile(rng, rulebook), ("strong", "moderate", "slight", "goal-bonus"))


@pytest.mark.parametrize("seed", range(2))
def test_the_bundled_rulebook_every_range_is_that_of_trying_every_value(seed: int) -> None:
    check(bundled_rulebook(), random_profile(Random(seed), bundled_rulebook(), complete=True))


def test_points_to_double_never_changes_who_leads() -> None:
    rulebook = make_rulebook(rules=[make_rule("some", chosen("size", "large"), supports={"inbound": "strong"})])
    doubling = weights(rulebook, make_profile(size="large")).ranges[-1]
    assert (doubling.setting, doubling.low, doubling.high) == ("points-to-double", 1, 100)
    assert (doubling.below, doubling.above) == (None, None)
    assert 1 < doubling.mix_low <= doubling.value <= doubling.mix_high < 100


def test_other_weights_leave_everything_else_of_the_rulebook() -> None:
    rulebook = make_rulebook()
    other = with_weights(rulebook, {"strong": 9, "points-to-double": 2})
    assert (value_of(other.settings, "strong"), value_of(other.settings, "points-to-double")) == (9, 2)
    assert with_weights(other, {"strong": 3, "points-to-double": 4}) == rulebook
