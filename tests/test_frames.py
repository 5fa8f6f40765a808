"""The recipes for data frames do what docs/frames.md says: every example is run, and prints what stands below it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from needed import python_with, run_python

RECIPES = Path(__file__).resolve().parents[1] / "docs" / "frames.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NEEDS = {"pandas": ("pandas", "duckdb"), "Polars": ("polars", "pyarrow", "duckdb"), "Spark": ("pyspark",)}
ALWAYS_NEEDED = ("sqlglot", "yaml", "pydantic")


def sections() -> dict[str, str]:
    text = RECIPES.read_text(encoding="utf-8")
    return {section.partition("\n")[0]: section for section in text.split("\n## ")[1:]}


def blocks(section: str, language: str) -> list[str]:
    return [block[2] for block in BLOCK.finditer(section) if block[1] == language]


def test_every_section_with_an_example_is_one_the_tests_run() -> None:
    assert {title for title, section in sections().items() if blocks(section, "python")} == set(NEEDS)


@pytest.mark.slow
@pytest.mark.parametrize("title", NEEDS)
def test_the_examples_of_a_section_print_what_stands_below_them(title: str) -> None:
    section = sections()[title]
    assert re.findall(r"^```(python|text)$", section, re.MULTILINE) == ["python", "text"] * len(blocks(section, "text"))
    python = python_with(*NEEDS[title], *ALWAYS_NEEDED)
    assert run_python(python, "\n".join(blocks(section, "python"))) == "".join(blocks(section, "text"))


def test_the_command_in_the_recipes_is_one_that_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from leadadvisor.cli.boundary import run

    (command,) = [
        line for line in "".join(blocks(RECIPES.read_text(encoding="utf-8"), "sh")).splitlines() if "rules" in line
    ]
    monkeypatch.chdir(tmp_path)
    assert run(command.split()[1:]) == 0
    assert (tmp_path / "scored.sql").exists()
