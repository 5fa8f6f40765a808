"""A case holds where the recommendation is what it expects; otherwise every difference is a sentence."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

import pytest
from builders import make_rulebook
from faults import PETS

from leadadvisor.engine.recommend import recommend
from leadadvisor.model.finding import Place
from leadadvisor.model.recommendation import (
    Caution,
    ChannelLine,
    Contribution,
    Portion,
    Recommendation,
    Role,
    StandingBlocker,
    TensionLine,
)
from leadadvisor.model.rulebook import Case, Expectation, Status, Taken
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.toolchain.case_text import case_json, case_text, junit
from leadadvisor.toolchain.cases import matching, profile_of, run_cases, speaking_rules, unmet

FORBIDDEN = StandingBlocker("nobody-sells", "may-not-lead", "Nobody sells.", "Somebody who sells.", ("X01",))
IMPOSSIBLE = StandingBlocker("nobody-to-ask", "rules-out", "Nobody can be asked.", "Somebody to ask.", ("X01",))


def a_portion(
    approach: str,
    share: int,
    role: Role = "supports",
    *,
    rules: tuple[str, ...] = (),
    blockers: tuple[StandingBlocker, ...] = (),
) -> Portion:
    lines = tuple(Contribution(rule, 2, 500, "moderate", "It says so.", ("X01",), ()) for rule in rules)
    return Portion(approach, share, share, share, role, 0, 3333, lines, (), blockers, ())


def a_recommendation(
    *portions: Portion,
    leader: str | None = None,
    status: Status = "recommended",
    cautions: tuple[Caution, ...] = (),
    tensions: Mapping[str, Taken | None] | None = None,
) -> Recommendation:
    return Recommendation(
        rulebook=make_rulebook(),
        answers=(),
        status=status,
        leader=leader,
        firmness="leaning",
        mix=portions,
        channels=(ChannelLine("cold-email", "outbound", "now", "There is a list.", ("X01",)),),
        tensions=tuple(TensionLine(tension, taken, (), ()) for tension, taken in (tensions or {}).items()),
        cautions=cautions,
        robustness_percent=0,
        settled=True,
        ranges="exact",
        possible_leaders=(),
        flips=(),
        movers=(),
        next_questions=(),
    )


ORDINARY = a_recommendation(
    a_portion("outbound", 55, "leads", rules=("a-new-segment",)),
    a_portion("inbound", 45, blockers=(FORBIDDEN,)),
    a_portion("referral", 0, "ruled-out", blockers=(IMPOSSIBLE,)),
    leader="outbound",
    cautions=(
        Caution("contradiction", "Which is it?", "scale-without-proof", (), ()),
        Caution("open-result", "It is open.", "", (), ()),
    ),
    tensions={"C01": 1, "C02": "both", "C03": None},
)
UNDECIDED = a_recommendation(a_portion("inbound", 50), a_portion("outbound", 50), status="undecided")
NOTHING = a_recommendation(status="nothing-feasible")


def differences(expect: Expectation, recommendation: Recommendation = ORDINARY) -> tuple[str, ...]:
    case = Case("A firm", "Firms", (("goal", "test-segment"),), "It says so.", ("X01",), expect)
    return unmet(case, recommendation)


@pytest.mark.parametrize(
    "expect",
    [
        pytest.param(Expectation(), id="nothing"),
        pytest.param(Expectation(status="recommended"), id="status"),
        pytest.param(Expectation(leads=("inbound", "outbound")), id="one of several leaders"),
        pytest.param(Expectation(does_not_lead=("inbound", "referral")), id="others do not lead"),
        pytest.param(Expectation(order=("outbound", "inbound", "referral")), id="falling shares"),
        pytest.param(Expectation(ruled_out=("referral",)), id="ruled out"),
        pytest.param(Expectation(may_not_lead=("inbound",)), id="may not lead"),
        pytest.param(Expectation(at_most=(("outbound", 55), ("referral", 0))), id="at most exactly its share"),
        pytest.param(Expectation(at_least=(("outbound", 55),)), id="at least exactly its share"),
        pytest.param(Expectation(firmness=("firm", "leaning")), id="one of several degrees of firmness"),
        pytest.param(Expectation(cautions=("open-result", "contradiction")), id="cautions"),
        pytest.param(Expectation(contradictions=("scale-without-proof",)), id="contradictions"),
        pytest.param(Expectation(tensions=(("C01", "1"), ("C02", "both"), ("C03", "open"))), id="sides of tensions"),
        pytest.param(Expectation(tensions=(("C01", "shown"), ("C03", "shown"))), id="tensions shown on any side"),
        pytest.param(Expectation(channels=(("cold-email", "now"),)), id="channels"),
        pytest.param(Expectation(rules=("a-new-segment",)), id="rules"),
    ],
)
def test_a_met_expectation_leaves_nothing_to_say(expect: Expectation) -> None:
    assert differences(expect) == ()


@pytest.mark.parametrize(
    ("expect", "sentence"),
    [
        (Expectation(status="undecided"), "The status is recommended, not undecided."),
        (
            Expectation(leads=("inbound", "referral")),
            "outbound leads, not inbound or referral (outbound 55, inbound 45, referral 0).",
        ),
        (
            Expectation(does_not_lead=("outbound",)),
            "outbound leads, and should not (outbound 55, inbound 45, referral 0).",
        ),
        (Expectation(order=("outbound", "referral", "inbound")), "inbound (45 %) is above referral (0 %)."),
        (Expectation(ruled_out=("inbound",)), "inbound is not ruled out: it has 45 %."),
        (Expectation(may_not_lead=("outbound",)), "Nothing keeps outbound from leading."),
        (Expectation(may_not_lead=("referral",)), "Nothing keeps referral from leading."),
        (Expectation(may_not_lead=("partners",)), "Nothing keeps partners from leading."),
        (Expectation(at_most=(("inbound", 40),)), "inbound has 45 %, more than 40 %."),
        (Expectation(at_least=(("referral", 5),)), "referral has 0 %, less than 5 %."),
        (Expectation(firmness=("firm", "open")), "The result is leaning, not firm or open."),
        (
            Expectation(cautions=("missing-answers",)),
            "There is no caution missing-answers (only contradiction, open-result).",
        ),
        (
            Expectation(contradictions=("no-means",)),
            "The contradiction no-means is not flagged (only scale-without-proof).",
        ),
        (Expectation(tensions=(("C09", "shown"),)), "The tension C09 is not shown."),
        (Expectation(tensions=(("C01", "2"),)), "The tension C01 is taken to side 1, not taken to side 2."),
        (Expectation(tensions=(("C02", "1"),)), "The tension C02 is taken to both sides, not taken to side 1."),
        (Expectation(tensions=(("C03", "1"),)), "The tension C03 is open, not taken to side 1."),
        (Expectation(tensions=(("C01", "open"),)), "The tension C01 is taken to side 1, not open."),
        (Expectation(channels=(("cold-email", "no"),)), "The advice on cold-email is now, not no."),
        (Expectation(channels=(("telex", "now"),)), "There is no advice on telex."),
        (Expectation(rules=("buyers-unaware",)), "The rule buyers-unaware does not speak."),
    ],
)
def test_an_unmet_expectation_is_one_sentence_that_says_what_is_there_instead(
    expect: Expectation, sentence: str
) -> None:
    assert differences(expect) == (sentence,)


def test_every_difference_is_told_not_only_the_first() -> None:
    expect = Expectation(status="undecided", does_not_lead=("outbound",), rules=("one", "two"))

    assert len(differences(expect)) == 4


def test_an_order_demands_that_the_first_is_above_the_last() -> None:
    assert differences(Expectation(order=("inbound", "outbound")), UNDECIDED) == (
        "inbound is not above outbound: both have 50 %.",
    )


def test_shares_within_an_order_may_be_equal_as_long_as_they_fall_in_the_end() -> None:
    three = a_recommendation(
        a_portion("referral", 40), a_portion("inbound", 40), a_portion("outbound", 20), leader="referral"
    )

    assert differences(Expectation(order=("referral", "inbound", "outbound")), three) == ()


def test_where_nobody_leads_an_expected_leader_is_missing_and_an_unwanted_one_is_not() -> None:
    assert differences(Expectation(leads=("inbound",)), UNDECIDED) == (
        "Nobody leads (undecided), not inbound (inbound 50, outbound 50).",
    )
    assert differences(Expectation(does_not_lead=("inbound", "outbound")), UNDECIDED) == ()


def test_where_nothing_is_feasible_every_approach_is_ruled_out_and_has_no_share() -> None:
    held = Expectation(status="nothing-feasible", ruled_out=("referral", "inbound"), at_most=(("referral", 0),))

    assert differences(held, NOTHING) == ()
    assert differences(Expectation(at_least=(("inbound", 5),)), NOTHING) == ("inbound has 0 %, less than 5 %.",)
    assert differences(Expectation(leads=("inbound",)), NOTHING) == ("Nobody leads (nothing-feasible), not inbound.",)


def test_an_approach_without_a_share_is_not_ruled_out_by_that_alone() -> None:
    crowded_out = a_recommendation(a_portion("inbound", 100, "leads"), a_portion("referral", 0, "parked"))

    assert differences(Expectation(ruled_out=("referral",)), crowded_out) == ("referral is not ruled out: it has 0 %.",)


def test_a_caution_of_another_kind_flags_no_contradiction() -> None:
    about_something_else = Caution("unused-answer", "Not asked.", "no-means", (), ())
    expect = Expectation(contradictions=("no-means",))

    assert differences(expect, a_recommendation(cautions=(about_something_else,))) == (
        "The contradiction no-means is not flagged.",
    )


def test_a_rule_speaks_where_it_moves_any_share_of_the_mix() -> None:
    assert speaking_rules(ORDINARY) == {"a-new-segment"}
    assert speaking_rules(NOTHING) == frozenset()


RULEBOOK = load_rulebook(PETS)
RULES = load_rulebook(Path(__file__).parents[2] / "rules")
WRONG = Case(
    "A fish for <company> & walks",
    "homes",
    (("time-away", "hours"), ("walks", "gladly"), ("wish", "company")),
    "Nothing says so.",
    ("L07",),
    Expectation(leads=("fish",), at_most=(("dog", 20),), rules=("company-indoors",)),
)
OUTCOMES = run_cases(RULEBOOK, (RULEBOOK.cases[0], WRONG))
PLACES = {WRONG.name: Place("pets/cases/homes.yaml", 30, 3)}


def test_the_quick_way_finds_what_the_whole_recommendation_does() -> None:
    """Each case of our own, with its expectation turned wrong, is told in the same sentences."""
    for case in RULES.cases:
        wrong = case._replace(
            expect=case.expect._replace(
                status="undecided", leads=("nobody",), order=("outbound", "inbound"), at_most=(("inbound", 0),),
                contradictions=("none-such",), cautions=("undecided",), channels=(("cold-email", "not-yet"),),
                tensions=(("C01", "both"),), rules=("none-such",), firmness=(),
            )
        )  # fmt: skip
        quick = run_cases(RULES, (wrong,))[0].unmet
        whole = unmet(wrong, recommend(RULES, profile_of(wrong), ranges=False))
        assert _but_cautions(quick) == _but_cautions(whole)


def _but_cautions(sentences: tuple[str, ...]) -> list[str]:
    """Without the list of the cautions there are."""
    return [sentence.partition(" (only ")[0] for sentence in sentences]


def test_firmness_is_looked_at_with_ranges() -> None:
    firm = WRONG._replace(expect=Expectation(firmness=("firm", "leaning", "open")))
    settled = RULEBOOK.cases[0]._replace(expect=Expectation(firmness=("open",)))
    held, failed = run_cases(RULEBOOK, (firm, settled))
    assert held.holds
    assert "firm" in failed.got or "leaning" in failed.got


def test_a_case_that_fails_is_told_with_the_rules_that_spoke() -> None:
    assert case_text(RULEBOOK, OUTCOMES, PLACES, verbosity=0) == (
        "FAIL  homes: A fish for <company> & walks (pets/cases/homes.yaml:30)\n"
        "      differs   dog leads, not fish (dog 50, cat 30, fish 20).\n"
        "      differs   dog has 50 %, more than 20 %.\n"
        "      expected  leads: [fish]\n"
        "      expected  at-most: {dog: 20}\n"
        "      expected  rules: [company-indoors]\n"
        "      got       dog leads (dog 50 %, cat 30 %, fish 20 %)\n"
        "      spoke     cat +2: company-indoors +2\n"
        "      spoke     dog +4: company-on-the-road +4\n"
        "      spoke     fish -2: company-indoors -2\n"
        "      why       Nothing says so.\n"
        "      answers   --set time-away=hours --set walks=gladly --set wish=company\n"
        "\n"
        "pets 1.0.0: 1 of 2 cases failed\n"
    )


def test_cases_that_hold_are_named_only_when_asked() -> None:
    verbose = case_text(RULEBOOK, OUTCOMES[:1], {}, verbosity=1)
    assert verbose == "PASS  homes: At home and glad to go out\npets 1.0.0: the one case holds\n"
    assert case_text(RULEBOOK, OUTCOMES, PLACES, verbosity=-1) == "pets 1.0.0: 1 of 2 cases failed\n"


def test_the_json_holds_the_same() -> None:
    text = case_json(RULEBOOK, OUTCOMES, PLACES)
    assert '"failed": 1' in text
    assert '"line": 30' in text
    assert '"dog leads, not fish (dog 50, cat 30, fish 20)."' in text


def test_junit_is_xml_with_every_case_and_each_failure() -> None:
    root = ET.fromstring(junit(RULEBOOK, OUTCOMES, PLACES))
    assert root.attrib == {"tests": "2", "failures": "1", "errors": "0", "name": "pets"}
    sound, wrong = root.findall("testsuite/testcase")
    assert sound.find("failure") is None
    assert wrong.attrib == {
        "classname": "homes", "name": WRONG.name, "file": "pets/cases/homes.yaml", "line": "30",
    }  # fmt: skip
    failure = wrong.find("failure")
    assert failure is not None
    assert failure.attrib["message"].startswith("dog leads, not fish")
    assert "spoke     dog +4: company-on-the-road +4" in (failure.text or "")


def test_junit_stays_xml_whatever_a_name_holds() -> None:
    hostile = WRONG._replace(name='\x1b[31m"]]>\ud800', topic="<&'")
    root = ET.fromstring(junit(RULEBOOK, run_cases(RULEBOOK, (hostile,)), {}))
    assert root.find("testsuite/testcase") is not None


def test_words_choose_cases_by_name_or_topic() -> None:
    assert [case.name for case in matching(RULEBOOK.cases, ["AWAY"])] == [
        "Away all day, and company wanted in the evening"
    ]
    assert matching(RULEBOOK.cases, ["homes"]) == RULEBOOK.cases
    assert matching(RULEBOOK.cases, ["homes", "quiet", "room"]) == (RULEBOOK.cases[2],)
    assert matching(RULEBOOK.cases, ["nowhere"]) == ()
