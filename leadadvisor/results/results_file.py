"""The results file `firm.results.csv`: a row a week and approach, opened by any spreadsheet, never lost or doubled.

Columns are those of `COLUMNS`, in any order, of which only `date` and `approach` must be there. The last one, `logged`,
holds a mark made from the row itself: a row whose mark does not fit was changed by hand since it was logged, and one
without a mark was written by hand. Both count like any other, and are shown as what they are.

A spreadsheet's version is read as well: a byte order mark, semicolons or tabs, other line ends, decimal commas where
semicolons separate the cells; and lines of comment, which begin with #. A new row is written in the same manner, and
every line there is stays as it stands; the heading grows by a column that a new row needs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from leadadvisor.engine.firm_plan import stop_lines
from leadadvisor.engine.own_results import own_standing
from leadadvisor.engine.recommend import recommend
from leadadvisor.engine.results_in_mix import recommend_with_results
from leadadvisor.errors import CannotWrite
from leadadvisor.model.firm_plan import PlanNumbers
from leadadvisor.model.profile import Profile
from leadadvisor.model.results import AMOUNTS, OwnStanding, RateComparison, ResultRow, Word
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.figures import written
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.review_words import filled, rule_for
from leadadvisor.results.csv_page import Dialect, Page
from leadadvisor.results.rows import COLUMNS, UNITS, amounts_of, columns_of, mark_of, read_rows
from leadadvisor.rulebook.files import read_file
from leadadvisor.rulebook.problems import raise_if_any
from leadadvisor.text import capital, counted, no_formula, sentence, within

_LOCK_SECONDS = 20.0
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)")
_SAID: dict[Word, str] = {"points-to": "your log now points to", "decided": "your log now decides for"}


class ResultsFile(NamedTuple):
    """What a results file holds: its rows in the order of the file, and how it is written.

    `heading` is the line, from 1, that names the columns.
    """

    rows: tuple[ResultRow, ...] = ()
    columns: tuple[str, ...] = COLUMNS
    dialect: Dialect = Dialect()
    heading: int = 0


def load_results(path: str, rulebook: Rulebook, *, may_be_missing: bool = False) -> ResultsFile:
    """The results in the file. Raises `CannotRead`, or `InvalidFile` with every problem of it.

    One that may be missing, and is, holds no rows.
    """
    if may_be_missing and not os.path.lexists(path):
        return ResultsFile()
    return parse_results(path, read_file(path), rulebook)


def parse_results(name: str, content: bytes, rulebook: Rulebook) -> ResultsFile:
    """The results in the content of a file; `name` is what messages call it. Raises `InvalidFile`."""
    page = Page(name, content)
    found = ResultsFile(dialect=page.dialect)
    if page.lines and not page.troubles:
        columns = columns_of(page, page.lines[0])
        if not page.troubles:
            found = ResultsFile(read_rows(page, columns, rulebook), columns, page.dialect, page.lines[0][0].line)
    raise_if_any(name, page.troubles)
    return found


def add_rows(path: str, rulebook: Rulebook, rows: Sequence[ResultRow]) -> ResultsFile:
    """Write these rows behind those of the file, all of them or none; returns what it holds then.

    A file that is not there is begun. Others who log meanwhile are waited for. Raises `CannotRead`, `CannotWrite`, and
    `InvalidFile` where the file as it is cannot be read.
    """
    from leadadvisor.saving import drafted

    with _alone_with(path):
        before = read_file(path) if os.path.lexists(path) else b""
        held = parse_results(path, before, rulebook)
        end = held.dialect.line_end
        content = before.decode("utf-8", "surrogateescape")
        if not content.strip("\ufeff \r\n\t"):
            content = f"{held.dialect.mark}{','.join(COLUMNS)}{end}"
        else:
            content += "" if content.endswith(("\n", "\r")) else end
            content, held = _with_columns(content, held, rows)
        added = "".join(f"{_text_of(row, held.columns, held.dialect)}{end}" for row in rows)
        with drafted(path, force=True) as draft:
            draft.write(f"{content}{added}".encode("utf-8", "surrogateescape"))
            if (read_file(path) if os.path.lexists(path) else b"") != before:
                raise CannotWrite(f"cannot write {path}: somebody else changed it just now; try again")
    return held._replace(rows=(*held.rows, *rows))


def _with_columns(content: str, held: ResultsFile, rows: Iterable[ResultRow]) -> tuple[str, ResultsFile]:
    """The text with columns for all that these rows hold: the line that names them grows, every other one stays."""
    needed = {name for row in rows for name, cell in _cells(row, held.dialect).items() if cell and name != "logged"}
    missing = [name for name in COLUMNS if name in needed and name not in held.columns]
    if not missing:
        return content, held
    columns = (*held.columns, *missing)
    lines = _LINE.findall(content)
    named = held.dialect.delimiter.join(columns)
    lines[held.heading - 1] = f"{held.dialect.mark if held.heading == 1 else ''}{named}{held.dialect.line_end}"
    return "".join(lines), held._replace(columns=columns)


def _text_of(row: ResultRow, columns: Sequence[str], dialect: Dialect) -> str:
    """The row as a line of this file."""
    cells = _cells(row, dialect)
    return dialect.delimiter.join(_in_quotes(cells[name], dialect.delimiter) for name in columns)


def _cells(row: ResultRow, dialect: Dialect) -> dict[str, str]:
    """The row by column, as it is written."""
    amounts: dict[str, str] = {
        name: "" if value is None else written(value) if name in UNITS else str(value)
        for name, value in zip(AMOUNTS, amounts_of(row), strict=True)
    }
    if dialect.delimiter == ";":
        amounts = {name: text.replace(".", ",") for name, text in amounts.items()}
    return {
        "date": row.day.isoformat(), "approach": row.approach, "channel": no_formula(row.channel), **amounts,
        "note": no_formula(row.note), "logged": mark_of(row),
    }  # fmt: skip


def _in_quotes(text: str, delimiter: str) -> str:
    if delimiter in text or '"' in text or text.startswith("#"):  # a line that begins with # is a comment
        return '"' + text.replace('"', '""') + '"'
    return text


@contextmanager
def _alone_with(path: str) -> Iterator[None]:
    """Nobody else logs into this directory meanwhile, where the system can see to it; ends with the process."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    from time import monotonic, sleep

    directory = os.path.dirname(os.path.realpath(path))
    try:
        handle = os.open(directory, os.O_RDONLY)
    except OSError as error:
        raise CannotWrite(f"cannot write {path}: {error.strerror}") from error
    try:
        until = monotonic() + _LOCK_SECONDS
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() > until:
                    raise CannotWrite(f"cannot write {path}: another run is writing it; wait for its end") from None
                sleep(0.01)
            except OSError:  # a file system without locks
                break
            else:
                break
        yield
    finally:
        os.close(handle)


