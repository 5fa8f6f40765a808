"""Conditions as people write them: their shape, what they speak of, and those with a name that rest on one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.problems import Plain, Sheet, Steps, bracketed, matches, quoted, suggestion
from leadadvisor.rulebook.schema import FileKind
from leadadvisor.rulebook.shape import marked_places
from leadadvisor.text import listing, shown

ALWAYS_WORD = "always"
WORDS = ("all", "any", "not", "use")
"""The keys of a condition that are no question; no question may have one of them as its id."""


class SheetOfKind(NamedTuple):
    """A sheet, and which kind of file it is."""

    sheet: Sheet
    kind: FileKind


NamedConditions: TypeAlias = Mapping[str, tuple[Sheet, Steps, Plain]]
"""The named conditions, each with its place."""

_MAX_CHAIN = 16
_MAX_PARTS = 250


class Mention(NamedTuple):
    """A name a condition speaks of; `question` is set where it is an option of that question."""

    kind: Literal["question", "option", "condition"]
    name: str
    steps: Steps
    question: str = ""


def check_conditions(sheet: Sheet, kind: FileKind) -> None:
    """Complain of whatever stands where a condition belongs and is none."""
    for steps, value in conditions_in(sheet, kind):
        check_condition(sheet, steps, value)


def conditions_in(sheet: Sheet, kind: FileKind) -> Iterator[tuple[Steps, Plain]]:
    """Whatever stands where conditions belong in a file of that kind, each with its place."""
    for pattern, mark in marked_places(kind):
        if mark == "condition":
            yield from matches(sheet.data, pattern)


def check_condition(sheet: Sheet, steps: Steps, value: Plain) -> None:
    """Complain of whatever in the value is not a condition."""
    if value != ALWAYS_WORD:
        _check_mapping(sheet, steps, value)


def mentions(value: Plain, steps: Steps) -> Iterator[Mention]:
    """List the names in a condition; where the value has another shape, those that can be made out."""
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        here = (*steps, key)
        if key in ("all", "any"):
            for position, part in enumerate(inner if isinstance(inner, list) else []):
                yield from mentions(part, (*here, position))
        elif key == "not":
            yield from mentions(inner, here)
        elif key == "use":
            if isinstance(inner, str):
                yield Mention("condition", inner, here)
        else:
            yield Mention("question", key, here)
            for position, option in enumerate(inner if isinstance(inner, list) else []):
                if isinstance(option, str):
                    yield Mention("option", option, (*here, position), key)


def _check_mapping(sheet: Sheet, steps: Steps, value: Plain) -> None:
    if not isinstance(value, dict):
        message = f"a condition must be a mapping such as {{question: [option]}}, got {shown(value)}"
        sheet.complain("bad-condition", steps, message, _about_word(value) if isinstance(value, str) else "")
    elif not value:
        sheet.complain("bad-condition", steps, "an empty condition", "write always for a condition that always holds")
    else:
        for key, inner in value.items():
            _check_part(sheet, (*steps, key), key, inner)


def _about_word(word: str) -> str:
    if word == ALWAYS_WORD:
        return "'always' stands alone, not in another condition"
    return suggestion(word, [ALWAYS_WORD], "the only word that can stand here")


def _check_part(sheet: Sheet, steps: Steps, key: str, value: Plain) -> None:
    match key:
        case "all" | "any":
            for position, part in enumerate(_full_list(sheet, steps, value, f"'{key}' needs a list of conditions")):
                _check_mapping(sheet, (*steps, position), part)
        case "not":
            _check_mapping(sheet, steps, value)
        case "use":
            if not isinstance(value, str):
                sheet.complain("bad-condition", steps, f"'use' needs the name of a condition, got {shown(value)}")
        case _:
            for position, option in enumerate(_full_list(sheet, steps, value, f"{shown(key)} needs a list of options")):
                _check_option(sheet, (*steps, position), option)


def _full_list(sheet: Sheet, steps: Steps, value: Plain, need: str) -> list[Plain]:
    """Give the items of a list; complain of an empty list, or of something else, and give none."""
    if isinstance(value, list) and value:
        return value
    got = "an empty list" if value == [] else shown(value)
    sheet.complain("bad-condition", steps, f"{need}, got {got}", bracketed(value))
    return []


def _check_option(sheet: Sheet, steps: Steps, option: Plain) -> None:
    if not isinstance(option, str):
        sheet.complain("bad-condition", steps, f"an option must be text, got {shown(option)}", quoted(option))


class Walk:
    """Walks a graph of names: `circles`, each once, and `order`, in which a name follows those it leads to."""

    def __init__(self, graph: Mapping[str, Iterable[str]]) -> None:
        self._graph = graph
        self.order: dict[str, None] = {}
        self.circles: list[tuple[str, ...]] = []
        for name in graph:
            self._follow(name)

    def _follow(self, start: str) -> None:
        # A list of open iterators in place of recursion: a chain may be longer than Python's stack.
        path: dict[str, None] = {}
        open_ends = [iter((start,))]
        while open_ends:
            name = next(open_ends[-1], None)
            if name is None:
                open_ends.pop()
                if path:
                    self.order[path.popitem()[0]] = None
            elif name in path:
                circle = list(path)
                self.circles.append((*circle[circle.index(name) :], name))
            elif name in self._graph and name not in self.order:
                path[name] = None
                open_ends.append(iter(self._graph[name]))


def check_named_conditions(conditions: NamedConditions) -> None:
    """Complain of named conditions that rest on themselves, or have no end in sight when spelt out."""
    graph = {
        name: [m.name for m in mentions(value, steps) if m.kind == "condition"]
        for name, (_, steps, value) in conditions.items()
    }
    walk = Walk(graph)
    for circle in walk.circles:
        sheet, steps, _ = conditions[circle[0]]
        message = f"the condition {shown(circle[0])} rests on itself: {listing(circle, ' -> ')}"
        sheet.complain_of_key("cycle", steps, message)
    if not walk.circles:
        _check_size(walk.order, graph, conditions)


def _check_size(order: Iterable[str], graph: Mapping[str, list[str]], conditions: NamedConditions) -> None:
    """Complain of conditions that use others which use others, until what is spelt out has no end in sight."""
    depths: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for name in order:
        sheet, steps, value = conditions[name]
        used = [one for one in graph[name] if one in depths]
        depths[name] = 1 + max((depths[one] for one in used), default=0)
        own = sum(mention.kind == "question" for mention in mentions(value, steps))
        sizes[name] = own + sum(sizes[one] for one in used)
        if depths[name] > _MAX_CHAIN or sizes[name] > _MAX_PARTS:
            message = f"the condition {shown(name)} grows too large when those it uses are put in"
            hint = f"at most {_MAX_CHAIN} may use one another in turn, and name {_MAX_PARTS} questions together"
            sheet.complain_of_key("bad-condition", steps, message, hint)
            depths[name] = sizes[name] = 0  # told once, not again of all that use it


def named_conditions(sheets: Iterable[SheetOfKind]) -> NamedConditions:
    """The named conditions of a rulebook."""
    return {
        str(steps[-1]): (sheet, steps, value)
        for sheet, kind in sheets
        if kind == "conditions"
        for steps, value in matches(sheet.data, "conditions/*")
    }
