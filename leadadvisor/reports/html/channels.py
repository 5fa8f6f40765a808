"""Channels: what to use, what to leave for later and what to avoid, approach by approach."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.model.recommendation import ChannelLine, Recommendation
from leadadvisor.model.rulebook import State
from leadadvisor.reports import wording
from leadadvisor.reports.html.markup import Html, element, unless_empty
from leadadvisor.reports.html.references import References
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import leading_first

_ADVICE: tuple[State, ...] = ("now", "prepare", "not-yet", "no")


def channels(recommendation: Recommendation, labels: Labels, references: References) -> Html:
    """A card for each approach, with reasons for what the leader should use."""
    cards = channel_cards(recommendation, labels, references, reasons=False)
    if not cards:
        return Html()
    return element(
        "section",
        element("h2", "Channels", id="channels"),
        element("div", cards, class_="body"),
        class_="ways",
        aria_labelledby="channels",
    )


def channel_cards(recommendation: Recommendation, labels: Labels, references: References, *, reasons: bool) -> Html:
    """A card for each approach; reasons for what the leader should use, or for every channel."""
    heading = "h4" if reasons else "h3"
    cards = [
        _card(approach, recommendation, labels, references, heading, reasons=reasons)
        for approach in leading_first(recommendation)
        if any(line.approach == approach for line in recommendation.channels)
    ]
    return unless_empty("div", *cards, class_="cards")


def _card(
    approach: str,
    recommendation: Recommendation,
    labels: Labels,
    references: References,
    heading: str,
    *,
    reasons: bool,
) -> Html:
    lines = [line for line in recommendation.channels if line.approach == approach]
    leads = recommendation.leader in {approach, None}
    groups = [
        _group(advice, [line for line in lines if line.state == advice], labels, references,
               reasons=reasons or (leads and advice == "now"))
        for advice in _ADVICE
    ]  # fmt: skip
    return element("article", element(heading, labels.approach(approach)), *groups, class_="card channels")


def _group(
    advice: State, lines: Sequence[ChannelLine], labels: Labels, references: References, *, reasons: bool
) -> Html:
    if not lines:
        return Html()
    told = []
    for line in lines:
        said = references.said(line.claims)
        why = (wording.sentence(line.because), said) if reasons else ()
        name = element("strong", labels.channel(line.channel))
        told.append(element("li", name, unless_empty("p", *why, class_="fine")))
    return element("div", element("p", advice, class_=f"tag {advice}"), element("ul", *told), class_="advice-group")
