"""How much work there is, how much may be done, and how far it has come; work is planned, never timed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from leadadvisor.engine.verify.sweep import Kind, Sweep

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the work done and the work planned, both in microseconds of an ordinary machine."""

MOST_WORK = 120_000_000
"""How much work is done unless told otherwise: about two minutes."""


class Workload:
    """Takes in sweeps as long as there is room for them, and tells how far they are."""

    def __init__(self, most: int, progress: Progress | None = None) -> None:
        self._most = most
        self._progress = progress
        self._planned = 0
        self._done = 0

    def admits(self, sweeps: Iterable[tuple[Sweep, Kind]]) -> bool:
        """Whether there is room for all of these; they are then part of the work."""
        sweeps = list(sweeps)
        work = sum(sweep.work(kind) for sweep, kind in sweeps)
        if self._planned + work > self._most or not all(sweep.fits(kind) for sweep, kind in sweeps):
            return False
        self._planned += work
        return True

    def advance(self, work: int) -> None:
        """So much more is done."""
        self._done += work
        if self._progress is not None:
            self._progress(self._done, self._planned)
