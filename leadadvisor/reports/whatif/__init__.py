"""Telling what would change a recommendation: other answers, one rule less, other weights."""

from __future__ import annotations

from leadadvisor.model.what_if import Weights, WhatIf
from leadadvisor.reports import DEFAULT_LAYOUT, Layout
from leadadvisor.reports.forms import Telling, told
from leadadvisor.reports.whatif import page, plain, result, weights

_WHAT_IF = Telling(page.blocks, plain.lines, result.result)
_WEIGHTS = Telling(weights.blocks, weights.lines, weights.result)


def render_what_if(value: WhatIf, name: str, layout: Layout = DEFAULT_LAYOUT) -> str:
    """What would change the recommendation, in one of FORMS. Raises UnknownFormat."""
    return told(_WHAT_IF, value, name, layout)


def render_weights(value: Weights, name: str, layout: Layout = DEFAULT_LAYOUT) -> str:
    """How far each weight may be another, in one of FORMS. Raises UnknownFormat."""
    return told(_WEIGHTS, value, name, layout)
