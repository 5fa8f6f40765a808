"""What a run in Python does with each block of lines, made from the header, or from the keys of all objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from leadadvisor.batch import columns as header
from leadadvisor.batch import json_rows
from leadadvisor.batch.cells import (
    RejectText,
    ResultText,
    csv_reject,
    csv_rejects_header,
    csv_result,
    csv_row,
    json_reject,
    json_result,
)
from leadadvisor.batch.columns import CellReader, Columns, Names
from leadadvisor.batch.csv_rows import CsvRows, Render, Scored, csv_as_csv, csv_as_json, read_row
from leadadvisor.batch.job import Job, is_tab_separated
from leadadvisor.batch.json_columns import Kind, Table, json_as_csv, json_as_json, json_as_record, record_key, table_of
from leadadvisor.batch.json_rows import (
    MOST_SHAPES,
    JsonRows,
    Members,
    NotReadable,
    read_object,
    refuse_repeated,
)
from leadadvisor.batch.lines import Block, LineReader
from leadadvisor.engine.rows import Outcome, RowScorer
from leadadvisor.errors import CannotRead, CannotWrite
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import quoted

MOST_COLUMNS = 10_000
"""Columns that a file can get where all of them are looked at before the first row is written."""


class Record(NamedTuple):
    """A column of rows that are to become those of another format: its name there, and its type."""

    name: str
    type: str


class Plan(NamedTuple):
    """How blocks are scored, what stands above the rows and the rejects, what to say first, and what to say last.

    `text_of` gives the text of a line that needs no second look, by itself, and None for every other.
    `layout` describes all that was found out from the input, for it must be found again when a run is resumed. Where
    another format is to be made of the rows, they are objects whose keys are the places of these `records`.
    """

    score_block: Callable[[Block], Scored]
    text_of: Callable[[str], str | None]
    head: str
    rejects_head: str
    reject: RejectText
    layout: str
    notes: list[str]
    last_notes: Callable[[], list[str]]
    records: tuple[Record, ...] = ()


class CsvLayout(NamedTuple):
    """What a header says, and how rows are written below what stands above them; `end` is the end of every line."""

    columns: Columns
    delimiter: str
    notes: list[str]
    head: str
    rejects_head: str
    out_delimiter: str
    end: str
    render: Render
    result: ResultText
    records: tuple[Record, ...] = ()


class _Header(NamedTuple):
    """The line of names, as it stands: `line` is its number, `mark` a byte order mark, `above` a line `sep=;`."""

    names: tuple[str, ...]
    delimiter: str
    line: int
    end: str
    mark: str
    above: str


def csv_layout(job: Job, label: str, lines: LineReader) -> CsvLayout:
    """Read the header, so that the next lines are rows. Raises `CannotRead` for one that will not do."""
    plain = Names(job.rulebook, ranges=job.ranges, prefix=job.prefix)
    found = _read_header(job, plain, label, lines)
    where, names = f"{label}:{found.line}", plain.beside(found.names)
    columns = header.read_columns(names, where, found.names, repeated=job.write_as == "csv")
    doubts = [f"{where}: {doubt}" for doubt in header.lookalikes(names, columns)]
    notes = [
        *_said_of(job, found),
        *doubts,
        *header.renamed(names, found.names),
        *_passed([found.names[place] for place in columns.passed]),
    ]
    return _writing(job, names, columns, found, notes)


def csv_rows(
    job: Job, layout: CsvLayout, score: Callable[[Sequence[str]], Outcome], render: Render, result: ResultText
) -> CsvRows:
    """What scores the rows below this header."""
    names, places, questions, _ = layout.columns
    reader = CellReader(job.rulebook, questions, [names[place] for place in places], "column", nulls=job.nulls)
    return CsvRows(layout.columns, layout.delimiter, reader, score=score, render=render, result=result, fill=job.fill)


def plan_for_csv(job: Job, layout: CsvLayout) -> Plan:
    """How the rows below this header are scored."""
    scorer = RowScorer(job.rulebook, ranges=job.ranges)
    rows = csv_rows(job, layout, scorer.for_columns(layout.columns.questions), layout.render, layout.result)
    found, delimiter = layout.columns.names, layout.delimiter
    return Plan(
        rows.score_block,
        rows.text_of,
        layout.head,
        layout.rejects_head,
        csv_reject(found, delimiter, raw=job.raw_cells, end=layout.end),
        repr((delimiter, layout.out_delimiter, layout.end, found)),
        layout.notes,
        list,
        layout.records,
    )


def plan_for_json(job: Job, names: Names, table: Table | None) -> Plan:
    """How objects are scored; `table` are the columns where they become those of another format."""
    delimiter = "\t" if is_tab_separated(job.target) else job.delimiter or ","
    head, result = "", json_result(names.results, ranges=job.ranges)
    render: json_rows.Render = json_as_json
    if table is not None and job.write_as == "csv":
        head = csv_row((*table.names, *names.results), delimiter, raw=job.raw_cells) + "\n"
        render = json_as_csv(table, names, delimiter, raw=job.raw_cells)
        result = csv_result(delimiter, ranges=job.ranges)
    elif table is not None:
        render = json_as_record(table, names)
        result = json_result([record_key(place) for place in _results_behind(table.names, names)], ranges=job.ranges)
    rows = JsonRows(
        job.rulebook,
        names,
        RowScorer(job.rulebook, ranges=job.ranges),
        render,
        result,
        nulls=job.nulls,
    )
    layout = repr((delimiter, names.prefix, table and table.names))
    plan = Plan(rows.score_block, rows.text_of, head, "", json_reject, layout, [], lambda: _said_of_keys(names, rows))
    if table is None or job.write_as == "csv":
        return plan
    keys = header.with_names(table.names)
    refuse_for_parquet(job, (*keys, *names.results))
    return plan._replace(records=(*map(Record, keys, table.types), *result_records(names)))


def json_names(job: Job, head: bytes) -> Names:
    """The names for results beside the keys of the first object; `head` are the first bytes of the input."""
    names = Names(job.rulebook, ranges=job.ranges, prefix=job.prefix)
    first = next((line for line in head.decode("utf-8", "replace").split("\n") if line.strip()), "")
    try:
        return names.beside(key for key, _ in read_object(first.strip().removeprefix("\ufeff")))
    except NotReadable:
        return names


def keys_as_columns(job: Job, label: str, lines: LineReader) -> tuple[Names, Table]:
    """The columns for all objects of the input, which is read to its end. Raises `CannotRead` for too many."""
    names = Names(job.rulebook, ranges=job.ranges, prefix=job.prefix)
    kinds: dict[str, Kind] = {}
    note = _noting_kinds(kinds) if job.write_as == "parquet" else _noting_keys(kinds)
    while (block := lines.next()) is not None:
        for line in filter(str.strip, block.lines):
            try:
                members = read_object(line.strip(), odd=block.odd, encoding=block.encoding)
                refuse_repeated(names, [key for key, _ in members])
            except NotReadable:
                continue
            note(members)
        lines.done(len(block.lines))
        if len(kinds) > MOST_COLUMNS:
            raise CannotRead(
                f"{label}: the objects have more than {MOST_COLUMNS:,} different keys; write JSON lines instead"
            )
    names = names.beside(kinds)
    return names, table_of({key: kind for key, kind in kinds.items() if not names.is_result(key)}, names)


def _noting_kinds(kinds: dict[str, Kind]) -> Callable[[Members], None]:
    """What adds every value to the kind of its key."""

    def note(members: Members) -> None:
        for key, value in members:
            kind = kinds.get(key)
            if kind is None:
                kind = kinds[key] = Kind()
            kind.add(value)

    return note


def _noting_keys(kinds: dict[str, Kind]) -> Callable[[Members], None]:
    """What adds every key, the same for all: to cells of CSV, kinds of values are nothing."""
    seen: set[tuple[str, ...]] = set()
    text = Kind()

    def note(members: Members) -> None:
        keys = tuple([key for key, _ in members])
        if keys not in seen:
            kinds.update((key, text) for key in keys if key not in kinds)
            if len(seen) >= MOST_SHAPES:
                seen.clear()
            seen.add(keys)

    return note


def _results_behind(columns: Sequence[str], names: Names) -> range:
    return range(len(columns), len(columns) + len(names.results))


def _writing(job: Job, names: Names, columns: Columns, found: _Header, notes: list[str]) -> CsvLayout:
    """How the rows below this header are written, and what stands above them."""
    delimiter = found.delimiter
    rejects_head = found.mark + csv_rejects_header(found.names, delimiter, raw=job.raw_cells, end=found.end)
    if job.write_as == "csv":
        own = "\t" if is_tab_separated(job.target) else delimiter
        above = found.above if own == delimiter else ""
        named = csv_row((*columns.names, *names.results), own, raw=job.raw_cells)
        return CsvLayout(
            columns, delimiter, notes, f"{found.mark}{above}{named}{found.end}", rejects_head, own, found.end,
            csv_as_csv(columns, delimiter, own, raw=job.raw_cells), csv_result(own, ranges=job.ranges, end=found.end),
        )  # fmt: skip
    keys, results = header.with_names(columns.names), names.results
    records: tuple[Record, ...] = ()
    if job.write_as == "parquet":
        refuse_for_parquet(job, (*keys, *results))
        records = (*(Record(key, "VARCHAR") for key in keys), *result_records(names))
        results = tuple(record_key(place) for place in _results_behind(keys, names))
        keys = tuple(map(record_key, range(len(keys))))
    return CsvLayout(
        columns, delimiter, notes, "", rejects_head, "", found.end, csv_as_json(keys, without_empty=bool(records)),
        json_result(results, ranges=job.ranges), records,
    )  # fmt: skip


def result_records(names: Names) -> Iterator[Record]:
    """The columns of the results, with their types."""
    for name in names.results:
        match name.removeprefix(names.prefix):
            case "rules" | "cautions":
                yield Record(name, "VARCHAR[]")
            case "status" | "leader" | "firmness" | "state":
                yield Record(name, "VARCHAR")
            case _:
                yield Record(name, "INTEGER")


def refuse_for_parquet(job: Job, columns: Sequence[str]) -> None:
    """Raises `CannotWrite` where these cannot be the columns of a Parquet file."""
    if len(columns) > MOST_COLUMNS:
        raise CannotWrite(f"cannot write {job.target}: there are more than {MOST_COLUMNS:,} columns. Write JSON lines.")
    met: dict[str, str] = {}
    for name in columns:
        other = met.setdefault(name.lower(), name)
        if other is not name:
            names = f"{quoted(other)} and {quoted(name)} are one name in Parquet"
            raise CannotWrite(f"cannot write {job.target}: {names}. Rename one of them.")


def _read_header(job: Job, names: Names, label: str, lines: LineReader) -> _Header:
    """The line that names the columns, behind those to be skipped."""
    _skip(job, label, lines)
    above, told = "", job.delimiter
    while (block := lines.next()) is not None:
        index = next((place for place, line in enumerate(block.lines) if line.strip()), None)
        if index is None:
            lines.done(len(block.lines))
            continue
        line, where = block.lines[index], f"{label}:{block.first + index}"
        if "\r" in line.partition('"')[0]:
            raise CannotRead(f"{where}: lines end with a carriage return alone. Save the file with line feeds.")
        separator = _SEPARATOR_LINE.fullmatch(line)
        if separator and not above:
            above, told = block.raw[index] + "\n", told or separator[1]
            lines.done(index + 1)
            continue
        delimiter = told or header.find_delimiter(names, line)
        row = read_row(block, index, delimiter)
        if row is None:
            lines.done(0)
            continue
        if row.problem:
            raise CannotRead(f"{where}: this is no header: {row.problem}.")
        lines.done(index + row.taken)
        end = "\r\n" if block.raw[index + row.taken - 1].endswith("\r") else "\n"
        return _Header(tuple(row.cells), delimiter, block.first + index, end, "\ufeff" if lines.has_mark else "", above)
    raise CannotRead(f"{label}: the file is empty. Its first line must name the columns.")


def _skip(job: Job, label: str, lines: LineReader) -> None:
    """Pass over the lines above the header."""
    while lines.mark.lines < job.skip_lines:
        block = lines.next()
        if block is None:
            raise CannotRead(f"{label}: the file has {lines.mark.lines:,} lines, so --skip-lines leaves no header.")
        lines.done(min(len(block.lines), job.skip_lines - lines.mark.lines))


def _said_of(job: Job, found: _Header) -> list[str]:
    if job.delimiter is not None or found.delimiter == "," or found.above:
        return []
    return [f"cells are separated by {header.delimiter_in_words(found.delimiter)} (--delimiter says otherwise)"]


def _said_of_keys(names: Names, rows: JsonRows) -> list[str]:
    return [*header.renamed(names, rows.passed), *_passed(list(rows.passed))]


def _passed(names: list[str]) -> list[str]:
    return [header.passed_through(names)] if names else []


_SEPARATOR_LINE = re.compile(r'[ ]*"?sep=([^\w\s"]|\t)"?[,;\t| ]*', re.IGNORECASE)
"""What Excel reads above a header, to know what separates cells."""
