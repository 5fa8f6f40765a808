"""The plain report: one fact a line, made for grep."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import COMPLETE, HELD_BACK, HOSTILE, INCOMPLETE, NOTHING_FEASIBLE, RECOMMENDATIONS, UNDECIDED

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout, render
from leadadvisor.reports.plain import parts

EVERY = [pytest.param(recommendation, id=name) for name, recommendation in RECOMMENDATIONS.items()]
FULL = Layout(verbosity=1)
MINUS = "\N{MINUS SIGN}"


def facts(recommendation: Recommendation, layout: Layout | None = None) -> list[tuple[str, str]]:
    """Key and value of every line."""
    lines = render(recommendation, "plain", layout or Layout()).splitlines()
    return [(key, value) for key, _, value in (line.partition(": ") for line in lines)]


@pytest.mark.parametrize("recommendation", EVERY)
def test_every_line_is_a_key_and_a_value(recommendation: Recommendation) -> None:
    for line in render(recommendation, "plain", FULL).split("\n")[:-1]:
        assert re.match(r"\S.*?: \S", line), line
        assert "\t" not in line


@pytest.mark.parametrize("recommendation", EVERY)
def test_the_short_report_has_at_most_twenty_lines_and_each_key_once(recommendation: Recommendation) -> None:
    keys = [key for key, _ in facts(recommendation)]
    assert len(keys) <= 20
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("recommendation", EVERY)
def test_a_key_means_the_same_however_much_is_told(recommendation: Recommendation) -> None:
    quiet, short, full = (facts(recommendation, Layout(verbosity=verbosity)) for verbosity in (-1, 0, 1))
    assert [key for key, _ in quiet] == ["headline", "leader", "basis"]
    assert set(quiet) <= set(short)
    assert full[: len(short)] == short


def test_the_short_report_has_the_same_keys_whatever_the_result() -> None:
    keys = {key for key, _ in facts(NOTHING_FEASIBLE)}
    assert keys == {key for key, _ in facts(COMPLETE) if not key.startswith(("share.", "range."))}


@pytest.mark.parametrize("recommendation", EVERY)
def test_width_and_colour_change_nothing(recommendation: Recommendation) -> None:
    assert render(recommendation, "plain", Layout(20, colour=True)) == render(recommendation, "plain")


def test_the_first_lines_hold_what_scripts_look_for() -> None:
    told = dict(facts(COMPLETE))
    assert list(told)[:6] == ["status", "headline", "leader", "firmness", "level", "held_back"]
    assert (told["leader"], told["share.outbound"], told["range.outbound"]) == ("outbound", "55", "55-55")
    assert dict(facts(INCOMPLETE))["range.referral"] == "20-70"
    assert dict(facts(HELD_BACK))["held_back"] == "outbound"


def test_where_nobody_leads_the_leader_is_none() -> None:
    assert dict(facts(UNDECIDED))["leader"] == "none"


def test_a_reason_holds_its_points_rule_answer_sentence_and_claims() -> None:
    told = "+15; feed-closers; goal=feed; Closers who wait for qualified leads are what outbound feeds.; B02"
    assert ("for.outbound", told) in facts(COMPLETE, FULL)
    against = f"{MINUS}4; ready-to-buy; buyers=compare; Buyers who compare are easier to win by inbound.; B04"
    assert ("against.outbound", against) in facts(COMPLETE, FULL)


def test_a_tension_says_what_it_does_and_the_side_only_where_one_counts() -> None:
    scoring, informing = (
        COMPLETE._replace(tensions=(COMPLETE.tensions[0]._replace(effect=effect),)) for effect in ("scores", "informs")
    )
    told = "1; people=sellers; Is outbound fast or slow?"
    assert dict(facts(scoring, FULL))["tension.C01"] == f"scores; {told}"
    assert dict(facts(informing, FULL))["tension.C01"] == f"informs; none; {told[3:]}"
    assert dict(facts(INCOMPLETE, FULL))["tension.C01"] == "scores; none; people; Is outbound fast or slow?"


def test_a_change_says_whether_it_is_a_step_up_down_or_a_fact() -> None:
    assert ("flip", "people=nobody; undecided; down") in facts(COMPLETE, FULL)
    assert ("flip", "goal=few; referral; fact") in facts(COMPLETE, FULL)
    assert ("flip", "people=sellers; outbound; up") in facts(NOTHING_FEASIBLE, FULL)


def test_a_channel_says_its_state_and_what_unlocks_it() -> None:
    told = dict(facts(RECOMMENDATIONS["prepared"], FULL))
    assert told["channel.cold-email"] == "prepare; First the law.; law hours=many; A02"


def test_line_breaks_in_a_text_do_not_make_a_line() -> None:
    assert len(render(HOSTILE, "plain").splitlines()) == len(facts(HOSTILE))
    assert dict(facts(HOSTILE))["basis"].endswith("tabbed\ufffd.")


@given(st.lists(st.text(st.sampled_from("ab;\\ :|")), min_size=1, max_size=4))
def test_parts_come_back_whatever_stands_in_them(values: list[str]) -> None:
    line = parts(*values)
    told: list[str] = []
    current, escaping = "", False
    for sign in line:
        if escaping:
            current, escaping = current + sign, False
        elif sign == "\\":
            escaping = True
        elif sign == ";":
            told, current = [*told, current], ""
        else:
            current += sign
    told.append(current)
    assert [each.strip() for each in told] == [" ".join(value.split()) for value in values]
