"""Channels: what to use, what to leave for later and what to avoid, approach by approach."""

from __future__ import annotations

from leadadvisor.model.recommendation import ChannelLine, Recommendation
from leadadvisor.model.rulebook import State
from leadadvisor.reports import wording
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import leading_first
from leadadvisor.reports.terminal.page import Page

_ADVICE: tuple[tuple[State, str], ...] = (("now", "green"), ("prepare", "cyan"), ("not-yet", "cyan"), ("no", "yellow"))
_MARK = 7
"""Columns of "avoid  "."""


def show_channels(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    """Names only, and the reasons for what the leader should use; every reason when verbose."""
    if not recommendation.channels:
        return
    page.heading("Channels")
    shown = False
    for approach in leading_first(recommendation):
        lines = [line for line in recommendation.channels if line.approach == approach]
        if not lines:
            continue
        if shown:
            page.blank()
        shown = True
        page.paragraph((labels.approach(approach), "bold"), indent=page.step)
        leads = recommendation.leader in {approach, None}
        for advice, style in _ADVICE:
            reasons = page.layout.verbosity > 0 or (leads and advice == "now")
            _group(page, [line for line in lines if line.state == advice], (advice, style), labels, reasons=reasons)


def _group(page: Page, lines: list[ChannelLine], mark: tuple[State, str], labels: Labels, *, reasons: bool) -> None:
    if not lines:
        return
    if reasons:
        for line in lines:
            name = labels.channel(line.channel)
            page.entry(mark, name, (f" - {wording.sentence(line.because)}", "dim"), indent=page.step, room=_MARK)
        return
    names = wording.listed([labels.channel(line.channel) for line in lines])
    page.entry(mark, names, indent=page.step, room=_MARK)
