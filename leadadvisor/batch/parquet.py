"""Parquet: read and written by DuckDB; what a column holds is the same value in every format, whatever its type.

From Parquet to Parquet every column keeps its type. The cells of the questions are put together as a line, so that the
SQL for lines scores them; rows that are not usual are scored by Python, cell by cell. From Parquet to text DuckDB turns
every value into text (values.py), and Python scores the rows. Text becomes records of texts first, with one type for
each column that changes none of its values.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from leadadvisor.batch.cells import csv_result
from leadadvisor.batch.columns import CellReader, Names, lookalikes, passed_through, read_columns, renamed
from leadadvisor.batch.duckdb_session import (
    Session,
    Unable,
    beside,
    define_other_row,
    first_line,
    one_number,
    plain_name,
    refuse_other_files,
    set_variable,
    spool,
)
from leadadvisor.batch.duckdb_sql import (
    OTHER_ROW,
    ListForm,
    Query,
    RowForm,
    quoted,
    scored_rows,
    unusual_rows,
    variables,
)
from leadadvisor.batch.files import Sink, Source, telling_of_space
from leadadvisor.batch.job import BadRow, Job, Listener, StoppedAtBadRow, Tally
from leadadvisor.batch.json_columns import record_key
from leadadvisor.batch.plan import Record, result_records
from leadadvisor.batch.python_run import run_python, sink_for
from leadadvisor.batch.values import Texts, column_name
from leadadvisor.engine.lists import TooLarge, lookups
from leadadvisor.engine.rows import Outcome, RowScorer
from leadadvisor.errors import CannotRead, CannotWrite
from leadadvisor.model.value import NamedTuple
from leadadvisor.saving import Draft, drafted

_SEPARATOR = "\x1f"
"""What stands between the cells of a line; a cell that holds it is no option, and its row is a bad one."""

_PROBLEM_OF = "problem_of"
_AT_ONCE = 1_000


def run_parquet(job: Job, source: Source, listener: Listener) -> Tally:
    """Score every row, where Parquet is read, written or both.

    Raises `CannotRead`, `CannotWrite` or `StoppedAtBadRow`.
    """
    try:
        if job.read_as != "parquet":
            return run_python(job, source, listener, lambda records: _Records(job, records))
        if not source.is_plain_file:
            raise CannotRead(f"cannot read {source.label}: Parquet is read from a file that is not packed. Unpack it.")
        return beside(lambda session: _score(job, source, listener, session))
    except Unable as why:
        raise CannotRead(f"Parquet needs DuckDB, which cannot be started here: {why}") from why


def _score(job: Job, source: Source, listener: Listener, session: Session) -> Tally:
    with plain_name(job.source, source.handle) as name:
        with _blaming(source.label):
            refuse_other_files(session.db, name, source.label)
            rows = _Rows(job, source, session, name)
        for note in rows.notes:
            listener.note(note)
        return rows.to_parquet(listener) if job.write_as == "parquet" else rows.to_text(listener)


class _Records:
    """The sink for records: keeps them until all are there, then writes them as Parquet."""

    def __init__(self, job: Job, records: Sequence[Record]) -> None:
        self._records = records
        self._draft = Draft(job.target or "", force=job.force)
        self._spool = spool()
        self._file, self._name = self._spool.__enter__()
        self._size = 0

    def write(self, content: bytes) -> None:
        """Add to the end."""
        with telling_of_space():
            self._file.write(content)
        self._size += len(content)

    def finish(self) -> None:
        """Write all of it as Parquet. Raises `CannotWrite`."""
        with telling_of_space():
            self._file.flush()
        beside(lambda session: _write(session, self._draft, self._rows()))
        self._draft.finish()
        self._let_go()

    def discard(self) -> None:
        """Nothing stays."""
        self._draft.discard()
        self._let_go()

    leave = discard

    def _let_go(self) -> None:
        self._spool.__exit__(None, None, None)

    def _rows(self) -> str:
        """The SELECT that gives every text the type of its column."""
        lists = {"VARCHAR[]": "VARCHAR[]", "INTEGER": "INTEGER"}
        keys = [record_key(place) for place in range(len(self._records))]
        read_as = ", ".join(
            f"{quoted(key)}: {quoted(lists.get(record.type, 'VARCHAR'))}"
            for key, record in zip(keys, self._records, strict=True)
        )
        columns = ", ".join(
            f"CAST({key} AS {record.type}) AS {column_name(record.name)}"
            for key, record in zip(keys, self._records, strict=True)
        )
        read = f"read_json({quoted(self._name)}, format = 'newline_delimited', columns = {{{read_as}}})"
        return f"SELECT {columns} FROM {read}"


class _Rows:
    """The rows of a Parquet file, scored where they are."""

    def __init__(self, job: Job, source: Source, session: Session, name: str) -> None:
        self._job, self._source, self._session = job, source, session
        self._read = f"read_parquet({quoted(name)}, hive_partitioning = false)"
        found = session.db.sql(f"SELECT * FROM {self._read}")
        self._texts = Texts(found.columns, found.types)
        plain = Names(job.rulebook, ranges=job.ranges, prefix=job.prefix)
        self._names = plain.beside(found.columns)
        self._columns = read_columns(self._names, source.label, found.columns)
        self.notes = self._notes()
        self._reader = self._cell_reader()
        self._scorer = RowScorer(job.rulebook, ranges=job.ranges).for_columns(self._columns.questions)
        self._count = one_number(session.db, f"SELECT count(*) FROM {self._read}")
        self._bad = 0

    def to_text(self, listener: Listener) -> Tally:
        """Write them as CSV or JSON lines. Raises `CannotRead`, `CannotWrite` or `StoppedAtBadRow`."""
        texts, job = self._texts, self._job
        row = texts.rows(job, self._names)
        scored = rejected = 0
        questions = [self._columns.names[place] for place in self._columns.places]
        select = ", ".join([*texts.select, *map(self._cell, questions)])
        telling = self._telling(listener)
        with _sinks(job, self._session) as (output, rejects):
            output.write(row.head.encode())
            if rejects is not None:
                rejects.write(row.rejects_head.encode())
            for rows in self._fetched(f"SELECT {select} FROM {self._read}"):
                written: list[str] = []
                bad: list[BadRow] = []
                for number, values in enumerate(rows, scored + rejected + 1):
                    own = values[: len(texts.select)]
                    outcome = self._outcome(values[len(texts.select) :])
                    if isinstance(outcome, str):
                        bad.append(BadRow(number, outcome, row.rejected(own)))
                    else:
                        written.append(row.text(own) + row.result(outcome))
                for each in bad:
                    self._tell_of_bad_row(each.line, each.problem, listener)
                output.write("".join(written).encode("utf-8", "surrogateescape"))
                if rejects is not None:
                    rejects.write("".join(map(row.reject, bad)).encode("utf-8", "surrogateescape"))
                scored, rejected = scored + len(written), rejected + len(bad)
                telling((scored + rejected) / self._count)
        return Tally(scored, rejected)

    def to_parquet(self, listener: Listener) -> Tally:
        """Write them as Parquet. Raises `CannotRead`, `CannotWrite` or `StoppedAtBadRow`."""
        selects = self._prepared()
        with drafted(self._job.target or "", force=self._job.force) as output:
            count = _write(self._session, output, self._scored(selects), self._telling(listener), self._source.label)
            rejected = self._tell_of_bad_rows(selects, listener)
            if self._job.rejects is not None:
                with drafted(self._job.rejects, force=self._job.force) as rejects:
                    _write(self._session, rejects, f"SELECT line, problem, record.* FROM ({selects.bad()})")
            self._session.go_on()
        return Tally(count, rejected)

    def _notes(self) -> list[str]:
        doubts = lookalikes(self._names, self._columns)
        passed = [self._columns.names[place] for place in self._columns.passed]
        return [
            *doubts,
            *renamed(self._names, self._columns.names),
            *([passed_through(passed)] if passed else []),
        ]

    def _cell_reader(self) -> CellReader:
        names = [self._columns.names[place] for place in self._columns.places]
        return CellReader(self._job.rulebook, self._columns.questions, names, "column", nulls=self._job.nulls)

    def _fetched(self, select: str) -> Iterator[Sequence[tuple[object, ...]]]:
        with _blaming(self._source.label):
            self._session.db.execute(select)
        while True:
            self._session.go_on()
            with _blaming(self._source.label):
                rows = self._session.db.fetchmany(_AT_ONCE)
            if not rows:
                return
            yield rows

    def _outcome(self, cells: Sequence[object]) -> Outcome | str:
        """What a row comes to, or what is wrong with it."""
        try:
            return self._scorer(cells)  # type: ignore[arg-type]  # what is no option is no key of its table
        except KeyError:
            options = self._reader.read(cells)
        return options if isinstance(options, str) else self._scorer(options)

    def _cell(self, name: str, record: str = "") -> str:
        """The cell of a question as text."""
        return f"coalesce({self._texts.plain_text(name, record)}, '')"

    def _text(self, line: str | None) -> str | None:
        """The line with its result, or None where a cell cannot be read."""
        options = self._options(line or "")
        if isinstance(options, str):
            self._bad += 1
            return None
        return (line or "") + csv_result(_SEPARATOR, ranges=self._job.ranges)(self._scorer(options))[:-1]

    def _problem(self, line: str) -> str:
        """What is wrong with a line; empty where nothing is."""
        options = self._options(line)
        return options if isinstance(options, str) else ""

    def _options(self, line: str) -> list[str] | str:
        cells = line.split(_SEPARATOR)
        if len(cells) != len(self._columns.questions):
            return "a cell holds the control character U+001F"
        return self._reader.read(cells)

    def _telling(self, listener: Listener) -> Callable[[float], None]:
        size = self._source.size
        return lambda done: listener.progress(int(done * size), size, int(done * self._count), about=True)

    def _prepared(self) -> _Selects:
        """The queries that score the rows, with all that they look things up in."""
        db, rulebook = self._session.db, self._job.rulebook
        define_other_row(db, self._text)
        db.create_function(_PROBLEM_OF, self._problem, ["VARCHAR"], "VARCHAR", side_effects=True)
        try:
            tables = lookups(rulebook)
        except TooLarge:  # every row is scored by Python
            text = f"SELECT record, {OTHER_ROW}(line) AS text FROM {self._lines()}"
            numbered = f"SELECT row_number() OVER () AS number, line, record FROM {self._lines()}"
            return _Selects(f"SELECT record, text FROM ({text}) WHERE text IS NOT NULL", numbered)
        words = ListForm("", " ", "", "")
        result = csv_result(_SEPARATOR, ranges=self._job.ranges)
        for variable in variables(tables, result, words, [approach.id for approach in rulebook.approaches]):
            set_variable(db, variable)
        questions = self._columns.questions
        places = {question: place for place, question in enumerate(questions, 1)}
        absent = {question.id: len(questions) + 1 for question in rulebook.questions if question.id not in places}
        usual = f"len(cells) = {len(questions)}"
        form = RowForm(f"string_split(line, '{_SEPARATOR}')", places | absent, usual, "line", words)
        query = Query(tables, form, self._lines(), rulebook.settings.firm_at.value, result, ("record",))
        return _Selects(scored_rows(query), unusual_rows(query))

    def _lines(self) -> str:
        """The table of rows: all columns as one record, the cells of the questions as a line."""
        names = [self._columns.names[place] for place in self._columns.places]
        cells = ", ".join(self._cell(name, "record.") for name in names)
        whole = _free_name(self._columns.names)
        rows = f"SELECT {whole} AS record FROM {self._read} {whole}"
        return f"(SELECT record, array_to_string([{cells}], '{_SEPARATOR}') AS line FROM ({rows}))"

    def _scored(self, selects: _Selects) -> str:
        first = len(self._columns.questions) + 1
        parts = ", ".join(
            f"{_typed(f'parts[{place}]', record.type)} AS {column_name(record.name)}"
            for place, record in enumerate(result_records(self._names), first)
        )
        split = f"SELECT record, string_split(text, '{_SEPARATOR}') AS parts FROM ({selects.scored})"
        return f"SELECT record.*, {parts} FROM ({split})"

    def _tell_of_bad_rows(self, selects: _Selects, listener: Listener) -> int:
        if not self._bad:
            return 0
        count = 0
        for rows in self._fetched(f"SELECT line, problem FROM ({selects.bad()})"):
            for number, problem in rows:
                self._tell_of_bad_row(number, str(problem), listener)
                count += 1
        return count

    def _tell_of_bad_row(self, number: object, problem: str, listener: Listener) -> None:
        sentence = f"{self._source.label}: row {number}: {problem}"
        if self._job.strict:
            raise StoppedAtBadRow(f"{sentence}. Nothing is written.")
        listener.bad_row(sentence)


class _Selects(NamedTuple):
    """The SELECT of the rows with their results as text, and that of the rows that may be bad."""

    scored: str
    unusual: str

    def bad(self) -> str:
        """The SELECT of the bad rows: line, problem and record."""
        numbered = f"SELECT *, {_PROBLEM_OF}(line) AS problem FROM ({self.unusual})"
        return f"SELECT number AS line, problem, record FROM ({numbered}) WHERE problem <> ''"


def _free_name(names: Sequence[str]) -> str:
    """A name that none of these columns has."""
    taken, name = {name.lower() for name in names}, "whole_row"
    while name in taken:
        name += "_"
    return name


def _typed(text: str, kind: str) -> str:
    """A part of the result as the column it becomes: no text is null there, no words are an empty list."""
    match kind:
        case "INTEGER":
            return f"CAST({text} AS INTEGER)"
        case "VARCHAR[]":
            return f"CASE {text} WHEN '' THEN [] ELSE string_split({text}, ' ') END"
        case _:
            return f"nullif({text}, '')"


def _write(
    session: Session, output: Draft, rows: str, progress: Callable[[float], None] = lambda _: None, read: str = ""
) -> int:
    """Write the rows as Parquet; returns how many there are. Raises `CannotWrite`, or `CannotRead` for what is read."""
    import duckdb

    target = quoted(os.fspath(output.path))
    try:
        return session.copy(f"COPY ({rows}) TO {target} (FORMAT parquet, USE_TMP_FILE false)", progress)
    except duckdb.IOException as error:
        raise CannotWrite(f"cannot write {output.name}: {first_line(error)}") from error
    except duckdb.Error as error:
        session.go_on()
        if read:
            raise CannotRead(f"cannot read {read}: {first_line(error)}") from error
        raise CannotWrite(f"cannot write {output.name}: {first_line(error)}") from error


@contextmanager
def _sinks(job: Job, session: Session) -> Iterator[tuple[Sink, Sink | None]]:
    """Where rows and rejects go; nothing is left of either where the block ends badly."""
    with ExitStack() as discarding:
        output = sink_for(job.target, job)
        discarding.callback(output.discard)
        rejects = None
        if job.rejects is not None:
            rejects = sink_for(job.rejects, job)
            discarding.callback(rejects.discard)
        yield output, rejects
        session.go_on()
        output.finish()
        if rejects is not None:
            rejects.finish()
        discarding.pop_all()


@contextmanager
def _blaming(label: str) -> Iterator[None]:
    """Trouble with the input becomes a sentence that names it."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise CannotRead(f"cannot read {label}: {first_line(error)}") from error
