"""The command `rules test`: every case of a rulebook against what is recommended for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    QuietOption,
    RulebookOption,
    Values,
    VerboseOption,
    output_options,
)
from leadadvisor.cli.output import deliver
from leadadvisor.cli.rules.directory import DirectoryArgument, directory_of
from leadadvisor.errors import WrongUsage
from leadadvisor.model.finding import Place
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.toolchain.case_text import case_json, case_text
from leadadvisor.toolchain.cases import Outcome, matching, run_cases

FORMATS = ("terminal", "plain", "json", "junit")


def _formats(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


FormatOption = Annotated[
    Values,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="terminal, plain, json or junit.",
        rich_help_panel=OUTPUT, autocompletion=_formats,
    ),
]  # fmt: skip
NameOption = Annotated[
    Values,
    typer.Option("--name", "-k", metavar="WORDS", help="Only cases with this in their name.", rich_help_panel="Cases"),
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command; the rulebook is read when it runs."""

    def test(
        *,
        directory: DirectoryArgument = None,
        name: NameOption = None,
        format_: FormatOption = None,
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
        path = directory_of(line, directory)
        rulebook = load_rulebook(path)
        cases = matching(rulebook.cases, name or ())
        if not cases:
            raise WrongUsage(_no_case(bool(rulebook.cases), str(path)))
        outcomes = run_cases(rulebook, cases)
        failed = any(not outcome.holds for outcome in outcomes)
        places = _places(str(path), outcomes) if failed else {}
        match told.format:
            case "json":
                text = case_json(rulebook, outcomes, places)
            case "junit":
                from leadadvisor.toolchain.case_text import junit

                text = junit(rulebook, outcomes, places)
            case _:
                text = case_text(rulebook, outcomes, places, verbosity=told.layout.verbosity)
        deliver(text, told.path, force=told.force)
        return ExitCode.FAULT if failed else ExitCode.FINE

    return test


def _no_case(has_cases: bool, path: str) -> str:
    if has_cases:
        return "no case has these words in its name or topic."
    return f"the rulebook in {path} has no cases. Write one in cases/: `leadadvisor rules new` makes an example."


def _places(path: str, outcomes: tuple[Outcome, ...]) -> Mapping[str, Place]:
    """Where each case stands; only looked up where one failed, for the files must be read anew."""
    from leadadvisor.rulebook.loader import check_rulebook

    _, places = check_rulebook(path)
    return {outcome.case.name: places.spot("case", outcome.case.name).place for outcome in outcomes}
