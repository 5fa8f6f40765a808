"""The walk through the code in CONTRIBUTING names files there are, in the layers they are said to be in."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
WALK = TEXT.partition("## One answer, from the flag to the printed line")[2].partition("\n## ")[0]


def test_every_file_that_is_named_exists() -> None:
    named = [name for name in re.findall(r"`((?:leadadvisor|tests|rules)/[^`<>]+)`", TEXT) if "*" not in name]
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_walk_goes_from_the_command_line_down_to_the_engine_and_back_to_the_screen() -> None:
    folders = re.findall(r"`leadadvisor/(\w+)/", WALK)
    order = list(dict.fromkeys(folders))
    assert order == ["cli", "rulebook", "questionnaire", "model", "engine", "reports"]
    assert folders[-1] == "cli"


def test_the_walk_names_no_more_files_than_it_did() -> None:
    assert len(set(re.findall(r"`(leadadvisor/[^`]+)`", WALK))) <= 26
