"""The results file `firm.results.csv`: a row a week and approach, opened by any spreadsheet, never lost or doubled.

Columns are those of `COLUMNS`, in any order, of which only `date` and `approach` must be there. The last one, `logged`,
holds a mark made from the row itself: a row whose mark does not fit was changed by hand since it was logged, and one
without a mark was written by hand. Both count like any other, and are shown as what they are.

A spreadsheet's version is read as well: a byte order mark, semicolons or tabs, other line ends, decimal commas where
semicolons separate the cells. A new row is written in the same manner, and every line there is stays as it stands.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from leadadvisor.errors import CannotWrite
from leadadvisor.model.results import AMOUNTS, Amount, Hand, ResultRow
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import Misread, misread
from leadadvisor.questionnaire.figures import HUNDREDTHS, Unit, read_amount, written
from leadadvisor.results.csv_page import Cell, Dialect, Line, Page
from leadadvisor.rulebook.files import read_file
from leadadvisor.rulebook.problems import raise_if_any
from leadadvisor.text import one_line, shown

COLUMNS = ("date", "approach", "channel", *AMOUNTS, "note", "logged")
"""The columns of a new file, in order."""

LONGEST_NOTE = 500
"""Characters of a note, and of a channel's name."""

NOTHING: Mapping[str, str] = {}
NEEDED = ("date", "approach")
_UNITS: dict[Amount, Unit] = {"hours": "hours", "money": "money"}
_MOST: dict[Amount, int] = {"hours": 10_000, "money": 1_000_000_000}
_MOST_COUNTED = 1_000_000
_FORMULA_STARTS = frozenset("=+-@\t\r\0\uff1d\uff0b\uff0d\uff20")
_LOCK_SECONDS = 20.0
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_OTHER_DATE = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})(?:[T ].*)?")
_COMMA = re.compile(r"\d+,\d{1,2}")
_CENTURY = 100


class ResultsFile(NamedTuple):
    """What a results file holds: its rows in the order of the file, and how it is written."""

    rows: tuple[ResultRow, ...] = ()
    columns: tuple[str, ...] = COLUMNS
    dialect: Dialect = Dialect()


def load_results(path: str, rulebook: Rulebook, *, may_be_missing: bool = False) -> ResultsFile:
    """The results in the file. Raises `CannotRead`, or `InvalidFile` with every problem of it.

    One that may be missing, and is, holds no rows.
    """
    if may_be_missing and not os.path.lexists(path):
        return ResultsFile()
    return parse_results(path, read_file(path), rulebook)


def parse_results(name: str, content: bytes, rulebook: Rulebook) -> ResultsFile:
    """The results in the content of a file; `name` is what messages call it. Raises `InvalidFile`."""
    page = Page(name, content)
    found = ResultsFile(dialect=page.dialect)
    if page.lines and not page.troubles:
        columns = _columns(page, page.lines[0])
        if not page.troubles:
            found = ResultsFile(read_rows(page, columns, rulebook), columns, page.dialect)
    raise_if_any(name, page.troubles)
    return found


def read_rows(
    page: Page, columns: Sequence[str], rulebook: Rulebook, meant: Mapping[str, str] = NOTHING
) -> tuple[ResultRow, ...]:
    """The rows under the header; what is wrong with the others goes to the page.

    A column without a name is left out; `meant` says which approach is meant by words of somebody else's.
    """
    rows = [_row(page, columns, line, rulebook, meant) for line in page.lines[1:]]
    return tuple(row for row in rows if row is not None)


def add_rows(path: str, rulebook: Rulebook, rows: Sequence[ResultRow]) -> ResultsFile:
    """Write these rows behind those of the file, all of them or none; returns what it holds then.

    A file that is not there is begun. Others who log meanwhile are waited for. Raises `CannotRead`, `CannotWrite`, and
    `InvalidFile` where the file as it is cannot be read.
    """
    from leadadvisor.saving import drafted

    with _alone_with(path):
        before = read_file(path) if os.path.lexists(path) else b""
        held = parse_results(path, before, rulebook)
        end = held.dialect.line_end
        content = before.decode("utf-8", "surrogateescape")
        if not content.strip("\ufeff \r\n\t"):
            content = f"{held.dialect.mark}{','.join(COLUMNS)}{end}"
        elif not content.endswith(("\n", "\r")):
            content += end
        added = "".join(f"{_text_of(row, held.columns, held.dialect)}{end}" for row in rows)
        with drafted(path, force=True) as draft:
            draft.write(f"{content}{added}".encode("utf-8", "surrogateescape"))
            if (read_file(path) if os.path.lexists(path) else b"") != before:
                raise CannotWrite(f"cannot write {path}: somebody else changed it just now; try again")
    return held._replace(rows=(*held.rows, *rows))


