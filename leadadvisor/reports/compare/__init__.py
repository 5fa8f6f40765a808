"""Telling a comparison: mixes side by side, and what causes every difference."""

from __future__ import annotations

from leadadvisor.model.comparison import Comparison
from leadadvisor.reports import DEFAULT_LAYOUT, Layout
from leadadvisor.reports.compare import page, plain, result
from leadadvisor.reports.forms import Telling, told

_TELLING = Telling(page.blocks, plain.lines, result.result)


def render_comparison(comparison: Comparison, name: str, layout: Layout = DEFAULT_LAYOUT) -> str:
    """The comparison in one of FORMS; it ends with exactly one newline. Raises UnknownFormat."""
    return told(_TELLING, comparison, name, layout)
