"""The mix: a bar for each approach, and where every percentage point of it comes from."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from leadadvisor.model.recommendation import Portion, Recommendation, Role
from leadadvisor.reports import wording
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.terminal.page import Page

_STYLES: dict[Role, str] = {"leads": "green", "supports": "cyan", "parked": "blue", "ruled-out": "dim"}

_SOLID, _DOWN, _UP, _EMPTY = range(4)
_BLOCKS = "█▓░ "
_ASCII_BLOCKS = "#=- "
"""Certain whatever the open answers are; may be lost; may be gained; neither."""


def show_mix(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    """A bar, the share and its range for each approach; only names and shares where the window is narrow."""
    if not recommendation.mix:
        return
    page.heading("The mix")
    page.paragraph((f"Shares of {recommendation.rulebook.mix_of}", "dim"), indent=page.step)
    page.blank()
    if page.width < 40:  # noqa: PLR2004 - no room for bars
        _names_and_shares(page, recommendation, labels)
        return
    lines = _bars_beside if page.roomy and _label_width(recommendation, labels) <= page.width // 4 else _bars_below
    lines(page, recommendation, labels)
    _legend(page, recommendation)


def show_accounts(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    """For each approach the way from the equal share to the printed one, in percentage points that add up."""
    if not recommendation.mix:
        return
    page.heading("How each share comes about")
    page.paragraph(("In percentage points. They start from equal shares and add up.", "dim"), indent=page.step)
    for portion in recommendation.mix:
        page.blank()
        _account(page, portion, recommendation, labels)


def _names_and_shares(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    for portion in recommendation.mix:
        span = wording.span(portion)
        page.paragraph(
            labels.approach(portion.approach),
            (f" {wording.percent(portion.share)}", "bold"),
            (f" ({span})" if span else "", "dim"),
            indent=page.step,
            hang=page.step,
        )


def _bars_beside(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    """Name, role, bar, share and range on one line each, in columns."""
    names = _label_width(recommendation, labels)
    roles = max(len(wording.role(portion.role)) for portion in recommendation.mix)
    spans = max(len(wording.span(portion)) for portion in recommendation.mix)
    left = page.width - page.step - names - 2 - roles - 2 - len("  100 %") - (spans + 2 if spans else 0)
    cells = max(10, min(40, left // 10 * 10))
    for portion in recommendation.mix:
        line = Text(" " * page.step)
        line.append_text(_padded(page.text((labels.approach(portion.approach), "bold")), names + 2))
        line.append_text(_padded(page.text((wording.role(portion.role), _STYLES[portion.role])), roles + 2))
        line.append_text(_bar(page, portion, cells))
        line.append_text(_ending(page, portion))
        page.line(line)


def _bars_below(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    """Name and role on one line, bar, share and range below it."""
    spans = max(len(wording.span(portion)) for portion in recommendation.mix)
    left = page.width - page.step - len("  100 %") - (spans + 2 if spans else 0)
    for portion in recommendation.mix:
        page.paragraph(
            (labels.approach(portion.approach), "bold"),
            (f" {wording.role(portion.role)}", _STYLES[portion.role]),
            indent=page.step,
        )
        line = Text(" " * page.step)
        line.append_text(_bar(page, portion, max(10, min(40, left // 10 * 10))))
        line.append_text(_ending(page, portion))
        page.line(line)


def _bar(page: Page, portion: Portion, cells: int) -> Text:
    """A bar as long as 100 %: solid up to the low, shaded to the share, light to the high."""
    blocks = _BLOCKS if page.layout.unicode else _ASCII_BLOCKS
    low, share, high = (_cells(value, cells) for value in (portion.low, portion.share, portion.high))
    style = _STYLES[portion.role]
    bar = Text()
    bar.append(blocks[_SOLID] * low, style)
    bar.append(blocks[_DOWN] * (share - low), style)
    bar.append(blocks[_UP] * (high - share), style)
    bar.append(blocks[_EMPTY] * (cells - high))
    return bar


def _cells(share: int, cells: int) -> int:
    """Share of the bar, rounded to whole cells; whatever is more than nothing is seen."""
    return min(cells, max(1, (share * cells + 50) // 100)) if share > 0 else 0


def _ending(page: Page, portion: Portion) -> Text:
    """The share, right-aligned, and its range."""
    span = wording.span(portion)
    return page.text((f" {wording.percent(portion.share):>6}", "bold"), (f"  {span}" if span else "", "dim"))


def _legend(page: Page, recommendation: Recommendation) -> None:
    if any(wording.span(portion) for portion in recommendation.mix):
        blocks = _BLOCKS if page.layout.unicode else _ASCII_BLOCKS
        told = f"{blocks[_DOWN]} and {blocks[_UP]} show how far the answers still open could move a share."
        page.blank()
        page.paragraph((told, "dim"), indent=page.step)


def _label_width(recommendation: Recommendation, labels: Labels) -> int:
    return max(cell_len(labels.approach(portion.approach)) for portion in recommendation.mix)


def _padded(text: Text, width: int) -> Text:
    text.append(" " * max(0, width - text.cell_len))
    return text


def _account(page: Page, portion: Portion, recommendation: Recommendation, labels: Labels) -> None:
    settings = recommendation.rulebook.settings
    page.paragraph(
        (labels.approach(portion.approach), "bold"),
        (f", {wording.points(portion.points)}", "dim"),
        indent=page.step,
    )
    _step(page, portion.equal_share, "Equal share to begin with", signed=False)
    for reason in portion.contributions:
        own = f" ({wording.points(reason.points)})" if reason.points else ""
        _step(page, reason.hundredths, reason.because, f"{own} {reason.rule}")
    for adjustment in portion.adjustments:
        _step(page, adjustment.hundredths, wording.adjustment(adjustment.kind, settings))
    _step(page, portion.share * 100, "Share", signed=False, style="bold")


def _step(page: Page, hundredths: int, told: str, detail: str = "", *, signed: bool = True, style: str = "") -> None:
    moved = wording.percentage_points(hundredths, decimals=2)
    moved = moved if signed else moved.removeprefix("+")
    room = 8 if page.roomy else 7
    page.entry((f"{moved:>6}", style), (told, style), (detail, "dim"), indent=page.step, room=room)
