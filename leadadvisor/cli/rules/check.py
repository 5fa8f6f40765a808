"""The command `rules check`: everything that is wrong or doubtful in a rulebook, each with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import (
    OUTPUT,
    ColorOption,
    DebugOption,
    ForceOption,
    JsonOption,
    OutputOption,
    QuietOption,
    RulebookOption,
    Values,
    output_options,
)
from leadadvisor.cli.output import deliver
from leadadvisor.cli.rules.directory import DirectoryArgument, directory_of
from leadadvisor.errors import InvalidFile
from leadadvisor.rulebook.loader import check_rulebook
from leadadvisor.toolchain.checks import CHECKS, run_checks
from leadadvisor.toolchain.checks.base import Subject
from leadadvisor.toolchain.findings import FORMATS, Report, coloured
from leadadvisor.version import __version__

_RESULT = "Result"


def _formats(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


FormatOption = Annotated[
    Values,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="terminal, plain, json, github or sarif.",
        rich_help_panel=OUTPUT, autocompletion=_formats,
    ),
]  # fmt: skip
StrictOption = Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.", rich_help_panel=_RESULT)]


def build(line: CommandLine) -> Callable[..., int]:
    """The command; the rulebook is read when it runs."""

    def check(
        *,
        directory: DirectoryArgument = None,
        strict: StrictOption = False,
        format_: FormatOption = None,
        json: JsonOption = False,
        output: OutputOption = None,
        force: ForceOption = False,
        color: ColorOption = None,
        quiet: QuietOption = False,
        rulebook_: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        told = output_options(
            formats=tuple(FORMATS), format_=format_, json=json, output=output, force=force, color=color, quiet=quiet
        )
        report = report_on(str(directory_of(line, directory)))
        failed = report.count("error") or (strict and report.count("warning"))
        tell = coloured if told.format == "terminal" and told.layout.colour else FORMATS[told.format]
        if not quiet or failed:
            deliver(tell(report), told.path, force=told.force)
        return ExitCode.FAULT if failed else ExitCode.FINE

    return check


def report_on(directory: str) -> Report:
    """The problems of reading the rulebook if there are any, else what the checks find. Raises `CannotRead`."""
    summaries = {check.name: check.summary for check in CHECKS}
    try:
        rulebook, places = check_rulebook(directory)
    except InvalidFile as trouble:
        return Report(trouble.findings, trouble.more, trouble.subject, {}, __version__)
    subject = f"{rulebook.name} {rulebook.version}, {len(CHECKS)} checks"
    return Report(run_checks(Subject(rulebook, places)), 0, subject, summaries, __version__)
