"""The html report: harmless whatever the texts hold, complete in itself, and readable for everybody."""

from __future__ import annotations

import itertools
import re

import pytest
from markup import Element, parsed
from poison import PAYLOADS, POISONED, poisoned
from sample import COMPLETE, HOSTILE, INCOMPLETE, NOTHING_FEASIBLE, RECOMMENDATIONS, UNDECIDED
from small import EXPLAINED
from small import HOSTILE as HOSTILE_TOLD

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout, render

LAYOUTS = {"quiet": Layout(verbosity=-1), "usual": Layout(), "everything": Layout(verbosity=2)}
ELEMENTS = {
    "body", "circle", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "head", "html",
    "li", "line", "link", "main", "meta", "ol", "p", "path", "rect", "section", "span", "strong", "style", "summary",
    "svg", "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "aria-hidden", "aria-label", "charset", "class", "content", "d", "dominant-baseline", "focusable", "height", "href",
    "http-equiv", "lang", "name", "rel", "role", "rx", "scope", "text-anchor", "viewBox", "viewbox", "width", "x", "x1",
    "x2", "y", "y1", "y2",
}  # fmt: skip
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

EVERY = [
    *(
        pytest.param(render(recommendation, "html", layout), id=f"{name}-{width}")
        for name, recommendation in {**RECOMMENDATIONS, **POISONED}.items()
        for width, layout in LAYOUTS.items()
    ),
    *(pytest.param(tell("html", Layout()), id=name) for name, tell in EXPLAINED.items()),
    *(pytest.param(tell("html", Layout(verbosity=2)), id=f"hostile {name}") for name, tell in HOSTILE_TOLD.items()),
]
"""Every page there is to look at."""


def page_of(recommendation: Recommendation, layout: Layout | None = None) -> Element:
    return parsed(render(recommendation, "html", layout or Layout()))


def attributes(page: Element, name: str) -> list[str]:
    return [each.attributes[name] or "" for each in page.every() if name in each.attributes]


# Harmless


@pytest.mark.parametrize("text", EVERY)
def test_no_text_becomes_an_element_or_an_attribute(text: str) -> None:
    page = parsed(text)
    assert {each.tag for each in page.every()} <= ELEMENTS
    assert {name for each in page.every() for name in each.attributes} <= ATTRIBUTES


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_is_shown_as_it_is(payload: str) -> None:
    poisonous = poisoned(COMPLETE, payload)
    page = page_of(poisonous)
    assert page.one("head").one("title").text().startswith(" ".join(payload.split()))
    assert poisonous.cautions[0].text in page.one("body").text()


@pytest.mark.parametrize("text", EVERY)
def test_classes_and_links_hold_nothing_from_the_rulebook(text: str) -> None:
    page = parsed(text)
    assert all(re.fullmatch(r"[a-z0-9 -]+", value) for value in attributes(page, "class"))
    assert attributes(page, "href") == ["data:,"]


def test_no_control_character_of_a_hostile_text_is_in_the_page() -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", render(HOSTILE, "html"))


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


# Readable


@pytest.mark.parametrize("text", [each for each in EVERY if "quiet" not in str(each.id)])
def test_headings_go_down_one_level_at_a_time(text: str) -> None:
    levels = [int(each.tag[1]) for each in parsed(text).every() if re.fullmatch(r"h[1-6]", each.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("text", EVERY)
def test_every_chart_is_hidden_from_screen_readers_or_has_a_name(text: str) -> None:
    for chart in parsed(text).every("svg"):
        named = chart.attributes.get("role") == "img" and chart.attributes.get("aria-label")
        assert named or chart.attributes.get("aria-hidden") == "true"


def test_the_page_has_its_language_its_landmark_and_a_title() -> None:
    page = page_of(COMPLETE)
    assert page.one("html").attributes["lang"] == "en"
    assert len(list(page.every("main"))) == 1
    assert page.one("head").one("title").text() == "Where your next leads should come from: Outbound first."
    german = COMPLETE._replace(rulebook=COMPLETE.rulebook._replace(language="de"))
    assert page_of(german).one("html").attributes["lang"] == "de"


def test_the_bars_tell_name_what_it_is_share_and_range() -> None:
    lines = [line.text() for line in page_of(INCOMPLETE).one("ul", "bars").every("li")]
    assert lines == [
        "Referral Happy people pass you on \N{MIDDLE DOT} 460 a month 50 % 20\N{EN DASH}70",
        "Outbound You write to buyers first \N{MIDDLE DOT} 220 a month 25 % 15\N{EN DASH}65",
        "Inbound Buyers find you \N{MIDDLE DOT} 220 a month 25 % 15\N{EN DASH}45",
    ]


def test_a_bar_is_certain_up_to_the_low_then_may_be_lost_then_gained() -> None:
    first = next(page_of(INCOMPLETE).one("ul", "bars").every("svg"))
    pieces = [tuple(each.attributes[name] for name in ("class", "x", "width")) for each in first.every("rect")]
    assert pieces == [("sure", "0%", "20%"), ("down", "20%", "30%"), ("up", "50%", "20%")]


def test_the_card_stands_first_with_all_its_rows() -> None:
    card = page_of(COMPLETE).one("section", "answer")
    assert [each.text() for each in card.every("dt")] == ["Why", "But", "Start", "Flips"]
    assert [each.text() for each in card.one("ol").every("li")] == [
        "Call N people.", "Check the law on cold contact.", "Publish the first answers.",
    ]  # fmt: skip
    assert card.one("p", "basis").text() == "Suggested by fixed rules from two short blog posts."


def test_a_line_above_the_card_is_there_only_where_it_is_given() -> None:
    assert not list(page_of(COMPLETE).every("p", "byline"))
    page = parsed(render(COMPLETE, "html", Layout(), "Plan <b> · for Ms Fox"))
    assert page.one("p", "byline").text() == "Plan <b> · for Ms Fox"


def test_background_is_folded_away() -> None:
    page = page_of(COMPLETE, Layout(verbosity=2))
    folded = [each.text() for details in page.every("details") for each in details.every("summary")]
    assert folded == [
        "Why not the others", "Where the sources disagree for you", "Channels",
        "How each share comes about", "Your answers", "What “Two Roads to Customers” says",
        "What “Leads debunked: Three kinds of them” says", "Not covered", "How we got this",
    ]  # fmt: skip


def test_where_nothing_is_feasible_what_must_change_comes_first() -> None:
    titles = [each.text() for each in page_of(NOTHING_FEASIBLE).every("h2")]
    assert titles == ["Watch out", "What could change this", "Channels", "Not covered", "How we got this"]


def test_where_nothing_leads_nothing_is_said_to() -> None:
    page = page_of(UNDECIDED)
    assert not list(page.every("p", "aside"))
    assert not [each.text() for each in page.every("h2") if "comes first" in each.text()]
