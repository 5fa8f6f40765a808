"""Writes a file whole or not at all: whatever happens on the way, what stood there before stays readable."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from leadadvisor.errors import CannotWrite, reason

_ENDING = ".leadadvisor-tmp"
_KEPT_ENDING = ".leadadvisor-part"
_NEW_FILE = 0o666
_PERMISSIONS = 0o7777
_LINKS_ARE_NOT_FOLLOWED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def write_file(path: str, text: str, *, force: bool) -> None:
    """Write the file in one step, through a symbolic link, keeping its mode; devices and pipes are written directly.

    Raises `CannotWrite`, also for a file that exists where `force` is not given.
    """
    with drafted(path, force=force) as draft:
        draft.write(text.encode())


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


@contextmanager
def drafted(path: str, *, force: bool) -> Iterator[Draft]:
    """A draft that becomes the file where the block ends well, and is removed where it does not."""
    draft = Draft(path, force=force)
    try:
        yield draft
        draft.finish()
    except BaseException:
        draft.discard()
        raise


class Draft:
    """A file being written beside its target, whose place it takes only when it is finished.

    With `kept_at` it has the same name in every run and outlives its process, to be gone on with: what stands there
    is cut to so many bytes, and nobody else can write it meanwhile. Devices and pipes are written directly. Every
    method raises `CannotWrite`; so does making one where the file exists and `force` is not given.
    """

    def __init__(self, path: str, *, force: bool, kept_at: int | None = None) -> None:
        check_target(path, force=force)
        self.name = path
        with self._telling():
            self._target = Path(os.path.realpath(path))
            self.direct = self._target.exists() and not self._target.is_file()
            self._mode = self._target.stat().st_mode & _PERMISSIONS if self._target.is_file() else None
            if not self.direct:
                _remove_leftovers(self._target)
            if self.direct:
                self.path = self._target
                self._handle = os.open(self._target, os.O_WRONLY | getattr(os, "O_BINARY", 0))
            elif kept_at is None:
                self.path = self._target.with_name(f".{self._target.name}.{os.getpid()}{_ENDING}")
                self._handle = self._create()
            else:
                self.path = part_of(path)
                self._handle = self._take_up(kept_at)

    def write(self, content: bytes) -> None:
        """Add to the end; on return the system has all of it, though perhaps not yet the disk."""
        left = memoryview(content)
        with self._telling():
            while left:
                left = left[os.write(self._handle, left) :]

    def finish(self) -> None:
        """See it onto the disk and put it in the target's place: a crash leaves the old file whole, or the new one."""
        with self._telling():
            if not self.direct:
                os.fsync(self._handle)
                if self._mode is not None:
                    self.path.chmod(self._mode)  # the umask may have taken something away
            self._close()
            if not self.direct:
                self.path.replace(self._target)
                _sync_directory(self._target.parent)

    def discard(self) -> None:
        """Leave the target as it was, and nothing beside it. May come after anything."""
        self._close()
        if not self.direct:
            with suppress(OSError):
                self.path.unlink()

    def leave(self) -> None:
        """Leave the target as it was, and the draft beside it."""
        self._close()

    def _create(self) -> int:
        # Created with the mode it will have: a file only its owner may read is never open to others for a moment.
        mode = _NEW_FILE if self._mode is None else self._mode
        return os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _LINKS_ARE_NOT_FOLLOWED, mode)

    def _take_up(self, size: int) -> int:
        """Open what an earlier run left, or begin it."""
        try:
            handle = os.open(self.path, os.O_WRONLY | _LINKS_ARE_NOT_FOLLOWED)
        except FileNotFoundError:
            handle = self._create()
        if not _lock(handle):
            os.close(handle)
            raise _cannot_write(self.name, "another run is writing it; wait for its end")
        os.truncate(handle, size)
        os.lseek(handle, size, os.SEEK_SET)
        return handle

    def _close(self) -> None:
        handle, self._handle = getattr(self, "_handle", -1), -1
        if handle >= 0:
            with self._telling():
                os.close(handle)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Trouble becomes a sentence that names the target, not what is beside it."""
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _cannot_write(self.name, error.strerror) from error
        except ValueError as error:  # a zero byte in the name
            raise _cannot_write(self.name, reason(error)) from error


def part_of(path: str) -> Path:
    """Where a draft of this target is kept between runs."""
    target = Path(os.path.realpath(path))
    return target.with_name(f".{target.name}{_KEPT_ENDING}")


def _cannot_write(path: str, why: str | None) -> CannotWrite:
    return CannotWrite(f"cannot write {path}: {why or 'the system gives no reason'}")


def _lock(handle: int) -> bool:
    """Keep other processes from writing it too, where the system can; the lock ends with the process."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


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
