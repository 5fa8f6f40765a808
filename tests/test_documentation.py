"""The documents agree with the program: commands, output, exit codes, formats, checks, files and versions."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import leadadvisor

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CHANGELOG = ROOT / ".github" / "CHANGELOG.md"
DOCUMENTS = [
    README,
    *sorted((ROOT / ".github").glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "benchmarks" / "README.md",
]

SHOWN = [README, *sorted((ROOT / "docs").glob("*.md"))]

CONSOLE_BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^\$ (.*(?:\n> .*)*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
ANYTHING = re.compile(r"(?<!\.)\.\.(?!\.)")
"""Two dots, not three, stand for any text in the output a README shows."""

LONGEST_README = 140
"""Lines. What does not fit has a page of its own in docs/."""

KINDS_OF_CHANGE = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def readme() -> str:
    return README.read_text(encoding="utf-8")


@pytest.mark.parametrize("document", SHOWN, ids=lambda path: path.name)
def test_what_a_document_shows_is_what_the_program_prints(document: Path, tmp_path: Path) -> None:
    """Every `$ command` prints what stands below it; the commands of a document share a folder.

    With UPDATE_GOLDEN, what is printed is put into the document, but where it leaves something out on purpose.
    """
    text = document.read_text(encoding="utf-8")
    wrong = []
    for block in CONSOLE_BLOCK.findall(text):
        now = []
        for command, shown in COMMAND.findall(block):
            printed = output_of(command.replace("\n> ", "\n"), tmp_path)
            fits = agrees(shown.rstrip(), printed)
            wrong += [] if fits else [(command, shown, printed)]
            now.append(f"$ {command}\n{shown.rstrip() if fits else printed}".rstrip() + "\n")
        text = text.replace(block, "".join(now), 1)
    if os.environ.get("UPDATE_GOLDEN"):
        document.write_text(text, encoding="utf-8")
    else:
        assert wrong == []


def agrees(shown: str, printed: str) -> bool:
    pattern = ".*?".join(re.escape(part) for part in ANYTHING.split(shown))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


def test_the_readme_shows_the_program_at_work() -> None:
    assert CONSOLE_BLOCK.search(readme())


def test_the_readme_is_short() -> None:
    assert len(readme().splitlines()) <= LONGEST_README


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_readme_marks_one_command_for_ci(name: str) -> None:
    marked = re.findall(rf"^<!-- ci:{name} -->\n```sh\n(.*?)^```$", readme(), re.DOTALL | re.MULTILINE)
    assert len(marked) == 1
    assert len(marked[0].splitlines()) == 1


def test_ci_takes_its_commands_from_the_readme() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"readme_command (\w+)\)", ci) == ["run", "test"]


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def test_every_exit_code_and_no_other_is_listed() -> None:
    from leadadvisor.cli.exit_codes import ExitCode

    section = page("commands").partition("## Exit codes")[2]
    listed = [int(code) for code in re.findall(r"^\|\s*`?(\d+)`?\s*\|", section, re.MULTILINE)]
    assert sorted(listed) == sorted(int(code) for code in ExitCode)


def test_every_format_is_named() -> None:
    from leadadvisor.reports import FORMATS

    assert [name for name in FORMATS if f"`{name}`" not in page("commands")] == []


def test_every_setting_is_named() -> None:
    from leadadvisor.cli.settings import KEYS

    assert [key for key in KEYS if f"`{key}`" not in page("commands")] == []


def test_every_check_is_told_with_its_severity() -> None:
    from leadadvisor.toolchain.checks import CHECKS

    told = re.findall(r"^\| `([\w-]+)` \| (error|warning) \|", page("rules"), re.MULTILINE)
    assert told == [(check.name, check.severity) for check in CHECKS]


def test_every_command_is_named() -> None:
    from leadadvisor.cli.commands import COMMANDS

    pages = page("commands") + page("rules")
    named = [f"leadadvisor {' '.join(entry.words)}" for entry in COMMANDS]
    assert [command for command in named if command not in pages] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_link_in_a_document_leads_to_a_file_that_is_there(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    ours = [link for link in links if "://" not in link]
    assert [link for link in ours if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_that_a_document_names_is_there(document: Path) -> None:
    top = r"(?:leadadvisor|rules|tests|benchmarks|docs|\.github|\.ci)"
    named = re.findall(rf"`({top}/[\w./-]*)`", document.read_text(encoding="utf-8"))
    named = [name for name in named if not re.fullmatch(r"leadadvisor/[\w-]+/\d+", name)]  # that is a schema
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_changelog_keeps_to_the_form_of_keep_a_changelog() -> None:
    text = CHANGELOG.read_text(encoding="utf-8")
    assert text.startswith("# Changelog\n")
    unreleased, *releases = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert unreleased == "[Unreleased]"
    matched = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d{2}-\d{2})", release) for release in releases]
    assert all(matched), releases
    numbers = [tuple(map(int, match.groups()[:3])) for match in matched if match]
    days = [date.fromisoformat(match[4]) for match in matched if match]
    assert numbers == sorted(numbers, reverse=True)
    assert days == sorted(days, reverse=True)
    assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= KINDS_OF_CHANGE


def test_the_changelog_tells_of_the_current_version_first() -> None:
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\]", CHANGELOG.read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == leadadvisor.__version__


def output_of(command: str, folder: Path) -> str:
    """All that a command prints there, on 80 columns and without colour."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    finished = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "80", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )
    return finished.stdout.rstrip()