# What new rows changed


def what_changed(
    rulebook: Rulebook,
    profile: Profile,
    before: Sequence[ResultRow],
    after: Sequence[ResultRow],
    numbers: PlanNumbers,
) -> str:
    """A sentence or two on what the rows behind `before` changed, on the day of the last of all rows."""
    day = max(row.day for row in after)
    old, new = (
        own_standing(rows, rulebook.settings.points_to_double.value, day, numbers.days_to_judge)
        for rows in (before, after)
    )
    said = _verdicts(rulebook, old, new)
    if profile.answers:
        said += [_mix_moved(rulebook, profile, before, after, day)]
        said += _stops(rulebook, profile, before, after, numbers)
    told = " ".join(each for each in said if each)
    return told or _so_far(new)


def _verdicts(rulebook: Rulebook, old: OwnStanding, new: OwnStanding) -> list[str]:
    """Comparisons that have come further than before, or fallen back."""
    labels = {approach.id: within(approach.label, approach.id) for approach in rulebook.approaches}
    words = {_pair(each): each.word for each in old.comparisons}
    said = []
    for each in new.comparisons:
        was = words.get(_pair(each), "too-early")
        if each.word == was:
            continue
        unit = "conversations an hour" if each.measure == "conversations-per-hour" else "wins per conversation"
        verdict = _SAID.get(each.word)
        if verdict is None:
            said.append(f"It is too early again to tell {labels[each.better]} from {labels[each.other]} by {unit}.")
        else:
            said.append(f"{capital(verdict)} {labels[each.better]} over {labels[each.other]} ({unit}).")
    return said


def _pair(each: RateComparison) -> tuple[str, frozenset[str]]:
    return each.measure, frozenset((each.better, each.other))


def _mix_moved(
    rulebook: Rulebook, profile: Profile, before: Sequence[ResultRow], after: Sequence[ResultRow], day: date
) -> str:
    old, new = (recommend_with_results(rulebook, profile, rows, day, ranges=False) for rows in (before, after))
    shares = {portion.approach: portion.share for portion in old.mix}
    moved = [
        f"{portion.approach} {shares.get(portion.approach, 0)} to {portion.share} %"
        for portion in new.mix
        if portion.share != shares.get(portion.approach, 0)
    ]
    return f"Mix: {', '.join(moved)}." if moved else ""


def _stops(
    rulebook: Rulebook, profile: Profile, before: Sequence[ResultRow], after: Sequence[ResultRow], numbers: PlanNumbers
) -> Iterator[str]:
    """The first stop rule that speaks now for an approach none spoke for."""
    planned = recommend(rulebook, profile, ranges=False)
    numbers = numbers._replace(begun=numbers.begun or min(row.day for row in after))
    shares = {portion.approach: portion.share for portion in planned.mix}
    old, new = ([line for line in stop_lines(planned.plan, numbers, rows, shares) if line.spoke]
                for rows in (before, after))  # fmt: skip
    labels = Labels(rulebook)
    silent = {line.approach for line in old}
    for line in new:
        if line.approach not in silent:
            silent.add(line.approach)
            yield f"Your stop rule for {rule_for(line.approach, labels)} speaks: {sentence(filled(line))}"


def _so_far(new: OwnStanding) -> str:
    """Where nothing changed: what there is by now, and that it decides nothing more."""
    conversations = sum(tally.conversations for tally in new.tallies)
    rows = sum(tally.rows for tally in new.tallies)
    if not any(each.word != "too-early" for each in new.comparisons):
        verdict = "Too early to tell the approaches apart" if len(new.tallies) > 1 else "Nothing to compare it with yet"
    else:
        verdict = "Nothing else changed"
    return f"{verdict} ({counted(conversations, 'conversation')} in {counted(rows, 'row')})."
