"""What the SELECT of a rulebook gives in DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
from covering import KEY, Row, write_table

from leadadvisor.model.rulebook import Rulebook
from leadadvisor.sql import rulebook_sql


def scored(rulebook: Rulebook, rows: Iterable[Row], folder: Path) -> list[dict[str, object]]:
    """The result for these rows, brought in by way of a CSV file."""
    file = folder / "profiles.csv"
    write_table(file, rulebook, rows)
    with duckdb.connect() as connection:
        names = ", ".join(f"'{name}': 'VARCHAR'" for name in [KEY, *(question.id for question in rulebook.questions)])
        connection.execute(
            f"CREATE TABLE profiles AS FROM read_csv('{file}', header = true, delim = ',', columns = {{{names}}})"
        )
        return selected(connection, rulebook_sql(rulebook))


def selected(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, object]]:
    """The rows of a query by the names of their columns."""
    result = connection.execute(sql)
    names: Sequence[str] = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
