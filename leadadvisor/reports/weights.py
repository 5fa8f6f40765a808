"""How far each weight may be another before the result is: document, plain lines, and "leadadvisor/weights/2".

Plain keys: headline, leader, `weight.<name>` (value; same leader low-high; same mix low-high; tried low-high),
`beyond.<name>` (value; what there is then), basis.
"""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.what_if import Outcome, WeightRange, Weights
from leadadvisor.reports import Verbosity, verdict, words
from leadadvisor.reports.document import Block, Document, Heading, Item, Items, Paragraph, Table
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.plain import NONE, parts
from leadadvisor.reports.tree import Tree, outline
from leadadvisor.text import one_line, safe

SCHEMA = "leadadvisor/weights/2"

_COLUMNS = ("weight", "now", "same leader", "same mix")
_JUDGEMENT = (
    "The weights are this rulebook's judgement. Each line changes one and leaves the others. It gives the values that "
    "keep the first place, and those that keep the whole mix."
)
_TRIED = (
    "Exact, for your answers as given: every whole value that a rulebook may have was looked at, up to 100. "
    "points-to-double cannot change what comes first: it only says how far apart the shares are. "
    "To try one: leadadvisor whatif --set-points strong=4, with your answers."
)


def document(value: Weights, verbosity: Verbosity, byline: str = "") -> Document:
    """The ranges in a table, and what comes beyond them."""
    rulebook = value.recommendation.rulebook
    blocks = tuple(_blocks(value, Labels(rulebook), verbosity))
    return Document(f"{one_line(rulebook.title)}: the weights", blocks, byline, rulebook.language)


def records(value: Weights, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """One line a weight: its value, the range of the same leader, that of the same mix, and what comes beyond."""
    recommendation = value.recommendation
    yield "headline", verdict.headline(recommendation, Labels(recommendation.rulebook))
    yield "leader", recommendation.leader or NONE
    for each in value.ranges:
        leader, mix, tried = f"{each.low}-{each.high}", f"{each.mix_low}-{each.mix_high}", f"{each.least}-{each.most}"
        yield f"weight.{each.setting}", parts(each.value, leader, mix, tried)
        for outcome in (each.below, each.above):
            if outcome is not None and verbosity >= 0:
                yield f"beyond.{each.setting}", parts(outcome.value, outcome.leader or outcome.status)
    yield "basis", words.honest(recommendation.rulebook)


def tree(value: Weights) -> dict[str, Tree]:
    """Everything, with keys always in the same order."""
    recommendation = value.recommendation
    return {
        "schema": SCHEMA,
        **outline(recommendation, Labels(recommendation.rulebook)),
        "weightings_percent": recommendation.weightings_percent,
        "weights": [
            {
                "setting": each.setting,
                "value": each.value,
                "tried": [each.least, each.most],
                "same_leader": [each.low, each.high],
                "same_mix": [each.mix_low, each.mix_high],
                "below": _outcome(each.below),
                "above": _outcome(each.above),
            }
            for each in value.ranges
        ],
        "basis": safe(recommendation.rulebook.basis),
    }


def _blocks(value: Weights, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    yield Heading(verdict.headline(value.recommendation, labels), 1)
    yield Heading("How far each weight could change")
    if verbosity >= 0:
        yield Paragraph(_JUDGEMENT, "quiet")
    yield Table(_COLUMNS, tuple(_row(each) for each in value.ranges))
    if verbosity >= 0:
        told = verdict.weightings(value.recommendation, labels)
        if told:
            yield Paragraph(f"{told} {words.NOT_A_CHANCE}")
        beyond = [item for each in value.ranges for item in _beyond(each, labels)]
        if beyond:
            yield Heading("Beyond these values")
            yield Items(tuple(beyond))
        yield Heading("How this was found")
        yield Paragraph(_TRIED, "quiet")
    yield Paragraph(words.honest(labels.rulebook), "basis")


def _row(each: WeightRange) -> tuple[str, ...]:
    return (each.setting, str(each.value), _span(each.low, each.high, each), _span(each.mix_low, each.mix_high, each))


def _span(low: int, high: int, each: WeightRange) -> str:
    if (low, high) == (each.least, each.most):
        return "any"
    return words.span(low, high) or str(low)


def _beyond(each: WeightRange, labels: Labels) -> Iterator[Item]:
    for outcome in (each.below, each.above):
        if outcome is not None:
            then = words.outcome(outcome.status, outcome.leader, labels)
            yield Item("-", f"{then}.", lead=f"With {each.setting} at {outcome.value},")


def _outcome(outcome: Outcome | None) -> Tree:
    if outcome is None:
        return None
    return {"value": outcome.value, "status": outcome.status, "leader": outcome.leader}
