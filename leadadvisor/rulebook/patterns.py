"""Patterns of places in a file: `rules/*/claims/*` is each claim of each rule, `rules/*/supports/@` each key there."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.rulebook.sheet import Plain, Steps

KEYS = "@"
"""The last part of a pattern that means the keys of a mapping, not its values."""

_EACH = "*"


def matches(data: Plain, pattern: str) -> Iterator[tuple[Steps, Plain]]:
    """Give the place and the value (the key, for `@`) of all that fits; what has another shape does not fit."""
    return _descend(data, (), tuple(pattern.split("/")) if pattern else ())


def texts(data: Plain, pattern: str) -> Iterator[tuple[Steps, str]]:
    """Give those matches that are text."""
    return ((steps, value) for steps, value in matches(data, pattern) if isinstance(value, str))


def mappings(data: Plain, pattern: str) -> Iterator[tuple[Steps, dict[str, Plain]]]:
    """Give those matches that are mappings."""
    return ((steps, value) for steps, value in matches(data, pattern) if isinstance(value, dict))


def _descend(value: Plain, steps: Steps, parts: tuple[str, ...]) -> Iterator[tuple[Steps, Plain]]:
    if not parts:
        yield steps, value
        return
    part, *rest = parts
    if isinstance(value, dict):
        if part == KEYS:
            yield from (((*steps, key), key) for key in value)
        else:
            for key in value if part == _EACH else [part] if part in value else []:
                yield from _descend(value[key], (*steps, key), tuple(rest))
    elif isinstance(value, list) and part == _EACH:
        for position, item in enumerate(value):
            yield from _descend(item, (*steps, position), tuple(rest))
