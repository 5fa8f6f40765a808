"""Do all names in a rulebook's files lead somewhere? Repeated ids, names that nothing has, lists that are not whole.

Where names are given and used the forms say; only what they cannot say is written out here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from leadadvisor.model.rulebook import UNSURE, WHOLE_MIX
from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.conditions import (
    WORDS,
    Mention,
    NamedConditions,
    SheetOfKind,
    Walk,
    check_named_conditions,
    conditions_in,
    mentions,
    named_conditions,
)
from leadadvisor.rulebook.problems import KEYS, Plain, Sheet, Steps, mappings, suggestion, texts
from leadadvisor.rulebook.schema import FileKind, Gives, NameKind, Uses
from leadadvisor.rulebook.shape import marked_places
from leadadvisor.text import listing, nearest, shown


class Names(NamedTuple):
    """All names of a rulebook, and the kinds of names of which some may not have been read."""

    of_kind: Mapping[NameKind, frozenset[str]]
    options: Mapping[str, tuple[str, ...]]
    unsure_kinds: frozenset[NameKind]

    def knows(self, kind: NameKind, name: str) -> bool:
        """Tell whether there is such a name, or might be one in a file that could not be read."""
        return kind in self.unsure_kinds or name in self.of_kind.get(kind, ())


def check_references(sheets: Iterable[SheetOfKind], unsure: Iterable[FileKind]) -> None:
    """Complain of repeated ids and of names nothing has; kinds of files in `unsure` may hold names not seen."""
    sheets, unsure = list(sheets), set(unsure)
    names = _collect(sheets, unsure)
    for sheet, kind in sheets:
        for pattern, mark in marked_places(kind):
            if isinstance(mark, Uses):
                for steps, name in texts(sheet.data, pattern):
                    _check_name(sheet, steps, name, mark, names, is_key=pattern.endswith(KEYS))
        for steps, value in conditions_in(sheet, kind):
            for mention in mentions(value, steps):
                _check_mention(sheet, mention, names)
        _check_options(sheet, kind, names)
    _check_plans(sheets, names)
    _check_order(sheets, unsure)


def names_given(kind: FileKind) -> tuple[tuple[str, NameKind], ...]:
    """Where in a file of that kind names are given, each with what gets its name there."""
    return tuple((pattern, mark.kind) for pattern, mark in marked_places(kind) if isinstance(mark, Gives))


def _collect(sheets: list[SheetOfKind], unsure: Iterable[FileKind]) -> Names:
    """Gather every name, complaining of those given twice."""
    places: dict[NameKind, dict[str, tuple[Sheet, Steps]]] = defaultdict(dict)
    options: dict[str, tuple[str, ...]] = {}
    unsure_kinds = {name_kind for kind in unsure for _, name_kind in names_given(kind)}
    for sheet, kind in sheets:
        for pattern, name_kind in names_given(kind):
            for steps, name in texts(sheet.data, pattern):
                if not _claim_name(places[name_kind], sheet, steps, name, name_kind):
                    unsure_kinds.add(name_kind)  # one of the two was to have another name
        if kind == "questions":
            for steps, question in mappings(sheet.data, "questions/*"):
                options.setdefault(str(question.get("id")), _options_of(sheet, steps, question, unsure_kinds))
    of_kind = {name_kind: frozenset(found) for name_kind, found in places.items()}
    return Names(of_kind, options, frozenset(unsure_kinds))


def _claim_name(places: dict[str, tuple[Sheet, Steps]], sheet: Sheet, steps: Steps, name: str, kind: NameKind) -> bool:
    """Note where a name is given; complain, and give False, if it was given before."""
    if name not in places:
        places[name] = (sheet, steps)
        return True
    first, there = places[name]
    what = "case of the name" if kind == "case" else f"{kind} with the id"
    sheet.complain("duplicate-id", steps, f"a second {what} {shown(name)}", f"first {first.where(there, sheet.path)}")
    return False


def _options_of(sheet: Sheet, steps: Steps, question: Plain, unsure_kinds: set[NameKind]) -> tuple[str, ...]:
    """List the options of a question, complaining of those given twice."""
    seen: dict[str, tuple[Sheet, Steps]] = {}
    for within, option in texts(question, "options/*/id"):
        if not _claim_name(seen, sheet, (*steps, *within), option, "option"):
            unsure_kinds.add("option")
    return tuple(seen)


def _check_mention(sheet: Sheet, mention: Mention, names: Names) -> None:
    if mention.kind != "option":
        used = Uses(mention.kind)
        _check_name(sheet, mention.steps, mention.name, used, names, is_key=mention.kind == "question")
    elif mention.name == UNSURE:
        message = f"a condition cannot ask for '{UNSURE}'"
        sheet.complain("dangling-reference", mention.steps, message, "an unsure answer leaves it open by itself")
    else:
        _check_option(sheet, mention.steps, mention.name, mention.question, names)


def _check_name(sheet: Sheet, steps: Steps, name: str, used: Uses, names: Names, *, is_key: bool) -> None:
    if not names.knows(used.kind, name) and not (used.or_mix and name == WHOLE_MIX):
        complain = sheet.complain_of_key if is_key else sheet.complain
        what = "named condition" if used.kind == "condition" else used.kind
        complain("dangling-reference", steps, f"there is no {what} {shown(name)}", partial(_hint, name, used, names))


def _check_option(sheet: Sheet, steps: Steps, option: str, question: str, names: Names) -> None:
    options = names.options.get(question)
    if options is not None and option not in options and names.unsure_kinds.isdisjoint({"question", "option"}):
        hint = partial(suggestion, option, options, "its options")
        message = f"the question {shown(question)} has no option {shown(option)}"
        sheet.complain("dangling-reference", steps, message, hint)


def _hint(name: str, used: Uses, names: Names) -> str:
    """Say which name is the nearest, or that it is the name of something else."""
    kind = used.kind
    of_kind = names.of_kind.get(kind, frozenset()).union([WHOLE_MIX] if used.or_mix else [])
    if kind == "question" and name in names.of_kind.get("condition", ()):
        return f"for the named condition write {{use: {name}}}"
    for other, found in names.of_kind.items():
        if name in found:
            return f"{shown(name)} is a {other}" if other[0] not in "aeiou" else f"{shown(name)} is an {other}"
    if kind == "question" and nearest(name, WORDS) and not nearest(name, of_kind):
        return suggestion(name, WORDS)
    return suggestion(name, sorted(of_kind), "there are")


def _check_options(sheet: Sheet, kind: FileKind, names: Names) -> None:
    """Check the options of a question that stand outside conditions: which question is meant stands beside them."""
    if kind == "cases":
        for steps, option in texts(sheet.data, "cases/*/answers/*"):
            if option != UNSURE:
                _check_option(sheet, steps, option, str(steps[-1]), names)
    elif kind == "properties":
        _check_options_of(sheet, "properties/*", ("order", "from", "to"), names)
    elif kind == "approaches":
        for unlock in ("channels/*/states/*/unlocked-by/*", "channels/*/states/*/unlocked-by/*/all/*"):
            _check_options_of(sheet, unlock, ("options",), names)


def _check_options_of(sheet: Sheet, pattern: str, keys: Sequence[str], names: Names) -> None:
    """Check the options listed under these keys of mappings that name a question."""
    for steps, declared in mappings(sheet.data, pattern):
        for key in keys:
            for within, option in texts(declared, f"{key}/*"):
                _check_option(sheet, (*steps, *within), option, str(declared.get("question")), names)


def _check_plans(sheets: list[SheetOfKind], names: Names) -> None:
    """Check that an approach has one plan, and that each channel in it is one of its own."""
    plans: dict[str, Sheet] = {}
    channels = {WHOLE_MIX: (), **_channels_by_approach(sheets)}
    for sheet, kind in sheets:
        for steps, approach in texts(sheet.data, "approach") if kind == "plan" else ():
            first = plans.setdefault(approach, sheet)
            if first is not sheet:
                hint = f"first {first.where(steps, sheet.path)}"
                sheet.complain("duplicate-id", steps, f"a second plan of {shown(approach)}", hint)
            if approach in channels and names.unsure_kinds.isdisjoint({"approach", "channel"}):
                _check_channels(sheet, approach, channels[approach])


def _check_channels(sheet: Sheet, approach: str, own: tuple[str, ...]) -> None:
    for part in ("actions", "decisions"):
        for steps, channel in texts(sheet.data, f"{part}/*/channel"):
            if channel not in own:
                hint = partial(suggestion, channel, own, "its channels")
                message = f"{shown(approach)} has no channel {shown(channel)}"
                sheet.complain("dangling-reference", steps, message, hint)


def _channels_by_approach(sheets: list[SheetOfKind]) -> Mapping[str, tuple[str, ...]]:
    return {
        approach: tuple(channel for _, channel in texts(sheet.data, "channels/*/id"))
        for sheet, kind in sheets
        if kind == "approaches"
        for _, approach in texts(sheet.data, "id")
    }


def _check_order(sheets: list[SheetOfKind], unsure: set[FileKind]) -> None:
    """Complain of incomplete lists, of questions that rest on later ones, and of conditions that rest on themselves."""
    conditions = named_conditions(sheets)
    check_named_conditions(conditions)
    top = next((sheet for sheet, kind in sheets if kind == "rulebook"), None)
    if top is None:
        return
    if "approaches" not in unsure:
        _check_list(top, "approaches", [name for _, name in _all_texts(sheets, "approaches", "id")])
    if "questions" not in unsure:
        _check_list(top, "ask-order", [name for _, name in _all_texts(sheets, "questions", "questions/*/id")])
        _check_asking(sheets, top, conditions)


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


def _check_asking(sheets: list[SheetOfKind], top: Sheet, conditions: NamedConditions) -> None:
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
    for circle in Walk(rests_on).circles:
        in_circles.update(circle)
        sheet, steps = places[circle[0]]
        sheet.complain_of_key("cycle", steps, f"'asked-when' goes in a circle: {listing(circle, ' -> ')}")
    for name, others in rests_on.items():
        later = [other for other in others if rank.get(other, -1) > rank.get(name, len(rank))]
        if later and name not in in_circles:
            sheet, steps = places[name]
            message = f"{shown(name)} is asked before {shown(later[0])}, on which its 'asked-when' rests"
            sheet.complain_of_key("asked-too-early", steps, message, "change 'ask-order' in rulebook.yaml")


def _questions_of(condition: Plain, conditions: NamedConditions) -> list[str]:
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
