"""All checks together: each has a name in words, a line of summary, a test of its own and findings in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from judging import PETS

from leadadvisor.rulebook.loader import check_rulebook
from leadadvisor.toolchain.checks import CHECKS, run_checks
from leadadvisor.toolchain.checks.base import Check
from leadadvisor.toolchain.checks.subject import Subject

HERE = Path(__file__).parent


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_is_named_after_its_module_or_says_the_same(check: Check) -> None:
    assert check.run.__module__.rpartition(".")[2] == check.name.replace("-", "_")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_has_a_test_of_its_own_and_a_line_that_says_what_it_finds(check: Check) -> None:
    assert (HERE / f"test_{check.name.replace('-', '_')}.py").is_file()
    assert re.fullmatch(r"(an?|two) [^\n]{10,70}[^.]|`[^\n]{10,70}[^.]", check.summary), check.summary


def test_no_two_checks_share_a_name_and_no_module_is_left_out() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
    package = Path(str(__import__("leadadvisor.toolchain.checks", fromlist=["CHECKS"]).__file__)).parent
    modules = {path.stem.replace("_", "-") for path in package.glob("*.py")}
    assert modules - {"--init--", "base", "subject"} == set(names)


def test_findings_come_in_order_of_place(tmp_path: Path) -> None:
    for file in PETS.rglob("*.yaml"):
        target = tmp_path / file.relative_to(PETS)
        target.parent.mkdir(exist_ok=True)
        target.write_text(re.sub(r"claims: \[.*?\]", "claims: []", file.read_text(encoding="utf-8")), encoding="utf-8")
    places = [finding.place for finding in run_checks(Subject(*check_rulebook(tmp_path)))]
    assert len(places) > 20
    assert places == sorted(places)
