"""Why: what speaks for the leader and against it, and why the others do not lead."""

from __future__ import annotations

from leadadvisor.model.recommendation import Contribution, NearMiss, Portion, Recommendation, StandingBlocker
from leadadvisor.reports import wording
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
        page.heading("Why the others do not lead" if leader else "What speaks for and against each")
    for number, portion in enumerate(others):
        if number:
            page.blank()
        _other(page, portion, {caution.text for caution in recommendation.cautions}, labels)


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
        page.paragraph("No rule speaks against it for your answers.", indent=page.step)
    for reason in lowered if verbose else strongest(lowered):
        _in_full(page, reason, labels) if verbose else _in_short(page, reason, labels)
    _left_out(page, len(lowered) - len(strongest(lowered)))


def _other(page: Page, portion: Portion, told: set[str], labels: Labels) -> None:
    """What blocks it, its own strongest reasons and one answer it lacked; everything when verbose."""
    verbose = page.layout.verbosity > 0
    part = wording.role(portion.role)
    share = f" with {wording.percent(portion.share)}" if portion.share else ""
    page.paragraph((labels.approach(portion.approach), "bold"), (f", {part}{share}", "dim"), indent=page.step)
    for blocker in portion.blockers:
        _blocker(page, blocker, told_before=blocker.because in told)
    for reason in (*speaks_for(portion), *speaks_against(portion)) if verbose else speaks_of(portion):
        _in_short(page, reason, labels)
    for miss in nearest_misses(portion, labels)[: None if verbose else 1]:
        _near_miss(page, miss, labels)


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


def _blocker(page: Page, blocker: StandingBlocker, *, told_before: bool) -> None:
    """What blocks it and what would lift that; not the reason again where a caution has just told it."""
    kind = "Ruled out" if blocker.kind == "rules-out" else "May not lead"
    told = f"{kind}. " if told_before else f"{kind}: {wording.sentence(blocker.because)} "
    lifted = f"To change that: {wording.sentence(blocker.lifted_by)}" if blocker.lifted_by else ""
    page.entry(("    !", "bold yellow"), told, lifted, indent=page.step, room=_MARK)


def _near_miss(page: Page, miss: NearMiss, labels: Labels) -> None:
    options = wording.listed([f"“{labels.option(miss.question, option)}”" for option in miss.options], "or")
    told = f"With {options} ({miss.question}) it would have one reason more: {wording.sentence(miss.because)}"
    page.entry(("    ?", "dim"), (told, "dim"), indent=page.step, room=_MARK)


def _left_out(page: Page, count: int) -> None:
    if count > 0 and page.layout.verbosity <= 0:
        told = f"{wording.number(count)} weaker reason{'s' if count > 1 else ''} more with -v"
        page.paragraph((wording.sentence(told), "dim"), indent=page.step + _MARK)
