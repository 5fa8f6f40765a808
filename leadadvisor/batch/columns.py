"""Columns and their cells: which columns are questions, what their cells mean, and what is wrong with either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from leadadvisor.batch.cells import DELIMITERS, result_columns
from leadadvisor.errors import CannotRead
from leadadvisor.model.rulebook import Question, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import Misread, quoted, read_option
from leadadvisor.text import BLANKS

_DELIMITER_NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a vertical bar"}
_MOST_NAMED = 12
_ALWAYS_TOGETHER = ("status", "leader", "firmness")

OWN_PREFIX = "leadadvisor_"
"""Begins the names of all results where the file has one of them."""


class Columns(NamedTuple):
    """The names as the header has them; the places of the questions and their ids; the places of all others."""

    names: tuple[str, ...]
    places: tuple[int, ...]
    questions: tuple[str, ...]
    passed: tuple[int, ...]


class Names:
    """Which names mean a question of this rulebook, and which are those of the results: each begins with `prefix`.

    Without a prefix that somebody wished for, a file that has a name of the results gets them with OWN_PREFIX.
    """

    def __init__(self, rulebook: Rulebook, *, ranges: bool, prefix: str = "") -> None:
        self.questions = tuple(question.id for question in rulebook.questions)
        self.results = result_columns(rulebook, ranges=ranges, prefix=prefix)
        self.prefix = prefix
        self._rulebook = rulebook
        self._ranges = ranges
        self._kept = frozenset(map(plain_name, self.results))
        self._known = frozenset(self.questions)

    def beside(self, present: Iterable[str]) -> Names:
        """The names for results beside these columns, which may have some of them already.

        A file that has all of them was scored before: there the names stay, and are refused.
        """
        taken = {plain_name(name) for name in present} & self._kept
        scored_before = taken >= {plain_name(name) for name in self.results[: len(_ALWAYS_TOGETHER)]}
        if self.prefix or not taken or scored_before:
            return self
        return Names(self._rulebook, ranges=self._ranges, prefix=OWN_PREFIX)

    def question(self, name: str) -> str | None:
        """The id of the question the name means, or None."""
        plain = plain_name(name)
        return plain if plain in self._known else None

    def is_result(self, name: str) -> bool:
        """The name, in any spelling, is that of a column that is added."""
        return plain_name(name) in self._kept

    def near(self, name: str, present: Iterable[str]) -> str | None:
        """The question that is meant by a name which is none, where it is not there itself."""
        from leadadvisor.text import nearest

        close = nearest(plain_name(name), self.questions)
        return None if close in set(present) else close


def plain_name(word: str) -> str:
    """A name as questions are compared by: small letters, hyphens for underscores, no blanks around it."""
    return word.strip(BLANKS).lower().replace("_", "-")


def read_columns(names: Names, where: str, header: Sequence[str], *, repeated: bool = False) -> Columns:
    """The columns of a header that stands at `where`; with `repeated` others than questions may share a name.

    Raises `CannotRead`, saying what to do about it.
    """
    read = tuple(map(names.question, header))
    twice = _repeated(header, read, may_be=repeated)
    for problem in (*twice, *_taken(names, header), *_without_question(names, header, read)):
        raise CannotRead(f"{where}: {problem}")
    places = tuple(place for place, question in enumerate(read) if question is not None)
    questions = tuple(question for question in read if question is not None)
    passed = tuple(place for place, question in enumerate(read) if question is None)
    return Columns(tuple(header), places, questions, passed)


def with_names(header: Sequence[str]) -> tuple[str, ...]:
    """The header where columns without a name are called by their place, for formats in which every column has one."""
    taken = set(map(plain_name, header))
    names = []
    for place, name in enumerate(header, 1):
        own = name
        if not name.strip(BLANKS):
            own = f"column_{place}"
            while plain_name(own) in taken:
                own = f"_{own}"
        names.append(own)
    return tuple(names)


def renamed(names: Names, present: Iterable[str]) -> list[str]:
    """The sentence that says that results are not called as usual, and why, where it is so."""
    usual = {plain_name(name.removeprefix(names.prefix)) for name in names.results}
    taken = [name for name in present if plain_name(name) in usual]
    if names.prefix != OWN_PREFIX or not taken:
        return []
    are = "are" if taken[1:] else "is"
    return [f"{_listed(taken)} {are} there already: the added names begin with {OWN_PREFIX} (--prefix says otherwise)"]


def lookalikes(names: Names, columns: Columns) -> list[str]:
    """A sentence for each column that passes through and looks like a question that is not there."""
    unknown = [columns.names[place] for place in columns.passed]
    return [lookalike("column", name, near) for name in unknown if (near := names.near(name, columns.questions))]


def lookalike(what: str, name: str, near: str) -> str:
    """The warning that a name may be meant for a question."""
    return f"{what} {quoted(name)} is not a question and is passed through; did you mean '{near}'?"


def passed_through(names: Sequence[str]) -> str:
    """The sentence that lists what passes through."""
    more = len(names) - _MOST_NAMED
    row = ", ".join(quoted(name)[1:-1] if name.strip(BLANKS) else "(no name)" for name in names[:_MOST_NAMED])
    return f"passed through: {row}" + (f" and {more:,} more" if more > 0 else "")


def find_delimiter(names: Names, line: str) -> str:
    """The delimiter under which most names of the header are questions; else the one that gives most names."""

    def worth(delimiter: str) -> tuple[int, int]:
        cells = [cell.strip('"') for cell in line.split(delimiter)]
        return sum(names.question(cell) is not None for cell in cells), len(cells)

    return max(DELIMITERS, key=worth)


def delimiter_in_words(delimiter: str) -> str:
    """The delimiter as a person would call it."""
    return _DELIMITER_NAMES.get(delimiter, f"'{delimiter}'")


def _repeated(header: Sequence[str], read: Sequence[str | None], *, may_be: bool) -> Iterator[str]:
    first: dict[str, int] = {}
    for place, (name, question) in enumerate(zip(header, read, strict=True)):
        if not question and (may_be or not name.strip(BLANKS)):
            continue
        earlier = first.setdefault(question or name.strip(BLANKS), place)
        if earlier == place:
            continue
        both = f"columns {earlier + 1} and {place + 1}"
        if question is not None and header[earlier] != name:
            yield f"{both}, {quoted(header[earlier])} and {quoted(name)}, are one question. Keep one of them."
        else:
            yield f"{both} are both called {quoted(name)}. Rename or remove one of them."


def _taken(names: Names, header: Sequence[str]) -> Iterator[str]:
    taken = [name for name in header if names.is_result(name)]
    if taken:
        yield (
            f"{_listed(taken)} would be added, but {'are' if taken[1:] else 'is'} there already. Was this file scored "
            f"before? Remove or rename {'these columns' if taken[1:] else 'this column'}, or give --prefix."
        )


def _without_question(names: Names, header: Sequence[str], read: Sequence[str | None]) -> Iterator[str]:
    if any(read):
        return
    near = [f"{quoted(name)} for '{close}'" for name in header[:_MOST_NAMED] if (close := names.near(name, ()))]
    meant = f" Did you mean {', '.join(near)}?" if near else ""
    yield (
        f"no column is named after a question. The header has {_listed(header)}.{meant} "
        f"Questions: {', '.join(names.questions)}."
    )


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(map(quoted, names[:_MOST_NAMED])) + (f" and {more:,} more" if more > 0 else "")


_MOST_PROBLEMS = 5
_MOST_SPELLINGS = 10_000


class CellReader:
    """Reads the cells that answer these questions, which the file calls by these names.

    `what` is what a file of this kind has for them: "column" or "key"; `nulls` are the words that say that nobody
    answered. Spellings met are remembered, within bounds.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        questions: Sequence[str],
        names: Sequence[str],
        what: str,
        *,
        nulls: Sequence[str] = (),
    ) -> None:
        by_id = {question.id: question for question in rulebook.questions}
        self._columns = [(by_id[question], name) for question, name in zip(questions, names, strict=True)]
        self._nulls = frozenset(nulls)
        self._met: list[dict[str, str]] = [{} for _ in self._columns]
        self._what = what

    def read(self, cells: Sequence[object]) -> list[str] | str:
        """The option ids ("" for unanswered), or the sentence that says what is wrong."""
        options: list[str] = []
        problems: list[str] = []
        for cell, met, (question, name) in zip(cells, self._met, self._columns, strict=True):
            option = met.get(cell) if isinstance(cell, str) else "" if cell is None else None
            if option is None:
                option = self._read_new(question, name, cell, met, problems)
            options.append(option)
        return _joined(problems) if problems else options

    def _read_new(self, question: Question, name: str, cell: object, met: dict[str, str], problems: list[str]) -> str:
        """The option of a cell that was not met before; what is wrong with it goes to the problems."""
        read = "" if isinstance(cell, str) and cell.strip(BLANKS) in self._nulls else read_cell(question, cell)
        if isinstance(read, Misread):
            near = f"nearest: {read.near}" if read.near else read.rest
            problems.append(f"{self._what} {quoted(name)}: {read.message}; {near}")
            return ""
        if len(met) < _MOST_SPELLINGS and isinstance(cell, str):
            met[cell] = read
        return read


def read_cell(question: Question, cell: object) -> str | Misread:
    """The option id a cell stands for, "" where it leaves the question unanswered, or what is wrong with it."""
    if not isinstance(cell, str):
        from leadadvisor.questionnaire.answers import option_words

        rest = f"options: {', '.join(option_words(question))}"
        return Misread(f"{question.id} takes one option as text, got {_in_words(cell)}", None, rest)
    return read_option(question, cell) if cell.strip(BLANKS) else ""


def _in_words(value: object) -> str:
    from leadadvisor.text import shown

    match value:
        case bool():
            return shown(value)
        case list():
            return "a list"
        case tuple():
            return "an object"
        case _:
            return f"the number {str(value)[:_MOST_DIGITS]}"


_MOST_DIGITS = 40


def _joined(problems: list[str]) -> str:
    more = len(problems) - _MOST_PROBLEMS
    return "; ".join(problems[:_MOST_PROBLEMS]) + (f"; and {more} more" if more > 0 else "")
