"""The SQL by which DuckDB scores the usual rows of a file; every other row goes to a function in Python.

A usual row has an option for every question, spelled as the rulebook spells it, and nothing in it that needs a second
look: no quotes, no formulas, as many cells as the header. Its points and signs are looked up in lists (lists.py),
and its text is put together from what the renderer of the Python way makes of each standing: both write the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from leadadvisor.batch.cells import FORMULA_STARTS, ResultText, behind_others
from leadadvisor.batch.csv_rows import LONGEST_CELL
from leadadvisor.engine.lists import Field, Lookups
from leadadvisor.engine.mix import Standing
from leadadvisor.engine.rows import Outcome
from leadadvisor.model.rulebook import Firmness, State
from leadadvisor.model.value import NamedTuple

LINE_DELIMITER = "\x1e"
"""What DuckDB is told separates cells where it shall read whole lines; a file that holds it is left to Python."""

OTHER_ROW = "other_row"
"""The function that gives the text of a row that is not usual, or null where it cannot be read."""


class RowForm(NamedTuple):
    """How rows of a format are taken apart and put together, in SQL on `line`.

    `cells` is a list of which `places` (counted from 1) has the cell of each question; `usual` a condition on the line
    and the cells; `before` is the text of the row up to where the result begins.
    """

    cells: str
    places: Mapping[str, int]
    usual: str
    before: str
    words: ListForm


class Query(NamedTuple):
    """All the SQL is made from: the lists, the form of rows, the table of lines, the points, the result's renderer.

    `also` are columns of the lines that are kept beside what is made of them.
    """

    tables: Lookups
    form: RowForm
    lines: str
    firm_at: int
    result: ResultText
    also: tuple[str, ...] = ()


def csv_form(places: Mapping[str, int], passed: Iterable[int], width: int, delimiter: str, *, raw: bool) -> RowForm:
    """Rows of CSV: `places` has the column of each question, `passed` those of all others, counted from 0."""
    checks = [
        f"len(cells) = {width}",
        "NOT contains(line, '\"')",
        "NOT contains(line, chr(0))",
        f"strlen(line) <= {LONGEST_CELL}",
    ]
    if not raw:
        checks += [_begins_no_formula(f"cells[{place + 1}]") for place in passed]
        checks.append(f"NOT regexp_matches(line, {quoted(behind_others(delimiter).pattern)})")
    cells = f"string_split(line, {quoted(delimiter)})"
    counted = {question: place + 1 for question, place in places.items()}
    return RowForm(cells, counted, " AND ".join(checks), "line", ListForm("", " ", "", ""))


def json_form(keys: Sequence[str], places: Mapping[str, int]) -> RowForm:
    """JSON lines: objects with just these keys, in this order; `places` has the key of each question, from 0."""
    paths = ", ".join(quoted(f'$."{keys[place]}"') for place in places.values())
    flat = f"strlen(line) <= {LONGEST_CELL} AND regexp_full_match(line, {quoted(_FLAT_OBJECT)})"
    same = f"json_keys(line) = [{', '.join(map(quoted, keys))}]"
    cells = f"CASE WHEN {same} THEN json_extract_string(line, [{paths}]) END"
    return RowForm(
        f"CASE WHEN {flat} THEN {cells} END",  # a line that is no JSON must not come before a function for JSON
        {question: number for number, question in enumerate(places, 1)},
        "cells IS NOT NULL",
        "left(line, -1) || ', '",
        ListForm('["', '", "', '"]', "[]"),
    )


_VALUE = r'(?:"[^"\\\x00-\x1f]*"|-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,15})?|true|false|null)'
_FLAT_OBJECT = rf'\{{"[^"\\\x00-\x1f]*" ?: ?{_VALUE}(?:, ?"[^"\\\x00-\x1f]*" ?: ?{_VALUE})*\}}'
"""An object without lists, other objects and escapes, its numbers of a size that every reader reads alike."""


def scored_rows(query: Query) -> str:
    """The SELECT that gives the text of every row that can be read, in the order of the lines."""
    return f"SELECT {', '.join((*query.also, 'text'))} FROM ({_texts(query)}) WHERE text IS NOT NULL"


def unusual_rows(query: Query) -> str:
    """The SELECT that gives number (from 1) and text of the lines that are not usual, and what else is kept."""
    numbered = f"(SELECT row_number() OVER () AS number, * FROM {query.lines})"
    coded = _coded(query._replace(lines=numbered, also=("number", *query.also)))
    names = ", ".join(("number", "line", *query.also))
    return f"SELECT {names} FROM ({coded}) WHERE NOT coalesce(usual, false) AND line IS NOT NULL"


def lines_of(path: str, skip: int) -> str:
    """The table of all lines of a file, without the first ones."""
    return (
        f"read_csv({quoted(path)}, auto_detect = false, header = false, skip = {skip}, "
        f"delim = {quoted(LINE_DELIMITER)}, quote = '', escape = '', columns = {{'line': 'VARCHAR'}})"
    )


def quoted(text: str) -> str:
    """The text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _begins_no_formula(cell: str) -> str:
    """Not as `NOT IN`: of many values DuckDB makes a join, and a join does not keep the order of rows."""
    starts = " ".join(f"WHEN {ord(each)} THEN false" for each in sorted(FORMULA_STARTS))
    return f"CASE unicode({cell}) {starts} ELSE true END"


