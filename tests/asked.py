"""What the questionnaire over the bundled rulebook asks, in the words it has today, and how it begins."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from screen import ENTER, Terminal

import leadadvisor

RULES = Path(__file__).parents[1] / "rules"


def begun(terminal: Callable[..., Terminal], *words: str, **options: Any) -> Terminal:
    """The questionnaire on a terminal, past its opening page; it begins with the goal."""
    return terminal("ask", *words, **options).until("Begin").press(ENTER).until("1 of about")


@cache
def asks(question: str) -> str:
    """How the text of a question begins, so far that no window breaks it."""
    found = leadadvisor.load_rulebook(RULES).question(question)
    assert found is not None
    return found.text[:16]


@cache
def label(question: str, option: str) -> str:
    """How the label of an option begins."""
    found = leadadvisor.load_rulebook(RULES).question(question)
    chosen = found.option(option) if found else None
    assert chosen is not None
    return chosen.label[:16]


def saved_answers(path: Path) -> dict[str, str]:
    """The answers in a saved file."""
    import yaml

    answers = yaml.safe_load(path.read_text(encoding="utf-8"))["answers"]
    assert isinstance(answers, dict)
    return {str(question): str(option) for question, option in answers.items()}
