"""The command `recommend`: answers become a recommendation, told in one format."""

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.figures import add_means, figure_parameters, figures_from_flags, together
from leadadvisor.cli.line import CommandLine, read_line, rulebook_of
from leadadvisor.cli.options import OUTPUT, Values, beginning, choice, single
from leadadvisor.cli.question_flags import (
    AnswersOption,
    CaseOption,
    ResultsOption,
    SetOption,
    answers_from_flags,
    gather_given,
    nothing_answered,
    with_question_flags,
)
from leadadvisor.cli.reporting import (
    ExportOption,
    OpenOption,
    OutputOptions,
    open_page,
    page_to_open,
    read_exports,
    reporting,
    write_all,
)
from leadadvisor.errors import WrongUsage
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.reports import render

RESULT = "Result"
FAILURES = ("undecided", "open", "leaning")
"""The results --fail-on may name: a status, or a firmness."""

KEYS = (
    "status", "headline", "leader", "firmness", "level", "held_back", "why", "but", "next_step", "open",
    "next_question", "basis", "rulebook",
)  # fmt: skip
"""What the short plain report always has, and so --get is offered; beside them a share and a range per approach."""

FIELDS = (
    "rulebook", "answers", "status", "leader", "firmness", "headline", "level", "held_back", "mix", "channels",
    "tensions", "cautions", "robustness_percent", "settled", "ranges", "possible_leaders", "flips", "movers",
    "next_questions", "plan", "plan_notes", "against", "weightings_percent", "open_pair", "swings", "means",
    "not_considered", "basis",
)  # fmt: skip
"""What the JSON of a recommendation always has, and so --fields is offered."""


def _keys(incomplete: str) -> list[str]:
    approaches = [each.id for each in rulebook_of(read_line(())).approaches]
    of_each = [f"{key}.{approach}" for key in ("share", "range") for approach in approaches]
    return beginning((*KEYS, *of_each))(incomplete)


def _fields(incomplete: str) -> list[str]:
    """What the last of several fields may be, behind those that are written already."""
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{field}" for field in beginning(FIELDS)(last)]


NoRangesOption = Annotated[
    bool, typer.Option("--no-ranges", help="Skip how far open answers move it.", rich_help_panel=RESULT)
]
NoInputOption = Annotated[bool, typer.Option("--no-input", help="Never ask anything.", rich_help_panel=RESULT)]
FailOnOption = Annotated[
    Values,
    typer.Option(
        "--fail-on", metavar="RESULT", help="Exit 3 if undecided, open or leaning; may repeat.",
        rich_help_panel=RESULT, autocompletion=beginning(FAILURES),
    ),
]  # fmt: skip
GetOption = Annotated[
    Values,
    typer.Option(
        "--get", metavar="KEY", help="Print one value, such as leader or share.inbound.", rich_help_panel=OUTPUT,
        autocompletion=_keys,
    ),
]  # fmt: skip
BriefOption = Annotated[
    bool, typer.Option("--brief", help="The result as JSON in 2 kB or less.", rich_help_panel=OUTPUT)
]
FieldsOption = Annotated[
    Values,
    typer.Option(
        "--fields", metavar="A,B.C", help="JSON with these fields only.", rich_help_panel=OUTPUT,
        autocompletion=_fields,
    ),
]  # fmt: skip


def build(line: CommandLine) -> Callable[..., int]:
    """The command, with a flag for each question of the rulebook the line names."""
    rulebook = rulebook_of(line)

    @reporting(pages=True, full=True)
    def recommend(
        *,
        told: OutputOptions,
        answers: AnswersOption = None,
        case: CaseOption = None,
        set_: SetOption = None,
        results: ResultsOption = None,
        no_ranges: NoRangesOption = False,
        no_input: NoInputOption = False,  # noqa: ARG001 - nothing is asked by this command anyway
        fail_on: FailOnOption = None,
        get: GetOption = None,
        brief: BriefOption = False,
        fields: FieldsOption = None,
        export: ExportOption = None,
        open_: OpenOption = False,
        **flags: Values,
    ) -> int:
        failures = [choice("--fail-on", word, FAILURES) for word in fail_on or ()]
        pick = _pick(told, single("--get", get), single("--fields", fields), brief=brief)
        exports = read_exports(export, told)
        page = page_to_open(told, exports) if open_ else None
        own = figures_from_flags(flags)
        given = gather_given(rulebook, answers_from_flags(questions, flags), set_, single("--answers", answers), case)
        if not given.profile.answers:
            raise nothing_answered(rulebook, questions)
        figures = together(own, given.figures)
        log = single("--results", results)
        recommendation = add_means(_advice(rulebook, given.profile, log, ranges=not no_ranges), figures)
        text = pick(recommendation) if pick else render(recommendation, told.format, told.layout, told.byline)
        write_all([
            *((render(recommendation, each.format, each.layout, each.byline), each) for each in exports), (text, told)
        ])  # fmt: skip
        if page is not None:
            open_page(page)
        return exit_code(recommendation, failures)

    figures_too = figure_parameters()
    command, questions = with_question_flags(recommend, rulebook, completing=line.completing, also=figures_too)
    return command


def _advice(rulebook: Rulebook, profile: Profile, log: str | None, *, ranges: bool) -> Recommendation:
    """The recommendation, with all rows of the log in it if one is named. Raises `CannotRead` or `InvalidFile`."""
    if log is None:
        from leadadvisor.engine.recommend import recommend

        return recommend(rulebook, profile, ranges=ranges)
    from datetime import date

    from leadadvisor.engine.results_in_mix import recommend_with_results
    from leadadvisor.results.results_file import load_results

    rows = load_results(log, rulebook).rows
    return recommend_with_results(
        rulebook, profile, rows, max((row.day for row in rows), default=date.min), ranges=ranges
    )


def _pick(
    told: OutputOptions, get: str | None, fields: str | None, *, brief: bool
) -> Callable[[Recommendation], str] | None:
    """What prints a part of the recommendation instead of a report; None where nobody asks. Raises `WrongUsage`."""
    asked = [flag for flag, given in (("--get", get), ("--fields", fields), ("--brief", brief)) if given]
    if not asked:
        return None
    if len(asked) > 1:
        raise WrongUsage(f"{' and '.join(asked)} ask for different things. Give one of them.")
    if told.format not in {"plain", "terminal"} and (get is not None or told.format not in {"json", "yaml"}):
        raise WrongUsage(f"{asked[0]} and {told.format} do not go together. Leave one of them out.")
    from leadadvisor.reports import brief as parts

    if get is not None:
        return lambda recommendation: parts.value_of(recommendation, get)
    yaml = told.format == "yaml"
    if fields is not None:
        return lambda recommendation: parts.fields_of(recommendation, fields, yaml=yaml)
    return lambda recommendation: parts.in_brief(recommendation, yaml=yaml)


def exit_code(recommendation: Recommendation, failures: Sequence[str]) -> ExitCode:
    """3 where nothing is feasible or the result is one of the failures named, else 0."""
    from leadadvisor.reports.verdict import firmness

    names = {recommendation.status, firmness(recommendation)}
    if recommendation.status == "nothing-feasible" or names.intersection(failures):
        return ExitCode.NOTHING_TO_FOLLOW
    return ExitCode.FINE
