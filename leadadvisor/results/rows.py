"""Rows of results out of cells: mistakes are noted with their place, and columns of others are mapped to ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from leadadvisor.errors import WrongUsage
from leadadvisor.model.figure import HUNDREDTHS
from leadadvisor.model.results import AMOUNTS, Amount, Hand, ResultRow
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import Misread, misread
from leadadvisor.questionnaire.figures import Unit, read_amount
from leadadvisor.results.csv_page import Cell, Line, Page
from leadadvisor.rulebook.files import read_file
from leadadvisor.rulebook.problems import raise_if_any
from leadadvisor.text import FORMULA_STARTS, one_line, shown

COLUMNS = ("date", "approach", "channel", *AMOUNTS, "note", "logged")
"""The columns of a new file, in order."""

LONGEST_NOTE = 500
"""Characters of a note, and of a channel's name."""

NOTHING: Mapping[str, str] = {}
NEEDED = ("date", "approach")
UNITS: Mapping[Amount, Unit] = {"hours": "hours", "money": "money"}
_MOST: dict[Amount, int] = {"hours": 10_000, "money": 1_000_000_000}
_MOST_COUNTED = 1_000_000
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_OTHER_DATE = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})(?:[T ].*)?")
_COMMA = re.compile(r"\d+,\d{1,2}")
_FEW_DIGITS = re.compile(r"0|[1-9][0-9]{0,3}")
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*")
_CENTURY = 100


def read_rows(
    page: Page, columns: Sequence[str], rulebook: Rulebook, meant: Mapping[str, str] = NOTHING
) -> tuple[ResultRow, ...]:
    """The rows under the header; what is wrong with the others goes to the page.

    A column without a name is left out; `meant` says which approach is meant by words of somebody else's.
    """
    rows = [_row(page, columns, line, rulebook, meant) for line in page.lines[1:]]
    return tuple(row for row in rows if row is not None)


def columns_of(page: Page, header: Line) -> tuple[str, ...]:
    """The column of each place; what is wrong with the header goes to the page."""
    names = [cell.text.strip().lower() for cell in header]
    while names and not names[-1]:  # a spreadsheet ends lines with separators
        names.pop()
    for place, (name, cell) in enumerate(zip(names, header, strict=False)):
        if name not in COLUMNS:
            wrong = misread(f"there is no column {shown(cell.text)}", name, COLUMNS, "columns")
            page.complain("unknown-key", cell, wrong.message, wrong.hint())
        elif name in names[:place]:
            page.complain("duplicate-key", cell, f"the column {name} stands here twice", "keep one of them")
    for needed in NEEDED:
        if needed not in names:
            hint = f"the first line names the columns: {','.join(COLUMNS[:-1])}"
            page.complain("missing-key", header[0], f"the column {needed} is missing", hint)
    return tuple(names)


def _row(
    page: Page, columns: Sequence[str], line: Line, rulebook: Rulebook, meant: Mapping[str, str]
) -> ResultRow | None:
    """The row of a line; None where something is wrong with it, all of which goes to the page."""
    before = len(page.troubles)
    for cell in line[len(columns) :]:
        if cell.text.strip():
            page.complain("wrong-length", cell, f"the row has more cells than the {len(columns)} columns", "remove it")
    cells = {name: cell for name, cell in zip(columns, line, strict=False) if name and cell.text.strip()}
    day = _day(page, cells.get("date"), line)
    approach = _approach(page, cells.get("approach"), line, rulebook, meant)
    amounts = {name: _amount(page, name, cells[name]) for name in AMOUNTS if name in cells}
    channel, note = (_note(page, cells[name]) if name in cells else "" for name in ("channel", "note"))
    if len(page.troubles) > before or day is None:
        return None
    row = with_amounts(ResultRow(day, approach, channel, note=note), amounts)
    mark = cells["logged"].text.strip() if "logged" in cells else ""
    hand: Hand = "added" if not mark else "logged" if mark == mark_of(row) else "edited"
    return row._replace(hand=hand)


def _day(page: Page, cell: Cell | None, line: Line) -> date | None:
    if cell is None:
        page.complain("missing-key", line[0], "the row has no date", "write it as 2026-11-26")
        return None
    found = read_day(cell.text)
    if isinstance(found, Misread):
        page.complain("wrong-type", cell, found.message, found.hint())
        return None
    return found


