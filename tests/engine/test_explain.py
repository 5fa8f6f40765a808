"""What an entry says of a thing: its parts, what they do, where it is used, and whether it holds for the answers."""

from __future__ import annotations

from random import Random

import pytest
from builders import make_profile
from generators import bundled_rulebook, random_profile
from oracle import given_answers, result_for
from small import SMALL

from leadadvisor.engine.explain import explain
from leadadvisor.engine.lookup import everything, look_up
from leadadvisor.model.explanation import Entry, Role
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Rulebook


def entry(word: str, profile: Profile | None = None, rulebook: Rulebook = SMALL) -> Entry:
    (found,) = explain(rulebook, profile, look_up(rulebook, word)).entries
    return found


def told(entry: Entry, role: Role) -> list[str]:
    return [line.id or line.text for line in entry.lines if line.role == role]


NOBODY = make_profile(goal="few-deals", people="nobody")


def test_everything_in_the_bundled_rulebook_can_be_explained() -> None:
    rulebook = bundled_rulebook()
    profile = random_profile(Random(1), rulebook)
    things = list(everything(rulebook))
    entries = explain(rulebook, profile, things[::5]).entries
    assert [(each.kind, each.id) for each in entries] == [(named.kind, named.id) for named in things[::5]]


def test_a_claim_tells_everything_that_rests_on_it() -> None:
    found = entry("X02")
    assert [(line.kind, line.id) for line in found.lines] == [("rule", "new-by-outbound"), ("rule", "comparing")]
    assert [case.name for case in found.cases] == ["Calls run"]


def test_every_use_of_every_claim_is_told() -> None:
    """Counted once more over the values themselves, whatever their kind."""
    rulebook = bundled_rulebook()
    for claim in list(rulebook.claims())[::9]:
        uses = [
            *(rule.id for rule in rulebook.rules if claim.id in rule.claims),
            *(blocker.id for blocker in rulebook.blockers if claim.id in blocker.claims),
            *(tension.id for tension in rulebook.tensions for side in tension.sides if claim.id in side.claims),
            *(
                each.id
                for way in rulebook.approaches
                for each in way.channels
                for a in each.states
                if claim.id in a.claims
            ),
            *(way.id for way in rulebook.approaches for each in way.requirements if claim.id in each.claims),
            *(each.id for each in rulebook.contradictions if claim.id in each.claims),
        ]
        assert told(entry(claim.id, rulebook=rulebook), "is-cited-by") == uses


def test_a_question_tells_what_it_decides() -> None:
    found = entry("people")
    assert told(found, "option") == ["nobody", "sellers"]
    assert told(found, "moves") == ["team"]
    assert told(found, "blocks") == ["nobody-calls"]
    assert told(found, "asks") == ["outreach"]
    assert told(found, "advises-on") == ["cold-email"]
    assert told(entry("buyers"), "decides") == ["C01"]
    assert told(entry("outreach"), "contradicts") == ["idle-launch"]


@pytest.mark.parametrize(("people", "holds"), [("sellers", "open"), ("nobody", "no")])
def test_a_question_that_is_not_asked_does_not_hold(people: str, holds: str) -> None:
    assert entry("outreach", make_profile(people=people)).holds == holds
    assert entry("people", make_profile(people=people)).holds == "yes"
    assert entry("people").holds is None


def test_only_the_level_that_speaks_holds() -> None:
    found = entry("team", make_profile(people="nobody"))
    assert [line.holds for line in found.lines if line.role == "level"] == ["yes", "no"]
    found = entry("team", make_profile(people="sellers", outreach="running"))
    assert [line.holds for line in found.lines if line.role == "level"] == ["no", "yes"]


@pytest.mark.parametrize("seed", range(10))
def test_a_rule_holds_where_it_speaks(seed: int) -> None:
    rulebook = bundled_rulebook()
    profile = random_profile(Random(seed), rulebook)
    speaking = {one.rule.id for one in result_for(rulebook, given_answers(profile)).spoken}
    rules = [named for named in everything(rulebook) if named.kind == "rule"]
    view = explain(rulebook._replace(cases=()), profile, rules).entries
    assert {each.id for each in view if each.holds == "yes"} == speaking


def test_a_rule_that_waits_for_an_answer_is_open() -> None:
    assert entry("comparing", make_profile(goal="few-deals")).holds == "open"
    assert entry("comparing", make_profile(buyers="unaware")).holds == "no"
    assert entry("team", make_profile(people="sellers")).holds == "open"
    assert entry("team", make_profile(people="sellers", outreach="idle")).holds == "no"


def test_an_approach_tells_the_rules_for_and_against_it_what_blocks_it_and_its_channels() -> None:
    found = entry("outbound", NOBODY)
    assert told(found, "speaks-for") == ["new-by-outbound", "team"]
    assert told(found, "speaks-against") == ["team"]
    assert told(found, "blocks") == ["nobody-calls"]
    assert told(found, "makes") == ["cold-email"]
    assert [line.holds for line in found.lines if line.id == "team"] == ["no", "yes"]
    assert [line.text for line in entry("referral").lines if line.role == "warns"] == [
        "Nobody said whether this can be done."
    ]


def test_only_the_first_advice_that_holds_counts() -> None:
    assert [line.holds for line in entry("cold-email", NOBODY).lines if line.role == "advice"] == ["yes", "no"]


def test_a_tension_tells_its_sides_what_decides_it_and_what_hangs_on_it() -> None:
    found = entry("C01", make_profile(buyers="compare"))
    assert [(line.id, line.holds) for line in found.lines if line.role == "side"] == [("1", "yes"), ("2", "no")]
    assert told(found, "is-decided-by") == ["buyers"]
    assert told(found, "decides") == ["comparing"]


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("team", ["Nobody there", "Calls run"]),
        ("nobody-calls", ["Nobody there"]),
        ("idle-launch", ["Nobody there"]),
        ("outreach", ["Calls run"]),
        ("cold-email", ["Calls run"]),
        ("C01", ["Calls run"]),
        ("X01", ["Nobody there"]),
        ("source:X", ["Nobody there", "Calls run"]),
        ("outbound", ["Calls run"]),
        ("comparing", []),
        ("strong", []),
    ],
)
def test_the_cases_that_exercise_a_thing_are_told(word: str, names: list[str]) -> None:
    assert [case.name for case in entry(word).cases] == names


def test_a_setting_tells_its_value_and_the_reason_for_it() -> None:
    found = entry("points-to-double")
    assert (found.says, found.facts) == ("It was chosen so.", (("Value", "4"),))


def test_without_answers_there_is_no_recommendation_and_nothing_holds() -> None:
    explanation = explain(SMALL, None, list(everything(SMALL)))
    assert explanation.recommendation is None
    assert {each.holds for each in explanation.entries} == {None}
    assert {line.holds for each in explanation.entries for line in each.lines} == {None}