def _texts(query: Query) -> str:
    tables, form, words = query.tables, query.form, query.form.words
    between, behind, end = around_cautions(query.result, words, len(tables.leads) + 1)
    whole = ", ".join(
        [
            form.before,
            _at("text_before", "standing"),
            "firmness",
            _at("text_after", "standing"),
            _list_text("rules", words),
            quoted(between),
            _list_text("cautions", words),
            quoted(behind),
            _state(tables, words),
            quoted(end),
        ]
    )
    return (
        f"SELECT {''.join(name + ', ' for name in query.also)}"
        f"CASE WHEN usual THEN concat({whole}) ELSE {OTHER_ROW}(line) END AS text "
        f"FROM (SELECT *, {_firmness(tables, query.firm_at)} AS firmness, {_cautions(tables, words)} AS cautions "
        f"FROM ({_standing(query)}))"
    )


def _standing(query: Query) -> str:
    """The rows with their standing: its number, and the class of blockers."""
    grid = query.tables.grid
    signs = f"(signs >> {grid.signs_from}) & {len(grid.class_of) - 1}"
    place = "class"
    for number, (low, width) in enumerate(zip(grid.lows, grid.widths, strict=True)):
        place = f"({place} * {width} + lead_{number} - ({low}))"
    return (
        f"SELECT *, {_at('standing_at', place)} AS standing FROM "
        f"(SELECT *, {_at('class_of', signs)} AS class FROM ({_counted(query)}))"
    )


def _counted(query: Query) -> str:
    """The rows with leads, weights, signs and rules."""
    tables = query.tables
    fields = {f"lead_{number}": field for number, field in enumerate(tables.leads)}
    fields |= {f"weight_{one}_{other}": field for (one, other), field in tables.weights.items()}
    taken_apart = "".join(f", {_taken_out(field)} AS {name}" for name, field in fields.items())
    runs = list(enumerate(tables.runs))
    bias = [0] * (1 + max((field.sum for field in fields.values()), default=-1))
    for field in fields.values():
        bias[field.sum] -= field.lowest << field.shift
    sums = [
        ", "
        + " + ".join([str(start), *(_entry(f"run_{number}_sum_{at}", number) for number, _ in runs)])
        + f" AS sum_{at}"
        for at, start in enumerate(bias)
    ]
    signs = " | ".join(["0", *(_entry(f"run_{number}_signs", number) for number, run in runs if any(run.signs))])
    rules = [_entry(f"run_{number}_rules", number) for number, run in runs if any(run.rules)]
    joined = f"concat_ws({quoted(query.form.words.between)}, {', '.join(rules)})" if rules else "''"
    places = "".join(f", {_run_place(tables, run.questions)} AS place_{number}" for number, run in runs)
    return (
        f"SELECT *{taken_apart} FROM (SELECT *{''.join(sums)}, {signs} AS signs, {joined} AS rules FROM "
        f"(SELECT *{places} FROM ({_coded(query)})))"
    )


def _coded(query: Query) -> str:
    """The lines with the number of the option of each question (null for anything else), and whether all is usual."""
    tables, form = query.tables, query.form
    names = {question: f"option_{number}" for number, question in enumerate(tables.options)}
    codes = "".join(
        f", CASE cells[{form.places[question]}] "
        + " ".join(f"WHEN {quoted(option)} THEN {number}" for number, option in enumerate(options))
        + f" END AS {names[question]}"
        for question, options in tables.options.items()
    )
    known = " + ".join(["0", *names.values()])
    kept = ", ".join((*query.also, "line"))
    return (
        f"SELECT *, ({known}) IS NOT NULL AND {form.usual} AS usual FROM "
        f"(SELECT *{codes} FROM (SELECT {kept}, {form.cells} AS cells FROM {query.lines}))"
    )


def _firmness(tables: Lookups, firm_at: int) -> str:
    """The word for how firm the standing is; see Compiled.is_firm."""
    leads = {number: f"lead_{number}" for number in range(len(tables.leads))}
    cases = []
    for leader in range(len(tables.leads) + 1):
        kept = [
            f"(({_at('barred', 'class')} >> {rival}) & 1 = 1 OR "
            f"100 * abs({leads.get(one, '0')} - {leads.get(other, '0')}) >= {firm_at} * weight_{one}_{other})"
            for one, other in tables.weights
            if leader in {one, other}
            for rival in [one + other - leader]
        ]
        firm: Firmness = "firm"
        word = f"CASE WHEN {' AND '.join(kept)} THEN '{firm}' ELSE 'leaning' END" if kept else f"'{firm}'"
        cases.append(f"WHEN {leader} THEN {word}")
    return f"CASE {_at('leader_of', 'standing')} {' '.join(cases)} ELSE 'open' END"


