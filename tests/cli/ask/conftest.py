"""Terminals on which the questionnaire runs over the rulebook that comes along, and rulebooks made for a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from screen import Terminal

RULES = Path(__file__).parents[3] / "rules"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file answers are kept in by default; its own for each test."""
    monkeypatch.setenv("LEADADVISOR_RULEBOOK", str(RULES))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / "state" / "leadadvisor" / "leadadvisor.yaml"


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    """Start the program on a terminal of its own."""
    with ExitStack() as stack:
        yield lambda *words, **options: stack.enter_context(Terminal(*words, **options))
