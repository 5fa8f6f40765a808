"""The standings of a rulebook by leads and blockers: one place for everything that answers can bring about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import prod

from leadadvisor.engine.completions import Reach, TooEntangled, sweep
from leadadvisor.engine.evaluate import split
from leadadvisor.engine.mix import Standing
from leadadvisor.engine.regions import AnswerSpace
from leadadvisor.engine.row_bits import RowBits
from leadadvisor.engine.steps import Term
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple

LARGEST_LIST = 1 << 20
NO_STANDING = -1


class TooLarge(Exception):
    """The rulebook cannot be looked up in lists of a bearable size."""


class Grid(NamedTuple):
    """The standings by class of blockers and by leads over the last approach; NO_STANDING where no answers lead.

    `lows` and `widths` belong to the leads; the last lead turns fastest, the class slowest. `class_of` has the class
    for each pattern of the blockers' signs, `barred` per class the approaches that may not lead, as bits.
    """

    lows: tuple[int, ...]
    widths: tuple[int, ...]
    signs_from: int
    class_of: tuple[int, ...]
    barred: tuple[int, ...]
    places: tuple[int, ...]
    standings: tuple[Standing, ...]


def grid_of(rulebook: Rulebook, rows: RowBits, signs_from: int) -> Grid:
    """The grid; the signs of the blockers begin at `signs_from`. Raises `TooLarge`."""
    blockers = blockers_of(rows)
    reachable = _reachable(rulebook, rows, blockers)
    axes = range(rows.approaches - 1)
    lows = tuple(min(points[axis] for found in reachable.values() for points in found) for axis in axes)
    highs = tuple(max(points[axis] for found in reachable.values() for points in found) for axis in axes)
    widths = tuple(high - low + 1 for low, high in zip(lows, highs, strict=True))
    if prod(widths) * len(reachable) > LARGEST_LIST:
        raise TooLarge
    class_of, barred = [0] * (1 << len(blockers)), []
    places = [NO_STANDING] * (prod(widths) * len(reachable))
    numbers: dict[Standing, int] = {}
    standing_of = _standings(rows)
    for number, (pattern, found) in enumerate(sorted(reachable.items())):
        class_of[pattern] = number
        flags = _flags(rows, blockers, pattern)
        barred.append((flags | flags >> rows.approaches) & (1 << rows.approaches) - 1)
        for points in found:
            place = number
            for axis in axes:
                place = place * widths[axis] + points[axis] - lows[axis]
            places[place] = numbers.setdefault(standing_of(points, flags), len(numbers))
    return Grid(lows, widths, signs_from, tuple(class_of), tuple(barred), tuple(places), tuple(numbers))


def _standings(rows: RowBits) -> Callable[[tuple[int, ...], int], Standing]:
    """The standing for points and flags: worked out once for all that differ in the points of those ruled out alone."""
    known: dict[tuple[tuple[int, ...], int], Standing] = {}

    def standing(points: tuple[int, ...], flags: int) -> Standing:
        ruled_out, _ = split(flags, rows.approaches)
        top = max((each for place, each in enumerate(points) if not ruled_out >> place & 1), default=0)
        behind = tuple(0 if ruled_out >> place & 1 else each - top for place, each in enumerate(points))
        found = known.get((behind, flags))
        if found is None:
            found = known[behind, flags] = rows.judge(behind, flags).standing
        return found

    return standing


def blockers_of(rows: RowBits) -> list[str]:
    """The blockers that can stand at all, in the order of their signs."""
    return list(dict.fromkeys(bar.blocker.id for bar in rows.terms.bars))


def _reachable(rulebook: Rulebook, rows: RowBits, blockers: Sequence[str]) -> Mapping[int, Sequence[tuple[int, ...]]]:
    """All points that answers can bring, those of the last approach taken as 0, by the blockers that stand."""
    axes = rows.approaches - 1
    terms = [
        Term(voice.box, tuple(points - voice.points[-1] for points in voice.points[:-1]) or (0,), 0)
        for voice in rows.terms.voices
    ]
    terms += [Term(bar.box, (0,) * max(1, axes), 1 << blockers.index(bar.blocker.id)) for bar in rows.terms.bars]
    try:
        reach = sweep(AnswerSpace(rulebook.questions, {}), terms, max(1, axes))
    except TooEntangled as error:
        raise TooLarge from error
    return {
        pattern: [(*_leads(place, reach)[:axes], 0) for place in _set_bits(packed)]
        for pattern, packed in reach.sets.items()
    }


def _flags(rows: RowBits, blockers: Sequence[str], pattern: int) -> int:
    flags = 0
    for bar in rows.terms.bars:
        if pattern >> blockers.index(bar.blocker.id) & 1:
            flags |= bar.flag
    return flags


def _set_bits(packed: int) -> Iterator[int]:
    digits = bin(packed)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def _leads(place: int, reach: Reach) -> tuple[int, ...]:
    """The leads that stand at this place of a packed set."""
    leads = []
    for low, width in zip(reversed(reach.lows), reversed(reach.widths), strict=True):
        place, lead = divmod(place, width)
        leads.append(lead + low)
    return tuple(reversed(leads))
