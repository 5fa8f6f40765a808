"""All checks together: each has a name in words, a line of summary, a test of its own and findings in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from faults import PETS

from leadadvisor.rulebook.loader import check_rulebook
from leadadvisor.toolchain.checks import CHECKS, run_checks
from leadadvisor.toolchain.checks.base import Check, Subject

HERE = Path(__file__).parent


def test_a_sound_rulebook_has_no_findings() -> None:
    assert run_checks(Subject(*check_rulebook(PETS))) == ()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_has_tests_and_says_what_it_finds_and_what_it_is_about(check: Check) -> None:
    assert check.run.__name__ == check.name.replace("-", "_")
    tests = HERE / f"test_{check.run.__module__.rpartition('.')[2]}.py"
    assert f'"{check.name}"' in tests.read_text(encoding="utf-8")
    assert re.fullmatch(r"(an?|two) [^\n]{10,70}[^.]|`[^\n]{10,70}[^.]", check.summary), check.summary
    assert re.fullmatch(r"[A-Z].{30,}[.]\n\n(.*\n\n)?[A-Z].{20,}[.]", check.about, re.DOTALL), check.about


def test_no_two_checks_share_a_name() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names) > 20


def test_findings_come_in_order_of_place(tmp_path: Path) -> None:
    for file in PETS.rglob("*.yaml"):
        target = tmp_path / file.relative_to(PETS)
        target.parent.mkdir(exist_ok=True)
        target.write_text(re.sub(r"claims: \[.*?\]", "claims: []", file.read_text(encoding="utf-8")), encoding="utf-8")
    places = [finding.place for finding in run_checks(Subject(*check_rulebook(tmp_path)))]
    assert len(places) > 20
    assert places == sorted(places)
