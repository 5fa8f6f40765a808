"""Checking: bytes become plain data that is right in every part, with the place of each thing, or all problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import cast

from leadadvisor.model.finding import Place
from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.coherence import check_coherence
from leadadvisor.rulebook.conditions import SheetOfKind, check_conditions, conditions_in, mentions
from leadadvisor.rulebook.folder import Folder
from leadadvisor.rulebook.problems import KEYS, Mark, Plain, Sheet, Steps, matches, raise_if_any, texts
from leadadvisor.rulebook.references import check_references, names_given
from leadadvisor.rulebook.schema import FileKind, NameKind
from leadadvisor.rulebook.shape import check_shape
from leadadvisor.rulebook.yaml_source import read_sheet

_FOLDED = (">", "|")
"""Signs that begin a text of several lines: its key is the better place to point at."""


class Spot(NamedTuple):
    """A place in a file, and the line that stands there."""

    place: Place
    excerpt: str


class NamedCondition(NamedTuple):
    """A condition with a name, as it is written."""

    name: str
    plain: Plain


class Places:
    """The places of all named things of a rulebook that was read without a problem."""

    def __init__(self, sheets: Mapping[str, Sheet]) -> None:
        self._sheets = sheets

    def spot(self, kind: NameKind, name: str, *ways: Steps) -> Spot:
        """Give the place of a part of a named thing: of the first way that leads somewhere, else of its name."""
        sheet, base, named_at = self._named[kind, name]
        steps = next((base + way for way in ways if base + way in sheet.values), named_at)
        return _spot(sheet, _mark(sheet, steps))

    def top(self, *steps: str) -> Spot:
        """Give the place of a part of rulebook.yaml."""
        sheet = self._sheets["rulebook.yaml"]
        return _spot(sheet, _mark(sheet, steps))

    def named_conditions(self) -> Iterator[NamedCondition]:
        """List the conditions that have a name, in order."""
        for name, sheet in self._sheets.items():
            if kind_of(name) == "conditions":
                for steps, plain in matches(sheet.data, "conditions/*"):
                    yield NamedCondition(str(steps[-1]), plain)

    def conditions_used(self) -> frozenset[str]:
        """Give the names of conditions that anything uses, another named condition included."""
        return frozenset(
            mention.name
            for name, sheet in self._sheets.items()
            for steps, plain in conditions_in(sheet, kind_of(name))
            for mention in mentions(plain, steps)
            if mention.kind == "condition"
        )

    @cached_property
    def _named(self) -> Mapping[tuple[NameKind, str], tuple[Sheet, Steps, Steps]]:
        """Each name with its sheet, the steps to the thing it names, and the steps to the name itself."""
        found = {}
        for file, sheet in self._sheets.items():
            for pattern, kind in names_given(kind_of(file)):
                for steps, name in texts(sheet.data, pattern):
                    found[kind, name] = (sheet, steps if pattern.endswith(KEYS) else steps[:-1], steps)
        return found


def _mark(sheet: Sheet, steps: Steps) -> Mark:
    """Point at a text on one line itself, at all else by its key."""
    line, column, _ = mark = sheet.values[steps]
    key = sheet.keys.get(steps)
    is_folded = sheet.lines[line - 1][column - 1 : column] in _FOLDED
    return key if key and (is_folded or not _is_text(sheet.data, steps)) else mark


def _is_text(data: Plain, steps: Steps) -> bool:
    value: Plain = data
    for step in steps:
        if isinstance(value, dict):
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
    return isinstance(value, str)


def _spot(sheet: Sheet, mark: Mark) -> Spot:
    line, column, width = mark
    return Spot(Place(sheet.path, line, column, width), sheet.lines[line - 1])


def check_folder(folder: Folder) -> Mapping[str, Plain]:
    """Give the plain data of every file by its name. Raise InvalidFile with the problems of all of them."""
    return {name: sheet.data for name, sheet in check_sheets(folder).items()}


def check_sheets(folder: Folder) -> Mapping[str, Sheet]:
    """Give the sheet of every file by its name. Raise InvalidFile with the problems of all of them."""
    sheets = {name: read_sheet(f"{folder.path}/{name}", content) for name, content in folder.files.items()}
    readable = [SheetOfKind(sheet, kind_of(name)) for name, sheet in sheets.items() if sheet.data is not None]
    for sheet, kind in readable:
        check_shape(sheet, kind)
        check_conditions(sheet, kind)
        check_coherence(sheet, kind)
    unsure = {kind_of(name) for name, sheet in sheets.items() if sheet.troubles}
    if not folder.troubles:  # else every name in an unread file would seem to be missing
        check_references(readable, unsure)
    raise_if_any(folder.path, [*folder.troubles, *(t for sheet in sheets.values() for t in sheet.troubles)])
    return sheets


def kind_of(name: str) -> FileKind:
    """Tell the kind of a file from its name: its folder, or for a file on its own the name itself."""
    folder, _, _ = name.removesuffix(".yaml").partition("/")
    return cast("FileKind", folder)
