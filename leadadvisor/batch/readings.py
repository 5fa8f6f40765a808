"""What a cell means: option ids in any spelling that is accepted, or what is wrong with the cells as one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.model.rulebook import Question, Rulebook
from leadadvisor.questionnaire.answers import Misread, quoted, read_option

_MOST_PROBLEMS = 5
_MOST_SPELLINGS = 10_000


class CellReader:
    """Reads the cells that answer these questions, which the file calls by these names.

    `what` is what a file of this kind has for them: "column" or "key". Spellings met are remembered, within bounds.
    """

    def __init__(self, rulebook: Rulebook, questions: Sequence[str], names: Sequence[str], what: str) -> None:
        by_id = {question.id: question for question in rulebook.questions}
        self._columns = [(by_id[question], name) for question, name in zip(questions, names, strict=True)]
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
        read = read_cell(question, cell)
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
    return read_option(question, cell) if cell.strip() else ""


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
