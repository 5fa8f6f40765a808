"""The command `rules new`: a small rulebook to begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import DebugOption, Values
from leadadvisor.cli.output import print_out
from leadadvisor.errors import WrongUsage
from leadadvisor.toolchain.new import write_new_rulebook

NameArgument = Annotated[
    Values, typer.Argument(metavar="NAME", help="Its name, and that of its directory.", show_default=False)
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command; it needs nothing from the line."""
    del line

    def new(
        *,
        name: NameArgument = None,
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        if not name or len(name) > 1:
            raise WrongUsage("give the new rulebook one name, as in: leadadvisor rules new my-rules")
        files = write_new_rulebook(name[0])
        lines = [f"A rulebook to begin with is in {name[0]}:", *(f"  {file}" for file in files)]
        lines += ["Rewrite it file by file, and see how it stands:"]
        lines += [f"  leadadvisor rules {word} {name[0]}" for word in ("check", "test", "coverage")]
        print_out("\n".join([*lines, ""]))
        return ExitCode.FINE

    return new
