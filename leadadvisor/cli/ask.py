"""The command `ask`: the questionnaire on the terminal, then the report."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Literal

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.figures import add_means, figure_parameters, figures_from_flags, together
from leadadvisor.cli.line import CommandLine, rulebook_of
from leadadvisor.cli.options import Values, single
from leadadvisor.cli.output import STDOUT, cannot_write
from leadadvisor.cli.question_flags import (
    AnswersOption,
    CaseOption,
    SetOption,
    answers_from_flags,
    flag_of,
    gather_given,
    with_question_flags,
)
from leadadvisor.cli.reporting import OutputOptions, reporting
from leadadvisor.cli.screen.request import (
    Look,
    Manner,
    Request,
    asking_mode,
    find_console,
    shows_signs,
    wants_colour,
    why_not_to_ask,
)
from leadadvisor.errors import WrongUsage
from leadadvisor.model.rulebook import Question, Rulebook
from leadadvisor.questionnaire.answers import option_words

QUESTIONS = "Questions"

SaveOption = Annotated[
    Values,
    typer.Option("--save", metavar="FILE", help="Save the answers in this file.", rich_help_panel=QUESTIONS),
]
ResumeOption = Annotated[bool, typer.Option("--resume", help="Go on where you stopped.", rich_help_panel=QUESTIONS)]
AllOption = Annotated[
    bool, typer.Option("--all", help="Ask also what cannot matter any more.", rich_help_panel=QUESTIONS)
]
QuickOption = Annotated[bool, typer.Option("--quick", help="End as soon as it is decided.", rich_help_panel=QUESTIONS)]
NoHintsOption = Annotated[
    bool, typer.Option("--no-hints", help="Do not say what leads so far.", rich_help_panel=QUESTIONS)
]
NoInputOption = Annotated[
    bool, typer.Option("--no-input", help="Never ask; report what is given.", rich_help_panel=QUESTIONS)
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command, with a flag for each question of the rulebook the line names."""
    rulebook = rulebook_of(line)

    @reporting()
    def ask(
        *,
        told: OutputOptions,
        answers: AnswersOption = None,
        case: CaseOption = None,
        set_: SetOption = None,
        save: SaveOption = None,
        resume: ResumeOption = False,
        all_: AllOption = False,
        quick: QuickOption = False,
        no_hints: NoHintsOption = False,
        no_input: NoInputOption = False,
        **flags: Values,
    ) -> int:
        _check_output(told)
        nobody = "--no-input is given" if no_input else why_not_to_ask()
        console = sys.stderr if nobody else find_console()
        mode = "none" if nobody else asking_mode(console)
        answers_file = _answers_file(answers, asking=not nobody)
        own = figures_from_flags(flags)
        given = gather_given(rulebook, answers_from_flags(questions, flags), set_, answers_file, asking=True)
        request = Request(
            rulebook=rulebook,
            console=console,
            given=given.profile,
            figures=together(own, given.figures),
            told=_to_read_aloud(told) if mode == "lines" else told,
            look=Look(colour=wants_colour(told.colour), unicode=shows_signs(console)),
            manner=Manner(ask_all=all_, quick=quick, hints=not no_hints),
            resuming=resume,
            save=_save_file(save, case, rulebook),
            directory=single("--rulebook", list(line.rulebooks)),
            flagged=frozenset(question.id for question in questions.values()),
        )
        return _without_asking(request, nobody) if mode == "none" else _asking(request, mode)

    figures_too = figure_parameters()
    command, questions = with_question_flags(ask, rulebook, completing=line.completing, also=figures_too)
    return command


def _to_read_aloud(told: OutputOptions) -> OutputOptions:
    """Where lines are asked the report has no bars, and not one escape sequence unless colour is forced."""
    layout = told.layout._replace(bars=False)
    return told._replace(layout=layout if told.colour == "always" else layout._replace(colour=False))


def _asking(request: Request, mode: Literal["keys", "lines"]) -> ExitCode:
    from leadadvisor.cli.screen.questionnaire import hold  # the screens are imported when somebody is asked

    return hold(request, mode)


def _without_asking(request: Request, reason: str) -> ExitCode:
    """The report for what is given, where nobody can be asked. Raises `WrongUsage` that lists what is missing."""
    from leadadvisor.cli.recommend import exit_code
    from leadadvisor.cli.screen.questionnaire import started, tell
    from leadadvisor.engine.recommend import recommend
    from leadadvisor.questionnaire.flow import to_ask
    from leadadvisor.questionnaire.interview import profile

    interview = started(request)
    left = to_ask(request.rulebook, interview, ask_all=request.manner.ask_all)
    missing = [question for question in left if question.need == "always" or request.manner.ask_all]
    if missing:
        raise _nobody_to_ask(missing, request.flagged, reason)
    recommendation = recommend(request.rulebook, profile(request.rulebook, interview))
    recommendation = add_means(recommendation, interview.figures)
    tell(recommendation, request.told)
    return exit_code(recommendation, ())


def _nobody_to_ask(missing: Sequence[Question], flagged: frozenset[str], reason: str) -> WrongUsage:
    """The complaint that lists every flag that is missing, with its options."""
    lines = [
        f"  {f'{flag_of(each)} ' if each.id in flagged else f'--set {each.id}='}{'|'.join(option_words(each))}\n"
        for each in missing
    ]
    return WrongUsage(
        f"there is nobody to ask, because {reason}. Answer with flags what is still missing:\n{''.join(lines)}"
        "Or fill in a file: leadadvisor questions --template -o answers.yaml, then --answers answers.yaml"
    )


def _answers_file(answers: Values, *, asking: bool) -> str | None:
    path = single("--answers", answers)
    if path == STDOUT and asking:
        raise WrongUsage("--answers - reads standard input, where your answers to the questions come from.")
    return path


def _save_file(save: Values, case: Values, rulebook: Rulebook) -> str | None:
    path, name = single("--save", save), single("--case", case)
    if path == "":
        raise WrongUsage("--save needs the name of a file.")
    if name is None:
        return path
    if path is not None:
        raise WrongUsage("--save and --case contradict each other: a case has a file of its own. Give one of them.")
    from leadadvisor.questionnaire.cases import case_path

    return case_path(rulebook, name)


def _check_output(told: OutputOptions) -> None:
    """A report that could not be written is refused before the questions, not after them."""
    if told.path not in {None, STDOUT} and not told.force and os.path.isfile(told.path or ""):
        raise cannot_write(told.path or "", "it exists already; give --force to write over it, or another name")
