"""Why: what speaks for the leader and against it, and why the others do not lead."""

from __future__ import annotations

from leadadvisor.model.recommendation import Contribution, Portion, Recommendation
from leadadvisor.reports import sentences, wording
from leadadvisor.reports.citing import cited, how_said
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import (
    nearest_misses,
    speaks_against,
    speaks_for,
    speaks_of,
    strongest,
    telling_claims,
)
from leadadvisor.reports.terminal.page import Page

_MARK = 7
"""Columns of "+12.5  "."""


def show_reasons(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    """The leader's reasons in full, those of the others in short."""
    leader = recommendation.portion(recommendation.leader or "")
    if leader:
        _leader(page, leader, labels)
    others = [portion for portion in recommendation.mix if portion is not leader]
    if others:
        page.heading(sentences.others_title(leader))
    for number, portion in enumerate(others):
        if number:
            page.blank()
        _other(page, portion, recommendation, labels)


def _leader(page: Page, portion: Portion, labels: Labels) -> None:
    verbose = page.layout.verbosity > 0
    page.heading(f"Why {labels.within(portion.approach)} leads")
    page.paragraph(("What each reason added to the share, in percentage points", "dim"), indent=page.step)
    raised, lowered = speaks_for(portion), speaks_against(portion)
    for reason in raised if verbose else strongest(raised):
        page.blank()
        _in_full(page, reason, labels)
    _left_out(page, len(raised) - len(strongest(raised)))
    page.heading("What speaks against it")
    if not lowered:
        page.paragraph(sentences.NOTHING_AGAINST, indent=page.step)
    for reason in lowered if verbose else strongest(lowered):
        _in_full(page, reason, labels) if verbose else _in_short(page, reason, labels)
    _left_out(page, len(lowered) - len(strongest(lowered)))


def _other(page: Page, portion: Portion, recommendation: Recommendation, labels: Labels) -> None:
    """What blocks it, its own strongest reasons and one answer it lacked; everything when verbose."""
    verbose = page.layout.verbosity > 0
    part = sentences.part_in_mix(portion)
    page.paragraph((labels.approach(portion.approach), "bold"), (f", {part}", "dim"), indent=page.step)
    for blocker in portion.blockers:
        told = sentences.blocker(blocker, recommendation)
        page.entry(("    !", "bold yellow"), told, indent=page.step, room=_MARK)
    for reason in (*speaks_for(portion), *speaks_against(portion)) if verbose else speaks_of(portion):
        _in_short(page, reason, labels)
    for miss in nearest_misses(portion, labels)[: None if verbose else 1]:
        page.entry(("    ?", "dim"), (sentences.near_miss(miss, labels), "dim"), indent=page.step, room=_MARK)


def _in_full(page: Page, reason: Contribution, labels: Labels) -> None:
    """The reason, the answers it rests on, and what the sources say."""
    _in_short(page, reason, labels, cite=False)
    indent = page.step + _MARK
    if reason.answers:
        answers = wording.listed([labels.given(given) for given in reason.answers])
        page.paragraph((f"You answered {answers}", "dim"), indent=indent, hang=2)
    every = [claim for claim in map(labels.claim, reason.claims) if claim]
    for claim in every if page.layout.verbosity > 0 else telling_claims(reason.claims, labels):
        page.paragraph((cited(claim, labels), "dim"), indent=indent, hang=2)


def _in_short(page: Page, reason: Contribution, labels: Labels, *, cite: bool = True) -> None:
    moved = wording.percentage_points(reason.hundredths)
    style = "green" if reason.hundredths > 0 else "yellow"
    said = f" ({how_said(reason.claims, labels)})" if cite and reason.claims else ""
    page.entry((f"{moved:>5}", style), wording.sentence(reason.because), (said, "dim"), indent=page.step, room=_MARK)


def _left_out(page: Page, count: int) -> None:
    if count > 0 and page.layout.verbosity <= 0:
        told = f"{wording.number(count)} weaker reason{'s' if count > 1 else ''} more with -v"
        page.paragraph((wording.sentence(told), "dim"), indent=page.step + _MARK)
