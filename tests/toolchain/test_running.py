"""Cases are run quickly and told with what differs, what was expected, and which rules spoke."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from faults import PETS

from leadadvisor.engine.recommend import recommend
from leadadvisor.model.finding import Place
from leadadvisor.model.rulebook import Case, Expectation
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.toolchain.case_text import case_json, case_text
from leadadvisor.toolchain.cases import unmet
from leadadvisor.toolchain.junit import junit
from leadadvisor.toolchain.running import matching, run_cases
from leadadvisor.toolchain.situations import profile_of

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
