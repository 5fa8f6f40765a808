"""The account of a share: from equal parts, rule by rule, to the share that is printed, in figures that add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadadvisor.model.recommendation import Contribution, Portion, Recommendation
from leadadvisor.reports import words
from leadadvisor.reports.document import Item
from leadadvisor.text import sentence


def rounded(hundredths: Sequence[int]) -> list[int]:
    """Hundredths of a percentage point as whole points with the same sum, by largest remainder, the first first."""
    whole = [each // 100 for each in hundredths]
    missing = (sum(hundredths) + 50) // 100 - sum(whole)
    order = sorted(range(len(whole)), key=lambda place: -(hundredths[place] % 100))
    for place in order[:missing]:
        whole[place] += 1
    return whole


def whole_points(portion: Portion) -> dict[Contribution, int]:
    """What each reason moved, in whole percentage points that add up to the share with the other lines."""
    return dict(zip(portion.contributions, rounded(_lines(portion))[1:], strict=False))


def account_items(portion: Portion, recommendation: Recommendation, *, exact: bool = False) -> Iterator[Item]:
    """Every line of the account, the share last; `exact` in hundredths of a point, else in whole ones that add up."""
    lines = _lines(portion)
    figures = [words.moved_exactly(each) for each in lines] if exact else list(map(words.moved, rounded(lines)))
    share = words.moved_exactly(100 * portion.share) if exact else words.moved(portion.share)
    reasons = portion.contributions
    yield Item(figures[0].removeprefix("+"), "Equal parts to begin with.")
    for figure, reason in zip(figures[1:], reasons, strict=False):
        yield Item(figure, sentence(reason.because), detail=f"({rule_in_words(reason)})")
    settings = recommendation.rulebook.settings
    for figure, step in zip(figures[1 + len(reasons) :], portion.adjustments, strict=True):
        yield Item(figure, f"{words.adjustment(step.kind, settings)}.", tone="quiet")
    yield Item(share.removeprefix("+"), "", lead="Share", tone="strong")


def rule_in_words(reason: Contribution) -> str:
    """The rule, and its own points for this approach."""
    ours = ", this rulebook's own" if reason.kind == "goal-bonus" else ""
    if not reason.points:
        return f"{reason.rule}{ours}, through the others"
    strength = f", {words.strength(reason.strength)}" if reason.strength else ""
    return f"{reason.rule}{ours}{strength}, {words.points(reason.points)}"


def _lines(portion: Portion) -> list[int]:
    """Equal share, contributions and adjustments, in hundredths."""
    return [
        portion.equal_share,
        *(one.hundredths for one in portion.contributions),
        *(step.hundredths for step in portion.adjustments),
    ]
