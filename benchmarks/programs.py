"""The programs that are started and compared: bare Python, a Typer hello world, and leadadvisor."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import leadadvisor

HEADLINE = {"goal": "feed-closers", "timeline": "3-6-months", "budget": "steady", "icp-clarity": "precise"}
"""The four answers the README's example gives."""

COMPLETE = HEADLINE | {
    "segment": "proven",
    "customers": "few",
    "network": "some",
    "people": "closers-only",
    "outreach": "started",
    "named-accounts": "up-to-50",
    "buyers": "compare",
    "hours": "15-40",
    "patience": "3-6-months",
    "inbound-assets": "content-only",
    "priority": "fit",
    "competition": "some",
    "lead-definition": "conversation",
}
"""An answer to every question."""


class Program(NamedTuple):
    """A command line under the name it has in the tables."""

    name: str
    command: tuple[str, ...]
    uses_rulebook: bool = False


def bare_python() -> Program:
    """Python that does nothing."""
    return Program("`python -c pass`", (sys.executable, "-c", "pass"))


def hello_typer() -> Program:
    """Hello world with the Typer that leadadvisor uses."""
    return Program("Typer hello world", (sys.executable, str(Path(__file__).with_name("hello_typer.py"))))


def version() -> Program:
    """The program that only tells its version."""
    return Program("`leadadvisor --version`", (*leadadvisor_command(), "--version"))


def one_shots() -> list[Program]:
    """A JSON recommendation from a complete profile, from the four headline answers, and from the goal alone."""
    profiles = {
        f"all {len(COMPLETE)} answers": COMPLETE,
        "the four headline answers": HEADLINE,
        "only `goal`": {"goal": HEADLINE["goal"]},
    }
    return [Program(f"recommend, {name}", _one_shot(answers), uses_rulebook=True) for name, answers in profiles.items()]


def batch_of_one(source: Path) -> Program:
    """A CSV file of one row, scored to standard output."""
    command = (*leadadvisor_command(), "batch", str(source), "--quiet")
    return Program("`leadadvisor batch`, a file of one row", command, uses_rulebook=True)


def rulebook_commands(words: Iterable[str]) -> list[Program]:
    """Commands that care for a rulebook, each over the bundled one."""
    bundled = leadadvisor.load_rulebook().path
    return [Program(f"`leadadvisor rules {word}`", (*leadadvisor_command(), "rules", word, bundled)) for word in words]


def leadadvisor_command() -> tuple[str, ...]:
    """The installed command, started by the Python that runs the measurement."""
    command = Path(sys.executable).with_name("leadadvisor")
    if not command.exists():
        sys.exit("leadadvisor is not installed beside this Python: run `pip install -e .` first")
    return (sys.executable, str(command))


def _one_shot(answers: dict[str, str]) -> tuple[str, ...]:
    flags = [word for question, option in answers.items() for word in (f"--{question}", option)]
    return (*leadadvisor_command(), "recommend", *flags, "--json")
