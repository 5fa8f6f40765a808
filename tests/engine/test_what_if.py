"""What a result rests on: against the rulebook without that one rule or blocker."""

from __future__ import annotations

from random import Random

import pytest
from builders import chosen, make_blocker, make_profile, make_rule, make_rulebook
from generators import bundled_rulebook, random_profile, random_rulebook, tell
from oracle import given_answers, result_for, robustness_of

from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.what_if import carriers, lead_of
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.what_if import Lead, Support


def carried_by(rulebook: Rulebook, profile: Profile) -> tuple[Support, ...]:
    reasoner = Reasoner(rulebook)
    return carriers(reasoner, reasoner.evaluate(profile.chosen()))


def check(rulebook: Rulebook, profile: Profile) -> None:
    given = given_answers(profile)
    now = result_for(rulebook, given)
    expected = {}
    for rule in rulebook.rules:
        then = result_for(rulebook._replace(rules=tuple(each for each in rulebook.rules if each != rule)), given)
        expected["rule", rule.id] = then.status, then.leader
    for blocker in rulebook.blockers:
        others = tuple(each for each in rulebook.blockers if each.id != blocker.id)
        then = result_for(rulebook._replace(blockers=others), given)
        expected["blocker", blocker.id] = then.status, then.leader
    changing = {name: then for name, then in expected.items() if then != (now.status, now.leader)}
    told = {(support.kind, support.id): (support.status, support.leader) for support in carried_by(rulebook, profile)}
    assert told == changing, tell(rulebook, profile)


def lead(rulebook: Rulebook, profile: Profile) -> Lead | None:
    reasoner = Reasoner(rulebook)
    return lead_of(reasoner, reasoner.evaluate(profile.chosen()))


@pytest.mark.parametrize("seed", range(80))
def test_random_rulebooks_what_carries_a_result_is_what_it_cannot_do_without(seed: int) -> None:
    rng = Random(seed)
    rulebook = random_rulebook(rng)
    check(rulebook, random_profile(rng, rulebook))


@pytest.mark.parametrize("seed", range(8))
def test_the_bundled_rulebook_what_carries_a_result_is_what_it_cannot_do_without(seed: int) -> None:
    check(bundled_rulebook(), random_profile(Random(seed), bundled_rulebook()))


@pytest.mark.parametrize("seed", range(60))
def test_the_lead_says_how_far_points_may_be_off_for_the_answers_as_given(seed: int) -> None:
    rng = Random(seed)
    rulebook = random_rulebook(rng)
    profile = random_profile(rng, rulebook)
    result = result_for(rulebook, given_answers(profile))
    told = lead(rulebook, profile)
    if result.leader is None:
        assert told is None
    else:
        assert told is not None
        assert told.percent == robustness_of(result)
        if told.rival is not None:
            assert told.points == result.points[result.leader] - result.points[told.rival]


def test_a_leader_without_a_rival_that_may_lead_has_nothing_to_fear() -> None:
    blockers = [make_blocker(f"no-{approach}", approach) for approach in ("inbound", "outbound")]
    assert lead(make_rulebook(blockers=blockers), make_profile(size="large")) == Lead(None, 0, 100)


def test_a_blocker_can_carry_a_result_just_as_a_rule_can() -> None:
    rulebook = make_rulebook(
        rules=[
            make_rule("first", chosen("size", "large"), supports={"outbound": "strong"}),
            make_rule("second", chosen("size", "large"), supports={"inbound": "slight"}),
        ],
        blockers=[make_blocker("nobody", "outbound", "may-not-lead", chosen("size", "large"))],
    )
    assert [(each.kind, each.id, each.leader) for each in carried_by(rulebook, make_profile(size="large"))] == [
        ("rule", "second", None),
        ("blocker", "nobody", "outbound"),
    ]
