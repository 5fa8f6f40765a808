"""A cache of checked rulebooks: what was read and checked once is read the next time without YAML and pydantic.

An entry is plain data as JSON under the user's cache directory, named by the content it was made from and by the
version of the program. It is used only if it is whole and the user's own; whatever is odd about the cache is the same
as no cache. Nothing here raises.
"""

from __future__ import annotations

import json
import os
import stat
from binascii import crc32
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from leadadvisor import __version__

if TYPE_CHECKING:
    from leadadvisor.rulebook.sheet import Plain

Part: TypeAlias = Literal["rulebook", "cases"]
"""The two entries of one rulebook: a start that needs no cases does not read them."""

SWITCH = "LEADADVISOR_NO_CACHE"
"""The environment variable that turns the cache off."""

KEPT = 8
"""How many rulebooks stay in the cache."""

# To be raised whenever the checks or the forms change: entries made by others are then not found.
_FORMAT = 2
_HEAD = b"leadadvisor rulebook cache\n"
_CHECKSUM_LENGTH = 9
_MAX_BYTES = 20_000_000


def read_entry(part: Part, digest: str) -> Mapping[str, Plain] | None:
    """Give the data kept for a rulebook of this digest, or None."""
    folder = _folder()
    if folder is None:
        return None
    try:
        return unpack(_read_own_file(os.path.join(folder, _name(part, digest))))
    except OSError:
        return None


def write_entries(digest: str, parts: Mapping[Part, Mapping[str, Plain]]) -> None:
    """Keep the data of a rulebook of this digest, and drop what has been kept longest."""
    folder = _folder()
    if folder is None:
        return
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        for part, files in parts.items():
            _write_whole(os.path.join(folder, _name(part, digest)), pack(files))
        _prune(folder)
    except OSError:
        return


def pack(files: Mapping[str, Plain]) -> bytes:
    """Give the content of an entry: a head, the checksum of the data, the data."""
    payload = json.dumps(files, separators=(",", ":")).encode()
    return _HEAD + _checksum(payload) + payload


def unpack(content: bytes) -> Mapping[str, Plain] | None:
    """Give the data of an entry, or None if it is not whole."""
    start = len(_HEAD) + _CHECKSUM_LENGTH
    head, payload = content[:start], content[start:]
    if head != _HEAD + _checksum(payload):
        return None
    try:
        files = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return cast("Mapping[str, Plain]", files) if isinstance(files, dict) else None


def _folder() -> str | None:
    """Give the directory of the cache, or None where there is to be none."""
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
    """Read a regular file that belongs to the user and that no one else may write. Raise OSError for any other."""
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
