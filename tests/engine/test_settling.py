"""What the questions still to be asked can do: the sweep agrees with trying out every combination of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from random import Random

from builders import chosen, make_blocker, make_question, make_rule, make_rulebook
from generators import SAME_EVERY_RUN, rulebooks_with_profiles, tell
from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.mix import Standing
from leadadvisor.engine.settling import is_unchanging, keeps_leader, still_possible
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Rulebook


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
    assert keeps_leader(outlook, now) == all(same_leader(each, now) for each in standings), tell(rulebook, profile)
    assert is_unchanging(outlook, now) == all(each == now for each in standings), tell(rulebook, profile)


def test_a_question_that_nobody_will_answer_any_more_does_not_keep_the_result_open() -> None:
    rulebook = make_rulebook(
        questions=[make_question("size"), make_question("place")],
        rules=[make_rule("big", chosen("size", "large"), supports={"inbound": "strong"})],
    )
    reasoner = Reasoner(rulebook)
    evaluation = reasoner.evaluate({})
    assert is_unchanging(still_possible(reasoner, evaluation, ["place"]), evaluation.standing)
    assert not is_unchanging(still_possible(reasoner, evaluation, ["place", "size"]), evaluation.standing)


def test_where_nothing_can_be_carried_out_the_result_stays_only_if_nothing_ever_can() -> None:
    blockers = [make_blocker(f"no-{approach}", approach, when=chosen("size", "small")) for approach in ("a", "b")]
    never = [make_blocker(f"never-{approach}", approach) for approach in ("a", "b")]
    for standing_blockers, unchanging in ((blockers, False), (never, True)):
        rulebook = make_rulebook(approaches=("a", "b"), blockers=standing_blockers)
        reasoner = Reasoner(rulebook)
        evaluation = reasoner.evaluate({})
        assert is_unchanging(still_possible(reasoner, evaluation, ["size"]), evaluation.standing) is unchanging


def all_standings(reasoner: Reasoner, options: Mapping[str, str], to_ask: list[str]) -> Iterator[Standing]:
    """The standing for every combination of answers to these questions, unanswered included."""
    questions = [question for question in reasoner.rulebook.questions if question.id in to_ask]
    for answers in product(*([None, *(option.id for option in question.options)] for question in questions)):
        more = {question.id: option for question, option in zip(questions, answers, strict=True) if option is not None}
        yield reasoner.evaluate({**options, **more}).standing


def same_leader(one: Standing, other: Standing) -> bool:
    return (one.leader, bool(one.shares)) == (other.leader, bool(other.shares))
