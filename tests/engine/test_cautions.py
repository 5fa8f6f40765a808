"""Cautions tell what is missing, contradictory, blocked or open - and nothing where all is well."""

from __future__ import annotations

from builders import (
    chosen,
    make_approach,
    make_blocker,
    make_contradiction,
    make_option,
    make_profile,
    make_question,
    make_requirement,
    make_rule,
    make_rulebook,
)

from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Caution
from leadadvisor.model.rulebook import Rulebook

TEAM = make_question("team", ("nobody", "many"))
GOAL = make_question("goal", ("grow", "hold"))
GROW = make_rule("grow", chosen("goal", "grow"), supports={"inbound": "strong"})


def cautions(rulebook: Rulebook, profile: Profile, code: str) -> list[Caution]:
    return [caution for caution in recommend(rulebook, profile).cautions if caution.code == code]


def test_a_complete_and_settled_profile_carries_no_caution() -> None:
    rulebook = make_rulebook(questions=[TEAM, GOAL], rules=[GROW])
    assert recommend(rulebook, make_profile(team="many", goal="grow")).cautions == ()


def test_answers_that_contradict_each_other_are_named_with_the_question_to_ask() -> None:
    contradiction = make_contradiction("both", chosen("team", "nobody"), questions=["team", "goal"])
    rulebook = make_rulebook(questions=[TEAM, GOAL], rules=[GROW], contradictions=[contradiction])
    (caution,) = cautions(rulebook, make_profile(team="nobody", goal="grow"), "contradiction")
    assert (caution.subject, caution.questions) == ("both", ("team", "goal"))
    assert contradiction.ask in caution.text
    assert cautions(rulebook, make_profile(goal="grow"), "contradiction") == []


def test_an_answer_the_sources_do_not_speak_of_is_told_by_its_own_words_and_changes_no_share() -> None:
    told = make_option("homes", not_covered="Nobody speaks of homes.")
    buyers = make_question("buyers", (told, "firms"), need="wording")
    rulebook = make_rulebook(questions=[TEAM, GOAL, buyers], rules=[GROW])
    outside = make_profile(team="many", goal="grow", buyers="homes")
    (caution,) = cautions(rulebook, outside, "out-of-scope")
    assert (caution.subject, caution.text, caution.questions) == ("buyers", "Nobody speaks of homes.", ("buyers",))
    for answer in ("firms", "unsure"):
        assert cautions(rulebook, make_profile(team="many", goal="grow", buyers=answer), "out-of-scope") == []
    assert recommend(rulebook, outside).mix == recommend(rulebook, make_profile(team="many", goal="grow")).mix


def test_an_answer_to_a_question_that_is_not_asked_is_not_outside_what_the_sources_cover() -> None:
    told = make_option("homes", not_covered="Nobody speaks of homes.")
    buyers = make_question("buyers", (told, "firms"), asked_when=chosen("team", "many"), otherwise="firms")
    rulebook = make_rulebook(questions=[TEAM, GOAL, buyers], rules=[GROW])
    assert cautions(rulebook, make_profile(team="nobody", buyers="homes"), "out-of-scope") == []
    assert cautions(rulebook, make_profile(buyers="homes"), "out-of-scope") != []


def test_open_questions_that_should_be_answered_are_missing_and_those_of_wording_are_not() -> None:
    tone = make_question("tone", ("dry", "warm"), need="wording")
    extra = make_question("extra", ("some", "none"), need="optional")
    rulebook = make_rulebook(questions=[TEAM, GOAL, tone, extra], rules=[GROW])
    (caution,) = cautions(rulebook, make_profile(team="unsure"), "missing-answers")
    assert caution.questions == ("team", "goal")


def test_a_blocker_that_stands_is_told_with_the_approach_it_holds_back() -> None:
    blockers = [make_blocker("out", "referral", "rules-out"), make_blocker("gate", "outbound", "may-not-lead")]
    rulebook = make_rulebook(questions=[GOAL], rules=[GROW], blockers=blockers)
    profile = make_profile(goal="grow")
    assert [caution.subject for caution in cautions(rulebook, profile, "infeasible-approach")] == ["referral"]
    assert [caution.subject for caution in cautions(rulebook, profile, "may-not-lead")] == ["outbound"]


def test_a_leader_nobody_said_can_be_carried_out_leads_with_a_warning_until_one_answer_is_there() -> None:
    inbound = make_approach("inbound", requirements=[make_requirement("team", "size")])
    size = make_question("size")
    rulebook = make_rulebook(questions=[TEAM, size, GOAL], approaches=[inbound, "outbound"], rules=[GROW])
    (caution,) = cautions(rulebook, make_profile(goal="grow"), "may-not-lead")
    assert (caution.subject, caution.questions) == ("inbound", ("team", "size"))
    assert cautions(rulebook, make_profile(goal="grow", team="many"), "may-not-lead") == []


def test_an_open_result_names_those_who_can_still_lead() -> None:
    rules = [GROW, make_rule("hold", chosen("goal", "hold"), supports={"outbound": "strong"})]
    (caution,) = cautions(make_rulebook(questions=[GOAL], rules=rules), make_profile(), "open-result")
    assert "Inbound" in caution.text
    assert "Outbound" in caution.text
    assert "Referral" not in caution.text


def test_an_open_question_no_rule_reads_neither_opens_the_result_nor_breaks_it() -> None:
    found = recommend(make_rulebook(questions=[GOAL]), make_profile())
    assert (found.status, found.possible_leaders) == ("undecided", (None,))


def test_nothing_feasible_says_what_would_lift_it_and_prints_no_mix() -> None:
    blockers = [make_blocker(approach, approach) for approach in ("referral", "inbound", "outbound")]
    rulebook = make_rulebook(blockers=blockers)
    (caution,) = cautions(rulebook, make_profile(), "nothing-feasible")
    assert blockers[0].lifted_by in caution.text
    assert recommend(rulebook, make_profile()).mix == ()


def test_a_tie_at_the_top_is_told_as_undecided() -> None:
    (caution,) = cautions(make_rulebook(), make_profile(size="small"), "undecided")
    assert caution.text


def test_an_answer_to_a_question_that_is_not_asked_is_told_as_unused() -> None:
    skills = make_question("skills", ("weak", "good"), asked_when=chosen("team", "many"), otherwise="weak")
    rulebook = make_rulebook(questions=[TEAM, skills, GOAL], rules=[GROW])
    (caution,) = cautions(rulebook, make_profile(team="nobody", skills="good", goal="grow"), "unused-answer")
    assert caution.subject == "skills"
    assert cautions(rulebook, make_profile(team="many", skills="good", goal="grow"), "unused-answer") == []


def test_unused_answers_are_told_in_asking_order_whatever_the_order_of_the_answers() -> None:
    skills, tools = (
        make_question(name, ("weak", "good"), asked_when=chosen("team", "many"), otherwise="weak")
        for name in ("skills", "tools")
    )
    rulebook = make_rulebook(questions=[TEAM, skills, tools])
    for profile in (
        make_profile(team="nobody", skills="good", tools="good"),
        make_profile(tools="good", skills="good", team="nobody"),
    ):
        assert [caution.subject for caution in cautions(rulebook, profile, "unused-answer")] == ["skills", "tools"]


def test_ranges_left_out_on_request_are_said_to_be_left_out() -> None:
    found = recommend(make_rulebook(), make_profile(), ranges=False)
    assert "ranges-skipped" in [caution.code for caution in found.cautions]
