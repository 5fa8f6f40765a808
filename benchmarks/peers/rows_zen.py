"""zen-engine's batch from CSV to CSV: `rows_zen.py table|expressions SOURCE TARGET`.

The engine finds points and blockers (with `table` the rules that speak as well), in calls of so many rows; leader and
shares are made of them by our own function, which remembers all it has met. No firmness and no cautions.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

sys.path.insert(0, str(Path(__file__).parents[1]))

from peers.by_loop import added
from peers.by_zen import FLAGS, NAME, batch_engine, expression_node, graph, points_of, results, table_node
from translation import Sum, Translation, translated, variable

import leadadvisor
from leadadvisor.engine.mix import allocate, scale_of, split
from leadadvisor.model.rulebook import Rulebook

ROWS_A_CALL = 5_000

Ending: TypeAlias = Callable[[Sum], list[str]]
CellsOf: TypeAlias = Callable[[Any], list[str]]


def main(form: str, source: str, target: str) -> None:
    """Score every row of the source."""
    rulebook = leadadvisor.load_rulebook()
    translation = translated(rulebook)
    found_in = _in_table if form == "table" else _in_expressions
    node = table_node(translation, named=True) if form == "table" else expression_node(translation)
    engine, cells_of = batch_engine(graph(node)), found_in(translation, _ending(rulebook))
    with open(source, encoding="utf-8", newline="") as given, open(target, "w", encoding="utf-8", newline="") as scored:
        rows, written = csv.reader(given), csv.writer(scored, lineterminator="\n")
        header = next(rows)
        asked = [(place, variable(name)) for place, name in enumerate(header) if name in translation.questions]
        shares = [f"share_{approach.id}" for approach in rulebook.approaches]
        written.writerow([*header, "status", "leader", *shares, *(["rules"] if form == "table" else [])])
        for block in _blocks(rows):
            profiles = [{name: row[place] for place, name in asked} for row in block]
            found = results(engine, profiles)
            written.writerows(row + cells_of(result) for row, result in zip(block, found, strict=True))


def _blocks(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while block := list(islice(rows, ROWS_A_CALL)):
        yield block


def _in_table(translation: Translation, ending: Ending) -> CellsOf:
    """Status, leader, shares and the rules that speak; blockers are no rules."""
    origin, places = (0,) * translation.approaches, _places(translation)

    def cells(lines: Any) -> list[str]:
        found = added([(points_of(line, places), int(line.get(FLAGS, 0))) for line in lines], origin)
        return [*ending(found), " ".join(line[NAME] for line in lines if FLAGS not in line)]

    return cells


def _in_expressions(translation: Translation, ending: Ending) -> CellsOf:
    """Status, leader and shares."""
    places = _places(translation)
    return lambda result: ending((points_of(result, places), int(result[FLAGS])))


def _places(translation: Translation) -> list[str]:
    return [str(place) for place in range(translation.approaches)]


def _ending(rulebook: Rulebook) -> Ending:
    """Status, leader and shares of what was found, as cells."""
    scale, names = scale_of(rulebook.settings), [approach.id for approach in rulebook.approaches]

    @cache
    def ending(found: Sum) -> list[str]:
        points, flags = found
        standing = allocate(points, *split(flags, len(names)), scale)
        leader = "" if standing.leader is None else names[standing.leader]
        return [standing.status, leader, *map(str, standing.shares or (0,) * len(names))]

    return ending


if __name__ == "__main__":
    main(*sys.argv[1:])
