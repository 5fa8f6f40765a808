"""Each folder in judged/ is a fault no reader of YAML can see, laid over a sound rulebook, with what is said of it."""

import re
import shutil
from pathlib import Path

import pytest

from leadadvisor.rulebook.loader import check_rulebook
from leadadvisor.rulebook.problems import render
from leadadvisor.toolchain.checks import CHECKS, run_checks
from leadadvisor.toolchain.checks.subject import Subject

HERE = Path(__file__).parent
FAULTS = sorted(folder for folder in (HERE / "judged").iterdir() if folder.is_dir())
HEADLINE = re.compile(r"[^\n:]+:\d+:\d+: (error|warning)\[([a-z0-9-]+)\]: \S")


@pytest.fixture
def pets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sound rulebook, named by a relative path."""
    shutil.copytree(HERE.parent / "rulebooks" / "pets", tmp_path / "pets")
    monkeypatch.chdir(tmp_path)
    return Path("pets")


def told_of(directory: Path) -> str:
    return render(run_checks(Subject(*check_rulebook(directory))))


def expected(fault: Path) -> str:
    return (fault / "expected.txt").read_text(encoding="utf-8")


def test_nothing_is_said_of_the_rulebook_under_the_faults(pets: Path) -> None:
    assert told_of(pets) == ""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda folder: folder.name)
def test_a_fault_is_told_in_exactly_these_words(fault: Path, pets: Path) -> None:
    shutil.copytree(fault, pets, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    assert told_of(pets) == expected(fault)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda folder: folder.name)
def test_one_fault_is_told_once_by_one_check(fault: Path) -> None:
    assert len(HEADLINE.findall(expected(fault))) == 1
    assert "Traceback" not in expected(fault)


def test_every_check_has_a_fault_that_shows_it() -> None:
    shown = {match[2] for fault in FAULTS for match in HEADLINE.finditer(expected(fault))}
    assert shown == {check.name for check in CHECKS}
