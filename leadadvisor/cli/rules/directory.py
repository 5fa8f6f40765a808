"""The [DIR] argument of the commands that care for a rulebook: the rulebook named there, else the one in use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import Values
from leadadvisor.cli.rulebook_in_use import locate
from leadadvisor.errors import WrongUsage

DirectoryArgument = Annotated[
    Values, typer.Argument(metavar="[DIR]", help="The rulebook; else the one in use.", show_default=False)
]


def directory_of(line: CommandLine, named: Sequence[str] | None) -> Path:
    """The directory of the rulebook that is meant. Raises `WrongUsage` for two of them, `CannotRead` for none."""
    if not named:
        return locate(line)
    if len(named) > 1:
        raise WrongUsage(f"{' '.join(line.command[:2])} takes one directory, got {len(named)}.")
    if line.rulebooks:
        raise WrongUsage("The directory and --rulebook contradict each other. Give one of them.")
    return Path(named[0])
