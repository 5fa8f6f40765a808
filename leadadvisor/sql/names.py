"""Names in SQL: the table that is meant, and a column for everything, each in the quotes of the dialect."""

from __future__ import annotations

import re

from sqlglot import exp, parse_one
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError

from leadadvisor.errors import WrongUsage
from leadadvisor.sql.expressions import quoted

LONGEST_NAME = 63
"""The most letters PostgreSQL keeps of a name, which is the least of all dialects."""

_PART = r"""(?:\w[\w$-]*|"(?:[^"]|"")+"|`[^`]+`)"""
_PATH = re.compile(rf"{_PART}(?:\.{_PART})*")
_LONGEST_PATH = 1_000
_MOST_PARTS = 3
_AS_WRITTEN = "duckdb"
"""Takes names in any case of letters; what a Python variable is called it wants as written."""


class Names:
    """What each column and each stage is called.

    No id has _ in it or two hyphens in a row, so no two columns share a name.
    """

    def __init__(self, dialect: str, table: exp.Table, *, underscores: bool) -> None:
        self._table = table.name.lower()
        self._underscores = underscores
        self._upper = underscores and dialect == "snowflake"  # as Snowflake reads a name without quotes

    def shown(self, name: str) -> str:
        """A column of the table or of the result."""
        plain = name.replace("-", "_") if self._underscores else name
        return plain.upper() if self._upper else plain

    def stage(self, name: str) -> str:
        """A stage; it must not hide the table, whose name may be the same."""
        return f"{name}_stage" if name == self._table else name

    def within(self, kind: str, place: int, *ids: str) -> str:
        """A column between two stages; one with too long a name is known by its place."""
        name = self.shown(f"{kind}_{'__'.join(ids)}")
        return name if len(name) <= LONGEST_NAME else self.shown(f"{kind}_{place + 1}")


def table_of(path: str, dialect: str) -> exp.Table:
    """The table of that name, with dots between its parts, as the dialect reads them. Raises `WrongUsage`."""
    parts = _parts(path, dialect)
    if dialect != _AS_WRITTEN:
        rules = Dialect.get_or_raise(dialect)
        parts = [rules.normalize_identifier(part) for part in parts]
    table, *around = (quoted(part.name) for part in reversed(parts))
    return exp.Table(this=table, **dict(zip(("db", "catalog"), around, strict=False)))


def _parts(path: str, dialect: str) -> list[exp.Identifier]:
    written_as_a_name = _PATH.fullmatch(path) and path.isprintable() and len(path) <= _LONGEST_PATH
    try:
        table = parse_one(path, dialect=dialect, into=exp.Table) if written_as_a_name else None
    except SqlglotError:
        table = None
    if table is None or not _is_plain(table):
        shown = path if len(path) <= LONGEST_NAME else f"{path[:LONGEST_NAME]}..."
        raise WrongUsage(f"--table cannot be {shown!r}: give the name of a table, such as profiles or sales.profiles.")
    return [part for part in table.parts if isinstance(part, exp.Identifier)]


def _is_plain(table: exp.Expr) -> bool:
    """It is a table by its name and nothing else: no function, no alias, no comment."""
    known = {"this", "db", "catalog"}
    return (
        isinstance(table, exp.Table)
        and not table.comments
        and all(not value for key, value in table.args.items() if key not in known)
        and all(isinstance(part, exp.Identifier) and part.name and not part.comments for part in table.parts)
        and len(table.parts) <= _MOST_PARTS
    )
