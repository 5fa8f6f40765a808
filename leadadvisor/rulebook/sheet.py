"""A sheet: one YAML file while it is checked, with the place of each value, the problems found, and patterns of places.

In a pattern, `rules/*/claims/*` is each claim of each rule, and `rules/*/supports/@` each key there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from leadadvisor.model.finding import Place
from leadadvisor.rulebook.problems import Code, Trouble

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
"""What YAML can say: nothing, truth, numbers, text, lists and mappings."""

Steps: TypeAlias = tuple[str | int, ...]
"""The way from the top of a file to a value: keys, and positions in lists."""

Mark: TypeAlias = tuple[int, int, int]
"""Line and column, counted from 1, and width in characters."""


class Sheet:
    """The plain data of one file, the places of its values and keys, and its troubles.

    A value that has a trouble is doubtful: nothing more is complained of in it, so that one mistake is told once.
    `data` is None where the file could not be read to its end.
    """

    def __init__(self, path: str, lines: tuple[str, ...]) -> None:
        self.path = path
        self.lines = lines
        self.data: Plain = None
        self.values: dict[Steps, Mark] = {}
        self.keys: dict[Steps, Mark] = {}
        self.troubles: list[Trouble] = []
        self._doubtful: set[Steps] = set()
        self._doubtful_keys: set[Steps] = set()
        self._with_doubtful_keys: set[Steps] = set()

    def complain_at(self, code: Code, mark: Mark, message: str, hint: str | Callable[[], str] = "") -> None:
        """Note a trouble at a place."""
        line, column, width = mark
        excerpt = self.lines[line - 1] if line <= len(self.lines) else ""
        self.troubles.append(Trouble(code, Place(self.path, line, column, width), message, hint, excerpt))

    def complain(self, code: Code, steps: Steps, message: str, hint: str | Callable[[], str] = "") -> None:
        """Note a trouble with a value, unless the value is doubtful already."""
        if not self.is_doubtful(steps):
            self.complain_at(code, self.values[steps], message, hint)
            self.doubt(steps)

    def complain_of_key(self, code: Code, steps: Steps, message: str, hint: str | Callable[[], str] = "") -> None:
        """Note a trouble with a key, unless the key or what it stands in is doubtful already."""
        if not self.is_doubtful(steps[:-1]) and steps not in self._doubtful_keys:
            self.complain_at(code, self.place_of_key(steps), message, hint)
            self._doubtful_keys.add(steps)
            self._with_doubtful_keys.add(steps[:-1])

    def complain_of_lack(self, code: Code, steps: Steps, message: str, hint: str | Callable[[], str] = "") -> None:
        """Note that a mapping lacks something; what it does hold is still checked."""
        if not self.is_doubtful(steps):
            self.complain_at(code, self.place_of_key(steps), message, hint)

    def doubt(self, steps: Steps) -> None:
        """Take a value as doubtful, with all that is in it."""
        self._doubtful.add(steps)

    def is_doubtful(self, steps: Steps) -> bool:
        """Tell whether something is known to be wrong with the value or with what it stands in."""
        return bool(self._doubtful) and any(steps[:length] in self._doubtful for length in range(len(steps) + 1))

    def has_doubtful_key(self, steps: Steps) -> bool:
        """Tell whether something is wrong with a key of the mapping."""
        return steps in self._with_doubtful_keys

    def place_of_key(self, steps: Steps) -> Mark:
        """Give the place of the key of a value, or of the value itself where it stands in a list."""
        return self.keys.get(steps) or self.values[steps]

    def where(self, steps: Steps, seen_from: str) -> str:
        """Say where a value stands, for a message about another place in the file `seen_from`."""
        line, column, _ = self.place_of_key(steps)
        return f"on line {line}" if seen_from == self.path else f"in {self.path}:{line}:{column}"


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