def _columns(page: Page, header: Line) -> tuple[str, ...]:
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
    """The day the text names, as year-month-day; any other form is refused with what it can be read as."""
    plain = text.strip()
    if match := _ISO.fullmatch(plain):
        return _date(*map(int, match.groups())) or Misread(f"there is no day {shown(text)}", None, "look at a calendar")
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
    amount = read_amount(text, _UNITS.get(name, "count"))
    if isinstance(amount, Misread):
        return amount
    most = _MOST.get(name, _MOST_COUNTED)
    if amount.hundredths > most * HUNDREDTHS:
        return Misread(f"{shown(text)} is more than {most:,}", None, "write what one row can hold")
    if name in _UNITS:
        return amount.hundredths
    number, rest = divmod(amount.hundredths, HUNDREDTHS)
    if rest:
        return Misread(f"{shown(text)} is not a whole number", None, "write a count, such as 12")
    return number


def with_amounts(row: ResultRow, amounts: Mapping[Amount, int | None]) -> ResultRow:
    """The row with these amounts; those not named stay."""
    kept = {name: amounts.get(name, before) for name, before in zip(AMOUNTS, _amounts(row), strict=True)}
    return ResultRow(row.day, row.approach, row.channel, **kept, note=row.note, hand=row.hand)


def _note(page: Page, cell: Cell) -> str:
    if len(cell.text) > LONGEST_NOTE:
        page.complain("bad-text", cell, f"the text is longer than {LONGEST_NOTE} characters", "shorten it")
    text = one_line(cell.text)
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA_STARTS else text


def mark_of(row: ResultRow) -> str:
    """The mark of a logged row: eight letters that fit no other row but by chance."""
    from zlib import crc32

    said = "\x1f".join(
        [row.day.isoformat(), row.approach, row.channel, *(str(value) for value in _amounts(row)), row.note]
    )
    return "".join("abcdefghijklmnop"[crc32(said.encode()) >> shift & 15] for shift in range(0, 32, 4))


def _amounts(row: ResultRow) -> list[int | None]:
    return [row.hours, row.money, row.contacts, row.conversations, row.won, row.lost]


def _text_of(row: ResultRow, columns: Sequence[str], dialect: Dialect) -> str:
    """The row as a line of this file; what the file has no column for is nowhere else either."""
    amounts: dict[str, str] = {
        name: "" if value is None else written(value) if name in _UNITS else str(value)
        for name, value in zip(AMOUNTS, _amounts(row), strict=True)
    }
    if dialect.delimiter == ";":
        amounts = {name: text.replace(".", ",") for name, text in amounts.items()}
    cells: dict[str, str] = {
        "date": row.day.isoformat(), "approach": row.approach, "channel": _harmless(row.channel), **amounts,
        "note": _harmless(row.note), "logged": mark_of(row),
    }  # fmt: skip
    return dialect.delimiter.join(_in_quotes(cells[name], dialect.delimiter) for name in columns)


def _harmless(text: str) -> str:
    """A spreadsheet would take it for a formula: an apostrophe before it keeps it text."""
    return f"'{text}" if text[:1] in _FORMULA_STARTS else text


def _in_quotes(text: str, delimiter: str) -> str:
    if delimiter in text or '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return text


@contextmanager
def _alone_with(path: str) -> Iterator[None]:
    """Nobody else logs into this directory meanwhile, where the system can see to it; ends with the process."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    from time import monotonic, sleep

    directory = os.path.dirname(os.path.realpath(path))
    try:
        handle = os.open(directory, os.O_RDONLY)
    except OSError as error:
        raise CannotWrite(f"cannot write {path}: {error.strerror}") from error
    try:
        until = monotonic() + _LOCK_SECONDS
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() > until:
                    raise CannotWrite(f"cannot write {path}: another run is writing it; wait for its end") from None
                sleep(0.01)
            except OSError:  # a file system without locks
                break
            else:
                break
        yield
    finally:
        os.close(handle)
