"""Do all names in a rulebook's files lead somewhere? Repeated ids, and names that nothing has, with the nearest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Literal, TypeAlias

from leadadvisor.model.rulebook import UNSURE, WHOLE_MIX
from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.coherence import CONDITIONS, RELATIONS, STEPS
from leadadvisor.rulebook.conditions import WORDS, Mention, mentions
from leadadvisor.rulebook.problems import KEYS, Plain, Sheet, Steps, mappings, matches, suggestion, texts
from leadadvisor.rulebook.schema import FileKind
from leadadvisor.text import nearest, shown

NameKind: TypeAlias = Literal[
    "document",
    "claim",
    "question",
    "option",
    "approach",
    "channel",
    "rule",
    "blocker",
    "tension",
    "contradiction",
    "condition",
    "property",
    "action",
    "owner",
    "case",
]

_OF_THE_WHOLE_MIX: Mapping[FileKind, str] = {"sources": "claims/*/approach", "plan": "approach"}
"""Where a file may say that something belongs to the whole mix in place of one approach."""

DEFINITIONS: Mapping[FileKind, tuple[tuple[str, NameKind], ...]] = {
    "conditions": (("conditions/@", "condition"),),
    "sources": (("id", "document"), ("claims/*/id", "claim")),
    "questions": (("questions/*/id", "question"),),
    "approaches": (("id", "approach"), ("channels/*/id", "channel")),
    "evidence": (("rules/*/id", "rule"),),
    "blockers": (("blockers/*/id", "blocker"),),
    "tensions": (("tensions/*/id", "tension"),),
    "contradictions": (("contradictions/*/id", "contradiction"),),
    "properties": (("properties/*/id", "property"), ("plan-properties/*/id", "property")),
    "plan": (
        ("actions/*/id", "action"),
        ("take-up/*/id", "action"),
        ("decisions/*/id", "action"),
        ("owners/*/id", "owner"),
    ),
    "cases": (("cases/*/name", "case"),),
}
"""Where in each kind of file names are given: ids as text, or the keys of a mapping."""

_REFERENCES: Mapping[FileKind, tuple[tuple[str, NameKind], ...]] = {
    "rulebook": (("approaches/*", "approach"), ("ask-order/*", "question")),
    "approaches": (
        ("requirements/*/questions/*", "question"),
        ("requirements/*/claims/*", "claim"),
        ("channels/*/states/*/claims/*", "claim"),
        ("channels/*/states/*/unlocked-by/*/action", "action"),
        ("channels/*/states/*/unlocked-by/*/question", "question"),
        ("against/*/claims/*", "claim"),
    ),
    "evidence": (
        ("rules/*/supports/@", "approach"),
        ("rules/*/opposes/@", "approach"),
        ("rules/*/levels/*/supports/@", "approach"),
        ("rules/*/levels/*/opposes/@", "approach"),
        ("rules/*/claims/*", "claim"),
        ("rules/*/side/tension", "tension"),
    ),
    "blockers": (("blockers/*/approach", "approach"), ("blockers/*/claims/*", "claim")),
    "tensions": (("tensions/*/decided-by/*", "question"), ("tensions/*/sides/*/claims/*", "claim")),
    "contradictions": (("contradictions/*/questions/*", "question"), ("contradictions/*/claims/*", "claim")),
    "properties": (
        ("properties/*/question", "question"),
        *((f"properties/*/{key}", "approach") for key in RELATIONS),
        ("plan-properties/*/runs/*/approach", "approach"),
        ("plan-properties/*/channels/*", "channel"),
        *((f"plan-properties/*/{key}/*", "action") for key in ("steps", "runs/*/steps", "runs/*/never")),
        ("plan-properties/*/presupposed/*/steps/*", "action"),
    ),
    "plan": (
        ("first-lead/claims/*", "claim"),
        *((f"{part}/*/claims/*", "claim") for part in ("actions", "take-up", "decisions")),
        *((f"{part}/*/owner", "owner") for part in ("actions", "take-up", "decisions")),
        ("decisions/*/judges/*", "action"),
    ),
    "cases": (
        ("cases/*/answers/@", "question"),
        ("cases/*/claims/*", "claim"),
        ("cases/*/expect/leads/*", "approach"),
        ("cases/*/expect/does-not-lead/*", "approach"),
        ("cases/*/expect/order/*", "approach"),
        ("cases/*/expect/ruled-out/*", "approach"),
        ("cases/*/expect/may-not-lead/*", "approach"),
        ("cases/*/expect/at-most/@", "approach"),
        ("cases/*/expect/at-least/@", "approach"),
        ("cases/*/expect/contradictions/*", "contradiction"),
        ("cases/*/expect/tensions/@", "tension"),
        ("cases/*/expect/channels/@", "channel"),
        ("cases/*/expect/rules/*", "rule"),
    ),
}


class Names(NamedTuple):
    """All names of a rulebook, and the kinds of names of which some may not have been read."""

    of_kind: Mapping[NameKind, frozenset[str]]
    options: Mapping[str, tuple[str, ...]]
    unsure_kinds: frozenset[NameKind]

    def knows(self, kind: NameKind, name: str) -> bool:
        """Tell whether there is such a name, or might be one in a file that could not be read."""
        return kind in self.unsure_kinds or name in self.of_kind.get(kind, ())


class SheetOfKind(NamedTuple):
    """A sheet, and which kind of file it is."""

    sheet: Sheet
    kind: FileKind


def check_references(sheets: Iterable[SheetOfKind], unsure: Iterable[FileKind]) -> None:
    """Complain of repeated ids and of names nothing has; kinds of files in `unsure` may hold names not seen."""
    sheets = list(sheets)
    names = _collect(sheets, unsure)
    for sheet, kind in sheets:
        for pattern, name_kind in _REFERENCES.get(kind, ()):
            for steps, name in texts(sheet.data, pattern):
                _check_name(sheet, steps, name, name_kind, names, is_key=pattern.endswith(KEYS))
        for pattern in CONDITIONS.get(kind, ()):
            for steps, value in matches(sheet.data, pattern):
                for mention in mentions(value, steps):
                    _check_mention(sheet, mention, names)
    _check_singular_references(sheets, names)
    _check_plans(sheets, names)


def _collect(sheets: list[SheetOfKind], unsure: Iterable[FileKind]) -> Names:
    """Gather every name, complaining of those given twice."""
    places: dict[NameKind, dict[str, tuple[Sheet, Steps]]] = defaultdict(dict)
    options: dict[str, tuple[str, ...]] = {}
    unsure_kinds = {name_kind for kind in unsure for _, name_kind in DEFINITIONS.get(kind, ())}
    for sheet, kind in sheets:
        for pattern, name_kind in DEFINITIONS.get(kind, ()):
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
        _check_name(sheet, mention.steps, mention.name, mention.kind, names, is_key=mention.kind == "question")
    elif mention.name == UNSURE:
        message = f"a condition cannot ask for '{UNSURE}'"
        sheet.complain("dangling-reference", mention.steps, message, "an unsure answer leaves it open by itself")
    else:
        _check_option(sheet, mention.steps, mention.name, mention.question, names)


def _check_name(sheet: Sheet, steps: Steps, name: str, kind: NameKind, names: Names, *, is_key: bool) -> None:
    if not names.knows(kind, name):
        complain = sheet.complain_of_key if is_key else sheet.complain
        what = "named condition" if kind == "condition" else kind
        complain("dangling-reference", steps, f"there is no {what} {shown(name)}", partial(_hint, name, kind, names))


def _check_option(sheet: Sheet, steps: Steps, option: str, question: str, names: Names) -> None:
    options = names.options.get(question)
    if options is not None and option not in options and names.unsure_kinds.isdisjoint({"question", "option"}):
        hint = partial(suggestion, option, options, "its options")
        message = f"the question {shown(question)} has no option {shown(option)}"
        sheet.complain("dangling-reference", steps, message, hint)


def _hint(name: str, kind: NameKind, names: Names) -> str:
    """Say which name is the nearest, or that it is the name of something else."""
    of_kind = names.of_kind.get(kind, frozenset())
    if kind == "question" and name in names.of_kind.get("condition", ()):
        return f"for the named condition write {{use: {name}}}"
    for other, found in names.of_kind.items():
        if name in found:
            return f"{shown(name)} is a {other}" if other[0] not in "aeiou" else f"{shown(name)} is an {other}"
    if kind == "question" and nearest(name, WORDS) and not nearest(name, of_kind):
        return suggestion(name, WORDS)
    return suggestion(name, sorted(of_kind), "there are")


def _check_singular_references(sheets: list[SheetOfKind], names: Names) -> None:
    """Check what no plain pattern can say: what is about the whole mix, and options of cases and of properties."""
    for sheet, kind in sheets:
        if kind in _OF_THE_WHOLE_MIX:
            for steps, approach in texts(sheet.data, _OF_THE_WHOLE_MIX[kind]):
                if approach != WHOLE_MIX and not names.knows("approach", approach):
                    known = [*sorted(names.of_kind.get("approach", ())), WHOLE_MIX]
                    hint = partial(suggestion, approach, known, "there are")
                    sheet.complain("dangling-reference", steps, f"there is no approach {shown(approach)}", hint)
        if kind == "cases":
            for steps, option in texts(sheet.data, "cases/*/answers/*"):
                if option != UNSURE:
                    _check_option(sheet, steps, option, str(steps[-1]), names)
        if kind == "properties":
            _check_options_of(sheet, "properties/*", STEPS, names)
        if kind == "approaches":
            _check_options_of(sheet, "channels/*/states/*/unlocked-by/*", ("options",), names)


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
