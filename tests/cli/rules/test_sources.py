"""`leadadvisor rules sources check` tells what it found in each format, and refuses in words what it cannot read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CHECK = ("rules", "sources", "check")
A_SENTENCE = "Impossible to systematically scale."


@pytest.fixture(autouse=True)
def _own_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADADVISOR_RULEBOOK", str(Path(__file__).parents[3] / "rules"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "copy.txt"
    path.write_text(f"Referral Leads\n\n{A_SENTENCE}\n", encoding="utf-8")
    return path


def test_a_copy_in_which_claims_are_missing_is_told_with_exit_1(program: Callable[..., Any], copy: Path) -> None:
    result = program(*CHECK, str(copy))
    assert result.code == 1
    assert f"  B13  {A_SENTENCE}" in result.out
    assert "1 of 40 claims found" in result.out
    assert "(A): not among these files." in result.out


def test_json_names_claims_anchors_and_sentences(program: Callable[..., Any], copy: Path) -> None:
    tree = json.loads(program(*CHECK, str(copy), "--format", "json").out)
    assert (tree["schema"], tree["agrees"], tree["not_given"]) == ("leadadvisor/sources/1", False, ["A"])
    (carried,) = tree["sources"][0]["carried"]
    assert (carried["claim"], carried["sentences"]) == ("B13", [A_SENTENCE])
    assert len(tree["sources"][0]["missing"]) == 39


def test_quiet_tells_no_claim_that_was_found(program: Callable[..., Any], copy: Path) -> None:
    assert A_SENTENCE not in program(*CHECK, str(copy), "-q").out


def test_a_file_of_something_else_is_told_with_exit_1(program: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Nothing of the kind.", encoding="utf-8")
    result = program(*CHECK, str(tmp_path / "other.txt"))
    assert result.code == 1
    assert "holds no sentence" in result.out


@pytest.mark.parametrize("name", ["no-such-file.txt", "."], ids=["missing", "a directory"])
def test_what_cannot_be_read_is_told_by_name(program: Callable[..., Any], name: str) -> None:
    result = program(*CHECK, name)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"Error: cannot read {name}: ")


def test_without_a_file_the_usage_is_told(program: Callable[..., Any]) -> None:
    result = program(*CHECK)
    assert (result.code, result.out) == (2, "")
    assert "your own copies" in result.err
