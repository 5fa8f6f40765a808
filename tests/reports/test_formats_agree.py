"""One recommendation, told alike: whatever a format must tell is found in each of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt
from markup import parsed
from sample import COMPLETE, HELD_BACK, INCOMPLETE, LEVEL, NOTHING_FEASIBLE, PREPARED, RECOMMENDATIONS, UNDECIDED

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import FORMATS, Layout, render
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.verdict import headline
from leadadvisor.text import first_sentence, one_line

SAMPLES = {name: each for name, each in RECOMMENDATIONS.items() if name != "hostile"}
FOR_PEOPLE = ("terminal", "markdown", "html")
APART = {"Share", "Range", "More", "full", "explain", "plan", "whatif", "show", "lighter"}
"""Words of ours around bars and tables, and about flags: they are not for every format."""
FOR_PROGRAMS = ("json", "yaml", "plain")


def words(text: str) -> str:
    """The text with single blanks, and with the signs of all formats alike."""
    return one_line(text.replace("\N{NO-BREAK SPACE}", " "))


def read_terminal(text: str) -> str:
    return words(text)


def read_markdown(text: str) -> str:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inline = ["".join(part.content for part in token.children or []) for token in tokens if token.type == "inline"]
    return words(" ".join(inline))


def read_html(text: str) -> str:
    """Without the pictures, whose words stand beside them."""
    return words(parsed(re.sub(r"<figure\b.*?</figure>", "", text, flags=re.DOTALL)).one("body").text())


READERS: Mapping[str, Callable[[str], str]] = {
    "terminal": read_terminal,
    "markdown": read_markdown,
    "html": read_html,
}


def must_tell(recommendation: Recommendation) -> list[str]:
    """Sentences a person must find in every whole report, whatever its format."""
    labels = Labels(recommendation.rulebook)
    first = first_sentence(recommendation.rulebook.basis)
    told = [headline(recommendation, labels), first, recommendation.rulebook.basis.removeprefix(first).strip()]
    told += [caution.text for caution in recommendation.cautions]
    told += [against.because for against in recommendation.against]
    told += [step.action for step in recommendation.plan]
    told += [step.measure for step in recommendation.plan]
    told += [line.because for line in recommendation.channels]
    told += [one.because for portion in recommendation.mix for one in portion.contributions if one.points]
    told += [f"“{document.title}”" for document in recommendation.rulebook.documents]
    told += [labels.disagreement(line.id) for line in recommendation.tensions]
    told += [f"{portion.share} %" for portion in recommendation.mix]
    told += [labels.question(one.question) for one in recommendation.next_questions]
    return [words(text) for text in told]


@pytest.mark.parametrize("report", FOR_PEOPLE)
@pytest.mark.parametrize("recommendation", SAMPLES.values(), ids=SAMPLES)
def test_everything_a_person_must_find_is_in_every_format(recommendation: Recommendation, report: str) -> None:
    page = READERS[report](render(recommendation, report, Layout(verbosity=2)))
    lost = [text for text in must_tell(recommendation) if text.rstrip(".") not in page]
    assert lost == []


@pytest.mark.parametrize("recommendation", SAMPLES.values(), ids=SAMPLES)
def test_the_three_formats_for_people_say_the_same_words(recommendation: Recommendation) -> None:
    """But for bars, signs that mark a line, and how a table or a note is set."""

    def letters(report: str) -> set[str]:
        page = READERS[report](render(recommendation, report, Layout(100, verbosity=2)))
        return set(re.findall(r"\w+", page)) - APART

    assert letters("terminal") == letters("markdown") == letters("html")


def from_tree(told: dict[str, Any]) -> tuple[object, ...]:
    shares = {portion["approach"]: (portion["share"], portion["low"], portion["high"]) for portion in told["mix"]}
    held = told["held_back"] and told["held_back"]["approach"]
    flips = [(flip["leader"] or flip["status"], flip["up"]) for flip in told["flips"]]
    states = {line["channel"]: line["state"] for line in told["channels"]}
    steps = [step["id"] for step in told["plan"]]
    return told["status"], told["leader"], told["headline"], told["level"], held, shares, flips, states, steps


def from_plain(text: str) -> tuple[object, ...]:
    facts = [line.partition(": ")[::2] for line in text.splitlines()]
    one = dict(facts)
    none = {"none": None}
    shares = {
        key.removeprefix("share."): (int(value), *map(int, one[key.replace("share", "range")].split("-")))
        for key, value in facts
        if key.startswith("share.")
    }
    ups = {"up": True, "down": False, "fact": None}
    flips = [(value.split("; ")[1], ups[value.split("; ")[2]]) for key, value in facts if key == "flip"]
    states = {key.removeprefix("channel."): value.split(";")[0] for key, value in facts if key.startswith("channel.")}
    steps = [value.split("; ")[2] for key, value in facts if key.startswith("plan.")]
    held, leader = (none.get(one[key], one[key]) for key in ("held_back", "leader"))
    return one["status"], leader, one["headline"], one["level"] == "yes", held, shares, flips, states, steps


@pytest.mark.parametrize(
    "recommendation",
    [COMPLETE, INCOMPLETE, LEVEL, HELD_BACK, PREPARED, NOTHING_FEASIBLE],
    ids=["complete", "incomplete", "level", "held-back", "prepared", "nothing-feasible"],
)
def test_the_three_formats_for_programs_hold_the_same(recommendation: Recommendation) -> None:
    expected = from_tree(json.loads(render(recommendation, "json")))
    assert from_tree(yaml.safe_load(render(recommendation, "yaml"))) == expected
    assert from_plain(render(recommendation, "plain", Layout(verbosity=1))) == expected


@pytest.mark.parametrize("report", FORMATS)
@pytest.mark.parametrize("recommendation", [*SAMPLES.values(), UNDECIDED])
def test_every_format_gives_the_headline_and_what_it_rests_on(recommendation: Recommendation, report: str) -> None:
    text = render(recommendation, report)
    page = READERS[report](text) if report in READERS else words(text)
    assert words(headline(recommendation, Labels(recommendation.rulebook))) in page
    assert recommendation.rulebook.basis.split(".")[0] in page


def test_every_format_stands_on_one_side() -> None:
    assert {*FOR_PEOPLE, *FOR_PROGRAMS} == set(FORMATS)
