"""The walk through the code in CONTRIBUTING names files there are, in the layers they are said to be in."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
WALK = TEXT.partition("## One answer, from the flag to the printed line")[2].partition("\nBeside the way:")[0]


def test_every_file_that_is_named_exists() -> None:
    named = [name for name in re.findall(r"`((?:leadadvisor|tests|rules)/[^`<>]+)`", TEXT) if "*" not in name]
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_walk_goes_from_the_command_line_down_to_the_engine_and_back_to_the_screen() -> None:
    folders = re.findall(r"`leadadvisor/(\w+)/", WALK)
    order = list(dict.fromkeys(folders))
    assert order == ["cli", "rulebook", "questionnaire", "engine", "reports"]
    assert folders[-1] == "cli"


def test_the_walk_is_twenty_files_long() -> None:
    assert len(set(re.findall(r"`(leadadvisor/[^`]+)`", WALK))) == len(re.findall(r"(?m)^\d+\. ", WALK)) == 20
