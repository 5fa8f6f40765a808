"""The command `rules verify`: what is true of a rulebook for every profile there can be."""

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
from leadadvisor.cli.output import deliver
from leadadvisor.cli.rules.directory import DirectoryArgument, directory_of
from leadadvisor.cli.rules.options import FORMATS, LimitOption, ReportFormatOption, most_work, number
from leadadvisor.cli.rules.progress import ProgressBar
from leadadvisor.engine.verify import ENOUGH, verify
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.toolchain.verification import fails, findings
from leadadvisor.toolchain.verification_text import verification_json, verification_text

RESULT = "Result"

StrictOption = Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.", rich_help_panel=RESULT)]
EnoughOption = Annotated[
    Values,
    typer.Option("--enough", metavar="N", help=f"Fewer rules are thin evidence ({ENOUGH}).", rich_help_panel=RESULT),
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command; the rulebook is read when it runs."""

    def command(
        *,
        directory: DirectoryArgument = None,
        strict: StrictOption = False,
        enough: EnoughOption = None,
        limit: LimitOption = None,
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
        work, fewest = most_work(limit), number("--enough", single("--enough", enough), ENOUGH, 0, 1000)
        rulebook = load_rulebook(directory_of(line, directory), cases=False)
        with ProgressBar("Verifying", quiet=quiet) as progress:
            found = verify(rulebook, enough=fewest, most_work=work, progress=progress)
        said = findings(rulebook, found)
        if told.format == "json":
            text = verification_json(rulebook, found, said)
        else:
            text = verification_text(rulebook, found, said, examples=verbose, brief=quiet)
        deliver(text, told.path, force=told.force)
        return ExitCode.FAULT if fails(said, strict=strict) else ExitCode.FINE

    return command
