"""The terminal report: one page for a person, laid out for the width of the window; details with -v."""

from __future__ import annotations

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout, wording
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import first_caution, questions_that_matter
from leadadvisor.reports.terminal.background import (
    show_answers,
    show_basis,
    show_more,
    show_not_considered,
)
from leadadvisor.reports.terminal.channels import show_channels
from leadadvisor.reports.terminal.doubts import show_cautions, show_changes, show_tensions
from leadadvisor.reports.terminal.means import show_means
from leadadvisor.reports.terminal.mix import show_accounts, show_mix
from leadadvisor.reports.terminal.page import Page
from leadadvisor.reports.terminal.plan import show_plan
from leadadvisor.reports.terminal.reasons import show_reasons


def render(recommendation: Recommendation, layout: Layout) -> str:
    """The report; no line is wider than the layout, and without colour it holds no escape sequence."""
    page = Page(layout)
    labels = Labels(recommendation.rulebook)
    if layout.verbosity < 0:
        _quiet(page, recommendation, labels)
    else:
        _whole(page, recommendation, labels)
    return page.rendered()


def _quiet(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    page.paragraph((wording.verdict(recommendation, labels), "bold"))
    page.paragraph(wording.sentence(wording.shares(recommendation, labels)))
    page.paragraph(_one_thing_more(recommendation, labels))


def _one_thing_more(recommendation: Recommendation, labels: Labels) -> str:
    """The caution that matters most, else the next question, else how firm the advice is."""
    caution = first_caution(recommendation)
    if caution:
        return wording.sentence(caution.text)
    questions = questions_that_matter(recommendation)
    if questions:
        return f"Answer next: {labels.question(questions[0].question)}"
    return wording.firmness_meaning(recommendation.firmness)


def _whole(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    verbose = page.layout.verbosity > 0
    _headline(page, recommendation, labels)
    show_mix(page, recommendation, labels)
    show_cautions(page, recommendation)
    if recommendation.mix:
        show_reasons(page, recommendation, labels)
        show_tensions(page, recommendation, labels)
        show_channels(page, recommendation, labels)
        show_plan(page, recommendation, labels)
        show_means(page, recommendation, labels)
        show_changes(page, recommendation, labels)
    else:  # what must change first comes first
        show_changes(page, recommendation, labels)
        show_tensions(page, recommendation, labels)
        show_channels(page, recommendation, labels)
    if verbose:
        show_accounts(page, recommendation, labels)
        show_answers(page, recommendation, labels)
    show_not_considered(page, recommendation)
    show_basis(page, recommendation)
    if not verbose:
        show_more(page)


def _headline(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    page.paragraph((wording.headline(recommendation, labels), "bold"))
    if recommendation.status != "recommended":
        return
    page.blank()
    firmness = recommendation.firmness
    page.paragraph(
        (f"{firmness.capitalize()}.", "bold"),
        f" {wording.firmness_meaning(firmness)} ",
        (wording.NOT_A_CHANCE, "dim"),
    )
