"""Settings: a flag beats the environment, the environment the file here, that the user's own file, and all say who."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from leadadvisor.cli.settings import KEYS, wants_colour

Program = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory to stand in, and a home without settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    return project


def own_file(here: Path) -> Path:
    path = here.parent / "home" / "leadadvisor" / "config.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def found(program: Program) -> dict[str, tuple[str | None, str | None]]:
    code, out, err = program("config", "--json")
    assert (code, err) == (0, "")
    return {one["key"]: (one["value"], one["origin"]) for one in json.loads(out)["settings"]}


def test_without_files_and_variables_the_defaults_count(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LEADADVISOR_RULEBOOK")
    told = found(program)
    assert tuple(told) == KEYS
    assert told["color"] == ("auto", "default")
    assert told["rulebook"] == told["format"] == told["case"] == (None, None)


def test_each_place_beats_the_one_behind_it(program: Program, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_file(here).write_text("format: yaml\ncurrency: EUR\ncolor: never\n", encoding="utf-8")
    (here / "leadadvisor.yaml").write_text("format: json\ncolor: always\n", encoding="utf-8")
    monkeypatch.setenv("LEADADVISOR_COLOR", "auto")
    told = found(program)
    assert told["currency"] == ("EUR", str(own_file(here)))
    assert told["format"] == ("json", "leadadvisor.yaml")
    assert told["color"] == ("auto", "LEADADVISOR_COLOR")


def test_a_report_is_in_the_format_of_the_settings_unless_a_flag_says_otherwise(program: Program, here: Path) -> None:
    (here / "leadadvisor.yaml").write_text("format: json\n", encoding="utf-8")
    assert program("recommend", "--goal", "new-product")[1].startswith("{")
    assert not program("recommend", "--goal", "new-product", "--format", "plain")[1].startswith("{")


def test_a_rulebook_is_named_from_the_directory_of_the_file(
    program: Program, here: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEADADVISOR_RULEBOOK")
    own_file(here).write_text(f"rulebook: {os.path.relpath(tiny, own_file(here).parent)}\n", encoding="utf-8")
    assert program("rules", "path")[1].strip() == str(tiny)


def test_a_rulebook_that_is_not_there_is_told_with_who_named_it(
    program: Program, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEADADVISOR_RULEBOOK")
    (here / "leadadvisor.yaml").write_text("rulebook: gone\n", encoding="utf-8")
    code, _, err = program("rules", "path")
    assert code == 1
    assert "(named by leadadvisor.yaml)" in err


def test_every_problem_of_a_file_is_told_with_its_place(program: Program, here: Path) -> None:
    (here / "leadadvisor.yaml").write_text("colr: always\npager: less\ncase: 3\n", encoding="utf-8")
    code, out, err = program("config")
    assert (code, out) == (1, "")
    assert [line for line in err.splitlines() if "error[" in line] == [
        "leadadvisor.yaml:1:1: error[unknown-key]: there is no setting 'colr'",
        "leadadvisor.yaml:2:8: error[unknown-word]: pager cannot be 'less'; choose from auto or never",
        "leadadvisor.yaml:3:7: error[wrong-type]: 'case' must be text: the case whose answers count without others",
    ]


def test_a_link_to_something_elsewhere_is_refused_and_nothing_of_it_is_shown(program: Program, here: Path) -> None:
    elsewhere = here.parent / "elsewhere"
    elsewhere.write_text("TOKEN=secret\n", encoding="utf-8")
    (here / "leadadvisor.yaml").symlink_to(elsewhere)
    code, out, err = program("recommend", "--goal", "new-product")
    assert (code, out) == (1, "")
    assert "leads out of its directory" in err
    assert "secret" not in err


def test_a_link_inside_its_directory_is_followed(program: Program, here: Path) -> None:
    (here / "mine.yaml").write_text("format: json\n", encoding="utf-8")
    (here / "leadadvisor.yaml").symlink_to("mine.yaml")
    assert program("recommend", "--goal", "new-product")[1].startswith("{")


def test_a_wrong_variable_is_told_by_its_name(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADADVISOR_FORMAT", "jason")
    code, _, err = program("config")
    assert code == 2
    assert err.startswith("Error: LEADADVISOR_FORMAT: format cannot be 'jason'; did you mean json?")


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="a file has no owner here")
def test_settings_that_others_may_write_are_left_alone_and_that_is_said(program: Program, here: Path) -> None:
    path = here / "leadadvisor.yaml"
    path.write_text("format: json\n", encoding="utf-8")
    path.chmod(0o666)
    code, out, err = program("recommend", "--goal", "new-product")
    assert code == 0
    assert not out.startswith("{")
    assert "is not read: other people may write it" in err


@pytest.mark.parametrize(
    ("flag", "environment", "terminal", "colour"),
    [
        ("", {}, True, True),
        ("", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("", {"NO_COLOR": ""}, True, True),
        ("", {"FORCE_COLOR": "1"}, False, True),
        ("", {"FORCE_COLOR": "0"}, False, False),
        ("", {"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, False, True),
        ("", {"CLICOLOR": "0"}, True, False),
        ("", {"CLICOLOR": "1"}, True, True),
    ],
)
def test_colour_is_decided_by_the_flag_then_no_color_then_what_forces_or_forbids_it(
    flag: str, environment: dict[str, str], *, terminal: bool, colour: bool
) -> None:
    assert wants_colour(flag, environment, terminal=terminal) is colour
