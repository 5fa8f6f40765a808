"""What is said on stderr for each kind of trouble, and the exit code that goes with it."""

from __future__ import annotations

import errno
import sys

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.errors import InvalidFile, LeadAdvisorError, WrongUsage

_LONGEST_CAUSE = 200
_OF_STANDARD_OUTPUT = {errno.EBADF, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC}
"""What goes wrong where text is printed: such an error names no file, as when Typer's help meets a full disk."""


def sentence_of(trouble: BaseException, line: CommandLine) -> tuple[str, int]:
    """The sentences for the user, and the exit code."""
    if isinstance(trouble, InvalidFile):
        return _findings(trouble), ExitCode.FAULT
    if isinstance(trouble, WrongUsage):
        return f"Error: {_printable(str(trouble))}\n{_next_step(line)}", ExitCode.USAGE
    if isinstance(trouble, LeadAdvisorError):
        return f"Error: {_printable(str(trouble))}", ExitCode.FAULT
    if _comes_from_typer(trouble):
        return f"Error: {_words_of_typer(trouble, line)}\n{_next_step(line)}", ExitCode.USAGE
    if isinstance(trouble, OSError) and trouble.filename is None and trouble.errno in _OF_STANDARD_OUTPUT:
        return f"Error: cannot write standard output: {trouble.strerror}", ExitCode.FAULT
    return _unexpected(trouble), ExitCode.UNEXPECTED


def _findings(trouble: InvalidFile) -> str:
    from leadadvisor.rulebook.problems import render

    return render(trouble.findings, trouble.more).rstrip("\n")


def _comes_from_typer(trouble: BaseException) -> bool:
    typer = sys.modules.get("typer")  # where it is not imported, it raised nothing
    return typer is not None and isinstance(trouble, typer.TyperException)


def _words_of_typer(trouble: BaseException, line: CommandLine) -> str:
    """Typer's message; for an option there is not, the nearest one in the words the other messages use."""
    name = getattr(trouble, "option_name", None)
    possible = getattr(trouble, "possibilities", None)
    if name is None or not hasattr(trouble, "possibilities"):
        return _first_line(str(getattr(trouble, "message", trouble)))
    from leadadvisor.questionnaire.answers import quoted

    unknown = f"there is no option {quoted(name)[1:-1]}."
    if possible:
        return f"{unknown} Did you mean {possible[0]}?"
    if not line.command or line.words[: line.words.index(line.command[0])].count(name):
        return f"{unknown} Options of a command stand after it, as in: leadadvisor recommend --json"
    return unknown


def _next_step(line: CommandLine) -> str:
    from leadadvisor.cli.commands import GROUPS, chosen

    entry = chosen(line.command)
    words = entry.words if entry else line.command[:1] if line.command[:1] and line.command[0] in GROUPS else ()
    return f"Try: {' '.join(('leadadvisor', *words, '--help'))}"


def _unexpected(trouble: BaseException) -> str:
    cause = _first_line(f"{type(trouble).__name__}: {trouble}")
    return (
        f"Unexpected error: {cause}\n"
        "This is a fault of leadadvisor, not yours. Please report it with the command you ran and what the same "
        "command prints with --debug."
    )


def _first_line(text: str) -> str:
    """One printable line of bounded length."""
    safe = _printable(" ".join(text.split()))
    return safe if len(safe) <= _LONGEST_CAUSE else safe[: _LONGEST_CAUSE - 3] + "..."


def _printable(text: str) -> str:
    """Without what a terminal would obey rather than show: file names may hold anything."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text)
