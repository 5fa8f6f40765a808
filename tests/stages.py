"""What of a test is left to the second stage: the same test, with the parameters that take long."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pytest


def slow(*values: object) -> list[object]:
    """The values of a parameter that only the slow tests try."""
    return [pytest.param(value, marks=pytest.mark.slow) for value in values]


def slow_but(default: Collection[object], every: Iterable[object]) -> list[object]:
    """Every one of these values, those marked as slow that the default run does not take."""
    values = list(every)
    assert all(each in values for each in default), "the default run has a value there is not"
    return [each if each in default else pytest.param(each, marks=pytest.mark.slow) for each in values]
