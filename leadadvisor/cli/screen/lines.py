"""Lines mode: numbered lines, nothing drawn again and no escape sequence, for simple terminals and screen readers."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Self, TextIO

from leadadvisor.cli.exit_codes import handling
from leadadvisor.cli.screen.choice import Choice, EndOfInput, Item, Painter, Reply
from leadadvisor.cli.screen.request import Look
from leadadvisor.cli.screen.sheet import Sheet, mix_in_words
from leadadvisor.questionnaire.answers import quoted
from leadadvisor.text import sentence

_USUAL_COLUMNS = 80
_STOP = "q"
_BACK = "b"


class LinesScreen:
    """Asks with lines, from `with` to its end."""

    scrolls = True

    def __init__(self, look: Look, console: TextIO) -> None:
        self._console = console
        self._look = look._replace(colour=False)
        self._prompt = ""
        self._explained: set[str] = set()
        self._notes: tuple[str, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._continuing = handling({"SIGCONT": self._prompt_again})

    def __enter__(self) -> Self:
        reconfigure = getattr(sys.stdin, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")  # what is not text is no answer, and no reason to end either
        self._continuing.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._prompt:
            with suppress(EndOfInput):
                self._send("\n")  # what is said next must not stand behind the prompt
        self._continuing.__exit__(kind, error, trace)

    def choose(self, choice: Choice) -> Reply:
        """Ask until the person chose an item or asked for something else."""
        self._present(choice)
        while True:
            reply = understood(choice, self._line(prompt_of(choice)))
            if isinstance(reply, Reply):
                return reply
            self._tell(reply)

    def read(self, title: str, paint: Painter) -> None:
        """Print a text."""
        self._send("\n")
        self._tell(title)
        self._print(paint)

    def write(self, prompt: str, proposal: str) -> str | None:
        """Ask for a line of text; an empty one takes the proposal."""
        offered = f" Enter takes {proposal}." if proposal else ""
        line = self._line(f"{prompt}{offered} Type {_BACK} to go back: ").strip()
        return None if line.lower() == _BACK else line or proposal or None

    def say(self, line: str) -> None:
        """Print a line."""
        from leadadvisor.text import safe

        self._send(f"{safe(line)}\n")

    def rest(self) -> None:
        """Everything stays."""

    def _present(self, choice: Choice) -> None:
        """Print the choice, and nothing of it that was printed just before."""
        notes = tuple(filter(None, (*choice.notes, choice.hint)))
        if notes != self._notes:
            self._notes = notes
            for note in notes:
                self._tell(note)
        content = (choice.title, choice.text, choice.items, choice.start)
        if content == self._shown:
            self._send("\n")
            self._tell(f"Again: {choice.text or choice.title}")
        else:
            self._print(lambda page: _paint(page, choice))
        self._shown = content
        new = [(sign, meaning) for sign, meaning in signs_of(choice) if meaning not in self._explained]
        if new:
            self._explained.update(meaning for _, meaning in new)
            first = "Type a number and Enter. You can also type: " if len(new) == len(signs_of(choice)) else "Also: "
            self._tell(f"{first}{', '.join(f'{sign} for {meaning}' for sign, meaning in new)}.")

    def _line(self, prompt: str) -> str:
        self._prompt = prompt
        typed_ahead = _is_waiting()
        self._send(prompt)
        try:
            line = sys.stdin.readline()
        except OSError as error:  # the terminal is gone
            raise EndOfInput from error
        if not line:
            raise EndOfInput
        if typed_ahead:  # its own end of line was shown before the prompt
            self._send("\n")
        self._prompt = ""
        return line

    def _tell(self, sentence: str) -> None:
        self._print(lambda page: page.paragraph(sentence))

    def _print(self, paint: Callable[[Sheet], None]) -> None:
        page = Sheet(self._look, self._columns())
        page.margin = 0
        paint(page)
        self._send(page.rendered())

    def _send(self, text: str) -> None:
        try:
            self._console.write(text)
            self._console.flush()
        except OSError as error:  # nobody reads it any more
            raise EndOfInput from error

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self._console.fileno()).columns or _USUAL_COLUMNS
        except (OSError, ValueError):
            return _USUAL_COLUMNS

    def _prompt_again(self, _number: int, _frame: FrameType | None) -> None:
        if not self._prompt:
            return
        with suppress(OSError):  # a terminal that goes away sends this signal, too
            os.write(self._console.fileno(), f"\n{self._prompt}".encode(self._console.encoding, "replace"))


def understood(choice: Choice, line: str) -> Reply | str:
    """What a line asks for, or a sentence that says what is wrong with it."""
    word = line.strip().lower()
    if not word:
        if choice.kept:
            return Reply("choose", choice.start)
        return f"Please type {_numbers(choice)}, or one of the letters."
    if word == _BACK:
        return Reply("back") if choice.can_go_back else "There is nothing to go back to."
    for letter in choice.letters:
        if word == letter.letter:
            return Reply(letter.command)
    item = _item(choice, word)
    if item:
        return Reply("choose", item.id)
    if word == _STOP:
        raise KeyboardInterrupt
    return f"{quoted(line.strip())} is not one of the choices. Please type {_numbers(choice)}, or one of the letters."


def _item(choice: Choice, word: str) -> Item | None:
    """The item called by its number or letter, by its id, or by the only label or id that begins so."""
    if word[:-1].isdecimal() and word[-1] in ".)":  # as people write numbers in lists
        word = word[:-1]
    for item in choice.items:
        if word in {choice.sign_of(item), item.id}:
            return item
    read = choice.reads(word) if choice.reads else ""
    if word.isdecimal() or len(word) == 1 or read:
        return next((item for item in choice.items if item.id == read), None)
    beginning = [each for each in choice.items if each.id.startswith(word) or each.label.lower().startswith(word)]
    return beginning[0] if len(beginning) == 1 else None


def _paint(page: Sheet, choice: Choice) -> None:
    page.gap()
    page.paragraph(
        " ".join(sentence(part) for part in (choice.title, choice.progress.words if choice.progress else ""))
    )
    if choice.mix:
        page.paragraph(mix_in_words(choice.mix))
    if choice.text:
        page.paragraph(choice.text)
    if choice.help:
        page.paragraph(choice.help)
    for name, meaning in choice.facts:
        page.paragraph(f"{name}: {meaning}")
    for item in choice.items:
        page.paragraph(_told(choice, item), hang=3)


def _told(choice: Choice, item: Item) -> str:
    """An item as a line that can be read aloud."""
    lead = f"{item.lead}: " if item.lead else ""
    beside = ", ".join(filter(None, [item.label, item.tail]))
    help_ = "" if item.lead or not item.help else f". {item.help}"
    preview = choice.preview(item.id) if choice.preview else ""
    return f"{choice.sign_of(item)}. {lead}{beside}{help_}{f' {preview}' if preview else ''}"


def signs_of(choice: Choice) -> list[tuple[str, str]]:
    """Every letter that can be typed, with its meaning."""
    signs = [(item.letter, item.label.partition(" (")[0].lower()) for item in choice.items if item.letter]
    signs += [(letter.letter, letter.meaning) for letter in choice.letters]
    return [*signs, *([(_BACK, "back")] if choice.can_go_back else []), (_STOP, "save and stop")]


def prompt_of(choice: Choice) -> str:
    """The line that asks: what can be typed, and what Enter alone does."""
    letters = dict(signs_of(choice))
    kept = ""
    if choice.kept:
        start = next(item for item in choice.items if item.id == choice.start)
        kept = f" (Enter: {choice.sign_of(start)})"
    return f"{_numbers(choice, short=True)}{', '.join(letters)}{kept}: "


def _numbers(choice: Choice, *, short: bool = False) -> str:
    count = len(choice.numbered())
    if short:
        return "" if not count else "1, " if count == 1 else f"1 {_reaching(count)} {count}, "
    return (
        "one of the letters"
        if not count
        else "the number 1"
        if count == 1
        else f"a number, 1 {_reaching(count)} {count}"
    )


def _reaching(count: int) -> str:
    return "or" if count == 2 else "to"  # noqa: PLR2004 - nothing lies between


def _is_waiting() -> bool:
    """A line was typed before it was asked for."""
    try:
        return bool(select.select([sys.stdin], [], [], 0)[0])
    except (OSError, ValueError):  # Windows cannot tell
        return False
