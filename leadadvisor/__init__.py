"""leadadvisor: where should your next leads come from?

    import leadadvisor

    rulebook = leadadvisor.load_rulebook()
    recommendation = leadadvisor.recommend(rulebook, {"goal": "launch-product", "timeline": "1-3-months"})
    print(leadadvisor.render(recommendation, "plain"))

Importing the package loads nothing else: each function imports what it needs when it is called.
"""

from __future__ import annotations

from leadadvisor.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:  # as typing.TYPE_CHECKING, without importing typing
    import os
    from collections.abc import Callable, Mapping, Sequence

    from leadadvisor.engine.rows import Outcome
    from leadadvisor.model.profile import Profile
    from leadadvisor.model.recommendation import Recommendation
    from leadadvisor.model.rulebook import Rulebook

__all__ = ["__version__", "load_rulebook", "recommend", "render", "row_scorer", "rulebook_sql"]


def load_rulebook(directory: str | os.PathLike[str] | None = None) -> Rulebook:
    """The rulebook in that directory; without one, that of LEADADVISOR_RULEBOOK, else the one that comes along.

    Raises `leadadvisor.errors.InvalidFile` with every problem of the rulebook, or `CannotRead`.
    """
    from leadadvisor.rulebook.folder import locate_rulebook
    from leadadvisor.rulebook.loader import load_rulebook as load

    return load(locate_rulebook() if directory is None else directory)


def recommend(rulebook: Rulebook, answers: Mapping[str, str] | Profile) -> Recommendation:
    """The advice for these answers: question -> option or "unsure"; a question left out is unanswered.

    Raises `leadadvisor.errors.WrongUsage` for a question or an option the rulebook does not have.
    """
    from leadadvisor.engine.recommend import recommend as recommend_profile
    from leadadvisor.model.profile import Profile
    from leadadvisor.questionnaire.answers import profile_from_mapping

    profile = answers if isinstance(answers, Profile) else profile_from_mapping(rulebook, answers)
    return recommend_profile(rulebook, profile)


def render(recommendation: Recommendation, format: str = "plain") -> str:  # noqa: A002 - the word of --format
    """The recommendation as text in one format: plain, terminal, json or yaml; 80 columns wide, without colour.

    Raises `leadadvisor.errors.WrongUsage` for a format there is not.
    """
    from leadadvisor.reports import render as render_report

    return render_report(recommendation, format)


def row_scorer(
    rulebook: Rulebook, questions: Sequence[str], *, ranges: bool = False
) -> Callable[[Sequence[str]], Outcome]:
    """The function that scores rows whose cells answer these questions, in this order; all others are unanswered.

    A cell is an option, "unsure", or empty where nobody answered. Made once, it takes microseconds a row; with `ranges`
    the lows and highs are worked out as well. It raises `KeyError` for any other cell, as this does for a question.
    """
    from leadadvisor.engine.rows import RowScorer

    return RowScorer(rulebook, ranges=ranges).for_columns(questions)


def rulebook_sql(
    rulebook: Rulebook,
    dialect: str = "duckdb",
    table: str = "profiles",
    *,
    columns: Sequence[str] | None = None,
    underscores: bool = False,
    prefix: str = "",
) -> str:
    """The rulebook as one SELECT that adds to every row of the table what its answers come to.

    Dialects: duckdb, postgres, snowflake, bigquery, spark, trino. `columns` are the questions the table has, all of
    them unless told otherwise; the others count as unanswered. With `underscores`, names have _ in place of -.
    `prefix` begins the name of every added column; without one, an engine refuses a table that has such a column.

    Raises `leadadvisor.errors.WrongUsage` for a dialect, table or question that cannot be, and without sqlglot.
    """
    from leadadvisor.sql import rulebook_sql as written

    return written(rulebook, dialect, table, columns=columns, underscores=underscores, prefix=prefix)
