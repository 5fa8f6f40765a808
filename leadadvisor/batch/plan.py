"""What a run in Python does with each block of lines, made from the header, or from the keys of all objects."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadadvisor.batch import columns as header
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
from leadadvisor.batch.json_rows import (
    MOST_SHAPES,
    JsonRows,
    NotReadable,
    Table,
    check_keys,
    json_as_csv,
    json_as_json,
    read_object,
    table_of,
)
from leadadvisor.batch.lines import Block, LineReader
from leadadvisor.engine.rows import Outcome, RowScorer
from leadadvisor.errors import CannotRead
from leadadvisor.model.value import NamedTuple

MOST_COLUMNS = 10_000
"""Different keys of objects that a CSV file can get as columns."""


class Plan(NamedTuple):
    """How blocks are scored, what stands above the rows and the rejects, what to say first, and what to say last.

    `layout` describes all that was found out from the input, for it must be found again when a run is resumed.
    """

    score_block: Callable[[Block], Scored]
    head: str
    rejects_head: str
    reject: RejectText
    layout: str
    notes: list[str]
    last_notes: Callable[[], list[str]]


class CsvLayout(NamedTuple):
    """What a header says, and how rows are written below the line that stands above them."""

    columns: Columns
    delimiter: str
    doubts: list[str]
    head: str
    out_delimiter: str
    render: Render
    result: ResultText


def csv_layout(job: Job, label: str, lines: LineReader) -> CsvLayout:
    """Read the header, so that the next lines are rows. Raises `CannotRead` for one that will not do."""
    names = Names(job.rulebook, ranges=job.ranges)
    found, delimiter, number = _read_header(job, names, label, lines)
    where = f"{label}:{number}"
    columns = header.read_columns(names, where, found)
    doubts = [f"{where}: {doubt}" for doubt in header.lookalikes(names, columns)]
    if doubts and job.strict:
        raise CannotRead(doubts[0])
    return CsvLayout(columns, delimiter, doubts, *_writing(job, names, columns, delimiter))


def csv_rows(
    job: Job, layout: CsvLayout, score: Callable[[Sequence[str]], Outcome], render: Render, result: ResultText
) -> CsvRows:
    """What scores the rows below this header."""
    names, places, questions, _ = layout.columns
    reader = CellReader(job.rulebook, questions, [names[place] for place in places], "column")
    return CsvRows(layout.columns, layout.delimiter, reader, score=score, render=render, result=result)


def plan_for_csv(job: Job, layout: CsvLayout) -> Plan:
    """How the rows below this header are scored."""
    scorer = RowScorer(job.rulebook, ranges=job.ranges)
    rows = csv_rows(job, layout, scorer.for_columns(layout.columns.questions), layout.render, layout.result)
    found, delimiter = layout.columns.names, layout.delimiter
    return Plan(
        rows.score_block,
        layout.head,
        csv_rejects_header(found, delimiter, raw=job.raw_cells),
        csv_reject(found, delimiter, raw=job.raw_cells),
        repr((delimiter, layout.out_delimiter, found)),
        [
            *_said_of(job, delimiter),
            *layout.doubts,
            *_passed([found[place] for place in layout.columns.passed]),
        ],
        list,
    )


def plan_for_json(job: Job, table: Table | None) -> Plan:
    """How objects are scored; `table` are the columns where they become CSV."""
    names = Names(job.rulebook, ranges=job.ranges)
    delimiter = "\t" if is_tab_separated(job.target) else job.delimiter or ","
    head = "" if table is None else csv_row((*table.names, *names.results), delimiter, raw=job.raw_cells) + "\n"
    rows = JsonRows(
        job.rulebook,
        names,
        RowScorer(job.rulebook, ranges=job.ranges),
        json_as_json if table is None else json_as_csv(table, names, delimiter, raw=job.raw_cells),
        json_result(names.results, ranges=job.ranges) if table is None else csv_result(delimiter, ranges=job.ranges),
        strict=job.strict,
    )
    layout = repr((delimiter, table and table.names))
    return Plan(rows.score_block, head, "", json_reject, layout, [], lambda: _passed(list(rows.passed)))


def keys_as_columns(job: Job, label: str, lines: LineReader) -> Table:
    """The columns for all objects of the input, which is read to its end. Raises `CannotRead` for too many."""
    names = Names(job.rulebook, ranges=job.ranges)
    keys: dict[str, None] = {}
    seen: set[tuple[str, ...]] = set()
    while (block := lines.next()) is not None:
        for line in filter(str.strip, block.lines):
            try:
                own = tuple([key for key, _ in read_object(line.strip(), odd=block.odd)])
                if own not in seen:
                    check_keys(names, own)
            except NotReadable:
                continue
            keys.update(dict.fromkeys(own))
            seen = seen if len(seen) < MOST_SHAPES else set()
            seen.add(own)
        lines.done(len(block.lines))
        if len(keys) > MOST_COLUMNS:
            raise CannotRead(
                f"{label}: the objects have more than {MOST_COLUMNS:,} different keys; write JSON lines instead"
            )
    return table_of(list(keys), names)


def _writing(job: Job, names: Names, columns: Columns, delimiter: str) -> tuple[str, str, Render, ResultText]:
    """The line above the rows, the delimiter, and how the two halves of a row are made."""
    if job.write_as == "jsonl":
        return "", "", csv_as_json(columns), json_result(names.results, ranges=job.ranges)
    own = "\t" if is_tab_separated(job.target) else delimiter
    return (
        csv_row((*columns.names, *names.results), own, raw=job.raw_cells) + "\n",
        own,
        csv_as_csv(columns, delimiter, own, raw=job.raw_cells),
        csv_result(own, ranges=job.ranges),
    )


def _read_header(job: Job, names: Names, label: str, lines: LineReader) -> tuple[tuple[str, ...], str, int]:
    """The names of the columns, the delimiter, and the number of the line."""
    while (block := lines.next()) is not None:
        index = next((place for place, line in enumerate(block.lines) if line.strip()), None)
        if index is None:
            lines.done(len(block.lines))
            continue
        line, where = block.lines[index], f"{label}:{block.first + index}"
        if "\r" in line.partition('"')[0]:
            raise CannotRead(f"{where}: lines end with a carriage return alone. Save the file with line feeds.")
        delimiter = job.delimiter or header.find_delimiter(names, line)
        row = read_row(block, index, delimiter)
        if row is None:
            lines.done(0)
            continue
        if row.problem:
            raise CannotRead(f"{where}: this is no header: {row.problem}.")
        lines.done(index + row.taken)
        return tuple(row.cells), delimiter, block.first + index
    raise CannotRead(f"{label}: the file is empty. Its first line must name the columns.")


def _said_of(job: Job, delimiter: str) -> list[str]:
    if job.delimiter is not None or delimiter == ",":
        return []
    return [f"cells are separated by {header.delimiter_in_words(delimiter)} (--delimiter says otherwise)"]


def _passed(names: list[str]) -> list[str]:
    return [header.passed_through(names)] if names else []
