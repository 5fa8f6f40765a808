"""A progress bar on stderr with an estimate of the time left; silent where nobody looks at a screen."""

from __future__ import annotations

import os
import sys
from time import monotonic
from typing import Self

_BAR = 24
_PAUSE = 0.1
_CLEAR = "\r\x1b[K"
_A_MINUTE = 60
_USUAL_WIDTH = 80


class ProgressBar:
    """A line that is drawn anew; leaving the block wipes it away."""

    def __init__(self, label: str, *, quiet: bool) -> None:
        self._label = label
        self._shown = not quiet and can_redraw()
        self._began: float | None = None
        self._drawn = 0.0

    def __enter__(self) -> Self:
        self._write(f"{self._label}: planning")
        return self

    def __exit__(self, *_: object) -> None:
        self._write("")

    def __call__(self, done: int, planned: int) -> None:
        """Show how far it is: work done and work planned."""
        now = monotonic()
        if self._began is None:
            self._began = now
        if now - self._drawn < _PAUSE:
            return
        self._drawn = now
        part = done / planned if planned else 1.0
        filled = round(_BAR * part)
        left = (now - self._began) * (1 - part) / part if part else 0.0
        self._write(f"{self._label} [{'#' * filled}{'.' * (_BAR - filled)}] {part:4.0%}, {time_left(left)}")

    def _write(self, text: str) -> None:
        if self._shown:
            redraw(text)


def can_redraw() -> bool:
    """Somebody looks at standard error on a screen whose lines can be drawn anew."""
    if sys.stderr is None or not sys.stderr.isatty():
        return False
    return os.environ.get("TERM") != "dumb" and not os.environ.get("ACCESSIBLE")


def redraw(*texts: str) -> None:
    """Draw the line anew with the first of these texts that fits it; a line that went on could not be wiped away."""
    try:
        room = (os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL_WIDTH) - 1
    except (OSError, ValueError):
        room = _USUAL_WIDTH - 1
    text = next((each for each in texts if len(each) <= room), texts[-1][:room])
    sys.stderr.write(_CLEAR + text)
    sys.stderr.flush()


def time_left(seconds: float) -> str:
    """The estimate in words."""
    if seconds < _A_MINUTE:
        return f"about {seconds:.0f} s left"
    return f"about {seconds / _A_MINUTE:.0f} min left"
