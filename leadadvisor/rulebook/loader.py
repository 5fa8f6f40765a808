"""Loading: a directory becomes a rulebook, from the cache where it was checked before, or all its problems are told."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from leadadvisor.model.rulebook import Rulebook
from leadadvisor.rulebook import cache
from leadadvisor.rulebook.build import build_cases, build_rulebook
from leadadvisor.rulebook.folder import CASES, Folder, is_bundled, read_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadadvisor.rulebook.check import Places
    from leadadvisor.rulebook.sheet import Plain


def load_rulebook(directory: str | os.PathLike[str], *, cases: bool = True) -> Rulebook:
    """The rulebook in a directory, with its cases or without.

    Raises `InvalidFile` with the problems of all its files, the cases included, `CannotRead` if there is no rulebook.
    """
    return load_folder(read_folder(os.fspath(directory)), cases=cases)


def load_folder(folder: Folder, *, cases: bool = True) -> Rulebook:
    """The rulebook that these files are, with its cases or without. Raises `InvalidFile`."""
    digest = folder.digest()
    found = None if folder.troubles else _kept(folder.path, digest, cases=cases)
    return found or _from_files(folder, digest, cases=cases)


def check_rulebook(directory: str | os.PathLike[str]) -> tuple[Rulebook, Places]:
    """The rulebook in a directory, read from its files, with its cases, and with the place of each thing in it.

    Raises `InvalidFile` with the problems of all its files, or `CannotRead` if there is no rulebook.
    """
    return check_files(read_folder(os.fspath(directory)))


def check_files(folder: Folder) -> tuple[Rulebook, Places]:
    """The rulebook that these files are, as `check_rulebook` has it. Raises `InvalidFile`."""
    from leadadvisor.rulebook.check import Places, check_sheets

    digest = folder.digest()
    sheets = check_sheets(folder)
    files, case_files = _parted({name: sheet.data for name, sheet in sheets.items()})
    return _build(files, case_files, digest, folder.path), Places(sheets)


def checked_entries(directory: str | os.PathLike[str]) -> dict[cache.Part, bytes]:
    """What the cache would keep of the rulebook in a directory. Raises as `load_rulebook` does."""
    from leadadvisor.rulebook.check import check_folder

    folder = read_folder(os.fspath(directory))
    digest = folder.digest()
    files, cases = _parted(check_folder(folder))
    return {"rulebook": cache.pack("rulebook", digest, files), "cases": cache.pack("cases", digest, cases)}


def _kept(path: str, digest: str, *, cases: bool) -> Rulebook | None:
    """The rulebook as it came with the package or as the cache keeps it; None if it cannot be built from either."""
    for read in (cache.read_shipped, cache.read_entry) if is_bundled(path) else (cache.read_entry,):
        files = read("rulebook", digest)
        case_files = read("cases", digest) if cases and files else {}
        if files is None or case_files is None:
            continue
        with suppress(AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError):
            return _build(files, case_files, digest, path)
        # else it is whole and the user's own, and yet not what this version would have written
    return None


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
