"""The command `rules show`: what one thing of a rulebook says, where it comes from and where it counts."""

from __future__ import annotations

from collections.abc import Callable

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.explain import ThingsArgument, look_up_all
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import OutputOptions
from leadadvisor.cli.reporting import reporting, write
from leadadvisor.cli.rulebook_in_use import locate
from leadadvisor.engine.explain import explain
from leadadvisor.errors import WrongUsage
from leadadvisor.reports import render
from leadadvisor.rulebook.loader import load_rulebook


def build(line: CommandLine) -> Callable[..., int]:
    """The command; the rulebook is read when it runs."""

    @reporting(pages=True)
    def show(*, told: OutputOptions, things: ThingsArgument = None) -> int:
        if not things:
            raise WrongUsage("say what to show: the id of a rule, a claim, a question or anything else.")
        rulebook = load_rulebook(locate(line))
        explanation = explain(rulebook, None, look_up_all(rulebook, things))
        write(render(explanation, told.format, told.layout, told.byline), told)
        return ExitCode.FINE

    return show
