"""What some slow tests need beside the package: skipped where it is missing, but never in CI, which must have it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def missing(what: str) -> None:
    """Skip, or fail where everything must be there."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, which CI must have")
    pytest.skip(f"{what} is missing; .ci/run installs it")


def python_with(*modules: str) -> str:
    """A Python that can import these modules: this one, or the one that FRAMES_PYTHON names."""
    if all(importlib.util.find_spec(module) for module in modules):
        return sys.executable
    other = os.environ.get("FRAMES_PYTHON", "")
    command = [other, "-c", f"import {', '.join(modules)}"]
    if not other or not shutil.which(other) or subprocess.run(command, capture_output=True).returncode:
        missing(" and ".join(modules))
    return other


def run_python(python: str, script: str, *arguments: str, timeout: int = 900) -> str:
    """What the script prints; the package of this checkout is there for it."""
    finished = subprocess.run(
        [python, "-c", script, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "SPARK_LOCAL_IP": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    assert finished.returncode == 0, finished.stderr[-4_000:]
    return finished.stdout
