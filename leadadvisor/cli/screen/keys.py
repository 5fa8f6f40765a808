"""Keys mode: arrows, numbers and letters, one key at a time, on a terminal that can be drawn on."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from leadadvisor.cli.screen.choice import Choice, Painter, Reply
from leadadvisor.cli.screen.frame import Window, choice_frame, fitted, inline_part, reading_frame, writing_lines
from leadadvisor.cli.screen.request import Look
from leadadvisor.cli.screen.terminal import Terminal
from leadadvisor.model.value import NamedTuple
from leadadvisor.text import safe

_BACK = {"escape", "left", "erase"}
_STEPS = {"up": -1, "k": -1, "down": 1, "j": 1}
_SCROLL = {"up": -1, "k": -1, "down": 1, "j": 1, "home": -10_000, "end": 10_000}


class Pointing(NamedTuple):
    """Where the pointer stands, the digits typed for it so far, and what there is to say about the last key."""

    pointer: int
    digits: str = ""
    note: str = ""


class KeysScreen:
    """Asks with keys, from `with` to its end."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._terminal = Terminal()

    def __enter__(self) -> Self:
        self._terminal.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._terminal.__exit__(kind, error, trace)

    def choose(self, choice: Choice) -> Reply:
        """Ask until the person chose an item or asked for something else."""
        now = Pointing(start_of(choice))
        while True:
            self._draw(choice, now)
            after = pressed(choice, now, self._terminal.key())
            if isinstance(after, Reply):
                if choice.inline:
                    self._terminal.leave()
                return after
            now = after

    def read(self, title: str, paint: Painter) -> None:
        """Show a text over the whole window until Enter or a key that goes back."""
        first = 0
        while True:
            window = self._window()
            frame = reading_frame(title, paint, first, window)
            first = frame.focus[0] - 1
            self._terminal.draw(*fitted(frame, window))
            key = self._terminal.key()
            page = max(1, frame.focus[1] - frame.focus[0] + 1)
            if key in _BACK or key in {"enter", "?", "q"}:
                return
            first += {**_SCROLL, "page-down": page, " ": page, "page-up": -page}.get(key, 0)

    def write(self, prompt: str, proposal: str) -> str | None:
        """Ask for a line of text below what stands on the first screen."""
        text = proposal
        while True:
            self._terminal.draw_inline(writing_lines(prompt, text, inline_part(self._window())))
            key = self._terminal.key()
            if key in {"enter", "escape"}:
                self._terminal.leave()
                return text.strip() or None if key == "enter" else None
            text = edited(text, key)

    def say(self, line: str) -> None:
        """Print a line on the first screen."""
        self._terminal.leave()
        self._terminal.print(safe(line))

    def rest(self) -> None:
        """Show the first screen as it was."""
        self._terminal.leave()

    def _draw(self, choice: Choice, now: Pointing) -> None:
        window = inline_part(self._window()) if choice.inline else self._window()
        frame = choice_frame(choice, now.pointer, now.note, window)
        lines, focus = fitted(frame, window, spread=not choice.inline)
        if choice.inline:
            self._terminal.draw_inline(lines)
        else:
            self._terminal.draw(lines, focus)

    def _window(self) -> Window:
        return Window(self._terminal.size(), self._look)


def start_of(choice: Choice) -> int:
    """The item the pointer stands at in the beginning."""
    return next((index for index, item in enumerate(choice.items) if item.id == choice.start), 0)


def pressed(choice: Choice, now: Pointing, key: str) -> Pointing | Reply:
    """What a key does: it moves the pointer, or it is an answer."""
    if key == "enter":
        return Reply("choose", choice.items[now.pointer].id)
    if key in _BACK:
        return Reply("back") if choice.can_go_back else now._replace(note="There is nothing to go back to.")
    if key.isdecimal() and key.isascii():
        return _numbered(choice, now, key)
    for index, item in enumerate(choice.items):
        if key == item.letter:
            return Reply("choose", choice.items[index].id)
    for letter in choice.letters:
        if key == letter.letter or (key == "right" and letter.command == "forward"):
            return Reply(letter.command)
    if key == "q":
        raise KeyboardInterrupt
    return _moved(choice, now, key)


def edited(text: str, key: str) -> str:
    """The line of text after a key."""
    if key == "erase":
        return text[:-1]
    if key == "erase-all":
        return ""
    return text + key if len(key) == 1 else text


def _moved(choice: Choice, now: Pointing, key: str) -> Pointing:
    last = len(choice.items) - 1
    if key in _STEPS:
        return Pointing((now.pointer + _STEPS[key]) % (last + 1))
    if key in {"home", "page-up"}:
        return Pointing(0)
    if key in {"end", "page-down"}:
        return Pointing(last)
    if key in {"redraw", "right", "ignored"}:
        return now
    return Pointing(now.pointer, note=f"“{key}” does nothing here.")


def _numbered(choice: Choice, now: Pointing, digit: str) -> Pointing:
    """The pointer at the item of that number; a digit may follow another to make a number of two digits."""
    numbered = choice.numbered()
    for digits in (now.digits + digit, digit):
        if 1 <= int(digits) <= len(numbered):
            return Pointing(choice.items.index(numbered[int(digits) - 1]), digits.lstrip("0"))
    return Pointing(now.pointer, note=f"There is no number {digit} here.")
