"""Draws the pictures of the documents from what the program prints: `python benchmarks/pictures.py`.

A picture is a terminal as SVG: text that can be read and searched, a few kilobytes, nothing loaded from anywhere.
A test draws them again and compares.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from pyte.screens import Char
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

import leadadvisor
from leadadvisor.reports import Layout, render

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / ".github" / "pictures"
COLUMNS, ROWS = 80, 24
EXAMPLE = {
    "goal": "scale-proven-segment", "segment": "proven", "timeline": "3-6-months", "customers": "many",
    "network": "some", "people": "founders-learning", "outreach": "started", "icp-clarity": "precise",
    "named-accounts": "up-to-50", "buyers": "study", "hours": "5-15", "budget": "small-tests",
    "patience": "6-12-months", "inbound-assets": "content-only", "priority": "volume", "competition": "some",
}  # fmt: skip

_CELL, _LINE, _PADDING, _SIZE = 8.4, 19, 20, 14
_PAPER, _INK, _GREY = "#181a1f", "#d6dae0", "#8a929e"
_INKS = {1: "#e06c75", 2: "#78be78", 3: "#e5c07b", 4: "#6196dc", 5: "#c678dd", 6: "#56bec8", 8: _GREY}
"""What is drawn for the colours of a terminal, by their numbers."""

_FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, lines in PICTURE.items():
        path = PICTURES / f"{name}.svg"
        path.write_text(drawing(lines()), encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


def card_lines() -> list[Text]:
    """The card for the example."""
    recommendation = leadadvisor.recommend(leadadvisor.load_rulebook(ROOT / "rules"), EXAMPLE)
    printed = render(recommendation, "terminal", Layout(width=COLUMNS, colour=True))
    return [Text.from_ansi(line) for line in printed.rstrip("\n").split("\n")]


def question_lines() -> list[Text]:
    """A question of the interview, as it stands on a terminal of the usual size."""
    sys.path.append(str(ROOT / "tests"))
    from screen import Terminal

    known = {question: option for question, option in EXAMPLE.items() if question not in _UNASKED}
    given = [word for question, option in known.items() for word in (f"--{question}", option)]
    with tempfile.TemporaryDirectory() as state:
        environment = {"XDG_STATE_HOME": state, "LEADADVISOR_RULEBOOK": str(ROOT / "rules")}
        with Terminal("ask", *given, columns=COLUMNS, rows=ROWS, environment=environment) as asking:
            asking.until("Ctrl-C stop", "comes first so far").press("2")
            asking.until_it(lambda: asking.pointed.startswith("2"), "the second answer")
            screen = asking.screen
            return [_row(screen.buffer[row][column] for column in range(screen.columns)) for row in range(screen.lines)]


_UNASKED = {"buyers", "hours", "budget", "patience", "inbound-assets", "priority", "competition"}
"""What is not answered yet in the picture of a question; the one that decides soonest is asked."""

PICTURE: Mapping[str, Callable[[], list[Text]]] = {"card": card_lines, "question": question_lines}


def drawing(lines: Sequence[Text]) -> str:
    """The lines on a dark terminal, as SVG."""
    width, height = COLUMNS * _CELL + 2 * _PADDING, len(lines) * _LINE + 2 * _PADDING
    size = f'viewBox="0 0 {width:g} {height}" width="{width:g}" height="{height}"'
    drawn = [part for number, line in enumerate(lines) for part in _drawn(line, _PADDING + number * _LINE + _SIZE)]
    above = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        f'<rect width="100%" height="100%" rx="8" fill="{_PAPER}"/>',
        f'<g font-family="{_FONTS}" font-size="{_SIZE}" fill="{_INK}" xml:space="preserve">',
    ]
    return "\n".join([*above, *drawn, "</g>", "</svg>", ""])


def _drawn(line: Text, baseline: int) -> Iterator[str]:
    """Each piece of one style at its own place, as wide as its cells whatever the font is."""
    column = 0
    for piece in line.render(Console(width=200), end=""):
        text = piece.text.strip(" ")
        if text:
            first = column + len(piece.text) - len(piece.text.lstrip(" "))
            place = f'x="{_PADDING + first * _CELL:g}" y="{baseline}" textLength="{cell_len(text) * _CELL:g}"'
            yield f"<text {place}{_look(piece.style)}>{escape(text, quote=False)}</text>"
        column += cell_len(piece.text)


def _look(style: Style | None) -> str:
    """The attributes that say how a piece looks."""
    if style is None:
        return ""
    number = style.color.number if style.color else None
    ink = _GREY if style.dim else _INKS.get(number or 0, "")
    return (f' fill="{ink}"' if ink else "") + (' font-weight="bold"' if style.bold else "")


_NAMES = {"brown": "yellow", "brightblack": "bright_black"}
"""What the terminal of the tests calls two colours."""


def _row(cells: Iterator[Char]) -> Text:
    """A row of a screen with its colours."""
    text = Text()
    for (colour, bold), alike in groupby(cells, key=lambda cell: (cell.fg, cell.bold)):
        named = None if colour == "default" else _NAMES.get(colour, colour)
        text.append("".join(cell.data for cell in alike), Style(color=named, bold=bold))
    text.rstrip()
    return text


if __name__ == "__main__":
    main()
