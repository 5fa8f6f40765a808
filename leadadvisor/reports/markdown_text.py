"""Text that markdown shows as it is, whatever it holds; and the few constructs of markdown our documents use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadadvisor.reports.text import one_line

_SPECIAL = re.compile(r"[\\`*_\[\]<>|#~&$]")
"""Signs that can begin or end markup anywhere; `$` begins formulas in some programs."""

_AT_THE_START = re.compile(r"^(\d{1,9})?([-+.)=:])")
"""Signs that begin a list, a rule, a heading's underline or a definition, but only at the start of a line."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .:=/-]*[A-Za-z0-9])?")


def escaped(text: str) -> str:
    """The text on one line, so that markdown shows every sign of it and obeys none; not for the start of a line."""
    return _SPECIAL.sub(r"\\\g<0>", one_line(text))


def paragraph(text: str) -> str:
    """The same for text that begins a line or a list item."""
    return _AT_THE_START.sub(r"\1\\\2", escaped(text))


def code(text: str) -> str:
    """An id in the type of code; anything stranger than an id is only escaped."""
    plain = one_line(text)
    return f"`{plain}`" if _PLAIN_ID.fullmatch(plain) else paragraph(plain)


def strong(text: str) -> str:
    """Emphasised text; nothing stays nothing."""
    shown = escaped(text)
    return f"**{shown}**" if shown else ""


def in_brackets(markdown: str, text: str) -> str:
    """Markdown with a text in brackets after it; nothing stays nothing."""
    shown = escaped(text)
    return f"{markdown} ({shown})" if shown else markdown


def heading(text: str, level: int) -> str:
    """A heading of that level."""
    return f"{'#' * level} {escaped(text)}".rstrip()


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], words: int = 1) -> str:
    """A table; the first columns, as many as hold words, are aligned left, the others right. All cells are escaped."""
    rule = [*("---" for _ in columns[:words]), *("---:" for _ in columns[words:])]
    lines = [[escaped(cell) for cell in columns], rule, *([escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def items(lines: Sequence[str], notes: Sequence[Sequence[str]] = ()) -> str:
    """A list of lines that are markdown already, each with its notes below it."""
    below = (*notes, *([()] * (len(lines) - len(notes))))
    return "\n".join(
        "\n".join([f"- {line}", *(f"  - {note}" for note in under)]) for line, under in zip(lines, below, strict=True)
    )
