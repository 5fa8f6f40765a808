"""Problems in files that people write: gathered with their place, sorted, capped, and told with excerpt and caret."""

from collections.abc import Callable, Iterable
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
