"""Which firm a command is about: its answers, and the files of its results and plan numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from leadadvisor.cli.options import Values, single
from leadadvisor.cli.output import STDOUT
from leadadvisor.cli.question_flags import ANSWERS, kept_answers
from leadadvisor.errors import WrongUsage
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple

if TYPE_CHECKING:
    from leadadvisor.model.firm_plan import PlanNumbers
    from leadadvisor.model.profile import Profile
    from leadadvisor.model.results import ResultRow

AsOfOption = Annotated[
    Values,
    typer.Option("--as-of", metavar="DATE", help="Stands for today.", rich_help_panel=ANSWERS),
]


class Firm(NamedTuple):
    """The files of one firm; `answers` is None where only a results file was named."""

    answers: str | None
    results: str


def firm_named(rulebook: Rulebook, answers: Values, case: Values, results: Values) -> Firm:
    """The firm these options name; without any, that of the last interview, where a person sits here.

    Raises `WrongUsage` where no firm is named, and `CannotRead` for a case there is not.
    """
    path, name = single("--answers", answers), single("--case", case)
    if path is not None and name is not None:
        raise WrongUsage("--answers and --case contradict each other. Give one of them.")
    log = single("--results", results)
    if path is None and (name is not None or log is None):
        path = kept_answers(rulebook, name)
    if path is None and log is None:
        raise WrongUsage("no firm is named. Give its answers file with --answers FILE, or its name with --case NAME.")
    if log is None:
        if path == STDOUT:
            raise WrongUsage("answers from standard input have no results beside them. Name the log with --results.")
        from leadadvisor.questionnaire.cases import results_path

        log = results_path(path or "")
    return Firm(path, log)


def day_of(flag: str, values: Values) -> date:
    """The day that was given, else today. Raises `WrongUsage`."""
    word = single(flag, values)
    if word is None:
        return date.today()  # noqa: DTZ011 - the user's own day
    from leadadvisor.questionnaire.answers import Misread
    from leadadvisor.results.rows import read_day

    day = read_day(word)
    if isinstance(day, Misread):
        raise WrongUsage(f"{flag}: {day.sentence()}")
    return day


def profile_of(rulebook: Rulebook, firm: Firm) -> Profile:
    """The answers of the firm; none where only its results are known."""
    from leadadvisor.model.profile import Profile

    if firm.answers is None:
        return Profile()
    from leadadvisor.questionnaire.answers import merge
    from leadadvisor.questionnaire.answers_file import load_answers

    return merge(rulebook, load_answers(firm.answers, rulebook))


def numbers_of(firm: Firm) -> PlanNumbers:
    """The plan numbers of the firm."""
    from leadadvisor.model.firm_plan import PlanNumbers
    from leadadvisor.results.plan_numbers import load_numbers

    if firm.answers is None or firm.answers == STDOUT:
        return PlanNumbers()
    return load_numbers(firm.answers)


def rows_of(rulebook: Rulebook, firm: Firm, *, named: bool = False) -> Sequence[ResultRow]:
    """The rows of the firm's log; one that was named must be there, one beside the answers need not."""
    from leadadvisor.results.results_file import load_results

    return load_results(firm.results, rulebook, may_be_missing=not named).rows


def rulebook_with_log(rulebook: Rulebook, results: Values) -> Rulebook:
    """The rulebook with what all rows of the log are worth in it; as it is where no log is named."""
    path = single("--results", results)
    if path is None:
        return rulebook
    from leadadvisor.engine.results_in_mix import with_rows
    from leadadvisor.results.results_file import load_results

    return with_rows(rulebook, load_results(path, rulebook).rows)
