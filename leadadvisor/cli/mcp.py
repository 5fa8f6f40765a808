"""The command `mcp`: the tools for assistants, over standard input and output."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import DebugOption, RulebookOption
from leadadvisor.cli.output import print_note
from leadadvisor.cli.rulebook_in_use import load
from leadadvisor.errors import WrongUsage


def build(line: CommandLine) -> Callable[..., int]:
    """The command for the rulebook the line names."""

    def mcp(
        *,
        rulebook_: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        if find_spec("mcp") is None:
            raise WrongUsage("mcp needs one more package: pip install 'leadadvisor[mcp]'")
        rulebook = load(line)
        if sys.stdin is not None and sys.stdin.isatty():
            print_note("This speaks to programs: name `leadadvisor mcp` to your assistant. Ctrl-C ends it.\n")
        from leadadvisor.assistants.server import serve

        serve(rulebook)
        return ExitCode.FINE

    return mcp
