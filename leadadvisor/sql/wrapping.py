"""Long sums over several lines, where sqlglot leaves them on one."""

from __future__ import annotations

import re

_SIGN = re.compile(r" (?=[+-] )")


def wrapped(written: str, width: int) -> str:
    """The same SQL; lines that name a table stay as they are, for there a name may be anything."""
    return "\n".join(line if _names_a_table(line) else _wrapped_line(line, width) for line in written.split("\n"))


def _names_a_table(line: str) -> bool:
    return line.lstrip().startswith(("FROM ", "JOIN "))


def _wrapped_line(line: str, width: int) -> str:
    if len(line) <= width or "/*" in line:
        return line
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    lines: list[str] = []
    for term in _terms(line):
        if lines and len(lines[-1]) + len(term) <= width:
            lines[-1] += term
        else:
            lines.append(f"{indent}{term.lstrip()}" if lines else term)
    return "\n".join(lines)


def _terms(line: str) -> list[str]:
    """The line in pieces, each but the first beginning with the sign of a sum that stands in no parentheses."""
    first, *others = _SIGN.split(line)
    pieces = [first]
    for part in others:
        if pieces[-1].count("(") > pieces[-1].count(")"):
            pieces[-1] += f" {part}"
        else:
            pieces.append(f" {part}")
    return pieces
