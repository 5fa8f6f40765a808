"""Lays out what keys mode shows: a head and a foot that stay, and between them a body that scrolls to its pointer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.cells import cell_len
from rich.text import Text

from leadadvisor.cli.screen.choice import Choice, Item, Painter, Progress
from leadadvisor.cli.screen.request import Look
from leadadvisor.cli.screen.sheet import Sheet, paint_mix, paint_movement
from leadadvisor.cli.screen.terminal import Size
from leadadvisor.model.value import NamedTuple
from leadadvisor.reports.page import Piece

_TALLEST = 30
"""Rows a frame is spread over; in a taller window its foot would be far from the rest."""
_LEAST_BODY = 3
"""Rows the body gets before head and foot give way."""
_ROOMY = 60
_INLINE = 44
_WIDE, _WIDEST, _PANE = 100, 120, 36
"""Columns from which on a pane stands beside the page, columns both together use at most, and those of the pane."""
POINTER = "\N{HEAVY RIGHT-POINTING ANGLE QUOTATION MARK ORNAMENT}"


class Window(NamedTuple):
    """The size of the window and the look of what is drawn in it."""

    size: Size
    look: Look


class Frame(NamedTuple):
    """Lines ready to be printed; `focus` are the first and the last line of the body that must be seen."""

    head: tuple[str, ...]
    body: tuple[str, ...]
    foot: tuple[str, ...]
    focus: tuple[int, int]


class Plenty(NamedTuple):
    """How much a frame has to say: help for the question, help for every item or the one pointed at, and notes."""

    help: bool
    item_help: Literal["all", "below", "beside", "none"]
    notes: bool


_PLENTIES = (
    Plenty(help=True, item_help="all", notes=True),
    Plenty(help=True, item_help="below", notes=True),
    Plenty(help=True, item_help="beside", notes=True),
    Plenty(help=False, item_help="beside", notes=True),
    Plenty(help=False, item_help="beside", notes=False),
    Plenty(help=False, item_help="none", notes=False),
    Plenty(help=False, item_help="beside", notes=True),  # too long for the window in any way: it scrolls
)
"""From the most to the least; what is left out stands on the page behind `?`."""


class Body(NamedTuple):
    """The body while it is laid out, and the first and the last of its lines that belong to the pointer."""

    sheet: Sheet
    focus: tuple[int, int]


def inline_part(window: Window) -> Window:
    """What an inline frame uses of the window: so little that hardly any window breaks its lines when it shrinks."""
    return window._replace(size=Size(min(window.size.columns, _INLINE), window.size.rows - 1))


def choice_frame(choice: Choice, pointer: int, note: str, window: Window) -> Frame:
    """The frame of a choice whose pointer stands at one of its items; in a wide window with a pane beside it."""
    if choice.moved is None or choice.inline or window.size.columns < _WIDE:
        return _narrow_frame(choice, pointer, note, window)
    left = window._replace(size=window.size._replace(columns=min(window.size.columns, _WIDEST) - _PANE))
    frame = _narrow_frame(choice._replace(hint=""), pointer, note, left)
    pane = Sheet(window.look, _PANE - 3)
    pane.margin = 0
    paint_movement(pane, choice.moved)
    return frame._replace(body=_beside(frame.body, pane.finished(), left))


def card_frame(choice: Choice, pointer: int, first: int, note: str, window: Window) -> Frame:
    """The frame of a choice below a card, from the card's line `first` on; its items stand in rows at the foot."""
    foot = Sheet(window.look, window.size.columns)
    for line in filter(None, (note, *choice.notes)):
        foot.paragraph((line, "yellow"), indent=foot.margin)
    foot.rule()
    foot.choices([(choice.sign_of(item), item.label) for item in choice.items], pointer)
    card = choice.card(window.size.columns) if choice.card else ""
    lines = tuple(card.rstrip("\n").split("\n"))
    room = _room((), foot.finished(), window.size)
    first = max(0, min(first, len(lines) - room))
    return Frame((), lines, foot.finished(), (first + 1, min(len(lines), first + room) - 2))


