"""Where rows come from and go to: the one module of batch that touches files and the standard streams."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from tempfile import TemporaryFile, gettempdir
from typing import BinaryIO, Protocol, Self
from zlib import compressobj, decompressobj
from zlib import error as ZlibError  # noqa: N812 - an exception by the name of a function

from leadadvisor.batch.job import GZIPPED, MARK_OF_UTF8, STANDARD_STREAM, STDIN_LABEL
from leadadvisor.batch.lines import LONGEST_LINE
from leadadvisor.errors import CannotRead, CannotWrite
from leadadvisor.rulebook.files import reason_in_words, try_file

_CHUNK = 1 << 16
_LARGE_CHUNK = 1 << 22
_GZIP = 31
"""What zlib calls gzip with the largest window."""

_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_LONGEST_MARK = 4


class Source:
    """The input, opened: a file, a pipe or standard input; unpacked where it is gzip, and decoded from `encoding`.

    `size` is 0 where nobody can know it. `head` are the first bytes, as far as the first line that is not blank.
    Raises `CannotRead`.
    """

    def __init__(self, path: str, *, encoding: str | None = None) -> None:
        self.path = path
        self.label = STDIN_LABEL if path == STANDARD_STREAM else path
        self._file = _standard_input() if path == STANDARD_STREAM else _opened(path)
        self._encoding = encoding
        about = self._about()
        regular = about is not None and stat.S_ISREG(about.st_mode)
        self.is_file = path != STANDARD_STREAM and regular
        self._size = about.st_size if about is not None and regular else 0
        self._unpacks = False
        try:
            first = self._first()
            self._unpacks = first.startswith(GZIPPED)
            self._content = self._layers(first)
            self.head = self._peek()
        except BaseException:
            self.__exit__()
            raise
        self._waiting = self.head

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.path != STANDARD_STREAM or self._file is not getattr(sys.stdin, "buffer", None):
            self._file.close()

    @property
    def size(self) -> int:
        """The bytes that `read` will give, 0 where nobody can know."""
        return 0 if self._unpacks else self._size

    @property
    def is_plain_file(self) -> bool:
        """The bytes of the file are those that `read` gives."""
        return self.is_file and not self._unpacks and self._encoding is None

    @property
    def handle(self) -> int | None:
        """The descriptor of the file that is open, where there is one."""
        try:
            return self._file.fileno()
        except (OSError, ValueError):
            return None

    def read(self) -> bytes:
        """The next bytes, as soon as there are any; none at the end."""
        if self._waiting:
            content, self._waiting = self._waiting, b""
            return content
        return next(self._content, b"")

    def rewind(self) -> None:
        """Begin again at the first byte. What comes from a pipe has to be copied before (`hold`)."""
        self._file.seek(0)
        self._content = self._layers(self._first())
        self._waiting = b""

    def hold(self) -> None:
        """Make it possible to rewind: what comes from a pipe is copied to a file without a name."""
        if not self.is_file:
            with telling_of_space():
                held = TemporaryFile()  # noqa: SIM115 - open until the source is closed
                while content := self.read():
                    held.write(content)
                held.flush()
            self._file, self._unpacks, self._encoding = held, False, None
        self.rewind()

    def is_same_as(self, path: str) -> bool:
        """The path is the very file that is read."""
        try:
            return bool(self._size) and os.path.samestat(os.fstat(self._file.fileno()), os.stat(path))
        except (OSError, ValueError):
            return False

    def _about(self) -> os.stat_result | None:
        try:
            return os.fstat(self._file.fileno())
        except (OSError, ValueError):
            return None

    def _peek(self) -> bytes:
        head = b""
        while len(head) <= LONGEST_LINE and b"\n" not in head.lstrip() and (more := next(self._content, b"")):
            head += more
        return head

    def _layers(self, first: bytes) -> Iterator[bytes]:
        """All content, of which the first bytes were read already."""
        content = self._chunks(first)
        if self._unpacks:
            content = _unpacked(content, self.label)
        return content if self._encoding is None else _decoded(content, self._encoding, self.label)

    def _chunks(self, first: bytes) -> Iterator[bytes]:
        chunk = first
        while chunk:
            yield chunk
            chunk = self._read_on()

    def _first(self) -> bytes:
        """The first bytes, enough to see what they are: a pipe may give one at a time."""
        first = self._read_on()
        while first and len(first) < _LONGEST_MARK and (more := self._read_on()):
            first += more
        return first

    def _read_on(self) -> bytes:
        try:
            read1 = getattr(self._file, "read1", self._file.read)
            content: bytes = read1(_CHUNK)
        except (OSError, ValueError) as error:
            raise CannotRead(f"cannot read {self.label}: {reason_in_words(error)}") from error
        return content


def _unpacked(content: Iterator[bytes], label: str) -> Iterator[bytes]:
    """What stands in gzip files, one behind the other. Raises `CannotRead`."""
    unpacker = decompressobj(_GZIP)
    for chunk in content:
        waiting, text = chunk, b""
        while waiting or len(text) == _LARGE_CHUNK:
            if unpacker.eof:
                if not waiting.strip(b"\0"):  # what fills up the last block of a tape
                    break
                unpacker = decompressobj(_GZIP)
            try:
                text = unpacker.decompress(waiting, _LARGE_CHUNK)
            except ZlibError as error:
                raise CannotRead(f"cannot read {label}: it is no whole gzip file ({error})") from error
            if text:
                yield text
            waiting = unpacker.unconsumed_tail or unpacker.unused_data
    if not unpacker.eof:
        raise CannotRead(f"cannot read {label}: its gzip file ends in the middle")


def _decoded(content: Iterator[bytes], encoding: str, label: str) -> Iterator[bytes]:
    """The same text in UTF-8; a byte order mark stays one. Bytes that mean nothing stay, to be told with their row."""
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    wide = encoding.startswith(("utf-16", "utf-32"))
    began, line, column = False, 1, 0
    for chunk in chain(content, [b""]):
        if chunk and not began and wide:
            if chunk.startswith(_MARKS):
                yield MARK_OF_UTF8
            elif encoding in {"utf-16", "utf-32"}:
                which = f"Say --encoding {encoding}-le, or {encoding}-be"
                raise CannotRead(f"cannot read {label}: no byte order mark says which {encoding} it is. {which}")
        began = True
        waiting, state = decoder.getstate()
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeError as error:
            decoder.setstate((waiting, state))
            start = getattr(error, "start", 0) - len(waiting)
            line, column = _place_behind(decoder.decode(chunk[: max(0, start)]), line, column)
            where, why = f"{label}:{line}:{column + 1}", getattr(error, "reason", str(error))
            raise CannotRead(f"{where}: from here it is not {encoding} ({why}). Give --encoding another") from error
        line, column = _place_behind(text, line, column)
        if text:
            yield text.encode("utf-8", "surrogateescape")


def _place_behind(text: str, line: int, column: int) -> tuple[int, int]:
    """The line, and the characters before the place in it, behind a text that begins at such a place."""
    ends = text.count("\n")
    return line + ends, len(text) - text.rfind("\n") - 1 if ends else column + len(text)


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
            with telling_of_space():
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


class Compressed:
    """Text on its way to another sink, packed as gzip; the same text gives the same bytes."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._packer = compressobj(wbits=_GZIP)

    def write(self, content: bytes) -> None:
        """Add to the end."""
        packed = self._packer.compress(content)
        if packed:
            self._sink.write(packed)

    def finish(self) -> None:
        """All of it is there."""
        self._sink.write(self._packer.flush())
        self._sink.finish()

    def discard(self) -> None:
        """It shall be as if nothing had been written."""
        self._sink.discard()

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


def copy_into(sink: Sink, file: BinaryIO) -> None:
    """Write what a file holds from here on. Raises `CannotWrite`."""
    while content := file.read(_LARGE_CHUNK):
        sink.write(content)


@contextmanager
def telling_of_space() -> Iterator[None]:
    """Trouble with a temporary file becomes a sentence."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(f"cannot write a temporary file in {gettempdir()}: {error.strerror}") from error


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
