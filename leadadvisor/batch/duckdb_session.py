"""DuckDB as batch runs use it: a connection that reaches for nothing outside, and statements that can be stopped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from leadadvisor.batch.duckdb_sql import OTHER_ROW, Variable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PAUSE = 0.1
_MEGABYTES_A_THREAD = 400
"""As fast as without a limit; without one the memory grows with the file. Where it does not do, Python takes over."""


@contextmanager
def connected() -> Iterator[DuckDBPyConnection]:
    """A connection to nothing but memory, and not to all of that; it loads no extensions, and spills to no disk."""
    import duckdb

    outside = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "temp_directory": ""}
    db = duckdb.connect(config={**outside, "memory_limit": f"{_MEGABYTES_A_THREAD * (os.cpu_count() or 1)}MB"})
    try:
        db.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
        yield db
    finally:
        db.close()


def set_variable(db: DuckDBPyConnection, variable: Variable) -> None:
    """Whole numbers go as one text: DuckDB takes that apart ten times as fast as it takes a list of Python's."""
    if all(isinstance(value, int) for value in variable.values):
        numbers = " ".join(map(str, variable.values))
        kind = _narrowest(variable.values)
        db.execute(f"SET VARIABLE {variable.name} = (SELECT string_split(?, ' ')::{kind}[])", [numbers])
    else:
        db.execute(f"SET VARIABLE {variable.name} = (SELECT ?::VARCHAR[])", [list(variable.values)])


def define_other_row(db: DuckDBPyConnection, text: Callable[[str | None], str | None]) -> None:
    """Let the SQL call this function for rows that are not usual; null stands for none, both ways."""
    db.create_function(OTHER_ROW, text, ["VARCHAR"], "VARCHAR", null_handling="special", side_effects=True)  # type: ignore[call-overload]  # the enum it wants moved between versions; all take the word


def execute(db: DuckDBPyConnection, statement: str, progress: Callable[[float], None]) -> int:
    """Run a COPY beside this thread, which goes on listening for signals; returns how many rows were written.

    `progress` is told the part that is done, 0 to 1. Raises whatever DuckDB raises.
    """
    outcome: list[int | BaseException] = []

    def work() -> None:
        try:
            (count,) = db.execute(statement).fetchone() or (0,)
            outcome.append(count)
        except BaseException as error:  # noqa: BLE001 - it is raised again, in the thread that waits
            outcome.append(error)

    worker = Thread(target=work, daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            worker.join(_PAUSE)
            progress(max(0.0, db.query_progress()) / 100)
    except BaseException:
        db.interrupt()
        worker.join()
        raise
    result = outcome[0]
    if isinstance(result, BaseException):
        raise result
    return result


def _narrowest(values: Sequence[object]) -> str:
    """The narrowest type for these numbers: DuckDB copies a list for every two thousand rows that look into it."""
    largest = max((abs(value) for value in values if isinstance(value, int)), default=0)
    return "SMALLINT" if largest < 1 << 15 else "BIGINT"
