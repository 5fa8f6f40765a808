"""What DuckDB has to know of an input: how rows are taken apart, and how Python scores or only checks one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from leadadvisor.batch.cells import ResultText, json_result
from leadadvisor.batch.columns import Names
from leadadvisor.batch.csv_rows import Scored
from leadadvisor.batch.duckdb_sql import RowForm, csv_form, json_form
from leadadvisor.batch.job import Job
from leadadvisor.batch.json_rows import JsonRows, NotReadable, check_keys, read_object
from leadadvisor.batch.lines import Block, LineReader
from leadadvisor.batch.plan import Plan, csv_layout, csv_rows, plan_for_csv, plan_for_json
from leadadvisor.engine.rows import Outcome
from leadadvisor.model.rulebook import UNSURE, Rulebook
from leadadvisor.model.value import NamedTuple

_NOTHING = Outcome("undecided", None, "open", (), (), (), (), ())


class Subject(NamedTuple):
    """An input for DuckDB. `skip` lines stand above the rows; `check_block` finds bad rows without scoring any."""

    form: RowForm
    plan: Plan
    check_block: Callable[[Block], Scored]
    result: ResultText
    skip: int


def subject_of(job: Job, label: str, lines: LineReader) -> Subject | None:
    """The subject; None where DuckDB is no help: another format is written, or a question has no column.

    Raises `CannotRead` for a header that will not do.
    """
    if job.read_as != job.write_as:
        return None
    return _csv_subject(job, label, lines) if job.read_as == "csv" else _json_subject(job, label, lines)


def _csv_subject(job: Job, label: str, lines: LineReader) -> Subject | None:
    layout = csv_layout(job, label, lines)
    names, places, questions, passed = layout.columns
    if layout.delimiter != layout.out_delimiter or not _has_all(job.rulebook, questions):
        return None
    form = csv_form(dict(zip(questions, places, strict=True)), passed, len(names), layout.delimiter, raw=job.raw_cells)
    checked = csv_rows(
        job, layout, _Words(job.rulebook).for_columns(questions), lambda _line, _cells: "", lambda _outcome: ""
    )
    return Subject(form, plan_for_csv(job, layout), checked.score_block, layout.result, lines.mark.lines)


def _json_subject(job: Job, label: str, lines: LineReader) -> Subject | None:
    """Usual rows have the keys of the first one, so what is to be said of these is found by scoring it."""
    names = Names(job.rulebook, ranges=job.ranges)
    first, keys = _first_object(names, lines)
    places = {question: place for place, key in enumerate(keys) if (question := names.question(key)) is not None}
    if not _has_all(job.rulebook, tuple(places)):
        return None
    checked = JsonRows(
        job.rulebook,
        names,
        _Words(job.rulebook),
        lambda _text, _members: "",
        lambda _outcome: "",
        strict=job.strict,
    )
    result = json_result(names.results, ranges=job.ranges)
    plan = plan_for_json(job, None)
    notes = [f"{label}:{sentence}" for sentence in plan.score_block(first).notes]
    return Subject(json_form(keys, places), plan._replace(notes=notes), checked.score_block, result, 0)


def _first_object(names: Names, lines: LineReader) -> tuple[Block, Sequence[str]]:
    """The line of the first object that can be read, and the keys of it."""
    block = lines.next() or Block(1, [], [], odd=False, final=True)
    for number, line in enumerate(block.lines, block.first):
        try:
            keys = [key for key, _ in read_object(line.strip())]
            check_keys(names, keys)
        except NotReadable:
            continue
        return Block(number, [line], [line], odd=block.odd, final=False), keys
    return block._replace(lines=[], raw=[]), ()


def _has_all(rulebook: Rulebook, questions: Sequence[str]) -> bool:
    return {question.id for question in rulebook.questions} <= set(questions)


class _Words:
    """Stands in for a scorer where rows shall only be checked."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._words: Mapping[str, frozenset[str]] = {
            question.id: frozenset(("", UNSURE, *(option.id for option in question.options)))
            for question in rulebook.questions
        }

    def for_columns(self, questions: Sequence[str]) -> Callable[[Sequence[str]], Outcome]:
        """Raises `KeyError` for a word a scorer does not know; all others come to nothing."""
        columns = [self._words[question] for question in questions]

        def check(cells: Sequence[str]) -> Outcome:
            for words, cell in zip(columns, cells, strict=True):
                if cell not in words:
                    raise KeyError(cell)
            return _NOTHING

        return check
