"""Rows of results out of somebody else's CSV file: its columns are mapped to ours, and bad rows refused by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from leadadvisor.errors import WrongUsage
from leadadvisor.model.results import ResultRow
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import misread
from leadadvisor.results.csv_page import Page
from leadadvisor.results.results_file import COLUMNS, NEEDED, read_rows
from leadadvisor.rulebook.files import read_file
from leadadvisor.rulebook.problems import raise_if_any
from leadadvisor.text import shown


class Imported(NamedTuple):
    """The rows of a file, and the columns of it that have no place in ours."""

    rows: tuple[ResultRow, ...]
    unused: tuple[str, ...]


def read_import(path: str, rulebook: Rulebook, columns: Mapping[str, str], meant: Mapping[str, str]) -> Imported:
    """The rows of the file: `columns` says which of its columns is ours, `meant` which approach a word of it means.

    A column with one of our names is ours by itself. Raises `CannotRead`, `InvalidFile`, and `WrongUsage` for a column
    that neither has.
    """
    page = Page(path, read_file(path))
    rows: tuple[ResultRow, ...] = ()
    names: list[str] = []
    heading = [cell.text.strip() for cell in page.lines[0]] if page.lines else []
    if page.lines and not page.troubles:
        names = _names(heading, columns)
        for needed in NEEDED:
            if needed not in names:
                hint = f"say which column it is: --map {needed}=COLUMN"
                page.complain("missing-key", page.lines[0][0], f"no column is the {needed}", hint)
        if not page.troubles:
            rows = read_rows(page, names, rulebook, {word.lower(): approach for word, approach in meant.items()})
    raise_if_any(path, page.troubles)
    unused = tuple(word for word, name in zip(heading, names, strict=False) if word and not name)
    return Imported(tuple(row._replace(hand="logged") for row in rows), unused)


def without_known(rows: Sequence[ResultRow], known: Sequence[ResultRow]) -> list[ResultRow]:
    """Those of the rows that are not there already, so that importing a file again doubles nothing."""
    left = Counter(row._replace(hand="logged") for row in known)
    new = []
    for row in rows:
        if left[row]:
            left[row] -= 1
        else:
            new.append(row)
    return new


def _names(heading: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    """Our name of each column, empty for one that has no place. Raises `WrongUsage`."""
    by_word = {word.lower(): name for name, word in columns.items()}
    lower = [word.lower() for word in heading]
    for name, word in columns.items():
        if name not in COLUMNS[:-1]:
            raise WrongUsage(
                f"--map: {misread(f'{shown(name)} is no column of ours', name, COLUMNS[:-1], 'columns').sentence()}"
            )
        if word.lower() not in lower:
            raise WrongUsage(
                f"--map: {misread(f'the file has no column {shown(word)}', word, heading, 'its columns').sentence()}"
            )
    named = [by_word.get(word, word if word in COLUMNS[:-1] and word not in columns else "") for word in lower]
    return [name if name not in named[:place] else "" for place, name in enumerate(named)]
