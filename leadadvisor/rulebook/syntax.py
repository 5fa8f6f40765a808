"""What words and faults of YAML mean: words that all versions read alike, traps, and text that is not YAML at all."""

from __future__ import annotations

import re
from typing import Literal

from yaml.resolver import Resolver

from leadadvisor.model.value import NamedTuple


class Trap(NamedTuple):
    """Why an unquoted word is refused, and what to write instead."""

    message: str
    hint: str


def read_word(word: str) -> str | int | float | bool | Trap | None:
    """Read an unquoted word: a plain number, true, false, null, else text; `yes`, `no`, `on`, `off` are text."""
    if word in _CONSTANTS:
        return _CONSTANTS[word]
    if _INTEGER.fullmatch(word):
        return int(word)
    if _DECIMAL.fullmatch(word):
        return float(word)
    return _trap(word) or word


_CONSTANTS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_LONGEST_SHOWN = 40
_TEXT_ALL_THE_SAME = frozenset({"yes", "no", "on", "off"})

# What YAML 1.1 takes for more than text, by first character: the table PyYAML itself reads with. So whatever
# another program might read differently is in here, or in the pattern for YAML 1.2 below.
_YAML_1_1: dict[str, list[tuple[str, re.Pattern[str]]]] = Resolver.yaml_implicit_resolvers
_YAML_1_2 = re.compile(
    r"[-+]?[0-9]+e[-+]?[0-9]+|0o[0-7]+|0x[0-9a-f]+|[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)(e[-+]?[0-9]+)?|[-+]?[0-9]+",
    re.IGNORECASE,
)


def _trap(word: str) -> Trap | None:
    if word.lower() in _TEXT_ALL_THE_SAME:
        return None
    meanings = [tag for tag, pattern in _YAML_1_1.get(word[0], ()) if pattern.match(word)]
    if not meanings and not _YAML_1_2.fullmatch(word):
        return None
    meaning = meanings[0].rpartition(":")[2] if meanings else ""
    short = word if len(word) <= _LONGEST_SHOWN else word[:_LONGEST_SHOWN] + "..."
    if word.lower().lstrip("+-") in {".nan", ".inf"}:
        return Trap(f"{short} is no number that can be counted with", f'for text, use quotes: "{short}"')
    return Trap(f"versions of YAML disagree on what {short} means", _instead(word, short, meaning))


def _instead(word: str, short: str, meaning: str) -> str:
    """Say what to write for a word that one version of YAML reads as `meaning`."""
    if meaning in {"bool", "null"}:
        return f'write {word.lower()} in small letters, or "{word}" for text'
    if meaning in {"timestamp", "value", "merge"} or ":" in word:
        return f'put it in quotes: "{short}"'
    return f'for a number, {_plain_number(word)}; for text, use quotes: "{short}"'


def _plain_number(word: str) -> str:
    if re.fullmatch(r"[-+]?0[xob][0-9a-f_]+", word, re.IGNORECASE):
        return "write decimal digits"
    if "_" in word:
        return "leave out the underscores"
    if re.fullmatch(r"[-+]?0[0-9]+", word):
        return "leave out the leading zero"
    if re.fullmatch(r"[-+]?[0-9]+", word):
        return "use at most 18 digits"
    return "write digits on both sides of the point and no exponent"


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
