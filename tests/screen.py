"""A terminal for tests: the program runs on a real pseudo-terminal, and a test sees the screen a person would see.

Nothing here waits for a fixed time: `until` reads what the program sends until the screen shows what is awaited.

The program is a fork of the test's own process, which has imported it already: that saves most of the time a start
takes. Any other program, and ours while its coverage is measured, is started in the ordinary way.
"""

from __future__ import annotations

import copy
import fcntl
import os
import pty
import signal
import struct
import sys
import termios
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import pexpect
import ptyprocess  # type: ignore[import-untyped]
import pyte

import leadadvisor.__main__
import leadadvisor.cli.screen.keys
import leadadvisor.cli.screen.questionnaire

ESCAPE, ENTER, ERASE = "\x1b", "\r", "\x7f"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
HOME, END, PAGE_UP, PAGE_DOWN = "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~"
CTRL_C, CTRL_D, CTRL_L, CTRL_U, CTRL_Z = "\x03", "\x04", "\x0c", "\x15", "\x1a"

PROGRAM = (sys.executable, "-m", "leadadvisor")
_SECOND_SCREEN = 1049
_ONE_GO = 2026
"""The mode in which a terminal shows nothing new until the frame is done; pyte marks such modes by a shift."""
_DIM, _GREY = 2, 90
_PATIENCE = 20.0
_GLANCE = 0.05


class Forked(pexpect.spawn):  # type: ignore[type-arg]
    """Our program with these words, forked from this process instead of started anew."""

    def _spawnpty(self, args: Sequence[str], **options: Any) -> ptyprocess.PtyProcess:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # other threads: the child needs none of them
            process, terminal = pty.fork()
        if process == 0:
            words = [os.fsdecode(word) for word in args[len(PROGRAM) :]]
            _become_the_program(words, options["env"], options["cwd"], options["dimensions"])
        return ptyprocess.PtyProcess(process, terminal)


def _become_the_program(
    words: Sequence[str], environment: Mapping[str, str], directory: str | None, size: tuple[int, int]
) -> None:
    """Run in the child, on the pseudo-terminal, as `python -m leadadvisor` would; never returns."""
    code = 70
    try:
        os.closerange(3, 1024)  # above all the other terminals of the test
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ.clear()
        os.environ.update(environment)
        if directory is not None:
            os.chdir(directory)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", buffering=1, closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1, closefd=False, errors="backslashreplace")
        sys.argv = ["leadadvisor", *words]
        sys.settrace(None)
        code = leadadvisor.__main__.main()
    finally:
        os._exit(code)


def _started(words: Sequence[str], **options: Any) -> pexpect.spawn[str]:
    ours = tuple(words[: len(PROGRAM)]) == PROGRAM and "coverage" not in sys.modules
    return (Forked if ours else pexpect.spawn)(words[0], list(words[1:]), **options)


class TwoScreens(pyte.Screen):
    """A screen with a second one that programs may fill; the first comes back as it was."""

    def set_mode(self, *modes: int, **options: Any) -> None:
        super().set_mode(*modes, **options)
        if options.get("private") and _SECOND_SCREEN in modes:
            self._first = (copy.deepcopy(self.buffer), copy.copy(self.cursor))
            self.erase_in_display(2)

    def select_graphic_rendition(self, *attributes: int, **options: Any) -> None:
        """Dim text, which pyte does not know, is shown in grey."""
        super().select_graphic_rendition(*(_GREY if each == _DIM else each for each in attributes), **options)

    def reset_mode(self, *modes: int, **options: Any) -> None:
        super().reset_mode(*modes, **options)
        if options.get("private") and _SECOND_SCREEN in modes and hasattr(self, "_first"):
            self.buffer, cursor = self._first
            self.cursor.x, self.cursor.y = cursor.x, cursor.y
            self.dirty.update(range(self.lines))


