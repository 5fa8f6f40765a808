"""Rulebooks for the tests of checks: a sound one about pets, changed in one place, and what a check says of it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from leadadvisor.rulebook.loader import check_rulebook
from leadadvisor.toolchain.checks import CHECKS
from leadadvisor.toolchain.checks.subject import Subject

PETS = Path(__file__).parent / "rulebooks" / "pets"


class Edit(NamedTuple):
    """One place of a file: what stands there, and what is to stand there."""

    file: str
    before: str
    after: str


def remarks(check: str, *edits: Edit) -> list[str]:
    """What the check says of the sound rulebook with these edits: place and message, one line each."""
    with tempfile.TemporaryDirectory() as folder:
        pets = Path(folder) / "pets"
        shutil.copytree(PETS, pets)
        for file, before, after in edits:
            text = (pets / file).read_text(encoding="utf-8")
            assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {file}"
            (pets / file).write_text(text.replace(before, after), encoding="utf-8")
        subject = Subject(*check_rulebook(pets))
        found = [finding for each in CHECKS if each.name == check for finding in each.findings(subject)]
        return [
            f"{Path(path).relative_to(pets)}:{line}:{column}: {message}"
            for _, _, (path, line, column, _), message, _, _ in found
        ]
