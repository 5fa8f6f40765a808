"""The bundled rulebook over its whole space: its properties proved, its figures no surprise to anybody who samples."""

from __future__ import annotations

import functools
from collections import Counter
from random import Random

import pytest
from brute_force import example_result, outcome_of
from generators import bundled_rulebook, random_profile
from oracle import effective_answers, given_answers, result_for

from leadadvisor.engine.compiled import Compiled
from leadadvisor.engine.mix import Standings
from leadadvisor.engine.properties import StepCheck, claims_of
from leadadvisor.engine.sweep import unnoticed
from leadadvisor.engine.verify import verify
from leadadvisor.model.rulebook import Property, Rule
from leadadvisor.model.verification import Verification
from leadadvisor.toolchain.verification import fails, findings

DRAWN = 3_000


@functools.cache
def verification() -> Verification:
    return verify(bundled_rulebook())


def test_nothing_is_left_open_and_nothing_is_wrong_or_doubtful() -> None:
    found = verification()
    assert found.not_verified == ()
    assert not fails(findings(bundled_rulebook(), found), strict=True), findings(bundled_rulebook(), found)


def test_every_declared_property_is_proved() -> None:
    assert bundled_rulebook().properties
    assert {record.verdict for record in verification().properties} == {"proved"}


def test_there_are_more_than_a_thousand_million_profiles_and_every_one_has_an_outcome() -> None:
    found = verification()
    assert found.profiles > 10**9
    assert sum(outcome.profiles for outcome in found.outcomes) == found.profiles
    assert found.evidence is not None
    assert sum(found.evidence.profiles) == found.profiles


def test_random_profiles_come_out_as_often_as_counted() -> None:
    """Profiles are drawn so that each is as likely as any other: answers nobody asks for are drawn anew."""
    rulebook, found, rng = bundled_rulebook(), verification(), Random(8)
    counted = {(outcome.kind, outcome.approach): outcome.profiles / found.profiles for outcome in found.outcomes}
    seen: Counter[tuple[str, str]] = Counter()
    speaking = []
    for _ in range(DRAWN):
        while True:
            given = given_answers(random_profile(rng, rulebook, complete=True))
            if effective_answers(rulebook, given) == given:
                break
        result = result_for(rulebook, given)
        seen[outcome_of(result)] += 1
        speaking.append(len(result.spoken))
    for outcome, share in counted.items():
        assert abs(seen[outcome] / DRAWN - share) < 0.04, outcome
    assert seen.keys() <= {*counted}
    evidence = found.evidence
    assert evidence is not None
    mean = sum(number * count for number, count in enumerate(evidence.profiles)) / found.profiles
    assert abs(sum(speaking) / DRAWN - mean) < 0.2


def test_every_example_shows_what_it_is_an_example_of() -> None:
    rulebook, found = bundled_rulebook(), verification()
    for outcome in found.outcomes:
        assert outcome_of(example_result(rulebook, outcome.example)) == (outcome.kind, outcome.approach)
    for bounds in found.bounds:
        assert example_result(rulebook, bounds.low_example).share(bounds.approach) == bounds.low
        assert example_result(rulebook, bounds.high_example).share(bounds.approach) == bounds.high
    scorers = {rule.id: Compiled(rulebook._replace(rules=without(rule.id))) for rule in rulebook.rules[:6]}
    for record in found.rules[:6]:
        chosen = dict(record.example)
        before, after = Compiled(rulebook).standing(chosen), scorers[record.rule].standing(chosen)
        assert (before.status, before.leader) != (after.status, after.leader)


def without(rule_id: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in bundled_rulebook().rules if rule.id != rule_id)


def test_no_sampled_share_lies_outside_the_reach_that_was_counted() -> None:
    rulebook, found, rng = bundled_rulebook(), verification(), Random(9)
    scorer = Compiled(rulebook)
    for _ in range(5_000):
        shares = scorer.shares(random_profile(rng, rulebook, complete=True).chosen())
        for share, bounds in zip(shares, found.bounds, strict=False):
            assert bounds.low is not None
            assert bounds.high is not None
            assert bounds.low <= share <= bounds.high


@pytest.mark.parametrize("relation", ["never-lowers", "lowers"])
def test_a_false_property_is_refuted_by_two_profiles_that_differ_in_one_answer(relation: str) -> None:
    rulebook = bundled_rulebook()
    steps = (("over-1-year", "6-12-months"),) if relation == "never-lowers" else (("few", "many"),)
    question = "patience" if relation == "never-lowers" else "competition"
    declared = Property("false", "It is false.", question, steps, relation, "inbound")  # type: ignore[arg-type]
    (claim,) = claims_of(declared)
    broken = StepCheck(rulebook, Standings(rulebook), claim).counterexample(unnoticed)
    assert broken is not None
    before, after = dict(broken.before), dict(broken.after)
    assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} == {question}
    scorer = Compiled(rulebook)
    place = [approach.id for approach in rulebook.approaches].index("inbound")
    assert [scorer.shares(each)[place] for each in (before, after)] == [broken.share_before, broken.share_after]
