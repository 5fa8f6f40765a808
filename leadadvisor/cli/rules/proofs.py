"""The commands that speak of every profile: `rules verify` of one rulebook, `rules diff` of two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import (
    DirectoryArgument,
    LimitOption,
    Values,
    directory_of,
    most_work,
    single,
    whole_number,
)
from leadadvisor.cli.progress import ProgressBar
from leadadvisor.cli.reporting import FEW_FORMATS, OutputOptions, reporting, write
from leadadvisor.cli.rules.check import StrictOption
from leadadvisor.engine.rulebook_diff import ApproachesDiffer, diff_rulebooks
from leadadvisor.engine.verify import ENOUGH
from leadadvisor.engine.verify import verify as verify_rulebook
from leadadvisor.errors import WrongUsage
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.verification import RulebookDiff
from leadadvisor.rulebook.loader import load_rulebook

_BOTH = 2
_EXAMPLES = 8
_MOST_RULES = 1000

EnoughOption = Annotated[
    Values,
    typer.Option("--enough", metavar="N", help=f"Fewer rules are thin evidence ({ENOUGH}).", rich_help_panel="Result"),
]
RulebooksArgument = Annotated[
    Values, typer.Argument(metavar="A B", help="Directories, or revisions of git.", show_default=False)
]


def verify(line: CommandLine) -> Callable[..., int]:
    """The command `rules verify`: what is true of a rulebook for every profile there can be."""

    @reporting(FEW_FORMATS, looks=("quiet", "verbose"))
    def command(
        *,
        told: OutputOptions,
        directory: DirectoryArgument = None,
        strict: StrictOption = False,
        enough: EnoughOption = None,
        limit: LimitOption = None,
    ) -> int:
        from leadadvisor.toolchain.verification import fails, findings
        from leadadvisor.toolchain.verification_text import verification_json, verification_text

        quiet, verbose = _manner(told)
        work, fewest = most_work(limit), whole_number("--enough", single("--enough", enough), ENOUGH, 0, _MOST_RULES)
        rulebook = load_rulebook(directory_of(line, directory), cases=False)
        with ProgressBar("Verifying", quiet=quiet) as progress:
            found = verify_rulebook(rulebook, enough=fewest, most_work=work, progress=progress)
        said = findings(rulebook, found)
        if told.format == "json":
            text = verification_json(rulebook, found, said)
        else:
            text = verification_text(rulebook, found, said, examples=verbose, brief=quiet)
        write(text, told)
        return ExitCode.FAULT if fails(said, strict=strict) else ExitCode.FINE

    return command


def diff(line: CommandLine) -> Callable[..., int]:  # noqa: ARG001 - every command is built from its line
    """The command `rules diff`: what changes from one rulebook to another, by the letter and for every profile."""

    @reporting(FEW_FORMATS, looks=("quiet", "verbose"))
    def command(*, told: OutputOptions, rulebooks: RulebooksArgument = None, limit: LimitOption = None) -> int:
        from leadadvisor.cli.rules.revision import load_either
        from leadadvisor.toolchain.differences import Compared, comparison_json, comparison_text, differences

        quiet, verbose = _manner(told)
        work = most_work(limit)
        if rulebooks is None or len(rulebooks) != _BOTH:
            raise WrongUsage(f"rules diff compares two rulebooks, got {len(rulebooks or ())}.")
        first, second = rulebooks
        before, after = load_either(first, second), load_either(second, first)
        with ProgressBar("Comparing", quiet=quiet) as progress:
            comparison = _comparison(before, after, work, progress)
        reason = "" if comparison else "For the profiles: not compared, as the approaches are not the same"
        compared = Compared(first, second, differences(before, after), comparison, reason)
        examples = 0 if quiet else len(comparison.changes) if verbose and comparison else _EXAMPLES
        text = comparison_json(compared) if told.format == "json" else comparison_text(compared, most_examples=examples)
        write(text, told)
        return ExitCode.FINE

    return command


def _comparison(before: Rulebook, after: Rulebook, work: int, progress: ProgressBar) -> RulebookDiff | None:
    try:
        return diff_rulebooks(before, after, most_work=work, progress=progress)
    except ApproachesDiffer:
        return None


def _manner(told: OutputOptions) -> tuple[bool, bool]:
    """Whether to be quiet, and whether to say everything."""
    return told.layout.verbosity < 0, told.layout.verbosity > 0
