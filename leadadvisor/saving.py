"""Writes a file whole or not at all: whatever happens on the way, what stood there before stays readable.

A file is written as a draft beside its target, which it becomes in one step. Drafts have names nobody can foresee;
what stands under a name that can be foreseen is looked at before it is touched: it must be a file of our own.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from leadadvisor.errors import CannotWrite, reason

_ENDING = ".leadadvisor-tmp"
_KEPT_ENDING = ".leadadvisor-part"
_TOKEN_BYTES = 8
_LONGEST_NAME = 200
"""Bytes of a name that a draft's name may repeat; most file systems allow 255."""
_NEW_FILE = 0o666
_PRIVATE_FILE = 0o600
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW
_HAS_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}
_TRIES = 100


def write_file(path: str, text: str, *, force: bool, private: bool = False, own: bool = False) -> None:
    """Write the file in one step, through a symbolic link, keeping its mode; devices and pipes are written directly.

    `private` and `own` as for `Draft`. Raises `CannotWrite`, also for a file that exists, or appears meanwhile, where
    `force` is not given.
    """
    with drafted(path, force=force, private=private, own=own) as draft:
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
def drafted(path: str, *, force: bool, private: bool = False, own: bool = False) -> Iterator[Draft]:
    """A draft that becomes the file where the block ends well, and is removed where it does not."""
    draft = Draft(path, force=force, private=private, own=own)
    try:
        yield draft
        draft.finish()
    except BaseException:
        draft.discard()
        raise


class Draft:
    """A file being written beside its target, whose place it takes only when it is finished.

    With `kept_at` it has the same name in every run and outlives its process, to be gone on with: what stands there
    is cut to so many bytes, and nobody else can write it meanwhile. A new file is readable for its owner alone where
    it is `private`; a target that is our `own` is no name the user gave: no link is followed, no device written.
    Devices and pipes are else written directly. Every method raises `CannotWrite`; so does making one where the file
    exists and `force` is not given.
    """

    def __init__(
        self, path: str, *, force: bool, kept_at: int | None = None, private: bool = False, own: bool = False
    ) -> None:
        check_target(path, force=force)
        self.name = path
        self._force = force
        self._new_mode = _PRIVATE_FILE if private else _NEW_FILE
        with self._telling():
            self._target = Path(os.path.abspath(path) if own else os.path.realpath(path))
            there = self._target.lstat() if os.path.lexists(self._target) else None
            self.direct = there is not None and not own and not stat.S_ISREG(there.st_mode)
            self._mode = stat.S_IMODE(there.st_mode) if there and not own and not self.direct else None
            if self.direct:
                self.path = self._target
                self._handle = os.open(self._target, os.O_WRONLY | getattr(os, "O_BINARY", 0))
                return
            _remove_leftovers(self._target)
            if kept_at is None:
                self._handle, self.path = self._begin()
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
        if self.direct:
            self._close()
            return
        with self._telling():
            os.fsync(self._handle)
            if self._mode is not None:
                self.path.chmod(self._mode)  # the umask may have taken something away
            if os.name == "nt":  # an open file cannot be moved there
                self._close()
            self._publish()
            self._close()
            _sync_directory(self._target.parent)

    def discard(self) -> None:
        """Leave the target as it was, and nothing beside it. May come after anything."""
        if not self.direct and self._handle >= 0:
            with suppress(OSError):
                if _stands_at(self._handle, self.path):  # what somebody put in its place is not ours to remove
                    self.path.unlink()
        self._close()

    def leave(self) -> None:
        """Leave the target as it was, and the draft beside it."""
        self._close()

    def _begin(self) -> tuple[int, Path]:
        """A new draft under a name of its own, locked as long as we live: so a later run can tell it is not left over.

        Created with the mode it will have: a file only its owner may read is never open to others for a moment.
        """
        mode = self._new_mode if self._mode is None else self._mode
        for _ in range(_TRIES):
            path = self._target.with_name(f"{_start_of(self._target)}{os.urandom(_TOKEN_BYTES).hex()}{_ENDING}")
            handle = os.open(path, _NEW, mode)
            if _lock(handle) and _stands_at(handle, path):
                return handle, path
            os.close(handle)  # another run took it for left over before it was locked, and has removed it
        raise _cannot_write(self.name, "other runs remove the draft again and again")

    def _take_up(self, size: int) -> int:
        """Open what an earlier run left, or begin it. What is not a file of our own alone is removed first."""
        for _ in range(_TRIES):
            handle = self._opened_part(size)
            if not _lock(handle):
                os.close(handle)
                raise _cannot_write(self.name, "another run is writing it; wait for its end")
            if _stands_at(handle, self.path):
                os.truncate(handle, size)
                os.lseek(handle, size, os.SEEK_SET)
                return handle
            os.close(handle)  # the run that held it has ended, and took it away
        raise _cannot_write(self.name, "other runs remove the draft again and again")

    def _opened_part(self, size: int) -> int:
        mode = self._new_mode if self._mode is None else self._mode
        try:
            kind = self.path.lstat().st_mode
        except FileNotFoundError:
            return os.open(self.path, _NEW, mode)
        if stat.S_ISREG(kind):
            handle = os.open(self.path, os.O_WRONLY | _NOFOLLOW | _NONBLOCK)
            if _is_ours_alone(os.fstat(handle), mode):
                return handle
            os.close(handle)
        if size:
            raise _cannot_write(self.name, f"{self.path.name} beside it is not what our earlier run left; begin anew")
        self.path.unlink()
        return os.open(self.path, _NEW, mode)

    def _publish(self) -> None:
        """Take the target's place in one step; without `force` only where nothing stands there by now."""
        if self._force:
            self.path.replace(self._target)
            return
        try:
            os.link(self.path, self._target, follow_symlinks=False)
        except FileExistsError:
            raise _appeared(self.name) from None
        except OSError as error:
            if error.errno not in _HAS_NO_LINKS:
                raise
            _rename_to_free_name(self.path, self._target, self.name)
        else:
            self.path.unlink()

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


