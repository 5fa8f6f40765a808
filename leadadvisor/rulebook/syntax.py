"""What is wrong where a text is not YAML at all, in words that say what to do about it."""

from __future__ import annotations

from typing import Literal

from leadadvisor.model.value import NamedTuple


class SyntaxComplaint(NamedTuple):
    """Where the text stops being YAML (line and column from 0), what is wrong and what to do."""

    line: int
    column: int
    message: str
    hint: str


def complain(error: Exception, lines: tuple[str, ...], last: tuple[int, int]) -> SyntaxComplaint:
    """Word the parser's error; `last` is the place of the last thing it understood, for errors that name none."""
    problem, context = getattr(error, "problem", None) or str(error), getattr(error, "context", None) or ""
    here = _place(getattr(error, "problem_mark", None), last)
    opened = _place(getattr(error, "context_mark", None), here)
    space = _odd_space(lines, *here)
    if space:
        return space
    for mistake in _MISTAKES:
        if mistake.sign_of_it in problem or mistake.sign_of_it in context:
            place = opened if mistake.told_at == "opening" else here
            return SyntaxComplaint(*place, mistake.message.format(sign=_sign(lines, *place)), mistake.hint)
    return SyntaxComplaint(*here, f"not YAML: {problem}", "")


class _Mistake(NamedTuple):
    """A mistake, told from what both parsers say of it, at the place where they notice it or where it was begun."""

    sign_of_it: str
    told_at: Literal["opening", "end"]
    message: str
    hint: str


_BEGINNING = "text cannot begin with {sign!r}"
_QUOTE = "put the text in quotes"

_MISTAKES = (
    _Mistake("mapping values", "end", "a second ': ' where only text can stand", "put text that holds ': ' in quotes"),
    _Mistake("start any token", "end", _BEGINNING, _QUOTE),
    _Mistake("block scalar", "opening", _BEGINNING, _QUOTE),
    _Mistake("alias", "opening", _BEGINNING, _QUOTE),
    _Mistake("anchor", "opening", _BEGINNING, _QUOTE),
    _Mistake("escape", "end", "not an escape that YAML knows", r"write \\ for a backslash, or use single quotes"),
    _Mistake(
        "quoted scalar", "opening", "the quote opened here is never closed", "close it; write a quote inside it twice"
    ),
    _Mistake("flow node", "end", "a value or a closing bracket is missing here", "look at the brackets before it"),
    _Mistake("flow", "opening", "the {sign!r} opened here is not closed properly", "is a comma or a bracket missing?"),
    _Mistake("simple key", "opening", "neither 'key: value' nor an item that begins with '- '", "is a colon missing?"),
    _Mistake("block", "end", "this does not fit the lines around it", "check its indentation and the quotes before it"),
)


def _place(mark: object, otherwise: tuple[int, int]) -> tuple[int, int]:
    line, column = getattr(mark, "line", None), getattr(mark, "column", None)
    return (line, column) if isinstance(line, int) and isinstance(column, int) else otherwise


def _sign(lines: tuple[str, ...], line: int, column: int) -> str:
    return lines[line][column : column + 1] if line < len(lines) else ""


def _odd_space(lines: tuple[str, ...], line: int, column: int) -> SyntaxComplaint | None:
    """Find what looks like a space and is none: where the parser stopped, or in an indent just before."""
    if _sign(lines, line, column) == "\t" or "\t" in _indent(lines, line):
        return SyntaxComplaint(line, column, "a tab where YAML allows only spaces", "indent with spaces")
    for near in (line, line - 1):
        odd = _indent(lines, near).lstrip(" \t")
        if odd:
            place = near, len(_indent(lines, near)) - len(odd)
            return SyntaxComplaint(*place, f"the character {odd[0]!r} looks like a space and is none", "write a space")
    return None


def _indent(lines: tuple[str, ...], line: int) -> str:
    text = lines[line] if 0 <= line < len(lines) else ""
    return text[: len(text) - len(text.lstrip())]
