"""The user's own figures in a command: hours and money to share out, and what a target asks for."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from leadadvisor.cli.options import Values, single
from leadadvisor.cli.settings import setting
from leadadvisor.errors import WrongUsage

if TYPE_CHECKING:
    from leadadvisor.model.figure import Figure, FigureKey
    from leadadvisor.model.recommendation import Recommendation

FIGURES = "Your own figures"
_HELP: Mapping[FigureKey, tuple[str, str]] = {
    "weekly-hours": ("HOURS", "Hours a week, to share out by the mix."),
    "monthly-budget": ("AMOUNT", "Money a month, such as 2.5k or 5 000 EUR."),
    "currency": ("CODE", "What the money is in."),
    "target-customers": ("NUMBER", "Customers to win; needs the next two."),
    "close-rate": ("PERCENT", "Part of qualified conversations you win."),
    "months": ("NUMBER", "Time for the target."),
}


def figure_parameters() -> list[inspect.Parameter]:
    """A parameter for each flag."""
    return [_parameter(key) for key in _HELP]


def figures_from_flags(flags: Mapping[str, Values]) -> tuple[Figure, ...]:
    """The figures given by flags. Raises `WrongUsage` with one sentence for each flag that is wrong."""
    given = {key: word for key in _HELP if (word := single(f"--{key}", flags.get(_name(key)))) is not None}
    if not given:
        return ()
    from leadadvisor.questionnaire.answers import Misread
    from leadadvisor.questionnaire.figures import read_figure

    figures, wrong = [], []
    for key, word in given.items():
        read = read_figure(key, word)
        if isinstance(read, Misread):
            wrong.append(f"--{key}: {read.sentence()}")
        else:
            figures.append(read)
    if wrong:
        raise WrongUsage("\n".join(wrong))
    return tuple(figures)


def together(figures: Sequence[Figure], before: Sequence[Figure]) -> tuple[Figure, ...]:
    """These figures, and of those before them the ones that none of these replaces.

    Raises `WrongUsage` where one figure needs another.
    """
    keys = {figure.key for figure in figures}
    kept = (*figures, *(figure for figure in before if figure.key not in keys))
    if kept:
        from leadadvisor.questionnaire.figures import joined

        joined(kept)
    return kept


def add_means(recommendation: Recommendation, figures: Sequence[Figure]) -> Recommendation:
    """The same recommendation with the figures shared out. Raises `WrongUsage` where one figure needs another."""
    if not figures:
        return recommendation
    from leadadvisor.engine.means import with_means
    from leadadvisor.questionnaire.figures import joined

    joint = joined(figures)
    if joint.monthly_budget is not None and not joint.currency:
        joint = joint._replace(currency=setting("currency"))
    return with_means(recommendation, joint)


def _parameter(key: FigureKey) -> inspect.Parameter:
    metavar, told = _HELP[key]
    option = typer.Option(f"--{key}", metavar=metavar, help=told, rich_help_panel=FIGURES)
    return inspect.Parameter(
        _name(key), inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[Values, option]
    )


def _name(key: FigureKey) -> str:
    return f"figure_{key.replace('-', '_')}"
