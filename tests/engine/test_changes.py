"""What one other answer would change: flips, movers and the question to answer next."""

from __future__ import annotations

from builders import chosen, make_profile, make_question, make_rule, make_rulebook

from leadadvisor.engine.recommend import recommend
from leadadvisor.model.recommendation import Change, Flip, Mover, NextQuestion

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


def test_flips_in_the_users_hands_come_first() -> None:
    found = recommend(RULEBOOK, make_profile(team="unsure"))
    assert [(flip.up, flip.change[0].question) for flip in found.flips] == [(True, "team"), (False, "goal")]
    assert [flip.change[0].before for flip in found.flips] == ["unsure", ""]


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