class Terminal:
    """A program on a terminal, from `with` to its end, when whatever still runs is ended."""

    def __init__(
        self,
        *words: str,
        program: Sequence[str] = PROGRAM,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
        directory: str | os.PathLike[str] | None = None,
    ) -> None:
        usual = {"TERM": "xterm-256color", "PYTHONUTF8": "1"}
        unwanted = {"CI", "NO_COLOR", "ACCESSIBLE", "COLUMNS", "LINES", "FORCE_COLOR"}
        inherited = {name: value for name, value in os.environ.items() if name not in unwanted}
        self.sent = ""
        self._hung_up = False
        self._screen = TwoScreens(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._process: Any = _started(  # its types leave out what is behind it
            [*program, *words],
            env={**inherited, **usual, **(environment or {})},
            cwd=directory,
            dimensions=(rows, columns),
            encoding="utf-8",
            codec_errors="replace",
            echo=True,
        )
        self._process.delaybeforesend = None
        self._process.delayafterread = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.ptyproc.delayafterclose = self._process.ptyproc.delayafterterminate = 0
        if not self._process.terminated:
            self._process.kill(signal.SIGKILL)
            self._process.ptyproc.wait()
        if not self._hung_up:
            self._process.close()

    @property
    def process(self) -> int:
        """The process id of the program."""
        return int(self._process.pid)

    @property
    def text(self) -> str:
        """What the screen shows, without blanks at the ends of lines."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def screen(self) -> pyte.Screen:
        """The screen itself, with colours."""
        return self._screen

    @property
    def pointed(self) -> str:
        """The line the pointer stands at, without the pointer."""
        found = [line for line in self.lines if line.lstrip().startswith("\u276f")]
        return found[-1].lstrip(" \u276f") if found else ""

    def until(self, *texts: str, without: str = "") -> Self:
        """Wait until the screen shows all these texts (and does not show the other)."""
        return self.until_it(
            lambda: all(text in self.text for text in texts) and (not without or without not in self.text),
            f"{texts!r}" + (f" without {without!r}" if without else ""),
        )

    def until_it(self, holds: Callable[[], bool], awaited: str) -> Self:
        """Wait until something holds of the screen."""
        end = time.monotonic() + _PATIENCE
        while self._is_drawing() or not holds():
            if time.monotonic() > end or not self._listen():
                assert holds(), f"waited for {awaited}; the screen shows:\n{self.text}"
                break
        return self

    def press(self, *keys: str) -> Self:
        """Type keys, all at once: what the program has not asked for yet waits for it."""
        self._process.send("".join(keys))
        return self

    def press_bytes(self, content: bytes) -> Self:
        os.write(self._process.child_fd, content)
        return self

    def resize(self, columns: int, rows: int) -> Self:
        self._screen.resize(rows, columns)
        self._process.setwinsize(rows, columns)
        return self

    def signal(self, number: signal.Signals) -> Self:
        self._process.kill(number)
        return self

    def hang_up(self) -> Self:
        """Close the terminal, as when its window is closed."""
        self._process.ptyproc.fileobj.close()
        self._hung_up = True
        return self

    def exit_code(self) -> int:
        """Wait for the end of the program; minus the signal that ended it, if one did."""
        end = time.monotonic() + _PATIENCE
        while not self._hung_up and self._listen():
            assert time.monotonic() < end, f"the program goes on; the screen shows:\n{self.text}"
        ended = self._process.ptyproc
        ended.wait()
        self._process.terminated = True
        return int(ended.exitstatus) if ended.exitstatus is not None else -int(ended.signalstatus or 0)

    def _is_drawing(self) -> bool:
        """The program said that it began a frame, and not yet that the frame is done."""
        return _ONE_GO << 5 in self._screen.mode

    def _listen(self) -> bool:
        """Take in what the program sends; False when it has ended."""
        try:
            content = self._process.read_nonblocking(65536, timeout=_GLANCE)
        except pexpect.TIMEOUT:
            return True
        except (pexpect.EOF, OSError, ValueError):
            return False
        self.sent += content
        self._stream.feed(content)
        return True


def without_blanks(text: str) -> str:
    """The text without blanks and ends of lines, for text that a window has broken anywhere."""
    return "".join(text.split())


def flags(answers: str) -> list[str]:
    """The flags that give these answers: "goal=launch-product budget=none"."""
    return [word for answer in answers.split() for word in (f"--{answer.partition('=')[0]}", answer.partition("=")[2])]
