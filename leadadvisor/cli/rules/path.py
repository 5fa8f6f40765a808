"""The command `rules path`: where the rulebook is."""

from collections.abc import Callable

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import DebugOption, RulebookOption
from leadadvisor.cli.output import print_out
from leadadvisor.cli.rulebook_in_use import locate


def build(line: CommandLine) -> Callable[..., int]:
    """The command for the rulebook the line names; the rulebook itself is not read."""

    def path(
        *,
        rulebook: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        print_out(f"{locate(line)}\n")
        return ExitCode.FINE

    return path
