"""The command `whatif`: what other answers, one rule less or other weights would make of the recommendation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.firm import rulebook_with_log
from leadadvisor.cli.line import CommandLine, rulebook_of
from leadadvisor.cli.options import Values, beginning, choice, single
from leadadvisor.cli.question_flags import (
    AnswersOption,
    CaseOption,
    ResultsOption,
    SetOption,
    answers_from_flags,
    answers_from_settings,
    complete_setting,
    gather_profile,
    nothing_answered,
    with_question_flags,
)
from leadadvisor.cli.reporting import OutputOptions, reporting, write
from leadadvisor.engine.weights import WEIGHTS
from leadadvisor.errors import WrongUsage
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.reports import render

CHANGES = "Changes"

ChangeOption = Annotated[
    Values,
    typer.Option(
        "--change",
        metavar="QUESTION=OPTION",
        help="Try another answer; may repeat.",
        rich_help_panel=CHANGES,
        autocompletion=complete_setting,
    ),
]
WeightsOption = Annotated[
    bool, typer.Option("--weights", help="How far each weight may be another.", rich_help_panel=CHANGES)
]


SetPointsOption = Annotated[
    Values,
    typer.Option(
        "--set-points", metavar="WEIGHT=NUMBER", help="Try another weight; may repeat.", rich_help_panel=CHANGES,
        autocompletion=beginning(tuple(WEIGHTS), "="),
    ),
]  # fmt: skip


def build(line: CommandLine) -> Callable[..., int]:
    """The command, with a flag for each question of the rulebook the line names."""
    rulebook = rulebook_of(line)

    @reporting(pages=True)
    def whatif(
        *,
        told: OutputOptions,
        answers: AnswersOption = None,
        case: CaseOption = None,
        results: ResultsOption = None,
        set_: SetOption = None,
        change: ChangeOption = None,
        set_points: SetPointsOption = None,
        weights: WeightsOption = False,
        **flags: Values,
    ) -> int:
        if weights and (change or set_points):
            raise WrongUsage("--weights looks at every weight by itself. Leave out --change and --set-points.")
        changes = answers_from_settings(rulebook, change or (), "--change")
        values = read_weights(set_points or ())
        profile = gather_profile(
            rulebook, answers_from_flags(questions, flags), set_, single("--answers", answers), case
        )
        if not profile.answers:
            raise nothing_answered(rulebook, questions)
        looked_at = _looked_at(rulebook_with_log(rulebook, results), profile, changes, values, weights=weights)
        write(render(looked_at, told.format, told.layout, told.byline), told)
        return ExitCode.FINE

    command, questions = with_question_flags(whatif, rulebook, completing=line.completing)
    return command


def read_weights(words: Sequence[str]) -> Mapping[str, int]:
    """Weight -> its other value. Raises `WrongUsage` for what is no weight, no number, out of bounds or repeated."""
    values: dict[str, int] = {}
    for word in words:
        name, equals, number = word.partition("=")
        if not equals:
            raise WrongUsage(f"--set-points {_quoted(word)}: write a weight, = and a number, such as strong=4.")
        weight = choice("--set-points", name.strip(), tuple(WEIGHTS))
        least, most = WEIGHTS[weight]
        plain = number.strip()
        if not plain.isascii() or not plain.isdigit() or len(plain) > len(str(most)) or not least <= int(plain) <= most:
            raise WrongUsage(f"--set-points {_quoted(word)}: {weight} must be a whole number from {least} to {most}.")
        if weight in values:
            raise WrongUsage(f"--set-points sets {weight} more than once. Set it once.")
        values[weight] = int(plain)
    return values


def _looked_at(
    rulebook: Rulebook, profile: Profile, changes: Sequence[Answer], values: Mapping[str, int], *, weights: bool
) -> object:
    """What was asked for, ready to be told; only what it needs is imported."""
    if weights:
        from leadadvisor.engine.weights import weights as weigh

        return weigh(rulebook, profile)
    if changes or values:
        from leadadvisor.engine.compare import compare_changes

        return compare_changes(rulebook, profile, changes, values, ("now", "then"))
    from leadadvisor.engine.what_if import what_if

    return what_if(rulebook, profile)


def _quoted(word: str) -> str:
    from leadadvisor.questionnaire.answers import quoted

    return quoted(word)
