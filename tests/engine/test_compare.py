"""Comparisons: every difference is shared out among what differs, and every account adds up."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import factorial
from random import Random

import pytest
from builders import (
    chosen,
    make_blocker,
    make_profile,
    make_question,
    make_rule,
    make_rulebook,
    make_settings,
)
from generators import bundled_rulebook, random_profile, random_rulebook, tell
from oracle import given_answers, result_for

from leadadvisor.engine.compare import MOST_CAUSES, REMAINDER, compare_changes, compare_profiles, compare_rulebooks
from leadadvisor.engine.weights import with_weights
from leadadvisor.model.comparison import Comparison, Replaced
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import UNSURE, Rulebook


def mix(rulebook: Rulebook, given: Mapping[str, str]) -> list[int]:
    """The shares in the order of the approaches; 0 where nothing is feasible."""
    result = result_for(rulebook, given)
    return [result.share(approach.id) for approach in rulebook.approaches]


def mean_over_all_orders(causes: int, worth: Callable[[frozenset[int]], list[int]]) -> list[list[Fraction]]:
    figures = len(worth(frozenset()))
    parts = [[Fraction(0)] * figures for _ in range(causes)]
    worths = {
        frozenset(each): worth(frozenset(each))
        for size in range(causes + 1)
        for each in itertools.combinations(range(causes), size)
    }
    for order in itertools.permutations(range(causes)):
        before: frozenset[int] = frozenset()
        for cause in order:
            after = before | {cause}
            for figure in range(figures):
                parts[cause][figure] += Fraction(worths[after][figure] - worths[before][figure], factorial(causes))
            before = after
    return parts


def differing(before: Profile, after: Profile) -> list[str]:
    """The questions whose option differs; unsure is as good as none."""
    old, new = given_answers(before), given_answers(after)
    plain = [{question: option for question, option in each.items() if option != UNSURE} for each in (old, new)]
    return [question for question in {**old, **new} if plain[0].get(question) != plain[1].get(question)]


def check_adds_up(comparison: Comparison) -> None:
    for difference in comparison.differences:
        for place, share in enumerate(difference.shares):
            if difference.causes:
                causes = sum(cause.hundredths[place] for cause in difference.causes)
                assert causes == 100 * (share.after - share.before)
            if share.steps:
                moved = sum(step.after - step.before for step in share.steps)
                assert moved == 100 * (share.after - share.before)


def check_causes(rulebook: Rulebook, before: Profile, after: Profile) -> None:
    comparison = compare_profiles(rulebook, [("a", before), ("b", after)])
    check_adds_up(comparison)
    (difference,) = comparison.differences
    order = [question.id for question in rulebook.questions if question.id in differing(before, after)]
    assert [cause.id for cause in difference.causes] == order
    old, new = given_answers(before), given_answers(after)

    def worth(coalition: frozenset[int]) -> list[int]:
        later = {order[place] for place in coalition}
        given = {question: option for question, option in old.items() if question not in later}
        return mix(rulebook, given | {question: new[question] for question in later if question in new})

    exact = mean_over_all_orders(len(order), worth)
    for cause, parts in zip(difference.causes, exact, strict=True):
        for hundredths, part in zip(cause.hundredths, parts, strict=True):
            assert abs(hundredths - 100 * part) < 1, tell(rulebook, before) + "\n" + tell(rulebook, after)


@pytest.mark.parametrize("seed", range(50))
def test_random_rulebooks_each_cause_has_its_mean_over_all_orders(seed: int) -> None:
    rng = Random(seed)
    rulebook = random_rulebook(rng)
    check_causes(rulebook, random_profile(rng, rulebook), random_profile(rng, rulebook))


@pytest.mark.parametrize("seed", range(6))
def test_the_bundled_rulebook_each_cause_has_its_mean_over_all_orders(seed: int) -> None:
    rng = Random(seed)
    rulebook = bundled_rulebook()
    before = random_profile(rng, rulebook, complete=True)
    others = given_answers(random_profile(rng, rulebook))
    changed = dict(rng.sample(sorted(others.items()), min(6, len(others))))
    check_causes(rulebook, before, make_profile(given_answers(before) | changed))


QUESTIONS = [
    make_question("people", ("nobody", "many")),
    make_question("outreach", ("idle", "running"), asked_when=chosen("people", "many"), otherwise="idle"),
]
RULES = [
    make_rule("running", chosen("outreach", "running"), supports={"outbound": "strong"}),
    make_rule("always", supports={"inbound": "slight"}),
]
RULEBOOK = make_rulebook(questions=QUESTIONS, rules=RULES)


def test_relevance_is_derived_anew_for_every_coalition() -> None:
    """Running outreach does nothing while nobody is there, and somebody does nothing without it: half and half."""
    comparison = compare_profiles(
        RULEBOOK, [("a", make_profile(people="nobody")), ("b", make_profile(people="many", outreach="running"))]
    )
    (difference,) = comparison.differences
    people, outreach = difference.causes
    assert people.hundredths == outreach.hundredths
    assert people.replaced == (Replaced("people", "nobody", "many"),)
    assert outreach.replaced == (Replaced("outreach", "", "running"),)
    assert comparison.leader_changes


def test_unsure_and_unanswered_are_no_difference() -> None:
    comparison = compare_profiles(
        RULEBOOK, [("a", make_profile(people="many", outreach=UNSURE)), ("b", make_profile(people="many"))]
    )
    assert comparison.differences[0].causes == ()
    assert not comparison.leader_changes


def test_where_nothing_is_feasible_every_share_counts_as_0_and_no_rule_is_charged() -> None:
    blockers = [
        make_blocker(f"no-{approach}", approach, when=chosen("people", "nobody"))
        for approach in ("referral", "inbound", "outbound")
    ]
    rulebook = RULEBOOK._replace(blockers=tuple(blockers))
    comparison = compare_profiles(rulebook, [("a", make_profile(people="nobody")), ("b", make_profile(people="many"))])
    check_adds_up(comparison)
    (difference,) = comparison.differences
    assert all(share.before == 0 and not share.steps for share in difference.shares)
    assert sum(difference.causes[0].hundredths) == 100 * 100


def test_every_later_scenario_is_compared_with_the_first() -> None:
    named = [
        ("a", make_profile(people="nobody")),
        ("b", make_profile(people="many")),
        ("c", make_profile(people="many", outreach="running")),
    ]
    comparison = compare_profiles(RULEBOOK, named)
    assert [scenario.name for scenario in comparison.scenarios] == ["a", "b", "c"]
    assert [[cause.id for cause in each.causes] for each in comparison.differences] == [
        ["people"],
        ["people", "outreach"],
    ]


# Too many causes


def many_questions(topics: int) -> Rulebook:
    questions = [make_question(f"q{number:02}", topic=f"topic {number % topics:02}") for number in range(14)]
    rules = [make_rule(f"r{number:02}", chosen(f"q{number:02}", "large"), supports={"inbound": "slight"})
             for number in range(14)]  # fmt: skip
    return make_rulebook(questions=questions, rules=rules)


def of_all(rulebook: Rulebook, option: str) -> Profile:
    return make_profile({question.id: option for question in rulebook.questions})


def test_beyond_twelve_answers_those_of_one_topic_are_one_cause() -> None:
    rulebook = many_questions(3)
    comparison = compare_profiles(rulebook, [("a", of_all(rulebook, "small")), ("b", of_all(rulebook, "large"))])
    check_adds_up(comparison)
    causes = comparison.differences[0].causes
    assert [(cause.kind, cause.id, len(cause.replaced)) for cause in causes] == [
        ("topic", "topic 00", 5),
        ("topic", "topic 01", 5),
        ("topic", "topic 02", 4),
    ]


def test_beyond_twelve_topics_the_rest_is_one_cause() -> None:
    rulebook = many_questions(14)
    comparison = compare_profiles(rulebook, [("a", of_all(rulebook, "small")), ("b", of_all(rulebook, "large"))])
    check_adds_up(comparison)
    causes = comparison.differences[0].causes
    assert len(causes) == MOST_CAUSES
    assert (causes[-1].id, len(causes[-1].replaced)) == (REMAINDER, 3)


# Changes of answers and weights


@pytest.mark.parametrize("seed", range(20))
def test_changed_answers_and_weights_are_causes_of_their_own(seed: int) -> None:
    rng = Random(seed)
    rulebook = random_rulebook(rng)
    before = random_profile(rng, rulebook)
    changes = random_profile(rng, rulebook, complete=True).answers[:2]
    weights = {"strong": 7, "points-to-double": 5}
    comparison = compare_changes(rulebook, before, changes, weights, ("now", "then"))
    check_adds_up(comparison)
    (difference,) = comparison.differences
    old = given_answers(before)
    new = old | {answer.question: answer.option for answer in changes}
    values = {cause.id: cause.kind for cause in difference.causes}

    def worth(coalition: frozenset[int]) -> list[int]:
        ids = [list(values)[place] for place in coalition]
        taken = {each: weights[each] for each in ids if values[each] == "setting"}
        given = {**old, **{each: new[each] for each in ids if values[each] == "answer"}}
        return mix(with_weights(rulebook, taken), given)

    exact = mean_over_all_orders(len(values), worth)
    for cause, parts in zip(difference.causes, exact, strict=True):
        assert all(abs(each - 100 * part) < 1 for each, part in zip(cause.hundredths, parts, strict=True))


def test_a_change_that_changes_nothing_is_no_cause() -> None:
    profile = make_profile(people="many")
    comparison = compare_changes(RULEBOOK, profile, profile.answers, {"strong": 3}, ("now", "then"))
    assert comparison.subject == "changes"
    assert comparison.differences[0].causes == ()


# Rulebooks


def test_two_rulebooks_differ_in_settings_and_rules_and_the_steps_add_up() -> None:
    other = make_rulebook(
        questions=QUESTIONS,
        rules=[RULES[0]._replace(goal=True), make_rule("new", supports={"referral": "moderate"})],
        settings=make_settings(points_to_double=6),
    )
    profile = make_profile(people="many", outreach="running")
    comparison = compare_rulebooks([("old", RULEBOOK, profile), ("new", other, profile)])
    check_adds_up(comparison)
    (difference,) = comparison.differences
    assert difference.settings == (Replaced("points-to-double", "4", "6"),)
    assert (difference.only_before, difference.only_after, difference.reworked) == (("always",), ("new",), ("running",))
    assert all(share.steps for share in difference.shares)


def test_a_step_says_whether_its_rule_speaks_before_after_or_both() -> None:
    rules = [
        *RULES,
        make_rule("nobody", chosen("people", "nobody"), opposes={"outbound": "slight"}),
    ]
    before, after = make_profile(people="nobody"), make_profile(people="many", outreach="running")
    comparison = compare_profiles(RULEBOOK._replace(rules=tuple(rules)), [("a", before), ("b", after)])
    check_adds_up(comparison)
    speaks = {step.rule: step.speaks for share in comparison.differences[0].shares for step in share.steps if step.rule}
    assert speaks == {"running": "after", "always": "both", "nobody": "before"}


def test_rulebooks_may_have_different_approaches() -> None:
    other = make_rulebook(questions=QUESTIONS, approaches=["inbound", "partners"], rules=[RULES[1]])
    profile = make_profile(people="many")
    comparison = compare_rulebooks([("old", RULEBOOK, profile), ("new", other, profile)])
    check_adds_up(comparison)
    assert comparison.approaches() == ("referral", "inbound", "outbound", "partners")
    shares = {share.approach: (share.before > 0, share.after > 0) for share in comparison.differences[0].shares}
    assert shares == {
        "referral": (True, False),
        "inbound": (True, True),
        "outbound": (True, False),
        "partners": (False, True),
    }
    inbound = next(share for share in comparison.differences[0].shares if share.approach == "inbound")
    assert inbound.steps[0].kind == "equal-share"
