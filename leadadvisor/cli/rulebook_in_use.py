"""Which rulebook the line means: --rulebook anywhere on it, else what settings say, else the one that comes along."""

from __future__ import annotations

from pathlib import Path

from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import single
from leadadvisor.cli.settings import settings
from leadadvisor.model.rulebook import Rulebook


def locate(line: CommandLine) -> Path:
    """The directory of the rulebook. Raises `WrongUsage` or `CannotRead`."""
    from leadadvisor.rulebook.folder import locate_rulebook

    named = single("--rulebook", list(line.rulebooks))
    if named is not None:
        return locate_rulebook(named)
    found = settings()["rulebook"]
    return locate_rulebook(found.value or None, named_by=found.origin)


def load(line: CommandLine) -> Rulebook:
    """The rulebook, without its cases. Raises `InvalidFile`, `CannotRead` or `WrongUsage`."""
    from leadadvisor.rulebook.loader import load_rulebook

    return load_rulebook(locate(line), cases=False)
