"""The pieces of SQL: short names for expressions, the names of columns and tables, and the stages of the SELECT."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce

from sqlglot import exp, parse_one
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError

from leadadvisor.errors import WrongUsage
from leadadvisor.model.value import NamedTuple

TRUE, FALSE = exp.true(), exp.false()

_MOST_ARGUMENTS = 50
"""PostgreSQL takes no more than 100 in one call."""


def text(value: str) -> exp.Expr:
    """A literal in quotes."""
    return exp.Literal.string(value)


def characters(signs: str) -> exp.Expr:
    """A literal of signs that cannot be seen in a text: those below and above ASCII by their numbers."""
    pieces = [
        text(sign) if " " <= sign <= "~" else exp.Anonymous(this="CHR", expressions=[number(ord(sign))])
        for sign in signs
    ]
    return reduce(lambda left, right: exp.DPipe(this=left, expression=right, safe=True), pieces)


def number(value: int) -> exp.Expr:
    """A whole number, also below zero."""
    return exp.Neg(this=exp.Literal.number(-value)) if value < 0 else exp.Literal.number(value)


def column(name: str, table: str = "") -> exp.Expr:
    """A column by its exact name."""
    return exp.column(quoted(name), table=quoted(table) if table else None)


def quoted(name: str) -> exp.Identifier:
    """A name in the quotes of the dialect."""
    return exp.to_identifier(name, quoted=True)


def named(value: exp.Expr, name: str, *comments: str) -> exp.Expr:
    """The value under a name, with remarks beside it."""
    alias = exp.alias_(value, quoted(name), copy=False)
    alias.add_comments([remark(comment) for comment in comments])
    return alias


def remark(comment: str) -> str:
    """Text that cannot end the comment it stands in, nor begin another."""
    return " ".join(comment.split()).replace("*/", "* /").replace("/*", "/ *")


def one_of(value: exp.Expr, words: Sequence[str]) -> exp.Expr:
    """The value is one of these words."""
    if not words:
        return FALSE.copy()
    if len(words) == 1:
        return exp.EQ(this=value, expression=text(words[0]))
    return exp.In(this=value, expressions=[text(word) for word in words])


def all_of(parts: Iterable[exp.Expr]) -> exp.Expr:
    """Every part is true; without a part, true."""
    left = list(dict.fromkeys(part for part in parts if part != TRUE))
    if FALSE in left:
        return FALSE.copy()
    return exp.and_(*left, copy=False) if left else TRUE.copy()


def any_of(parts: Iterable[exp.Expr]) -> exp.Expr:
    """At least one part is true; without a part, false."""
    left = list(dict.fromkeys(part for part in parts if part != FALSE))
    if TRUE in left:
        return TRUE.copy()
    return exp.or_(*left, copy=False) if left else FALSE.copy()


def case(branches: Iterable[tuple[exp.Expr, exp.Expr]], otherwise: exp.Expr) -> exp.Expr:
    """The value of the first branch whose condition is true; branches that never or always hold are settled here."""
    result = exp.Case(ifs=[])
    for condition, value in branches:
        if condition == TRUE:
            otherwise = value
            break
        if condition != FALSE:
            result = result.when(condition, value, copy=False)
    return result.else_(otherwise, copy=False) if result.args["ifs"] else otherwise


def added(parts: Sequence[exp.Expr]) -> exp.Expr:
    """The sum; 0 without a part."""
    return reduce(_plus, parts) if parts else number(0)


def times(count: int, value: exp.Expr) -> exp.Expr:
    """The value so many times."""
    if abs(count) == 1:
        return value if count > 0 else exp.Neg(this=value)
    return exp.Mul(this=number(count), expression=value)


def words_of(parts: Sequence[tuple[exp.Expr, str]]) -> exp.Expr:
    """The words whose condition is true, in order, with a space between them."""
    pieces = [case([(condition, text(f"{word} "))], text("")) for condition, word in parts]
    while len(pieces) > 1:
        pieces = [_strung(pieces[start : start + _MOST_ARGUMENTS]) for start in range(0, len(pieces), _MOST_ARGUMENTS)]
    return exp.Trim(this=pieces[0]) if pieces else text("")


def both(function: str, *values: exp.Expr) -> exp.Expr:
    """LEAST or GREATEST as every engine has it; sqlglot's own would guard against NULL at length, and there is none."""
    return exp.Anonymous(this=function, expressions=list(values))


def double(value: exp.Expr) -> exp.Expr:
    """The value as a floating-point number of 64 bits."""
    return exp.cast(value, exp.DataType.Type.DOUBLE, copy=False)


def _plus(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """The sum, or the difference where the right side is one number less than nothing times something."""
    if isinstance(right, exp.Neg):
        return exp.Sub(this=left, expression=right.this)
    if isinstance(right, exp.Mul) and isinstance(right.this, exp.Neg):
        return exp.Sub(this=left, expression=exp.Mul(this=right.this.this, expression=right.expression))
    return exp.Add(this=left, expression=right)


def _strung(pieces: Sequence[exp.Expr]) -> exp.Expr:
    return exp.Anonymous(this="CONCAT", expressions=list(pieces)) if len(pieces) > 1 else pieces[0]


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

    No id has _ in it or two hyphens in a row, so no two columns share a name. The names of the results begin with
    `prefix`.
    """

    def __init__(self, dialect: str, table: exp.Table, *, underscores: bool, prefix: str = "") -> None:
        self._prefix = prefix
        self._table = table.name.lower()
        self._underscores = underscores
        self._upper = underscores and dialect == "snowflake"  # as Snowflake reads a name without quotes

    def shown(self, name: str) -> str:
        """A column of the table or of the result."""
        plain = name.replace("-", "_") if self._underscores else name
        return plain.upper() if self._upper else plain

    def result(self, name: str) -> str:
        """A column that is added to those of the table."""
        return self.shown(f"{self._prefix}{name}")

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


class Stage(NamedTuple):
    """A query under a name that later stages read."""

    name: str
    about: tuple[str, ...]
    query: exp.Select


def star(table: str = "") -> exp.Expr:
    """Every column, of one table where there are several."""
    return exp.Column(this=exp.Star(), table=quoted(table)) if table else exp.Star()


def source(name: str, alias: str = "") -> exp.Expr:
    """A stage to read from."""
    table = exp.Table(this=quoted(name))
    return aliased(table, alias) if alias else table


def aliased(table: exp.Expr, alias: str) -> exp.Expr:
    """The table under another name."""
    return exp.alias_(table, quoted(alias), table=True, copy=False)


def joined(stages: Sequence[Stage], last: Stage, *, once: bool) -> exp.Select:
    """One SELECT of all stages; with `once` the engine is told to work each of them out a single time."""
    query = last.query
    _tell(last, len(stages) + 1)
    for number, stage in enumerate(stages, start=1):
        _tell(stage, number)
        alias = exp.TableAlias(this=quoted(stage.name))
        query = query.with_(alias, as_=stage.query, materialized=True if once else None, copy=False)
    return query


def _tell(stage: Stage, number: int) -> None:
    first, *others = stage.about
    stage.query.add_comments([remark(f"{number}. {first}"), *map(remark, others)])