def _beside(body: tuple[str, ...], pane: tuple[str, ...], left: Window) -> tuple[str, ...]:
    """The lines of the pane at the right of those of the body."""
    bar = " │ " if left.look.unicode else " | "
    lines = []
    for index in range(max(len(body), len(pane))):
        line = body[index] if index < len(body) else ""
        blanks = " " * (left.size.columns - cell_len(Text.from_ansi(line).plain))
        lines.append(f"{line}{blanks}{bar}{pane[index] if index < len(pane) else ''}")
    return tuple(lines)


def _narrow_frame(choice: Choice, pointer: int, note: str, window: Window) -> Frame:
    """The frame without a pane.

    In a low window it has less to say, so that the question and its answers stay in sight; a list in columns never
    has the help of every item between its rows. How much does not depend on where the pointer stands: nothing but the
    pointer moves.
    """
    head = _head(choice, window)
    longest = max(range(len(choice.items)), key=lambda index: len(choice.items[index].help))
    plenty = _PLENTIES[-1]
    for each in _PLENTIES[1:] if any(item.lead for item in choice.items) else _PLENTIES:
        body, foot = _body(choice, longest, window, each), _foot(choice, pointer, note, window, each)
        if sum(sheet.count() for sheet in (head, body.sheet, foot)) <= window.size.rows:
            plenty = each
            break
    body, foot = _body(choice, pointer, window, plenty), _foot(choice, pointer, note, window, plenty)
    return Frame(head.finished(), body.sheet.finished(), foot.finished(), body.focus)


def reading_frame(title: str, paint: Painter, first: int, window: Window) -> Frame:
    """The frame of a text, from its line `first` on."""
    head, body, foot = (Sheet(window.look, window.size.columns) for _ in range(3))
    head.sides((title, "bold cyan"), "")
    head.rule()
    body.gap()
    paint(body)
    foot.rule()
    foot.keys(((_arrows(window.look), "scroll"), ("Enter", "back")))
    lines = body.finished()
    room = _room(head.finished(), foot.finished(), window.size)
    first = max(0, min(first, len(lines) - room))
    return Frame(head.finished(), lines, foot.finished(), (first + 1, min(len(lines), first + room) - 2))


def writing_lines(prompt: str, text: str, window: Window) -> tuple[str, ...]:
    """A prompt, the text so far with a mark for the cursor, and the keys."""
    sheet = Sheet(window.look, window.size.columns)
    sheet.gap()
    sheet.paragraph((prompt, "bold"), indent=sheet.margin)
    sheet.row([" " * sheet.margin, (POINTER if window.look.unicode else ">", "cyan"), " "], [text, ("_", "cyan")], "")
    sheet.keys((("Enter", "take it"), ("Ctrl-U", "clear"), ("Esc", "never mind")))
    return sheet.finished()


def fitted(frame: Frame, window: Window, *, spread: bool = True) -> tuple[tuple[str, ...], int]:
    """The lines of the frame that fit into the window, and the line of its focus among them.

    With `spread` the foot stands at the bottom, and marks tell where the body goes on.
    """
    head, body, foot = frame.head, frame.body, frame.foot
    rows = window.size.rows
    if rows - len(head) - len(foot) < _LEAST_BODY:
        head = ()
    if rows - len(foot) < _LEAST_BODY:
        foot = ()
    room = rows - len(head) - len(foot)
    shown, focus = _part(body, frame.focus, room, window.look)
    spare = min(rows, _TALLEST) - len(head) - len(shown) - len(foot) if spread else 0
    return (*head, *shown, *[""] * spare, *foot), len(head) + focus


def _head(choice: Choice, window: Window) -> Sheet:
    sheet = Sheet(window.look, window.size.columns)
    if choice.inline:
        sheet.gap()
    progress = choice.progress or Progress(0, 1, "")
    sheet.sides((choice.title, "bold cyan"), (progress.words, "dim"))
    sheet.rule(progress.done, progress.total)
    if choice.mix:
        paint_mix(sheet, choice.mix)
    return sheet


