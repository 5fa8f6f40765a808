"""First steps: what to do and to decide in the first phase, with measure and stop rule; all phases when verbose."""

from __future__ import annotations

from itertools import groupby

from leadadvisor.model.plan import Phase
from leadadvisor.model.recommendation import PlanStep, Recommendation
from leadadvisor.model.rulebook import Claim
from leadadvisor.reports import plan_words, wording
from leadadvisor.reports.citing import how_said, short_title
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.terminal.page import Page

_MARK = 2


def show_plan(page: Page, recommendation: Recommendation, labels: Labels) -> None:
    """The first phase, or every phase when verbose; the quicker approach stands first."""
    phases = plan_words.phases(recommendation)
    if not phases:
        return
    verbose = page.layout.verbosity > 0
    page.heading("First steps")
    for note in recommendation.plan_notes:
        style = "bold yellow" if note.code in {"nobody-to-do-it", "slow-alone"} else "dim"
        mark = "!" if note.code in {"nobody-to-do-it", "slow-alone"} else "-"
        page.entry((mark, style), wording.sentence(note.text), indent=page.step, room=_MARK)
    page.paragraph((f"{plan_words.FILL_IN} {plan_words.FROM_PRACTICE}", "dim"), indent=page.step)
    for phase in phases if verbose else phases[:1]:
        page.blank()
        _phase(page, phase, [step for step in recommendation.plan if step.phase == phase], labels)
    if len(phases) > 1 and not verbose:
        page.blank()
        page.paragraph(("The later phases with -v.", "dim"), indent=page.step)


def _phase(page: Page, phase: Phase, steps: list[PlanStep], labels: Labels) -> None:
    """What is done, approach by approach, and then what is decided."""
    page.paragraph((plan_words.phase(phase), "bold cyan"), indent=page.step)
    for approach, its_steps in groupby((each for each in steps if each.kind != "decision"), lambda each: each.approach):
        page.paragraph((plan_words.of_what(approach, labels), "bold"), indent=page.step)
        for step in its_steps:
            _step(page, step, "", labels)
    decisions = [step for step in steps if step.kind == "decision"]
    if decisions:
        page.paragraph(("Then decide", "bold"), indent=page.step)
    for step in decisions:
        _step(page, step, f"{plan_words.of_what(step.approach, labels)}: ", labels)


def _step(page: Page, step: PlanStep, lead: str, labels: Labels) -> None:
    """The step, and below it who does it, what to look at and when to stop; where it comes from when verbose."""
    mark = "?" if step.kind == "decision" else "-"
    page.entry((mark, "cyan"), (lead, "bold"), wording.sentence(step.action), indent=page.step, room=_MARK)
    told = " ".join(f"{title}: {text}" for title, text in plan_words.follow_up(step))
    page.paragraph((f"{told} {_origin(page, step, labels)}", "dim"), indent=page.step + _MARK)


def _origin(page: Page, step: PlanStep, labels: Labels) -> str:
    if page.layout.verbosity <= 0:
        return "(Practice.)" if step.practice else ""
    if step.practice:
        return f"From practice: {step.practice.rstrip('. ')}."
    named = dict.fromkeys(_place(claim, labels) for claim in map(labels.claim, step.claims) if claim)
    return f"From {wording.listed(list(named))} ({how_said(step.claims, labels)})." if named else ""


def _place(claim: Claim, labels: Labels) -> str:
    document = labels.document(claim.document)
    return f"“{short_title(document.title if document else claim.document)}”, {claim.section}"
