"""Makes the pictures in .github/pictures from the program, in Chromium: `python benchmarks/pictures.py`.

They show the answers of the README's first example. How letters look depends on the fonts of the machine.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

import leadadvisor

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import browser  # noqa: E402 - the tests drive the same browser

from leadadvisor.reports import Layout, render  # noqa: E402 - as above

PICTURES = ROOT / ".github" / "pictures"
ANSWERS = {
    "goal": "scale-proven-segment", "segment": "proven", "timeline": "3-6-months", "customers": "many",
    "network": "some", "people": "founders-learning", "outreach": "started", "icp-clarity": "precise",
    "named-accounts": "up-to-50", "buyers": "study", "hours": "5-15", "budget": "small-tests",
    "patience": "6-12-months", "inbound-assets": "content-only", "priority": "volume", "competition": "some",
}  # fmt: skip
THEMES = {"light": False, "dark": True}
PAGE_WIDTH = 1200
END_OF_THE_REASONS = (
    "Math.floor(document.querySelector('.waterfall').closest('section').getBoundingClientRect().bottom)"
)
END_OF_THE_TEXT = "document.querySelector('pre').offsetHeight + 56"
TERMINAL_WIDTH, TERMINAL_LINES, TERMINAL_PIXELS = 80, 36, 820
TERMINAL_PAGE = """\
<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 28px 32px; background: #14191f; color: #d7dde3; display: inline-block; }
pre { margin: 0; font: 15px/1.4 "DejaVu Sans Mono", monospace; }
</style>%s
"""


def main() -> None:
    """Write every picture."""
    program = browser.find()
    if program is None:
        sys.exit("Chromium is not installed.")
    recommendation = leadadvisor.recommend(leadadvisor.load_rulebook(ROOT / "rules"), ANSWERS)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browser.opened(program) as page:
        report = Path(folder) / "report.html"
        report.write_text(render(recommendation, "html"), encoding="utf-8")
        for theme, dark in THEMES.items():
            page.show(report, width=PAGE_WIDTH, dark=dark)
            _save(f"report-{theme}", page.picture(height=page.value(END_OF_THE_REASONS)))
        terminal = Path(folder) / "terminal.html"
        terminal.write_text(TERMINAL_PAGE % _coloured(render(recommendation, "terminal", _LAYOUT)), encoding="utf-8")
        page.show(terminal, width=TERMINAL_PIXELS)
        _save("terminal", page.picture(height=page.value(END_OF_THE_TEXT)))


_LAYOUT = Layout(width=TERMINAL_WIDTH, colour=True)


def _coloured(report: str) -> str:
    """The first lines of a report with its colours as HTML."""
    screen = Console(file=io.StringIO(), record=True, width=TERMINAL_WIDTH + 2)
    screen.print(Text.from_ansi("\n".join(report.splitlines()[:TERMINAL_LINES])))
    return screen.export_html(theme=SVG_EXPORT_THEME, inline_styles=True, code_format="<pre>{code}</pre>")


def _save(name: str, picture: bytes) -> None:
    path = PICTURES / f"{name}.png"
    path.write_bytes(picture)
    print(f"{path.relative_to(ROOT)}: {len(picture) // 1024} KB")


if __name__ == "__main__":
    main()
