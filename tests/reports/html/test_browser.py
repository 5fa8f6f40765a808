"""The html report in a real browser with its network off: nothing overflows, nothing fails, everybody can read it.

Needs Chromium, and axe-core from npm in the folder that AXE_CORE names; `.ci/run` installs both. Without them the
tests are skipped, but not where CI is set.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import browser
import pytest
from poison import PAYLOADS, poisoned
from sample import COMPLETE, RECOMMENDATIONS

import leadadvisor
from leadadvisor.engine.means import with_means
from leadadvisor.model.means import Figures
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout, render
from leadadvisor.reports.handbook import handbook
from leadadvisor.toolchain.coverage import cases_by_rule

pytestmark = pytest.mark.slow

MOST_SHEETS = 5
WIDTHS = (360, 768, 1280)
THEMES = {"light": False, "dark": True}
GRAVE = {"serious", "critical"}
ANSWERS = {
    "goal": "scale-proven-segment", "segment": "proven", "timeline": "3-6-months", "customers": "many",
    "network": "some", "people": "founders-learning", "outreach": "started", "icp-clarity": "precise",
    "named-accounts": "up-to-50", "buyers": "study", "hours": "5-15", "budget": "small-tests",
    "patience": "6-12-months", "inbound-assets": "content-only", "priority": "volume", "competition": "some",
}  # fmt: skip
FIGURES = Figures(weekly_hours=4000, monthly_budget=500_000, currency="EUR")
EXTREMES = {
    "everything-at-once": {**ANSWERS, "hours": "over-40", "budget": "ample", "people": "strong-sellers"},
    "nothing-at-all": {
        "people": "nobody", "customers": "none", "network": "none", "hours": "under-5", "budget": "none",
        "inbound-assets": "nothing",
    },
    "contradictory": {
        "goal": "scale-proven-segment", "segment": "new", "patience": "under-3-months", "priority": "forecast",
        "people": "nobody", "hours": "under-5", "budget": "none", "timeline": "under-1-month",
        "named-accounts": "over-50", "icp-clarity": "unclear",
    },
    "one-answer": {"goal": "feed-closers"},
}  # fmt: skip
FEW_ANSWERS = {"goal": "feed-closers", "timeline": "1-3-months", "people": "closers-only", "icp-clarity": "precise"}

AUDIT = """
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(
  told => JSON.stringify(told.violations.map(
    found => [found.impact, found.id, found.nodes.map(node => node.html).slice(0, 3)])))
"""
UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true })"
WIDER_THAN_THE_WINDOW = """
[...document.querySelectorAll("body *")].filter(each => {
  const box = each.getBoundingClientRect()
  return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)
}).map(each => each.outerHTML.slice(0, 80))
"""


def recommendations() -> Mapping[str, Recommendation]:
    """The samples, two from the rulebook that comes along, and one whose every text is hostile."""
    rulebook = leadadvisor.load_rulebook(Path(__file__).parents[3] / "rules")
    return {
        **RECOMMENDATIONS,
        "all-answers": leadadvisor.recommend(rulebook, ANSWERS),
        "few-answers": leadadvisor.recommend(rulebook, FEW_ANSWERS),
        **{name: with_means(leadadvisor.recommend(rulebook, answers), FIGURES) for name, answers in EXTREMES.items()},
        "poisoned": poisoned(COMPLETE, " ".join(PAYLOADS)),
    }


def missing(what: str) -> None:
    """Skip, or fail where everything must be there."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, which CI must have")
    pytest.skip(f"{what} is missing; .ci/run installs it")


