"""The one error boundary: whatever goes wrong becomes a sentence on stderr and an exit code, never a traceback."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # as typing.TYPE_CHECKING; `--version` imports neither typing nor collections
    from collections.abc import Sequence

    from leadadvisor.cli.line import CommandLine
    from leadadvisor.errors import InvalidFile

DEBUG = "--debug"
_LONGEST_CAUSE = 200


def run(words: Sequence[str]) -> int:
    """Run the command line; returns the exit code."""
    try:
        if list(words) in (["--version"], ["-V"], ["version"]):
            return _version()
        from leadadvisor.cli.app import start

        return start(words)
    except BaseException as trouble:  # noqa: BLE001 - this is the boundary: nothing passes it
        return _tell(trouble, words)


def _version() -> int:
    """Answered before anything else is imported: scripts ask for it often."""
    from leadadvisor.cli.output import print_out
    from leadadvisor.version import __version__

    print_out(f"leadadvisor {__version__}\n")
    return 0


def _tell(trouble: BaseException, words: Sequence[str]) -> int:
    """Say what happened on stderr; returns the exit code it stands for."""
    from leadadvisor.cli.output import silence

    try:
        sentence, code = _explained(trouble, words)
    except Exception:  # noqa: BLE001 - the installation itself is broken: say what can be said
        sentence, code = f"Unexpected error: {trouble!r}", 70
    if sentence:
        _say(sentence)
    silence()
    return code


def _say(sentence: str) -> None:
    """On stderr, if it is there: where it is not, the exit code is all that is left to say."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(sentence + "\n")
            sys.stderr.flush()
    except OSError:
        return


def _explained(trouble: BaseException, words: Sequence[str]) -> tuple[str, int]:
    """The sentences for the user, and the exit code."""
    from leadadvisor.cli.exit_codes import ExitCode
    from leadadvisor.cli.line import read_line

    if isinstance(trouble, BrokenPipeError) or isinstance(trouble.__context__, BrokenPipeError):
        return "", ExitCode.CLOSED_PIPE  # Typer turns a closed pipe under its own help into SystemExit(1)
    if isinstance(trouble, SystemExit):
        return "", trouble.code if isinstance(trouble.code, int) else ExitCode.FINE
    if _was_interrupted(trouble):
        return "", ExitCode.INTERRUPTED
    line = read_line(words)
    if line.completing:  # a shell would print what we say into the line being typed
        return "", ExitCode.FAULT
    sentence, code = _sentence_of(trouble, line)
    if code == ExitCode.UNEXPECTED and DEBUG in words:
        sentence = _traceback(trouble)
    return sentence, code


def _was_interrupted(trouble: BaseException | None) -> bool:
    """Ctrl-C, or trouble that Ctrl-C made, as where it came in the middle of an import."""
    while trouble is not None:
        if isinstance(trouble, KeyboardInterrupt):
            return True
        trouble = trouble.__context__
    return False


def _traceback(trouble: BaseException) -> str:
    from traceback import format_exception

    return "".join(format_exception(trouble)).rstrip("\n")


def _sentence_of(trouble: BaseException, line: CommandLine) -> tuple[str, int]:
    """The sentences for the user about trouble of each kind, and the exit code that goes with it."""
    from leadadvisor.cli.exit_codes import ExitCode
    from leadadvisor.errors import InvalidFile, LeadAdvisorError, WrongUsage

    if isinstance(trouble, InvalidFile):
        return _findings(trouble), ExitCode.FAULT
    if isinstance(trouble, WrongUsage):
        return f"Error: {_printable(str(trouble))}\n{_next_step(line)}", ExitCode.USAGE
    if isinstance(trouble, LeadAdvisorError):
        return f"Error: {_printable(str(trouble))}", ExitCode.FAULT
    if _comes_from_typer(trouble):
        return f"Error: {_words_of_typer(trouble, line)}\n{_next_step(line)}", ExitCode.USAGE
    if isinstance(trouble, OSError) and _is_of_standard_output(trouble):
        return f"Error: cannot write standard output: {trouble.strerror}", ExitCode.FAULT
    return _unexpected(trouble), ExitCode.UNEXPECTED


def _is_of_standard_output(trouble: OSError) -> bool:
    """What goes wrong where text is printed names no file, as when Typer's help meets a full disk."""
    import errno

    usual = {errno.EBADF, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC}
    return trouble.filename is None and trouble.errno in usual


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
