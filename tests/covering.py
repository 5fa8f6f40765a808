"""Rows that cover a rulebook, what the engine makes of each, and how a table that SQL has made differs from that."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import prod
from pathlib import Path
from random import Random
from typing import TypeAlias

import oracle

from leadadvisor.engine.conditions import questions_read
from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.model.rulebook import UNSURE, Rulebook

Row: TypeAlias = tuple[str, ...]
"""Cells in the order of the questions: an option, "unsure" or nothing."""

MOST_WAYS = 2_000
"""Ways of answering what a blocker reads of which every one is tried; of more, so many are drawn by lot."""

KEY = "row-number"
"""The column that tells the rows apart, and that SQL has to pass through."""


def covering_rows(rulebook: Rulebook, count: int, seed: int = 7) -> list[Row]:
    """So many rows, most of them random; every two states of two questions stand together in some row, and so do all
    states of the questions a blocker reads, as far as there are no more than MOST_WAYS."""
    rng = Random(seed)
    states = states_of(rulebook)
    rows = [*_cases(rulebook), *_around_blockers(rulebook, states, rng)]
    rows += [_random_row(rng, states) for _ in range(count - len(rows))]
    missing = _uncovered(rows, states)
    for place, (one, other) in enumerate(missing):
        row = list(rows[-1 - place])
        for question, state in (one, other):
            row[question] = state
        rows.append(tuple(row))
    return rows


def states_of(rulebook: Rulebook) -> list[list[str]]:
    """What may stand in each column."""
    return [[*(option.id for option in question.options), "", UNSURE] for question in rulebook.questions]


def write_table(path: Path, rulebook: Rulebook, rows: Iterable[Sequence[str]]) -> None:
    """The rows as CSV, each with its number."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([KEY, *(question.id for question in rulebook.questions)])
        writer.writerows((number, *row) for number, row in enumerate(rows))


def expected_rows(rulebook: Rulebook, rows: Iterable[Row]) -> Iterator[dict[str, str]]:
    """What the engine says of each row, as texts; a leader there is not is an empty one."""
    reasoner = Reasoner(rulebook)
    questions = [question.id for question in rulebook.questions]
    nothing: oracle.Answers = dict.fromkeys(questions)
    for number, row in enumerate(rows):
        chosen = {question: cell for question, cell in zip(questions, row, strict=True) if cell not in {"", UNSURE}}
        evaluation = reasoner.evaluate(chosen)
        standing = evaluation.standing
        shares = standing.shares or (0,) * len(reasoner.approaches)
        leader = None if standing.leader is None else reasoner.approaches[standing.leader]
        yield {
            KEY: str(number),
            "status": standing.status,
            "leader": leader or "",
            **{f"share_{each}": str(share) for each, share in zip(reasoner.approaches, shares, strict=True)},
            **{
                f"points_{each}": str(points)
                for each, points in zip(reasoner.approaches, evaluation.points, strict=True)
            },
            "rules": " ".join(each.rule.id for each in evaluation.evidence),
            "state": "" if leader is None else oracle.state_of(rulebook, leader, {**nothing, **evaluation.options}),
            "unreadable": "",
        }


def differences(
    rulebook: Rulebook, rows: Sequence[Row], found: Iterable[Mapping[str, object]], most: int = 5
) -> list[str]:
    """The first rows that a table has otherwise than the engine; also those it lacks, doubles or adds."""
    by_number: dict[str, dict[str, str]] = {}
    told = []
    for each in found:
        texts = {name: "" if value is None else str(value) for name, value in each.items()}
        if by_number.setdefault(texts[KEY], texts) is not texts:
            told.append(f"row {texts[KEY]} stands twice")
    for expected, row in zip(expected_rows(rulebook, rows), rows, strict=True):
        got = by_number.pop(expected[KEY], {})
        wrong = {name: (value, got.get(name)) for name, value in expected.items() if got.get(name) != value}
        if wrong:
            told.append(f"{dict(zip([each.id for each in rulebook.questions], row, strict=True))}: {wrong}")
        if len(told) >= most:
            return told
    return told + [f"row {number} was not asked for" for number in by_number]


def _cases(rulebook: Rulebook) -> Iterator[Row]:
    for case in rulebook.cases:
        answers = dict(case.answers)
        yield tuple(answers.get(question.id, "") for question in rulebook.questions)


def _around_blockers(rulebook: Rulebook, states: Sequence[Sequence[str]], rng: Random) -> Iterator[Row]:
    places = {question.id: place for place, question in enumerate(rulebook.questions)}
    for blocker in rulebook.blockers:
        read = sorted(places[question] for question in questions_read(blocker.when))
        ways: Iterable[tuple[str, ...]] = product(*(states[place] for place in read))
        if prod(len(states[place]) for place in read) > MOST_WAYS:
            ways = [tuple(rng.choice(states[place]) for place in read) for _ in range(MOST_WAYS)]
        for combination in ways:
            row = list(_random_row(rng, states))
            for place, state in zip(read, combination, strict=True):
                row[place] = state
            yield tuple(row)


def _random_row(rng: Random, states: Sequence[Sequence[str]]) -> Row:
    """Some rows complete, some nearly so, some half empty."""
    open_part = rng.choice((0, 0.1, 0.4))
    return tuple(rng.choice(each[-2:] if rng.random() < open_part else each[:-2]) for each in states)


def _uncovered(rows: Iterable[Row], states: Sequence[Sequence[str]]) -> list[tuple[tuple[int, str], tuple[int, str]]]:
    missing = {
        ((one, mine), (other, theirs))
        for one, other in combinations(range(len(states)), 2)
        for mine in states[one]
        for theirs in states[other]
    }
    for row in rows:
        if not missing:
            break
        missing.difference_update(combinations(enumerate(row), 2))
    return sorted(missing)
