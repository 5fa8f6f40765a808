"""Where rows come from and go to: the one module of batch that touches files and the standard streams."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO, Protocol, Self

from leadadvisor.batch.job import STANDARD_STREAM
from leadadvisor.errors import CannotRead, CannotWrite
from leadadvisor.rulebook.files import reason_in_words, try_file

_CHUNK = 1 << 16
_LARGE_CHUNK = 1 << 22
_HEAD = 4096


class Source:
    """The input, opened: a file, a pipe or standard input. `size` is 0 where nobody can know it.

    `head` are the first bytes, up to the first that is no blank at least. Raises `CannotRead`.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.label = "<stdin>" if path == STANDARD_STREAM else path
        self._file = _standard_input() if path == STANDARD_STREAM else _opened(path)
        about = self._about()
        self.is_file = path != STANDARD_STREAM and about is not None and stat.S_ISREG(about.st_mode)
        self.size = about.st_size if about is not None and stat.S_ISREG(about.st_mode) else 0
        self.head = self._peek()
        self._waiting = self.head

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.path != STANDARD_STREAM or self._file is not getattr(sys.stdin, "buffer", None):
            self._file.close()

    def read(self) -> bytes:
        """The next bytes, as soon as there are any; none at the end."""
        if self._waiting:
            content, self._waiting = self._waiting, b""
            return content
        return self._read_on()

    def rewind(self) -> None:
        """Begin again at the first byte. What comes from a pipe has to be copied before (`hold`)."""
        self._file.seek(0)
        self._waiting = b""

    def hold(self) -> None:
        """Make it possible to rewind: what comes from a pipe is copied to a file without a name."""
        if not self.is_file:
            with _telling_of_space():
                held = TemporaryFile()  # noqa: SIM115 - open until the source is closed
                while content := self.read():
                    held.write(content)
                held.flush()
            self._file = held
        self.rewind()

    def is_same_as(self, path: str) -> bool:
        """The path is the very file that is read."""
        try:
            return bool(self.size) and os.path.samestat(os.fstat(self._file.fileno()), os.stat(path))
        except (OSError, ValueError):
            return False

    def _about(self) -> os.stat_result | None:
        try:
            return os.fstat(self._file.fileno())
        except (OSError, ValueError):
            return None

    def _peek(self) -> bytes:
        head = b""
        while len(head) < _HEAD and not head.strip() and (more := self._read_on()):
            head += more
        return head

    def _read_on(self) -> bytes:
        try:
            read1 = getattr(self._file, "read1", self._file.read)
            content: bytes = read1(_CHUNK)
        except (OSError, ValueError) as error:
            raise CannotRead(f"cannot read {self.label}: {reason_in_words(error)}") from error
        return content


class Sink(Protocol):
    """Where text goes: a draft of a file (saving.py), or standard output."""

    def write(self, content: bytes) -> None:
        """Add to the end. Raises `CannotWrite`."""

    def finish(self) -> None:
        """All of it is there."""

    def discard(self) -> None:
        """It shall be as if nothing had been written, as far as that can be."""

    def leave(self) -> None:
        """What was written stays, to be gone on with."""


class StandardOutput:
    """Standard output; `held` back until all is written, where nothing shall be printed if something goes wrong."""

    def __init__(self, *, held: bool) -> None:
        if sys.stdout is None:
            raise CannotWrite("cannot write standard output: it is closed")
        self._held = TemporaryFile() if held else None  # noqa: SIM115 - closed at the end of the run

    def write(self, content: bytes) -> None:
        """Print it, or hold it back."""
        if self._held is not None:
            with _telling_of_space():
                self._held.write(content)
            return
        try:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CannotWrite(f"cannot write standard output: {error.strerror}") from error

    def finish(self) -> None:
        """Print what was held back."""
        held, self._held = self._held, None
        if held is not None:
            held.seek(0)
            while content := held.read(_CHUNK):
                self.write(content)
            held.close()

    def discard(self) -> None:
        """What was printed is printed."""
        if self._held is not None:
            self._held.close()

    leave = discard


def has_lone_returns(path: str) -> bool:
    """The file holds a carriage return that is not followed by a line feed. Raises `CannotRead`."""
    before = b""
    try:
        with open(path, "rb") as file:
            while content := file.read(_LARGE_CHUNK):
                joined = before + content
                if b"\r" in joined and joined.count(b"\r", 0, -1) != joined.count(b"\r\n"):
                    return True
                before = content[-1:]
    except OSError as error:
        raise CannotRead(f"cannot read {path}: {reason_in_words(error)}") from error
    return before == b"\r"


def copy_into(sink: Sink, path: str) -> None:
    """Write what a file holds. Raises `CannotWrite`."""
    with open(path, "rb") as file:
        while content := file.read(_LARGE_CHUNK):
            sink.write(content)


@contextmanager
def _telling_of_space() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(f"cannot write a temporary file: {error.strerror}") from error


def _standard_input() -> BinaryIO:
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise CannotRead("cannot read standard input: it is closed")
    return stream


def _opened(path: str) -> BinaryIO:
    try:
        kind = os.stat(path).st_mode
        if stat.S_ISDIR(kind) or stat.S_ISSOCK(kind):
            raise CannotRead(f"cannot read {path}: {try_file(path).reason}")
        return open(path, "rb")
    except FileNotFoundError:
        raise CannotRead(f"cannot read {path}: {try_file(path).reason}") from None
    except (OSError, ValueError) as error:
        raise CannotRead(f"cannot read {path}: {reason_in_words(error)}") from None
