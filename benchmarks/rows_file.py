"""The files of many rows: `id`, `name`, `revenue` and a column per question, the same bytes on every machine."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Literal, TypeAlias, get_args

from environment import scratch

import leadadvisor
from leadadvisor.model.rulebook import Rulebook

PASSED_THROUGH = ("id", "name", "revenue")
Blanks: TypeAlias = Literal["complete", "a tenth with blanks", "all with blanks"]
BLANKS: tuple[Blanks, ...] = get_args(Blanks)
_PARTS: dict[Blanks, float] = {"complete": 0, "a tenth with blanks": 0.1, "all with blanks": 1}
MOST_BLANKS = 3
_AT_A_TIME = 10_000
_FIRST = ("Alder", "Birch", "Cedar", "Elm", "Hazel", "Linden", "Maple", "Rowan", "Willow", "Yew")
_LAST = ("Bakery", "Consulting", "Foundry", "Labs", "Logistics", "Partners", "Software", "Systems", "Tools", "Works")


def rows_file(rulebook: Rulebook, count: int, blanks: Blanks = "complete") -> Path:
    """A file of so many rows, made where it is not there yet; a row with blanks has one to three empty cells."""
    questions = [(question.id, [option.id for option in question.options]) for question in rulebook.questions]
    mark = hashlib.sha256(repr(questions).encode()).hexdigest()[:8]
    path = scratch() / f"rows-{count}-{blanks.replace(' ', '-')}-{mark}.csv"
    if not path.exists():
        draft = path.with_suffix(".part")
        with draft.open("w", encoding="utf-8", newline="") as file:
            file.write(",".join([*PASSED_THROUGH, *(question for question, _ in questions)]) + "\n")
            file.writelines(_lines([options for _, options in questions], count, _PARTS[blanks]))
        draft.replace(path)
    return path


def _lines(columns: list[list[str]], count: int, part_with_blanks: float) -> Iterator[str]:
    rng = Random(7)
    for start in range(0, count, _AT_A_TIME):
        size = min(_AT_A_TIME, count - start)
        answers = zip(*(rng.choices(options, k=size) for options in columns), strict=True)
        for number, cells in enumerate(answers, start + 1):
            kept = _with_blanks(cells, rng) if rng.random() < part_with_blanks else cells
            name = f"{_FIRST[number % 10]} {_LAST[number // 10 % 10]} {number % 997}"
            yield f"{number},{name},{number * 7919 % 10_000_000 / 100:.2f},{','.join(kept)}\n"


def _with_blanks(cells: tuple[str, ...], rng: Random) -> list[str]:
    kept = list(cells)
    for place in rng.sample(range(len(cells)), rng.randint(1, MOST_BLANKS)):
        kept[place] = ""
    return kept


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    made = rows_file(
        leadadvisor.load_rulebook(), wanted, "a tenth with blanks" if "--blanks" in sys.argv else "complete"
    )
    with made.open(encoding="utf-8") as lines:
        print(made, *islice(lines, 4), sep="\n")
