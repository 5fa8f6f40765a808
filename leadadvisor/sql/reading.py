"""The first stages: the answers as they are written, those that count, and the rules that speak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlglot import exp

from leadadvisor.engine.conditions import questions_read
from leadadvisor.engine.evidence import WeighedRule
from leadadvisor.model.rulebook import UNSURE, Question, Rulebook
from leadadvisor.sql.conditions import Conditions
from leadadvisor.sql.expressions import case, column, named, number, one_of, text, words_of
from leadadvisor.sql.names import Names
from leadadvisor.sql.stages import Stage, aliased, source, star

OPEN = ("", UNSURE)


class Reading:
    """How the cells of a row are read; `columns` are the questions the table has."""

    def __init__(self, rulebook: Rulebook, names: Names, columns: frozenset[str]) -> None:
        self.questions = rulebook.questions
        self._names = names
        self._columns = columns
        self._places = {question.id: place for place, question in enumerate(rulebook.questions)}
        self._depths = _depths(rulebook.questions)
        options = {question.id: [option.id for option in question.options] for question in rulebook.questions}
        self.conditions = Conditions(options, self._counting)

    def cell(self, question: str, table: str) -> exp.Expr:
        """What stands in the table, in small letters and without blanks around it; nothing is an empty text."""
        cell = exp.cast(column(self._names.shown(question), table), exp.DataType.Type.TEXT, copy=False)
        return exp.Coalesce(this=exp.Lower(this=exp.Trim(this=cell)), expressions=[text("")])

    def answer(self, question: str, table: str = "") -> exp.Expr:
        """The answer as it is given."""
        return column(self._answer(question), table)

    def in_table(self) -> list[str]:
        """The questions the table has, in the order of the rulebook."""
        return [question.id for question in self.questions if question.id in self._columns]

    def answers(self, table: exp.Table) -> Stage:
        """Every set of answers, once."""
        columns = [
            named(self.cell(each.id, "t"), self._answer(each.id))
            if each.id in self._columns
            else named(text(""), self._answer(each.id), "the table has no such column")
            for each in self.questions
        ]
        select = exp.select(*columns).distinct().from_(aliased(table, "t"))
        return Stage(
            self._names.stage("answers"),
            ("The answers as they are written. Rows with the same answers are worked out once.",),
            select,
        )

    def asked(self, before: str) -> Iterator[Stage]:
        """Where a question is known not to be asked, what counts instead; later stages rest on earlier ones."""
        for depth in range(1, max(self._depths.values(), default=0) + 1):
            columns = [
                named(self._otherwise(question), self._asked(question.id))
                for question in self.questions
                if self._depths[question.id] == depth
            ]
            name = self._names.stage("asked" if depth == 1 else f"asked_{depth}")
            about = ("Where a question would not be asked, something else counts than what is written.",)
            yield Stage(name, about, exp.select(star(), *columns).from_(source(before)))
            before = name

    def unreadable(self) -> exp.Expr:
        """The questions whose answer is none of their options."""
        misread = [
            (exp.Not(this=one_of(self.answer(each.id), [*OPEN, *(option.id for option in each.options)])), each.id)
            for each in self.questions
            if each.id in self._columns
        ]
        return words_of(misread)

    def _counting(self, question: str) -> exp.Expr:
        return column(self._asked(question)) if self._depths[question] else self.answer(question)

    def _otherwise(self, question: Question) -> exp.Expr:
        assert question.asked_when is not None  # noqa: S101 - only such questions have a depth
        not_asked = self.conditions.known(question.asked_when, outcome=False)
        return case([(self.conditions.written(not_asked), text(question.otherwise or ""))], self.answer(question.id))

    def _answer(self, question: str) -> str:
        return self._names.within("answer", self._places[question], question)

    def _asked(self, question: str) -> str:
        return self._names.within("asked", self._places[question], question)


def speaking(rule: WeighedRule, conditions: Conditions) -> exp.Expr:
    """The number of the level that speaks, 0 where the rule is silent or open.

    A level counts only where the side holds and every earlier level is known not to hold.
    """
    before = [conditions.known(rule.side)]
    branches = []
    for level, force in enumerate(rule.forces, start=1):
        branches.append((conditions.written(*before, conditions.known(force.level.when)), number(level)))
        before.append(conditions.known(force.level.when, outcome=False))
    return case(branches, number(0))


def _depths(questions: tuple[Question, ...]) -> Mapping[str, int]:
    """How many stages after the answers a question counts: 0 where it is always asked."""
    depths: dict[str, int] = {}
    for question in questions:
        read = questions_read(question.asked_when) if question.asked_when is not None else ()
        depths[question.id] = 1 + max((depths.get(each, 0) for each in read), default=0) if question.asked_when else 0
    return depths
