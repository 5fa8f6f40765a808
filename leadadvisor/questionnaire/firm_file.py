"""The text of a firm's file: one section is put in the place of another, and whatever else stands there stays.

A firm's file is an answers file, grown: beside `answers` it holds sections of other parts of leadadvisor (such as
`plan` and `review`), perhaps keys of a newer version, and the comments of the people who keep it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from leadadvisor.rulebook.problems import Plain, Sheet
from leadadvisor.rulebook.syntax import read_word
from leadadvisor.rulebook.yaml_source import read_sheet

Section: TypeAlias = "str | int | float | bool | Sequence[Section] | Mapping[str, Section] | None"
"""What may be written under a key."""

_READ_AS_TRUTH_ELSEWHERE = frozenset({"y", "n", "yes", "no", "on", "off"})
_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_INDENT = "  "


def with_sections(text: str, sections: Mapping[str, Section]) -> str:
    """The text with these sections in place of those of the same keys, else at its end; None takes one away.

    Everything else stays as it is, comments too. Inside a section that is a plain list of `key: value` lines, a line
    that says the same stays, one that says something else keeps its comment. Only where a file is not written in
    lines, as JSON, are all its keys written anew.
    """
    edited = _edited(text, sections)
    if edited is not None and _said(_data(edited)) == _said(_wanted(_data(text), sections)):
        return edited
    head = text if all(not line or line.startswith("#") for line in text.split("\n")) else ""
    wanted = _wanted(_data(text), sections)
    return head + "".join(f"{line}\n" for key, value in wanted.items() for line in lines_of(key, value))


def lines_of(key: str, value: Section, indent: str = "") -> list[str]:
    """A key and its value as lines of YAML that every version of YAML reads alike."""
    start = f"{indent}{word(key)}:"
    if isinstance(value, Mapping):
        inner = [line for each, below in value.items() for line in lines_of(each, below, indent + _INDENT)]
        return [start, *inner] if inner else [f"{start} {{}}"]
    return [start if value is None else f"{start} {_scalar(value)}"]


def word(value: str) -> str:
    """Text as YAML: without quotes where every version of YAML takes the word for this very text."""
    plain = _WORD.fullmatch(value) and read_word(value) == value and value not in _READ_AS_TRUTH_ELSEWHERE
    return value if plain else json.dumps(value, ensure_ascii=False)


def _scalar(value: Section) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return word(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{word(key)}: {_scalar(each)}' for key, each in value.items())}}}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_scalar, value))}]"
    return json.dumps(value)


def _data(text: str) -> dict[str, Plain]:
    sheet = read_sheet("", text.encode())
    return sheet.data if isinstance(sheet.data, dict) and not sheet.troubles else {}


def _wanted(before: Mapping[str, Plain], sections: Mapping[str, Section]) -> dict[str, Section]:
    """What the file is to hold afterwards."""
    merged: dict[str, Section] = {**before, **sections}
    return {key: value for key, value in merged.items() if key not in sections or value is not None}


def _said(sections: Mapping[str, Section]) -> dict[str, Section]:
    """The sections without entries that have no value: they say nothing."""
    return {
        key: {entry: each for entry, each in value.items() if each is not None}
        if isinstance(value, Mapping)
        else value or {}
        for key, value in sections.items()
    }


def _edited(text: str, sections: Mapping[str, Section]) -> str | None:
    """The text with its sections replaced line by line; None where it is not written so that this can be done."""
    if not text.strip():
        return None
    sheet = read_sheet("", text.encode())
    if sheet.troubles or not isinstance(sheet.data, dict) or "\r" in text or text.startswith("\ufeff"):
        return None
    lines = text.rstrip("\n").split("\n")
    starts = {key: sheet.keys[(key,)][:2] for key in sheet.data}
    if any(column != 1 for _, column in starts.values()) or len({line for line, _ in starts.values()}) < len(starts):
        return None
    edited: list[str] = []
    done = min((line for line, _ in starts.values()), default=1) - 1
    edited += lines[:done]
    ordered = sorted(starts, key=lambda key: starts[key][0])
    for key, following in zip(ordered, [*ordered[1:], None], strict=True):
        end = starts[following][0] - 1 if following else len(lines)
        block, after = _without_tail(lines[starts[key][0] - 1 : end])
        edited += (block if key not in sections else _section(sheet, key, block, sections[key])) + after
    added = [key for key in sections if key not in sheet.data and sections[key] is not None]
    edited += [line for key in added for line in lines_of(key, sections[key])]
    return "\n".join(edited) + "\n"


def _without_tail(block: list[str]) -> tuple[list[str], list[str]]:
    """The lines of a section, and the blank lines and comments after it: those belong to what follows."""
    end = len(block)
    while end > 1 and (not block[end - 1].strip() or block[end - 1].startswith("#")):
        end -= 1
    return block[:end], block[end:]


def _section(sheet: Sheet, key: str, block: list[str], value: Section) -> list[str]:
    """The lines of one section with its new value."""
    if value is None:
        return []
    before = sheet.data[key] if isinstance(sheet.data, dict) else None
    if before == value:
        return block
    if isinstance(before, dict) and isinstance(value, Mapping) and len(block) > 1:
        return _entries(sheet, key, block, value)
    return lines_of(key, value)


def _entries(sheet: Sheet, key: str, block: list[str], value: Mapping[str, Section]) -> list[str]:
    """The lines of a section of entries: those that stay the same as they are, the others with their new value."""
    first = sheet.keys[(key,)][0]
    places = {mark[0] - first: steps[1] for steps, mark in sheet.keys.items() if len(steps) == 2 and steps[0] == key}  # noqa: PLR2004 - the entries of the section
    indent = " " * (min(sheet.keys[(key, str(entry))][1] for entry in places.values()) - 1)
    kept: list[str] = [block[0]]
    entry: str | None = None
    for number, line in enumerate(block[1:], 1):
        if number in places:
            entry = str(places[number])
            kept += _entry(sheet, (key, entry), line, value, indent)
        elif entry is None or not line.strip() or line.lstrip().startswith("#") or _stays(sheet, (key, entry), value):
            kept.append(line)
    new = [each for each in value if (key, each) not in sheet.keys]
    return kept + [line for each in new for line in lines_of(each, value[each], indent)]


def _entry(sheet: Sheet, steps: tuple[str, str], line: str, value: Mapping[str, Section], indent: str) -> list[str]:
    """The line of one entry, or the lines of its new value."""
    before, entry = _value(sheet, steps), steps[1]
    if _stays(sheet, steps, value):
        return [line]
    if entry not in value:
        return []
    if isinstance(before, dict | list) or isinstance(value[entry], Mapping) or value[entry] is None:
        return lines_of(entry, value[entry], indent)
    row, column, width = sheet.values[steps]
    colon = sheet.keys[steps][1] - 1 + sheet.keys[steps][2]
    if before is None:
        colon = line.index(":", colon) + 1
        return [f"{line[:colon]} {_scalar(value[entry])}{line[colon:]}"]
    if row != sheet.keys[steps][0]:
        return lines_of(entry, value[entry], indent)
    return [line[: column - 1] + _scalar(value[entry]) + line[column - 1 + width :]]


def _stays(sheet: Sheet, steps: tuple[str, str], value: Mapping[str, Section]) -> bool:
    """The entry says the same as before; one without a value stays where nothing is to stand in its place."""
    before = _value(sheet, steps)
    return before == value[steps[1]] if steps[1] in value else before is None


def _value(sheet: Sheet, steps: tuple[str, str]) -> Plain:
    section = sheet.data[steps[0]] if isinstance(sheet.data, dict) else None
    return section[steps[1]] if isinstance(section, dict) else None
