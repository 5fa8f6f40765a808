"""The command `rules diff`: what changes from one rulebook to another, by the letter and for every profile."""

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
    Values,
    VerboseOption,
    output_options,
)
from leadadvisor.cli.output import deliver
from leadadvisor.cli.rules.options import FORMATS, LimitOption, ReportFormatOption, most_work
from leadadvisor.cli.rules.progress import ProgressBar
from leadadvisor.cli.rules.revision import load_either
from leadadvisor.engine.rulebook_diff import ApproachesDiffer, diff_rulebooks
from leadadvisor.errors import WrongUsage
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.verification import RulebookDiff
from leadadvisor.toolchain.differences import Compared, comparison_json, comparison_text, differences

_BOTH = 2
_EXAMPLES = 8

RulebooksArgument = Annotated[
    Values, typer.Argument(metavar="A B", help="Directories, or revisions of git.", show_default=False)
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command; it needs nothing from the line."""
    del line

    def diff(
        *,
        rulebooks: RulebooksArgument = None,
        limit: LimitOption = None,
        format_: ReportFormatOption = None,
        json: JsonOption = False,
        output: OutputOption = None,
        force: ForceOption = False,
        quiet: QuietOption = False,
        verbose: VerboseOption = False,
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        told = output_options(
            formats=FORMATS, format_=format_, json=json, output=output, force=force, quiet=quiet, verbose=verbose
        )
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
        deliver(text, told.path, force=told.force)
        return ExitCode.FINE

    return diff


def _comparison(before: Rulebook, after: Rulebook, work: int, progress: ProgressBar) -> RulebookDiff | None:
    try:
        return diff_rulebooks(before, after, most_work=work, progress=progress)
    except ApproachesDiffer:
        return None