def read_day(text: str) -> date | Misread:
    """The day the text names, as year-month-day or as day.month.year, the one order that is written with dots.

    Any other form is refused with what it can be read as.
    """
    plain = text.strip()
    if match := _ISO.fullmatch(plain) or _DOTTED.fullmatch(plain):
        numbers = [int(each) for each in match.groups()]
        year, month, day = numbers if len(match[1]) > len("99") else reversed(numbers)
        return _date(year, month, day) or Misread(f"there is no day {shown(text)}", None, "look at a calendar")
    readings = [day.isoformat() for day in _other_readings(plain)]
    if len(readings) > 1:
        message = f"{shown(text)} can be read as {readings[0]} or as {readings[1]}"
        return Misread(message, None, f"write {readings[0]} or {readings[1]}")
    hint = f"write {readings[0]}" if readings else "write year, month and day, as 2026-11-26"
    return Misread(f"{shown(text)} is not a date as 2026-11-26", None, hint)


def _other_readings(text: str) -> list[date]:
    """The days a date in another order can mean, each once."""
    match = _OTHER_DATE.fullmatch(text)
    if match is None:
        return []
    one, two, three = map(int, match.groups())
    if len(match[1]) > len("99"):
        orders = [(one, two, three)]
    else:
        year = three if three >= _CENTURY else 2000 + three
        orders = [(year, two, one), (year, one, two)]
    return list(dict.fromkeys(day for each in orders if (day := _date(*each))))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _approach(page: Page, cell: Cell | None, line: Line, rulebook: Rulebook, meant: Mapping[str, str]) -> str:
    known = [approach.id for approach in rulebook.approaches]
    if cell is None:
        page.complain("missing-key", line[0], "the row has no approach", f"approaches: {', '.join(known)}")
        return ""
    word = cell.text.strip().lower()
    word = meant.get(word, word)
    if word not in known:
        wrong = misread(f"there is no approach {shown(cell.text)}", word, known, "approaches")
        page.complain("unknown-word", cell, wrong.message, wrong.hint())
    return word


def _amount(page: Page, name: Amount, cell: Cell) -> int | None:
    text = cell.text
    if page.dialect.delimiter == ";" and _COMMA.fullmatch(text.strip()):
        text = text.replace(",", ".")  # where cells are separated by semicolons, a comma begins the decimals
    found = read_quantity(name, text)
    if isinstance(found, Misread):
        page.complain("wrong-number", cell, f"{name}: {found.message}", found.hint())
        return None
    return found


def read_quantity(name: Amount, text: str) -> int | Misread:
    """The amount of that column the text stands for: hours and money in hundredths, the others whole."""
    plain = text.strip()
    if _FEW_DIGITS.fullmatch(plain):  # most cells: nothing to look at closely
        return int(plain) * (HUNDREDTHS if name in UNITS else 1)
    if name not in UNITS and _GROUPED.fullmatch(plain):
        text = plain.replace(".", "").replace(",", "")  # nobody counts thousandths
    amount = read_amount(text, UNITS.get(name, "count"))
    if isinstance(amount, Misread):
        return amount
    most = _MOST.get(name, _MOST_COUNTED)
    if amount.hundredths > most * HUNDREDTHS:
        return Misread(f"{shown(text)} is more than {most:,}", None, "write what one row can hold")
    if name in UNITS:
        return amount.hundredths
    number, rest = divmod(amount.hundredths, HUNDREDTHS)
    if rest:
        return Misread(f"{shown(text)} is not a whole number", None, "write a count, such as 12")
    return number


def with_amounts(row: ResultRow, amounts: Mapping[Amount, int | None]) -> ResultRow:
    """The row with these amounts; those not named stay."""
    kept = {name: amounts.get(name, before) for name, before in zip(AMOUNTS, amounts_of(row), strict=True)}
    return ResultRow(row.day, row.approach, row.channel, **kept, note=row.note, hand=row.hand)


def _note(page: Page, cell: Cell) -> str:
    if len(cell.text) > LONGEST_NOTE:
        page.complain("bad-text", cell, f"the text is longer than {LONGEST_NOTE} characters", "shorten it")
    text = one_line(cell.text)
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_STARTS else text


def mark_of(row: ResultRow) -> str:
    """The mark of a logged row: eight letters that fit no other row but by chance."""
    from zlib import crc32

    said = "\x1f".join(
        [row.day.isoformat(), row.approach, row.channel, *(str(value) for value in amounts_of(row)), row.note]
    )
    return "".join("abcdefghijklmnop"[crc32(said.encode()) >> shift & 15] for shift in range(0, 32, 4))


def amounts_of(row: ResultRow) -> list[int | None]:
    """The numbers of the row, in the order of the file."""
    return [row.hours, row.money, row.contacts, row.conversations, row.won, row.lost]


# Other people's files


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
