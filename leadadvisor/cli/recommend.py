"""The command `recommend`: answers become a recommendation, told in one format."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.exports import ExportOption, OpenOption, deliver_all, open_page, page_to_open, read_exports
from leadadvisor.cli.figures import add_means, figure_parameters, figures_from_flags, together
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import (
    FORMATS,
    ColorOption,
    DebugOption,
    ForceOption,
    FormatOption,
    JsonOption,
    OutputOption,
    QuietOption,
    RulebookOption,
    Values,
    VerboseOption,
    choice,
    output_options,
    single,
)
from leadadvisor.cli.question_flags import (
    AnswersOption,
    CaseOption,
    SetOption,
    answers_from_flags,
    gather_given,
    nothing_answered,
    with_question_flags,
)
from leadadvisor.cli.rulebook_in_use import load
from leadadvisor.engine.recommend import recommend as recommend_profile
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import render

RESULT = "Result"
FAILURES = ("undecided", "open", "leaning")
"""The results --fail-on may name: a status, or a firmness."""


def _failures(incomplete: str) -> list[str]:
    return [name for name in FAILURES if name.startswith(incomplete)]


NoRangesOption = Annotated[
    bool, typer.Option("--no-ranges", help="Skip how far open answers move it.", rich_help_panel=RESULT)
]
NoInputOption = Annotated[bool, typer.Option("--no-input", help="Never ask anything.", rich_help_panel=RESULT)]
FailOnOption = Annotated[
    Values,
    typer.Option(
        "--fail-on", metavar="RESULT", help="Exit 3 if undecided, open or leaning; may repeat.",
        rich_help_panel=RESULT, autocompletion=_failures,
    ),
]  # fmt: skip


def build(line: CommandLine) -> Callable[..., int]:
    """The command, with a flag for each question of the rulebook the line names."""
    rulebook = load(line)

    def recommend(
        *,
        answers: AnswersOption = None,
        case: CaseOption = None,
        set_: SetOption = None,
        no_ranges: NoRangesOption = False,
        no_input: NoInputOption = False,  # noqa: ARG001 - nothing is asked by this command anyway
        fail_on: FailOnOption = None,
        format_: FormatOption = None,
        json: JsonOption = False,
        output: OutputOption = None,
        export: ExportOption = None,
        open_: OpenOption = False,
        force: ForceOption = False,
        color: ColorOption = None,
        quiet: QuietOption = False,
        verbose: VerboseOption = False,
        rulebook_: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
        **flags: Values,
    ) -> int:
        failures = [choice("--fail-on", word, FAILURES) for word in fail_on or ()]
        written = partial(output_options, formats=FORMATS, force=force, color=color, quiet=quiet, verbose=verbose)
        told = written(format_=format_, json=json, output=output)
        exports = read_exports(export, told, lambda name, path: written(format_=[name], json=False, output=[path]))
        page = page_to_open(told, exports) if open_ else None
        own = figures_from_flags(flags)
        given = gather_given(rulebook, answers_from_flags(questions, flags), set_, single("--answers", answers), case)
        if not given.profile.answers:
            raise nothing_answered(rulebook, questions)
        figures = together(own, given.figures)
        recommendation = add_means(recommend_profile(rulebook, given.profile, ranges=not no_ranges), figures)
        reports = [(render(recommendation, each.format, each.layout), each) for each in (*exports, told)]
        deliver_all(reports)
        if page is not None:
            open_page(page)
        return exit_code(recommendation, failures)

    figures_too = figure_parameters(line)
    command, questions = with_question_flags(recommend, rulebook, completing=line.completing, also=figures_too)
    return command


def exit_code(recommendation: Recommendation, failures: Sequence[str]) -> ExitCode:
    """3 where nothing is feasible or the result is one of the failures named, else 0."""
    names = {recommendation.status, recommendation.firmness}
    if recommendation.status == "nothing-feasible" or names.intersection(failures):
        return ExitCode.NOTHING_TO_FOLLOW
    return ExitCode.FINE
