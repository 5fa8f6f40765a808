"""One recommendation, told alike: shares, leader, tensions and cautions taken from each format are the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest
import yaml
from markup import Element, parsed
from sample import COMPLETE, INCOMPLETE, NOTHING_FEASIBLE, UNDECIDED

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import FORMATS, Layout, render
from leadadvisor.text import one_line


class Told(NamedTuple):
    """What a reader takes from a report."""

    leader: str | None
    shares: dict[str, int]
    tensions: dict[str, object]
    cautions: set[str]


def from_structure(told: dict[str, Any]) -> Told:
    return Told(
        told["leader"],
        {portion["approach"]: portion["share"] for portion in told["mix"]},
        {tension["title"]: tension["taken"] for tension in told["tensions"]},
        {caution["text"] for caution in told["cautions"]},
    )


def from_json(text: str, recommendation: Recommendation) -> Told:
    del recommendation
    return from_structure(json.loads(text))


def from_yaml(text: str, recommendation: Recommendation) -> Told:
    del recommendation
    return from_structure(yaml.safe_load(text))


def from_plain(text: str, recommendation: Recommendation) -> Told:
    del recommendation
    facts = [line.partition(": ")[::2] for line in text.splitlines()]
    takes = {"1": 1, "2": 2, "both": "both", "open": None}
    lines = [value.split("; ") for key, value in facts if re.fullmatch(r"tension_[^_]+", key)]
    leader = dict(facts)["leader"]
    return Told(
        None if leader == "none" else leader,
        {key.removeprefix("share_"): int(value) for key, value in facts if key.startswith("share_")},
        {parts[-1]: takes[parts[0]] for parts in lines},
        {re.sub(r" \[[^]]*\]$", "", value) for key, value in facts if key.startswith("caution_")},
    )


def from_terminal(text: str, recommendation: Recommendation) -> Told:
    """Names are looked up by their labels; what is told in words is found in the page's own words."""
    page = " ".join(text.split())
    ids = {approach.label: approach.id for approach in recommendation.rulebook.approaches}
    mix = re.findall(r"^  (\S.*?)  +.*?(\d+) %", text.partition("The mix\n")[2].partition("\n\nMind")[0], re.MULTILINE)
    leads = re.search(r"^Why (.*) leads$", text, re.MULTILINE)
    labels = {label.lower(): name for label, name in ids.items()}
    tensions: dict[str, object] = {}
    for tension in recommendation.rulebook.tensions:
        in_full = re.search(rf"{re.escape(tension.title)} 1 .*?→ (?:Taken: side (\d)|(Both sides)|Still open)", page)
        in_short = re.search(rf"{re.escape(tension.title)} \((?:side (\d)|(both hold))\)", page)
        outcome = in_full or in_short
        if outcome:
            tensions[tension.title] = int(outcome[1]) if outcome[1] else "both" if outcome[2] else None
    warned = text.partition("Mind this\n")[2].partition("\n\n")[0]
    return Told(
        labels[leads[1]] if leads else None,
        {ids[label]: int(share) for label, share in mix},
        tensions,
        {one_line(part) for part in re.split(r"^  ! ", warned, flags=re.MULTILINE) if part},
    )


def from_markdown(text: str, recommendation: Recommendation) -> Told:
    """The table, headings and lists of the document, the signs that markdown escapes as they are."""
    text = re.sub(r"\\(?=[^\w\s])", "", text)
    ids = {approach.label: approach.id for approach in recommendation.rulebook.approaches}
    labels = {label.lower(): name for label, name in ids.items()}
    mix = re.findall(r"^\| (.*?) \| (?:leads|in support|on the side|ruled out) \| (\d+) % \|", text, re.MULTILINE)
    leads = re.search(r"^## Why (.*) leads$", text, re.MULTILINE)
    tensions: dict[str, object] = {}
    for title in (tension.title for tension in recommendation.rulebook.tensions):
        told = rf"^### {re.escape(title)}\n\n1\. .*\n2\. .*\n\n(?:Taken: side (\d)|(Both sides)|Still open)"
        outcome = re.search(told, text, re.MULTILINE) or re.search(
            rf"^- {re.escape(title)}(?: \((?:side (\d)|(both hold))\))?$", text, re.MULTILINE
        )
        if outcome:
            tensions[title] = int(outcome[1]) if outcome[1] else "both" if outcome[2] else None
    warned = text.partition("## Mind this\n\n")[2].partition("\n\n")[0]
    return Told(
        labels[leads[1]] if leads else None,
        {ids[label]: int(share) for label, share in mix},
        tensions,
        {line.removeprefix("- ") for line in warned.splitlines()},
    )


def from_html(text: str, recommendation: Recommendation) -> Told:
    """What stands in the page for people to read; no attribute but classes is looked at."""
    page = parsed(text)
    ids = {approach.label: approach.id for approach in recommendation.rulebook.approaches}
    labels = {label.lower(): name for label, name in ids.items()}
    mix = [(line.one(name="name").text(), line.one(name="share").text()) for line in each_of(page, "mix")]
    why = [re.fullmatch(r"Why (.*) leads", heading.text()) for heading in page.every("h2")]
    leads = next((found for found in why if found), None)
    takes = {"side 1": 1, "side 2": 2, "both hold": "both"}
    tensions: dict[str, object] = {}
    for line in each_of(page, "titles"):
        outcome = [takes[tag.text()] for tag in line.every(name="tag")]
        tensions[line.text(without="span")] = outcome[0] if outcome else None
    for article in page.every("article", "tension"):
        title = next(each for each in article.every() if each.tag in {"h3", "h4"})
        found = re.match(r"Taken: side (\d)|(Both sides)|Still open", article.one(name="outcome").text())
        assert found
        told = int(found[1]) if found[1] else "both" if found[2] else None
        assert tensions.setdefault(title.text(), told) == told
    warned = [line for section in page.every("section", "mind") for line in section.every("li")]
    return Told(
        labels[leads[1]] if leads else None,
        {ids[name]: int(share.removesuffix("%")) for name, share in mix},
        tensions,
        {line.text(without="cite") for line in warned},
    )


def each_of(page: Element, name: str) -> list[Element]:
    return [line for listed in page.every("ul", name) for line in listed.every("li")]


READERS: Mapping[str, Callable[[str, Recommendation], Told]] = {
    "terminal": from_terminal,
    "plain": from_plain,
    "json": from_json,
    "yaml": from_yaml,
    "markdown": from_markdown,
    "html": from_html,
}


def test_there_is_a_reader_for_every_format() -> None:
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("report", READERS)
@pytest.mark.parametrize(
    "recommendation",
    [COMPLETE, INCOMPLETE, UNDECIDED, NOTHING_FEASIBLE],
    ids=["complete", "incomplete", "undecided", "nothing-feasible"],
)
def test_every_format_tells_the_same(recommendation: Recommendation, report: str) -> None:
    titles = {tension.id: tension.title for tension in recommendation.rulebook.tensions}
    assert READERS[report](render(recommendation, report, Layout(80)), recommendation) == Told(
        recommendation.leader,
        {portion.approach: portion.share for portion in recommendation.mix},
        {titles[line.id]: line.taken for line in recommendation.tensions},
        {caution.text for caution in recommendation.cautions},
    )
