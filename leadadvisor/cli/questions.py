"""The command `questions`: every question with its options, or an answers file ready to fill in."""

from collections.abc import Callable
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import OUTPUT, OutputOptions
from leadadvisor.cli.question_list import QUESTION_LISTS
from leadadvisor.cli.reporting import reporting, write
from leadadvisor.cli.rulebook_in_use import load
from leadadvisor.errors import WrongUsage
from leadadvisor.questionnaire.answers_file import template as answers_template

TemplateOption = Annotated[
    bool, typer.Option("--template", help="Make an answers file to fill in.", rich_help_panel=OUTPUT)
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command for the rulebook the line names."""
    rulebook = load(line)

    @reporting(tuple(QUESTION_LISTS), looks=False)
    def questions(*, told: OutputOptions, template: TemplateOption = False) -> int:
        if template and told.format in {"json", "markdown"}:
            raise WrongUsage("--template makes an answers file, which is always YAML. Leave out --format and --json.")
        text = answers_template(rulebook) if template else QUESTION_LISTS[told.format](rulebook, told.layout.width)
        write(text, told)
        return ExitCode.FINE

    return questions
