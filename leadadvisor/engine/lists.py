"""A rulebook as lists to look things up in, for an engine that knows columns and arithmetic but no rulebook.

A row with an option for every question is looked up in a few runs: neighbouring rules that read few questions. A run
has an entry for every way of answering its questions: what its rules add to the points, how much they make between
each pair of approaches, their ids, and which blockers and clashes stand. The sums over all runs lead to the standing.
Rows with an open question are not looked up: rows.py looks at what may still come of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import prod
from typing import TypeAlias

from leadadvisor.engine.compiled import Compiled
from leadadvisor.engine.mix import Standing, differences
from leadadvisor.engine.space import AnswerSpace, TooEntangled
from leadadvisor.engine.sweep import reach
from leadadvisor.engine.sweep_terms import Term
from leadadvisor.engine.terms import LEFT_OPEN, CautionKind
from leadadvisor.model.rulebook import Rulebook, State
from leadadvisor.model.value import NamedTuple

LARGEST_LIST = 1 << 20
MOST_WORK = 4_000_000
NO_STANDING = -1
LARGEST_STATES = 1 << 15
LARGEST_RUN = 1 << 10
"""Entries of a run, where it has more than one rule."""

MOST_SIGNS = 12
BITS_OF_A_SUM = 62
"""Bits of a packed sum: it has to fit a signed integer of 64."""

Pair: TypeAlias = tuple[int, int]


class Field(NamedTuple):
    """Where a quantity stands among the packed sums: which sum, from which bit, how wide; less its lowest value."""

    sum: int
    shift: int
    width: int
    lowest: int


class Run(NamedTuple):
    """Neighbouring rules. The place of an entry counts its questions' options, the last question turning fastest.

    `sums` has a list of entries per packed sum; `signs` has the signs of each entry as bits; `rules` the ids of those
    that speak.
    """

    questions: tuple[str, ...]
    sums: tuple[tuple[int, ...], ...]
    signs: tuple[int, ...]
    rules: tuple[tuple[str, ...], ...]


class Signs(NamedTuple):
    """Signs that belong together: the first of them, and the cautions for each pattern of them."""

    first: int
    cautions: tuple[tuple[str, ...], ...]


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


class StateList(NamedTuple):
    """The state of an approach for every way of answering these questions, the last turning fastest."""

    questions: tuple[str, ...]
    states: tuple[State, ...]


class Lookups(NamedTuple):
    """All lists of a rulebook: `leads` are the fields of the leads over the last approach, `weights` of the pairs.

    `signs` are in the order of their cautions: clashes, then blockers and what is needed, then answers not used.
    """

    options: Mapping[str, tuple[str, ...]]
    runs: tuple[Run, ...]
    leads: tuple[Field, ...]
    weights: Mapping[Pair, Field]
    signs: tuple[Signs, ...]
    grid: Grid
    states: tuple[StateList, ...]


def lookups(rulebook: Rulebook) -> Lookups:
    """The lists of this rulebook. Raises `TooLarge`."""
    try:
        rows = Compiled(rulebook)
    except TooEntangled as error:
        raise TooLarge from error
    options = {question.id: tuple(option.id for option in question.options) for question in rulebook.questions}
    groups = _sign_groups(rows)
    in_order = [sign for group in groups for sign in group]
    counted = [_counted(rows, options, bundle, in_order) for bundle in _bundles(rows, options)]
    leads, weights = _fields(rows, counted)
    runs = tuple(_run(run, [*leads, *weights.values()]) for run in counted)
    clashes = len(groups[0])
    signs = (
        Signs(0, _patterns(groups[0], lambda bits: rows.cautions(bits, "answered"))),
        Signs(clashes, _patterns(groups[1], lambda bits: (*rows.blocked(bits), *rows.cautions(bits, "requirement")))),
        Signs(clashes + len(groups[1]), _patterns(groups[2], lambda bits: rows.cautions(bits, "unused"))),
    )
    return Lookups(
        options, runs, leads, weights, signs, _grid_of(rulebook, rows, clashes), _state_lists(rulebook, options)
    )


def _state_lists(rulebook: Rulebook, options: Mapping[str, Sequence[str]]) -> tuple[StateList, ...]:
    """The states of each approach. Raises `TooLarge`."""
    compiled = Compiled(rulebook, states=True)
    lists = []
    for approach in range(compiled.approaches):
        read = {question for term in compiled.terms.states if term.approach == approach for question in term.box}
        questions = tuple(question for question in compiled.questions if question in read)
        if prod(len(options[question]) for question in questions) > LARGEST_STATES:
            raise TooLarge
        ways = [compiled.everything]
        for question in questions:
            masks = [compiled.masks[question][option] for option in options[question]]
            ways = [way & mask for way in ways for mask in masks]
        lists.append(StateList(questions, tuple(compiled.state(way, approach) for way in ways)))
    return tuple(lists)


class _Bundle(NamedTuple):
    """Terms that are looked up together, as bits, and the questions they read."""

    questions: frozenset[str]
    terms: int


class _Counted(NamedTuple):
    """A run whose quantities, leads and then weights, are not packed yet."""

    questions: tuple[str, ...]
    quantities: list[tuple[int, ...]]
    signs: tuple[int, ...]
    rules: tuple[tuple[str, ...], ...]


def _bundles(rows: Compiled, options: Mapping[str, Sequence[str]]) -> list[_Bundle]:
    """The rules in runs of neighbours; every blocker and caution joins the first bundle that reads its questions."""
    bundles: list[_Bundle] = []
    places = range(len(rows.terms.rules))
    for _, group in groupby(places, key=lambda place: rows.terms.rules[place].rule):
        rule = _bundle(rows, group)
        joined = _joined(bundles[-1], rule) if bundles else rule
        if bundles and _size(joined, options) <= LARGEST_RUN:
            bundles[-1] = joined
        else:
            bundles.append(rule)
    for place in _asked_blockers_and_cautions(rows):
        term = _bundle(rows, [place])
        fitting = (at for at, bundle in enumerate(bundles) if _size(_joined(bundle, term), options) <= LARGEST_RUN)
        at = next((at for at, bundle in enumerate(bundles) if bundle.questions >= term.questions), None)
        at = next(fitting, None) if at is None else at
        if at is None:
            bundles.append(term)
        else:
            bundles[at] = _joined(bundles[at], term)
    if any(_size(bundle, options) > LARGEST_LIST for bundle in bundles):
        raise TooLarge
    return bundles or [_Bundle(frozenset(), 0)]


def _bundle(rows: Compiled, places: Iterable[int]) -> _Bundle:
    boxes, terms = rows.terms.boxes(), 0
    questions: set[str] = set()
    for place in places:
        questions.update(boxes[place])
        terms |= 1 << place
    return _Bundle(frozenset(questions), terms)


def _joined(one: _Bundle, other: _Bundle) -> _Bundle:
    return _Bundle(one.questions | other.questions, one.terms | other.terms)


def _size(bundle: _Bundle, options: Mapping[str, Sequence[str]]) -> int:
    return prod(len(options[question]) for question in bundle.questions)


def _asked_blockers_and_cautions(rows: Compiled) -> Iterator[int]:
    """The blockers and cautions that can stand where every question has an option."""
    for place, box in enumerate(rows.terms.boxes()):
        if place >= rows.blockers_from and all(mask != LEFT_OPEN for mask in box.values()):
            yield place


def _sign_groups(rows: Compiled) -> tuple[list[int], list[int], list[int]]:
    """The signs, each as the bits of the terms that make it stand: clashes, blockers and needs, answers not used."""
    bars = dict.fromkeys(_blockers_of(rows), 0)
    said: dict[CautionKind, dict[str, int]] = {"answered": {}, "requirement": {}, "missing": {}, "unused": {}}
    for place in _asked_blockers_and_cautions(rows):
        if place < rows.cautions_from:
            blocker = rows.terms.blockers[place - rows.blockers_from].blocker
            bars[blocker.id] |= 1 << place
        else:
            caution = rows.terms.cautions[place - rows.cautions_from]
            kind = said[caution.kind]
            kind[caution.caution] = kind.get(caution.caution, 0) | 1 << place
    groups = (
        list(said["answered"].values()),
        [*bars.values(), *said["requirement"].values()],
        list(said["unused"].values()),
    )
    if any(len(group) > MOST_SIGNS for group in groups):
        raise TooLarge
    return groups


def _counted(rows: Compiled, options: Mapping[str, Sequence[str]], bundle: _Bundle, signs: Sequence[int]) -> _Counted:
    questions = tuple(question for question in rows.questions if question in bundle.questions)
    ways = [bundle.terms]
    for question in questions:
        masks = [rows.masks[question][option] for option in options[question]]
        ways = [way & mask for way in ways for mask in masks]
    quantities: dict[int, tuple[int, ...]] = {}
    sign_of: dict[int, int] = {}
    rules_of: dict[int, tuple[str, ...]] = {}
    for way in set(ways):
        quantities[way], rules_of[way] = rows.leads_and_weights(way)
        sign_of[way] = sum(1 << number for number, terms in enumerate(signs) if way & terms)
    return _Counted(
        questions,
        [quantities[way] for way in ways],
        tuple(sign_of[way] for way in ways),
        tuple(rules_of[way] for way in ways),
    )


def _fields(rows: Compiled, runs: Sequence[_Counted]) -> tuple[tuple[Field, ...], dict[Pair, Field]]:
    """Places wide enough for every sum over the runs, in as few packed sums as they fit."""
    lows = [sum(values) for values in zip(*(map(min, zip(*run.quantities, strict=True)) for run in runs), strict=True)]
    highs = [sum(values) for values in zip(*(map(max, zip(*run.quantities, strict=True)) for run in runs), strict=True)]
    fields: list[Field] = []
    number = shift = 0
    for low, high in zip(lows, highs, strict=True):
        width = max(1, (high - low).bit_length())
        if shift + width > BITS_OF_A_SUM:
            number, shift = number + 1, 0
        fields.append(Field(number, shift, width, low))
        shift += width
    leads = rows.approaches - 1
    return tuple(fields[:leads]), dict(zip(rows.pairs, fields[leads:], strict=True))


def _run(run: _Counted, fields: Sequence[Field]) -> Run:
    sums = [
        tuple(
            sum(value << field.shift for value, field in zip(values, fields, strict=True) if field.sum == number)
            for values in run.quantities
        )
        for number in range(1 + max((field.sum for field in fields), default=-1))
    ]
    return Run(run.questions, tuple(sums), run.signs, run.rules)


def _patterns(group: Sequence[int], cautions: Callable[[int], Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """The cautions for every pattern of these signs."""
    return tuple(
        tuple(dict.fromkeys(cautions(sum(terms for number, terms in enumerate(group) if pattern >> number & 1))))
        for pattern in range(1 << len(group))
    )


def _grid_of(rulebook: Rulebook, rows: Compiled, signs_from: int) -> Grid:
    """The grid; the signs of the blockers begin at `signs_from`. Raises `TooLarge`."""
    blockers = _blockers_of(rows)
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
    for number, (pattern, found) in enumerate(sorted(reachable.items())):
        class_of[pattern] = number
        flags = _flags(rows, blockers, pattern)
        barred.append((flags | flags >> rows.approaches) & (1 << rows.approaches) - 1)
        for points in sorted(found):
            place = number
            for axis in axes:
                place = place * widths[axis] + points[axis] - lows[axis]
            places[place] = numbers.setdefault(rows.standings.standing(flags, differences(points)), len(numbers))
    return Grid(lows, widths, signs_from, tuple(class_of), tuple(barred), tuple(places), tuple(numbers))


def _blockers_of(rows: Compiled) -> list[str]:
    """The blockers that can stand at all, in the order of their signs."""
    return list(dict.fromkeys(term.blocker.id for term in rows.terms.blockers))


def _reachable(rulebook: Rulebook, rows: Compiled, blockers: Sequence[str]) -> Mapping[int, Sequence[tuple[int, ...]]]:
    """All points that answers can bring, those of the last approach taken as 0, by the blockers that stand."""
    axes = rows.approaches - 1
    numbers = {rule.id: number for number, rule in enumerate(rulebook.rules)}
    terms = [Term(term.box, differences(term.points), rule=numbers[term.rule]) for term in rows.terms.rules]
    terms += [Term(term.box, (0,) * axes, 1 << blockers.index(term.blocker.id)) for term in rows.terms.blockers]
    space = AnswerSpace(rulebook.questions, {})
    sizes = {question: space.states(question).bit_length() for question in rows.questions}
    try:
        found = reach(sizes, terms, axes, MOST_WORK)
    except TooEntangled as error:
        raise TooLarge from error
    points: dict[int, list[tuple[int, ...]]] = {}
    for each in found.sums():
        points.setdefault(each.flags, []).append((*each.vector, 0))
    return points


def _flags(rows: Compiled, blockers: Sequence[str], pattern: int) -> int:
    flags = 0
    for term in rows.terms.blockers:
        if pattern >> blockers.index(term.blocker.id) & 1:
            flags |= term.flag
    return flags
