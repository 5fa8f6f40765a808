"""What the commands that look at whole rulebooks have in common: their formats, and how much work they may do."""

from __future__ import annotations

from typing import Annotated

import typer

from leadadvisor.cli.options import OUTPUT, Values, single
from leadadvisor.errors import WrongUsage

WORK = "Work"
FORMATS = ("terminal", "plain", "json")

_USUAL_SECONDS = 120
_MOST_SECONDS = 86_400
_MICROSECONDS = 1_000_000


def _formats(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


ReportFormatOption = Annotated[
    Values,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="terminal, plain or json.",
        rich_help_panel=OUTPUT, autocompletion=_formats,
    ),
]  # fmt: skip
LimitOption = Annotated[
    Values,
    typer.Option(
        "--limit", metavar="SECONDS", help=f"Leave out what takes longer ({_USUAL_SECONDS}).", rich_help_panel=WORK
    ),
]


def most_work(limit: Values) -> int:
    """The limit in microseconds of an ordinary machine; what is beyond it is never begun. Raises `WrongUsage`."""
    return number("--limit", single("--limit", limit), _USUAL_SECONDS, 1, _MOST_SECONDS) * _MICROSECONDS


def number(flag: str, word: str | None, usual: int, least: int, most: int) -> int:
    """A whole number within bounds, or the usual one. Raises `WrongUsage`."""
    if word is None:
        return usual
    if not (word.isascii() and word.isdigit()) or not least <= int(word[:9]) <= most:
        from leadadvisor.questionnaire.answers import quoted

        raise WrongUsage(f"{flag} cannot be {quoted(word)}: give a whole number from {least} to {most}.")
    return int(word)
