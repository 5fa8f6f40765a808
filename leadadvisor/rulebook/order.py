"""Is there an order to go by? Lists that name everything once, questions asked too early, names that go in circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from leadadvisor.rulebook.conditions import mentions
from leadadvisor.rulebook.problems import Plain, Sheet, Steps, mappings, matches, texts
from leadadvisor.rulebook.references import SheetOfKind
from leadadvisor.rulebook.schema import FileKind
from leadadvisor.text import listing, shown

_Conditions: TypeAlias = Mapping[str, tuple[Sheet, Steps, Plain]]
"""The named conditions, each with its place."""

_MAX_CHAIN = 16
_MAX_PARTS = 250


def check_order(sheets: Iterable[SheetOfKind], unsure: Iterable[FileKind]) -> None:
    """Complain of incomplete lists, of questions that rest on later ones, and of conditions that rest on themselves."""
    sheets, unsure = list(sheets), set(unsure)
    conditions = _named_conditions(sheets)
    _check_named_conditions(conditions)
    top = next((sheet for sheet, kind in sheets if kind == "rulebook"), None)
    if top is None:
        return
    if "approaches" not in unsure:
        _check_list(top, "approaches", [name for _, name in _all_texts(sheets, "approaches", "id")])
    if "questions" not in unsure:
        _check_list(top, "ask-order", [name for _, name in _all_texts(sheets, "questions", "questions/*/id")])
        _check_asking(sheets, top, conditions)


class _Walk:
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


def _check_named_conditions(conditions: _Conditions) -> None:
    graph = {
        name: [m.name for m in mentions(value, steps) if m.kind == "condition"]
        for name, (_, steps, value) in conditions.items()
    }
    walk = _Walk(graph)
    for circle in walk.circles:
        sheet, steps, _ = conditions[circle[0]]
        message = f"the condition {shown(circle[0])} rests on itself: {listing(circle, ' -> ')}"
        sheet.complain_of_key("cycle", steps, message)
    if not walk.circles:
        _check_size(walk.order, graph, conditions)


def _check_size(order: Iterable[str], graph: Mapping[str, list[str]], conditions: _Conditions) -> None:
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


def _check_list(top: Sheet, key: str, names: list[str]) -> None:
    """Complain of a list in rulebook.yaml that leaves out a name or gives one twice."""
    if not isinstance(top.data, dict) or key not in top.data:
        return
    listed: dict[str, Steps] = {}
    for steps, name in texts(top.data, f"{key}/*"):
        if name in listed:
            hint = f"first {top.where(listed[name], top.path)}"
            top.complain("incomplete-list", steps, f"'{key}' names {shown(name)} twice", hint)
        listed.setdefault(name, steps)
    left_out = [name for name in dict.fromkeys(names) if name not in listed]
    if left_out and not top.is_doubtful((key,)):
        top.complain_of_key("incomplete-list", (key,), f"'{key}' leaves out {listing(left_out)}")


def _check_asking(sheets: list[SheetOfKind], top: Sheet, conditions: _Conditions) -> None:
    """Complain of questions whose `asked-when` rests on a question asked later, or on the question itself."""
    asked = dict.fromkeys(name for _, name in texts(top.data, "ask-order/*"))
    rank = {name: position for position, name in enumerate(asked)}
    rests_on: dict[str, list[str]] = {}
    places: dict[str, tuple[Sheet, Steps]] = {}
    for sheet, steps, question in _all_mappings(sheets, "questions", "questions/*"):
        name = question.get("id")
        if isinstance(name, str) and "asked-when" in question and name not in places:
            places[name] = (sheet, (*steps, "asked-when"))
            rests_on[name] = _questions_of(question["asked-when"], conditions)
    in_circles: set[str] = set()
    for circle in _Walk(rests_on).circles:
        in_circles.update(circle)
        sheet, steps = places[circle[0]]
        sheet.complain_of_key("cycle", steps, f"'asked-when' goes in a circle: {listing(circle, ' -> ')}")
    for name, others in rests_on.items():
        later = [other for other in others if rank.get(other, -1) > rank.get(name, len(rank))]
        if later and name not in in_circles:
            sheet, steps = places[name]
            message = f"{shown(name)} is asked before {shown(later[0])}, on which its 'asked-when' rests"
            sheet.complain_of_key("asked-too-early", steps, message, "change 'ask-order' in rulebook.yaml")


def _questions_of(condition: Plain, conditions: _Conditions) -> list[str]:
    """List the questions a condition speaks of, those of the named conditions it uses included."""
    questions: dict[str, None] = {}
    used: set[str] = set()
    waiting = [condition]
    while waiting:
        for mention in mentions(waiting.pop(), ()):
            if mention.kind == "question":
                questions[mention.name] = None
            elif mention.kind == "condition" and mention.name in conditions and mention.name not in used:
                used.add(mention.name)
                waiting.append(conditions[mention.name][2])
    return list(questions)


def _named_conditions(sheets: list[SheetOfKind]) -> _Conditions:
    return {
        str(steps[-1]): (sheet, steps, value)
        for sheet, kind in sheets
        if kind == "conditions"
        for steps, value in matches(sheet.data, "conditions/*")
    }


def _all_texts(sheets: list[SheetOfKind], kind: FileKind, pattern: str) -> list[tuple[Sheet, str]]:
    return [(sheet, name) for sheet, its_kind in sheets if its_kind == kind for _, name in texts(sheet.data, pattern)]


def _all_mappings(
    sheets: list[SheetOfKind], kind: FileKind, pattern: str
) -> list[tuple[Sheet, Steps, dict[str, Plain]]]:
    return [
        (sheet, steps, mapping)
        for sheet, its_kind in sheets
        if its_kind == kind
        for steps, mapping in mappings(sheet.data, pattern)
    ]
