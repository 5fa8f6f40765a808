"""The user's own figures in a command: nothing is imported for them, and no flag is built, where none is given."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import Values
from leadadvisor.cli.settings import setting

if TYPE_CHECKING:
    from leadadvisor.model.figure import Figure
    from leadadvisor.model.recommendation import Recommendation

_BEGINNINGS = ("--wee", "--mon", "--cur", "--tar", "--clo")
"""How the flags begin, and the misspelt ones for which the right one is to be named."""


def figure_parameters(line: CommandLine) -> list[inspect.Parameter]:
    """A parameter for each flag, where the line has one of them or asks which flags there are."""
    if not line.completing and not line.has("-h", "--help") and not any(w.startswith(_BEGINNINGS) for w in line.words):
        return []
    from leadadvisor.cli.figure_flags import parameters

    return parameters()


def figures_from_flags(flags: Mapping[str, Values]) -> tuple[Figure, ...]:
    """The figures given by flags. Raises `WrongUsage` with one sentence for each flag that is wrong."""
    if not any(values and name.startswith("figure_") for name, values in flags.items()):
        return ()
    from leadadvisor.cli.figure_flags import read

    return read(flags)


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
