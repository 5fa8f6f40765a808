"""Checking: the bytes of a rulebook's files become plain data that is right in every part, or all problems are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from leadadvisor.rulebook.coherence import check_coherence, check_conditions
from leadadvisor.rulebook.folder import Folder
from leadadvisor.rulebook.order import check_order
from leadadvisor.rulebook.problems import raise_if_any
from leadadvisor.rulebook.references import SheetOfKind, check_references
from leadadvisor.rulebook.schema import FileKind
from leadadvisor.rulebook.shape import check_shape
from leadadvisor.rulebook.sheet import Plain, Sheet
from leadadvisor.rulebook.yaml_source import read_sheet


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
        check_order(readable, unsure)
    raise_if_any(folder.path, [*folder.troubles, *(t for sheet in sheets.values() for t in sheet.troubles)])
    return sheets


def kind_of(name: str) -> FileKind:
    """Tell the kind of a file from its name: its folder, or for a file on its own the name itself."""
    folder, _, _ = name.removesuffix(".yaml").partition("/")
    return cast("FileKind", folder)
