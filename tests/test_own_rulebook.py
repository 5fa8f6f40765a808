"""The rulebook we ship obeys its own tools: no finding, every case holds, everything is exercised, and that quickly."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from leadadvisor.rulebook.loader import check_rulebook, load_rulebook
from leadadvisor.rulebook.problems import render
from leadadvisor.toolchain.cases import run_cases
from leadadvisor.toolchain.checks import run_checks
from leadadvisor.toolchain.checks.base import Subject
from leadadvisor.toolchain.coverage import GROUPS, Coverage, Group, cover

ROOT = Path(__file__).parent.parent
RULEBOOKS = (ROOT / "rules", ROOT / "tests" / "rulebooks" / "pets")


@cache
def covered(rulebook: Path) -> Coverage:
    return cover(load_rulebook(rulebook))


@pytest.mark.parametrize("rulebook", RULEBOOKS, ids=lambda path: path.name)
def test_no_check_finds_anything_not_even_to_warn_of(rulebook: Path) -> None:
    assert render(run_checks(Subject(*check_rulebook(rulebook)))) == ""


@pytest.mark.parametrize("rulebook", RULEBOOKS, ids=lambda path: path.name)
def test_every_case_holds(rulebook: Path) -> None:
    outcomes = run_cases(load_rulebook(rulebook))
    assert outcomes
    assert {outcome.case.name: outcome.unmet for outcome in outcomes if not outcome.holds} == {}


@pytest.mark.parametrize("rulebook", RULEBOOKS, ids=lambda path: path.name)
@pytest.mark.parametrize("group", GROUPS)
def test_the_cases_exercise_all_of_it(group: Group, rulebook: Path) -> None:
    assert [str(part) for part in covered(rulebook).of(group) if not part.cases] == []


def test_the_second_rulebook_is_about_something_else() -> None:
    """The engine knows no leads: another subject, other approaches, and nothing of ours in its words."""
    words = "\n".join(path.read_text(encoding="utf-8") for path in RULEBOOKS[1].rglob("*.yaml"))
    assert not re.search(
        r"\b(leads|inbound|outbound|referral|buyers?|customers?)\b(?!:)", words.replace("leads: [", "")
    )
