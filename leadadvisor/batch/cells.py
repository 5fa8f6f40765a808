"""Text of cells, results and rejects: quoting as CSV has it, formulas made harmless, outcomes in each format's words.

Formulas (CWE-1236): a spreadsheet may run a cell that begins with one of FORMULA_STARTS. Such a cell gets an apostrophe
before it, unless PLAIN_NUMBER matches all of it. A spreadsheet of another country splits lines at another delimiter,
and then at line ends in cells too: what stands behind one of those inside a cell is looked at in the same way. This
holds for every input cell, for column names and for rejects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from json.encoder import encode_basestring as json_text
from typing import TypeAlias

from leadadvisor.batch.job import BadRow
from leadadvisor.engine.rows import Outcome
from leadadvisor.model.rulebook import Rulebook

__all__ = [
    "DELIMITERS",
    "FORMULA_STARTS",
    "PLAIN_NUMBER",
    "behind_others",
    "csv_cell",
    "csv_row",
    "harmless",
    "json_text",
    "result_columns",
]

DELIMITERS = (",", ";", "\t", "|")
"""What is looked for in a header, the most usual first."""

FORMULA_STARTS = frozenset("=+-@\t\r\0\uff1d\uff0b\uff0d\uff20")
"""The first characters that make a spreadsheet take a cell for a formula; the last four are the wide = + - @."""

_SIGNS = "=+@\uff1d\uff0b\uff0d\uff20-"
"""Those that are no blanks, as they stand in the brackets of a regular expression."""

PLAIN_NUMBER = re.compile(
    r"(?=[^0-9]*[0-9])[+-]?[$\u20ac\u00a3\u00a5]? ?"
    r"(?:[0-9]{1,3}(?:[.,' \u2019\u00a0\u202f][0-9]{3})+|[0-9]+)?(?:[.,][0-9]*)?(?:[eE][+-]?[0-9]+)?"
    r"(?:[ \u00a0]?[%$\u20ac\u00a3\u00a5])?"
    r"|[+-]?(?:inf|infinity|nan)",
    re.IGNORECASE,
)
"""A number as any country writes it, thousands and currency included, that no spreadsheet takes for a formula."""

ResultText: TypeAlias = Callable[[Outcome], str]


def harmless(cell: str, delimiter: str = ",") -> str:
    """The cell as no spreadsheet will run it, whichever of the delimiters that one knows."""
    if cell[:1] in FORMULA_STARTS and not PLAIN_NUMBER.fullmatch(cell):
        cell = "'" + cell
    return behind_others(delimiter).sub(_guarded, cell)


@cache
def behind_others(delimiter: str) -> re.Pattern[str]:
    """What finds, behind another delimiter than this one, text that looks like a formula."""
    others = "".join(re.escape(each) for each in (*DELIMITERS, "\n", "\r") if each != delimiter)
    return re.compile(rf'([{others}]"*)([{_SIGNS}][^{others}"]*)')


def _guarded(found: re.Match[str]) -> str:
    before, text = found.groups()
    return found[0] if PLAIN_NUMBER.fullmatch(text) else f"{before}'{text}"


def csv_cell(cell: str, delimiter: str) -> str:
    """The cell as it stands in a CSV file: in quotes only where it must be."""
    if delimiter in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def csv_row(cells: Sequence[str], delimiter: str, *, raw: bool) -> str:
    """The cells as a row of CSV without its end; with `raw`, formulas are left as they are."""
    unquoted = delimiter.join(cells)
    if not raw and (behind_others(delimiter).search(unquoted) or any(cell[:1] in FORMULA_STARTS for cell in cells)):
        cells = [harmless(cell, delimiter) for cell in cells]
        unquoted = delimiter.join(cells)
    if '"' not in unquoted and "\n" not in unquoted and "\r" not in unquoted:
        if unquoted.count(delimiter) == len(cells) - 1:
            return unquoted
        return delimiter.join([f'"{cell}"' if delimiter in cell else cell for cell in cells])
    return delimiter.join([csv_cell(cell, delimiter) for cell in cells])


def result_columns(rulebook: Rulebook, *, ranges: bool, prefix: str = "") -> tuple[str, ...]:
    """The columns that are added to each row, in their order; the prefix begins every name."""
    kinds = ("share", "low", "high") if ranges else ("share",)
    numbers = [f"{kind}_{approach.id}" for kind in kinds for approach in rulebook.approaches]
    return tuple(prefix + name for name in ("status", "leader", "firmness", *numbers, "rules", "cautions", "state"))


def csv_result(delimiter: str, *, ranges: bool, end: str = "\n") -> ResultText:
    """How an outcome stands at the end of a row of CSV, from the delimiter before it to the end of the line."""

    def text(outcome: Outcome) -> str:
        status, leader, firmness, shares, low, high, rules, cautions, state = outcome
        numbers = shares + low + high if ranges else shares
        words = " ".join(rules), " ".join(cautions), (state or "") + end
        return delimiter.join(("", status, leader or "", firmness, *map(str, numbers), *words))

    return text


def json_result(columns: Sequence[str], *, ranges: bool) -> ResultText:
    """How an outcome stands at the end of an object, from its first member to the end of the line."""
    pattern = ", ".join(f"{json_text(column).replace('%', '%%')}: %s" for column in columns) + "}\n"

    def text(outcome: Outcome) -> str:
        status, leader, firmness, shares, low, high, rules, cautions, state = outcome
        numbers = shares + low + high if ranges else shares
        leads = "null" if leader is None else f'"{leader}"'
        stands = "null" if state is None else f'"{state}"'
        return pattern % (f'"{status}"', leads, f'"{firmness}"', *numbers, _array(rules), _array(cautions), stands)

    return text


def _array(words: tuple[str, ...]) -> str:
    return '["' + '", "'.join(words) + '"]' if words else "[]"


OWN = ("line", "problem")
"""The columns of a CSV file of rejects that stand before those of the input."""

RejectText: TypeAlias = Callable[[BadRow], str]


def csv_rejects_header(names: Sequence[str], delimiter: str, *, raw: bool, end: str = "\n") -> str:
    """The first line. In a file of rejects that was run again, line and problem are there already."""
    return csv_row((*OWN, *_without_own(names, names)), delimiter, raw=raw) + end


def csv_reject(names: Sequence[str], delimiter: str, *, raw: bool, end: str = "\n") -> RejectText:
    """How a bad row stands in CSV: its cells as they were, or all its text in one cell."""

    def text(bad: BadRow) -> str:
        cells = [bad.row] if isinstance(bad.row, str) else _without_own(names, bad.row)
        return csv_row((str(bad.line), bad.problem, *cells), delimiter, raw=raw) + end

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
