"""The form of each kind of rulebook file as JSON Schema, for editors that complete and check while one writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias, cast, get_args

from pydantic import ConfigDict, TypeAdapter, with_config

from leadadvisor.model.rulebook import UNSURE
from leadadvisor.rulebook.schema import FORMS, FileKind
from leadadvisor.rulebook.schema_values import ID_PATTERN

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | int | bool | None"

KINDS: tuple[FileKind, ...] = get_args(FileKind)
"""Every kind of file that has a schema."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_CONDITION_KEYS = frozenset({"when", "holds-when", "bears-when", "asked-when", "several-when", "where"})
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
    if kind == "conditions":
        made = {**made, "properties": {"conditions": {"type": "object", "additionalProperties": _REFERENCE}}}
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
                key: _REFERENCE if key in _CONDITION_KEYS and _is_unshaped(value) else _with_conditions(value)
                for key, value in tree.items()
            }
        case list():
            return [_with_conditions(item) for item in tree]
        case _:
            return tree


def _is_unshaped(tree: Tree) -> bool:
    return isinstance(tree, dict) and tree.keys() <= {"title"}
