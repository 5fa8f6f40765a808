"""The faults of tests/bad/*.yaml: each a sound rulebook with something wrong in it, in memory, and what is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from leadadvisor.rulebook.files import Attempt
from leadadvisor.rulebook.folder import Folder, Kind, gather

TABLES = Path(__file__).parent / "bad"
SOUND = TABLES / "base"
PETS = Path(__file__).parent / "rulebooks" / "pets"


class Fault(NamedTuple):
    """A fault: its name, all files of the rulebook with it, those it changes, and exactly what is told of it."""

    name: str
    files: Mapping[str, bytes]
    changed: Mapping[str, bytes]
    told: str


def faults(table: str, sound: Path = SOUND) -> list[Fault]:
    """The faults of a table, over the sound rulebook."""
    base = files_of(sound)
    cases = yaml.safe_load((TABLES / f"{table}.yaml").read_text(encoding="utf-8"))
    return [_fault(name, case, base) for name, case in cases.items()]


def files_of(directory: Path) -> dict[str, bytes]:
    """The files of a rulebook by name."""
    paths = (path for path in sorted(directory.rglob("*")) if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in paths}


def folder(path: str, files: Mapping[str, bytes]) -> Folder:
    """These files as the rulebook in a directory of that name."""
    return gather(path, _Shelf(files))


def _fault(name: str, case: Mapping[str, Any], base: Mapping[str, bytes]) -> Fault:
    changed: dict[str, bytes] = {}
    for kind, encoding in (("files", "utf-8"), ("bytes", "latin-1")):
        for file, content in case.get(kind, {}).items():
            changed[file] = content.encode(encoding)
    for file, (before, after) in case.get("edits", {}).items():
        assert base[file].count(before.encode()) == 1, f"{name}: {before!r} does not stand once in {file}"
        changed[file] = base[file].replace(before.encode(), after.encode())
    return Fault(name, {**base, **changed}, changed, case["told"])


class _Shelf:
    """The files of a rulebook in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def names(self, folder: str) -> list[str]:
        start = f"{folder}/" if folder else ""
        return sorted({name[len(start) :].partition("/")[0] for name in self._files if name.startswith(start)})

    def kind(self, name: str) -> Kind:
        return "file" if name in self._files else "folder"

    def read(self, name: str) -> Attempt:
        return Attempt(self._files[name])
