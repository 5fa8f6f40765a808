"""What compare says of two rulebooks is what going through every single profile says."""

from __future__ import annotations

import itertools
from collections import Counter
from random import Random

import pytest
from brute_force import questions_that_bear
from builders import chosen, make_question, make_rule, make_rulebook
from generators import (
    bundled_rulebook,
    random_condition,
    random_profile,
    random_questions,
    random_rulebook,
    random_settings,
    tell,
)
from oracle import Result, asked, effective_answers, option_ids, result_for
from stages import slow

from leadadvisor.engine import rulebook_diff as module
from leadadvisor.engine.compiled import Compiled
from leadadvisor.engine.rulebook_diff import ApproachesDiffer, diff_rulebooks
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Question, Rule, Rulebook
from leadadvisor.model.verification import RulebookDiff

BOOKS_IN_A_BLOCK = 20
MOST_ANSWERS = 300


@pytest.mark.parametrize("block", [*range(3), *slow(*range(3, 25))])
def test_random_pairs_of_rulebooks_differ_as_brute_force_says(block: int) -> None:
    compare_a_block(block)


def test_a_rulebook_does_not_differ_from_itself() -> None:
    comparison = diff_rulebooks(bundled_rulebook(), bundled_rulebook())
    assert comparison.exact
    assert (comparison.other_outcome, comparison.other_mix, comparison.changes) == (0, 0, ())


def test_the_order_of_rules_approaches_and_options_changes_no_points() -> None:
    rulebook = bundled_rulebook()
    turned = rulebook._replace(
        rules=rulebook.rules[::-1],
        questions=tuple(each._replace(options=each.options[::-1]) for each in rulebook.questions),
    )
    assert diff_rulebooks(rulebook, turned).other_mix == 0


@pytest.mark.slow
def test_other_points_for_the_bundled_rulebook_change_what_sampling_says_they_change() -> None:
    before = bundled_rulebook()
    dropped = {"inbound-asks-for-patience", "named-accounts-known"}
    after = before._replace(rules=tuple(rule for rule in before.rules if rule.id not in dropped))
    comparison = diff_rulebooks(before, after)
    assert comparison.exact
    rng, scorers = Random(5), [Compiled(each) for each in (before, after)]
    drawn = [random_profile(rng, before, complete=True).chosen() for _ in range(20_000)]
    changed = sum(len({scorer.standing(each).leader for scorer in scorers}) == 2 for each in drawn)
    # Drawing answers counts profiles in which questions are not asked several times over: hence a wide margin.
    assert abs(comparison.other_outcome / comparison.profiles - changed / len(drawn)) < 0.03


def test_rulebooks_with_other_approaches_cannot_be_compared() -> None:
    with pytest.raises(ApproachesDiffer):
        diff_rulebooks(make_rulebook(), make_rulebook(approaches=("referral", "inbound")))


def test_a_question_that_only_one_rulebook_knows_is_open_in_the_other() -> None:
    rule = make_rule("by-size", chosen("size", "large"), supports={"inbound": "strong"})
    question = make_question("age", ("young", "old"))
    other = make_rule("by-age", chosen("age", "old"), supports={"outbound": "strong"})
    before = make_rulebook(rules=[rule])
    after = make_rulebook(rules=[other], questions=[question])
    comparison = diff_rulebooks(before, after)
    assert (comparison.profiles, comparison.other_outcome) == (4, 3)
    assert {change.example for change in comparison.changes} == {
        (("size", "large"), ("age", "young")),
        (("size", "small"), ("age", "old")),
        (("size", "large"), ("age", "old")),
    }


