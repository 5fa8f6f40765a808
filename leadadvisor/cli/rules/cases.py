"""The commands about the cases of a rulebook: `rules test` runs them, `rules coverage` says what they exercise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import DirectoryArgument, Values, directory_of, single, whole_number
from leadadvisor.cli.output import print_note
from leadadvisor.cli.reporting import FEW_FORMATS, OutputOptions, reporting, write
from leadadvisor.errors import WrongUsage
from leadadvisor.rulebook.loader import check_rulebook, load_rulebook

if TYPE_CHECKING:
    from leadadvisor.model.finding import Place
    from leadadvisor.toolchain.cases import Outcome

_ALL = 100

NameOption = Annotated[
    Values,
    typer.Option("--name", "-k", metavar="WORDS", help="Only cases with this in their name.", rich_help_panel="Cases"),
]
FailUnderOption = Annotated[
    Values,
    typer.Option("--fail-under", metavar="N", help="Exit 1 below so many percent.", rich_help_panel="Result"),
]


def test(line: CommandLine) -> Callable[..., int]:
    """The command `rules test`: every case against what is recommended for it; the rulebook is read when it runs."""

    @reporting((*FEW_FORMATS, "junit"), looks=("quiet", "verbose"))
    def command(*, told: OutputOptions, directory: DirectoryArgument = None, name: NameOption = None) -> int:
        from leadadvisor.toolchain.case_text import case_json, case_text
        from leadadvisor.toolchain.cases import matching, run_cases

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
        write(text, told)
        return ExitCode.FAULT if failed else ExitCode.FINE

    return command


def coverage(line: CommandLine) -> Callable[..., int]:
    """The command `rules coverage`: what of a rulebook its cases exercise; the rulebook is read when it runs."""

    @reporting(FEW_FORMATS, looks=("quiet", "verbose"))
    def command(*, told: OutputOptions, directory: DirectoryArgument = None, fail_under: FailUnderOption = None) -> int:
        from leadadvisor.toolchain.coverage import cover, coverage_json, coverage_text

        least = whole_number("--fail-under", single("--fail-under", fail_under), 0, 0, _ALL)
        rulebook = load_rulebook(directory_of(line, directory))
        found = cover(rulebook)
        if told.format == "json":
            text = coverage_json(rulebook, found)
        else:
            text = coverage_text(rulebook, found, verbosity=told.layout.verbosity)
        write(text, told)
        if found.percent() < least:
            print_note(f"The cases exercise {found.percent()} %, less than {least} %.\n")
            return ExitCode.FAULT
        return ExitCode.FINE

    return command


def _no_case(has_cases: bool, path: str) -> str:
    if has_cases:
        return "no case has these words in its name or topic."
    return f"the rulebook in {path} has no cases. Write one in cases/: `leadadvisor rules new` makes an example."


def _places(path: str, outcomes: Sequence[Outcome]) -> Mapping[str, Place]:
    """Where each case stands; only looked up where one failed, for the files must be read anew."""
    _, places = check_rulebook(path)
    return {outcome.case.name: places.spot("case", outcome.case.name).place for outcome in outcomes}
