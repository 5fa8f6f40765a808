"""The properties once more, each on five times as many rulebooks and profiles."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.parametrize("module", ["test_properties", "test_outlook", "test_against_oracle"])
def test_the_properties_hold_on_many_more_examples(module: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "not slow", "-p", "no:cacheprovider", "-p", "no:xdist"]
    path = Path(__file__).with_name(f"{module}.py")
    done = subprocess.run(
        [*command, str(path)],
        env={**os.environ, "PROPERTY_EXAMPLES": "150"},
        cwd=path.parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