@pytest.mark.parametrize("rules", [15, *slow(None)])
def test_where_all_profiles_are_too_many_some_are_drawn_and_it_is_said(
    rules: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DRAWN", 500)
    bundled = bundled_rulebook()
    before = bundled._replace(rules=bundled.rules[:rules])
    after = before._replace(rules=before.rules[5:])
    comparison = diff_rulebooks(before, after, most_work=10)
    assert (comparison.exact, comparison.profiles) == (False, 500)
    exact = diff_rulebooks(before, after)
    assert abs(comparison.other_outcome / 500 - exact.other_outcome / exact.profiles) < 0.1


def compare_a_block(block: int) -> None:
    for seed in range(block * BOOKS_IN_A_BLOCK, (block + 1) * BOOKS_IN_A_BLOCK):
        rng = Random(seed)
        before, after = random_pair(rng)
        try:
            expected = written_out(before, after)
            check(before, after, diff_rulebooks(before, after), expected)
        except AssertionError as difference:
            told = f"{tell(before, Profile())}\n-----\n{tell(after, Profile())}"
            raise AssertionError(f"seed {seed}\n{told}") from difference


def random_pair(rng: Random) -> tuple[Rulebook, Rulebook]:
    """Two rulebooks of the same approaches: now alike but for something small, now with hardly anything in common."""
    while True:
        before, other = random_rulebook(rng), random_rulebook(rng)
        kind = rng.choice(("rules", "rules", "settings", "blockers", "questions", "options", "everything", "order"))
        after = changed(rng, before, other, kind)
        options = joint_options(before, after)
        answers = 1
        for ids in options.values():
            answers *= len(ids)
        same = {each.id for each in before.approaches} == {each.id for each in after.approaches}
        if same and answers <= MOST_ANSWERS:
            return before, after


def changed(rng: Random, before: Rulebook, other: Rulebook, kind: str) -> Rulebook:
    approaches, rules = before.approaches, before.rules
    changes = {
        "rules": before._replace(rules=other_rules(rng, before)),
        "settings": before._replace(settings=random_settings(rng, len(approaches))),
        "blockers": before._replace(blockers=before.blockers[1:]),
        "questions": before._replace(questions=other_questions(rng, before)),
        "options": before._replace(questions=fewer_options(before)),
        "order": before._replace(approaches=approaches[::-1], rules=rules[::-1]),
    }
    return changes.get(kind, other)


def other_rules(rng: Random, rulebook: Rulebook) -> tuple[Rule, ...]:
    """Some rules are gone, and one speaks at another time."""
    kept = [rule for rule in rulebook.rules if rng.random() < 0.7]
    moved = [
        rule._replace(
            levels=tuple(each._replace(when=random_condition(rng, rulebook.questions)) for each in rule.levels)
        )
        for rule in kept[:1]
    ]
    return (*kept[1:], *moved)


def other_questions(rng: Random, rulebook: Rulebook) -> tuple[Question, ...]:
    """The same ids, asked otherwise; those that are not among the new ones stay."""
    questions = random_questions(rng)
    known = {each.id for each in questions}
    return (*questions, *(each for each in rulebook.questions if each.id not in known))


def fewer_options(rulebook: Rulebook) -> tuple[Question, ...]:
    return tuple(
        each._replace(options=each.options[:-1])
        if len(each.options) > 2 and each.otherwise != each.options[-1].id
        else each
        for each in rulebook.questions
    )


def joint_options(before: Rulebook, after: Rulebook) -> dict[str, list[str]]:
    joint: dict[str, list[str]] = {}
    for rulebook in (before, after):
        for question in rulebook.questions:
            if question.id in questions_that_bear(rulebook):
                known = joint.setdefault(question.id, [])
                known += [option for option in option_ids(question) if option not in known]
    return joint


Pair = tuple[Result, Result]


def written_out(before: Rulebook, after: Rulebook) -> list[Pair]:
    """What both say of every profile; profiles that differ only where nobody asks are one."""
    options = joint_options(before, after)
    found: dict[tuple[str | None, ...], Pair] = {}
    for answers in itertools.product(*options.values()):
        given = dict(zip(options, answers, strict=True))
        relevant = {
            question.id
            for rulebook in (before, after)
            for question in rulebook.questions
            if question.id in questions_that_bear(rulebook)
            and asked(question, effective_answers(rulebook, given)) is not False
        }
        key = tuple(option if question in relevant else None for question, option in given.items())
        if key not in found:
            found[key] = result_for(before, given), result_for(after, given)
    return list(found.values())


def shares_of(result: Result, approaches: list[str]) -> list[int]:
    return [result.share(approach) for approach in approaches]


def outcome(result: Result) -> tuple[str, str]:
    return result.status, result.leader or ""


def check(before: Rulebook, after: Rulebook, found: RulebookDiff, expected: list[Pair]) -> None:
    approaches = [each.id for each in before.approaches]
    assert found.exact
    assert found.profiles == len(expected)
    assert found.other_outcome == sum(outcome(one) != outcome(other) for one, other in expected)
    moved = [pair for pair in expected if shares_of(pair[0], approaches) != shares_of(pair[1], approaches)]
    assert found.other_mix == len(moved)
    kinds = Counter(
        (outcome(one), outcome(other))
        for one, other in expected
        if outcome(one) != outcome(other) or shares_of(one, approaches) != shares_of(other, approaches)
    )
    assert {(each.before, each.after): each.profiles for each in found.changes} == kinds
    for change in found.changes:
        given = dict(change.example)
        assert outcome(result_for(before, given)) == change.before
        assert outcome(result_for(after, given)) == change.after
    for movement in found.movements:
        moves = [other.share(movement.approach) - one.share(movement.approach) for one, other in expected]
        assert (movement.total, movement.total_size) == (sum(moves), sum(map(abs, moves)))
        assert (movement.furthest_rise, movement.furthest_fall) == (max(0, *moves), max(0, *(-move for move in moves)))
        for example, move in (
            (movement.rise_example, movement.furthest_rise),
            (movement.fall_example, -movement.furthest_fall),
        ):
            if move:
                results = [result_for(each, dict(example)).share(movement.approach) for each in (before, after)]
                assert results[1] - results[0] == move
