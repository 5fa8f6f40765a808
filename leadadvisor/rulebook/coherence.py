"""Do the parts of one file go together? Keys that clash or need each other, and settings no mix can be made with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

from leadadvisor.model.rulebook import UNSURE, WHOLE_MIX, Relation
from leadadvisor.rulebook.conditions import ALWAYS_WORD, WORDS
from leadadvisor.rulebook.problems import Plain, Sheet, Steps, mappings, matches, suggestion, texts
from leadadvisor.rulebook.schema import FileKind
from leadadvisor.text import shown

RELATIONS: tuple[Relation, ...] = get_args(Relation)
"""The keys of a property that say what its steps do to an approach; one of them must stand there."""

_WHOLE = 100
"""The percent of all shares together."""

_EFFECTS = ("supports", "opposes")
_BOUNDS: Mapping[str, tuple[int, int]] = {
    "strong": (1, 100),
    "moderate": (1, 100),
    "slight": (1, 100),
    "goal-bonus": (0, 100),
    "points-to-double": (1, 100),
    "step": (1, 100),
    "floor": (0, 100),
    "may-not-lead-cap": (0, 100),
    "firm-at": (0, 100),
    "reserve": (0, 100),
}


def check_coherence(sheet: Sheet, kind: FileKind) -> None:
    """Complain of parts of a file that are each well written and cannot stand together."""
    check = _CHECKS.get(kind)
    if check:
        check(sheet)


def _check_settings(sheet: Sheet) -> None:
    values = {name: _setting(sheet, name) for name in _BOUNDS}
    step, floor, cap = values["step"], values["floor"], values["may-not-lead-cap"]
    if step is not None and _WHOLE % step:
        _complain_of_setting(sheet, "step", f"'step' must divide 100, got {step}")
        step = None
    count = len(list(texts(sheet.data, "approaches/*")))
    for name, value in (("floor", floor), ("may-not-lead-cap", cap)):
        if value is not None and step is not None and value % step:
            _complain_of_setting(sheet, name, f"'{name}' must be a multiple of step ({step}), got {value}")
        if value is not None and value * count > _WHOLE:
            message = f"'{name}' of {count} approaches must not exceed 100 together, got {count} x {value}"
            _complain_of_setting(sheet, name, message)
    if floor is not None and cap is not None and cap < floor and floor * count <= _WHOLE:
        message = f"'may-not-lead-cap' must not be below floor ({floor}), got {cap}"
        _complain_of_setting(sheet, "may-not-lead-cap", message)


def _setting(sheet: Sheet, name: str) -> int | None:
    """Give the value of a setting if it is a number in its bounds; complain if it is one out of bounds."""
    value = next((value for _, value in matches(sheet.data, f"settings/{name}/value")), None)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    least, most = _BOUNDS[name]
    if least <= value <= most:
        return value
    _complain_of_setting(sheet, name, f"'{name}' must be from {least} to {most}, got {value}")
    return None


def _complain_of_setting(sheet: Sheet, name: str, message: str) -> None:
    sheet.complain("bad-setting", ("settings", name, "value"), message)


def _check_questions(sheet: Sheet) -> None:
    for steps, question_id in texts(sheet.data, "questions/*/id"):
        if question_id in WORDS:
            hint = f"conditions use the words {', '.join(WORDS)} for themselves"
            sheet.complain("reserved-id", steps, f"no question can have the id {shown(question_id)}", hint)
    for steps, option_id in texts(sheet.data, "questions/*/options/*/id"):
        if option_id == UNSURE:
            hint = "every question has it beside its options"
            sheet.complain("reserved-id", steps, f"no option can have the id '{UNSURE}'", hint)
    for steps, question in mappings(sheet.data, "questions/*"):
        _need_each_other(sheet, steps, question, "asked-when", "otherwise")
        options = [option for _, option in texts(question, "options/*/id")]
        for within, named in (*texts(question, "otherwise"), *texts(question, "improves/*")):
            if named not in options:
                what = "'otherwise'" if within == ("otherwise",) else "an item of 'improves'"
                message = f"{what} must be an option of the question, got {shown(named)}"
                sheet.complain("dangling-reference", (*steps, *within), message, suggestion(named, options, "options"))


def _need_each_other(sheet: Sheet, steps: Steps, mapping: Mapping[str, Plain], one: str, other: str) -> None:
    for present, absent in ((one, other), (other, one)):
        if present in mapping and absent not in mapping:
            _complain_of_lack(sheet, steps, f"'{present}' needs '{absent}' beside it", beside=present)


def _complain_of_lack(sheet: Sheet, steps: Steps, message: str, *, beside: str = "", hint: str = "") -> None:
    """Complain of a missing key, unless an unknown key beside it is likely to be the missing one misspelt."""
    if not sheet.has_doubtful_key(steps):
        sheet.complain_of_lack("missing-key", (*steps, beside) if beside else steps, message, hint)


def _check_channels(sheet: Sheet) -> None:
    for steps, states in matches(sheet.data, "channels/*/states"):
        _last_must_always_hold(sheet, steps, states, "state of a channel")


def _last_must_always_hold(sheet: Sheet, steps: Steps, listed: Plain, what: str) -> None:
    if isinstance(listed, list) and listed:
        last = listed[-1]
        if isinstance(last, dict) and last.get("when", ALWAYS_WORD) != ALWAYS_WORD:
            message = f"the last {what} must have 'when: always'"
            sheet.complain("unfinished-list", (*steps, len(listed) - 1, "when"), message)


def _check_rules(sheet: Sheet) -> None:
    for steps, rule in mappings(sheet.data, "rules/*"):
        if "levels" not in rule:
            if "when" not in rule:
                _complain_of_lack(sheet, steps, "missing key 'when' (or 'levels')")
            _check_effects(sheet, steps, rule)
            continue
        for key in _EFFECTS:
            if key in rule:
                hint = f"write '{key}' in each level"
                sheet.complain_of_key("clashing-keys", (*steps, key), f"'{key}' cannot stand beside 'levels'", hint)
    for steps, level in mappings(sheet.data, "rules/*/levels/*"):
        _check_effects(sheet, steps, level)


def _check_effects(sheet: Sheet, steps: Steps, holder: Mapping[str, Plain]) -> None:
    supported, opposed = (holder.get(key) for key in _EFFECTS)
    if not supported and not opposed:
        _complain_of_lack(sheet, steps, "missing key 'supports' or 'opposes', with at least one approach")
    if isinstance(supported, dict) and isinstance(opposed, dict):
        for approach in opposed:
            if approach in supported:
                message = f"{shown(approach)} is supported and opposed at once"
                sheet.complain_of_key("clashing-keys", (*steps, "opposes", approach), message)


def _check_tensions(sheet: Sheet) -> None:
    for steps, tension in mappings(sheet.data, "tensions/*"):
        _need_each_other(sheet, steps, tension, "always", "always-because")
        settled = "always" in tension
        if not tension.get("decided-by", []) and not settled:
            message = "missing key 'decided-by' with at least one question"
            _complain_of_lack(sheet, steps, message, hint="name one, or settle the tension with 'always'")
        if "while-open" not in tension and not settled:
            _complain_of_lack(sheet, steps, "missing key 'while-open'")
        for within, side in mappings(tension, "sides/*"):
            inner = (*steps, *within)
            if settled and "holds-when" in side:
                message = "'holds-when' cannot stand in a tension settled with 'always'"
                sheet.complain_of_key("clashing-keys", (*inner, "holds-when"), message, "leave it out")
            elif not settled and "holds-when" not in side:
                _complain_of_lack(sheet, inner, "missing key 'holds-when'")


def _check_cases(sheet: Sheet) -> None:
    for steps, expect in mappings(sheet.data, "cases/*/expect"):
        if not expect:
            sheet.complain("wrong-length", steps, "'expect' must say at least one thing")


def _check_properties(sheet: Sheet) -> None:
    for steps, declared in mappings(sheet.data, "properties/*"):
        relations = [key for key in declared if key in RELATIONS]
        if not relations:
            _complain_of_lack(sheet, steps, f"missing key {', '.join(map(repr, RELATIONS[:-1]))} or {RELATIONS[-1]!r}")
        for extra in relations[1:]:
            message = f"{extra!r} cannot stand beside {relations[0]!r}"
            sheet.complain_of_key("clashing-keys", (*steps, extra), message, "write a property for each")
        _need_each_other(sheet, steps, declared, "from", "to")
        if "order" not in declared and "from" not in declared and "to" not in declared:
            _complain_of_lack(sheet, steps, "missing key 'order' (or 'from' and 'to')")
        for key in ("from", "to"):
            if key in declared and "order" in declared:
                sheet.complain_of_key("clashing-keys", (*steps, key), f"{key!r} cannot stand beside 'order'")
                break


def _check_plan(sheet: Sheet) -> None:
    for pattern in ("actions/*", "take-up/*", "decisions/*"):
        for steps, action in mappings(sheet.data, pattern):
            hint = "make two actions of it: one from the sources, one from practice"
            _just_one(sheet, steps, action, ("claims", "practice"), hint)
    for steps, line in mappings(sheet.data, "owners/*/lines/*"):
        _just_one(sheet, steps, line, ("who", "nobody"), "write a line for each")
    for steps, lines in matches(sheet.data, "owners/*/lines"):
        _last_must_always_hold(sheet, steps, lines, "line of an owner")
    for steps, phase in texts(sheet.data, "decisions/*/phase"):
        if phase == "later":
            sheet.complain("unknown-word", steps, "'phase' of a decision cannot be 'later', which has no end")
    _check_keys_of_plan(sheet)


_OF_THE_WHOLE_PLAN = ("several-when", "ready-only-when", "owners", "most-steps")


def _check_keys_of_plan(sheet: Sheet) -> None:
    """Some keys belong to the plan of one approach, some to that of the whole mix."""
    for steps, plan in mappings(sheet.data, ""):
        if "approach" not in plan:
            continue
        whole = plan["approach"] == WHOLE_MIX
        for key in ("first-lead", "take-up", "runs-when") if whole else _OF_THE_WHOLE_PLAN:
            if key in plan:
                message = f"{key!r} cannot stand in the plan of {'the whole mix' if whole else 'one approach'}"
                hint = "write it in the plan of each approach" if whole else "write it in the plan of 'mix'"
                sheet.complain_of_key("clashing-keys", (*steps, key), message, hint)
        if not whole and "first-lead" not in plan:
            _complain_of_lack(sheet, steps, "missing key 'first-lead'")


def _just_one(sheet: Sheet, steps: Steps, mapping: Mapping[str, Plain], keys: tuple[str, str], hint: str) -> None:
    """Complain unless just one of the two keys is there."""
    one, other = keys
    if one not in mapping and other not in mapping:
        _complain_of_lack(sheet, steps, f"missing key {one!r} or {other!r}")
    elif one in mapping and other in mapping:
        sheet.complain_of_key("clashing-keys", (*steps, other), f"{other!r} cannot stand beside {one!r}", hint)


_CHECKS: Mapping[FileKind, Callable[[Sheet], None]] = {
    "rulebook": _check_settings,
    "questions": _check_questions,
    "approaches": _check_channels,
    "evidence": _check_rules,
    "tensions": _check_tensions,
    "properties": _check_properties,
    "plan": _check_plan,
    "cases": _check_cases,
}