def _body(choice: Choice, pointer: int, window: Window, plenty: Plenty) -> Body:
    sheet = Sheet(window.look, window.size.columns)
    if plenty.item_help != "none":
        sheet.gap()
    _question(sheet, choice, plenty)
    signs = max(len(choice.sign_of(item)) for item in choice.items)
    leads = max(cell_len(item.lead) for item in choice.items) if sheet.width >= _ROOMY else 0
    beside = sheet.margin + signs + 4
    focus = (0, 0)
    for index, item in enumerate(choice.items):
        first, pointed = sheet.count(), index == pointer
        _item(sheet, choice, item, pointed=pointed, signs=signs, leads=leads)
        if item.help and (plenty.item_help == "all" or (plenty.item_help == "beside" and pointed)):
            sheet.paragraph((item.help, "dim"), indent=beside)
        if pointed:
            focus = (first, sheet.count() - 1)
    if plenty.item_help == "below" and choice.items[pointer].help:
        sheet.gap()
        sheet.paragraph((choice.items[pointer].help, "dim"), indent=beside)
    return Body(sheet, focus)


def _question(sheet: Sheet, choice: Choice, plenty: Plenty) -> None:
    """What is asked, above the items."""
    if choice.text:
        sheet.paragraph((choice.text, "bold"), indent=sheet.margin)
    if choice.help and plenty.help:
        sheet.paragraph((choice.help, "dim"), indent=sheet.margin)
    for name, meaning in choice.facts:
        sheet.gap()
        sheet.row([" " * sheet.margin, (f"{name}  ", "bold cyan")], [meaning], "")
    if choice.text or choice.help or choice.facts:
        sheet.gap()


def _item(sheet: Sheet, choice: Choice, item: Item, *, pointed: bool, signs: int, leads: int) -> None:
    mark = (POINTER if sheet.layout.unicode else ">") if pointed else " "
    style = "bold cyan" if pointed else ""
    lead: list[Piece] = [" " * sheet.margin, (mark, style), " ", (choice.sign_of(item).rjust(signs), style or "dim")]
    if leads and item.lead:
        lead += ["  ", (item.lead.ljust(leads), style or "dim"), "  "]
        sheet.row(lead, [(item.label, style)], (item.tail, "dim"))
    else:
        before: list[Piece] = [(f"{item.lead}: ", style or "dim")] if item.lead else []
        sheet.row([*lead, "  "], [*before, (item.label, style)], ("" if item.lead else item.tail, "dim"))


def _foot(choice: Choice, pointer: int, note: str, window: Window, plenty: Plenty) -> Sheet:
    sheet = Sheet(window.look, window.size.columns)
    sheet.gap()
    preview = choice.preview(choice.items[pointer].id) if choice.preview else ""
    told = (note, preview) if note or preview else (*choice.notes, choice.hint) if plenty.notes else ()
    for line in filter(None, told):
        sheet.paragraph((line, "yellow" if line == note else ""), indent=sheet.margin)
    sheet.rule()
    sheet.keys(_segments(choice, window.look))
    return sheet


def _segments(choice: Choice, look: Look) -> list[tuple[str, str]]:
    alone = len(choice.items) == 1
    segments = [("Enter", choice.items[0].label.lower()) if alone else (_arrows(look), "Enter")]
    if choice.can_go_back:
        segments.append(("←" if look.unicode else "Esc", "back"))
    segments += [(letter.letter, letter.meaning) for letter in choice.letters]
    return [*segments, ("Ctrl-C", "stop")]


def _arrows(look: Look) -> str:
    return "↑↓" if look.unicode else "Arrows"


def _room(head: Sequence[str], foot: Sequence[str], size: Size) -> int:
    return max(1, size.rows - len(head) - len(foot))


def _part(body: tuple[str, ...], focus: tuple[int, int], room: int, look: Look) -> tuple[tuple[str, ...], int]:
    """As much of the body as fits with the focus in it, and where in it the focus begins."""
    if len(body) <= room:
        return body, focus[0]
    first = max(0, min(focus[0], focus[1] - room + 2, len(body) - room))
    if focus[1] >= first + room:  # the focus alone is higher than the window: its beginning counts
        first = focus[0]
    shown = list(body[first : first + room])
    marks = Sheet(look, 80)
    marks.paragraph((" ↑ more" if look.unicode else " ^ more", "dim"))
    marks.paragraph((" ↓ more" if look.unicode else " v more", "dim"))
    above, below = marks.finished()
    if first > 0 and focus[0] > first:
        shown[0] = above
    if first + room < len(body) and focus[1] < first + room - 1:
        shown[-1] = below
    return tuple(shown), max(0, focus[0] - first)
