"""A CSV file that people and spreadsheets write, as cells with their places, so that mistakes can be pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from leadadvisor.model.finding import Place
from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.files import MAX_BYTES
from leadadvisor.rulebook.problems import Code, Trouble

_DELIMITERS = ",;\t"
_COMMENT = "#"
_NAMED_DELIMITER = re.compile(r'"?sep=(.)"?')
"""A first line by which a spreadsheet tells another how cells are separated."""

Line: TypeAlias = "tuple[Cell, ...]"


class Cell(NamedTuple):
    """A cell and where it begins: line and column count from 1, `width` is what stands there, quotes too."""

    text: str
    line: int
    column: int
    width: int


class Dialect(NamedTuple):
    """How a file is written: what separates cells, ends lines, and stands at the very beginning."""

    delimiter: str = ","
    line_end: str = "\n"
    mark: str = ""


class Page:
    """The lines of a file as cells with their places, and the problems met on the way.

    Empty lines and those that begin with # are no rows.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.troubles: list[Trouble] = []
        self.dialect = Dialect()
        self.lines: list[Line] = []
        self._texts: list[str] = []
        text = self._decoded(content)
        if text is not None:
            mark = "\ufeff" if text.startswith("\ufeff") else ""
            text = text.removeprefix(mark)
            end = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
            self._texts = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self.dialect = Dialect(self._delimiter(), end, mark)
            self.lines = [line for line in self._cells() if any(cell.text.strip() for cell in line)]

    def complain(self, code: Code, cell: Cell, message: str, hint: str = "") -> None:
        """Note a problem with this cell."""
        excerpt = self._texts[cell.line - 1] if cell.line <= len(self._texts) else ""
        self.troubles.append(
            Trouble(code, Place(self.name, cell.line, cell.column, max(1, cell.width)), message, hint, excerpt)
        )

    def _delimiter(self) -> str:
        """What separates cells, as the file says itself or as its first row shows."""
        named = _NAMED_DELIMITER.fullmatch(self._texts[0].strip())
        if named:
            self._texts[0] = ""
            return named[1]
        heading = next((each for each in self._texts if each.strip() and not each.startswith(_COMMENT)), "")
        return max(_DELIMITERS, key=heading.count) if any(map(heading.count, _DELIMITERS)) else ","

    def _decoded(self, content: bytes) -> str | None:
        start = Cell("", 1, 1, 1)
        if len(content) > MAX_BYTES:
            self.complain("too-large", start, f"the file is larger than {MAX_BYTES:,} bytes", "begin a new file")
            return None
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            self.complain("not-utf8", start, "the file is UTF-16", "save it as CSV UTF-8")
            return None
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            before = content[: error.start].decode()
            line = before.count("\n") + 1
            column = len(before) - before.rfind("\n")
            byte = content[error.start]
            message = f"the byte 0x{byte:02x} is not UTF-8"
            self.complain("not-utf8", Cell("", line, column, 1), message, "save the file as CSV UTF-8")
            return None
        place = text.find("\0")
        if place >= 0:
            line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
            self.complain("control-character", Cell("", line, column, 1), "a zero byte stands here", "remove it")
            return None
        return text

    def _cells(self) -> Iterator[Line]:
        """The rows: one a line, but for cells in quotes that go on behind the end of one."""
        number = 0
        while number < len(self._texts):
            if self._texts[number].startswith(_COMMENT):
                number += 1
                continue
            row: list[Cell] = []
            place = 0
            while place >= 0:
                cell, number, place = self._cell(number, place)
                row.append(cell)
            number += 1
            yield tuple(row)

    def _cell(self, number: int, place: int) -> tuple[Cell, int, int]:
        """The cell that begins there, the line it ends on, and where the next one begins; -1 where none does."""
        text, delimiter = self._texts[number], self.dialect.delimiter
        if not text.startswith('"', place):
            end = text.find(delimiter, place)
            stop = len(text) if end < 0 else end
            cell = Cell(text[place:stop], number + 1, place + 1, stop - place)
            if '"' in cell.text:
                self.complain("bad-text", cell, "a quote stands inside a cell", "put the cell in quotes, and write "
                              'a quote inside it twice: ""')  # fmt: skip
            return cell, number, -1 if end < 0 else end + 1
        first, at, parts = number, place + 1, []
        while True:
            close = text.find('"', at)
            if close < 0 and number + 1 < len(self._texts):
                parts.append(text[at:] + "\n")
                number, at = number + 1, 0
                text = self._texts[number]
                continue
            if close < 0:
                cell = Cell("".join(parts), first + 1, place + 1, 1)
                self.complain("bad-text", cell, "a quote opens a cell and nothing closes it", "close it")
                return cell, number, -1
            parts.append(text[at:close])
            if not text.startswith('""', close):
                break
            parts.append('"')
            at = close + 2
        width = close + 1 - place if number == first else len(self._texts[first]) - place
        cell = Cell("".join(parts), first + 1, place + 1, width)
        rest = text[close + 1 :]
        if rest and not rest.startswith(delimiter):
            self.complain("bad-text", cell, "text stands behind the quote that closes a cell", 'write it twice: ""')
            end = text.find(delimiter, close + 1)
            return cell, number, -1 if end < 0 else end + 1
        return cell, number, close + 2 if rest else -1