def _appeared(path: str) -> CannotWrite:
    return _cannot_write(path, "a file appeared there meanwhile; give --force to write over it, or another name")


def _rename_to_free_name(draft: Path, target: Path, name: str) -> None:
    """Rename where nothing stands yet, on a file system that has no links."""
    try:
        import ctypes

        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (ImportError, OSError, AttributeError, TypeError):  # not Linux
        rename = None
    if rename is not None:
        here, no_replace = -100, 1
        if rename(here, os.fsencode(draft), here, os.fsencode(target), no_replace) == 0:
            return
        number = ctypes.get_errno()
        if number == errno.EEXIST:
            raise _appeared(name)
        if number not in {errno.EINVAL, errno.ENOSYS}:
            raise OSError(number, os.strerror(number))
    if os.path.lexists(target):
        raise _appeared(name)
    draft.replace(target)


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


def _stands_at(handle: int, path: Path) -> bool:
    """The open file is the one that stands there now."""
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except OSError:
        return False


def _is_ours_alone(there: os.stat_result, mode: int) -> bool:
    """A regular file that we made: ours, under one name, and open to nobody that a new one would not be open to."""
    if not hasattr(os, "geteuid"):
        return stat.S_ISREG(there.st_mode)
    umask = os.umask(0)
    os.umask(umask)
    wider = stat.S_IMODE(there.st_mode) & ~(mode & ~umask) & ~_PRIVATE_FILE
    return stat.S_ISREG(there.st_mode) and there.st_uid == os.geteuid() and there.st_nlink == 1 and not wider


def _start_of(target: Path) -> str:
    """How the names of its drafts begin."""
    name = os.fsencode(target.name)
    if len(name) <= _LONGEST_NAME:
        return f".{target.name}."
    from zlib import crc32

    return f".{target.name[:20]}-{crc32(name):08x}."


def _remove_leftovers(target: Path) -> None:
    """Remove what earlier processes left here when they were killed, if we may.

    Those of living processes stay, also of other machines and containers: they hold a lock.
    """
    try:
        import fcntl
    except ImportError:  # there is no telling whose they are
        return
    start = _start_of(target)
    with suppress(OSError):
        for entry in target.parent.iterdir():
            token = entry.name.removeprefix(start).removesuffix(_ENDING)
            if entry.name == f"{start}{token}{_ENDING}" and _is_token(token):
                with suppress(OSError):
                    _remove_leftover(entry, target, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove_leftover(draft: Path, target: Path, exclusively: int) -> None:
    """Remove the draft unless somebody holds it; raises `OSError` where it is not ours or the system cannot tell."""
    import fcntl

    handle = os.open(draft, os.O_RDWR | _NOFOLLOW | _NONBLOCK)
    try:
        there = os.fstat(handle)
        published = os.path.lexists(target) and os.path.samestat(there, target.lstat())
        if stat.S_ISREG(there.st_mode) and there.st_uid == os.geteuid() and there.st_nlink == 1 + published:
            fcntl.flock(handle, exclusively)
            draft.unlink()
    finally:
        os.close(handle)


def _is_token(word: str) -> bool:
    return len(word) == 2 * _TOKEN_BYTES and all(sign in "0123456789abcdef" for sign in word)


def _sync_directory(directory: Path) -> None:
    """Make the new name last through a power cut, where the system can; the content is safe already."""
    with suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
