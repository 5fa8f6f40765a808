"""A rulebook as lists to look things up in, for an engine that knows columns and arithmetic but no rulebook.

A row with an option for every question is looked up in a few runs: neighbouring rules that read few questions. A run
has an entry for every way of answering its questions: what its rules add to the points, how much they make between
each pair of approaches, their ids, and which blockers and clashes stand. The sums over all runs lead to the standing.
Rows with an open question are not looked up: row_outlook.py looks at what may still come of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import prod
from typing import TypeAlias

from leadadvisor.engine.row_bits import RowBits
from leadadvisor.engine.row_cautions import blocked, remarks
from leadadvisor.engine.row_grid import LARGEST_LIST, Grid, TooLarge, blockers_of, grid_of
from leadadvisor.engine.row_terms import LEFT_OPEN, RemarkKind, row_terms
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple

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


def lookups(rulebook: Rulebook) -> Lookups:
    """The lists of this rulebook. Raises `TooLarge`."""
    rows = RowBits(rulebook, row_terms(rulebook))
    options = {question.id: tuple(option.id for option in question.options) for question in rulebook.questions}
    groups = _sign_groups(rows)
    in_order = [sign for group in groups for sign in group]
    counted = [_counted(rows, options, bundle, in_order) for bundle in _bundles(rows, options)]
    leads, weights = _fields(rows, counted)
    runs = tuple(_run(run, [*leads, *weights.values()]) for run in counted)
    clashes = len(groups[0])
    signs = (
        Signs(0, _patterns(groups[0], lambda bits: remarks(rows, bits, "contradiction"))),
        Signs(clashes, _patterns(groups[1], lambda bits: (*blocked(rows, bits), *remarks(rows, bits, "requirement")))),
        Signs(clashes + len(groups[1]), _patterns(groups[2], lambda bits: remarks(rows, bits, "unused"))),
    )
    return Lookups(options, runs, leads, weights, signs, grid_of(rulebook, rows, clashes))


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


def _bundles(rows: RowBits, options: Mapping[str, Sequence[str]]) -> list[_Bundle]:
    """The voices in runs of neighbours; every bar and remark joins the first bundle that reads its questions."""
    bundles: list[_Bundle] = []
    places = range(len(rows.terms.voices))
    for _, group in groupby(places, key=lambda place: rows.terms.voices[place].rule):
        rule = _bundle(rows, group)
        joined = _joined(bundles[-1], rule) if bundles else rule
        if bundles and _size(joined, options) <= LARGEST_RUN:
            bundles[-1] = joined
        else:
            bundles.append(rule)
    for place in _asked_bars_and_remarks(rows):
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


def _bundle(rows: RowBits, places: Iterable[int]) -> _Bundle:
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


def _asked_bars_and_remarks(rows: RowBits) -> Iterator[int]:
    """The bars and remarks that can stand where every question has an option."""
    for place, box in enumerate(rows.terms.boxes()):
        if place >= rows.bars_from and all(mask != LEFT_OPEN for mask in box.values()):
            yield place


def _sign_groups(rows: RowBits) -> tuple[list[int], list[int], list[int]]:
    """The signs, each as the bits of the terms that make it stand: clashes, blockers and needs, answers not used."""
    bars = dict.fromkeys(blockers_of(rows), 0)
    said: dict[RemarkKind, dict[str, int]] = {"contradiction": {}, "requirement": {}, "missing": {}, "unused": {}}
    for place in _asked_bars_and_remarks(rows):
        if place < rows.remarks_from:
            blocker = rows.terms.bars[place - rows.bars_from].blocker
            bars[blocker.id] |= 1 << place
        else:
            remark = rows.terms.remarks[place - rows.remarks_from]
            kind = said[remark.kind]
            kind[remark.caution] = kind.get(remark.caution, 0) | 1 << place
    groups = (
        list(said["contradiction"].values()),
        [*bars.values(), *said["requirement"].values()],
        list(said["unused"].values()),
    )
    if any(len(group) > MOST_SIGNS for group in groups):
        raise TooLarge
    return groups


def _counted(rows: RowBits, options: Mapping[str, Sequence[str]], bundle: _Bundle, signs: Sequence[int]) -> _Counted:
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


def _fields(rows: RowBits, runs: Sequence[_Counted]) -> tuple[tuple[Field, ...], dict[Pair, Field]]:
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
