"""Every format, compared as a whole with the file golden/<recommendation>.<format>.<layout>.txt.

After a change that is meant, rewrite the files with `UPDATE_GOLDEN=1 pytest tests/reports` and read the difference
before it is committed. Where CI is set, nothing is ever rewritten.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from sample import RECOMMENDATIONS

from leadadvisor.reports import FORMATS, Layout, render

GOLDEN = Path(__file__).with_name("golden")

LAYOUTS: Mapping[str, Mapping[str, Layout]] = {
    "terminal": {
        "80": Layout(80),
        "40": Layout(40),
        "24": Layout(24),
        "80-details": Layout(80, verbosity=1),
        "80-quiet": Layout(80, verbosity=-1),
        "80-ascii": Layout(80, unicode=False),
        "80-colour": Layout(80, colour=True),
    },
    "plain": {"80": Layout(80), "80-quiet": Layout(80, verbosity=-1)},
    "markdown": {
        "80": Layout(80),
        "80-details": Layout(80, verbosity=1),
        "80-quiet": Layout(80, verbosity=-1),
    },
    "html": {
        "80": Layout(80),
        "80-details": Layout(80, verbosity=1),
        "80-quiet": Layout(80, verbosity=-1),
    },
}
"""The layouts that make a difference to a format; one of 80 columns for those that have no use for any."""

STYLE_SHEET = re.compile(r"(?<=^<style>)[^<]*", re.MULTILINE)
"""What every html report begins with alike; the rest of a page is what its golden file is about."""

EXPECTED = [
    (name, report, layout)
    for name in RECOMMENDATIONS
    for report, _ in FORMATS
    for layout in LAYOUTS.get(report, {"80": Layout(80)})
]


def compare(golden: Path, text: str, environment: Mapping[str, str]) -> None:
    """Fail unless the file holds the text; rewrite it where that is asked for and nobody but a person looks on."""
    if environment.get("UPDATE_GOLDEN") == "1" and not environment.get("CI"):
        golden.write_text(text, encoding="utf-8", newline="")
        return
    assert golden.exists(), f"{golden.name} is missing: run UPDATE_GOLDEN=1 pytest tests/reports and read what it wrote"
    assert golden.read_bytes().decode() == text


@pytest.mark.parametrize(("name", "report", "layout"), EXPECTED)
def test_a_report_is_what_its_golden_file_holds(name: str, report: str, layout: str) -> None:
    laid_out = LAYOUTS.get(report, {"80": Layout(80)})[layout]
    text = STYLE_SHEET.sub("", render(RECOMMENDATIONS[name], report, laid_out))
    compare(GOLDEN / f"{name}.{report}.{layout}.txt", text, os.environ)


def test_no_golden_file_is_left_over() -> None:
    expected = {f"{name}.{report}.{layout}.txt" for name, report, layout in EXPECTED}
    assert {path.name for path in GOLDEN.iterdir()} == expected


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
