"""Rows of CSV: lines become rows, rows become outcomes; what cannot be read is told and the next line is tried."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import TypeAlias

from leadadvisor.batch.cells import FORMULA_STARTS, ResultText, behind_others, csv_row, json_text
from leadadvisor.batch.columns import CellReader, Columns
from leadadvisor.batch.job import BadRow
from leadadvisor.batch.lines import LONGEST_LINE, UTF8, Block
from leadadvisor.engine.rows import Outcome
from leadadvisor.model.value import NamedTuple
from leadadvisor.text import BLANKS

LONGEST_CELL = 131_072
"""Characters of a cell; it is what the csv module reads by itself."""

MOST_LINES = 1_000
"""Lines looked ahead for the quote that closes a cell."""

UNCLOSED = "a quote opens a cell and nothing closes it as it should; close it, or write quotes inside a cell twice"
_STRAY = "a quote stands inside a cell that does not begin with one; write the cell in quotes, and the quote twice"
_BEHIND = "text stands behind the quote that closes a cell; write quotes inside a cell twice"
_RETURN = "a carriage return stands inside a cell that is not in quotes"
_TOO_LONG = f"a cell is longer than {LONGEST_CELL:,} characters"
LINE_TOO_LONG = f"the line is longer than {LONGEST_LINE:,} bytes"

Render: TypeAlias = Callable[[str | None, list[str]], str]
"""Makes the text of a row from its line (None where the line cannot be taken as it is) and its cells."""


class Scored(NamedTuple):
    """What a block of lines came to: texts to write, rows that are bad, things to say, and how many lines that took.

    `empty` counts the rows without anything in any cell, which are passed over.
    """

    texts: list[str]
    bad: list[BadRow]
    notes: list[str]
    taken: int
    empty: int = 0


class ReadRow(NamedTuple):
    """The cells of a row, how many lines to pass over with it, and what is wrong with its text, if anything is."""

    cells: list[str]
    taken: int
    text: str
    problem: str


class CsvRows:
    """Scores the rows below a header; with `fill`, a row that is too short has empty cells at its end."""

    def __init__(
        self,
        columns: Columns,
        delimiter: str,
        reader: CellReader,
        *,
        score: Callable[[Sequence[str]], Outcome],
        render: Render,
        result: ResultText,
        fill: bool = False,
    ) -> None:
        self._fill = fill
        self._blanks = BLANKS + delimiter
        self._width = len(columns.names)
        self._delimiter = delimiter
        self._reader = reader
        self._score = score
        self._render = render
        self._result = result
        self._pick = _picker(columns.places)

    def score_block(self, block: Block) -> Scored:
        """Score the rows of these lines; a row that may go on behind them is left for the next time."""
        scored = Scored([], [], [], 0)
        write, lines, index, empty = scored.texts.append, block.lines, 0, 0
        odd, blanks, text_of = block.odd, self._blanks, self.text_of
        while index < len(lines):
            line = lines[index]
            text = None if odd else text_of(line)
            if text is not None:
                write(text)
                index += 1
                continue
            if not line.strip(blanks):
                empty += self._delimiter in line
                index += 1
                continue
            row = read_row(block, index, self._delimiter)
            if row is None:
                break
            if any(map(_is_filled, row.cells)) or row.problem:
                self._score_with_patience(row, block.first + index, scored)
            else:
                empty += 1
            index += row.taken
        return scored._replace(taken=index, empty=empty)

    def text_of(self, line: str) -> str | None:
        """The text of a row with its result, where nothing in it needs a second look; None for any other line."""
        if '"' in line or len(line) > LONGEST_CELL:
            return None
        cells = line.split(self._delimiter)
        if len(cells) != self._width or not line.strip(self._blanks):
            return None
        try:
            outcome = self._score(self._pick(cells))
        except KeyError:
            return None
        return self._render(line, cells) + self._result(outcome)

    def _score_with_patience(self, row: ReadRow, number: int, scored: Scored) -> None:
        """Score the row that begins at this line, or say what is wrong."""
        if self._fill and not row.problem:
            row.cells.extend([""] * (self._width - len(row.cells)))
        outcome = self._outcome(row)
        if isinstance(outcome, str):
            scored.bad.append(BadRow(number, outcome, row.text if row.problem else row.cells))
        else:
            scored.texts.append(self._render(None, row.cells) + self._result(outcome))

    def _outcome(self, row: ReadRow) -> Outcome | str:
        """What the row comes to, or what is wrong with it."""
        if row.problem:
            return row.problem
        if len(row.cells) != self._width:
            one = f", and its quotes make {row.taken:,} lines one row" if row.taken > 1 else ""
            count = "1 cell" if len(row.cells) == 1 else f"{len(row.cells):,} cells"
            return f"the row has {count} where the header has {self._width:,}{one}"
        cells = self._pick(row.cells)
        try:
            return self._score(cells)
        except KeyError:
            options = self._reader.read(cells)
            return options if isinstance(options, str) else self._score(options)


def _is_filled(cell: str) -> bool:
    return bool(cell.strip(BLANKS))


def csv_as_csv(columns: Columns, delimiter: str, out_delimiter: str, *, raw: bool) -> Render:
    """A row as it stood, where nothing in it needs another form."""
    passed = () if raw else columns.passed
    as_it_stood = delimiter == out_delimiter
    starts = FORMULA_STARTS
    signs_behind = None if raw else behind_others(delimiter)

    def render(line: str | None, cells: list[str]) -> str:
        if line is None or not as_it_stood or (signs_behind is not None and signs_behind.search(line)):
            return csv_row(cells, out_delimiter, raw=raw)
        for place in passed:
            if cells[place][:1] in starts:
                return csv_row(cells, out_delimiter, raw=raw)
        return line

    return render


def csv_as_json(names: Sequence[str], *, without_empty: bool) -> Render:
    """A row as an object with a string for each cell, or for those that are not empty."""
    keys = [f"{json_text(name)}: " for name in names]

    def render(_line: str | None, cells: list[str]) -> str:
        members = zip(keys, cells, strict=True)
        return "{" + "".join([f"{key}{json_text(cell)}, " for key, cell in members if cell or not without_empty])

    return render


def read_row(block: Block, index: int, delimiter: str) -> ReadRow | None:
    """The row that begins at this line; None where lines behind the block may belong to it."""
    own = block.lines[index]
    if len(own) > LONGEST_LINE:
        return ReadRow([], 1, own, LINE_TOO_LONG)
    try:  # most rows end where their line does
        (cells,) = csv.reader((own,), delimiter=delimiter, strict=True)
        row: ReadRow | None = ReadRow(cells, 1, own, "")
    except csv.Error:
        row = _read_on(block, index, delimiter)
    if row is None or row.problem:
        return row
    if block.odd and (problem := flaw(row.text, block.encoding)):
        return row._replace(problem=problem)
    if '"' in "".join(row.cells) and not _is_well_quoted(row.text, delimiter):
        return ReadRow(row.cells, 1, own, _STRAY)
    return row


def _read_on(block: Block, index: int, delimiter: str) -> ReadRow | None:
    """The row that begins at this line and goes on behind it, if it can be read at all."""
    lines, own = block.raw, block.lines[index]
    ahead = (line + "\n" for line in islice(lines, index, index + MOST_LINES))
    reader = csv.reader(ahead, delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
    except csv.Error as error:
        taken = reader.line_num
        if _is_open(error) and index + taken == len(lines) and not block.final and _may_go_on(lines, index, taken):
            return None
        return ReadRow([], 1, own, flaw(own, block.encoding) or _problem(error, taken))
    last = index + reader.line_num - 1
    return ReadRow(cells, reader.line_num, "\n".join([*lines[index:last], block.lines[last]]), "")


def flaw(text: str, encoding: str) -> str:
    """What no row may hold: zero bytes, or bytes that mean nothing in its encoding; empty where there are none."""
    place = text.find("\0")
    if place >= 0:
        return f"character {place + 1} is a zero byte"
    try:
        text.encode()
    except UnicodeEncodeError as error:
        byte = ord(text[error.start]) - _FIRST_SURROGATE
        mend = "save the file as UTF-8, or give --encoding cp1252"
        if encoding != UTF8:
            mend = "give --encoding the name of the one it was saved in"
        return f"character {error.start + 1} is the byte 0x{byte:02x}, which is not {encoding}; {mend}"
    return ""


_FIRST_SURROGATE = 0xDC00


def _picker(places: Sequence[int]) -> Callable[[list[str]], Sequence[str]]:
    """What takes the cells at these places out of a row."""
    if len(places) == 1:
        place = places[0]
        return lambda cells: (cells[place],)
    return itemgetter(*places)


def _is_open(error: csv.Error) -> bool:
    return str(error).startswith("unexpected end")


def _may_go_on(lines: list[str], index: int, taken: int) -> bool:
    return taken < MOST_LINES and sum(map(len, lines[index : index + taken])) <= LONGEST_LINE


def _problem(error: csv.Error, lines: int) -> str:
    """What is wrong, in our words. Behind the first line, a quote was open that should not have been."""
    said = str(error)
    if lines > 1 or _is_open(error):
        return UNCLOSED
    if said.startswith("field larger"):
        return _TOO_LONG
    return _RETURN if said.startswith("new-line") else _BEHIND


def _is_well_quoted(text: str, delimiter: str) -> bool:
    """No cell has a quote inside without beginning with one."""
    return _sound_row(delimiter).fullmatch(text) is not None


@cache
def _sound_row(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    cell = rf'(?:"[^"]*(?:""[^"]*)*"|[^"{mark}]*)'
    return re.compile(rf"{cell}(?:{mark}{cell})*")
