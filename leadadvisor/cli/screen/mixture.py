"""The mix in a few lines, for pages that show what an answer does to it."""

from __future__ import annotations

from rich.cells import cell_len

from leadadvisor.questionnaire.hints import MixNow
from leadadvisor.questionnaire.words import capital
from leadadvisor.reports.terminal.page import Page

_LONGEST_BAR = 40
_SHORTEST_BAR = 10


def paint_mix(page: Page, mix: MixNow) -> None:
    """A bar for each approach; where none can be carried out, that sentence."""
    if not mix.shares:
        page.paragraph(f"{mix.text()}.", indent=1)
        return
    names = max(cell_len(label) for label, _ in mix.shares)
    bar = max(_SHORTEST_BAR, min(_LONGEST_BAR, page.width - names - len("  100 %  leads") - 4))
    full = "█" if page.layout.unicode else "#"
    for label, share in mix.shares:
        cells = (share * bar + 50) // 100
        line = page.text(" ", capital(label))
        line.append(" " * (names + 2 - cell_len(label) + 1))
        line.append(full * cells, "green" if label == mix.leader else "cyan").append(" " * (bar - cells))
        line.append(f"{share:>4} %", "bold").append("  leads" if label == mix.leader else "", "green")
        page.line(line)


def mix_in_words(mix: MixNow) -> str:
    """The same as a sentence or two."""
    return f"{mix.text()}.{f' {capital(mix.leader)} leads.' if mix.leader else ''}"
