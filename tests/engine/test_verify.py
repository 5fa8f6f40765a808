"""What verify says of a rulebook is what going through every single profile says."""

from __future__ import annotations

from random import Random

import pytest
from brute_force import (
    Whole,
    breaks,
    example_result,
    is_broken,
    outcome_of,
    outcome_without,
    random_property,
    whole_space,
)
from builders import all_of, chosen, make_blocker, make_level, make_question, make_rule, make_rulebook
from generators import bundled_rulebook, random_rulebook, tell
from oracle import result_for
from stages import slow

from leadadvisor.engine.verify import verify
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Property, Rulebook
from leadadvisor.model.verification import PropertyRecord, Verification

BOOKS_IN_A_BLOCK = 20
MOST_PROFILES = 200


@pytest.mark.parametrize("block", [*range(4), *slow(*range(4, 40))])
def test_random_rulebooks_are_what_brute_force_says_they_are(block: int) -> None:
    compare_a_block(block)


def compare_a_block(block: int) -> None:
    for seed in range(block * BOOKS_IN_A_BLOCK, (block + 1) * BOOKS_IN_A_BLOCK):
        rng = Random(seed)
        rulebook = small_rulebook(rng)
        properties = tuple(random_property(rng, rulebook, f"property-{number}") for number in range(3))
        rulebook = rulebook._replace(properties=properties)
        try:
            compare(rulebook)
        except AssertionError as difference:
            raise AssertionError(f"seed {seed}\n{tell(rulebook, Profile())}\n{properties}") from difference


def small_rulebook(rng: Random) -> Rulebook:
    while True:
        rulebook = random_rulebook(rng)
        if verify(rulebook, most_work=0).profiles <= MOST_PROFILES:
            return rulebook


def compare(rulebook: Rulebook) -> None:
    found, whole = verify(rulebook), whole_space(rulebook)
    assert found.not_verified == ()
    assert found.profiles == len(whole.results)
    compare_outcomes(rulebook, found, whole)
    compare_shares(rulebook, found, whole)
    compare_evidence(rulebook, found, whole)
    compare_rules(rulebook, found, whole)
    for declared, record in zip(rulebook.properties, found.properties, strict=True):
        compare_property(rulebook, declared, record)


def compare_outcomes(rulebook: Rulebook, found: Verification, whole: Whole) -> None:
    assert {(each.kind, each.approach): each.profiles for each in found.outcomes if each.profiles} == whole.outcomes()
    for each in found.outcomes:
        if each.profiles:
            assert outcome_of(example_result(rulebook, each.example)) == (each.kind, each.approach)
        else:
            assert each.example == ()


def compare_shares(rulebook: Rulebook, found: Verification, whole: Whole) -> None:
    mixes = [result.shares for result in whole.results if result.shares is not None]
    assert found.mixes is not None
    assert found.mixes.broken == ()
    assert found.mixes.different == len({tuple(shares.values()) for shares in mixes})
    for bounds in found.bounds:
        shares = [mix[bounds.approach] for mix in mixes]
        assert (bounds.low, bounds.high) == (min(shares, default=None), max(shares, default=None))
        if shares:
            assert example_result(rulebook, bounds.low_example).share(bounds.approach) == bounds.low
            assert example_result(rulebook, bounds.high_example).share(bounds.approach) == bounds.high


def compare_evidence(rulebook: Rulebook, found: Verification, whole: Whole) -> None:
    evidence = found.evidence
    assert evidence is not None
    speaking = whole.rules_speaking()
    assert {number: count for number, count in enumerate(evidence.profiles) if count} == speaking
    assert evidence.thin == sum(count for number, count in speaking.items() if number < evidence.enough)
    assert (evidence.fewest, evidence.most) == (min(speaking), max(speaking))
    assert len(example_result(rulebook, evidence.fewest_example).spoken) == evidence.fewest
    assert len(example_result(rulebook, evidence.most_example).spoken) == evidence.most


def compare_rules(rulebook: Rulebook, found: Verification, whole: Whole) -> None:
    for rule, record in zip(rulebook.rules, found.rules, strict=True):
        speaking = [one.level for result in whole.results for one in result.spoken if one.rule is rule]
        assert record.speaks == tuple(sum(level is each for each in speaking) for level in rule.levels)
        decided = [result for result in whole.results if outcome_of(result) != outcome_without(result, rule.id)]
        assert record.decides == len(decided)
        if decided:
            result = example_result(rulebook, record.example)
            assert outcome_of(result) != outcome_without(result, rule.id)


