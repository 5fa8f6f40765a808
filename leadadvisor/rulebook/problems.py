"""Problems in files that people write: a sheet gathers those of one file with their places; they are sorted and told.

In a pattern of places, `rules/*/claims/*` is each claim of each rule, and `rules/*/supports/@` each key there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, TypeAlias, get_args

from leadadvisor.errors import InvalidFile
from leadadvisor.model.finding import Finding, Place
from leadadvisor.model.value import NamedTuple
from leadadvisor.text import counted, listing, nearest, printable

Code: TypeAlias = Literal[
    # the bytes
    "too-large",
    "not-utf8",
    "control-character",
    # YAML
    "yaml-syntax",
    "yaml-trap",
    "empty-file",
    "several-documents",
    "too-deep",
    "duplicate-key",
    "bad-key",
    "anchor",
    "tag",
    "merge-key",
    # the files of a rulebook
    "unknown-file",
    "unreadable-file",
    # the shape of a file
    "unknown-key",
    "missing-key",
    "wrong-type",
    "wrong-number",
    "wrong-length",
    "unknown-word",
    "bad-id",
    "bad-text",
    "bad-condition",
    # what its parts say together
    "clashing-keys",
    "reserved-id",
    "bad-setting",
    "unfinished-list",
    "duplicate-id",
    "dangling-reference",
    "incomplete-list",
    "asked-too-early",
    "cycle",
]
CODES: tuple[Code, ...] = get_args(Code)
"""Every code a problem of a rulebook or answers file can have."""

MAX_SHOWN = 50
"""How many problems one message tells; more are only counted."""

_LONGEST_VALUE = 40
_EXCERPT_WIDTH = 100


class Trouble(NamedTuple):
    """A problem on its way to being a finding; a hint that is costly to word is worded only if it is shown."""

    code: Code
    place: Place
    message: str
    hint: str | Callable[[], str] = ""
    excerpt: str = ""


def settle(troubles: Iterable[Trouble]) -> tuple[tuple[Finding, ...], int]:
    """Give the first MAX_SHOWN problems in order of place, each once, and the number of those left out."""
    unique = {(trouble.place, trouble.code, trouble.message): trouble for trouble in troubles}
    ordered = [unique[key] for key in sorted(unique)]
    findings = tuple(_finding(trouble) for trouble in ordered[:MAX_SHOWN])
    return findings, len(ordered) - len(findings)


def raise_if_any(subject: str, troubles: Iterable[Trouble]) -> None:
    """Raise InvalidFile with all of them, if there are any."""
    findings, more = settle(troubles)
    if findings:
        raise InvalidFile(subject, findings, more)


def render(findings: Iterable[Finding], more: int = 0) -> str:
    """Tell findings as text: place, code and message, then the line with a caret, then the hint."""
    blocks = [_block(finding) for finding in findings]
    if more:
        blocks.append(f"... and {counted(more, 'more problem')}\n")
    return "\n".join(blocks)


def suggestion(word: str, known: Iterable[str], what: str = "known") -> str:
    """Word the hint for a word that is not known: the nearest one, else a short list, else nothing."""
    names = list(known)
    close = nearest(word, names)
    if close is not None:
        return f"did you mean '{close}'?"
    if not names:
        return ""
    return f"{what}: {listing(names)}"


def quoted(value: object) -> str:
    """Word the hint for a number or a truth value where text is wanted."""
    match value:
        case bool():
            return f'put it in quotes: "{"true" if value else "false"}"'
        case int() | float():
            return f'put it in quotes: "{value}"'
        case _:
            return ""


def bracketed(value: object) -> str:
    """Word the hint for a single text where a list is wanted."""
    return f"write it in brackets: [{value}]" if isinstance(value, str) and len(value) <= _LONGEST_VALUE else ""


def _finding(trouble: Trouble) -> Finding:
    hint = trouble.hint if isinstance(trouble.hint, str) else trouble.hint()
    return Finding(trouble.code, "error", trouble.place, trouble.message, hint, trouble.excerpt)


def _block(finding: Finding) -> str:
    path, line, column, width = finding.place
    lines = [printable(f"{path}:{line}:{column}: {finding.severity}[{finding.code}]: {finding.message}")]
    margin = " " * len(str(line))
    if finding.excerpt.strip():
        text, caret = _excerpt(finding.excerpt, column - 1, width)
        lines += [f"{margin} |", f"{line} | {text}", f"{margin} | {caret}"]
    if finding.hint:
        lines.append(printable(f"{margin} = {finding.hint}"))
    return "\n".join(lines) + "\n"


def _excerpt(line: str, start: int, width: int) -> tuple[str, str]:
    """Cut the line to what fits around the place, and draw the caret line under it."""
    cut = max(0, start - _EXCERPT_WIDTH // 2) if len(line) > _EXCERPT_WIDTH else 0
    window = printable(line[cut : cut + _EXCERPT_WIDTH])
    start -= cut
    before, meant = window[:start], window[start : start + width]
    head, tail = "..." if cut else "", "..." if len(line) > cut + _EXCERPT_WIDTH else ""
    caret = " " * (len(head) + _cells(before)) + "^" * max(1, _cells(meant))
    return (head + window + tail).rstrip(), caret


def _cells(text: str) -> int:
    """Count the columns a terminal needs for the text: two for wide characters, none for combining ones."""
    import unicodedata

    cells = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
            continue
        cells += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return cells


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
