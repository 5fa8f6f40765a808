"""The smallest changes that flip a result, and the least for each approach to lead, against every set there is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from random import Random

import pytest
from builders import chosen, make_profile, make_question, make_rule, make_rulebook
from generators import bundled_rulebook, random_profile, random_rulebook, tell
from oracle import given_answers, result_for

from leadadvisor.engine import what_if as what_if_module
from leadadvisor.engine.compiled import Compiled
from leadadvisor.engine.what_if import Flips, find_flips, questions_that_count, single_changes
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Change, Flip
from leadadvisor.model.rulebook import Rulebook

Told = frozenset[tuple[str, str, str]]


def found(rulebook: Rulebook, profile: Profile) -> Flips:
    return find_flips(rulebook, Compiled(rulebook), profile)


def as_set(flip: Flip) -> Told:
    return frozenset((change.question, change.before, change.after) for change in flip.change)


def every_set(rulebook: Rulebook, profile: Profile, size: int, *, levers: bool = False) -> Iterator[Told]:
    """Every set of that many changes to different questions."""
    given = given_answers(profile)
    counting = questions_that_count(rulebook)
    asked = [question for question in rulebook.questions if question.id in counting and (question.lever or not levers)]
    for questions in itertools.combinations(asked, size):
        for options in itertools.product(*[[option.id for option in question.options] for question in questions]):
            pairs = list(zip([question.id for question in questions], options, strict=True))
            if all(given.get(question) != option for question, option in pairs):
                yield frozenset((question, given.get(question, ""), option) for question, option in pairs)


def leads_to(rulebook: Rulebook, profile: Profile, changes: Told) -> tuple[str, str | None]:
    then = result_for(rulebook, given_answers(profile) | {question: after for question, _, after in changes})
    return then.status, then.leader


def compare_with_every_set(rulebook: Rulebook, profile: Profile, sizes: int = 3) -> None:
    now = result_for(rulebook, given_answers(profile))
    told = found(rulebook, profile)
    outcomes = {
        size: {each: leads_to(rulebook, profile, each) for each in every_set(rulebook, profile, size)}
        for size in range(1, sizes + 1)
    }
    flipping_sets = {
        size: {each: then for each, then in outcome.items() if then != (now.status, now.leader)}
        for size, outcome in outcomes.items()
    }
    smallest = next((sets for sets in flipping_sets.values() if sets), {})
    assert {as_set(flip): (flip.status, flip.leader) for flip in told.smallest} == smallest, tell(rulebook, profile)
    for way in told.ways:
        for levers, ways in ((False, way.least), (True, way.by_levers)):
            least: set[Told] = set()
            for size in range(1, sizes + 1):
                least = least or {
                    each
                    for each in every_set(rulebook, profile, size, levers=levers)
                    if outcomes[size][each][1] == way.approach
                }
            assert {as_set(flip) for flip in ways} == least, (way.approach, levers, tell(rulebook, profile))
    assert told.search.tried == sum(len(outcomes[size]) for size in range(1, told.search.size + 1))


@pytest.mark.parametrize("seed", range(60))
def test_random_rulebooks_have_the_flips_that_trying_everything_finds(seed: int) -> None:
    rng = Random(seed)
    rulebook = random_rulebook(rng)
    compare_with_every_set(rulebook, random_profile(rng, rulebook, complete=seed % 2 == 0))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60, 120))
def test_many_more_random_rulebooks_do_so_too(seed: int) -> None:
    rng = Random(seed)
    rulebook = random_rulebook(rng)
    compare_with_every_set(rulebook, random_profile(rng, rulebook, complete=seed % 2 == 0))


@pytest.mark.parametrize("seed", range(6))
def test_the_bundled_rulebook_has_the_single_flips_and_pairs_that_trying_everything_finds(seed: int) -> None:
    rulebook = bundled_rulebook()
    profile = random_profile(Random(seed), rulebook, complete=seed % 3 != 0, most_open=3)
    told = found(rulebook, profile)
    now = result_for(rulebook, given_answers(profile))
    for size in (1, 2):
        flipping_sets = {
            each: then
            for each in every_set(rulebook, profile, size)
            if (then := leads_to(rulebook, profile, each)) != (now.status, now.leader)
        }
        if flipping_sets:
            assert {as_set(flip): (flip.status, flip.leader) for flip in told.smallest} == flipping_sets
            return
    assert all(len(flip.change) > 2 for flip in told.smallest)


def test_every_single_change_has_the_result_of_answering_anew() -> None:
    rulebook = bundled_rulebook()
    profile = random_profile(Random(5), rulebook, complete=True)
    approaches = [approach.id for approach in rulebook.approaches]
    for change, standing in single_changes(rulebook, Compiled(rulebook), profile):
        then = result_for(rulebook, given_answers(profile) | {change.question: change.after})
        leader = None if standing.leader is None else approaches[standing.leader]
        assert (standing.status, leader) == (then.status, then.leader)
        assert standing.shares == tuple(then.shares.values() if then.shares else ())


# By hand

QUESTIONS = [
    make_question("people", ("nobody", "many"), lever=True),
    make_question("outreach", ("idle", "running"), lever=True, asked_when=chosen("people", "many"), otherwise="idle"),
    make_question("goal", ("grow", "hold")),
    make_question("tone", ("dry", "warm"), need="wording"),
]
RULES = [
    make_rule("running", chosen("outreach", "running"), supports={"outbound": "strong"}),
    make_rule("grow", chosen("goal", "grow"), supports={"inbound": "slight"}),
    make_rule("always", supports={"inbound": "moderate"}),
    make_rule("many", chosen("people", "many"), supports={"outbound": "slight"}),
]
RULEBOOK = make_rulebook(questions=QUESTIONS, rules=RULES)


def test_a_pair_may_change_an_answer_that_only_its_other_change_makes_count() -> None:
    told = found(RULEBOOK, make_profile(people="nobody", goal="grow"))
    assert told.smallest == (
        Flip(
            (Change("people", "nobody", "many"), Change("outreach", "", "running")),
            "outbound",
            "recommended",
            up=True,
        ),
    )


def test_the_least_by_levers_is_told_apart_from_the_least_of_all() -> None:
    told = found(RULEBOOK, make_profile(people="nobody", goal="grow"))
    ways = {way.approach: way for way in told.ways}
    assert set(ways) == {"referral", "outbound"}
    assert ways["referral"].least == ways["referral"].by_levers == ()
    assert ways["outbound"].least == ways["outbound"].by_levers == told.smallest


def test_a_question_that_nothing_reads_is_never_changed() -> None:
    assert questions_that_count(RULEBOOK) == {"people", "outreach", "goal"}
    told = found(RULEBOOK, make_profile(people="nobody", goal="hold", tone="dry"))
    assert "tone" not in {change.question for flip in told.smallest for change in flip.change}


def test_what_takes_fewer_facts_comes_first() -> None:
    rules = [
        make_rule("grow", chosen("goal", "grow"), supports={"inbound": "slight"}),
        make_rule("hold", chosen("goal", "hold"), supports={"outbound": "slight"}),
        make_rule("many", chosen("people", "many"), supports={"outbound": "moderate"}),
    ]
    questions = [make_question("goal", ("grow", "hold")), make_question("people", ("nobody", "many"), lever=True)]
    told = found(make_rulebook(questions=questions, rules=rules), make_profile(goal="grow", people="nobody"))
    assert [flip.up for flip in told.smallest] == [True, False]


def test_sizes_with_too_many_sets_are_left_out_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(what_if_module, "MOST_TRIED", 3)
    told = found(RULEBOOK, make_profile(people="nobody", goal="grow"))
    assert told.smallest == ()
    assert told.search.size == 0
    assert told.search.left_out == 4
    monkeypatch.setattr(what_if_module, "MOST_TRIED", 4)
    told = found(RULEBOOK, make_profile(people="nobody", goal="grow"))
    assert (told.search.size, told.search.tried, told.search.left_out) == (1, 4, 5)
