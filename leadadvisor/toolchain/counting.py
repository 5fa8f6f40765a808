"""Exact counts of profiles in words."""

from __future__ import annotations

from leadadvisor.model.verification import Example

_LEAST_TOLD = 0.01


def percent(count: int, total: int) -> str:
    """A part of all profiles, in percent to two places; the little that rounds to nothing is not told as nothing."""
    if not count:
        return "0 %"
    if count == total:
        return "100 %"
    exact = 100 * count / total
    if exact < _LEAST_TOLD:
        return f"under {_LEAST_TOLD} %"
    if exact > 100 - _LEAST_TOLD:
        return f"over {100 - _LEAST_TOLD} %"
    return f"{exact:.2f} %"


def profiles(count: int) -> str:
    """A number of profiles."""
    return f"{count:,} profile" if count == 1 else f"{count:,} profiles"


def example_line(example: Example) -> str:
    """Answers as they can be given on the command line with --set."""
    return " ".join(f"{question}={option}" for question, option in example)


def example_tree(example: Example) -> dict[str, str]:
    """Answers as JSON."""
    return dict(example)