def _state(tables: Lookups, words: ListForm) -> str:
    """The state of the leader."""
    cases = [
        f"WHEN {number} THEN {_at(f'states_{number}', _run_place(tables, each.questions))}"
        for number, each in enumerate(tables.states)
    ]
    return f"CASE {_at('leader_of', 'standing')} {' '.join(cases)} ELSE {quoted(words.nothing)} END"


def _cautions(tables: Lookups, words: ListForm) -> str:
    parts = [_at("status_caution", "standing")]
    parts += [
        _at(f"cautions_{number}", f"(signs >> {signs.first}) & {len(signs.cautions) - 1}")
        for number, signs in enumerate(tables.signs)
    ]
    return f"concat_ws({quoted(words.between)}, {', '.join(parts)})"


def _run_place(tables: Lookups, questions: Sequence[str]) -> str:
    """Where a run's entry stands, counted from 0."""
    numbers = {question: number for number, question in enumerate(tables.options)}
    place = "0"
    for question in questions:
        place = f"({place} * {len(tables.options[question])} + option_{numbers[question]})"
    return place


def _taken_out(field: Field) -> str:
    return f"((sum_{field.sum} >> {field.shift}) & {(1 << field.width) - 1}) + ({field.lowest})"


def _entry(name: str, run: int) -> str:
    return _at(name, f"place_{run}")


def _at(name: str, place: str) -> str:
    """The entry of a list, counted from 0."""
    return f"getvariable('{name}')[1 + ({place})]"


def _list_text(words: str, form: ListForm) -> str:
    if form.before == form.after == form.none == "":
        return words
    return (
        f"CASE {words} WHEN '' THEN {quoted(form.none)} "
        f"ELSE {quoted(form.before)} || {words} || {quoted(form.after)} END"
    )


_FIRMNESS, _WORD, _STATE = "\x01", "\x02", "\x03"


class Variable(NamedTuple):
    """A list that the SQL looks things up in, under its name; whole numbers or texts, None for nothing."""

    name: str
    values: Sequence[int] | Sequence[str | None]


class ListForm(NamedTuple):
    """How a list of words is written: what stands before, between and after them, and where there are none."""

    before: str
    between: str
    after: str
    none: str

    @property
    def quote(self) -> str:
        """What stands around a word by itself."""
        return '"' if self.before else ""

    @property
    def nothing(self) -> str:
        """What stands in place of a word that is not there."""
        return "null" if self.before else ""


def variables(tables: Lookups, result: ResultText, words: ListForm, approaches: Sequence[str]) -> list[Variable]:
    """All lists the SQL looks things up in."""
    made: list[Variable] = []
    for number, run in enumerate(tables.runs):
        made += [Variable(f"run_{number}_sum_{at}", entries) for at, entries in enumerate(run.sums)]
        if any(run.signs):
            made.append(Variable(f"run_{number}_signs", run.signs))
        if any(run.rules):
            made.append(Variable(f"run_{number}_rules", [words.between.join(rules) or None for rules in run.rules]))
    grid = tables.grid
    made += [
        Variable("class_of", grid.class_of),
        Variable("barred", grid.barred),
        Variable("standing_at", grid.places),
        Variable("leader_of", [-1 if each.leader is None else each.leader for each in grid.standings]),
        Variable("status_caution", [None if each.status == "recommended" else each.status for each in grid.standings]),
    ]
    made += [
        Variable(f"cautions_{number}", [words.between.join(cautions) or None for cautions in signs.cautions])
        for number, signs in enumerate(tables.signs)
    ]
    made += [
        Variable(f"states_{number}", [f"{words.quote}{state}{words.quote}" for state in each.states])
        for number, each in enumerate(tables.states)
    ]
    texts = [_around_firmness(each, result, words, approaches) for each in grid.standings]
    made.append(Variable("text_before", [before for before, _ in texts]))
    made.append(Variable("text_after", [after for _, after in texts]))
    return made


def around_cautions(result: ResultText, words: ListForm, approaches: int) -> tuple[str, str, str]:
    """What stands before the cautions, between them and the state, and after that: the same for every standing."""
    whole = _rendered(result, Standing("undecided", None, ()), None, approaches)
    _, between, behind = whole.split(_WORD)
    between_states, end = behind.split(words.quote + _STATE + words.quote)
    return (
        between.removeprefix(words.after).removesuffix(words.before),
        between_states.removeprefix(words.after),
        end.removesuffix("\n"),
    )


def _rendered(result: ResultText, standing: Standing, leader: str | None, count: int) -> str:
    """What the Python way writes, with marks where the firmness and the words of the two lists stand."""
    shares = standing.shares or (0,) * count
    firmness: Firmness = _FIRMNESS  # type: ignore[assignment]  # a mark, to be found again
    state: State = _STATE  # type: ignore[assignment]  # likewise
    return result(Outcome(standing.status, leader, firmness, shares, shares, shares, (_WORD,), (_WORD,), state))


def _around_firmness(
    standing: Standing, result: ResultText, words: ListForm, approaches: Sequence[str]
) -> tuple[str, str]:
    leader = None if standing.leader is None else approaches[standing.leader]
    before, _, after = _rendered(result, standing, leader, len(approaches)).partition(_FIRMNESS)
    return before, after.partition(words.before + _WORD)[0]
