"""Loading: a directory becomes a rulebook, from the cache where it was checked before, or all its problems are told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from leadadvisor.model.rulebook import Rulebook
from leadadvisor.rulebook import cache
from leadadvisor.rulebook.build import build_cases, build_rulebook
from leadadvisor.rulebook.folder import CASES, Folder, read_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadadvisor.rulebook.places import Places
    from leadadvisor.rulebook.sheet import Plain


def load_rulebook(directory: str | os.PathLike[str], *, cases: bool = True) -> Rulebook:
    """The rulebook in a directory, with its cases or without.

    Raises `InvalidFile` with the problems of all its files, the cases included, `CannotRead` if there is no rulebook.
    """
    return load_folder(read_folder(os.fspath(directory)), cases=cases)


def load_folder(folder: Folder, *, cases: bool = True) -> Rulebook:
    """The rulebook that these files are, with its cases or without. Raises `InvalidFile`."""
    digest = folder.digest()
    found = None if folder.troubles else _from_cache(folder.path, digest, cases=cases)
    return found or _from_files(folder, digest, cases=cases)


def check_rulebook(directory: str | os.PathLike[str]) -> tuple[Rulebook, Places]:
    """Read the rulebook in a directory from its files, with its cases, and with the place of each thing in it.

    Raise InvalidFile with the problems of all its files, or CannotRead if there is no rulebook.
    """
    from leadadvisor.rulebook.check import check_sheets
    from leadadvisor.rulebook.places import Places

    folder = read_folder(os.fspath(directory))
    digest = folder.digest()
    sheets = check_sheets(folder)
    files, case_files = _parted({name: sheet.data for name, sheet in sheets.items()})
    return _build(files, case_files, digest, folder.path), Places(sheets)


def _from_cache(path: str, digest: str, *, cases: bool) -> Rulebook | None:
    """Build the rulebook from what the cache keeps; None if it keeps nothing that can be built from."""
    files = cache.read_entry("rulebook", digest)
    case_files = cache.read_entry("cases", digest) if cases and files else {}
    if files is None or case_files is None:
        return None
    try:
        return _build(files, case_files, digest, path)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError):
        return None  # whole and the user's own, and yet not what this version would have written


def _from_files(folder: Folder, digest: str, *, cases: bool) -> Rulebook:
    from leadadvisor.rulebook.check import check_folder

    checked = check_folder(folder)
    files, case_files = _parted(checked)
    cache.write_entries(digest, {"rulebook": files, "cases": case_files})
    return _build(files, case_files if cases else {}, digest, folder.path)


def _parted(checked: Mapping[str, Plain]) -> tuple[dict[str, Plain], dict[str, Plain]]:
    files = {name: plain for name, plain in checked.items() if not name.startswith(CASES)}
    return files, {name: plain for name, plain in checked.items() if name.startswith(CASES)}


def _build(files: Mapping[str, Plain], cases: Mapping[str, Plain], digest: str, path: str) -> Rulebook:
    return build_rulebook(files, build_cases(cases), digest=digest, path=path)
