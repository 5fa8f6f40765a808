"""A page of styled text: wraps at blanks, indents, and becomes text with or without colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from typing import TypeAlias

from rich.cells import cell_len
from rich.text import Text

from leadadvisor.reports import Layout
from leadadvisor.text import ascii_signs, one_line

Piece: TypeAlias = str | tuple[str, str]
"""Text, or text with the name of a style."""

UNKNOWN_WIDTH = 10
"""Below this a width is no width: some programs report 0 or 1 columns."""
USUAL_WIDTH = 80
WIDEST = 100
"""Longer lines are hard to read, however wide the window."""

_KEPT_TOGETHER = re.compile(r"(?<=\d) (?=%)|(?<=side) (?=\d)")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_WORD = re.compile(r"[^ ]+ *")


class Page:
    """Lines to be printed. Texts given to it are plain text: nothing in them is markup."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.width = USUAL_WIDTH if layout.width < UNKNOWN_WIDTH else min(layout.width, WIDEST)
        self.roomy = self.width >= 60  # noqa: PLR2004 - room for columns beside each other
        self.step = 2 if self.width >= 40 else 1  # noqa: PLR2004 - below, every column is needed for words
        self._lines: list[Text] = []

    def text(self, *pieces: Piece) -> Text:
        """The pieces as one text, safe to print."""
        text = Text()
        for piece in pieces:
            content, style = (piece, "") if isinstance(piece, str) else piece
            text.append(self._signs(content), style)
        return text

    def blank(self) -> None:
        """An empty line, never two in a row and never at the start."""
        if self._lines and self._lines[-1].plain:
            self._lines.append(Text())

    def heading(self, title: str) -> None:
        """The title of a section, with room above."""
        self.blank()
        self.paragraph((title, "bold cyan"))

    def paragraph(self, *pieces: Piece, indent: int = 0, hang: int = 0, most: int = 0) -> None:
        """A paragraph; `indent` and `hang` are columns, `hang` for all lines but the first, `most` a limit of lines."""
        self._lay(Text(" " * indent), self.text(*pieces), indent + hang, most)

    def entry(
        self, mark: Piece, *pieces: Piece, indent: int = 0, room: int = 0, hang: int = 0, most: int = 0, note: str = ""
    ) -> None:
        """A paragraph beside a mark that has `room` columns to itself; `hang` and `most` as in `paragraph`.

        A note stands at the right end of its last line; where it has no room there, the whole is set narrower, and a
        long note below it.
        """
        lead = Text(" " * indent)
        lead.append_text(self.text(mark))
        lead.append(" " * max(1, indent + room - lead.cell_len))
        start = self.count()
        self._lay(lead, self.text(*pieces), indent + room + hang, most)
        if not note or self.at_the_end((note, "dim")):
            return
        self._lines.pop()
        if 3 * cell_len(note) > self.width:
            self.paragraph((note, "dim"), indent=indent + room + hang, most=most)
        else:
            del self._lines[start:]
            self._lay(lead, self.text(*pieces), indent + room + hang, most, self.width - cell_len(note) - 2)
            self.at_the_end((note, "dim"))

    def at_the_end(self, piece: Piece) -> bool:
        """A text at the right end of the last line; where that has no room, on a line of its own and no longer than it.

        Returns whether it stands on the line that was there.
        """
        text = self.text(piece)
        fits = self.width - self._lines[-1].cell_len - text.cell_len >= 2  # noqa: PLR2004 - not to look like one text
        if not fits:
            self._lines.append(Text())
            text.truncate(self.width)
        self._lines[-1].append(" " * (self.width - self._lines[-1].cell_len - text.cell_len)).append_text(text)
        return fits

    def count(self) -> int:
        """The number of lines so far."""
        return len(self._lines)

    def lines(self) -> tuple[Text, ...]:
        """All lines so far, as they are laid out."""
        return tuple(self._lines)

    def line(self, line: Text) -> None:
        """A line that is already laid out."""
        self._lines.append(line)

    def rendered(self) -> str:
        """All lines; without colour there is no escape sequence in them, not even for bold."""
        lines = self._lines
        for line in lines:
            line.rstrip()
        if not self.layout.colour:
            return _printed("".join(f"{line.plain}\n" for line in lines))
        from rich.console import Console

        screen = Console(
            file=StringIO(), width=self.width, force_terminal=True, color_system="standard", no_color=False,
            legacy_windows=False, markup=False, emoji=False, highlight=False,
        )  # fmt: skip
        with screen.capture() as capture:
            for line in lines:
                screen.print(line, soft_wrap=True)
        return _printed(capture.get())

    def _lay(self, lead: Text, body: Text, indent: int, most: int = 0, width: int = 0) -> None:
        """Put the lead in front of the first line of the body and blanks in front of the others."""
        indent, width = min(indent, self.width // 2), max(width, self.width // 2) if width else self.width
        whole = lead.copy()
        whole.append_text(body)
        first, *rest = wrapped(whole, width, width - indent, lead.cell_len)
        laid = [first, *(Text(" " * indent).append_text(line) for line in rest)]
        if most and len(laid) > most:
            laid = [*laid[: most - 1], self._cut_short(laid[most - 1])]
        self._lines += laid

    def _cut_short(self, line: Text) -> Text:
        """The line with a sign at its end that more would follow."""
        sign = "…" if self.layout.unicode else "..."
        cut = line.copy()
        cut.truncate(max(1, self.width - len(sign)))
        cut.rstrip()
        return cut.append(sign)

    def _signs(self, content: str) -> str:
        kept = _KEPT_TOGETHER.sub(_NO_BREAK, _one_line_with_edges(content))
        return kept if self.layout.unicode else ascii_signs(kept)


def wrapped(text: Text, width: int, later: int | None = None, lead: int = 0) -> Iterator[Text]:
    """The text in lines of at most `width` cells, the lines after the first of at most `later`; at least one line.

    Lines end at blanks, but not within the first `lead` cells. Only a word that is longer than a line is divided.
    """
    breaks: list[int] = []
    narrow = max(1, width if later is None else later)
    room, column = max(1, width), len(text.plain) - len(text.plain.lstrip(" "))
    empty = max(column, lead)
    for match in _WORD.finditer(text.plain):
        cells = cell_len(match.group().rstrip(" "))
        if column > empty and column + cells > room:
            breaks.append(match.start())
            room, column, empty = narrow, 0, 0
        if column + cells > room:
            cuts = list(_cuts(match.group(), room - column, narrow))
            breaks += [match.start() + cut for cut in cuts]
            room, column, empty = narrow, cell_len(match.group()[cuts[-1] :]), 0
        else:
            column += cell_len(match.group())
    for line in text.divide(breaks):
        line.rstrip()
        yield line


def _cuts(word: str, first: int, later: int) -> Iterator[int]:
    """Where a word that fits on no line is divided: offsets into it."""
    room, column = first, 0
    for offset, character in enumerate(word.rstrip(" ")):
        cells = cell_len(character)
        if column + cells > room and (offset or first < cells):
            yield offset
            room, column = later, 0
        column += cells


def _one_line_with_edges(content: str) -> str:
    """One line, with the blanks at both ends kept: pieces are put together and aligned with them."""
    inner = one_line(content)
    before = len(content) - len(content.lstrip(" "))
    after = len(content) - len(content.rstrip(" ")) if inner else 0
    return f"{' ' * before}{inner}{' ' * after}"


def _printed(text: str) -> str:
    return text.replace(_NO_BREAK, " ")
