"""The flags for the user's own figures: hours and money to share out, and what a target asks for."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Annotated

import typer

from leadadvisor.cli.options import Values, single
from leadadvisor.errors import WrongUsage
from leadadvisor.model.figure import FIGURE_KEYS, Figure, FigureKey
from leadadvisor.questionnaire.answers import Misread
from leadadvisor.questionnaire.figures import read_figure

FIGURES = "Your own figures"
_HELP: Mapping[FigureKey, tuple[str, str]] = {
    "weekly-hours": ("HOURS", "Hours a week, to share out by the mix."),
    "monthly-budget": ("AMOUNT", "Money a month, such as 2.5k or 5 000 EUR."),
    "currency": ("CODE", "What the money is in."),
    "target-customers": ("NUMBER", "Customers to win; needs the next two."),
    "close-rate": ("PERCENT", "Part of qualified conversations you win."),
    "months": ("NUMBER", "Time for the target."),
}


def parameters() -> list[inspect.Parameter]:
    """A parameter for each figure, for the signature of a command."""
    return [_parameter(key) for key in FIGURE_KEYS]


def read(flags: Mapping[str, Values]) -> tuple[Figure, ...]:
    """The figures these flags give. Raises `WrongUsage` with one sentence for each flag that is wrong."""
    given = {key: word for key in FIGURE_KEYS if (word := single(f"--{key}", flags.get(_name(key)))) is not None}
    read = {key: read_figure(key, word) for key, word in given.items()}
    wrong = [f"--{key}: {each.sentence()}" for key, each in read.items() if isinstance(each, Misread)]
    if wrong:
        raise WrongUsage("\n".join(wrong))
    return tuple(each for each in read.values() if isinstance(each, Figure))


def _parameter(key: FigureKey) -> inspect.Parameter:
    metavar, told = _HELP[key]
    option = typer.Option(f"--{key}", metavar=metavar, help=told, rich_help_panel=FIGURES)
    return inspect.Parameter(
        _name(key), inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[Values, option]
    )


def _name(key: FigureKey) -> str:
    return f"figure_{key.replace('-', '_')}"
