"""The text of the file of rejects: every bad row with its line and what is wrong, ready to be mended and run again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from leadadvisor.batch.cells import csv_row, json_text
from leadadvisor.batch.job import BadRow

OWN = ("line", "problem")
"""The columns of a CSV file of rejects that stand before those of the input."""

RejectText: TypeAlias = Callable[[BadRow], str]


def csv_rejects_header(names: Sequence[str], delimiter: str, *, raw: bool) -> str:
    """The first line. In a file of rejects that was run again, line and problem are there already."""
    return csv_row((*OWN, *_without_own(names, names)), delimiter, raw=raw) + "\n"


def csv_reject(names: Sequence[str], delimiter: str, *, raw: bool) -> RejectText:
    """How a bad row stands in CSV: its cells as they were, or all its text in one cell."""

    def text(bad: BadRow) -> str:
        cells = [bad.row] if isinstance(bad.row, str) else _without_own(names, bad.row)
        return csv_row((str(bad.line), bad.problem, *cells), delimiter, raw=raw) + "\n"

    return text


def json_reject(bad: BadRow) -> str:
    """How a bad row stands in JSON lines: the object as it was, or what is none as a string."""
    row = json_text(_replaced(bad.row)) if isinstance(bad.row, str) else bad.row[0]
    return f'{{"line": {bad.line}, "problem": {json_text(_replaced(bad.problem))}, "row": {row}}}\n'


def _without_own(names: Sequence[str], cells: Sequence[str]) -> Sequence[str]:
    return cells[len(OWN) :] if tuple(names[: len(OWN)]) == OWN else cells


def _replaced(text: str) -> str:
    """JSON lines are UTF-8, whatever the input was."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
