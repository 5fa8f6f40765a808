"""What of a test is left to the second stage: the same test, with the numbers that take long."""

from __future__ import annotations

import pytest
from _pytest.mark import ParameterSet


def slow(*values: object) -> list[ParameterSet]:
    """The values of a parameter that only the slow tests try."""
    return [pytest.param(value, marks=pytest.mark.slow) for value in values]
