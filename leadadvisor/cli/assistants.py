"""The commands for assistants: `mcp` offers them tools, `skill` prints what teaches them to use the program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine, rulebook_of
from leadadvisor.cli.output import print_note
from leadadvisor.cli.reporting import OutputOptions, reporting, write
from leadadvisor.errors import WrongUsage


def mcp(line: CommandLine) -> Callable[..., int]:
    """The command `mcp`, for the rulebook the line names: tools over standard input and output."""

    def command() -> int:
        if find_spec("mcp") is None:
            raise WrongUsage("mcp needs one more package: pip install 'leadadvisor[mcp]'")
        rulebook = rulebook_of(line)
        if sys.stdin is not None and sys.stdin.isatty():
            print_note("This speaks to programs: name `leadadvisor mcp` to your assistant. Ctrl-C ends it.\n")
        from leadadvisor.assistants.server import serve

        serve(rulebook)
        return ExitCode.FINE

    return command


def skill(line: CommandLine) -> Callable[..., int]:
    """The command `skill`, for the rulebook the line names: a SKILL.md for assistants that call programs."""

    @reporting((), looks=())
    def command(*, told: OutputOptions) -> int:
        from leadadvisor.assistants.skill import skill as skill_file

        write(skill_file(rulebook_of(line)), told)
        return ExitCode.FINE

    return command
