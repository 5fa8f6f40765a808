"""Does a file have the shape of its kind? What pydantic has against it is told here in plain words, at its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, get_args

from leadadvisor.rulebook.problems import MAX_SHOWN, Code, Plain, Sheet, Steps, bracketed, quoted, suggestion
from leadadvisor.rulebook.schema import FORMS, FileKind, complaints
from leadadvisor.rulebook.schema_values import CODE_PATTERN, ID_PATTERN
from leadadvisor.text import nearest, shown

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


_TRUTH = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def check_shape(sheet: Sheet, kind: FileKind) -> None:
    """Complain of every unknown or missing key and every value of a wrong kind in the sheet."""
    found = complaints(kind, sheet.data)
    lacks: dict[Steps, list[str]] = defaultdict(list)
    strangers: dict[Steps, list[str]] = defaultdict(list)
    for error in found:
        *above, last = error["loc"] or ("",)
        if error["type"] == "missing":
            lacks[tuple(above)].append(str(last))
        elif error["type"] == "extra_forbidden":
            strangers[tuple(above)].append(str(last))
        else:
            _complain_of_value(sheet, kind, error)
    for steps, keys in strangers.items():
        _complain_of_strangers(sheet, steps, keys, _known_keys(kind, steps), lacks.get(steps, []))
    for steps, keys in lacks.items():
        if keys:
            names = " and ".join(f"'{key}'" for key in keys)
            sheet.complain_of_lack("missing-key", steps, f"missing key{'s' if len(keys) > 1 else ''} {names}")


def _complain_of_strangers(
    sheet: Sheet, steps: Steps, keys: Iterable[str], known: tuple[str, ...], missing: list[str]
) -> None:
    """Complain of unknown keys; one that is a missing key misspelt is told once, and taken out of the missing."""
    for key in keys:
        # Where so much is wrong, nobody reads which key was meant, and looking for it takes time.
        meant = nearest(key, missing) if missing and len(sheet.troubles) < MAX_SHOWN else None
        if meant:
            missing.remove(meant)
        hint = f"did you mean '{meant}'?" if meant else partial(suggestion, key, known, "known keys")
        sheet.complain_of_key("unknown-key", (*steps, key), f"unknown key {shown(key)}", hint)


def _known_keys(kind: FileKind, steps: Steps) -> tuple[str, ...]:
    """The keys that a mapping of the file may have."""
    return tuple(getattr(_form_at(kind, steps), "__annotations__", ()))


def _form_at(kind: FileKind, steps: Steps) -> object:
    """The form of the value at that place."""
    form: object = FORMS[kind]
    for step in steps:
        keys = getattr(form, "__annotations__", None)
        form = _bare(keys[step] if keys else get_args(form)[-1])
    return form


def _bare(form: object) -> object:
    """Take `NotRequired` and `Annotated` off a type; of lists and mappings the last argument leads on."""
    while hasattr(form, "__metadata__") or "NotRequired" in repr(getattr(form, "__origin__", "")):
        form = get_args(form)[0]
    return form


def _complain_of_value(sheet: Sheet, kind: FileKind, error: ErrorDetails) -> None:
    steps: Steps = error["loc"]
    label, value, context = _label(steps), error["input"], error.get("ctx", {})
    match error["type"]:
        case "string_type":
            hint = "leave the key out where it is optional" if value is None else quoted(value)
            sheet.complain("wrong-type", steps, f"{label} must be text, got {shown(value)}", hint)
        case "int_type":
            hint = "leave out the quotes" if isinstance(value, str) and value.isdecimal() else ""
            sheet.complain("wrong-type", steps, f"{label} must be a whole number, got {shown(value)}", hint)
        case "bool_type":
            hint = f"write {_TRUTH[value.lower()]}" if isinstance(value, str) and value.lower() in _TRUTH else ""
            sheet.complain("wrong-type", steps, f"{label} must be true or false, got {shown(value)}", hint)
        case "list_type":
            sheet.complain("wrong-type", steps, f"{label} must be a list, got {shown(value)}", bracketed(value))
        case "dict_type":
            sheet.complain("wrong-type", steps, f"{label} must be a mapping (key: value), got {shown(value)}")
        case "literal_error":
            words = [str(word) for word in get_args(_form_at(kind, steps))]
            sheet.complain("unknown-word", steps, f"{label} cannot be {shown(value)}", _choice(value, words))
        case "string_pattern_mismatch":
            sheet.complain(*_about_pattern(context["pattern"], steps, label, value))
        case "too_short" | "too_long":
            sheet.complain("wrong-length", steps, f"{label} {_about_length(context)}")
        case _:
            least, most = context.get("ge"), context.get("le")
            bound = f"at least {least}" if most is None else f"at most {most}"
            sheet.complain("wrong-number", steps, f"{label} must be {bound}, got {shown(value)}")


def _label(steps: Steps) -> str:
    """Name a value by its key, an item by the key of its list."""
    keys = [step for step in steps if isinstance(step, str)]
    if not keys:
        return "the file"
    return f"an item of {shown(keys[-1])}" if isinstance(steps[-1], int) else shown(keys[-1])


def _choice(value: Plain, words: list[str]) -> Callable[[], str]:
    if isinstance(value, str) and value not in words:
        return partial(suggestion, value, words, "write one of")
    return lambda: f"write one of: {', '.join(words)}" + (", without quotes" if isinstance(value, str) else "")


def _about_pattern(pattern: str, steps: Steps, label: str, value: str) -> tuple[Code, Steps, str, str]:
    if pattern == ID_PATTERN:
        kebab = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
        hint = f"write small letters, digits and single hyphens{f', such as {kebab}' if kebab else ''}"
        return "bad-id", steps, f"{label} cannot be the id {shown(value)}", hint
    if pattern == CODE_PATTERN:
        return (
            "bad-id",
            steps,
            f"{label} cannot be the id {shown(value)}",
            "write capital letters and digits, such as A04",
        )
    if value.strip():
        return (
            "bad-text",
            steps,
            f"{label} must be one paragraph",
            "leave out empty lines, and begin a long text with >-",
        )
    return "bad-text", steps, f"{label} must not be empty", ""


def _about_length(context: Mapping[str, int]) -> str:
    least, most, actual = context.get("min_length"), context.get("max_length"), context["actual_length"]
    wanted = f"at least {least}" if most is None else f"at most {most}"
    return f"must have {wanted} item{'s' if (least or most) != 1 else ''}, got {actual or 'none'}"
