"""The command `rules sources check`: the claims of a rulebook beside a reader's own copies of the articles."""

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
)
from leadadvisor.cli.output import deliver
from leadadvisor.cli.rulebook_in_use import locate
from leadadvisor.cli.rules.options import FORMATS, ReportFormatOption
from leadadvisor.errors import WrongUsage
from leadadvisor.rulebook.files import read_file
from leadadvisor.rulebook.loader import load_rulebook

CopiesArgument = Annotated[
    Values,
    typer.Argument(
        metavar="FILE...", help="Your copies of the articles: text, or saved web pages.", show_default=False
    ),
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command; rulebook and copies are read when it runs."""

    def check(
        *,
        files: CopiesArgument = None,
        format_: ReportFormatOption = None,
        json: JsonOption = False,
        output: OutputOption = None,
        force: ForceOption = False,
        quiet: QuietOption = False,
        verbose: VerboseOption = False,
        rulebook_: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        from leadadvisor.toolchain.article import MAX_BYTES, read_copy
        from leadadvisor.toolchain.sources import check_sources, sources_json, sources_text

        told = output_options(
            formats=FORMATS, format_=format_, json=json, output=output, force=force, quiet=quiet, verbose=verbose
        )
        names = list(dict.fromkeys(files or ()))
        if not names:
            raise WrongUsage("rules sources check takes the files to look into: your own copies of the articles.")
        rulebook = load_rulebook(locate(line), cases=False)
        copies = [read_copy(name, read_file(name, MAX_BYTES)) for name in names]
        found = check_sources(rulebook, copies)
        if told.format == "json":
            text = sources_json(rulebook, found)
        else:
            text = sources_text(rulebook, found, verbosity=told.layout.verbosity)
        deliver(text, told.path, force=told.force)
        return ExitCode.FINE if found.agrees else ExitCode.FAULT

    return check
