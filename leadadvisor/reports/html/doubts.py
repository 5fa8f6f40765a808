"""Doubts: cautions, where the sources disagree, and what would change the advice."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.model.recommendation import Caution, Flip, Mover, NextQuestion, Recommendation, TensionLine
from leadadvisor.reports import sentences, wording
from leadadvisor.reports.html.chart import lead_strip, length_bar, move_bar
from leadadvisor.reports.html.markup import Html, element, joined, unless_empty
from leadadvisor.reports.html.references import References
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import cautions_by_weight, flips_together, questions_that_matter, tensions_by_weight
from leadadvisor.reports.text import one_line

TENSIONS_IN_FULL = 2
_QUESTIONS = 3
_FLIPS = 4
_MOVERS = 2
_NOBODY = "\x00"
"""The place of "no leader" beside those of the approaches; no id looks like it."""


def cautions(recommendation: Recommendation, references: References) -> Html:
    """Every warning, what would mislead most first."""
    if not recommendation.cautions:
        return Html()
    return element(
        "section",
        element("h2", "Mind this", id="mind"),
        element("ul", *(_caution(one, references) for one in cautions_by_weight(recommendation)), class_="body"),
        class_="mind",
        aria_labelledby="mind",
    )


def tensions(recommendation: Recommendation, labels: Labels, references: References) -> Html:
    """Both sides of those that weigh most; the title and the outcome of the others."""
    lines = tensions_by_weight(recommendation, labels)
    if not lines:
        return Html()
    return element(
        "section",
        element("h2", "Where the sources disagree for you", id="tensions"),
        element(
            "div",
            *(tension(line, labels, references) for line in lines[:TENSIONS_IN_FULL]),
            _others("Also open", [line for line in lines[TENSIONS_IN_FULL:] if line.taken is None], labels),
            _others("Also settled", [line for line in lines[TENSIONS_IN_FULL:] if line.taken is not None], labels),
            class_="body",
        ),
        aria_labelledby="tensions",
    )


def tension(line: TensionLine, labels: Labels, references: References, heading: str = "h3") -> Html:
    """Both sides, the one that was taken set off, and what decided it."""
    found = labels.tension(line.id)
    sides = []
    for number, side in enumerate(found.sides if found else (), start=1):
        taken = line.taken in {number, "both"}
        said = references.said(side.claims)
        mark = element("span", "taken", class_="tag") if taken else Html()
        words = (wording.sentence(side.says), said, *((" ", mark) if mark else ()))
        sides.append(element("li", *words, class_="taken" if taken else "left"))
    return element(
        "article",
        element(heading, labels.disagreement(line.id)),
        unless_empty("ol", *sides, class_="sides"),
        element("p", wording.decided_by(line, labels), class_="outcome"),
        class_="tension",
    )


def changes(recommendation: Recommendation, labels: Labels) -> Html:
    """The open questions that matter, the answers that bring another leader, and those that move a share far."""
    questions = questions_that_matter(recommendation)[:_QUESTIONS]
    flips = flips_together(recommendation)[:_FLIPS]
    if not (questions or flips or recommendation.movers):
        return Html()
    return element(
        "section",
        element("h2", "What would change this", id="changes"),
        element(
            "div",
            _questions(questions, labels),
            _flips(flips, recommendation, labels),
            unless_empty("p", _steady(recommendation), class_="quiet"),
            _movers(recommendation.movers[:_MOVERS], recommendation, labels),
            class_="body changes",
        ),
        aria_labelledby="changes",
    )


def _caution(caution: Caution, references: References) -> Html:
    return element("li", wording.sentence(caution.text), references.said(caution.claims))


def _others(title: str, lines: Sequence[TensionLine], labels: Labels) -> Html:
    if not lines:
        return Html()
    told = (
        element(
            "li",
            labels.disagreement(line.id),
            *((" ", element("span", sentences.outcome(line), class_="tag")) if line.taken else ()),
        )
        for line in lines
    )
    return joined(element("h3", title), element("ul", *told, class_="titles"))


def _questions(questions: Sequence[NextQuestion], labels: Labels) -> Html:
    if not questions:
        return Html()
    lines = (
        element(
            "li",
            length_bar(one.largest_move),
            element(
                "p",
                f"“{labels.question(one.question)}”",
                element("span", f" ({one_line(one.question)}): {wording.stakes(one)}.", class_="fine"),
            ),
        )
        for one in questions
    )
    return joined(element("h3", "Answer next"), element("ol", *lines, class_="questions"))


def _flips(groups: Sequence[Sequence[Flip]], recommendation: Recommendation, labels: Labels) -> Html:
    if not groups:
        return Html()
    places = [approach.id for approach in recommendation.rulebook.approaches]
    lead = [(flips[0].leader or _NOBODY) for flips in groups]
    if _NOBODY in {*lead, recommendation.leader or _NOBODY}:
        places.append(_NOBODY)
    names = [labels.approach(place) if place != _NOBODY else "Nobody" for place in places]
    lines = (
        element(
            "li",
            lead_strip(places, recommendation.leader or _NOBODY, flips[0].leader or _NOBODY),
            _change(wording.flips(flips, labels), lever=flips[0].up),
        )
        for flips in groups
    )
    return joined(
        element("h3", "Another leader"),
        element("div", *(element("span", name) for name in names), class_="places", aria_hidden="true"),
        element("ul", *lines, class_="flips"),
    )


def _movers(movers: Sequence[Mover], recommendation: Recommendation, labels: Labels) -> Html:
    if not movers:
        return Html()
    lines = []
    for one in movers:
        portion = recommendation.portion(one.approach)
        now = portion.share if portion else 0
        told = wording.mover(one, recommendation, labels)
        lines.append(element("li", move_bar(now, one.share), _change(told, lever=one.up)))
    ends = (element("span", end) for end in ("0 %", "100 %"))
    return joined(
        element("h3", "The same leader, another share", class_="ends-title"),
        element("div", *ends, class_="places ends", aria_hidden="true"),
        element("ul", *lines, class_="movers"),
    )


def _change(told: str, *, lever: bool | None) -> Html:
    acting = (" ", element("span", wording.YOU_CAN_ACT, class_="lever")) if lever else ()
    return element("p", told, *acting)


def _steady(recommendation: Recommendation) -> str:
    return sentences.NO_FLIP if sentences.nothing_would_change(recommendation) else ""
