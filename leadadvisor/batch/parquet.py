"""Parquet: read and written by DuckDB column by column; where the other side is text, by way of JSON lines.

From Parquet to Parquet every column keeps its type. The cells of the questions are put together as a line, so that the
SQL for lines scores them; rows that are not usual are scored by Python, cell by cell.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from leadadvisor.batch.cells import csv_result, result_columns
from leadadvisor.batch.columns import CellReader, Columns, Names, lookalikes, passed_through, read_columns
from leadadvisor.batch.duckdb_run import run_duckdb
from leadadvisor.batch.duckdb_session import connected, define_other_row, execute, set_variable
from leadadvisor.batch.duckdb_sql import ListForm, Query, RowForm, quoted, scored_rows, unusual_rows, variables
from leadadvisor.batch.files import Source
from leadadvisor.batch.job import Job, Listener, StoppedAtBadRow, Tally
from leadadvisor.engine.lists import TooLarge, lookups
from leadadvisor.engine.rows import RowScorer
from leadadvisor.errors import CannotRead, CannotWrite
from leadadvisor.questionnaire.answers import quoted as in_quotes
from leadadvisor.saving import Draft, drafted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SEPARATOR = "\x1f"
"""What stands between the cells of a line; a cell that holds it is no option, and its row is a bad one."""

_PROBLEM_OF = "problem_of"
_TEXT_IN_DISGUISE = re.compile(r"\b(?:DATE|TIME|TIMESTAMP|TIMESTAMP WITH TIME ZONE|UUID)\b")


def run_parquet(job: Job, source: Source, listener: Listener) -> Tally:
    """Score every row, where Parquet is read, written or both. Raises as `run_duckdb` does."""
    with TemporaryDirectory() as folder:
        path = os.path.join(folder, "rows.jsonl")
        if job.read_as != "parquet":
            return _from_text(job, source, listener, path)
        if job.write_as == "parquet":
            with suppress(TooLarge), connected() as db:
                return _ParquetRows(job, source, db).score(listener)
        return _by_way_of_text(job, source, listener, path)


def _by_way_of_text(job: Job, source: Source, listener: Listener, path: str) -> Tally:
    """Rows are made objects first, so that the number of a row is that of its line."""
    with connected() as db, _blaming(source):
        db.execute(f"COPY (SELECT * FROM read_parquet({quoted(job.source)})) TO {quoted(path)} (FORMAT json)")
    with Source(path) as rows:
        rows.label = source.label
        return run_duckdb(job._replace(source=path, read_as="jsonl"), rows, listener)


def _from_text(job: Job, source: Source, listener: Listener, path: str) -> Tally:
    """Text becomes Parquet: cells of CSV are texts there, values of JSON what they are; an empty cell is null."""
    path += "-scored"
    tally = run_duckdb(job._replace(target=path, write_as="jsonl"), source, listener)
    with connected() as db, drafted(job.target or "", force=job.force) as output:
        _write(db, output, _objects(db, job, path))
    return tally


def _objects(db: DuckDBPyConnection, job: Job, path: str) -> str:
    """The SELECT that reads scored objects. DuckDB takes texts that look like dates for dates: they stay texts."""
    results = result_columns(job.rulebook, ranges=job.ranges)
    if not os.path.getsize(path):
        return f"SELECT {', '.join(f'NULL AS {_name(column)}' for column in results)} WHERE false"
    read = f"read_json({quoted(path)}, format = 'newline_delimited', sample_size = -1"
    found = db.execute(f"DESCRIBE SELECT * FROM {read})").fetchall()
    _refuse_keys_alike(db, job, path)
    own = {name: _kind(name) for name in results}
    kinds = {name: own.get(name) or _TEXT_IN_DISGUISE.sub("VARCHAR", kind) for name, kind, *_ in found}
    if job.read_as == "csv":
        kinds = {name: own.get(name, "VARCHAR") for name in kinds}
    columns = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in kinds.items())
    texts = [name for name in kinds if name not in own] if job.read_as == "csv" else []
    replaced = ", ".join(f"nullif({_name(name)}, '') AS {_name(name)}" for name in texts)
    return f"SELECT * {f'REPLACE ({replaced})' if replaced else ''} FROM {read}, columns = {{{columns}}})"


def _refuse_keys_alike(db: DuckDBPyConnection, job: Job, path: str) -> None:
    """Columns are told apart without regard to small and capital letters. Raises `CannotWrite`."""
    met: dict[str, str] = {}
    read = f"SELECT unnest(json_keys(json)) AS key FROM read_ndjson_objects({quoted(path)})"
    for (key,) in db.execute(f"SELECT DISTINCT key FROM ({read}) ORDER BY key").fetchall():
        other = met.setdefault(key.lower(), key)
        if other != key:
            names = f"{in_quotes(other)} and {in_quotes(key)}"
            raise CannotWrite(f"cannot write {job.target}: {names} are one name in Parquet. Rename one of these keys.")


class _ParquetRows:
    """The rows of a Parquet file, scored where they are."""

    def __init__(self, job: Job, source: Source, db: DuckDBPyConnection) -> None:
        self._job, self._source, self._db = job, source, db
        self._columns = self._read_columns()
        questions = self._columns.questions
        names = [self._columns.names[place] for place in self._columns.places]
        self._reader = CellReader(job.rulebook, questions, names, "column")
        self._scorer = RowScorer(job.rulebook, ranges=job.ranges).for_columns(questions)
        self._result = csv_result(_SEPARATOR, ranges=job.ranges)
        self._results = result_columns(job.rulebook, ranges=job.ranges)
        self._query = self._prepared()
        self.bad = 0

    def score(self, listener: Listener) -> Tally:
        """Score them. Raises `CannotRead`, `CannotWrite` or `StoppedAtBadRow`."""
        names = Names(self._job.rulebook, ranges=self._job.ranges)
        passed = [self._columns.names[place] for place in self._columns.passed]
        for note in [*lookalikes(names, self._columns), *([passed_through(passed)] if passed else [])]:
            listener.note(note)
        with drafted(self._job.target or "", force=self._job.force) as output:
            count = _write(self._db, output, self._scored(), self._telling(listener))
            rejected = self._tell_of_bad_rows(listener)
            if self._job.rejects is not None:
                with drafted(self._job.rejects, force=self._job.force) as rejects:
                    _write(self._db, rejects, self._rejected())
        return Tally(count, rejected)

    def text(self, line: str | None) -> str | None:
        """The line with its result, or None where a cell cannot be read."""
        options = self._options(line or "")
        if isinstance(options, str):
            self.bad += 1
            return None
        return (line or "") + self._result(self._scorer(options))[:-1]

    def problem(self, line: str) -> str:
        """What is wrong with a line; empty where nothing is."""
        options = self._options(line)
        return options if isinstance(options, str) else ""

    def _options(self, line: str) -> list[str] | str:
        cells = line.split(_SEPARATOR)
        if len(cells) != len(self._columns.questions):
            return "a cell holds the control character U+001F"
        return self._reader.read(cells)

    def _telling(self, listener: Listener) -> Callable[[float], None]:
        path, size = quoted(self._job.source), self._source.size
        (rows,) = self._db.execute(f"SELECT count(*) FROM read_parquet({path})").fetchone() or (0,)
        return lambda done: listener.progress(int(done * size), size, int(done * rows), about=True)

    def _read_columns(self) -> Columns:
        with _blaming(self._source):
            found = self._db.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(self._job.source)})").fetchall()
        names = Names(self._job.rulebook, ranges=self._job.ranges)
        columns = read_columns(names, self._source.label, [name for name, *_ in found])
        doubts = lookalikes(names, columns)
        if doubts and self._job.strict:
            raise CannotRead(f"{self._source.label}: {doubts[0]}")
        return columns

    def _prepared(self) -> Query:
        """The query that scores the rows, with all that it looks things up in."""
        rulebook = self._job.rulebook
        tables = lookups(rulebook)
        words = ListForm("", " ", "", "")
        for variable in variables(tables, self._result, words, [approach.id for approach in rulebook.approaches]):
            set_variable(self._db, variable)
        define_other_row(self._db, self.text)
        self._db.create_function(_PROBLEM_OF, self.problem, ["VARCHAR"], "VARCHAR", side_effects=True)
        questions = self._columns.questions
        count = len(questions)
        places = {question: place for place, question in enumerate(questions, 1)}
        absent = {question.id: count + 1 for question in rulebook.questions if question.id not in places}
        form = RowForm(f"string_split(line, '{_SEPARATOR}')", places | absent, f"len(cells) = {count}", "line", words)
        firm_at = rulebook.settings.firm_at.value
        return Query(tables, form, self._lines(), firm_at, self._result, ("record",))

    def _lines(self) -> str:
        """The table of rows: all columns as one record, the cells of the questions as a line."""
        names = [self._columns.names[place] for place in self._columns.places]
        cells = ", ".join(f"coalesce(CAST(record.{_name(name)} AS VARCHAR), '')" for name in names)
        rows = f"SELECT file AS record FROM read_parquet({quoted(self._job.source)}) file"
        return f"(SELECT record, array_to_string([{cells}], '{_SEPARATOR}') AS line FROM ({rows}))"

    def _scored(self) -> str:
        first = len(self._columns.questions) + 1
        parts = ", ".join(
            f"{_typed(f'parts[{place}]', _kind(name))} AS {_name(name)}"
            for place, name in enumerate(self._results, first)
        )
        split = f"SELECT record, string_split(text, '{_SEPARATOR}') AS parts FROM ({scored_rows(self._query)})"
        return f"SELECT record.*, {parts} FROM ({split})"

    def _bad_rows(self) -> str:
        numbered = f"SELECT *, {_PROBLEM_OF}(line) AS problem FROM ({unusual_rows(self._query)})"
        return f"SELECT number AS line, problem, record FROM ({numbered}) WHERE problem <> ''"

    def _rejected(self) -> str:
        return f"SELECT line, problem, record.* FROM ({self._bad_rows()})"

    def _tell_of_bad_rows(self, listener: Listener) -> int:
        count = 0
        if self.bad:
            self._db.execute(f"SELECT line, problem FROM ({self._bad_rows()})")
            while row := self._db.fetchone():
                sentence = f"{self._source.label}: row {row[0]}: {row[1]}"
                if self._job.strict:
                    raise StoppedAtBadRow(f"{sentence}. Nothing is written.")
                listener.bad_row(sentence)
                count += 1
        return count


def _kind(column: str) -> str:
    """The type of a column of the result."""
    if column in {"rules", "cautions"}:
        return "VARCHAR[]"
    return "VARCHAR" if column in {"status", "leader", "firmness"} else "INTEGER"


def _typed(text: str, kind: str) -> str:
    """A part of the result as the column it becomes: no text is null there, no words are an empty list."""
    match kind:
        case "INTEGER":
            return f"CAST({text} AS INTEGER)"
        case "VARCHAR[]":
            return f"CASE {text} WHEN '' THEN [] ELSE string_split({text}, ' ') END"
        case _:
            return f"nullif({text}, '')"


def _no_progress(_done: float) -> None:
    """Nobody is told."""


def _write(db: DuckDBPyConnection, output: Draft, rows: str, progress: Callable[[float], None] = _no_progress) -> int:
    """Write the rows as Parquet; returns how many there are. Raises `CannotWrite`."""
    import duckdb

    target = quoted(os.fspath(output.path))
    try:
        return execute(db, f"COPY ({rows}) TO {target} (FORMAT parquet, USE_TMP_FILE false)", progress)
    except duckdb.Error as error:
        raise CannotWrite(f"cannot write {output.name}: {_first_line(error)}") from error


@contextmanager
def _blaming(source: Source) -> Iterator[None]:
    """Trouble with the input becomes a sentence that names it."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise CannotRead(f"cannot read {source.label}: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _name(column: str) -> str:
    """A name as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'
