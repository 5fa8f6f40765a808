"""The command `rules show`: what one thing of a rulebook says, where it comes from and where it counts."""

from __future__ import annotations

from collections.abc import Callable

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.explain import ThingsArgument, look_up_all
from leadadvisor.cli.forms import FormOption
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import (
    ColorOption,
    DebugOption,
    ForceOption,
    JsonOption,
    OutputOption,
    QuietOption,
    RulebookOption,
    VerboseOption,
    output_options,
)
from leadadvisor.cli.output import deliver
from leadadvisor.cli.rulebook_in_use import locate
from leadadvisor.engine.entries import explain
from leadadvisor.errors import WrongUsage
from leadadvisor.reports.explain import render_explanation
from leadadvisor.reports.forms import FORMS
from leadadvisor.rulebook.loader import load_rulebook


def build(line: CommandLine) -> Callable[..., int]:
    """The command; the rulebook is read when it runs."""

    def show(
        *,
        things: ThingsArgument = None,
        format_: FormOption = None,
        json: JsonOption = False,
        output: OutputOption = None,
        force: ForceOption = False,
        color: ColorOption = None,
        quiet: QuietOption = False,
        verbose: VerboseOption = False,
        rulebook_: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        told = output_options(
            formats=FORMS, format_=format_, json=json, output=output, force=force,
            color=color, quiet=quiet, verbose=verbose,
        )  # fmt: skip
        if not things:
            raise WrongUsage("say what to show: the id of a rule, a claim, a question or anything else.")
        rulebook = load_rulebook(locate(line))
        explanation = explain(rulebook, None, look_up_all(rulebook, things))
        deliver(render_explanation(explanation, told.format, told.layout), told.path, force=told.force)
        return ExitCode.FINE

    return show
