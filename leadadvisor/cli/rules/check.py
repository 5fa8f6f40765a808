"""The commands that find what is wrong: `rules check` in a rulebook, `rules sources check` beside its sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine, rulebook_directory
from leadadvisor.cli.options import DirectoryArgument, Values, directory_of
from leadadvisor.cli.reporting import FEW_FORMATS, OutputOptions, reporting, write
from leadadvisor.errors import InvalidFile, WrongUsage
from leadadvisor.rulebook.loader import check_rulebook, load_rulebook
from leadadvisor.version import __version__

if TYPE_CHECKING:
    from leadadvisor.toolchain.findings import Report

StrictOption = Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.", rich_help_panel="Result")]
CopiesArgument = Annotated[
    Values,
    typer.Argument(
        metavar="FILE...", help="Your copies of the articles: text, or saved web pages.", show_default=False
    ),
]


def check(line: CommandLine) -> Callable[..., int]:
    """The command `rules check`; the rulebook is read when it runs."""
    from leadadvisor.toolchain.findings import FORMATS, coloured

    @reporting(tuple(FORMATS), looks=("quiet", "color"))
    def command(*, told: OutputOptions, directory: DirectoryArgument = None, strict: StrictOption = False) -> int:
        report = report_on(str(directory_of(line, directory)))
        failed = report.count("error") or (strict and report.count("warning"))
        tell = coloured if told.format == "terminal" and told.layout.colour else FORMATS[told.format]
        if failed or told.layout.verbosity >= 0:
            write(tell(report), told)
        return ExitCode.FAULT if failed else ExitCode.FINE

    return command


def report_on(directory: str) -> Report:
    """The problems of reading the rulebook if there are any, else what the checks find. Raises `CannotRead`."""
    from leadadvisor.toolchain.checks import CHECKS, run_checks
    from leadadvisor.toolchain.checks.base import Subject
    from leadadvisor.toolchain.findings import Report

    summaries = {check.name: check.summary for check in CHECKS}
    try:
        rulebook, places = check_rulebook(directory)
    except InvalidFile as trouble:
        return Report(trouble.findings, trouble.more, trouble.subject, {}, __version__)
    subject = f"{rulebook.name} {rulebook.version}, {len(CHECKS)} checks"
    return Report(run_checks(Subject(rulebook, places)), 0, subject, summaries, __version__)


def sources(line: CommandLine) -> Callable[..., int]:
    """The command `rules sources check`: the claims of a rulebook beside a reader's own copies of the articles."""

    @reporting(FEW_FORMATS, looks=("quiet", "verbose"))
    def command(*, told: OutputOptions, files: CopiesArgument = None) -> int:
        from leadadvisor.rulebook.files import read_file
        from leadadvisor.toolchain.article import MAX_BYTES, read_copy
        from leadadvisor.toolchain.sources import check_sources, sources_json, sources_text

        names = list(dict.fromkeys(files or ()))
        if not names:
            raise WrongUsage("rules sources check takes the files to look into: your own copies of the articles.")
        rulebook = load_rulebook(rulebook_directory(line), cases=False)
        copies = [read_copy(name, read_file(name, MAX_BYTES)) for name in names]
        found = check_sources(rulebook, copies)
        if told.format == "json":
            text = sources_json(rulebook, found)
        else:
            text = sources_text(rulebook, found, verbosity=told.layout.verbosity)
        write(text, told)
        return ExitCode.FINE if found.agrees else ExitCode.FAULT

    return command
