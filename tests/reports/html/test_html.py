"""The html report: harmless whatever the texts hold, complete in itself, and readable for everybody."""

from __future__ import annotations

import itertools
import re

import pytest
from markup import Element, parsed
from poison import PAYLOADS, POISONED, poisoned
from sample import COMPLETE, HOSTILE, INCOMPLETE, NOTHING_FEASIBLE, RECOMMENDATIONS, UNDECIDED

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout, render

LAYOUTS = {"quiet": Layout(verbosity=-1), "usual": Layout(), "details": Layout(verbosity=1)}
ELEMENTS = {
    "a", "article", "b", "body", "circle", "cite", "details", "div", "footer", "h1", "h2", "h3", "h4", "h5", "head",
    "header", "html", "li", "line", "link", "main", "meta", "ol", "p", "path", "rect", "section", "span", "strong",
    "style", "summary", "svg", "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "aria-hidden", "aria-label", "aria-labelledby", "charset", "class", "content", "cx", "cy", "d", "focusable",
    "height", "href", "http-equiv", "id", "lang", "name", "open", "r", "rel", "rx", "scope", "text-anchor", "width",
    "x", "x1", "x2", "y", "y1", "y2",
}  # fmt: skip
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

EVERY = [
    pytest.param(recommendation, layout, id=f"{name}-{width}")
    for name, recommendation in {**RECOMMENDATIONS, **POISONED}.items()
    for width, layout in LAYOUTS.items()
]


def page_of(recommendation: Recommendation, layout: Layout | None = None) -> Element:
    return parsed(render(recommendation, "html", layout or Layout()))


def attributes(page: Element, name: str) -> list[str]:
    return [each.attributes[name] or "" for each in page.every() if name in each.attributes]


# Harmless


@pytest.mark.parametrize(("recommendation", "layout"), EVERY)
def test_no_text_becomes_an_element_or_an_attribute(recommendation: Recommendation, layout: Layout) -> None:
    page = page_of(recommendation, layout)
    assert {each.tag for each in page.every()} <= ELEMENTS
    assert {name for each in page.every() for name in each.attributes} <= ATTRIBUTES


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_is_shown_as_it_is(payload: str) -> None:
    page = page_of(poisoned(COMPLETE, payload))
    shown = " ".join(payload.split())
    assert page.one("h1").text().startswith(shown)
    assert page.one("title").text().startswith(shown)
    assert shown in page.one(name="headline").text()


@pytest.mark.parametrize(("recommendation", "layout"), EVERY)
def test_classes_ids_and_links_hold_nothing_from_the_rulebook(recommendation: Recommendation, layout: Layout) -> None:
    page = page_of(recommendation, layout)
    for name in ("class", "id", "aria-labelledby"):
        assert all(re.fullmatch(r"[a-z0-9 -]+", value) for value in attributes(page, name))
    assert all(re.fullmatch(r"#[a-z0-9-]+|data:,", value) for value in attributes(page, "href"))


# Complete in itself


def test_the_page_may_load_nothing_and_says_so_before_anything_else() -> None:
    head = page_of(COMPLETE).one("head")
    policies = [each for each in head.every("meta") if each.attributes.get("http-equiv")]
    assert [(each.attributes["http-equiv"], each.attributes["content"]) for each in policies] == [
        ("Content-Security-Policy", POLICY)
    ]
    elements = [each for each in head.content if isinstance(each, Element)]
    assert elements.index(policies[0]) < elements.index(head.one("style"))


def test_the_page_refers_to_nothing_outside_itself() -> None:
    text = render(COMPLETE, "html")
    assert not re.findall(r"""(?:src|href|action|url|import)\s*[=(]\s*["']?\s*(?:\w+:)?//""", text)
    assert "@import" not in text
    assert "url(" not in text
    assert "<script" not in text


def test_the_style_sheet_is_in_the_page_as_it_is() -> None:
    style = page_of(COMPLETE).one("style")
    assert "prefers-color-scheme: dark" in style.text()
    assert "@media print" in style.text()
    assert "&" not in style.text()


