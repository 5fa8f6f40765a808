"""The plan: what to do and to decide in each phase, drawn as lanes and told in columns."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.model.plan import Phase
from leadadvisor.model.recommendation import PlanNoteCode, PlanStep, Recommendation
from leadadvisor.model.rulebook import WHOLE_MIX
from leadadvisor.reports import plan_words, wording
from leadadvisor.reports.html.chart import lane
from leadadvisor.reports.html.markup import Html, element, joined, unless_empty
from leadadvisor.reports.html.references import References
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import leading_first

_AMISS: tuple[PlanNoteCode, ...] = ("nobody-to-do-it", "slow-alone")


def plan(recommendation: Recommendation, labels: Labels, references: References) -> Html:
    """The lanes, what is to be said of the plan as a whole, and the steps phase by phase."""
    if not recommendation.plan:
        return Html()
    phases = plan_words.phases(recommendation)
    notes = (
        element(
            "li",
            wording.sentence(note.text),
            references.said(note.claims),
            class_="amiss" if note.code in _AMISS else "note",
        )
        for note in recommendation.plan_notes
    )
    columns = (_phase(phase, recommendation, labels, references) for phase in phases)
    return element(
        "section",
        element("h2", "Plan", id="plan"),
        element(
            "div",
            unless_empty("ul", *notes, class_="notes"),
            _lanes(phases, recommendation, labels),
            element("div", *columns, class_="phases"),
            element("p", f"{plan_words.FILL_IN} {plan_words.FROM_PRACTICE}", class_="quiet"),
            class_="body",
        ),
        class_="plan",
        aria_labelledby="plan",
    )


def _lanes(phases: Sequence[Phase], recommendation: Recommendation, labels: Labels) -> Html:
    """A lane for each approach with a part in the plan; hidden from screen readers, who have the columns below."""
    rows = []
    for approach in (*leading_first(recommendation), WHOLE_MIX):
        steps = [step for step in recommendation.plan if step.approach == approach]
        if steps:
            marks = [[step.kind for step in steps if step.phase == phase] for phase in phases]
            name = element("span", plan_words.of_what(approach, labels), class_="name")
            rows.append(element("li", name, lane(marks)))
    heads = (element("span", plan_words.phase(phase)) for phase in phases)
    head = element("li", element("span", class_="name"), element("span", *heads, class_="heads"), class_="head")
    return element("ul", head, *rows, class_="lanes", aria_hidden="true")


def _phase(phase: Phase, recommendation: Recommendation, labels: Labels, references: References) -> Html:
    steps = [step for step in recommendation.plan if step.phase == phase]
    return element(
        "article",
        element("h3", plan_words.phase(phase)),
        element("ol", *(_step(step, labels, references) for step in steps)),
        class_="phase",
    )


def _step(step: PlanStep, labels: Labels, references: References) -> Html:
    lead = element("span", plan_words.of_what(step.approach, labels), class_="tag")
    decide = joined(element("span", "decision", class_="tag"), " ") if step.kind == "decision" else Html()
    lines = (
        element("span", element("b", f"{title}: "), text, " ", class_=title.split()[0].lower())
        for title, text in plan_words.follow_up(step)
    )
    origin = references.said(step.claims) or element("cite", wording.sentence(f"From practice: {step.practice}"))
    return element(
        "li",
        element("p", lead, " ", decide, wording.sentence(step.action)),
        element("p", *lines, element("span", origin, class_="origin"), class_="fine"),
        class_=step.kind,
    )
