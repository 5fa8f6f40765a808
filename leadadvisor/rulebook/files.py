"""Safe reading of a path that a user named: no hanging on a pipe, no swallowing of a device, a line for each fault."""

import os
import stat
import sys
from itertools import islice

from leadadvisor.errors import CannotRead, reason
from leadadvisor.model.value import NamedTuple
from leadadvisor.text import nearest

MAX_BYTES = 1_000_000
"""The size of the largest file that is read; one byte more is read, so that a larger one can be told."""

STANDARD_INPUT = "-"

_MOST_NEIGHBOURS = 10_000


class Attempt(NamedTuple):
    """What reading a file gave: its bytes, or the reason why there are none."""

    content: bytes
    reason: str = ""


def read_file(path: str | os.PathLike[str], limit: int = MAX_BYTES) -> bytes:
    """Read a regular file, or standard input for "-"; at most `limit` + 1 bytes. Raise CannotRead for all else."""
    name = os.fspath(path)
    attempt = _try_standard_input(limit) if name == STANDARD_INPUT else try_file(name, limit)
    if attempt.reason:
        where = "standard input" if name == STANDARD_INPUT else name
        raise CannotRead(f"cannot read {where}: {attempt.reason}")
    return attempt.content


def try_file(path: str, limit: int = MAX_BYTES) -> Attempt:
    """Read at most `limit` + 1 bytes of a regular file; the reason names what the path is instead."""
    try:
        kind = os.stat(path).st_mode
        if not stat.S_ISREG(kind):
            return Attempt(b"", f"it is {_kind_in_words(kind)}, not a file")
        return Attempt(_read_bytes(path, limit))
    except FileNotFoundError:
        return Attempt(b"", _missing(path, "file"))
    except (OSError, ValueError) as error:
        return Attempt(b"", reason_in_words(error))


def reason_in_words(error: OSError | ValueError) -> str:
    """Say why a path cannot be read, without the number and the path that the error carries."""
    words = reason(error)
    return words[:1].lower() + words[1:]


def absolute(path: str) -> str:
    """The path from the root; as it is where the current directory is gone, from which nothing leads to the root."""
    try:
        return os.path.abspath(path)
    except OSError:
        return path


def leads_out(path: str, directory: str) -> bool:
    """The path is a link, and what it points to stands outside the directory; nothing of that may be told."""
    try:
        if not stat.S_ISLNK(os.lstat(path).st_mode):
            return False
        real = os.path.realpath(path)
        return not real.startswith(os.path.join(os.path.realpath(directory), ""))
    except (OSError, ValueError):
        return False


def require_directory(path: str) -> None:
    """Raise CannotRead, with the reason, unless the path is a directory."""
    try:
        kind = os.stat(path).st_mode
    except FileNotFoundError:
        raise CannotRead(f"cannot read {path}: {_missing(path, 'directory')}") from None
    except (OSError, ValueError) as error:
        raise CannotRead(f"cannot read {path}: {reason_in_words(error)}") from None
    if not stat.S_ISDIR(kind):
        raise CannotRead(f"cannot read {path}: it is {_kind_in_words(kind)}, not a directory")


def _read_bytes(path: str, limit: int) -> bytes:
    # Without O_NONBLOCK, a pipe put in the file's place since the look at it would hang.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        wanted = limit + 1
        content = os.read(descriptor, min(os.fstat(descriptor).st_size + 1, wanted))
        while len(content) < wanted and (more := os.read(descriptor, min(65_536, wanted - len(content)))):
            content += more
        return content
    finally:
        os.close(descriptor)


def _try_standard_input(limit: int) -> Attempt:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return Attempt(b"", "it is closed")
    try:
        return Attempt(stream.read(limit + 1))
    except (OSError, ValueError) as error:
        return Attempt(b"", reason_in_words(error))


def _missing(path: str, what: str) -> str:
    """That there is nothing of this name, and which name beside it is the nearest."""
    parent, name = os.path.split(path.rstrip("/"))
    try:
        with os.scandir(parent or ".") as entries:
            names = [entry.name for entry in islice(entries, _MOST_NEIGHBOURS) if entry.name != name]
    except OSError:
        return f"there is no directory {parent}"
    close = nearest(name, names)
    return f"there is no such {what}" + (f"; did you mean '{os.path.join(parent, close)}'?" if close else "")


def _kind_in_words(mode: int) -> str:
    if stat.S_ISREG(mode):
        return "a file"
    if stat.S_ISDIR(mode):
        return "a directory"
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"