@pytest.mark.parametrize(("recommendation", "layout"), EVERY)
def test_every_link_within_the_page_leads_somewhere(recommendation: Recommendation, layout: Layout) -> None:
    page = page_of(recommendation, layout)
    ids = attributes(page, "id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in attributes(page, "href") if link.startswith("#")} <= set(ids)
    assert set(attributes(page, "aria-labelledby")) <= set(ids)


# Readable


@pytest.mark.parametrize(("recommendation", "layout"), EVERY)
def test_headings_go_down_one_level_at_a_time(recommendation: Recommendation, layout: Layout) -> None:
    levels = [int(each.tag[1]) for each in page_of(recommendation, layout).every() if re.fullmatch(r"h[1-6]", each.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize(("recommendation", "layout"), EVERY)
def test_every_chart_is_hidden_from_screen_readers_beside_words_that_say_the_same(
    recommendation: Recommendation, layout: Layout
) -> None:
    page = page_of(recommendation, layout)
    inner = [inside for chart in page.every("svg") for inside in chart.every("svg")]
    outer = [chart for chart in page.every("svg") if all(chart is not one for one in inner)]
    assert outer or not recommendation.mix
    assert all(chart.attributes.get("aria-hidden") == "true" for chart in outer)


def test_the_page_has_its_language_its_landmarks_and_a_title() -> None:
    page = page_of(COMPLETE)
    assert page.one("html").attributes["lang"] == "en"
    assert [len(list(page.every(tag))) for tag in ("header", "main", "footer")] == [1, 1, 1]
    assert page.one("title").text() == "Where your next leads should come from: Outbound leads (leaning)."


def test_the_mix_tells_name_part_share_and_range() -> None:
    lines = [line.text() for line in page_of(INCOMPLETE).one("ul", "mix").every("li")]
    assert lines == [
        "Referral leads 50 % between 20 and 70 %",
        "Outbound in support 25 % between 15 and 65 %",
        "Inbound in support 25 % between 15 and 45 %",
    ]


def test_where_no_answer_is_open_there_is_no_range_and_no_legend() -> None:
    page = page_of(COMPLETE)
    assert not list(page.every(name="range"))
    assert not list(page.every(name="legend"))


@pytest.mark.parametrize(
    "recommendation", [COMPLETE, INCOMPLETE, UNDECIDED], ids=["complete", "incomplete", "undecided"]
)
def test_the_figures_of_every_waterfall_add_up_to_its_share(recommendation: Recommendation) -> None:
    waterfalls = list(page_of(recommendation, Layout(verbosity=1)).every("ol", "waterfall"))
    assert len(waterfalls) == len(recommendation.mix) + (recommendation.leader is not None)
    for waterfall in waterfalls:
        figures = [each.text().replace("\u2212", "-") for each in waterfall.every("span", "figure")]
        *steps, share = [round(float(figure) * 10) for figure in figures]
        assert abs(sum(steps) - share) <= len(steps) / 2 + 1  # each is rounded by itself


def test_each_step_of_a_waterfall_begins_where_the_last_one_ended() -> None:
    first = next(page_of(COMPLETE).every("ol", "waterfall"))
    bars = [(line.attributes["class"], next(line.every("rect")).attributes) for line in first.every("li")]
    edges = [(kind, float((bar["x"] or "")[:-1]), float((bar["width"] or "")[:-1])) for kind, bar in bars]
    level = edges[0][1] + edges[0][2]
    for (kind, start, width), figure in zip(edges[1:-1], list(first.every("span", "figure"))[1:-1], strict=True):
        falls = figure.text().startswith("\u2212")
        assert (start + width if falls else start) == pytest.approx(level, abs=0.02), kind
        level = start if falls else start + width
    assert (edges[0][1], edges[-1][1]) == (0, 0)
    assert edges[-1][2] == pytest.approx(level, abs=0.02)


def test_details_are_folded_away_unless_they_are_asked_for() -> None:
    assert ["open" in each.attributes for each in page_of(COMPLETE).every("details")] == [False] * 5
    assert ["open" in each.attributes for each in page_of(COMPLETE, Layout(verbosity=1)).every("details")] == [True] * 5


def test_quiet_is_the_advice_its_cautions_and_its_basis() -> None:
    page = page_of(COMPLETE, Layout(verbosity=-1))
    assert [each.text() for each in page.every("h2")] == ["The mix", "Mind this", "Not considered", "Basis"]


def test_where_nothing_is_feasible_what_must_change_comes_first() -> None:
    titles = [each.text() for each in page_of(NOTHING_FEASIBLE).every("h2")]
    assert titles == ["Mind this", "What would change this", "Channels", "In detail", "Not considered", "Basis"]


def test_where_nobody_leads_nobody_is_said_to() -> None:
    page = page_of(UNDECIDED)
    assert not list(page.every(name="badge"))
    assert "What speaks for and against each" in [each.text() for each in page.every("h2")]


def test_every_claim_that_is_cited_stands_at_the_end_in_full() -> None:
    told = [each.text() for each in page_of(COMPLETE).every("p", "claim")]
    assert "B01 Referrals cannot be scaled. Referral / Con, says it strongly: “impossible”" in told


def test_what_would_change_the_advice_is_drawn_for_every_approach_and_for_nobody() -> None:
    places = next(page_of(COMPLETE).every("div", "places"))
    assert [each.text() for each in places.every("span")] == ["Referral", "Inbound", "Outbound", "Nobody"]


def test_the_plan_has_a_column_for_each_phase_and_a_mark_for_each_step() -> None:
    page = page_of(COMPLETE)
    phases = dict.fromkeys(step.phase for step in COMPLETE.plan)
    assert len(list(page.every("article", "phase"))) == len(phases)
    steps = [line for phase in page.every("article", "phase") for line in phase.every("li")]
    assert len(steps) == len(COMPLETE.plan)
    lanes = page.one("ul", "lanes")
    marks = [each for each in lanes.every() if each.attributes.get("class") in {"action", "take-up", "decision"}]
    assert len(marks) == len(COMPLETE.plan)


def test_no_control_character_of_a_hostile_text_is_in_the_page() -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", render(HOSTILE, "html"))
