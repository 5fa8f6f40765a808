"""What the conversation shows and what it gets back, in words that both kinds of terminal can carry out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol, TypeAlias

from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.summary import MixNow, Movement
from leadadvisor.reports.page import Page

Painter: TypeAlias = Callable[[Page], None]
"""Writes something on a page, whatever its width."""

Command: TypeAlias = Literal["choose", "back", "why", "forward", "skip", "hints", "review"]
"""What a person can ask for; "choose" comes with the item that was chosen."""


class Item(NamedTuple):
    """One thing to choose. An item without a letter of its own is called by its number.

    `lead` stands in a column before the label and `tail` after it, where there is room.
    """

    id: str
    label: str
    help: str = ""
    letter: str = ""
    lead: str = ""
    tail: str = ""


class Letter(NamedTuple):
    """A letter that does something else than choosing, and what it does in few words."""

    letter: str
    command: Command
    meaning: str


class Progress(NamedTuple):
    """How far the conversation has come: `done` of `total` steps, and the same in words."""

    done: int
    total: int
    words: str


class Choice(NamedTuple):
    """One thing to ask for: its text, the items to choose from and the letters that do something else.

    `start` is the item that Enter takes unless another is picked; with `kept` it is the answer given before, and
    `pointer` the item pointed at where the page was left for a moment. `mix` stands before the text and stays in
    sight, `facts` (names with what they stand for) after it; `preview` is one line that belongs to an item, such as
    what it would change; `notes` are told once. `hint` says who comes first so far; `moved` says more of it, beside
    the page where there is room, and then in the place of the hint. `card` is a text by the width of the window that
    takes all of it but a row for the items. `reads` gives the item for a number such as "12 h", or nothing. With
    `can_go_back` there is something to go back to; with `inline` the choice stands below what was printed before and
    leaves it in sight.
    """

    title: str
    text: str
    items: tuple[Item, ...]
    help: str = ""
    letters: tuple[Letter, ...] = ()
    progress: Progress | None = None
    start: str = ""
    kept: bool = False
    pointer: str = ""
    can_go_back: bool = True
    mix: MixNow | None = None
    preview: Callable[[str], str] | None = None
    notes: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    moved: Movement | None = None
    card: Callable[[int], str] | None = None
    reads: Callable[[str], str] | None = None
    inline: bool = False

    def numbered(self) -> tuple[Item, ...]:
        """The items called by number, the first by 1."""
        return tuple(item for item in self.items if not item.letter)

    def sign_of(self, item: Item) -> str:
        """The letter or the number that calls the item."""
        return item.letter or str(self.numbered().index(item) + 1)


class Reply(NamedTuple):
    """What the person asked for; `item` is the id of the item chosen, `pointed` of the one pointed at meanwhile."""

    command: Command
    item: str = ""
    pointed: str = ""


class EndOfInput(Exception):
    """There will be no more input: Ctrl-D, or the terminal is gone."""


class Screen(Protocol):
    """A way of asking. Every method may raise `EndOfInput` or `KeyboardInterrupt`.

    Where it `scrolls`, whatever was shown stays above what is shown next.
    """

    scrolls: bool

    def choose(self, choice: Choice) -> Reply:
        """Ask until the person chose an item or asked for something else."""

    def read(self, title: str, paint: Painter) -> None:
        """Show a text until the person has read it."""

    def write(self, prompt: str, proposal: str) -> str | None:
        """Ask for a line of text, with a proposal for it; None when the person goes back."""

    def say(self, line: str) -> None:
        """A line that stays on the terminal, after all questions so far."""

    def rest(self) -> None:
        """Take away what is not to stay, so that something else can be printed."""
