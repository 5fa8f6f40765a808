"""Every mix there can be: who leads how often, the reach of each share, and whether all mixes keep their promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from leadadvisor.engine.verify.packed import Sum
from leadadvisor.engine.verify.results import (
    NO_EXAMPLE,
    BrokenMix,
    Mixes,
    OutcomeCount,
    OutcomeKind,
    ShareBounds,
    Shares,
)
from leadadvisor.engine.verify.standings import Standings
from leadadvisor.engine.verify.trail import Trail
from leadadvisor.engine.verify.whole_space import WholeSpace
from leadadvisor.model.rulebook import Settings
from leadadvisor.model.value import NamedTuple

_WHOLE = 100


class Overview(NamedTuple):
    """What all mixes come to."""

    outcomes: tuple[OutcomeCount, ...]
    bounds: tuple[ShareBounds, ...]
    mixes: Mixes


def overview(space: WholeSpace, sums: Iterable[Sum], trail: Trail) -> Overview:
    """What all mixes come to, each finding with an example."""
    sums = list(sums)
    return Overview(_outcomes(space, sums, trail), _bounds(space, sums, trail), _mixes(space, sums, trail))


def _outcomes(space: WholeSpace, sums: list[Sum], trail: Trail) -> tuple[OutcomeCount, ...]:
    """Every approach with the number of profiles it leads, then the ways in which nobody does."""
    counts: dict[tuple[OutcomeKind, int | None], int] = {}
    usual: dict[tuple[OutcomeKind, int | None], Sum] = {}
    for each in sums:
        outcome = space.standings.outcome(each.flags, each.vector)
        counts[outcome] = counts.get(outcome, 0) + each.number
        if outcome not in usual or usual[outcome].number < each.number:
            usual[outcome] = each
    approaches = space.standings.approaches
    wanted: list[tuple[OutcomeKind, int | None]] = [("leads", place) for place in range(len(approaches))]
    wanted += [("tie", None), ("nobody-may-lead", None), ("nothing-feasible", None)]
    return tuple(
        OutcomeCount(
            kind,
            "" if place is None else approaches[place],
            counts.get((kind, place), 0),
            _example(space, trail, usual.get((kind, place))),
        )
        for kind, place in wanted
    )


def _bounds(space: WholeSpace, sums: list[Sum], trail: Trail) -> tuple[ShareBounds, ...]:
    with_mix = [(shares, each) for each in sums if (shares := _shares(space.standings, each))]
    return tuple(_bounds_of(space, place, with_mix, trail) for place in range(len(space.standings.approaches)))


def _bounds_of(space: WholeSpace, place: int, with_mix: list[tuple[Shares, Sum]], trail: Trail) -> ShareBounds:
    approach = space.standings.approaches[place]
    if not with_mix:
        return ShareBounds(approach, None, None, NO_EXAMPLE, NO_EXAMPLE)
    low = min(with_mix, key=lambda pair: (pair[0][place], -pair[1].number))
    high = max(with_mix, key=lambda pair: (pair[0][place], pair[1].number))
    return ShareBounds(
        approach, low[0][place], high[0][place], _example(space, trail, low[1]), _example(space, trail, high[1])
    )


def _mixes(space: WholeSpace, sums: list[Sum], trail: Trail) -> Mixes:
    different: set[Shares] = set()
    broken: dict[tuple[Shares, str], BrokenMix] = {}
    for each in sums:
        shares = _shares(space.standings, each)
        if shares:
            different.add(shares)
            for promise in broken_promises(shares, *space.standings.split(each.flags), space.rulebook.settings):
                if (shares, promise) not in broken:
                    broken[shares, promise] = BrokenMix(shares, promise, _example(space, trail, each))
    return Mixes(len(different), tuple(broken.values()))


def broken_promises(
    shares: Shares, ruled_out: int, may_not_lead: int, settings: Settings
) -> Iterator[Literal["sum", "floor", "cap"]]:
    """What a mix under these blockers breaks; the cap binds only while some approach may lead."""
    places = range(len(shares))
    feasible = [place for place in places if not ruled_out >> place & 1]
    capped = [place for place in feasible if may_not_lead >> place & 1]
    if sum(shares) != _WHOLE or any(shares[place] for place in places if place not in feasible):
        yield "sum"
    if any(shares[place] < settings.floor.value for place in feasible):
        yield "floor"
    if capped != feasible and any(shares[place] > settings.may_not_lead_cap.value for place in capped):
        yield "cap"


def _shares(standings: Standings, each: Sum) -> Shares:
    return standings.standing(each.flags, each.vector).shares


def _example(space: WholeSpace, trail: Trail, each: Sum | None) -> tuple[tuple[str, str], ...]:
    return NO_EXAMPLE if each is None else space.example(trail.answers(each.flags, each.vector))
