"""The shape of the code: layers, what start-up may import, sizes, and what no tracked file may say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "leadadvisor"
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_FUNCTION = 60
LONGEST_MODULE = 400
FOLDERS_THAT_ARE_NOT_OURS = (".git", ".venv", ".hypothesis", "dist", "build")
HEAVY = {"click", "importlib.metadata", "prompt_toolkit", "pydantic", "questionary", "rich", "typer", "yaml"}
ONE_MACHINE = re.compile(r"(?<![\w.~$}>*-])/(?:work|root|tmp|home/[a-z]+|Users/[A-Z]\w+)/")
REGISTRY_HOST = re.compile(r"\b(?:pypi|pythonhosted|npmjs)\.(?:org|com)\b")

Function: TypeAlias = "ast.FunctionDef | ast.AsyncFunctionDef"


def test_the_import_contracts_in_pyproject_are_kept() -> None:
    lint = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache', '--no-logo'])"
    run = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert " 0 broken" in run.stdout


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert imported_by("-c", "import leadadvisor") & HEAVY == set()


def test_telling_the_version_imports_neither_typer_nor_anything_else_heavy() -> None:
    assert imported_by("-m", "leadadvisor", "--version") & HEAVY == set()


def test_a_one_shot_json_run_imports_no_rich_pydantic_or_yaml_once_the_rulebook_is_cached() -> None:
    one_shot = ("-m", "leadadvisor", "recommend", "--goal", "feed-closers", "--json")
    imported_by(*one_shot)
    assert imported_by(*one_shot) & (HEAVY - {"typer", "click", "importlib.metadata"}) == set()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_begins_by_saying_what_it_is_for(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))), f"{module} has no docstring"


def test_no_function_is_longer_than_one_thought() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {lines_of(function)} lines"
        for path, function in functions()
        if lines_of(function) > LONGEST_FUNCTION
    ]
    assert too_long == []


def test_no_module_is_longer_than_one_subject() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}: {length} lines"
        for path in MODULES
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    ]
    assert too_long == []


def test_no_tracked_file_names_a_path_of_one_machine() -> None:
    assert list(lines_with(ONE_MACHINE)) == []


def test_no_tracked_file_names_a_package_registry() -> None:
    assert list(lines_with(REGISTRY_HOST)) == []


def imported_by(*arguments: str) -> set[str]:
    """The names of all modules that Python imports when it is started with these arguments."""
    command = [sys.executable, "-X", "importtime", *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return {line.rpartition("|")[2].strip() for line in run.stderr.splitlines() if line.startswith("import time:")}


def functions() -> Iterator[tuple[Path, Function]]:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def lines_of(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def lines_with(pattern: re.Pattern[str]) -> Iterator[str]:
    for path in our_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture, or a file that is broken on purpose
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if pattern.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()}"


def our_files() -> list[Path]:
    """What git tracks or would add; everything but build products where there is no git checkout."""
    list_files = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(list_files, cwd=ROOT, capture_output=True, text=True)
    if listing.returncode == 0:
        candidates = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        ours = (path for path in ROOT.iterdir() if path.name not in FOLDERS_THAT_ARE_NOT_OURS)
        candidates = [file for path in ours for file in (path, *path.rglob("*")) if "cache" not in str(file)]
    return [path for path in candidates if path.is_file()]
