"""Loading: a directory becomes a rulebook, from the cache where it was checked before, or all its problems are told.

An entry of the cache is plain data as JSON, with the digest of the files it was made from, its part and the version of
the program inside. It stands in the user's cache directory, or came with the package. It is used only if it is whole,
says that it is what is looked for, and is the user's own in a folder of the user's own; else it is the same as none.
"""

from __future__ import annotations

import json
import os
import stat
from binascii import crc32
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from leadadvisor.model.rulebook import Rulebook
from leadadvisor.rulebook.build import build_cases, build_rulebook
from leadadvisor.rulebook.folder import CASES, Folder, is_bundled, read_folder
from leadadvisor.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadadvisor.rulebook.check import Places
    from leadadvisor.rulebook.problems import Plain


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


def checked_entries(directory: str | os.PathLike[str]) -> dict[Part, bytes]:
    """What the cache would keep of the rulebook in a directory. Raises as `load_rulebook` does."""
    from leadadvisor.rulebook.check import check_folder

    folder = read_folder(os.fspath(directory))
    digest = folder.digest()
    files, cases = _parted(check_folder(folder))
    return {"rulebook": pack("rulebook", digest, files), "cases": pack("cases", digest, cases)}


def _kept(path: str, digest: str, *, cases: bool) -> Rulebook | None:
    """The rulebook as it came with the package or as the cache keeps it; None if it cannot be built from either."""
    for read in (read_shipped, read_entry) if is_bundled(path) else (read_entry,):
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
    write_entries(digest, {"rulebook": files, "cases": case_files})
    return _build(files, case_files if cases else {}, digest, folder.path)


def _parted(checked: Mapping[str, Plain]) -> tuple[dict[str, Plain], dict[str, Plain]]:
    files = {name: plain for name, plain in checked.items() if not name.startswith(CASES)}
    return files, {name: plain for name, plain in checked.items() if name.startswith(CASES)}


def _build(files: Mapping[str, Plain], cases: Mapping[str, Plain], digest: str, path: str) -> Rulebook:
    return build_rulebook(files, build_cases(cases), digest=digest, path=path)


Part: TypeAlias = Literal["rulebook", "cases"]
"""The two entries of one rulebook: a start that needs no cases does not read them."""

SWITCH = "LEADADVISOR_NO_CACHE"
"""The environment variable that turns the cache off."""

KEPT = 8
"""How many rulebooks stay in the cache."""

# To be raised whenever the checks or the forms change: entries made by others are then not found.
_FORMAT = 4
_HEAD = b"leadadvisor checked rulebook\n"
_CHECKSUM_LENGTH = 9
_MAX_BYTES = 20_000_000
_SHIPPED = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "checked")


def read_entry(part: Part, digest: str) -> Mapping[str, Plain] | None:
    """The data kept for a rulebook of this digest, or None."""
    folder = _folder()
    try:
        if folder is None or not _is_own(os.stat(folder)):
            return None
        return unpack(part, digest, _read_own_file(os.path.join(folder, _name(part, digest))))
    except OSError:
        return None


def read_shipped(part: Part, digest: str) -> Mapping[str, Plain] | None:
    """The data that came with the package, where it was made from files of this digest; or None."""
    try:
        with open(os.path.join(_SHIPPED, f"{part}.json"), "rb") as file:
            return unpack(part, digest, file.read())
    except OSError:
        return None


def write_entries(digest: str, parts: Mapping[Part, Mapping[str, Plain]]) -> None:
    """Keep the data of a rulebook of this digest, and drop what has been kept longest."""
    folder = _folder()
    if folder is None:
        return
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not _is_own(os.stat(folder)):
            return
        for part, files in parts.items():
            _write_whole(os.path.join(folder, _name(part, digest)), pack(part, digest, files))
        _prune(folder)
    except OSError:
        return


def pack(part: Part, digest: str, files: Mapping[str, Plain]) -> bytes:
    """The content of an entry: a head, the checksum of the rest, and in it what the entry is, and its data."""
    payload = json.dumps({**_label(part, digest), "files": files}, separators=(",", ":")).encode()
    return _HEAD + _checksum(payload) + payload


def unpack(part: Part, digest: str, content: bytes) -> Mapping[str, Plain] | None:
    """The data of an entry, or None if it is not whole, or not the one that is looked for."""
    start = len(_HEAD) + _CHECKSUM_LENGTH
    head, payload = content[:start], content[start:]
    if head != _HEAD + _checksum(payload):
        return None
    try:
        entry = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    if not isinstance(entry, dict) or not isinstance(files := entry.pop("files", None), dict):
        return None
    return cast("Mapping[str, Plain]", files) if entry == _label(part, digest) else None


def _label(part: Part, digest: str) -> dict[str, str | int]:
    return {"part": part, "digest": digest, "format": _FORMAT, "version": __version__}


def _folder() -> str | None:
    """The directory of the cache, or None where there is to be none."""
    if os.environ.get(SWITCH, "") not in ("", "0"):
        return None
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # the standard says to ignore a relative one
        base = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "leadadvisor") if os.path.isabs(base) else None


def _name(part: Part, digest: str) -> str:
    return f"{part}-{_FORMAT}-{__version__}-{digest.removeprefix('sha256:')}.json"


def _checksum(payload: bytes) -> bytes:
    """Enough to tell damage; whether the entry may be trusted, its owner and mode say."""
    return b"%08x\n" % crc32(payload)


def _read_own_file(path: str) -> bytes:
    """A regular file that belongs to the user and that no one else may write. Raises `OSError` for any other."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb", buffering=0) as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode) or about.st_size > _MAX_BYTES or not _is_own(about):
            raise OSError
        return file.read()


def _is_own(about: os.stat_result) -> bool:
    if not hasattr(os, "getuid"):
        return True
    return about.st_uid == os.getuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _write_whole(path: str, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    temporary = f"{path}.{os.getpid()}.new"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _prune(folder: str) -> None:
    """Keep the newest rulebooks with their cases; drop the others, and what a killed write left behind."""
    with os.scandir(folder) as entries:
        ages = {entry.name: entry.stat(follow_symlinks=False).st_mtime_ns for entry in entries}
    newest = sorted((name for name in ages if _is_entry(name, "rulebook")), key=ages.__getitem__, reverse=True)[:KEPT]
    kept = {name for rulebook in newest for name in (rulebook, "cases" + rulebook.removeprefix("rulebook"))}
    latest = max(ages.values(), default=0)
    for name, age in ages.items():
        is_entry = _is_entry(name, "rulebook") or _is_entry(name, "cases")
        is_left_behind = name.endswith(".new") and latest - age > _AN_HOUR_IN_NANOSECONDS
        if (is_entry and name not in kept) or is_left_behind:
            os.unlink(os.path.join(folder, name))


def _is_entry(name: str, part: Part) -> bool:
    return name.startswith(f"{part}-") and name.endswith(".json")


_AN_HOUR_IN_NANOSECONDS = 3_600 * 10**9
