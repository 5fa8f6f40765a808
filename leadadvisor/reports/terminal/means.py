"""Your hours and money: the user's own figures shared out, and what a target of theirs asks for."""

from __future__ import annotations

from rich.cells import cell_len

from leadadvisor.model.means import Split, Target
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import plan_words
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.terminal.page import Page

_RESERVE = "Reserve"


def show_means(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    """A list for the hours, one for the money and one for the target, as far as figures were given."""
    if recommendation.means is None:
        return
    page.heading("Your hours and money")
    reserve = recommendation.rulebook.settings.reserve.value
    for number, (title, unit, split) in enumerate(plan_words.splits(recommendation.means)):
        if number:
            page.blank()
        page.paragraph((title, "bold"), f", {plan_words.with_unit(split.total, unit)} in all", indent=page.step)
        _parts(page, split, unit, labels)
    told = plan_words.kept_back(recommendation.means, reserve)
    if told:
        page.paragraph((told, "dim"), indent=page.step)
    if recommendation.means.target:
        page.blank()
        _target(page, recommendation.means.target, labels)


def _parts(page: Page, split: Split, unit: str, labels: Labels) -> None:
    rows = [(labels.approach(part.approach), part.amount) for part in split.parts]
    told = [
        (name, plan_words.with_unit(amount, unit), plan_words.paid_part(split, part.approach, unit, labels))
        for (name, amount), part in zip(rows, split.parts, strict=True)
    ]
    _list(page, [*told, (_RESERVE, plan_words.with_unit(split.reserve, unit), "")])


def _target(page: Page, target: Target, labels: Labels) -> None:
    page.paragraph(("What your target asks for", "bold"), indent=page.step)
    page.paragraph(plan_words.target(target), indent=page.step)
    _list(page, [(labels.approach(each.approach), plan_words.needed(each), "") for each in target.by_approach])
    page.paragraph((plan_words.AS_IF_BY_SHARE, "dim"), indent=page.step)


def _list(page: Page, rows: list[tuple[str, str, str]]) -> None:
    """Names, and beside them, where there is room, what belongs to them."""
    names = max(cell_len(name) for name, _, _ in rows) + 2
    room = names if names <= page.width // 3 else 0
    figures = max(cell_len(figure) for _, figure, _ in rows)
    for name, figure, detail in rows:
        shown = figure.rjust(figures) if room and figures <= page.width // 4 else figure
        page.entry(name, (shown, "bold"), (f"  {detail}" if detail else "", "dim"), indent=2 * page.step, room=room)
