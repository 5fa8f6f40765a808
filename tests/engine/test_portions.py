"""Every portion says where its share comes from, what holds it back and what it lacked."""

from __future__ import annotations

from random import Random

from builders import (
    all_of,
    chosen,
    make_blocker,
    make_level,
    make_profile,
    make_question,
    make_rule,
    make_rulebook,
    make_settings,
)
from generators import random_profile, random_rulebook, tell
from oracle import given_answers, result_for

from leadadvisor.engine.recommend import recommend
from leadadvisor.model.recommendation import Adjustment, Given, NearMiss, Portion
from leadadvisor.model.rulebook import Rulebook

TEAM = make_question("team", ("nobody", "few", "many"))
GOAL = make_question("goal", ("grow", "hold"))


def test_a_contribution_names_its_points_strength_reason_and_the_answers_it_rests_on() -> None:
    rule = make_rule(
        "many",
        all_of(chosen("team", "many"), chosen("goal", "grow")),
        supports={"outbound": "strong"},
        goal=True,
        because="Many can do much.",
    )
    outbound = portion_of("outbound", make_rulebook(questions=[TEAM, GOAL], rules=[rule]), team="many", goal="grow")
    line = next(line for line in outbound.contributions if line.rule == "many")
    assert (line.kind, line.points, line.strength, line.because) == ("rule", 3, "strong", "Many can do much.")
    assert line.answers == (Given("team", "many"), Given("goal", "grow"))


def test_the_goal_bonus_is_a_row_of_its_own_that_cites_nothing() -> None:
    rule = make_rule("many", chosen("team", "many"), supports={"outbound": "strong"}, goal=True)
    outbound = portion_of("outbound", make_rulebook(questions=[TEAM], rules=[rule]), team="many")
    bonus = next(line for line in outbound.contributions if line.kind == "goal-bonus")
    assert (bonus.rule, bonus.points, bonus.strength, bonus.claims) == ("goal-bonus", 2, None, ())
    assert bonus.answers == (Given("team", "many"),)
    assert sum(line.points for line in outbound.contributions) == outbound.points == 5


def test_the_bonus_of_several_rules_on_the_goal_is_one_row() -> None:
    rules = [make_rule(name, supports={"outbound": "slight"}, goal=True) for name in ("one", "two")]
    outbound = portion_of("outbound", make_rulebook(rules=rules))
    assert [line.points for line in outbound.contributions if line.kind == "goal-bonus"] == [4]


def test_a_rule_on_the_goal_that_only_opposes_gets_no_bonus() -> None:
    rule = make_rule("many", opposes={"outbound": "strong"}, goal=True)
    outbound = portion_of("outbound", make_rulebook(rules=[rule]))
    assert {line.kind for line in outbound.contributions} == {"rule"}


def test_a_rule_that_acts_through_a_rival_contributes_without_points_or_strength() -> None:
    rule = make_rule("many", supports={"outbound": "strong"})
    inbound = portion_of("inbound", make_rulebook(rules=[rule]))
    (line,) = inbound.contributions
    assert (line.points, line.strength) == (0, None)
    assert line.hundredths < 0


def test_every_step_from_points_to_share_has_its_own_line() -> None:
    rulebook = make_rulebook(
        approaches=("referral", "inbound", "outbound", "partners"),
        rules=[make_rule("all", supports={"referral": "strong", "inbound": "strong"}, opposes={"partners": "strong"})],
        blockers=[make_blocker("out", "outbound", "rules-out"), make_blocker("gate", "inbound", "may-not-lead")],
        settings=make_settings(points_to_double=1, may_not_lead_cap=20),
    )
    mix = {portion.approach: portion for portion in recommend(rulebook, make_profile()).mix}
    kinds = {approach: {each.kind for each in portion.adjustments} for approach, portion in mix.items()}
    assert {approach: portion.share for approach, portion in mix.items()} == {
        "referral": 75,
        "inbound": 20,
        "partners": 5,
        "outbound": 0,
    }
    assert "ruled-out" in kinds["outbound"]
    assert {"floor"} <= kinds["partners"]
    assert {"gate"} <= kinds["inbound"]


def test_the_only_line_of_an_even_split_is_rounding() -> None:
    assert portion_of("referral", make_rulebook()).adjustments == (Adjustment("rounding", 3_500 - 3_334),)


def test_roles_tell_who_leads_who_supports_who_is_parked_and_who_is_ruled_out() -> None:
    rulebook = make_rulebook(
        approaches=("referral", "inbound", "outbound", "partners"),
        rules=[make_rule(supports={"inbound": "strong"}, opposes={"outbound": "strong"})],
        blockers=[make_blocker("out", "partners", "rules-out")],
        settings=make_settings(points_to_double=1),
    )
    roles = {portion.approach: portion.role for portion in recommend(rulebook, make_profile()).mix}
    assert roles == {"inbound": "leads", "referral": "supports", "outbound": "parked", "partners": "ruled-out"}


def test_a_near_miss_names_the_one_answer_that_was_lacking() -> None:
    rule = make_rule(
        "many", chosen("team", "few", "many"), supports={"outbound": "strong"}, because="Many can do much."
    )
    outbound = portion_of("outbound", make_rulebook(questions=[TEAM], rules=[rule]), team="nobody")
    assert outbound.near_misses == (NearMiss("many", 3, "Many can do much.", "team", ("few", "many"), rule.claims),)


def test_a_rule_that_lacks_two_answers_is_no_near_miss() -> None:
    rule = make_rule("many", all_of(chosen("team", "many"), chosen("goal", "grow")), supports={"outbound": "strong"})
    rulebook = make_rulebook(questions=[TEAM, GOAL], rules=[rule])
    assert portion_of("outbound", rulebook, team="few", goal="hold").near_misses == ()


def test_a_rule_that_could_speak_louder_is_a_near_miss() -> None:
    levels = [
        make_level(chosen("team", "many"), supports={"outbound": "strong"}),
        make_level(chosen("team", "few"), supports={"outbound": "slight"}),
    ]
    rulebook = make_rulebook(questions=[TEAM], rules=[make_rule("team-size", levels=levels)])
    leader = portion_of("outbound", rulebook, team="few")
    assert leader.near_misses == ()
    rival = make_rule("rival", supports={"inbound": "strong"})
    (miss,) = portion_of("outbound", rulebook._replace(rules=(*rulebook.rules, rival)), team="few").near_misses
    assert (miss.rule, miss.points, miss.options) == ("team-size", 3, ("many",))


def test_every_near_miss_of_a_random_rulebook_comes_true_when_that_answer_is_given() -> None:
    seen = 0
    for seed in range(400):
        rng = Random(seed)
        rulebook = random_rulebook(rng)
        profile = random_profile(rng, rulebook)
        now = result_for(rulebook, given_answers(profile))
        for portion in recommend(rulebook, profile, ranges=False).mix:
            for miss in portion.near_misses:
                seen += 1
                speaks = [one.points[portion.approach] for one in now.spoken if one.rule.id == miss.rule]
                assert miss.points > max([0, *speaks]), f"seed {seed}, {miss}\n{tell(rulebook, profile)}"
                for option in miss.options:
                    then = result_for(rulebook, given_answers(profile) | {miss.question: option})
                    points = [one.points[portion.approach] for one in then.spoken if one.rule.id == miss.rule]
                    assert points == [miss.points], f"seed {seed}, {miss}\n{tell(rulebook, profile)}"
    assert seen > 300


def portion_of(approach: str, rulebook: Rulebook, **answers: str) -> Portion:
    portion = recommend(rulebook, make_profile(answers)).portion(approach)
    assert portion is not None
    return portion
