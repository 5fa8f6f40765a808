"""The command `rules test`."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from faults import PETS

Program = Callable[..., tuple[int, str, str]]


@pytest.fixture
def wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The rulebook about pets with one case that expects too much."""
    shutil.copytree(PETS, tmp_path / "pets")
    monkeypatch.chdir(tmp_path)
    cases = Path("pets/cases/homes.yaml")
    cases.write_text(cases.read_text().replace("expect: {leads: [fish]", "expect: {leads: [dog]"))
    return "pets"


def test_cases_that_hold_are_counted(program: Program) -> None:
    assert program("rules", "test", str(PETS)) == (0, "pets 1.0.0: all 5 cases hold\n", "")


def test_a_case_that_fails_is_told_with_its_place_and_the_rules_that_spoke(wrong: str, program: Program) -> None:
    code, out, err = program("rules", "test", wrong)
    assert (code, err) == (1, "")
    assert out.startswith("FAIL  homes: One room and a wish for quiet (pets/cases/homes.yaml:13)\n")
    assert "spoke     fish +2: little-room +2\n" in out
    assert out.endswith("pets 1.0.0: 1 of 5 cases failed\n")


def test_cases_are_chosen_by_words(wrong: str, program: Program) -> None:
    assert program("rules", "test", "--name", "away", wrong)[0] == 0
    assert program("rules", "test", "-k", "QUIET", "-k", "room", wrong)[0] == 1
    code, out, err = program("rules", "test", "-k", "nowhere", wrong)
    assert (code, out) == (2, "")
    assert "no case has these words" in err


def test_machines_read_json_and_junit(wrong: str, program: Program) -> None:
    tree = json.loads(program("rules", "test", "--json", wrong)[1])
    assert (tree["schema"], tree["failed"]) == ("leadadvisor/case-outcomes/1", 1)
    code, out, _ = program("rules", "test", "--format", "junit", wrong)
    assert code == 1
    assert ET.fromstring(out).attrib["failures"] == "1"


def test_a_rulebook_without_cases_is_not_said_to_pass(program: Program) -> None:
    code, out, err = program("rules", "test")
    assert (code, out) == (2, "")
    assert "has no cases" in err
