"""Runs the program: inside the test where that is enough, as a process of its own where the process matters."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from leadadvisor.cli.boundary import run

TINY = Path(__file__).parent.parent / "rulebooks" / "tiny"


class Finished(NamedTuple):
    """What a run of the program left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _tiny_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three questions, two approaches: goal (few-deals, new-product), people, outreach."""
    monkeypatch.setenv("LEADADVISOR_RULEBOOK", str(TINY))


@pytest.fixture
def tiny() -> Path:
    return TINY


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Callable[..., Finished]:
    """Run the program inside the test."""

    def run_inside(*words: str) -> Finished:
        code = run(list(words))
        captured = capsys.readouterr()
        return Finished(code, captured.out, captured.err)

    return run_inside


@pytest.fixture
def process() -> Callable[..., Finished]:
    """Run the program as a process, with more environment variables and with text on its standard input."""

    def run_process(*words: str, stdin: str = "", **variables: str) -> Finished:
        finished = subprocess.run(
            [sys.executable, "-m", "leadadvisor", *words],
            env={**os.environ, **variables},
            input=stdin.encode(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Finished(finished.returncode, finished.stdout.decode(), finished.stderr.decode())

    return run_process
