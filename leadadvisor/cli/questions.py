"""The command `questions`: every question with its options, or an answers file ready to fill in."""

from collections.abc import Callable
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import (
    OUTPUT,
    DebugOption,
    ForceOption,
    JsonOption,
    OutputOption,
    RulebookOption,
    Values,
    output_options,
)
from leadadvisor.cli.output import deliver
from leadadvisor.cli.question_list import QUESTION_LISTS
from leadadvisor.cli.rulebook_in_use import load
from leadadvisor.errors import WrongUsage
from leadadvisor.questionnaire.answers_file import template as answers_template


def _formats(incomplete: str) -> list[str]:
    return [name for name in QUESTION_LISTS if name.startswith(incomplete)]


ListFormatOption = Annotated[
    Values,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="terminal, plain, json, yaml or markdown.",
        rich_help_panel=OUTPUT, autocompletion=_formats,
    ),
]  # fmt: skip
TemplateOption = Annotated[
    bool, typer.Option("--template", help="Make an answers file to fill in.", rich_help_panel=OUTPUT)
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command for the rulebook the line names."""
    rulebook = load(line)

    def questions(
        *,
        template: TemplateOption = False,
        format_: ListFormatOption = None,
        json: JsonOption = False,
        output: OutputOption = None,
        force: ForceOption = False,
        rulebook_: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        if template and (format_ or json):
            raise WrongUsage("--template makes an answers file, which is always YAML. Leave out --format and --json.")
        told = output_options(
            formats=tuple(QUESTION_LISTS), format_=format_, json=json, output=output, force=force
        )  # fmt: skip
        text = answers_template(rulebook) if template else QUESTION_LISTS[told.format](rulebook, told.layout.width)
        deliver(text, told.path, force=told.force)
        return ExitCode.FINE

    return questions
