"""The stages of the SELECT: each a query by its name, with remarks that say what it is for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from leadadvisor.model.value import NamedTuple
from leadadvisor.sql.expressions import quoted, remark


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
