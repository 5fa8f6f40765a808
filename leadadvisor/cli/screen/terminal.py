"""The terminal in keys mode: draws whole frames on it, and reads from it single keys, words and what is pasted.

Questions take the whole window, on the second screen most terminals have; when they are gone, the first is as it was.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import sys
import termios
import tty
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from types import FrameType, TracebackType
from typing import Literal, Self, TextIO

from rich.cells import cell_len
from rich.text import Text

from leadadvisor.cli.exit_codes import handling
from leadadvisor.cli.screen.choice import EndOfInput
from leadadvisor.model.value import NamedTuple

INCOMPLETE = ""
"""In place of a key: the bytes so far may be the beginning of one."""

PASTE = "paste:"
"""What the key begins with that stands for a pasted text: the text follows."""

_NAMES = {
    "\r": "enter",
    "\n": "enter",
    "\t": "down",
    "\x01": "home",
    "\x04": "end-of-input",
    "\x05": "end",
    "\x08": "erase",
    "\x0c": "redraw",
    "\x0e": "down",
    "\x10": "up",
    "\x15": "erase-all",
    "\x7f": "erase",
}
_SEQUENCES = {
    "A": "up", "B": "down", "C": "right", "D": "left", "F": "end", "H": "home", "Z": "up",
    "1~": "home", "7~": "home", "4~": "end", "8~": "end", "5~": "page-up", "6~": "page-down",
}  # fmt: skip
_ESCAPE = "\x1b"
_SEQUENCE = re.compile(r"\x1b(?:\[([0-?]*)[ -/]*([@-~])|O([@-~]))")
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_MOST_PASTED = 100_000
_RUN = re.compile(r"[^\x00-\x1f\x7f-\x9f]+")
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)?\Z")


class Typed(NamedTuple):
    """The first key of some text, and the text after it. A key nobody asked for is "ignored"."""

    key: str
    rest: str


def first_key(text: str, *, complete: bool = False) -> Typed:
    """The first key of the text, which is not empty.

    It is INCOMPLETE where the text may be cut off in the middle of a key, unless it is known to be complete: then
    the escape character at its beginning is the key Escape.
    """
    if not text.startswith(_ESCAPE):
        return Typed(_named(text[0]), text[1:])
    if text.startswith(_PASTE_BEGINS):
        return _pasted(text, complete=complete)
    found = _SEQUENCE.match(text)
    if found:
        parameters, final, short = found.groups()
        return Typed(_of_sequence(parameters or "", final or short), text[found.end() :])
    if _UNFINISHED.match(text) and not complete:
        return Typed(INCOMPLETE, text)
    return Typed("escape", text[1:])


def _pasted(text: str, *, complete: bool) -> Typed:
    """A pasted text is one key; where its end does not come, it ends with what there is."""
    content, end, rest = text[len(_PASTE_BEGINS) :].partition(_PASTE_ENDS)
    if not end and not complete and len(content) < _MOST_PASTED:
        return Typed(INCOMPLETE, text)
    return Typed(PASTE + content, rest)


class Typeahead:
    """All that was typed and not asked for yet."""

    def __init__(self) -> None:
        self._text = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def add(self, content: bytes) -> None:
        """Add what the terminal sent."""
        self._text += self._decoder.decode(content)

    def next(self, *, complete: bool = False) -> str:
        """The next key, taken off; INCOMPLETE where there is none yet. `complete` as for `first_key`."""
        if not self._text:
            return INCOMPLETE
        key, self._text = first_key(self._text, complete=complete)
        return key

    def take_run(self) -> str:
        """The printable signs at the beginning of what waits, taken off; with an end of line sent right after them."""
        found = _RUN.match(self._text)
        if found is None:
            return ""
        self._text = self._text[found.end() :].removeprefix("\r").removeprefix("\n")
        return found[0]

    def begins_with_a_letter(self) -> bool:
        """What waits goes on with a letter."""
        return self._text[:1].isalpha()

    def give_back(self, text: str) -> None:
        """Put text before what waits."""
        self._text = text + self._text

    def waiting(self) -> bool:
        """Something was typed that is no whole key yet."""
        return bool(self._text)


def _named(sign: str) -> str:
    named = _NAMES.get(sign)
    return named or (sign if sign.isprintable() else "ignored")


def _of_sequence(parameters: str, final: str) -> str:
    if final == "~":
        return _SEQUENCES.get(f"{parameters.partition(';')[0]}~", "ignored")
    return _SEQUENCES.get(final, "ignored")


_SECOND_SCREEN, _FIRST_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
_HIDE_CURSOR, _SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
_TOP_LEFT, _CLEAR_LINE, _CLEAR_BELOW = "\x1b[H", "\x1b[K", "\x1b[J"
_NEXT_LINE = "\r\n"
_BEGIN, _DONE = "\x1b[?2026h", "\x1b[?2026l"
"""Around a frame: a terminal that knows these shows it in one go; the others ignore them."""

_PASTES_ARE_MARKED, _PASTES_ARE_PLAIN = "\x1b[?2004h", "\x1b[?2004l"
_SEQUENCE_TIME = 0.2
"""Seconds within which the rest of a key's sequence arrives, also over a slow line."""
_WORD_TIME = 0.25
"""Seconds within which the next letter of a word is typed."""
_TWO_DIGITS = 2
_USUAL_SIZE = (80, 24)
_LOCAL_MODES = 3
"""Where they stand in what termios gives."""


