"""Signals while asking: a request to end becomes an exception, so that what was answered is told and kept."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeAlias

Handler: TypeAlias = Callable[[int, FrameType | None], None]


class Stopped(BaseException):
    """The system asked the program to end, by this signal."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


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
