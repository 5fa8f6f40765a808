"""Parameters of which the default run takes some; the others are slow, and the second stage takes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pytest


def slow_but(default: Collection[object], every: Iterable[object]) -> list[object]:
    """Every one of these parameters, marked as slow but for those of the default run."""
    parameters = list(every)
    assert all(each in parameters for each in default), "the default run has a parameter there is not"
    return [each if each in default else slow(each) for each in parameters]


def slow(*values: object) -> object:
    """One parameter, marked as slow."""
    return pytest.param(*values, marks=pytest.mark.slow)
