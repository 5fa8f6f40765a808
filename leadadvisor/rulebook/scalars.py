"""What an unquoted word means where all versions of YAML agree, and what to write instead where they do not."""

from __future__ import annotations

import re

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
