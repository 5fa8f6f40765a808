"""The command `rules coverage`: what of a rulebook its cases exercise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import (
    DebugOption,
    ForceOption,
    JsonOption,
    OutputOption,
    QuietOption,
    RulebookOption,
    Values,
    VerboseOption,
    output_options,
    single,
)
from leadadvisor.cli.output import deliver, print_note
from leadadvisor.cli.rules.directory import DirectoryArgument, directory_of
from leadadvisor.cli.rules.options import FORMATS, ReportFormatOption, number
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.toolchain.coverage import cover, coverage_json, coverage_text

_ALL = 100

FailUnderOption = Annotated[
    Values,
    typer.Option("--fail-under", metavar="N", help="Exit 1 below so many percent.", rich_help_panel="Result"),
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command; the rulebook is read when it runs."""

    def coverage(
        *,
        directory: DirectoryArgument = None,
        fail_under: FailUnderOption = None,
        format_: ReportFormatOption = None,
        json: JsonOption = False,
        output: OutputOption = None,
        force: ForceOption = False,
        quiet: QuietOption = False,
        verbose: VerboseOption = False,
        rulebook_: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        told = output_options(
            formats=FORMATS, format_=format_, json=json, output=output, force=force, quiet=quiet, verbose=verbose
        )
        least = number("--fail-under", single("--fail-under", fail_under), 0, 0, _ALL)
        rulebook = load_rulebook(directory_of(line, directory))
        found = cover(rulebook)
        if told.format == "json":
            text = coverage_json(rulebook, found)
        else:
            text = coverage_text(rulebook, found, verbosity=told.layout.verbosity)
        deliver(text, told.path, force=told.force)
        if found.percent() < least:
            print_note(f"The cases exercise {found.percent()} %, less than {least} %.\n")
            return ExitCode.FAULT
        return ExitCode.FINE

    return coverage
