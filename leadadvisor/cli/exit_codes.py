"""The exit codes of the program, named in one place."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the exit code says to a script."""

    FINE = 0
    """A recommendation was given, or all checks hold."""
    FAULT = 1
    """Findings, failed cases, a bad rulebook or answers file, bad rows, or something cannot be read or written."""
    USAGE = 2
    """Wrong usage, or answers are missing where nobody can be asked."""
    NOTHING_TO_FOLLOW = 3
    """Nothing is feasible, or the result is one that --fail-on names; the report is still printed."""
    UNEXPECTED = 70
    """An error of the program itself."""
    HUNG_UP = 129
    """The terminal was closed while questions were asked or rows scored; what was done is kept."""
    INTERRUPTED = 130
    """Stopped with Ctrl-C."""
    CLOSED_PIPE = 141
    """Whoever was reading the output stopped reading."""
    TERMINATED = 143
    """Asked to end (SIGTERM) while questions were asked or rows scored; what was done is kept."""
