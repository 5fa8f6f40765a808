"""Adds up, profile after profile, what two rulebooks say: whose outcome changes, and how far shares move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

from leadadvisor.engine.verify.results import NO_EXAMPLE
from leadadvisor.engine.verify.space import Example
from leadadvisor.model.rulebook import Status
from leadadvisor.model.value import NamedTuple

Outcome: TypeAlias = tuple[Status, str]
"""The status, and the leader or nothing."""

Said: TypeAlias = tuple[Outcome, tuple[int, ...]]
"""What a rulebook says of a profile: the outcome, and the shares in the order of the first rulebook (0: no mix)."""


class OutcomeChange(NamedTuple):
    """Profiles whose outcome becomes another; with the same outcome before and after only the shares may move."""

    before: Outcome
    after: Outcome
    profiles: int
    example: Example


class Movement(NamedTuple):
    """How the share of an approach moves: sums over all profiles in percentage points, and the furthest moves."""

    approach: str
    total: int
    total_size: int
    furthest_rise: int
    rise_example: Example
    furthest_fall: int
    fall_example: Example


class Comparison(NamedTuple):
    """What changes from one rulebook to another; `exact` is False where profiles were drawn instead."""

    exact: bool
    profiles: int
    other_outcome: int
    other_mix: int
    changes: tuple[OutcomeChange, ...]
    movements: tuple[Movement, ...]


Source = TypeVar("Source")
"""What an example can be made from."""


class Tally(Generic[Source]):
    """What two rulebooks say of the profiles so far."""

    def __init__(self, approaches: tuple[str, ...]) -> None:
        self._profiles = self._other_outcome = self._other_mix = 0
        self._changes: dict[tuple[Outcome, Outcome], _Change[Source]] = {}
        self._moves = [_Moves[Source](approach) for approach in approaches]

    def add(self, said: tuple[Said, Said], number: int, source: Source) -> None:
        """So many profiles of which both rulebooks say this."""
        (before, shares_before), (after, shares_after) = said
        self._profiles += number
        if before != after:
            self._other_outcome += number
        if shares_before != shares_after:
            self._other_mix += number
        if said[0] == said[1]:
            return
        change = self._changes.setdefault((before, after), _Change(source))
        change.add(number, source)
        for moves, was, becomes in zip(self._moves, shares_before, shares_after, strict=True):
            moves.add(becomes - was, number, source)

    def comparison(self, example: Callable[[Source], Example], *, exact: bool) -> Comparison:
        """All of it, the most frequent change first."""
        ordered = sorted(self._changes.items(), key=lambda item: (-item[1].profiles, item[0]))
        changes = tuple(
            OutcomeChange(before, after, change.profiles, example(change.usual)) for (before, after), change in ordered
        )
        movements = tuple(moves.movement(example) for moves in self._moves)
        return Comparison(exact, self._profiles, self._other_outcome, self._other_mix, changes, movements)


class _Change(Generic[Source]):
    """How many profiles go one way, and the most usual of them."""

    def __init__(self, source: Source) -> None:
        self.profiles = 0
        self.usual = source
        self._most = 0

    def add(self, number: int, source: Source) -> None:
        self.profiles += number
        if number > self._most:
            self._most, self.usual = number, source


class _Moves(Generic[Source]):
    """How the share of one approach moves."""

    def __init__(self, approach: str) -> None:
        self._approach = approach
        self._total = self._total_size = self._rise = self._fall = 0
        self._rising: Source | None = None
        self._falling: Source | None = None

    def add(self, move: int, number: int, source: Source) -> None:
        self._total += move * number
        self._total_size += abs(move) * number
        if move > self._rise:
            self._rise, self._rising = move, source
        if move < self._fall:
            self._fall, self._falling = move, source

    def movement(self, example: Callable[[Source], Example]) -> Movement:
        rising, falling = (NO_EXAMPLE if each is None else example(each) for each in (self._rising, self._falling))
        return Movement(self._approach, self._total, self._total_size, self._rise, rising, -self._fall, falling)
