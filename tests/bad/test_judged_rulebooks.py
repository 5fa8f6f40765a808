"""Each case of judged.yaml is a fault no reader of YAML can see, laid over a sound rulebook, with what is told."""

import re

import pytest
from faults import PETS, Fault, faults, files_of, folder

from leadadvisor.rulebook.loader import check_files
from leadadvisor.rulebook.problems import render
from leadadvisor.toolchain.checks import CHECKS, run_checks
from leadadvisor.toolchain.checks.base import Subject

FAULTS = faults("judged", PETS)
HEADLINE = re.compile(r"[^\n:]+:\d+:\d+: (error|warning)\[([a-z0-9-]+)\]: \S")


def test_nothing_is_said_of_the_rulebook_under_the_faults() -> None:
    assert run_checks(Subject(*check_files(folder("pets", files_of(PETS))))) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_told_in_exactly_these_words(fault: Fault) -> None:
    assert render(run_checks(Subject(*check_files(folder("pets", fault.files))))) == fault.told


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_one_fault_is_told_once_by_one_check(fault: Fault) -> None:
    assert len(HEADLINE.findall(fault.told)) == 1
    assert "Traceback" not in fault.told


def test_every_check_has_a_fault_that_shows_it() -> None:
    shown = {match[2] for fault in FAULTS for match in HEADLINE.finditer(fault.told)}
    elsewhere = {"entangled-condition"}  # takes a rulebook too large to stand here
    assert shown == {check.name for check in CHECKS} - elsewhere
