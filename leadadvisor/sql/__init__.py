"""A rulebook as one SELECT, for rows that are in a database or a warehouse and are to stay there."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.errors import WrongUsage
from leadadvisor.model.rulebook import Rulebook

DIALECTS = ("duckdb", "postgres", "snowflake", "bigquery", "spark", "trino")
TABLE = "profiles"
"""The table that is read where none is named."""


def rulebook_sql(
    rulebook: Rulebook,
    dialect: str = "duckdb",
    table: str = TABLE,
    *,
    columns: Sequence[str] | None = None,
    underscores: bool = False,
    prefix: str = "",
) -> str:
    """One SELECT that adds to every row of the table what the rulebook makes of its answers.

    `columns` are the questions the table has, all of them unless told otherwise; the others count as unanswered.
    With `underscores` every name has _ in place of -. `prefix` begins the name of every column that is added: a table
    with a column of such a name needs one, for its engine refuses the SELECT. The same rulebook gives the same text.

    Raises `WrongUsage` for a dialect, a table or a question that cannot be, and where sqlglot is not installed.
    """
    if dialect not in DIALECTS:
        raise WrongUsage(f"there is no SQL dialect {dialect!r} here. Choose from: {', '.join(DIALECTS)}.")
    try:
        from leadadvisor.sql.select import Asked, select_for
    except ModuleNotFoundError as error:
        if error.name != "sqlglot":
            raise
        raise WrongUsage("SQL is written with sqlglot, which is missing: pip install 'leadadvisor[sql]'") from error
    return select_for(rulebook, Asked(dialect, table, _named(rulebook, columns), underscores, prefix))


def _named(rulebook: Rulebook, columns: Sequence[str] | None) -> frozenset[str]:
    """The questions the table has a column for."""
    known = [question.id for question in rulebook.questions]
    if columns is None:
        return frozenset(known)
    if not columns:
        raise WrongUsage("name at least one question that the table has a column for.")
    found = {each.strip().lower().replace("_", "-"): each for each in columns}
    for plain, each in found.items():
        if plain not in known:
            raise WrongUsage(_unknown(each, plain, known))
    return frozenset(found)


def _unknown(word: str, plain: str, known: Sequence[str]) -> str:
    from leadadvisor.text import nearest

    near = nearest(plain, known)
    hint = f" Did you mean {near!r}?" if near else ""
    return f"there is no question {word!r}.{hint} Questions: {', '.join(known)}."
