"""Doubts: cautions, where the sources disagree, and what would change the advice."""

from __future__ import annotations

from leadadvisor.model.recommendation import NextQuestion, Recommendation, TensionLine
from leadadvisor.reports import sentences, wording
from leadadvisor.reports.citing import how_said
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import cautions_by_weight, flips_together, questions_that_matter, tensions_by_weight
from leadadvisor.reports.terminal.page import Page

_TENSIONS_IN_FULL = 2
_QUESTIONS = 3
_FLIPS = 3
_MOVERS = 2


def show_cautions(page: Page, recommendation: Recommendation) -> None:
    """Every warning, what would mislead most first."""
    if not recommendation.cautions:
        return
    page.heading("Mind this")
    for caution in cautions_by_weight(recommendation):
        page.entry(("!", "bold yellow"), wording.sentence(caution.text), indent=page.step, room=2)


def show_tensions(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    """Both sides of those that weigh most; the title and the outcome of the others."""
    lines = tensions_by_weight(recommendation, labels)
    if not lines:
        return
    page.heading("Where the sources disagree for you")
    in_full = len(lines) if page.layout.verbosity > 0 else _TENSIONS_IN_FULL
    for number, line in enumerate(lines[:in_full]):
        if number:
            page.blank()
        _in_full(page, line, labels)
    _others(page, lines[in_full:], labels)


def show_changes(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    """The open questions that matter, the answers that bring another leader, and those that move a share far."""
    verbose = page.layout.verbosity > 0
    questions = list(recommendation.next_questions) if verbose else questions_that_matter(recommendation)[:_QUESTIONS]
    flips = flips_together(recommendation)
    if not (questions or flips or recommendation.movers):
        return
    page.heading("What would change this")
    for number, question in enumerate(questions, start=1):
        _next_question(page, number, question, labels)
    if questions and (flips or recommendation.movers):
        page.blank()
    for together in flips[: None if verbose else _FLIPS]:
        _change(page, wording.flips(together, labels), lever=together[0].up)
    for mover in recommendation.movers[: None if verbose else _MOVERS]:
        _change(page, wording.mover(mover, recommendation, labels), lever=mover.up)
    if sentences.nothing_would_change(recommendation):
        page.paragraph((sentences.NO_FLIP, "dim"), indent=page.step)


def _in_full(page: Page, line: TensionLine, labels: Labels) -> None:
    tension = labels.tension(line.id)
    page.paragraph((labels.disagreement(line.id), "bold"), indent=page.step)
    for number, side in enumerate(tension.sides if tension else (), start=1):
        taken = line.taken in {number, "both"}
        said = how_said(side.claims, labels)
        page.entry(
            (f"{number}", "green" if taken else "dim"),
            wording.sentence(side.says),
            (f" ({said})" if said else "", "dim"),
            indent=page.step,
            room=2,
        )
    arrow = "→" if page.layout.unicode else ">"
    style = "yellow" if line.taken is None else "green"
    page.entry((arrow, style), wording.decided_by(line, labels), indent=page.step, room=2)


def _others(page: Page, lines: list[TensionLine], labels: Labels) -> None:
    """The titles of those not told in full: what is open apart from what is settled."""
    still_open = [labels.disagreement(line.id) for line in lines if line.taken is None]
    settled = [
        f"{labels.disagreement(line.id)} ({sentences.outcome(line)})" for line in lines if line.taken is not None
    ]
    for told, titles in (("Also open", still_open), ("Also settled", settled)):
        if titles:
            page.blank()
            page.paragraph(f"{told}: ", (" ".join(map(wording.sentence, titles)), "dim"), indent=page.step)


def _next_question(page: Page, number: int, question: NextQuestion, labels: Labels) -> None:
    lead = "Answer next: " if number == 1 else ""
    page.entry(
        (f"{number}", "bold cyan"),
        f"{lead}“{labels.question(question.question)}”",
        (f" ({question.question}): {wording.stakes(question)}.", "dim"),
        indent=page.step,
        room=2,
    )


def _change(page: Page, told: str, *, lever: bool | None) -> None:
    mark, style = ("*", "bold green") if lever else ("-", "dim")
    acting = f" {wording.YOU_CAN_ACT}" if lever else ""
    page.entry((mark, style), told, (acting, "green"), indent=page.step, room=2)
