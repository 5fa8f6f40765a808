"""Figures as a Markdown table."""

from __future__ import annotations

from collections.abc import Sequence


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A heading and a table; the first column is text, the others are figures."""
    lines = [f"### {title}", "", _line(columns), _line(["---", *("---:" for _ in columns[1:])])]
    return "\n".join([*lines, *map(_line, rows)])


def milliseconds(seconds: float) -> str:
    """A time to read: more figures than a noisy machine gives would only look exact."""
    return f"{seconds * 1000:.1f} ms"


def microseconds(seconds: float) -> str:
    """The same for what happens inside a process."""
    return f"{seconds * 1_000_000:.1f} µs"


def mebibytes(kibibytes: float) -> str:
    """An amount of memory."""
    return f"{kibibytes / 1024:.1f} MiB"


def verdict(target: str, *, kept: bool, figure: str) -> str:
    """A line for a target: whether it is kept, and by what figure."""
    return f"- {target}: {'kept' if kept else 'NOT kept'}, {figure}."


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
