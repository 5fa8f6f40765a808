"""Writes a file whole or not at all: whatever happens on the way, what stood there before stays readable."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from leadadvisor.errors import CannotWrite

_ENDING = ".leadadvisor-tmp"
_NEW_FILE = 0o666
_PERMISSIONS = 0o7777


def write_file(path: str, text: str, *, force: bool) -> None:
    """Write the file in one step, through a symbolic link, keeping its mode; devices and pipes are written directly.

    Raises `CannotWrite`, also for a file that exists where `force` is not given.
    """
    check_target(path, force=force)
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")
        else:
            _replace(Path(os.path.realpath(target)), text.encode())
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _cannot_write(path, error.strerror) from error
    except ValueError as error:  # a zero byte in the name
        raise _cannot_write(path, str(error)) from error


def check_target(path: str, *, force: bool) -> None:
    """Raises `CannotWrite` for a directory, and for a file that exists where `force` is not given."""
    target = Path(path)
    try:
        if target.is_dir():
            raise _cannot_write(path, "it is a directory; name a file in it")
        if target.is_file() and not force:
            raise _cannot_write(path, "it exists already; give --force to write over it, or another name")
    except OSError as error:
        raise _cannot_write(path, error.strerror) from error


def _cannot_write(path: str, why: str | None) -> CannotWrite:
    return CannotWrite(f"cannot write {path}: {why or 'the system gives no reason'}")


def _replace(target: Path, content: bytes) -> None:
    """Write beside the file, then put the new one in its place: a crash leaves the old one whole."""
    _remove_leftovers(target)
    mode = target.stat().st_mode & _PERMISSIONS if target.exists() else None
    beside = target.with_name(f".{target.name}.{os.getpid()}{_ENDING}")
    try:
        # Created with the mode it will have: a file only its owner may read is never open to others for a moment.
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _NEW_FILE if mode is None else mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(mode)  # the umask may have taken something away
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _sync_directory(target.parent)


def _remove_leftovers(target: Path) -> None:
    """Remove what earlier processes left here when they were killed, if we may; those of living processes stay."""
    start = f".{target.name}."
    with suppress(OSError):
        for entry in target.parent.iterdir():
            process = entry.name.removeprefix(start).removesuffix(_ENDING)
            if entry.name == f"{start}{process}{_ENDING}" and process.isdecimal() and not _lives(int(process)):
                entry.unlink()


def _lives(process: int) -> bool:
    if process == os.getpid():
        return False
    if os.name == "nt":  # there, asking in this way would stop the process
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _sync_directory(directory: Path) -> None:
    """Make the new name last through a power cut, where the system can; the content is safe already."""
    with suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
