"""Whole reports, compared with golden/<name>.<format>.<layout>.txt: one rich and one poor in every layout.

The other results stand there in plain and JSON, and `test_formats_agree.py` holds the formats together. After a change
that is meant, rewrite the files with `UPDATE_GOLDEN=1 pytest tests/reports` and read the difference before it is
committed. Where CI is set, nothing is ever rewritten.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from sample import RECOMMENDATIONS
from small import EXPLAINED

from leadadvisor.reports import FORMATS, Layout, render

GOLDEN = Path(__file__).with_name("golden")
BYLINE = "Plan for autumn · for Ms Fox · 2026-09-01"
LAYOUTS: Mapping[str, Mapping[str, Layout]] = {
    "terminal": {
        "80": Layout(80),
        "40": Layout(40),
        "24": Layout(24),
        "80-full": Layout(80, verbosity=1),
        "80-everything": Layout(80, verbosity=2),
        "80-quiet": Layout(80, verbosity=-1),
        "80-ascii": Layout(80, unicode=False),
        "80-colour": Layout(80, colour=True),
    },
    "plain": {"80": Layout(), "full": Layout(verbosity=1), "quiet": Layout(verbosity=-1)},
    "markdown": {"80": Layout(), "quiet": Layout(verbosity=-1)},
    "html": {"80": Layout()},
    "json": {"80": Layout()},
    "yaml": {"80": Layout()},
}
"""The layouts that make a difference to a format."""

RICH_AND_POOR = ("complete", "incomplete")
CARDS = ("level", "held-back", "prepared", "nothing-feasible", "undecided")
"""What else has a card of its own kind."""
PAGES = ("account", "whatif", "compare")
"""Of the other commands: the pages that are told in every format; the rest on the terminal."""

STYLE_SHEET = re.compile(r"(?<=^<style>)[^<]*", re.MULTILINE)
"""What every html report begins with alike; the rest of a page is what its golden file is about."""


def _golden() -> dict[str, Callable[[], str]]:
    """File name -> what makes its text."""
    files: dict[str, Callable[[], str]] = {}
    for name in RICH_AND_POOR:
        for form in FORMATS:
            for layout, laid_out in LAYOUTS[form].items():
                files[f"{name}.{form}.{layout}"] = partial(render, RECOMMENDATIONS[name], form, laid_out, BYLINE)
    for name in set(RECOMMENDATIONS) - set(RICH_AND_POOR):
        for form in ("plain", "json", *(("terminal",) if name in CARDS else ())):
            files[f"{name}.{form}.80"] = partial(render, RECOMMENDATIONS[name], form)
    for name, tell in EXPLAINED.items():
        for form in FORMATS if name in PAGES else ("terminal",):
            files[f"{name}.{form}.80"] = partial(tell, form, Layout())
    return files


EXPECTED = _golden()


def compare(golden: Path, text: str, environment: Mapping[str, str]) -> None:
    """Fail unless the file holds the text; rewrite it where that is asked for and nobody but a person looks on."""
    if environment.get("UPDATE_GOLDEN") == "1" and not environment.get("CI"):
        golden.write_text(text, encoding="utf-8", newline="")
        return
    assert golden.exists(), f"{golden.name} is missing: run UPDATE_GOLDEN=1 pytest tests/reports and read what it wrote"
    assert golden.read_bytes().decode() == text


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_report_is_what_its_golden_file_holds(name: str) -> None:
    compare(GOLDEN / f"{name}.txt", STYLE_SHEET.sub("", EXPECTED[name]()), os.environ)


def test_no_golden_file_is_left_over_and_there_are_not_too_many() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"{name}.txt" for name in EXPECTED}
    assert len(EXPECTED) <= 80


def test_a_golden_file_is_rewritten_only_when_asked(tmp_path: Path) -> None:
    golden = tmp_path / "golden.txt"
    golden.write_text("old\n")
    with pytest.raises(AssertionError):
        compare(golden, "new\n", {})
    assert golden.read_text() == "old\n"
    compare(golden, "new\n", {"UPDATE_GOLDEN": "1"})
    assert golden.read_text() == "new\n"


def test_ci_never_rewrites_a_golden_file(tmp_path: Path) -> None:
    golden = tmp_path / "golden.txt"
    golden.write_text("old\n")
    with pytest.raises(AssertionError):
        compare(golden, "new\n", {"UPDATE_GOLDEN": "1", "CI": "true"})
    with pytest.raises(AssertionError):
        compare(tmp_path / "missing.txt", "new\n", {"UPDATE_GOLDEN": "1", "CI": "true"})
    assert [path.name for path in tmp_path.iterdir()] == ["golden.txt"]
    assert golden.read_text() == "old\n"
