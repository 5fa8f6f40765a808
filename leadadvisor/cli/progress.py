"""What a long run says on stderr: notes, the first bad rows, and how far it is, where somebody looks on."""

from __future__ import annotations

import os
import sys
from time import monotonic
from typing import TYPE_CHECKING, Self

from leadadvisor.cli.output import print_note
from leadadvisor.text import printable

if TYPE_CHECKING:
    from leadadvisor.batch.job import Job, Tally

MOST_BAD_ROWS = 20
"""Bad rows told one by one; the others are only counted."""

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


class BatchScreen:
    """Listens to a run. `quiet` leaves out everything but what is wrong."""

    def __init__(self, job: Job, *, quiet: bool) -> None:
        self._job = job
        self._quiet = quiet
        self._redraws = not quiet and can_redraw() and (job.target is not None or not _is_terminal())
        self._drawn = False
        self._bad = 0
        self._began = self._last = monotonic()
        self._first: tuple[int, int] | None = None

    def note(self, sentence: str) -> None:
        """Say something worth knowing."""
        if not self._quiet:
            self._say(sentence)

    def bad_row(self, sentence: str) -> None:
        """Say what is wrong with a row, if it is one of the first."""
        self._bad += 1
        if self._bad <= MOST_BAD_ROWS:
            self._say(sentence)

    def progress(self, done: int, total: int, rows: int, *, about: bool = False) -> None:
        """Show how far it is, ten times a second at most. A resumed run is timed from where it went on."""
        if not self._redraws:
            return
        now = monotonic()
        if self._first is None:
            self._first = done, rows
        if now - self._last < _PAUSE:
            return
        self._last = now
        first_done, _ = self._first
        lines = progress_lines(done - first_done, total - first_done, rows, self._rate(rows, now), now - self._began)
        self._drawn = True  # before it is: an interruption may come between, and it must be wiped
        redraw(*(f"about {line}" if about else line for line in lines))

    def finish(self, tally: Tally) -> None:
        """Say what the run came to."""
        more = self._bad - MOST_BAD_ROWS
        if more > 0:
            where = f"in {self._job.rejects}" if self._job.rejects else "(--rejects FILE keeps them all)"
            self._say(f"and {more:,} more {where}")
        if not self._quiet or tally.rejected:
            self._say(tally_in_words(tally))

    def interrupted(self, *, resumable: bool, finished: bool) -> None:
        """Say what stands where, and how to go on."""
        if finished:
            self._say(f"Interrupted, but {self._job.target} was finished.")
            return
        untouched = f"Interrupted. {self._job.target} is as it was"
        self._say(f"{untouched}; to go on, run the same command with --resume." if resumable else f"{untouched}.")

    def wipe(self) -> None:
        """Take the line of progress away."""
        if self._drawn:
            print_note(_CLEAR)
            self._drawn = False

    def _rate(self, rows: int, now: float) -> float:
        first = 0 if self._first is None else self._first[1]
        return (rows - first) / max(now - self._began, _PAUSE)

    def _say(self, sentence: str) -> None:
        self.wipe()
        print_note(printable(sentence) + "\n")


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


def progress_lines(done: int, total: int, rows: int, rate: float, seconds: float) -> tuple[str, str]:
    """Rows, rows per second and, where the size of the input is known, the part that is done and the time left.

    The second line is for a narrow screen: it does without the rows per second.
    """
    counted, speed = f"{rows:,} rows", f"{rate:,.0f} a second"
    ahead = []
    if total > 0 and done > 0:
        ahead = [f"{done / total:.0%}", time_left(seconds * max(total - done, 0) / done)]
    return ", ".join([counted, speed, *ahead]), ", ".join([counted, *ahead])


def tally_in_words(tally: Tally) -> str:
    """The counts as they are said at the end."""
    scored = f"{tally.scored:,} row{'' if tally.scored == 1 else 's'} scored"
    rejected = [f"{tally.rejected:,} rejected"] if tally.rejected else []
    empty = [f"{tally.empty:,} empty row{'' if tally.empty == 1 else 's'} left out"] if tally.empty else []
    return ", ".join([scored, *rejected, *empty])


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
