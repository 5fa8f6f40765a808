"""The words of the command line, looked at before there is a parser: which command, which rulebook."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from leadadvisor.model.value import NamedTuple

if TYPE_CHECKING:
    from leadadvisor.model.rulebook import Rulebook

_VARIABLES_OF_COMPLETION = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")
COMPLETION_REQUEST = "_LEADADVISOR_COMPLETE"
"""The environment variable by which a shell asks for completions."""


class CommandLine(NamedTuple):
    """What the words say about the command and the rulebook; `completing` when a shell asks for completions."""

    words: tuple[str, ...]
    command: tuple[str, ...]
    rulebooks: tuple[str, ...]
    completing: bool

    def has(self, *flags: str) -> bool:
        """One of these flags stands somewhere on the line."""
        return any(flag in self.words for flag in flags)


def read_line(words: Sequence[str]) -> CommandLine:
    """The command line of these words, or of the words a shell is completing."""
    completing = bool(os.environ.get(COMPLETION_REQUEST))
    if completing:
        words = _words_being_completed()
    command: list[str] = []
    rulebooks: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--rulebook":
            rulebooks.extend([value] if (value := next(rest, None)) is not None else [])
        elif word.startswith("--rulebook="):
            rulebooks.append(word.partition("=")[2])
        elif not word.startswith("-"):
            command.append(word)
    return CommandLine(tuple(words), tuple(command), tuple(rulebooks), completing)


def rulebook_directory(line: CommandLine) -> Path:
    """The directory of the rulebook that --rulebook names, else settings, else of the one that comes along.

    Raises `WrongUsage` or `CannotRead`.
    """
    from leadadvisor.cli.options import single
    from leadadvisor.cli.settings import settings
    from leadadvisor.rulebook.folder import locate_rulebook

    named = single("--rulebook", list(line.rulebooks))
    if named is not None:
        return locate_rulebook(named)
    found = settings()["rulebook"]
    return locate_rulebook(found.value or None, named_by=found.origin)


def rulebook_of(line: CommandLine) -> Rulebook:
    """The rulebook, without its cases. Raises `InvalidFile`, `CannotRead` or `WrongUsage`."""
    from leadadvisor.rulebook.loader import load_rulebook

    return load_rulebook(rulebook_directory(line), cases=False)


def _words_being_completed() -> tuple[str, ...]:
    """The words a shell hands over after the program's own name; an unclosed quote ends the last of them."""
    import shlex

    line = next((text for name in _VARIABLES_OF_COMPLETION if (text := os.environ.get(name))), "")
    try:
        return tuple(shlex.split(line)[1:])
    except ValueError:
        return tuple(line.split()[1:])
