"""The command `rules check`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from faults import PETS

Program = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the rulebook about pets, named by a relative path, with a warning: a condition nothing uses."""
    shutil.copytree(PETS, tmp_path / "pets")
    monkeypatch.chdir(tmp_path)
    with Path("pets/conditions.yaml").open("a", encoding="utf-8") as file:
        file.write("  at-home: {time-away: [hours]}\n")
    return Path("pets")


def test_a_sound_rulebook_is_told_in_one_line(program: Program) -> None:
    code, out, err = program("rules", "check", "--strict", str(PETS))
    assert (code, err) == (0, "")
    assert out.startswith("pets 1.0.0, ")
    assert out.endswith(" checks: no problems found\n")
    assert program("rules", "check", "-q", str(PETS)) == (0, "", "")


def test_a_warning_fails_only_when_asked_to(pets: Path, program: Program) -> None:
    code, out, err = program("rules", "check", str(pets))
    assert (code, err) == (0, "")
    assert out.startswith("pets/conditions.yaml:3:3: warning[unused-condition]: nothing uses the condition 'at-home'")
    assert program("rules", "check", "--strict", str(pets)) == (1, out, "")
    assert program("rules", "check", "--strict", "-q", str(pets))[0] == 1


def test_an_error_fails_always(pets: Path, program: Program) -> None:
    (pets / "blockers.yaml").write_text((pets / "blockers.yaml").read_text().replace("claims: [L01]", "claims: []"))
    code, out, _ = program("rules", "check", str(pets))
    assert code == 1
    assert "pets/blockers.yaml:8:3: error[no-claims]: the blocker 'nobody-walks' cites no claim" in out


def test_what_cannot_be_read_is_told_in_the_same_formats(pets: Path, program: Program) -> None:
    (pets / "blockers.yaml").write_text("blockers: [")
    code, out, err = program("rules", "check", "--json", str(pets))
    assert (code, err) == (1, "")
    assert [finding["code"] for finding in json.loads(out)["findings"]] == ["yaml-syntax"]
    assert program("rules", "check", "--format", "github", str(pets))[1].startswith("::error file=pets/blockers.yaml,")


def test_the_terminal_shows_the_line_with_a_caret(pets: Path, program: Program) -> None:
    out = program("rules", "check", "-f", "terminal", str(pets))[1]
    assert "3 |   at-home: {time-away: [hours]}\n  |   ^^^^^^^\n" in out
    assert "\x1b[1;33mwarning" in program("rules", "check", "-f", "terminal", "--color", "always", str(pets))[1]


def test_sarif_goes_to_a_file(pets: Path, program: Program) -> None:
    assert program("rules", "check", "--format", "sarif", "-o", "found.sarif", str(pets)) == (0, "", "")
    results = json.loads(Path("found.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["unused-condition"]


def test_the_rulebook_in_use_is_meant_where_none_is_named(program: Program, tiny: Path) -> None:
    assert program("rules", "check") == program("rules", "check", str(tiny))
    assert program("rules", "check", "--rulebook", str(PETS))[1].startswith("pets 1.0.0")


@pytest.mark.parametrize("words", [("a", "b"), (str(PETS), "--rulebook", str(PETS))], ids=["two", "twice"])
def test_two_rulebooks_are_wrong_usage(words: tuple[str, ...], program: Program) -> None:
    code, out, err = program("rules", "check", *words)
    assert (code, out) == (2, "")
    assert "directory" in err


def test_a_directory_that_is_not_there_is_one_sentence(program: Program) -> None:
    code, out, err = program("rules", "check", "nowhere")
    assert (code, out) == (1, "")
    assert err.startswith("Error: cannot read nowhere: there is no such directory")
