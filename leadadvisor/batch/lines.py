"""Physical lines from bytes, a block at a time, with the exact place up to which they have been dealt with."""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

from leadadvisor.model.value import NamedTuple

LONGEST_LINE = 1 << 20
"""Bytes of a line, or characters looked ahead for the end of a row, beyond which it is not read on."""

UTF8 = "UTF-8"
_MARK_OF_UTF8 = b"\xef\xbb\xbf"


class Mark(NamedTuple):
    """A place in the input: bytes and lines before it, and the checksum of those bytes."""

    offset: int = 0
    lines: int = 0
    checksum: int = 0


class Block(NamedTuple):
    """Some lines without their ends; `first` is the number of the first, `final` says that none come after.

    `encoding` is that of the file they stood in.

    `raw` are the lines with the carriage returns before their ends. `odd` says that some hold bytes that mean nothing
    (lone surrogates stand for them), zero bytes, or carriage returns that end no line.
    """

    first: int
    lines: list[str]
    raw: list[str]
    odd: bool
    final: bool
    encoding: str = UTF8


class LineReader:
    """Lines of what `read` gives (UTF-8 made of `encoding`; none at the end), in blocks.

    What is not dealt with comes again. A line longer than LONGEST_LINE comes alone, cut to just beyond it. `mark` is
    where the next block begins; `has_mark` says that a byte order mark stood above the first line.
    """

    def __init__(self, read: Callable[[], bytes], encoding: str | None = None) -> None:
        self._read = read
        self._encoding = encoding or UTF8
        self._content = self._rest = b""
        self._count = 0
        self._hungry = False
        self._ended = False
        self._after_cut: Mark | None = None
        self.mark = Mark()
        self.has_mark = False

    def next(self) -> Block | None:
        """The next lines, with more behind them where none of the last ones could be dealt with; None at the end."""
        if not self.mark.offset:
            self._pass_mark_of_utf8()
        self._content = self._whole_lines()
        if not self._content:
            return None
        text, odd = _decoded(self._content)
        raw = text.split("\n")
        if text.endswith("\n"):
            raw.pop()
        lines = raw
        if "\r" in text:
            lines = [line[:-1] if line[-1:] == "\r" else line for line in raw]
            odd = odd or any("\r" in line for line in lines)
        self._count = len(lines)
        return Block(self.mark.lines + 1, lines, raw, odd or "\0" in text, self._ended, self._encoding)

    def done(self, count: int) -> None:
        """So many lines of the last block are dealt with; the others come again."""
        if self._after_cut is not None:
            self.mark, self._after_cut = self._after_cut, None
            return
        end = len(self._content) if count == self._count else 0
        for _ in range(0 if end else count):
            end = self._content.index(b"\n", end) + 1
        self.mark = _moved(self.mark, self._content[:end], count)
        self._rest = self._content[end:] + self._rest
        self._hungry = not count

    def skip_to(self, offset: int, lines: int) -> bool:
        """Go on from where an earlier run was; False where the input ends before. `mark` has the checksum."""
        while self.mark.offset < offset:
            taken = self._rest[: offset - self.mark.offset]
            self.mark, self._rest = _moved(self.mark, taken, 0), self._rest[len(taken) :]
            if not self._rest and self.mark.offset < offset:
                self._rest = self._read()
                if not self._rest:
                    return False
        self.mark = self.mark._replace(lines=lines)
        return self.mark.offset == offset

    def _pass_mark_of_utf8(self) -> None:
        while len(self._rest) < len(_MARK_OF_UTF8) and (chunk := self._read()):
            self._rest += chunk
        if self._rest.startswith(_MARK_OF_UTF8):
            self.has_mark = True
            self.mark = _moved(self.mark, _MARK_OF_UTF8, 0)
            self._rest = self._rest[len(_MARK_OF_UTF8) :]

    def _whole_lines(self) -> bytes:
        """Bytes that end where a line does, or at the end of the input."""
        content, self._rest = self._rest, b""
        end = 0 if self._hungry else content.rfind(b"\n") + 1
        while not end:
            chunk = self._read()
            if not chunk:
                self._ended = True
                return content
            content += chunk
            end = content.rfind(b"\n") + 1
            if not end and len(content) > LONGEST_LINE:
                return self._cut(content)
        self._rest = content[end:]
        return content[:end]

    def _cut(self, content: bytes) -> bytes:
        """The beginning of a line that is too long; all of it is passed over."""
        after = _moved(self.mark, content, 1)
        while chunk := self._read():
            end = chunk.find(b"\n") + 1
            after = _moved(after, chunk[:end] if end else chunk, 0)
            if end:
                self._rest = chunk[end:]
                break
        self._after_cut = after
        return content[: LONGEST_LINE + 1]


def _moved(mark: Mark, content: bytes, lines: int) -> Mark:
    return Mark(mark.offset + len(content), mark.lines + lines, crc32(content, mark.checksum))


def _decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether some bytes of it are not UTF-8."""
    try:
        return content.decode(), False
    except UnicodeDecodeError:
        return content.decode("utf-8", "surrogateescape"), True
