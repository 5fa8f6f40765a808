"""The command `rules schema`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema


def test_the_schema_of_a_recommendation_fits_the_recommendation(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    code, schema, errors = program("rules", "schema", "--of", "recommendation")
    assert (code, errors) == (0, "")
    report = program("recommend", "--json", "--goal", "few-deals")[1]
    jsonschema.validate(json.loads(report), json.loads(schema))
    file = tmp_path / "schema.json"
    assert program("rules", "schema", "--of", "recommendation", "-o", str(file)) == (0, "", "")
    assert file.read_text(encoding="utf-8") == schema


def test_the_schema_of_a_rulebook_file_is_printed_for_editors(program: Callable[..., tuple[int, str, str]]) -> None:
    code, schema, errors = program("rules", "schema", "--of", "evidence")
    assert (code, errors) == (0, "")
    tree = json.loads(schema)
    jsonschema.Draft202012Validator.check_schema(tree)
    assert tree["$comment"].endswith("# yaml-language-server: $schema=evidence.json")


def test_with_a_file_the_line_to_paste_is_printed(program: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    file = tmp_path / "evidence.json"
    code, line, errors = program("rules", "schema", "--of", "evidence", "-o", str(file))
    assert (code, line, errors) == (0, f"# yaml-language-server: $schema={file}\n", "")
    assert json.loads(file.read_text(encoding="utf-8"))["title"] == "A rulebook's evidence"
