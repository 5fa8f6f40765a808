"""A new rulebook: small, on a subject of its own, ready to be checked, run and rewritten."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from leadadvisor.errors import CannotWrite, WrongUsage, reason
from leadadvisor.rulebook.check import kind_of
from leadadvisor.rulebook.shape import modeline, schema_of
from leadadvisor.saving import write_file

SCHEMAS = ".schema"
"""The folder of the schemas; being hidden, it is no part of the rulebook."""

_TEMPLATE = Path(__file__).parent / "template"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def write_new_rulebook(path: str) -> tuple[str, ...]:
    """Write it into a directory that is not there yet or empty; gives the names of its files.

    The last part of the path becomes its name. Raises `WrongUsage` for a name that is none, and `CannotWrite`.
    """
    directory = Path(path)
    was_there = directory.exists()
    name = directory.name
    if not _NAME.fullmatch(name):
        near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        hint = f", such as {near}" if near else ""
        raise WrongUsage(
            f"a rulebook cannot have the name {name!r}: use small letters, digits and single hyphens{hint}."
        )
    try:
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise CannotWrite(f"cannot write {path}: it is there already, and is not an empty directory")
    except OSError as error:
        raise CannotWrite(f"cannot write {path}: {reason(error)}") from error
    files = dict(_files(name))
    try:
        for file, text in files.items():
            (directory / file).parent.mkdir(parents=True, exist_ok=True)
            write_file(str(directory / file), text, force=False)
    except BaseException as error:
        _remove(directory, whole=not was_there)
        if isinstance(error, OSError):
            raise CannotWrite(f"cannot write {path}: {reason(error)}") from error
        raise
    return tuple(file for file in files if not file.startswith(SCHEMAS))


def _remove(directory: Path, *, whole: bool) -> None:
    """Leave nothing of a rulebook that could not be written whole."""
    for entry in [directory] if whole else list(directory.iterdir()):
        shutil.rmtree(entry, ignore_errors=True)
        with suppress(OSError):
            entry.unlink(missing_ok=True)


def template() -> Mapping[str, str]:
    """The files of the rulebook every new one begins as, by name."""
    return {
        path.relative_to(_TEMPLATE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(_TEMPLATE.rglob("*.yaml"))
    }


def _files(name: str) -> Iterator[tuple[str, str]]:
    for file, text in template().items():
        kind = kind_of(file)
        schema = f"{'../' * file.count('/')}{SCHEMAS}/{kind}.json"
        yield file, f"{modeline(schema)}\n{text.replace('name: NAME', f'name: {name}')}"
        yield f"{SCHEMAS}/{kind}.json", schema_of(kind)
