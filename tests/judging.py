"""Rulebooks for the tests of checks: a sound one about pets, changed in one place, and what a check says of it."""

from __future__ import annotations

from typing import NamedTuple

from faults import PETS, files_of, folder

from leadadvisor.rulebook.loader import check_files
from leadadvisor.toolchain.checks import CHECKS
from leadadvisor.toolchain.checks.base import Subject


class Edit(NamedTuple):
    """One place of a file: what stands there, and what is to stand there."""

    file: str
    before: str
    after: str


def remarks(check: str, *edits: Edit) -> list[str]:
    """What the check says of the sound rulebook with these edits: place and message, one line each."""
    pets = files_of(PETS)
    for file, before, after in edits:
        stands = pets[file].count(before.encode())
        assert stands == 1, f"{before!r} stands {stands} times in {file}"
        pets[file] = pets[file].replace(before.encode(), after.encode())
    subject = Subject(*check_files(folder("pets", pets)))
    found = [finding for each in CHECKS if each.name == check for finding in each.findings(subject)]
    return [
        f"{path.removeprefix('pets/')}:{line}:{column}: {message}"
        for _, _, (path, line, column, _), message, _, _ in found
    ]
