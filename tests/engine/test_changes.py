"""What one other answer would change: flips, movers and the question to answer next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from random import Random

import pytest
from builders import chosen, make_profile, make_question, make_rule, make_rulebook
from generators import random_profile, random_rulebook, tell
from oracle import given_answers, result_for

from leadadvisor.engine.changes import open_pair, prospects
from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Change, Flip, Mover, NextQuestion
from leadadvisor.model.rulebook import Rulebook

QUESTIONS = [
    make_question("team", ("nobody", "few", "many"), lever=True),
    make_question("goal", ("grow", "hold")),
    make_question("tone", ("dry", "warm"), need="wording"),
]
RULES = [
    make_rule("many", chosen("team", "many"), supports={"outbound": "strong"}),
    make_rule("grow", chosen("goal", "grow"), supports={"inbound": "moderate"}),
]
RULEBOOK = make_rulebook(questions=QUESTIONS, rules=RULES)


def test_a_flip_names_the_change_what_it_leads_to_and_whether_it_is_in_the_users_hands() -> None:
    found = recommend(RULEBOOK, make_profile(team="few", goal="grow"))
    assert found.flips == (
        Flip((Change("team", "few", "many"),), "outbound", "recommended", up=True),
        Flip((Change("goal", "grow", "hold"),), None, "undecided", up=None),
    )


def test_steps_up_come_first_then_facts_and_steps_down_last() -> None:
    rules = [*RULES, make_rule("few", chosen("team", "nobody"), supports={"referral": "strong"})]
    found = recommend(make_rulebook(questions=QUESTIONS, rules=rules), make_profile(team="few", goal="grow"))
    assert [(flip.up, flip.change[0].question, flip.change[0].after) for flip in found.flips] == [
        (True, "team", "many"), (None, "goal", "hold"), (False, "team", "nobody"),
    ]  # fmt: skip


def test_the_shortest_step_up_comes_first() -> None:
    rules = [RULES[1], make_rule("some", chosen("team", "few", "many"), supports={"outbound": "strong"})]
    found = recommend(make_rulebook(questions=QUESTIONS, rules=rules), make_profile(team="nobody", goal="grow"))
    assert [flip.change[0].after for flip in found.flips if flip.up] == ["few", "many"]


def test_an_answer_that_is_not_given_is_no_step_up() -> None:
    found = recommend(RULEBOOK, make_profile(team="unsure"))
    assert [(flip.up, flip.change[0].question) for flip in found.flips] == [(None, "team"), (None, "goal")]
    assert [flip.change[0].before for flip in found.flips] == ["unsure", ""]


def test_a_step_up_that_leaves_nobody_to_lead_is_none_to_take() -> None:
    rules = [make_rule("grow", supports={"inbound": "strong"}), RULES[0]]
    found = recommend(make_rulebook(questions=QUESTIONS, rules=rules), make_profile(team="few"))
    assert [(flip.leader, flip.up) for flip in found.flips] == [(None, None)]


def test_a_mover_leaves_the_leader_and_names_the_share_it_moves_furthest() -> None:
    found = recommend(RULEBOOK, make_profile(team="many", goal="hold"))
    assert found.leader == "outbound"
    portion = found.portion("inbound")
    assert portion is not None
    assert [mover.change for mover in found.movers] == [Change("goal", "hold", "grow")]
    assert found.movers[0].approach == "inbound"
    assert found.movers[0].share > portion.share
    assert isinstance(found.movers[0], Mover)


def test_the_next_question_is_the_one_that_can_change_the_leader_and_never_one_of_wording() -> None:
    found = recommend(RULEBOOK, make_profile(goal="grow"))
    assert found.next_questions == (NextQuestion("team", can_change_leader=True, largest_move=found_move()),)


def found_move() -> int:
    """How far the share of outbound goes when the team is many."""
    before, after = (
        recommend(RULEBOOK, make_profile(goal="grow")).portion("outbound"),
        recommend(RULEBOOK, make_profile(goal="grow", team="many")).portion("outbound"),
    )
    assert before is not None
    assert after is not None
    return after.share - before.share


def test_where_no_open_answer_alone_changes_the_leader_but_two_do_the_pair_is_named() -> None:
    questions = [make_question(name, ("no", "yes")) for name in ("list", "team", "tone")]
    rules = [
        make_rule("always", supports={"inbound": "strong"}),
        make_rule("list", chosen("list", "yes"), supports={"outbound": "moderate"}),
        make_rule("team", chosen("team", "yes"), supports={"outbound": "moderate"}),
    ]
    rulebook = make_rulebook(questions=questions, rules=rules)
    assert set(recommend(rulebook, make_profile()).open_pair) == {"list", "team"}
    assert recommend(rulebook, make_profile(list="yes")).open_pair == ()  # the other alone does
    assert recommend(rulebook, make_profile(list="no")).open_pair == ()  # nothing does any more


def pair_by_trying_all(rulebook: Rulebook, profile: Profile, questions: Sequence[str]) -> tuple[str, ...]:
    given = given_answers(profile)
    leader = result_for(rulebook, given).leader
    options = {question.id: [option.id for option in question.options] for question in rulebook.questions}
    for place, second in enumerate(questions):
        for first in questions[:place]:
            for one, other in product(options[first], options[second]):
                if result_for(rulebook, {**given, first: one, second: other}).leader != leader:
                    return first, second
    return ()


@pytest.mark.parametrize("seed", range(60))
def test_the_pair_named_is_the_first_that_trying_all_pairs_finds(seed: int) -> None:
    rng = Random(seed)
    rulebook = random_rulebook(rng)
    profile = random_profile(rng, rulebook)
    reasoner = Reasoner(rulebook)
    questions = [question.question for question in recommend(rulebook, profile).next_questions]
    evaluation = reasoner.evaluate(profile.chosen())
    found = open_pair(reasoner, evaluation, prospects(reasoner, evaluation, profile), questions)
    assert found == pair_by_trying_all(rulebook, profile, questions), tell(rulebook, profile)
