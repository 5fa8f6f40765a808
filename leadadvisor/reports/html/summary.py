"""The top of the page: the advice in one sentence, how firm it is, and the mix."""

from __future__ import annotations

from leadadvisor.model.recommendation import Portion, Recommendation
from leadadvisor.reports import sentences, wording
from leadadvisor.reports.html.chart import mix_axis, mix_bar, swatch
from leadadvisor.reports.html.markup import Html, element, joined, unless_empty
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.text import one_line


def summary(recommendation: Recommendation, labels: Labels) -> Html:
    """The advice and the mix beside each other."""
    word, meaning = sentences.firmness(recommendation)
    badge = element("span", word, class_=f"badge {recommendation.firmness}") if word else Html()
    advice = element(
        "div",
        element("p", wording.headline(recommendation, labels), class_="headline"),
        unless_empty("p", badge, " " if badge else "", meaning, class_="firmness"),
        class_="advice",
    )
    return element("section", advice, _mix(recommendation, labels), class_="summary", aria_label="The advice")


def _mix(recommendation: Recommendation, labels: Labels) -> Html:
    if not recommendation.mix:
        return Html()
    of = one_line(recommendation.rulebook.mix_of)
    return element(
        "div",
        element("h2", "The mix"),
        element("p", f"Shares of {of}", class_="quiet"),
        element("ul", *(_line(portion, labels) for portion in recommendation.mix), class_="mix"),
        mix_axis(),
        _legend(recommendation),
        class_="mix-card",
    )


def _line(portion: Portion, labels: Labels) -> Html:
    span = wording.span(portion)
    told = f"between {portion.low} and {wording.percent(portion.high)}" if span else ""
    return element(
        "li",
        element("span", labels.approach(portion.approach), class_="name"),
        " ",
        element("span", wording.role(portion.role), class_="role"),
        " ",
        element("span", wording.percent(portion.share), class_="share"),
        mix_bar(portion),
        unless_empty("span", told, class_="range"),
        class_=portion.role,
    )


def _legend(recommendation: Recommendation) -> Html:
    if not any(wording.span(portion) for portion in recommendation.mix):
        return Html()
    told = (("sure", "certain"), ("down", "may be lost"), ("up", "may be gained"))
    keys = (element("span", swatch(name), words, class_="key") for name, words in told)
    return element("p", joined(*keys), " by the answers that are still open", class_="legend")
