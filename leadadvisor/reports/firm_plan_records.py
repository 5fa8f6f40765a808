"""A plan of a user's own as plain lines, as CSV, and as the contract "leadadvisor/plan/1".

Plain keys: title, start, `hours.<approach>`, `step` (number; first day; last day; approach; kind; action; owner; stop
rule), `never_speaks`, `needs`, basis.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from leadadvisor.model.firm_plan import FirmPlan, Scheduled
from leadadvisor.model.plan_numbers import NUMBER_KEYS
from leadadvisor.reports import Verbosity, words
from leadadvisor.reports.firm_plan import stop_text, title
from leadadvisor.reports.numbers import filled
from leadadvisor.reports.plain import NONE, parts
from leadadvisor.reports.review_records import number
from leadadvisor.reports.stop_rules import rule
from leadadvisor.reports.tree import Tree, identity
from leadadvisor.text import one_line, safe

SCHEMA = "leadadvisor/plan/1"
CSV_COLUMNS = (
    "number", "from", "to", "approach", "channel", "kind", "action", "owner", "measure", "stop_rule", "done",
)  # fmt: skip
_FORMULA_STARTS = frozenset("=+-@\t\r")


def records(plan: FirmPlan, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """The steps, and beside them hours and stop rules unless quiet."""
    yield "title", title(plan)
    if verbosity >= 0:
        yield "start", plan.start.isoformat() if plan.start else NONE
        yield from ((f"hours.{each.approach}", str(number(each.hours))) for each in plan.hours)
    for place, each in enumerate(plan.steps, start=1):
        first, last = _days(each, plan.start)
        step = each.step
        yield "step", parts(place, first, last, step.approach, step.kind, step.action, step.owner, stop_text(each))
    if verbosity >= 0:
        yield from (("never_speaks", filled(each.line)) for each in plan.checks if each.line.can_fire is False)
        missing = {key for each in plan.checks for key in each.line.needs}
        yield "needs", parts(*(key for key in NUMBER_KEYS if key in missing)) or NONE
    yield "basis", words.honest(plan.recommendation.rulebook)


def _days(each: Scheduled, start: date | None) -> tuple[str, str]:
    """The first and the last day, as dates or counted from 1."""
    if start is None:
        return str(each.first + 1), str(each.last + 1)
    first, last = (start + timedelta(days=day) for day in (each.first, each.last))
    return first.isoformat(), last.isoformat()


def tree(plan: FirmPlan) -> dict[str, Tree]:
    """The contract: it may grow, but no key changes its meaning within /1."""
    numbers = plan.numbers
    return {
        "schema": SCHEMA,
        "rulebook": identity(plan.recommendation.rulebook),
        "title": safe(title(plan)),
        "weeks": plan.weeks,
        "start": plan.start.isoformat() if plan.start else None,
        "numbers": {
            "hours-a-week": number(numbers.hours_a_week),
            "review-day": numbers.review_day.isoformat() if numbers.review_day else None,
            "contacts-a-week": numbers.contacts_a_week,
            "conversations-hoped": numbers.conversations_hoped,
            "most-to-spend": number(numbers.most_to_spend),
            "days-to-judge": numbers.days_to_judge,
        },
        "hours": [{"approach": safe(each.approach), "hours": number(each.hours)} for each in plan.hours],
        "hours_kept_back": number(plan.reserve),
        "steps": [_step(place, each, plan.start) for place, each in enumerate(plan.steps, start=1)],
        "stop_rules": [rule(each) for each in plan.checks],
    }


def _step(place: int, each: Scheduled, start: date | None) -> Tree:
    first, last = _days(each, start)
    step = each.step
    return {
        "number": place, "id": safe(step.id), "from": first, "to": last, "phase": step.phase,
        "approach": safe(step.approach), "channel": safe(step.channel) or None, "kind": step.kind,
        "action": safe(step.action), "owner": safe(step.owner), "measure": safe(step.measure),
        "stop_rule": safe(stop_text(each)),
    }  # fmt: skip


def as_csv(plan: FirmPlan) -> str:
    """The steps as rows any spreadsheet opens, with an empty column to tick off what is done."""
    import csv
    import io

    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(CSV_COLUMNS)
    for place, each in enumerate(plan.steps, start=1):
        first, last = _days(each, plan.start)
        step = each.step
        cells = (
            first,
            last,
            step.approach,
            step.channel,
            step.kind,
            step.action,
            step.owner,
            step.measure,
            stop_text(each),
        )
        rows.writerow([place, *(_harmless(one_line(cell)) for cell in cells), ""])
    return text.getvalue()


def _harmless(text: str) -> str:
    """A spreadsheet would take it for a formula: an apostrophe before it keeps it text."""
    return f"'{text}" if text[:1] in _FORMULA_STARTS else text
