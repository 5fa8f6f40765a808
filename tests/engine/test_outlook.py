"""The sweep over all completions agrees with trying out every combination of answers, or says it is not worth it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from random import Random

import pytest
from builders import all_of, chosen, make_blocker, make_level, make_profile, make_question, make_rule, make_rulebook
from generators import SAME_EVERY_RUN, random_settings, rulebooks_with_profiles, tell
from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.engine import outlook as module
from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.mix import Standing, allocate, scale_of, split
from leadadvisor.engine.outlook import Outlook, _Reached, still_possible
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import Question, Rulebook


@SAME_EVERY_RUN
@given(rulebooks_with_profiles(), st.randoms(use_true_random=False))
def test_the_sweep_over_some_open_questions_agrees_with_trying_out_all_their_answers(
    drawn: tuple[Rulebook, Profile], rng: Random
) -> None:
    rulebook, profile = drawn
    open_ids = [question.id for question in rulebook.questions if question.id not in profile.chosen()]
    to_ask = [question for question in open_ids if rng.random() < 0.6]
    reasoner = Reasoner(rulebook)
    evaluation = reasoner.evaluate(profile.chosen())
    outlook = still_possible(reasoner, evaluation, to_ask)
    standings = list(all_standings(reasoner, profile.chosen(), to_ask))
    now = evaluation.standing
    assert outlook.keeps_leader(now) == all(same_leader(each, now) for each in standings), tell(rulebook, profile)
    assert outlook.is_unchanging(now) == all(each == now for each in standings), tell(rulebook, profile)


def test_a_tie_between_the_ends_of_a_row_is_seen() -> None:
    """One answer gives outbound nothing, one as much as inbound has, and one more: only the middle one is a tie."""
    levels = [
        make_level(chosen("size", "same"), supports={"outbound": "moderate"}),
        make_level(chosen("size", "more"), supports={"outbound": "strong"}),
    ]
    rulebook = make_rulebook(
        questions=[make_question("size", ("none", "same", "more"))],
        rules=[make_rule("always", supports={"inbound": "moderate"}), make_rule("grows", levels=levels)],
    )
    found = recommend(rulebook, make_profile())
    assert (found.leader, found.possible_leaders) == ("inbound", ("inbound", "outbound", None))


def test_a_question_that_nobody_will_answer_any_more_does_not_keep_the_result_open() -> None:
    rulebook = make_rulebook(
        questions=[make_question("size"), make_question("place")],
        rules=[make_rule("big", chosen("size", "large"), supports={"inbound": "strong"})],
    )
    reasoner = Reasoner(rulebook)
    evaluation = reasoner.evaluate({})
    assert still_possible(reasoner, evaluation, ["place"]).is_unchanging(evaluation.standing)
    assert not still_possible(reasoner, evaluation, ["place", "size"]).is_unchanging(evaluation.standing)


def test_where_nothing_can_be_carried_out_the_result_stays_only_if_nothing_ever_can() -> None:
    blockers = [make_blocker(f"no-{approach}", approach, when=chosen("size", "small")) for approach in ("a", "b")]
    never = [make_blocker(f"never-{approach}", approach) for approach in ("a", "b")]
    for standing_blockers, unchanging in ((blockers, False), (never, True)):
        rulebook = make_rulebook(approaches=("a", "b"), blockers=standing_blockers)
        reasoner = Reasoner(rulebook)
        evaluation = reasoner.evaluate({})
        assert still_possible(reasoner, evaluation, ["size"]).is_unchanging(evaluation.standing) is unchanging


def test_a_sweep_that_would_take_too_long_gives_up_with_an_honest_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORK_LIMIT", 1)
    found = recommend(entangled(questions=4), make_profile())
    assert (found.ranges, found.settled, found.firmness, found.robustness_percent) == (
        "too-entangled",
        False,
        "open",
        0,
    )
    assert found.possible_leaders == ()
    assert [caution.code for caution in found.cautions].count("too-entangled") == 1
    assert all(portion.low == portion.share == portion.high for portion in found.mix)


def test_a_million_million_completions_are_swept_exactly() -> None:
    """Twenty open questions of three options: far too many to list, yet the answer is plain by symmetry."""
    rules = [
        make_rule(f"rule-{number}", chosen(f"question-{number}", "a"), supports={"inbound": "slight"})
        for number in range(20)
    ]
    found = recommend(make_rulebook(questions=many_questions(20), rules=rules), make_profile())
    assert (found.ranges, found.status, found.possible_leaders) == ("exact", "undecided", ("inbound", None))
    assert range_of(found, "inbound") == (35, 90)
    assert range_of(found, "referral") == (5, 35)


def test_rules_on_two_open_questions_fire_together_only_where_one_completion_makes_both_fire() -> None:
    both = [
        make_rule("one", all_of(chosen("question-0", "a"), chosen("question-1", "a")), supports={"inbound": "strong"}),
        make_rule("two", all_of(chosen("question-0", "b"), chosen("question-1", "a")), supports={"inbound": "strong"}),
    ]
    apart = recommend(make_rulebook(questions=many_questions(2), rules=both), make_profile())
    alone = recommend(make_rulebook(questions=many_questions(2), rules=both[:1]), make_profile())
    assert range_of(apart, "inbound") == range_of(alone, "inbound") == (35, 45)


def all_standings(reasoner: Reasoner, options: Mapping[str, str], to_ask: list[str]) -> Iterator[Standing]:
    """The standing for every combination of answers to these questions, unanswered included."""
    questions = [question for question in reasoner.rulebook.questions if question.id in to_ask]
    for answers in product(*([None, *(option.id for option in question.options)] for question in questions)):
        more = {question.id: option for question, option in zip(questions, answers, strict=True) if option is not None}
        yield reasoner.evaluate({**options, **more}).standing


def same_leader(one: Standing, other: Standing) -> bool:
    return (one.leader, bool(one.shares)) == (other.leader, bool(other.shares))


def entangled(*, questions: int) -> Rulebook:
    """Every rule reads two questions, each of which other rules read as well."""
    rules = [
        make_rule(
            f"rule-{first}-{second}",
            all_of(chosen(f"question-{first}", "a"), chosen(f"question-{second}", "b")),
            supports={"inbound": "strong"},
        )
        for first in range(questions)
        for second in range(questions)
        if first != second
    ]
    return make_rulebook(questions=many_questions(questions), rules=rules)


def many_questions(count: int) -> list[Question]:
    return [make_question(f"question-{number}", ("a", "b", "c")) for number in range(count)]


def range_of(found: Recommendation, approach: str) -> tuple[int, int]:
    portion = found.portion(approach)
    assert portion is not None
    return portion.low, portion.high


@pytest.mark.parametrize("seed", range(40))
def test_fewest_and_most_seats_are_those_of_every_allocation_by_itself(seed: int) -> None:
    rng = Random(seed)
    count = rng.randint(1, 8)
    scale = scale_of(random_settings(rng, count))
    reached = _Reached(count, scale)
    standings = []
    fields = [rng.choice((0, rng.getrandbits(2 * count))) for _ in range(4)]
    for _ in range(rng.choice((1, 3, 60))):
        points, flags = tuple(rng.randint(-9, 9) for _ in range(count)), rng.choice(fields)
        reached.add(points, flags)
        standings.append(allocate(points, *split(flags, count), scale))
    shares = [standing.shares for standing in standings if standing.shares] or [(0,) * count]
    leaders = {standing.leader for standing in standings if standing.shares}
    assert reached.outlook() == Outlook(
        low=tuple(map(min, zip(*shares, strict=True))),
        high=tuple(map(max, zip(*shares, strict=True))),
        leaders=frozenset(leader for leader in leaders if leader is not None),
        unled=any(standing.leader is None for standing in standings),
        infeasible=any(not standing.shares for standing in standings),
    )
