"""Where text goes: reports to stdout or a file, everything else to stderr."""

from __future__ import annotations

import os
import sys

STDOUT = "-"
"""The file name that means standard output."""


def deliver(text: str, path: str | None, *, force: bool) -> None:
    """Write the report to the file, or to stdout without one. Raises `CannotWrite`."""
    if path is None or path == STDOUT:
        print_out(text)
    else:
        from leadadvisor.saving import write_file

        write_file(path, text, force=force)


def print_out(text: str) -> None:
    """Print on stdout and see it through. Raises `CannotWrite`; a closed pipe is left to the boundary."""
    if sys.stdout is None:
        raise cannot_write("standard output", "it is closed")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise cannot_write("standard output", error.strerror) from error


def print_note(text: str) -> None:
    """Say something on stderr that is not part of the report, if it can be said: the report counts all the same."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        silence()


def somebody_is_here() -> bool:
    """A person reads the report on a terminal and can type there: this is no script, and no run of a CI."""
    if os.environ.get("CI"):
        return False
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def silence() -> None:
    """Keep the interpreter from writing again, on its way out, what could not be written."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def cannot_write(where: str, why: str | None) -> Exception:
    """The error for it; imported here, for `--version` must not pay for it."""
    from leadadvisor.errors import CannotWrite

    return CannotWrite(f"cannot write {where}: {why or 'the system gives no reason'}")
