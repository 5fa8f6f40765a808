"""The forms of all kinds of files at work: what a file has against its form is told in plain words, at its place.

From the same forms it is known where names and conditions stand, and editors get the JSON Schema of each.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Literal, TypeAlias, cast, get_args, get_origin

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from pydantic_core import ErrorDetails

from leadadvisor.model.rulebook import UNSURE
from leadadvisor.rulebook import schema, schema_plan
from leadadvisor.rulebook.problems import KEYS, MAX_SHOWN, Code, Plain, Sheet, Steps, bracketed, quoted, suggestion
from leadadvisor.rulebook.schema import CODE_PATTERN, CONDITION, ID_PATTERN, FileKind, Gives, Uses
from leadadvisor.text import nearest, shown

FORMS: Mapping[FileKind, type] = {
    "rulebook": schema.RulebookPlain,
    "conditions": schema.ConditionsPlain,
    "sources": schema.DocumentPlain,
    "questions": schema.QuestionsPlain,
    "approaches": schema.ApproachPlain,
    "evidence": schema.EvidencePlain,
    "blockers": schema.BlockersPlain,
    "tensions": schema.TensionsPlain,
    "contradictions": schema.ContradictionsPlain,
    "properties": schema_plan.PropertiesPlain,
    "plan": schema_plan.PlanPlain,
    "cases": schema_plan.CasesPlain,
}
"""The form of each kind of file."""


Mark: TypeAlias = Gives | Uses | Literal["condition"]
"""What the forms say of a place beside its type."""


@cache
def marked_places(kind: FileKind) -> tuple[tuple[str, Mark], ...]:
    """Where in a file of that kind names are given, names are used and conditions stand, each as a pattern."""
    return tuple(_marked(FORMS[kind], ()))


def _marked(form: object, steps: tuple[str, ...]) -> Iterator[tuple[str, Mark]]:
    for mark in (mark for layer in _layers(form) for mark in getattr(layer, "__metadata__", ())):
        if mark is CONDITION:
            yield "/".join(steps), "condition"
        elif isinstance(mark, Gives | Uses):
            yield "/".join(steps), mark
    form = _bare(form)
    for key, inner in getattr(form, "__annotations__", {}).items():
        yield from _marked(inner, (*steps, key))
    match get_args(form):
        case (item,):
            yield from _marked(item, (*steps, "*"))
        case (key, value) if get_origin(form) is dict:
            yield from _marked(key, (*steps, KEYS))
            yield from _marked(value, (*steps, "*"))


_TRUTH = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def check_shape(sheet: Sheet, kind: FileKind) -> None:
    """Complain of every unknown or missing key and every value of a wrong kind in the sheet."""
    found = _complaints(kind, sheet.data)
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
    *_, bare = _layers(form)
    return bare


def _layers(form: object) -> Iterator[object]:
    """The type as it is, and what is left of it with each `NotRequired` and `Annotated` taken off."""
    yield form
    while hasattr(form, "__metadata__") or "NotRequired" in repr(getattr(form, "__origin__", "")):
        form = get_args(form)[0]
        yield form


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


def _complaints(kind: FileKind, data: Plain) -> list[ErrorDetails]:
    """Compare plain data with the form of its kind of file; give whatever pydantic has against it."""
    try:
        _adapter(kind).validate_python(data)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


@cache
def _adapter(kind: FileKind) -> TypeAdapter[object]:
    # What stands inside a form takes over its settings.
    return TypeAdapter(with_config(ConfigDict(strict=True, extra="forbid"))(FORMS[kind]))


Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | int | bool | None"

KINDS: tuple[FileKind, ...] = get_args(FileKind)
"""Every kind of file that has a schema."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REFERENCE: Tree = {"$ref": "#/$defs/Condition"}

_OPTIONS: Tree = {"type": "array", "items": {"type": "string", "pattern": ID_PATTERN}, "minItems": 1}
_PARTS: Tree = {"type": "array", "items": {"$ref": "#/$defs/Test"}, "minItems": 1}
_TEST: Tree = {
    "type": "object",
    "description": "question: [option, ...], or all, any, not, use; several keys must all hold",
    "properties": {
        "all": _PARTS,
        "any": _PARTS,
        "not": {"$ref": "#/$defs/Test"},
        "use": {"type": "string", "pattern": ID_PATTERN},
    },
    "additionalProperties": {**cast("dict[str, Tree]", _OPTIONS), "not": {"contains": {"const": UNSURE}}},
    "minProperties": 1,
}
_CONDITION: Tree = {"anyOf": [{"const": "always"}, {"$ref": "#/$defs/Test"}]}


def schema_of(kind: FileKind) -> str:
    """The JSON Schema of that kind of file, as text with the line that names it to an editor in a comment."""
    # Built anew: the adapter that checks is made for data, and this is asked for once in a while.
    adapter: TypeAdapter[object] = TypeAdapter(with_config(ConfigDict(extra="forbid"))(FORMS[kind]))
    made = cast("dict[str, Tree]", _with_conditions(cast("Tree", adapter.json_schema(ref_template="#/$defs/{model}"))))
    definitions = {**cast("Mapping[str, Tree]", made.pop("$defs", {})), "Test": _TEST, "Condition": _CONDITION}
    tree = {
        "$schema": _DIALECT,
        **made,
        "title": f"A rulebook's {kind}",
        "$comment": f"first line of each file: {modeline(f'{kind}.json')}",
        "$defs": definitions,
    }
    return json.dumps(tree, indent=2) + "\n"


def modeline(path: str) -> str:
    """The line by which a YAML file tells an editor where its schema is."""
    return f"# yaml-language-server: $schema={path}"


def _with_conditions(tree: Tree) -> Tree:
    """The same schema, closed, and with the form of a condition wherever one stands: pydantic lets anything pass."""
    match tree:
        case dict():
            closed = {"additionalProperties": False} if "properties" in tree else {}  # older versions forget the inner
            return closed | {
                key: _REFERENCE if _is_condition(value) else _with_conditions(value) for key, value in tree.items()
            }
        case list():
            return [_with_conditions(item) for item in tree]
        case _:
            return tree


def _is_condition(tree: Tree) -> bool:
    return isinstance(tree, dict) and tree.get("format") == "condition"
