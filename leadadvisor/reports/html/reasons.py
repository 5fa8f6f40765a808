"""Why: the leader's reasons as a waterfall from the equal share to the printed one, and why the others do not lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from leadadvisor.model.recommendation import Contribution, Portion, Recommendation
from leadadvisor.model.value import NamedTuple
from leadadvisor.reports import sentences, wording
from leadadvisor.reports.html.chart import Scale, step_bar
from leadadvisor.reports.html.markup import Html, element, joined, unless_empty
from leadadvisor.reports.html.references import References
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import (
    nearest_misses,
    speaks_against,
    speaks_for,
    speaks_of,
    strongest,
    telling_claims,
)

_TEN = 1_000
"""Ten percentage points in hundredths."""


class Step(NamedTuple):
    """One line of a waterfall: what it moved, in hundredths of a percentage point, and what is told of it."""

    hundredths: int
    told: Html
    kind: str


def leader_reasons(recommendation: Recommendation, labels: Labels, references: References) -> Html:
    """The strongest reasons for and against the leader; nothing where nobody leads."""
    leader = recommendation.portion(recommendation.leader or "")
    if leader is None:
        return Html()
    against = Html() if speaks_against(leader) else element("p", sentences.NOTHING_AGAINST, class_="quiet")
    return element(
        "section",
        element("h2", f"Why {labels.within(leader.approach)} leads", id="why"),
        element(
            "div",
            element("p", "What each reason added to the share, in percentage points", class_="quiet"),
            waterfall(_outline(leader, recommendation, labels, references), scale(recommendation)),
            against,
            class_="body",
        ),
        aria_labelledby="why",
    )


def others_reasons(recommendation: Recommendation, labels: Labels, references: References) -> Html:
    """A card for each approach that does not lead."""
    leader = recommendation.portion(recommendation.leader or "")
    others = [portion for portion in recommendation.mix if portion is not leader]
    if not others:
        return Html()
    cards = (_card(portion, recommendation, labels, references) for portion in others)
    return element(
        "section",
        element("h2", sentences.others_title(leader), id="others"),
        element("div", *cards, class_="body cards"),
        aria_labelledby="others",
    )


def account(portion: Portion, recommendation: Recommendation, labels: Labels, references: References) -> Html:
    """Every step from the equal share to the printed one, in the order in which they are reckoned."""
    steps = [
        Step(portion.equal_share, element("p", "Equal share to begin with"), "start"),
        *(_step(one, _whole_reason(one, labels, references)) for one in portion.contributions),
        *_adjustments(portion, recommendation),
        Step(portion.share * 100, element("p", "Share"), "end"),
    ]
    return waterfall(steps, scale(recommendation))


def scale(recommendation: Recommendation) -> Scale:
    """One scale for all waterfalls of a report: wide enough for every step, in tens of percentage points."""
    reached = [0]
    for portion in recommendation.mix:
        adjusted = [one.hundredths for one in portion.adjustments]
        reckoned = [one.hundredths for one in portion.contributions]
        for moves in (reckoned, sorted(reckoned, reverse=True)):  # in full, and raised first as in the outline
            reached += accumulate([portion.equal_share, *moves, *adjusted])
    return Scale(min(reached) // _TEN * _TEN, max(-(-max(reached) // _TEN), 1) * _TEN)


def waterfall(steps: Sequence[Step], along: Scale) -> Html:
    """The steps one below the other, each with its figure, its bar and its words."""
    lines, level = [], 0
    for step in steps:
        before = 0 if step.kind in {"start", "end"} else level
        level = before + step.hundredths
        figure = wording.percentage_points(step.hundredths)
        shown = figure.removeprefix("+") if step.kind in {"start", "end"} else figure.replace("-", "\u2212")
        lines.append(
            element(
                "li",
                element("span", shown, class_="figure"),
                step_bar(before, level, along, step.kind),
                element("div", step.told, class_="told"),
                class_=step.kind,
            )
        )
    return element("ol", *lines, class_="waterfall")


def _outline(portion: Portion, recommendation: Recommendation, labels: Labels, references: References) -> list[Step]:
    """The strongest reasons one by one, the weaker ones together, and then what the rules of the mix did."""
    steps = [Step(portion.equal_share, element("p", "Equal share to begin with"), "start")]
    for reasons, full in ((speaks_for(portion), True), (speaks_against(portion), False)):
        shown = strongest(reasons)
        for one in shown:
            told = _told_reason(one, labels, references) if full else _brief_reason(one, references)
            steps.append(_step(one, told))
        weaker = reasons[len(shown) :]
        if weaker:
            moved = sum(one.hundredths for one in weaker)
            steps.append(Step(moved, element("p", sentences.weaker(len(weaker)), class_="quiet"), _kind(moved)))
    last = Step(portion.share * 100, element("p", f"The share of {labels.within(portion.approach)}"), "end")
    return [*steps, *_adjustments(portion, recommendation), last]


def _adjustments(portion: Portion, recommendation: Recommendation) -> Iterator[Step]:
    for one in portion.adjustments:
        if one.hundredths:
            told = element("p", wording.adjustment(one.kind, recommendation.rulebook.settings), class_="quiet")
            yield Step(one.hundredths, told, "rule")


def _step(reason: Contribution, told: Html) -> Step:
    return Step(reason.hundredths, told, _kind(reason.hundredths))


def _kind(hundredths: int) -> str:
    return "more" if hundredths >= 0 else "less"


def _told_reason(reason: Contribution, labels: Labels, references: References) -> Html:
    """The reason, the answers it rests on, and the sources that say so."""
    cites = [references.cited(claim) for claim in telling_claims(reason.claims, labels)]
    return joined(
        element("p", wording.sentence(reason.because)),
        unless_empty("p", sentences.answered(reason, labels), class_="fine"),
        *(element("p", cite, class_="fine") for cite in cites),
    )


def _brief_reason(reason: Contribution, references: References) -> Html:
    said = references.said(reason.claims)
    return element("p", wording.sentence(reason.because), said)


def _whole_reason(reason: Contribution, labels: Labels, references: References) -> Html:
    own = f"{wording.points(reason.points)}. " if reason.points else ""
    said = references.said(reason.claims)
    return joined(
        element("p", wording.sentence(reason.because), said),
        element(
            "p", own, sentences.answered(reason, labels), " ", element("span", reason.rule, class_="id"), class_="fine"
        ),
    )


def _card(portion: Portion, recommendation: Recommendation, labels: Labels, references: References) -> Html:
    """What stands in its way, its own strongest reasons, and one answer it lacked."""
    lines = [element("li", sentences.blocker(one, recommendation), class_="blocked") for one in portion.blockers]
    lines += [_card_reason(one, references) for one in speaks_of(portion)]
    lines += [
        element("li", sentences.near_miss(miss, labels), class_="lack") for miss in nearest_misses(portion, labels)[:1]
    ]
    return element(
        "article",
        element("h3", labels.approach(portion.approach)),
        element("p", sentences.part_in_mix(portion), class_="quiet"),
        unless_empty("ul", *lines, class_="reasons"),
        class_="card",
    )


def _card_reason(reason: Contribution, references: References) -> Html:
    figure = wording.percentage_points(reason.hundredths).replace("-", "\u2212")
    said = references.said(reason.claims)
    return element(
        "li",
        element("span", figure, class_="figure"),
        " ",
        wording.sentence(reason.because),
        said,
        class_=_kind(reason.hundredths),
    )
