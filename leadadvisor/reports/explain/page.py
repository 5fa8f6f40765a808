"""The page of an explanation: the account of every share, or one entry after the other."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.explanation import Explanation
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Verbosity, wording
from leadadvisor.reports.blocks import Block, Heading, Item, Items, Paragraph
from leadadvisor.reports.explain.entry import entry_blocks
from leadadvisor.reports.explain.share import account, shares_line
from leadadvisor.reports.labels import Labels


def blocks(explanation: Explanation, verbosity: Verbosity) -> Iterator[Block]:
    """Everything there is to tell; with the lowest verbosity only the first lines of it."""
    labels = Labels(explanation.rulebook)
    if not explanation.entries and explanation.recommendation:
        yield from _accounts(explanation.recommendation, labels, verbosity)
        return
    for entry in explanation.entries:
        yield from entry_blocks(entry, explanation.recommendation, labels, verbosity)


def _accounts(recommendation: Recommendation, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    yield Heading(wording.headline(recommendation, labels), 1)
    if verbosity < 0:
        for portion in recommendation.mix:
            yield Paragraph(shares_line(portion, labels))
        return
    if not recommendation.mix:
        yield from _no_mix(recommendation)
        return
    yield Paragraph(
        "How each share comes about, in percentage points: from equal shares over every rule that speaks to the share "
        "that is printed. The lines add up.",
        "quiet",
    )
    for portion in recommendation.mix:
        yield from account(portion, recommendation, labels, verbosity)
    if verbosity == 0:
        yield Paragraph(
            "More with -v: every claim of each reason. `leadadvisor explain ID` tells more of one.", "quiet"
        )


def _no_mix(recommendation: Recommendation) -> Iterator[Block]:
    """Where nothing is feasible there are no shares to account for: the cautions say why."""
    yield Heading("Why there is no mix")
    for caution in recommendation.cautions:
        if caution.code in {"nothing-feasible", "infeasible-approach"}:
            yield Items((_bullet(wording.sentence(caution.text)),))


def _bullet(text: str) -> Item:
    return Item("!", text, tone="warning")
