"""The page that keys and lines are laid out on: a report's page, and what only a questionnaire needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.text import Text

from leadadvisor.cli.screen.request import Look
from leadadvisor.questionnaire.summary import MixNow, Movement
from leadadvisor.reports import Layout
from leadadvisor.reports.page import Page, Piece
from leadadvisor.reports.words import moved
from leadadvisor.text import capital

_SHORTEST_RULE = 10


class Sheet(Page):
    """A page that can be asked how long it is, and that lays out what only a questionnaire has."""

    def __init__(self, look: Look, columns: int) -> None:
        super().__init__(Layout(width=columns - 1, colour=look.colour, unicode=look.unicode))
        self.margin = 1

    def count(self) -> int:
        """The number of lines so far."""
        return len(self._lines)

    def finished(self) -> tuple[str, ...]:
        """All lines, with colour or without."""
        return tuple(self.rendered().split("\n")[:-1])

    def gap(self) -> None:
        """An empty line, whatever stands before it."""
        self.line(Text())

    def sides(self, left: Piece, right: Piece) -> None:
        """Two texts at both ends of one line, or below each other where it is too narrow."""
        first, second = self.text(left), self.text(right)
        between = self.width - 2 * self.margin - first.cell_len - second.cell_len
        if between < 2:  # noqa: PLR2004 - they must not look like one text
            self.paragraph(left, indent=self.margin)
            if second.plain:
                self.paragraph(right, indent=self.margin)
            return
        self.line(Text(" " * self.margin) + first + Text(" " * between) + second)

    def rule(self, done: int = 0, total: int = 1) -> None:
        """A line from side to side, strong as far as something is done."""
        strong, weak = ("━", "─") if self.layout.unicode else ("=", "-")
        cells = max(_SHORTEST_RULE, self.width - 2 * self.margin)
        filled = min(cells, cells * done // max(1, total))
        self.line(Text(" " * self.margin).append(strong * filled, "cyan").append(weak * (cells - filled), "dim"))

    def row(self, lead: Sequence[Piece], body: Sequence[Piece], tail: Piece) -> None:
        """A paragraph beside its lead, and a text at the right end of its first line if that leaves room."""
        front, content, end = self.text(*lead), self.text(*body), self.text(tail)
        between = self.width - self.margin - front.cell_len - content.cell_len - end.cell_len
        if end.plain and between >= 2:  # noqa: PLR2004 - as above
            content = content + Text(" " * between) + end
        self._lay(front, content, front.cell_len)

    def choices(self, items: Sequence[tuple[str, str]], pointer: int) -> None:
        """Items beside each other with the keys that call them, as many in a row as fit; one of them is pointed at."""
        line = Text(" " * self.margin)
        for index, (key, label) in enumerate(items):
            mark = ("\u276f" if self.layout.unicode else ">") if index == pointer else " "
            style = "bold cyan" if index == pointer else ""
            segment = self.text((mark, style), (key, style or "cyan"), (f" {label}", style or "dim"))
            if line.cell_len > self.margin and line.cell_len + segment.cell_len + 1 > self.width:
                self.line(line)
                line = Text(" " * self.margin)
            line.append_text(segment).append(" ")
        self.line(line)

    def keys(self, segments: Iterable[tuple[str, str]]) -> None:
        """Keys and what they do, as many on a line as fit; a key is never parted from its meaning."""
        line = Text(" " * self.margin)
        for key, meaning in segments:
            segment = self.text((key, "cyan"), (f" {meaning}" if meaning else "", "dim"))
            if line.cell_len > self.margin:
                if line.cell_len + 3 + segment.cell_len > self.width - self.margin:
                    self.line(line)
                    line = Text(" " * self.margin)
                else:
                    line.append("   ")
            line.append_text(segment)
        self.line(line)


_LONGEST_BAR = 40
_SHORTEST_BAR = 10


def paint_mix(page: Page, mix: MixNow) -> None:
    """A bar for each approach; where none can be carried out, that sentence."""
    if not mix.shares:
        page.paragraph(f"{mix.text()}.", indent=1)
        return
    names = max(cell_len(label) for label, _ in mix.shares)
    bar = max(_SHORTEST_BAR, min(_LONGEST_BAR, page.width - names - len("  100 %  first") - 4))
    full = "█" if page.layout.unicode else "#"
    for label, share in mix.shares:
        cells = (share * bar + 50) // 100
        line = page.text(" ", capital(label))
        line.append(" " * (names + 2 - cell_len(label) + 1))
        line.append(full * cells, "green" if label == mix.leader else "cyan").append(" " * (bar - cells))
        line.append(f"{share:>4} %", "bold").append("  first" if label == mix.leader else "", "green")
        page.line(line)


def paint_movement(sheet: Sheet, movement: Movement) -> None:
    """The mix so far, what the last answer did to each share, and the one reason that did it."""
    sheet.paragraph(("So far", "bold cyan"))
    sheet.gap()
    was = dict(movement.before.shares)
    if not movement.now.shares:
        sheet.paragraph(f"{movement.now.text()}.")
    for label, share in movement.now.shares:
        change = share - was.get(label, share)
        cells = (share * max(_SHORTEST_BAR, sheet.width - 2) + 50) // 100
        style = "green" if label == movement.now.leader else "cyan"
        sheet.row([], [(capital(label), "bold" if label == movement.now.leader else "")], (_changed(change, share), ""))
        sheet.line(sheet.text(("█" * cells if sheet.layout.unicode else "#" * cells, style)))
    if movement.reason and movement.before.shares != movement.now.shares:
        sheet.gap()
        sheet.paragraph((movement.reason, "dim"))


def _changed(change: int, share: int) -> str:
    return f"{moved(change)}   {share} %" if change else f"{share} %"


def mix_in_words(mix: MixNow) -> str:
    """The same as a sentence or two."""
    return f"{mix.text()}.{f' {capital(mix.leader)} comes first.' if mix.leader else ''}"
