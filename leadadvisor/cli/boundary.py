"""The one error boundary: whatever goes wrong becomes a sentence on stderr and an exit code, never a traceback."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # as typing.TYPE_CHECKING; `--version` imports neither typing nor collections
    from collections.abc import Sequence

DEBUG = "--debug"


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
    from leadadvisor.cli.messages import sentence_of

    if isinstance(trouble, BrokenPipeError) or isinstance(trouble.__context__, BrokenPipeError):
        return "", ExitCode.CLOSED_PIPE  # Typer turns a closed pipe under its own help into SystemExit(1)
    if isinstance(trouble, SystemExit):
        return "", trouble.code if isinstance(trouble.code, int) else ExitCode.FINE
    if _was_interrupted(trouble):
        return "", ExitCode.INTERRUPTED
    line = read_line(words)
    if line.completing:  # a shell would print what we say into the line being typed
        return "", ExitCode.FAULT
    sentence, code = sentence_of(trouble, line)
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
