"""Background: the answers, what was not considered, and what the advice is made from."""

from __future__ import annotations

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import wording
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.terminal.page import Page


def show_answers(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    """Every answer with its origin."""
    if not recommendation.answers:
        return
    page.heading("Your answers")
    for answer in recommendation.answers:
        page.paragraph(
            (f"{answer.question}: ", "bold"),
            labels.option(answer.question, answer.option),
            (f" - {wording.origin(answer.origin)}", "dim"),
            indent=page.step,
            hang=page.step,
        )


def show_not_considered(page: Page, recommendation: Recommendation) -> None:
    """What the rulebook leaves out and says so; what stands before a colon is enough where little room is."""
    texts = recommendation.rulebook.not_considered
    if not texts:
        return
    page.heading("Not considered")
    if page.layout.verbosity > 0:
        for text in texts:
            page.entry("-", wording.sentence(text), indent=page.step, room=2)
        return
    page.paragraph(wording.sentence("; ".join(text.split(": ", 1)[0].rstrip(".") for text in texts)), indent=page.step)


def show_basis(page: Page, recommendation: Recommendation) -> None:
    """The basis in the rulebook's own words, its sources, and where rules and weights stand."""
    rulebook = recommendation.rulebook
    page.heading("Basis")
    page.paragraph(wording.sentence(rulebook.basis), indent=page.step)
    for document in rulebook.documents:
        page.entry("-", f"“{document.title}”", (f", {document.kind}", "dim"), indent=page.step, room=2)
    page.paragraph((wording.rules_and_weights(rulebook), "dim"), indent=page.step)


def show_more(page: Page) -> None:
    """Where the details are."""
    page.blank()
    page.paragraph(("More with -v: every reason and answer, and how each share adds up.", "dim"))
