"""Start-up is a feature: only what a command needs is imported."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

WORK_MODULES = {
    "recommend": "leadadvisor.cli.recommend",
    "questions": "leadadvisor.cli.questions",
    "path": "leadadvisor.cli.rules.documents",
}


LISTING = """\
import sys
from leadadvisor.cli.boundary import run
before = set(sys.modules)
code = run(sys.argv[1:])
print("MODULES", *sorted(set(sys.modules) - before), file=sys.stderr)
sys.exit(code)
"""


def imported_by(*words: str) -> set[str]:
    """The modules a run imports; `-X importtime` would not list those imported by name."""
    finished = subprocess.run([sys.executable, "-c", LISTING, *words], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    return set(finished.stderr.partition("MODULES")[2].split())


def test_the_version_is_told_without_typer_or_anything_typing_needs() -> None:
    imported = imported_by("--version")
    assert imported & {"typer", "typing", "enum", "re", "pathlib", "leadadvisor.errors", "leadadvisor.model"} == set()


@pytest.mark.parametrize("words", [("recommend", "--goal", "few-deals"), ("questions",), ("rules", "path")])
def test_only_the_command_that_is_called_is_imported(words: tuple[str, ...]) -> None:
    imported = imported_by(*words)
    called = {module for module in WORK_MODULES.values() if module in imported}
    assert called == {WORK_MODULES[words[1] if words[0] == "rules" else words[0]]}


def test_the_help_imports_neither_rich_nor_the_rulebook() -> None:
    imported = imported_by("--help")
    assert not any(name == "rich" or name.startswith(("rich.", "leadadvisor.rulebook")) for name in imported)


def test_a_json_run_imports_no_rich_pydantic_or_yaml_once_the_rulebook_is_cached() -> None:
    words = ("recommend", "--goal", "few-deals", "--json")
    imported_by(*words)
    assert imported_by(*words) & {"rich", "pydantic", "yaml", "prompt_toolkit"} == set()


def test_a_completion_imports_neither_rich_nor_the_engine() -> None:
    imported = imported_by("completion", "--line", "leadadvisor recommend --goal ")
    assert not any(name == "rich" or name.startswith(("rich.", "leadadvisor.engine")) for name in imported)
    assert "leadadvisor.rulebook.loader" in imported


def test_the_rulebook_variable_reaches_the_process() -> None:
    """The other tests here would prove little with a rulebook that has other questions."""
    assert os.environ["LEADADVISOR_RULEBOOK"].endswith("tiny")
