"""Doubts: cautions, where the sources disagree, and what would change the advice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadadvisor.model.recommendation import Recommendation, TensionLine
from leadadvisor.reports import sentences, wording
from leadadvisor.reports.citing import said_where
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.markdown_text import code, escaped, heading, in_brackets, items, paragraph, strong
from leadadvisor.reports.selection import cautions_by_weight, flips_together, questions_that_matter, tensions_by_weight

_TENSIONS_IN_FULL = 2
_QUESTIONS = 3
_FLIPS = 4
_MOVERS = 2


def cautions(recommendation: Recommendation) -> Iterator[str]:
    """Every warning, what would mislead most first."""
    if recommendation.cautions:
        yield heading("Mind this", 2)
        yield items([paragraph(wording.sentence(one.text)) for one in cautions_by_weight(recommendation)])


def tensions(recommendation: Recommendation, labels: Labels, *, verbose: bool) -> Iterator[str]:
    """Both sides of those that weigh most; the title and the outcome of the others."""
    lines = tensions_by_weight(recommendation, labels)
    if not lines:
        return
    yield heading("Where the sources disagree for you", 2)
    in_full = len(lines) if verbose else _TENSIONS_IN_FULL
    for line in lines[:in_full]:
        yield from _in_full(line, labels)
    yield from _others(lines[in_full:], labels)


def changes(recommendation: Recommendation, labels: Labels, *, verbose: bool) -> Iterator[str]:
    """The open questions that matter, the answers that bring another leader, and those that move a share far."""
    questions = list(recommendation.next_questions) if verbose else questions_that_matter(recommendation)[:_QUESTIONS]
    flips = flips_together(recommendation)[: None if verbose else _FLIPS]
    movers = recommendation.movers[: None if verbose else _MOVERS]
    if not (questions or flips or movers):
        return
    yield heading("What would change this", 2)
    if questions:
        yield "Answer next:"
        yield items([
            f"“{escaped(labels.question(one.question))}” ({code(one.question)}): {wording.stakes(one)}."
            for one in questions
        ])  # fmt: skip
    if questions and (flips or movers):
        yield "With other answers:"
    told = [(wording.flips(alike, labels), alike[0].up) for alike in flips]
    told += [(wording.mover(one, recommendation, labels), one.up) for one in movers]
    if told:
        yield items([_change(sentence, lever=lever) for sentence, lever in told])
    if sentences.nothing_would_change(recommendation):
        yield sentences.NO_FLIP


def _in_full(line: TensionLine, labels: Labels) -> Iterator[str]:
    tension = labels.tension(line.id)
    yield heading(labels.disagreement(line.id), 3)
    sides = []
    for number, side in enumerate(tension.sides if tension else (), start=1):
        says = paragraph(wording.sentence(side.says))
        sides.append(f"{number}. {in_brackets(says, said_where(side.claims, labels))}")
    if sides:
        yield "\n".join(sides)
    yield paragraph(wording.decided_by(line, labels))


def _others(lines: Sequence[TensionLine], labels: Labels) -> Iterator[str]:
    """The titles of those not told in full: what is open apart from what is settled."""
    still_open = [labels.disagreement(line.id) for line in lines if line.taken is None]
    settled = [
        f"{labels.disagreement(line.id)} ({sentences.outcome(line)})" for line in lines if line.taken is not None
    ]
    for told, titles in (("Also open:", still_open), ("Also settled:", settled)):
        if titles:
            yield told
            yield items([paragraph(title) for title in titles])


def _change(told: str, *, lever: bool | None) -> str:
    return f"{paragraph(told)} {strong(wording.YOU_CAN_ACT)}" if lever else paragraph(told)
