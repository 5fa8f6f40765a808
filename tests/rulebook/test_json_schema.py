"""The JSON Schema of each kind of file takes what the loader takes, and refuses what editors can already see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from faults import PETS

from leadadvisor.rulebook.check import kind_of
from leadadvisor.rulebook.shape import KINDS, modeline, schema_of

RULES = Path(__file__).parents[2] / "rules"


def files() -> Iterator[object]:
    for rulebook in (RULES, PETS):
        for path in sorted(rulebook.rglob("*.yaml")):
            yield pytest.param(path, rulebook, id=f"{rulebook.name}/{path.relative_to(rulebook)}")


def schema(kind: str) -> dict[str, object]:
    made: dict[str, object] = json.loads(schema_of(kind))  # type: ignore[arg-type]
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_and_says_how_to_name_it_to_an_editor(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    assert modeline(f"{kind}.json") in str(schema(kind)["$comment"])


@pytest.mark.parametrize(("path", "rulebook"), list(files()))
def test_every_file_of_a_sound_rulebook_fits(path: Path, rulebook: Path) -> None:
    # All scalars as text, as the loader reads them, but for numbers and truth.
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    jsonschema.validate(data, schema(kind_of(path.relative_to(rulebook).as_posix())))


@pytest.mark.parametrize(
    "when",
    ["sometimes", {}, {"room": "flat"}, {"room": []}, {"room": ["unsure"]}, {"any": {"room": ["flat"]}}, ["always"]],
    ids=str,
)
def test_what_is_no_condition_is_refused(when: object) -> None:
    rule = {"id": "a", "when": when, "supports": {"cat": "slight"}, "because": "So.", "claims": ["L01"]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"topic": "t", "rules": [rule]}, schema("evidence"))


@pytest.mark.parametrize(
    "when",
    ["always", {"room": ["flat"]}, {"use": "x", "room": ["flat"]}, {"not": {"any": [{"use": "x"}, {"a": ["b"]}]}}],
    ids=str,
)
def test_what_is_a_condition_is_taken(when: object) -> None:
    rule = {"id": "a", "when": when, "supports": {"cat": "slight"}, "because": "So.", "claims": ["L01"]}
    jsonschema.validate({"topic": "t", "rules": [rule]}, schema("evidence"))


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.validate({"topic": "t", "rules": [], "colour": "red"}, schema("evidence"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_mapping_of_a_form_is_closed(kind: str) -> None:
    tree = schema(kind)
    forms = [form for form in mappings(tree) if "properties" in form and "all" not in form["properties"]]
    assert forms
    assert [form for form in forms if form["additionalProperties"] is not False and form is not tree] == []


def mappings(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    for inner in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from mappings(inner)
