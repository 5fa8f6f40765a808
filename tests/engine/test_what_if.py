"""What would change a result: the smallest sets of other answers, and what it cannot do without; tried against all."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from random import Random

import pytest
from builders import chosen, make_blocker, make_profile, make_question, make_rule, make_rulebook
from generators import bundled_rulebook, random_profile, random_rulebook, tell
from oracle import given_answers, result_for, robustness_of

from leadadvisor.engine import what_if as what_if_module
from leadadvisor.engine.compiled import Compiled
from leadadvisor.engine.conditions import effective_options
from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.what_if import Flips, carriers, find_flips, lead_of, questions_that_count
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Change, Flip
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.what_if import Lead, Support

Told = frozenset[tuple[str, str, str]]


def found(rulebook: Rulebook, profile: Profile) -> Flips:
    return find_flips(rulebook, Compiled(rulebook), profile)


def as_set(flip: Flip) -> Told:
    return frozenset((change.question, change.before, change.after) for change in flip.change)


def every_set(rulebook: Rulebook, profile: Profile, size: int, *, upwards: bool = False) -> Iterator[Told]:
    """Every set of that many changes to different questions; `upwards`, only steps to something better to have."""
    given = given_answers(profile)
    counting = questions_that_count(rulebook)
    asked = [question for question in rulebook.questions if question.id in counting]
    for questions in itertools.combinations(asked, size):
        for options in itertools.product(*[[option.id for option in question.options] for question in questions]):
            pairs = list(zip([question.id for question in questions], options, strict=True))
            if all(given.get(question) != option for question, option in pairs) and (
                not upwards or all(is_up(rulebook, profile, *pair) for pair in pairs)
            ):
                yield frozenset((question, given.get(question, ""), option) for question, option in pairs)


def is_up(rulebook: Rulebook, profile: Profile, question_id: str, after: str) -> bool:
    """Whether the option stands further up than the one that counts now."""
    before = effective_options(rulebook.questions, profile.chosen()).get(question_id)
    (question,) = [each for each in rulebook.questions if each.id == question_id]
    order = list(question.improves)
    return before in order and after in order and order.index(after) > order.index(before)


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
        for upwards, ways in ((False, way.least), (True, way.by_levers)):
            least: set[Told] = set()
            for size in range(1, sizes + 1):
                least = least or {
                    each
                    for each in every_set(rulebook, profile, size, upwards=upwards)
                    if outcomes[size][each][1] == way.approach
                }
            assert {as_set(flip) for flip in ways} == least, (way.approach, upwards, tell(rulebook, profile))
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


def test_a_step_up_comes_before_a_fact() -> None:
    rules = [
        make_rule("grow", chosen("goal", "grow"), supports={"inbound": "slight"}),
        make_rule("hold", chosen("goal", "hold"), supports={"outbound": "slight"}),
        make_rule("many", chosen("people", "many"), supports={"outbound": "moderate"}),
    ]
    questions = [make_question("goal", ("grow", "hold")), make_question("people", ("nobody", "many"), lever=True)]
    told = found(make_rulebook(questions=questions, rules=rules), make_profile(goal="grow", people="nobody"))
    assert [flip.up for flip in told.smallest] == [True, None]


def test_sizes_with_too_many_sets_are_left_out_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(what_if_module, "MOST_TRIED", 3)
    told = found(RULEBOOK, make_profile(people="nobody", goal="grow"))
    assert told.smallest == ()
    assert told.search.size == 0
    assert told.search.left_out == 4
    monkeypatch.setattr(what_if_module, "MOST_TRIED", 4)
    told = found(RULEBOOK, make_profile(people="nobody", goal="grow"))
    assert (told.search.size, told.search.tried, told.search.left_out) == (1, 4, 5)


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
