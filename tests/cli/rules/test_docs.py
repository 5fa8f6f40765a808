"""The command `rules docs`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from faults import PETS

Program = Callable[..., tuple[int, str, str]]


def test_markdown_is_printed(program: Program) -> None:
    code, out, err = program("rules", "docs", str(PETS))
    assert (code, err) == (0, "")
    assert out.startswith("# Which animal should live with you?\n")


def test_the_ending_of_the_file_says_the_format(program: Program, tmp_path: Path) -> None:
    assert program("rules", "docs", str(PETS), "-o", str(tmp_path / "a.html")) == (0, "", "")
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>\n")
    assert program("rules", "docs", str(PETS), "-o", str(tmp_path / "b.md")) == (0, "", "")
    assert (tmp_path / "b.md").read_text(encoding="utf-8").startswith("# ")


def test_a_format_that_the_file_is_not_named_for_is_refused(program: Program, tmp_path: Path) -> None:
    code, out, err = program("rules", "docs", str(PETS), "-f", "markdown", "-o", str(tmp_path / "b.html"))
    assert (code, out) == (2, "")
    assert "asks for html and --format markdown for markdown" in err
    assert list(tmp_path.iterdir()) == []


def test_another_format_is_wrong_usage(program: Program) -> None:
    code, _, err = program("rules", "docs", "--format", "pdf")
    assert code == 2
    assert "markdown, html" in err
