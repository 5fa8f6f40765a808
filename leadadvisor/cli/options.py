"""The options several commands share, and how the values they were given are read.

Every option with a value is declared as one that may repeat, because Typer silently keeps the last value of the
others; `single` then refuses the second.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from leadadvisor.cli.help import PROGRAM
from leadadvisor.errors import WrongUsage
from leadadvisor.text import is_for_a_shell

if TYPE_CHECKING:
    from leadadvisor.cli.line import CommandLine

OUTPUT = "Output"
"""The topic of options that say how and where a result is written."""

_LONGEST_PREFIX = 30
_USUAL_SECONDS = 120
_MOST_SECONDS = 86_400
_MICROSECONDS = 1_000_000

Values: TypeAlias = list[str] | None
"""What an option was given, in order; None or empty where it was not given."""
Completion: TypeAlias = Callable[[str], list[str]]


def beginning(words: Sequence[str], end: str = "") -> Completion:
    """Completes a word to those of these that begin so and that a shell may be handed, each with `end` behind it."""

    def complete(incomplete: str) -> list[str]:
        return [f"{word}{end}" for word in words if word.startswith(incomplete) and is_for_a_shell(word)]

    return complete


RulebookOption = Annotated[
    Values,
    typer.Option("--rulebook", metavar="DIR", help="Use the rulebook in this directory.", rich_help_panel=PROGRAM),
]
DebugOption = Annotated[
    bool, typer.Option("--debug", help="Show the traceback of an unexpected error.", rich_help_panel=PROGRAM)
]
DirectoryArgument = Annotated[
    Values, typer.Argument(metavar="[DIR]", help="The rulebook; else the one in use.", show_default=False)
]
LimitOption = Annotated[
    Values,
    typer.Option(
        "--limit", metavar="SECONDS", help=f"Leave out what takes longer ({_USUAL_SECONDS}).", rich_help_panel="Work"
    ),
]


def single(flag: str, values: Values) -> str | None:
    """The value of an option that may stand once. Raises `WrongUsage` where it was repeated."""
    if not values:
        return None
    if len(values) > 1:
        from leadadvisor.questionnaire.answers import quoted

        raise WrongUsage(f"{flag} is given {len(values)} times: {', '.join(map(quoted, values))}. Give it once.")
    return values[0]


def choice(flag: str, word: str, known: Sequence[str]) -> str:
    """The known word that was given, in any case of letters. Raises `WrongUsage` with the nearest one."""
    plain = word.lower()
    if plain in known:
        return plain
    from leadadvisor.questionnaire.answers import misread, quoted

    raise WrongUsage(misread(f"{flag} cannot be {quoted(word)}", word, known, "choose from").sentence())


def flags_of(parameter: inspect.Parameter) -> list[str]:
    """The flags of an option; none where it is an argument."""
    notes = getattr(parameter.annotation, "__metadata__", ())
    declared = [word for note in notes for word in (note.default, *(note.param_decls or ()))]
    return [word for word in declared if isinstance(word, str)]


def directory_of(line: CommandLine, named: Sequence[str] | None) -> Path:
    """The directory of the rulebook that is meant. Raises `WrongUsage` for two of them, `CannotRead` for none."""
    if not named:
        from leadadvisor.cli.line import rulebook_directory

        return rulebook_directory(line)
    if len(named) > 1:
        raise WrongUsage(f"{' '.join(line.command[:2])} takes one directory, got {len(named)}.")
    if line.rulebooks:
        raise WrongUsage("The directory and --rulebook contradict each other. Give one of them.")
    return Path(named[0])


def most_work(limit: Values) -> int:
    """The limit in microseconds of an ordinary machine; what is beyond it is never begun. Raises `WrongUsage`."""
    return whole_number("--limit", single("--limit", limit), _USUAL_SECONDS, 1, _MOST_SECONDS) * _MICROSECONDS


def whole_number(flag: str, word: str | None, usual: int, least: int, most: int) -> int:
    """A whole number within bounds, or the usual one. Raises `WrongUsage`."""
    if word is None:
        return usual
    if not (word.isascii() and word.isdigit()) or not least <= int(word[:9]) <= most:
        from leadadvisor.questionnaire.answers import quoted

        raise WrongUsage(f"{flag} cannot be {quoted(word)}: give a whole number from {least} to {most}.")
    return int(word)


def prefix_of(word: str | None) -> str:
    """What begins the names of added columns. Raises `WrongUsage`."""
    if word is None:
        return ""
    if not _plain_name(word):
        from leadadvisor.questionnaire.answers import quoted

        raise WrongUsage(f"--prefix cannot be {quoted(word)}. Give letters, digits, _ or -, such as advice_.")
    return word


def _plain_name(word: str) -> bool:
    """Letters, digits, _ and -, of which the first is no digit, and not so many that a name gets too long."""
    return len(word) <= _LONGEST_PREFIX and word.replace("-", "_").isidentifier() and not word.startswith("-")
