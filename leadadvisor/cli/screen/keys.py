"""Keys mode: arrows, numbers and letters, one key at a time, on a terminal that can be drawn on."""

from __future__ import annotations

from types import TracebackType
from typing import Self, TextIO

from leadadvisor.cli.screen.choice import Choice, Painter, Reply
from leadadvisor.cli.screen.frame import (
    Window,
    card_frame,
    choice_frame,
    fitted,
    inline_part,
    reading_frame,
    writing_lines,
)
from leadadvisor.cli.screen.request import Look
from leadadvisor.cli.screen.terminal import PASTE, Terminal
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import quoted
from leadadvisor.text import one_line, safe

_BACK = {"escape", "left", "erase"}
_STEPS = {"up": -1, "k": -1, "down": 1, "j": 1}
_IN_A_ROW = {"left": -1, "right": 1, "\t": 1}
_PAGES = {"page-up": -10, "page-down": 10, " ": 10}
_SCROLL = {"up": -1, "k": -1, "down": 1, "j": 1, "home": -10_000, "end": 10_000}


class Pointing(NamedTuple):
    """Where the pointer stands, the digits or the letter that chose its item, and what to say about the last key.

    Whatever chose the item, Enter or the same key again confirms it. `first` is the first line of a card that is seen.
    """

    pointer: int
    chosen_by: str = ""
    note: str = ""
    first: int = 0


class KeysScreen:
    """Asks with keys, from `with` to its end."""

    scrolls = False

    def __init__(self, look: Look, console: TextIO) -> None:
        self._look = look
        self._terminal = Terminal(console)

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
            after = self._after_key(choice, now)
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

    def _after_key(self, choice: Choice, now: Pointing) -> Pointing | Reply:
        """What the next key does, or the next word."""
        key = self._terminal.key()
        if len(key) != 1:
            return pressed(choice, now, key)
        after = pressed(choice, now, key) if key.lower() in {item.letter for item in choice.items} else now
        if isinstance(after, Reply):
            return after
        if after != now:
            self._draw(choice, after)
        word = self._terminal.word_after(key)
        return at_word(choice, now, word) if word else after if after != now else pressed(choice, now, key)

    def _draw(self, choice: Choice, now: Pointing) -> None:
        window = inline_part(self._window()) if choice.inline else self._window()
        if choice.card:
            self._terminal.draw(*fitted(card_frame(choice, now.pointer, now.first, now.note, window), window))
            return
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
    at = choice.pointer or choice.start
    return next((index for index, item in enumerate(choice.items) if item.id == at), 0)


def pressed(choice: Choice, now: Pointing, key: str) -> Pointing | Reply:
    """What a key does: it moves the pointer, confirms the item there, or asks for something else."""
    if key == "enter":
        return Reply("choose", choice.items[now.pointer].id)
    if choice.card and key in {*_IN_A_ROW, *_SCROLL, *_PAGES}:
        return _below_a_card(choice, now, key)
    if key in _BACK:
        return Reply("back") if choice.can_go_back else now._replace(note="There is nothing to go back to.")
    if key.isdecimal() and key.isascii():
        return _numbered(choice, now, key)
    return _lettered(choice, now, key.lower() if len(key) == 1 else key)


def _below_a_card(choice: Choice, now: Pointing, key: str) -> Pointing:
    """Left and right move the pointer along the row of items, up and down the card."""
    if key in _IN_A_ROW:
        return Pointing((now.pointer + _IN_A_ROW[key]) % len(choice.items), first=now.first)
    return now._replace(first=max(0, now.first + {**_SCROLL, **_PAGES}[key]))


def _lettered(choice: Choice, now: Pointing, key: str) -> Pointing | Reply:
    """What a letter does, a pasted text, or a key that moves the pointer."""
    if key.startswith(PASTE):
        return at_word(choice, now, key.removeprefix(PASTE))
    for index, item in enumerate(choice.items):
        if key == item.letter:
            return Reply("choose", item.id) if now.chosen_by == key else Pointing(index, key)
    for letter in choice.letters:
        if key == letter.letter or (key == "right" and letter.command == "forward"):
            return Reply(letter.command, pointed=choice.items[now.pointer].id)
    if key == "q":
        raise KeyboardInterrupt
    return _moved(choice, now, key)


def at_word(choice: Choice, now: Pointing, text: str) -> Pointing:
    """The pointer at the item whose id or label begins with the word; nothing is answered by it."""
    word = one_line("".join(text.strip().splitlines()[:1])).lower()
    read = choice.reads(word) if choice.reads else ""
    for index, item in enumerate(choice.items):
        if word and (item.id == read or item.id.startswith(word) or item.label.lower().startswith(word)):
            return Pointing(index)
    return Pointing(now.pointer, note=f"No answer here begins with {quoted(word)}.")


def edited(text: str, key: str) -> str:
    """The line of text after a key."""
    if key == "erase":
        return text[:-1]
    if key == "erase-all":
        return ""
    if key.startswith(PASTE):
        return text + one_line(key.removeprefix(PASTE))
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


def _numbered(choice: Choice, now: Pointing, digit: str) -> Pointing | Reply:
    """The pointer at the item of that number; a digit may follow another to make a number of two digits."""
    numbered = choice.numbered()
    before = now.chosen_by if now.chosen_by.isdecimal() else ""
    for digits in (before + digit, digit):
        if 1 <= int(digits) <= len(numbered):
            if digits == before:
                return Reply("choose", choice.items[now.pointer].id)
            return Pointing(choice.items.index(numbered[int(digits) - 1]), digits.lstrip("0"))
    return Pointing(now.pointer, note=f"There is no number {digit} here.")
