"""Charts: every value stands where it should."""

from __future__ import annotations

import re

from sample import COMPLETE, INCOMPLETE, UNDECIDED

from leadadvisor.reports.html.chart import Scale, lane, lead_strip, mix_bar, move_bar, step_bar


def places(chart: str, name: str) -> list[dict[str, str]]:
    """The attributes of every shape of that class."""
    shapes = re.findall(rf'<\w+ class="{name}"([^>]*)>', chart)
    return [dict(re.findall(r'(\w+)="([^"]*)"', shape)) for shape in shapes]


def test_a_share_with_a_range_is_certain_then_at_risk_then_possible() -> None:
    bar = mix_bar(INCOMPLETE.mix[0])
    spans = [(places(bar, name)[0]["x"], places(bar, name)[0]["width"]) for name in ("sure", "down", "up")]
    assert spans == [("0%", "20%"), ("20%", "30%"), ("50%", "20%")]
    assert places(bar, "tick")[0]["x1"] == "50%"


def test_a_settled_share_is_one_bar_without_a_tick() -> None:
    bar = mix_bar(COMPLETE.mix[0])
    assert [len(places(bar, name)) for name in ("sure", "down", "up", "tick", "whisker")] == [1, 0, 0, 0, 0]


def test_nothing_is_drawn_for_an_approach_without_a_share() -> None:
    assert places(mix_bar(UNDECIDED.mix[3]), "sure") == []


def test_a_step_reaches_from_where_the_last_one_ended_whichever_way_it_goes() -> None:
    scale = Scale(-1000, 9000)
    assert places(step_bar(4000, 2500, scale, "less"), "less")[0] | {"rx": ""} == {
        "x": "35.00%", "y": "7", "width": "15.00%", "height": "14", "rx": "",
    }  # fmt: skip
    assert places(step_bar(2500, 4000, scale, "more"), "more")[0]["x"] == "35.00%"
    assert places(step_bar(0, 3000, scale, "start"), "zero")[0]["x1"] == "10.00%"


def test_a_move_goes_from_a_ring_to_a_dot() -> None:
    chart = move_bar(55, 30)
    assert (places(chart, "now")[0]["cx"], places(chart, "then")[0]["cx"]) == ("55%", "30%")


def test_who_leads_stands_in_the_middle_of_its_place() -> None:
    chart = lead_strip(["a", "b"], "a", "b")
    assert (places(chart, "now")[0]["cx"], places(chart, "then")[0]["cx"]) == ("25.00%", "75.00%")
    assert places(lead_strip(["a", "b"], "gone", "b"), "now") == []


def test_a_lane_has_a_mark_for_each_step_within_its_phase() -> None:
    chart = lane([["action", "decision"], [], ["take-up"]])
    assert 0 < float(places(chart, "action")[0]["cx"][:-1]) < 100 / 3
    assert 200 / 3 < float(places(chart, "take-up")[0]["cx"][:-1]) < 100
    assert len(places(chart, "decision")) == 1
    assert len(places(chart, "way")) == 2
