"""Short names for the pieces of SQL the stages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from sqlglot import exp

TRUE, FALSE = exp.true(), exp.false()

_MOST_ARGUMENTS = 50
"""PostgreSQL takes no more than 100 in one call."""


def text(value: str) -> exp.Expr:
    """A literal in quotes."""
    return exp.Literal.string(value)


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