def compare_property(rulebook: Rulebook, declared: Property, record: PropertyRecord) -> None:
    moves = breaks(rulebook, declared)
    assert record.verdict == ("refuted" if moves else "proved")
    if record.counterexample is None:
        assert not moves
        return
    before, after, *shares = record.counterexample
    assert shares == [result_for(rulebook, dict(each)).share(declared.approach) for each in (before, after)]
    assert is_broken(declared.relation, shares[0], shares[1], rulebook.settings.floor.value)
    assert abs(shares[1] - shares[0]) == max(map(abs, moves))
    assert (dict(before)[declared.question], dict(after)[declared.question]) in declared.steps


# What cannot be done in time


@pytest.mark.slow
def test_what_there_is_no_time_for_is_named_and_the_rest_is_still_told() -> None:
    rulebook = bundled_rulebook()
    found = verify(rulebook, most_work=560_000)  # room for the mixes, and for little else
    assert found.mixes is not None
    left = {(each.subject, each.name) for each in found.not_verified}
    undecided = {record.rule for record in found.rules if record.decides is None}
    assert undecided
    assert {name for subject, name in left if subject == "rule"} == undecided
    unproved = {record.property for record in found.properties if record.verdict == "not-verified"}
    assert {name for subject, name in left if subject == "property"} == unproved


def test_to_work_out_the_mixes_is_work_too() -> None:
    found = verify(bundled_rulebook(), most_work=60_000)  # room to count the sums, and not to make mixes of them
    assert found.mixes is None
    assert "mixes" in {each.subject for each in found.not_verified}


def test_with_no_time_at_all_profiles_are_counted_and_nothing_is_claimed() -> None:
    rulebook = bundled_rulebook()
    found = verify(rulebook, most_work=0)
    assert found.profiles > 10**9
    assert (found.outcomes, found.bounds, found.mixes, found.evidence) == ((), (), None, None)
    assert {each.subject for each in found.not_verified} >= {"mixes", "evidence", "rule"}
    mixes = next(each for each in found.not_verified if each.subject == "mixes")
    assert set(mixes.rules) <= {rule.id for rule in rulebook.rules}
    assert mixes.rules


@pytest.mark.parametrize("rules", [8, *slow(None)])
def test_progress_rises_to_the_end_of_the_work_that_was_planned(rules: int | None) -> None:
    seen: list[tuple[int, int]] = []
    rulebook = bundled_rulebook()
    verify(rulebook._replace(rules=rulebook.rules[:rules]), progress=lambda done, planned: seen.append((done, planned)))
    assert len({planned for _, planned in seen}) == 1
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


# Small rulebooks whose figures can be worked out by hand


def test_a_question_that_is_not_asked_does_not_multiply_the_profiles() -> None:
    size = make_question("size", ("small", "middle", "large"))
    team = make_question("team", ("none", "some", "many"), asked_when=chosen("size", "large"), otherwise="none")
    rules = [make_rule(when=chosen("team", "many"), supports={"inbound": "strong"})]
    found = verify(make_rulebook(questions=[size, team], rules=rules))
    assert found.profiles == 2 + 3
    assert found.rules[0].speaks == (1,)
    assert found.rules[0].example == (("size", "large"), ("team", "many"))


def test_a_question_that_nobody_reads_is_left_out() -> None:
    questions = [make_question("size"), make_question("colour", ("red", "blue"))]
    rules = [make_rule(when=chosen("size", "large"), supports={"inbound": "strong"})]
    found = verify(make_rulebook(questions=questions, rules=rules))
    assert (found.profiles, found.left_out) == (2, ("colour",))


def test_a_rule_that_cannot_speak_and_a_level_behind_one_that_always_holds_are_found_silent() -> None:
    never = make_rule("never", all_of(chosen("size", "small"), chosen("size", "large")), supports={"inbound": "strong"})
    levels = [make_level(supports={"inbound": "slight"}), make_level(supports={"inbound": "strong"})]
    found = verify(make_rulebook(rules=[never, make_rule("levels", levels=levels)]))
    assert [record.speaks for record in found.rules] == [(0,), (2, 0)]
    assert found.rules[0].decides == 0


def test_an_approach_that_is_always_barred_leads_nowhere() -> None:
    rules = [make_rule(supports={"referral": "strong", "inbound": "slight"})]
    found = verify(make_rulebook(rules=rules, blockers=[make_blocker(approach="referral", kind="may-not-lead")]))
    assert {each.approach: each.profiles for each in found.outcomes if each.kind == "leads"} == {
        "referral": 0,
        "inbound": 1,
        "outbound": 0,
    }
