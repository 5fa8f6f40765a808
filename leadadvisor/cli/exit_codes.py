"""The exit codes of the program, named in one place, and what each says to a script."""

from collections.abc import Mapping
from enum import IntEnum


class ExitCode(IntEnum):
    """What the process ends with; ABOUT_CODES says what each stands for."""

    FINE = 0
    FAULT = 1
    USAGE = 2
    NOTHING_TO_FOLLOW = 3
    UNEXPECTED = 70
    HUNG_UP = 129
    INTERRUPTED = 130
    QUIT = 131
    CLOSED_PIPE = 141
    TERMINATED = 143


ABOUT_CODES: Mapping[ExitCode, str] = {
    ExitCode.FINE: "A recommendation was given, or all checks hold.",
    ExitCode.FAULT: "Findings, failed cases, a bad rulebook, file or row, or something cannot be read or written.",
    ExitCode.USAGE: "Wrong usage, or answers are missing where nobody can be asked.",
    ExitCode.NOTHING_TO_FOLLOW: "Nothing is feasible, or the result is what --fail-on names; the report is printed.",
    ExitCode.UNEXPECTED: "An error of the program itself.",
    ExitCode.HUNG_UP: "The terminal was closed while questions were asked or rows scored; what was done is kept.",
    ExitCode.INTERRUPTED: "Stopped with Ctrl-C.",
    ExitCode.QUIT: "Stopped with Ctrl-\\ while questions were asked or rows scored; what was done is kept.",
    ExitCode.CLOSED_PIPE: "Whoever was reading the output stopped reading.",
    ExitCode.TERMINATED: "Asked to end (SIGTERM) while questions were asked or rows scored; what was done is kept.",
}
