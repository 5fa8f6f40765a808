"""Pictures of the questionnaire for the documents, taken from the program itself on a real pseudo-terminal.

    python benchmarks/question_pictures.py DIRECTORY

writes question, why and review there, each as text (.txt) and as a drawing (.svg).
"""

from __future__ import annotations

import re
import sys
import tempfile
from io import StringIO
from pathlib import Path

import pyte
from rich.color import Color
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from screen import ENTER, Terminal, flags  # noqa: E402 - it stands among the tests

COLUMNS, ROWS = 80, 24
ANSWERS = flags(
    "goal=launch-product timeline=1-3-months segment=one-or-two customers=few network=some people=founders-learning "
    "outreach=started icp-clarity=rough hours=5-15 budget=small-tests patience=3-6-months "
    "inbound-assets=content-only priority=fit competition=some lead-definition=conversation"
)
_DARK, _LIGHT, _GREY = (24, 26, 31), (214, 218, 224), (130, 137, 148)
_COLOURS = [_DARK, (224, 108, 117), (120, 190, 120), (229, 192, 123), (97, 150, 220), (198, 120, 221), (86, 190, 200)]
_THEME = TerminalTheme(_DARK, _LIGHT, [*_COLOURS, _LIGHT], [_GREY, *_COLOURS[1:], _LIGHT])
_NAMES = {"brown": "yellow", "brightblack": "bright_black"}
_FONT_FROM_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def main() -> None:
    """Take all pictures."""
    directory = Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as state, asking(state) as terminal:
        terminal.until("Do you have a list").press("2", ENTER).until("How do your buyers", "leads").press("2")
        terminal.until_it(lambda: terminal.pointed.startswith("2"), "the second answer")
        take(terminal, directory, "question")
        take(terminal.press("?").until("Why we ask"), directory, "why")
        take(terminal.press(ENTER).until("How do your").press("2", ENTER).until("Your answers"), directory, "review")


def asking(state: str) -> Terminal:
    """The program, about to ask a question in the middle."""
    environment = {"XDG_STATE_HOME": state, "LEADADVISOR_RULEBOOK": str(ROOT / "rules")}
    return Terminal("ask", *ANSWERS, columns=COLUMNS, rows=ROWS, environment=environment)


def take(terminal: Terminal, directory: Path, name: str) -> None:
    """Write what the screen shows now."""
    (directory / f"{name}.txt").write_text(f"{terminal.text}\n", encoding="utf-8")
    (directory / f"{name}.svg").write_text(drawn(terminal.screen, name), encoding="utf-8")


def drawn(screen: pyte.Screen, name: str) -> str:
    """The screen as a drawing, with its colours; it loads nothing from anywhere."""
    console = Console(file=StringIO(), record=True, width=screen.columns, force_terminal=True, color_system="standard")
    for row in range(screen.lines):
        console.print(line(screen, row), soft_wrap=True)
    drawing = console.export_svg(title="leadadvisor", theme=_THEME, unique_id=name)
    return _FONT_FROM_ELSEWHERE.sub("", drawing).replace("Fira Code", "ui-monospace")


def line(screen: pyte.Screen, row: int) -> Text:
    """One line of the screen with its colours."""
    text = Text()
    for column in range(screen.columns):
        cell = screen.buffer[row][column]
        text.append(cell.data, style(cell))
    text.rstrip()
    return text


def style(cell: pyte.screens.Char) -> Style:
    """How one cell is shown."""
    colour = None if cell.fg == "default" else Color.parse(_NAMES.get(cell.fg, cell.fg))
    return Style(color=colour.name if colour else None, bold=cell.bold)


if __name__ == "__main__":
    main()
