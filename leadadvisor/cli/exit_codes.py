"""How the process ends: its exit codes, what each says to a script, and the signals that ask it to end.

A request to end becomes an exception, so that what was answered or scored is told and kept.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum
from types import FrameType
from typing import TypeAlias

Handler: TypeAlias = Callable[[int, FrameType | None], None]


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

_OF_SIGNALS = {1: ExitCode.HUNG_UP, 3: ExitCode.QUIT, 15: ExitCode.TERMINATED}


class Stopped(BaseException):
    """The system asked the program to end, by this signal."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


def code_of(stop: KeyboardInterrupt | Stopped) -> ExitCode:
    """What the process ends with after Ctrl-C or after a request to end."""
    return ExitCode.INTERRUPTED if isinstance(stop, KeyboardInterrupt) else _OF_SIGNALS.get(stop.number, ExitCode.FAULT)


@contextmanager
def stopping_politely() -> Iterator[None]:
    r"""SIGTERM, SIGHUP and SIGQUIT (Ctrl-\) raise `Stopped`, once; a signal that was ignored before stays so."""
    with handling({"SIGTERM": _stop, "SIGHUP": _stop, "SIGQUIT": _stop}):
        yield


@contextmanager
def handling(handlers: dict[str, Handler]) -> Iterator[None]:
    """These handlers for these signals, as far as the system knows them; those before come back at the end."""
    before = {}
    for name, handler in handlers.items():
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, handler)
    try:
        yield
    finally:
        for number, handler_before in before.items():
            signal.signal(number, handler_before)


def _stop(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # a second one must not disturb the saving that follows
    raise Stopped(number)
