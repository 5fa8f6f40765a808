"""The json report: the contract "leadadvisor/recommendation/2" for programs; imports next to nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout
from leadadvisor.reports.result import Result, result


def render(recommendation: Recommendation, layout: Layout) -> str:
    """The same bytes for the same recommendation; the layout has no say."""
    del layout
    return laid_out(result(recommendation))


def laid_out(mapping: Mapping[str, Result]) -> str:
    """One key a line and one item of a list a line: easy on the eye and on diff, and quick to write.

    The indenting encoder of the standard library is written in Python and takes eight times as long.
    """
    return "{\n" + ",\n".join(f" {_dumped(key)}: {_value(value)}" for key, value in mapping.items()) + "\n}\n"


def _value(value: Result) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"  {_dumped(item)}" for item in value) + "\n ]"
    return _dumped(value)


def _dumped(value: Result) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