@pytest.fixture(scope="module")
def page() -> Iterator[browser.Page]:
    program = browser.find()
    if program is None:
        missing("Chromium")
    with browser.opened(program or "") as opened:
        yield opened


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    script = Path(os.environ.get("AXE_CORE") or "node_modules/axe-core") / "axe.min.js"
    if not script.exists():
        missing("axe-core")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of each recommendation as a file."""
    folder = tmp_path_factory.mktemp("pages")
    written = {name: folder / f"{name}.html" for name in recommendations()}
    for name, recommendation in recommendations().items():
        written[name].write_text(render(recommendation, "html"), encoding="utf-8")
    return written


NAMES = [*RECOMMENDATIONS, "all-answers", "few-answers", "poisoned"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_opens_without_the_network_or_a_complaint_and_fits_its_window(
    name: str, theme: str, width: int, page: browser.Page, files: dict[str, Path]
) -> None:
    page.show(files[name], width=width, dark=THEMES[theme])
    for unfolding in ("0", UNFOLD):
        page.value(unfolding)
        assert page.value("document.scrollingElement.scrollWidth") <= width
        assert page.value(WIDER_THAN_THE_WINDOW) == []
    asked = {told["request"]["url"] for told in page.told("Network.requestWillBeSent")}
    assert {url for url in asked if not url.startswith("data:,")} == {files[name].as_uri()}
    complaints = [page.told(method) for method in ("Log.entryAdded", "Runtime.consoleAPICalled")]
    complaints.append(page.told("Runtime.exceptionThrown"))
    assert complaints == [[], [], []]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("theme", THEMES)
def test_an_audit_finds_nothing_that_keeps_people_out(
    name: str, theme: str, page: browser.Page, files: dict[str, Path], axe: str
) -> None:
    page.show(files[name], width=768, dark=THEMES[theme])
    page.value(UNFOLD)
    page.value(f"{axe};0")
    found: list[tuple[str, str, Any]] = json.loads(page.value(AUDIT))
    assert [each for each in found if each[0] in GRAVE] == []


@pytest.mark.parametrize("theme", THEMES)
def test_light_and_dark_differ_as_they_should(theme: str, page: browser.Page, files: dict[str, Path]) -> None:
    page.show(files["complete"], dark=THEMES[theme])
    colours = page.value("(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))")
    light = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours]
    assert (light[0] < light[1]) is THEMES[theme]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"hostile", "poisoned"}])
def test_card_plan_and_risks_are_printed_on_one_sheet_and_the_annex_on_others(
    name: str, page: browser.Page, files: dict[str, Path]
) -> None:
    page.show(files[name], dark=True)
    whole = sheets(page)
    page.value("document.querySelectorAll('.annex, .annex ~ *').forEach(each => each.remove())")
    assert sheets(page) == 1
    assert whole <= MOST_SHEETS


def sheets(page: browser.Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.printed()))


def test_the_handbook_prints_on_fewer_than_60_pages_and_fits_a_phone(page: browser.Page, tmp_path: Path) -> None:
    rulebook = leadadvisor.load_rulebook(Path(__file__).parents[3] / "rules")
    file = tmp_path / "handbook.html"
    file.write_text(handbook(rulebook, cases_by_rule(rulebook), "html"), encoding="utf-8")
    page.show(file, width=360)
    assert page.value(WIDER_THAN_THE_WINDOW) == []
    assert sheets(page) < 60


def test_whoever_unfolds_the_details_prints_them_too(page: browser.Page, files: dict[str, Path]) -> None:
    page.show(files["all-answers"])
    page.value(UNFOLD)
    assert len(re.findall(rb"/Type\s*/Page\b", page.printed())) > 2


def test_the_details_are_reached_and_unfolded_by_keyboard(page: browser.Page, files: dict[str, Path]) -> None:
    page.show(files["complete"])
    page.value("document.querySelector('summary').focus()")
    for kind in ("keyDown", "keyUp"):
        page.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r")
    assert page.value("document.querySelector('details').open") is True


def test_hostile_texts_run_nothing(page: browser.Page, files: dict[str, Path]) -> None:
    page.show(files["poisoned"])
    assert page.value("document.scripts.length") == 0
    assert page.value("document.images.length") == 0
    assert page.told("Page.javascriptDialogOpening") == []


def test_a_script_in_the_page_would_not_run_and_would_be_noticed(page: browser.Page, tmp_path: Path) -> None:
    """The policy works, and a complaint reaches the tests above."""
    file = tmp_path / "page.html"
    text = render(COMPLETE, "html", Layout())
    file.write_text(text.replace("</body>", "<script>document.title = 'run'</script></body>"), encoding="utf-8")
    page.show(file)
    assert page.value("document.title") != "run"
    assert "Content Security Policy" in str(page.told("Log.entryAdded"))
