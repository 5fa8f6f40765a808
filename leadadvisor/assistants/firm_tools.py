"""The tools about one firm: what to do next, what was done, a row for its log. Only `log` writes, to a named case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from leadadvisor.assistants.tools import ANSWERS, Argument, Arguments, Result, Tool, profile_of, retell, within_limit
from leadadvisor.engine.firm_plan import firm_plan
from leadadvisor.engine.results_in_mix import recommend_with_results
from leadadvisor.engine.review import review
from leadadvisor.errors import WrongUsage
from leadadvisor.model.firm_plan import PlanNumbers
from leadadvisor.model.profile import Profile
from leadadvisor.model.results import Amount, ResultRow
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.questionnaire.answers import Misread, merge, misread, quoted
from leadadvisor.questionnaire.answers_file import load_answers
from leadadvisor.questionnaire.cases import existing_case, results_path
from leadadvisor.reports import firm_plan as firm_plan_report
from leadadvisor.reports import review as review_report
from leadadvisor.results.plan_numbers import load_numbers
from leadadvisor.results.results_file import add_rows, load_results, what_changed
from leadadvisor.results.rows import read_day, read_quantity, with_amounts
from leadadvisor.text import one_line

AMOUNTS: Sequence[Amount] = ("hours", "money", "contacts", "conversations", "won", "lost")
_NOTHING_NAMED = "name the firm: give its case, or its answers"


def _plan(rulebook: Rulebook, arguments: Arguments) -> Result:
    """The steps of the next fortnight for a case, or for answers; `weeks` 12 gives the whole plan."""
    profile, numbers, rows = _firm(rulebook, arguments)
    if not profile.answers:
        raise WrongUsage(_NOTHING_NAMED)
    weeks = arguments.get("weeks", 2)
    if weeks not in (2, 12):
        raise WrongUsage("weeks must be 2 or 12")
    day = max((row.day for row in rows), default=date.min)
    advised = recommend_with_results(rulebook, profile, rows, day, ranges=False)
    whole = firm_plan_report.tree(firm_plan(advised, numbers, 2 if weeks == 2 else 12, numbers.begun, rows))  # noqa: PLR2004 - as above
    return within_limit({**whole, "retell": retell(rulebook)})


def _review(rulebook: Rulebook, arguments: Arguments) -> Result:
    """What the log of a case says on a day, today unless told otherwise."""
    profile, numbers, rows = _firm(rulebook, arguments)
    whole = review_report.tree(review(rulebook, profile, rows, _day(arguments.get("as_of")), numbers))
    del whole["recommendation"]
    return within_limit({**whole, "retell": retell(rulebook)})


def _log(rulebook: Rulebook, arguments: Arguments) -> Result:
    """One row for the log of a case, and what it changed in one line."""
    profile, numbers, _ = _firm(rulebook, arguments)
    row = _row(rulebook, arguments)
    held = add_rows(results_path(existing_case(rulebook, arguments["case"]).path), rulebook, [row])
    changed = what_changed(rulebook, profile, held.rows[:-1], held.rows, numbers)
    return {"schema": "leadadvisor/logged/1", "rows": len(held.rows), "changed": changed, "retell": retell(rulebook)}


def _firm(rulebook: Rulebook, arguments: Arguments) -> tuple[Profile, PlanNumbers, Sequence[ResultRow]]:
    """The answers, numbers and rows of the case; of answers alone, no more than these."""
    if "case" not in arguments:
        return profile_of(rulebook, arguments.get("answers", {})), PlanNumbers(), ()
    if "answers" in arguments:
        raise WrongUsage("case and answers contradict each other: give one of them")
    path = existing_case(rulebook, arguments["case"]).path
    rows = load_results(results_path(path), rulebook, may_be_missing=True).rows
    return merge(rulebook, load_answers(path, rulebook)), load_numbers(path), rows


def _row(rulebook: Rulebook, arguments: Arguments) -> ResultRow:
    """The row that was told. Raises `WrongUsage` with a sentence for everything that is wrong with it."""
    approach, known = arguments["approach"], [each.id for each in rulebook.approaches]
    wrong = []
    if approach not in known:
        wrong.append(misread(f"there is no approach {quoted(approach)}", approach, known, "approaches").sentence())
    amounts: dict[Amount, int | None] = {}
    for name in AMOUNTS:
        found = read_quantity(name, f"{arguments[name]:g}") if name in arguments else None
        if isinstance(found, Misread):
            wrong.append(f"{name}: {found.sentence()}")
        else:
            amounts[name] = found
    if not wrong and all(amount is None for amount in amounts.values()):
        wrong.append(f"there is nothing to log: give one of {', '.join(AMOUNTS)}")
    if wrong:
        raise WrongUsage("\n".join(wrong))
    note = one_line(arguments.get("note", ""))
    return with_amounts(ResultRow(_day(arguments.get("date")), approach, note=note), amounts)


def _day(word: str | None) -> date:
    if word is None:
        return date.today()  # noqa: DTZ011 - the user's own day
    day = read_day(word)
    if isinstance(day, Misread):
        raise WrongUsage(f"{quoted(word)}: {day.sentence()}")
    return day


_CASE = Argument("text", "a case kept by leadadvisor ask --case")
_NUMBERS: Mapping[str, Argument] = {name: Argument("number") for name in AMOUNTS}
_NEEDED = {"case": _CASE._replace(required=True), "approach": Argument("text", required=True)}

FIRM_TOOLS: Sequence[Tool] = (
    Tool("plan", "The next steps in order, for answers or for a case with its own numbers.",
         {"answers": ANSWERS, "case": _CASE, "weeks": Argument("number", "2 or 12")}, _plan),
    Tool("review", "Planned and done, what is ruled out, what to do now, from the log of a case.",
         {"case": _CASE._replace(required=True), "as_of": Argument("text", "a date such as 2026-11-26")}, _review),
    Tool("log", "Adds a row to the log of a case. Writes.",
         {**_NEEDED, **_NUMBERS, "date": Argument("text"), "note": Argument("text")}, _log, writes=True),
)  # fmt: skip
"""The tools about a firm."""
