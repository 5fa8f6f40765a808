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