class Size(NamedTuple):
    """Columns and rows of the window."""

    columns: int
    rows: int


class Terminal:
    """A terminal that shows frames and gives keys, from `with` to its end.

    A frame is either drawn over the whole window ("full") or below what stands on the first screen ("inline").
    `console` is the stream it draws on.
    """

    def __init__(self, console: TextIO) -> None:
        self._input, self._output = sys.stdin.fileno(), console.fileno()
        self._encoding = console.encoding
        self._typed = Typeahead()
        self._place: Literal["none", "full", "inline"] = "none"
        self._inline: tuple[str, ...] = ()
        self._cleanup = ExitStack()

    def __enter__(self) -> Self:
        self._cooked = termios.tcgetattr(self._input)
        self._bell, self._ring = os.pipe()
        self._cleanup.callback(os.close, self._bell)
        self._cleanup.callback(os.close, self._ring)
        os.set_blocking(self._ring, False)
        os.set_blocking(self._bell, False)
        before = signal.set_wakeup_fd(self._ring, warn_on_full_buffer=False)
        self._cleanup.callback(signal.set_wakeup_fd, before)
        self._cleanup.enter_context(handling({"SIGWINCH": _nothing, "SIGTSTP": self._pause, "SIGCONT": self._continue}))
        try:
            self._set_keys()
            self._send(_PASTES_ARE_MARKED)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError, EndOfInput):
            self.leave()
            self._send(_PASTES_ARE_PLAIN)
        with suppress(OSError, termios.error):
            termios.tcsetattr(self._input, termios.TCSADRAIN, self._cooked)
        self._cleanup.close()

    def size(self) -> Size:
        """The size of the window now; the usual one where it is not known."""
        try:
            size = Size(*os.get_terminal_size(self._output))
        except OSError:
            return Size(*_USUAL_SIZE)
        return Size(size.columns or _USUAL_SIZE[0], size.rows or _USUAL_SIZE[1])

    def draw(self, lines: Sequence[str], focus: int) -> None:
        """Fill the window with these lines, as many as it has rows at most; the cursor waits at line `focus`."""
        start = "" if self._place == "full" else self._away() + _SECOND_SCREEN + _HIDE_CURSOR
        body = _NEXT_LINE.join(f"{_CLEAR_LINE}{line}" for line in lines)  # a full line must not be cleared after it
        below = f"{_NEXT_LINE}{_CLEAR_BELOW}" if len(lines) < self.size().rows else ""
        self._place = "full"
        self._send(f"{_BEGIN}{start}{_TOP_LEFT}{body}{below}\x1b[{focus + 1};1H{_DONE}")

    def draw_inline(self, lines: Sequence[str]) -> None:
        """Show these lines below what stands on the first screen, in place of those shown there before."""
        start = self._away() + _HIDE_CURSOR
        self._place, self._inline = "inline", tuple(lines)
        body = "".join(f"{line}{_CLEAR_LINE}{_NEXT_LINE}" for line in lines)
        self._send(f"{_BEGIN}{start}{body}{_DONE}")

    def print(self, line: str) -> None:
        """Print a line on the first screen, where it stays; the terminal breaks it where it must."""
        self.leave()
        self._send(line.replace("\n", _NEXT_LINE) + _NEXT_LINE)

    def leave(self) -> None:
        """Take away what is drawn: the first screen stays, with the cursor below all that stands there."""
        if self._place != "none":
            away = self._away()
            self._place, self._inline = "none", ()
            self._send(away + _SHOW_CURSOR)

    def key(self) -> str:
        """The next key; "redraw" where the frame must be drawn again. Raises `EndOfInput`."""
        while True:
            key = self._typed.next()
            if key != INCOMPLETE:
                break
            waiting = self._typed.waiting()
            ready, _, _ = select.select([self._input, self._bell], [], [], _SEQUENCE_TIME if waiting else None)
            if self._bell in ready and self._bell_rang():
                return "redraw"
            if self._input in ready:
                self._read_all()
            elif waiting and not ready:
                key = self._typed.next(complete=True)
                break
        if key == "end-of-input":
            raise EndOfInput
        return key

    def word_after(self, sign: str) -> str:
        """The word that begins with this sign, which was just read; empty where the sign stands alone.

        Letters that come with it or within a moment after it make a word, and so does anything else that comes with
        it; an end of line sent in the same go belongs to the word, as in a text that is pasted. Up to two digits are
        a number, and one sign again and again is a key held down: these are no words.
        """
        word = sign + self._typed.take_run()
        while sign.isalpha() and not self._typed.waiting():
            if not select.select([self._input], [], [], _WORD_TIME)[0]:
                break
            self._read_all()
            if not self._typed.begins_with_a_letter():
                break
            word += self._typed.take_run()
        if len(set(word)) > 1 and not (word.isdecimal() and len(word) <= _TWO_DIGITS):
            return word
        self._typed.give_back(word[1:])
        return ""

    def _read_all(self) -> None:
        """Take what was typed, if it is still there: the handler of a signal may have taken it meanwhile."""
        while select.select([self._input], [], [], 0)[0]:
            self._read()

    def _read(self) -> None:
        try:
            content = os.read(self._input, 1024)
        except OSError as error:  # the terminal is gone
            raise EndOfInput from error
        if not content:
            raise EndOfInput
        self._typed.add(content)

    def _bell_rang(self) -> bool:
        """A signal came while waiting for a key. Its own handler has run already; the frame may be spoilt."""
        try:
            return bool(os.read(self._bell, 1024))
        except BlockingIOError:
            return False

    def _set_keys(self) -> None:
        """Keys arrive one by one and are not echoed. What was typed ahead stays, also when a key stops us (NOFLSH)."""
        with suppress(termios.error):
            tty.setcbreak(self._input, termios.TCSADRAIN)
            mode = termios.tcgetattr(self._input)
            mode[_LOCAL_MODES] |= termios.NOFLSH
            termios.tcsetattr(self._input, termios.TCSADRAIN, mode)

    def _away(self) -> str:
        """What takes the present frame away."""
        if self._place == "full":
            return _FIRST_SCREEN
        if self._place == "inline":
            columns = self.size().columns
            rows = sum(max(1, -(-cell_len(Text.from_ansi(line).plain) // columns)) for line in self._inline)
            return f"\x1b[{rows}A\r{_CLEAR_BELOW}" if rows else ""
        return ""

    def _send(self, text: str) -> None:
        """Past Python's own buffers, for a signal may come at any time and its handler writes as well."""
        content = text.encode(self._encoding, "replace")
        try:
            while content:
                content = content[os.write(self._output, content) :]
        except OSError as error:  # nobody sees anything any more
            raise EndOfInput from error

    def _pause(self, _number: int, _frame: FrameType | None) -> None:
        """Ctrl-Z: give the terminal back as it was, stop, and take it again when we go on.

        What was typed before belongs to us, not to the shell that reads next.
        """
        with suppress(EndOfInput):
            self._read_all()
        with suppress(EndOfInput, OSError):
            self._send((_FIRST_SCREEN if self._place == "full" else "") + _SHOW_CURSOR + _PASTES_ARE_PLAIN)
        with suppress(termios.error):
            termios.tcsetattr(self._input, termios.TCSADRAIN, self._cooked)
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, before)
        self._continue(signal.SIGCONT, None)

    def _continue(self, _number: int, _frame: FrameType | None) -> None:
        """We go on after a stop: a shell has used the terminal in between, so whatever was drawn is gone."""
        self._set_keys()
        with suppress(EndOfInput):
            self._send(_PASTES_ARE_MARKED)
        self._place, self._inline = "none", ()


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """The bell rings for every signal that has a handler; that is all a new size needs."""
