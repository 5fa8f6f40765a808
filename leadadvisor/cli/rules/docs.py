"""The command `rules docs`: a rulebook as one page to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import (
    OUTPUT,
    DebugOption,
    ForceOption,
    OutputOption,
    RulebookOption,
    Values,
    choice,
    single,
)
from leadadvisor.cli.output import deliver
from leadadvisor.cli.rules.directory import DirectoryArgument, directory_of
from leadadvisor.reports.handbook import FORMATS, handbook
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.toolchain.coverage import cases_by_rule


def _formats(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


FormatOption = Annotated[
    Values,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="markdown or html.",
        rich_help_panel=OUTPUT, autocompletion=_formats,
    ),
]  # fmt: skip


def build(line: CommandLine) -> Callable[..., int]:
    """The command; the rulebook is read when it runs."""

    def docs(
        *,
        directory: DirectoryArgument = None,
        format_: FormatOption = None,
        output: OutputOption = None,
        force: ForceOption = False,
        rulebook_: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        path, word = single("--output", output), single("--format", format_)
        name = choice("--format", word, tuple(FORMATS)) if word is not None else _format_of(path)
        rulebook = load_rulebook(directory_of(line, directory))
        deliver(handbook(rulebook, cases_by_rule(rulebook), name), path, force=force)
        return ExitCode.FINE

    return docs


def _format_of(path: str | None) -> str:
    """What the file's ending asks for; markdown where there is no file."""
    return "html" if path and path.lower().endswith((".html", ".htm")) else "markdown"
