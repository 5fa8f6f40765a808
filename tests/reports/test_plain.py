"""The plain report: one fact a line, made for grep."""

from __future__ import annotations

import re

import pytest
from sample import COMPLETE, HOSTILE, INCOMPLETE, RECOMMENDATIONS, UNDECIDED

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout, render

EVERY = [pytest.param(recommendation, id=name) for name, recommendation in RECOMMENDATIONS.items()]


def facts(recommendation: Recommendation, layout: Layout | None = None) -> list[tuple[str, str]]:
    """Key and value of every line."""
    lines = render(recommendation, "plain", layout or Layout()).splitlines()
    return [(key, value) for key, _, value in (line.partition(": ") for line in lines)]


@pytest.mark.parametrize("recommendation", EVERY)
def test_every_line_is_a_key_and_a_value(recommendation: Recommendation) -> None:
    for line in render(recommendation, "plain").split("\n")[:-1]:
        assert re.match(r"[^\s:]+: ?", line), line
        assert "\t" not in line


@pytest.mark.parametrize("recommendation", EVERY)
def test_width_and_colour_change_nothing(recommendation: Recommendation) -> None:
    assert render(recommendation, "plain", Layout(20, colour=True)) == render(recommendation, "plain")


def test_the_first_lines_hold_what_scripts_look_for() -> None:
    assert facts(COMPLETE)[1:9] == [
        ("status", "recommended"), ("leader", "outbound"), ("firmness", "leaning"), ("share_outbound", "55"),
        ("low_outbound", "55"), ("high_outbound", "55"), ("role_outbound", "leads"), ("share_inbound", "30"),
    ]  # fmt: skip


def test_where_nobody_leads_the_leader_is_none() -> None:
    assert dict(facts(UNDECIDED))["leader"] == "none"


def test_a_reason_holds_its_points_rule_answer_sentence_and_claims() -> None:
    told = "+14.80; feed-closers; goal=feed; Closers who wait for qualified leads are what outbound feeds. [B02]"
    assert ("for_outbound", told) in facts(COMPLETE)


def test_an_open_tension_names_the_question_it_turns_on() -> None:
    assert dict(facts(INCOMPLETE))["tension_C01"] == "open; people; Is outbound fast or slow?"


def test_the_hedge_of_each_side_is_kept() -> None:
    told = dict(facts(COMPLETE))
    assert told["tension_C02_side_1"] == "inbound may take a while to pay; said cautiously: “may” [A01]"
    assert told["tension_C02_side_2"] == "inbound people usually want to buy; said with “usually” [B04]"


def test_a_lever_is_marked() -> None:
    assert ("flip", "people=nobody; undecided; lever") in facts(COMPLETE)
    assert ("flip", "goal=few; referral leads") in facts(COMPLETE)


def test_line_breaks_in_a_text_do_not_make_a_line() -> None:
    assert dict(facts(HOSTILE))["basis"].endswith("no second line tabbed�")


@pytest.mark.parametrize(
    ("recommendation", "third"),
    [(COMPLETE, "caution_contradiction"), (INCOMPLETE, "caution_may-not-lead"),
     (INCOMPLETE._replace(cautions=()), "next_question"), (COMPLETE._replace(cautions=()), "firmness")],
)  # fmt: skip
def test_quiet_is_three_lines(recommendation: Recommendation, third: str) -> None:
    keys = [key for key, _ in facts(recommendation, Layout(verbosity=-1))]
    assert keys == ["headline", "mix", third]
