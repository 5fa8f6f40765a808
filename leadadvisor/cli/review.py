"""The command `review`: what a firm planned and did, what its log says, and what to do now."""

from __future__ import annotations

from collections.abc import Callable

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.firm import AsOfOption, day_of, firm_named, numbers_of, profile_of, rows_of
from leadadvisor.cli.line import CommandLine, rulebook_of
from leadadvisor.cli.question_flags import AnswersOption, CaseOption, ResultsOption
from leadadvisor.cli.reporting import OutputOptions, reporting, write
from leadadvisor.engine.review import review as review_rows
from leadadvisor.reports import render


def build(line: CommandLine) -> Callable[..., int]:
    """The command; its answers come from a file, so it needs no flag for any question."""
    rulebook = rulebook_of(line)

    @reporting(pages=True, long=True)
    def review(
        *,
        told: OutputOptions,
        answers: AnswersOption = None,
        case: CaseOption = None,
        results: ResultsOption = None,
        as_of: AsOfOption = None,
    ) -> int:
        firm = firm_named(rulebook, answers, case, results)
        rows = rows_of(rulebook, firm, named=bool(results))
        found = review_rows(rulebook, profile_of(rulebook, firm), rows, day_of("--as-of", as_of), numbers_of(firm))
        write(render(found, told.format, told.layout, told.byline), told)
        return ExitCode.FINE

    return review
