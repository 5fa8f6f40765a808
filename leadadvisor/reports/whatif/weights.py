"""Telling how far each weight may be another before the result is: page, plain lines, and "leadadvisor/weights/1"."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.what_if import Outcome, WeightRange, Weights
from leadadvisor.reports import Verbosity, change_words, wording
from leadadvisor.reports.blocks import Block, Heading, Item, Items, Paragraph, Table
from leadadvisor.reports.brief import outline
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.result import Result

SCHEMA = "leadadvisor/weights/1"
COLUMNS = ("weight", "now", "same leader", "same mix")

_TRIED = "Exact, for your answers as given: every whole value that a rulebook may have was looked at, up to 100."
_DOUBLING_NOTE = (
    "points-to-double cannot change who leads: it only says how far apart the shares are, and the approach with most "
    "points leads at any value."
)


def blocks(value: Weights, verbosity: Verbosity) -> Iterator[Block]:
    """The ranges in a table, and what comes beyond them."""
    labels = Labels(value.recommendation.rulebook)
    yield Heading(wording.headline(value.recommendation, labels), 1)
    yield Heading("How far each weight may be another")
    if verbosity >= 0:
        yield Paragraph(
            "The weights are this rulebook's judgement. Each line changes one of them and leaves the others: "
            "the values over which the leader stays, and those over which the whole mix does.",
            "quiet",
        )
    yield Table(COLUMNS, tuple(_row(each) for each in value.ranges))
    if verbosity < 0:
        return
    beyond = [item for each in value.ranges for item in _beyond(each, labels)]
    if beyond:
        yield Heading("Beyond these values")
        yield Items(tuple(beyond))
    yield Heading("How this was found")
    yield Paragraph(f"{_TRIED} {_DOUBLING_NOTE}", "quiet")
    yield Paragraph("To try one: leadadvisor whatif --set-points strong=4, with your answers.", "quiet")


def lines(value: Weights, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """One line a weight: its value, the range of the same leader, that of the same mix, and what comes beyond."""
    recommendation = value.recommendation
    yield "headline", wording.headline(recommendation, Labels(recommendation.rulebook))
    yield "leader", recommendation.leader or "none"
    for each in value.ranges:
        leader, mix, tried = f"{each.low}-{each.high}", f"{each.mix_low}-{each.mix_high}", f"{each.least}-{each.most}"
        yield f"weight_{each.setting}", f"{each.value}; leader {leader}; mix {mix}; tried {tried}"
        for outcome in (each.below, each.above):
            if outcome is not None and verbosity >= 0:
                yield f"beyond_{each.setting}", f"{outcome.value}; {outcome.leader or outcome.status}"


def result(value: Weights) -> dict[str, Result]:
    """Everything, with keys always in the same order."""
    return {
        "schema": SCHEMA,
        **outline(value.recommendation),
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
    }


def _row(each: WeightRange) -> tuple[str, ...]:
    return (each.setting, str(each.value), _span(each.low, each.high, each), _span(each.mix_low, each.mix_high, each))


def _span(low: int, high: int, each: WeightRange) -> str:
    if (low, high) == (each.least, each.most):
        return "any"
    return str(low) if low == high else f"{low}\u2013{high}"


def _beyond(each: WeightRange, labels: Labels) -> Iterator[Item]:
    for outcome in (each.below, each.above):
        if outcome is not None:
            would = change_words.outcome(outcome.status, outcome.leader, labels)
            yield Item("-", f"{would}.", lead=f"With {each.setting} at {outcome.value}")


def _outcome(outcome: Outcome | None) -> Result:
    if outcome is None:
        return None
    return {"value": outcome.value, "status": outcome.status, "leader": outcome.leader}
