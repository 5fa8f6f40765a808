"""Telling an explanation: how each share comes about, or what one thing of the rulebook says and decides."""

from __future__ import annotations

from leadadvisor.model.explanation import Explanation
from leadadvisor.reports import DEFAULT_LAYOUT, Layout
from leadadvisor.reports.explain.page import blocks
from leadadvisor.reports.explain.plain import lines
from leadadvisor.reports.explain.result import result
from leadadvisor.reports.forms import Telling, told

_TELLING = Telling(blocks, lines, result)


def render_explanation(explanation: Explanation, name: str, layout: Layout = DEFAULT_LAYOUT) -> str:
    """The explanation in one of FORMS; it ends with exactly one newline. Raises UnknownFormat."""
    return told(_TELLING, explanation, name, layout)
