"""The plan, and the user's own hours and money."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.recommendation import PlanStep, Recommendation
from leadadvisor.reports import plan_words, wording
from leadadvisor.reports.citing import said_where
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.markdown_text import escaped, heading, items, paragraph, strong, table
from leadadvisor.reports.means_table import means_table


def plan(recommendation: Recommendation, labels: Labels) -> Iterator[str]:
    """Every step of every phase, with who does it, what to look at and when to stop."""
    if not recommendation.plan:
        return
    yield heading("Plan", 2)
    if recommendation.plan_notes:
        yield items([paragraph(wording.sentence(note.text)) for note in recommendation.plan_notes])
    yield f"{plan_words.FILL_IN} {plan_words.FROM_PRACTICE}"
    for phase in plan_words.phases(recommendation):
        yield heading(plan_words.phase(phase), 3)
        steps = [step for step in recommendation.plan if step.phase == phase]
        yield items([_step(step, labels) for step in steps], [_notes(step, labels) for step in steps])


def means(recommendation: Recommendation, labels: Labels) -> Iterator[str]:
    """One table for all figures that were given; nothing where none were."""
    if recommendation.means is None:
        return
    yield heading("Your hours and money", 2)
    told = means_table(recommendation.means, recommendation, labels)
    yield table(told.columns, told.rows)
    if told.notes:
        yield items([paragraph(note) for note in told.notes])


def _step(step: PlanStep, labels: Labels) -> str:
    decides = ", decision" if step.kind == "decision" else ""
    lead = strong(f"{plan_words.of_what(step.approach, labels)}{decides}:")
    return f"{lead} {escaped(wording.sentence(step.action))}"


def _notes(step: PlanStep, labels: Labels) -> list[str]:
    told = " ".join(f"{title}: {text}" for title, text in plan_words.follow_up(step))
    said = said_where(step.claims, labels)
    origin = f"From practice: {step.practice}" if step.practice else f"From the sources: {said}" if said else ""
    return [paragraph(told), *([paragraph(wording.sentence(origin))] if origin else [])]
