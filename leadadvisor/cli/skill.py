"""The command `skill`: a SKILL.md for assistants that call programs."""

from __future__ import annotations

from collections.abc import Callable

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import DebugOption, ForceOption, OutputOption, RulebookOption, single
from leadadvisor.cli.output import deliver
from leadadvisor.cli.rulebook_in_use import load


def build(line: CommandLine) -> Callable[..., int]:
    """The command for the rulebook the line names."""

    def skill(
        *,
        output: OutputOption = None,
        force: ForceOption = False,
        rulebook_: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        from leadadvisor.assistants.skill import skill as written

        deliver(written(load(line)), single("--output", output), force=force)
        return ExitCode.FINE

    return skill
