"""The command that fuzzes the loader runs, and a first look with it finds nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parent.parent / "benchmarks" / "fuzz.py"


@pytest.mark.slow
def test_a_short_look_at_every_target_finds_no_crash_and_counts_what_it_did(tmp_path: Path) -> None:
    looked = subprocess.run(
        [sys.executable, str(FUZZ), "--seconds", "12", "--keep", str(tmp_path)],
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert (looked.returncode, list(tmp_path.iterdir())) == (0, []), looked.stdout + looked.stderr
    rows = re.findall(r"^\| ([a-z-]+) \| ([\d,]+) \| \d+ s \| 0 \|$", looked.stdout, re.MULTILINE)
    assert [name for name, _ in rows] == [
        "sheet",
        "small-rulebook",
        "bundled-rulebook",
        "cache-entry",
        "answers",
        "words",
    ]
    assert all(int(runs.replace(",", "")) for _, runs in rows)
