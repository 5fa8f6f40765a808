"""The first stages: the answers as they are written, those that count, and the conditions that rules set on them.

A condition is written where it is known to hold or not to hold, in as few tests as will do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias, assert_never

from sqlglot import exp

from leadadvisor.engine.channels import STATES
from leadadvisor.engine.conditions import questions_read
from leadadvisor.engine.evaluate import WeighedRule
from leadadvisor.model.condition import ALWAYS, NEVER, AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.model.rulebook import UNSURE, Channel, Question, Rulebook
from leadadvisor.sql.expressions import (
    FALSE,
    TRUE,
    Names,
    Stage,
    aliased,
    case,
    characters,
    column,
    named,
    number,
    one_of,
    source,
    star,
    text,
    words_of,
)
from leadadvisor.text import BLANKS

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
        plain = exp.Lower(this=exp.Trim(this=cell, expression=characters(BLANKS)))
        return exp.Coalesce(this=plain, expressions=[text("")])

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


def state_of(channel: Channel, conditions: Conditions) -> exp.Expr:
    """The first state of a channel whose condition is known to hold; the last always holds."""
    *others, last = channel.states
    branches = [(conditions.written(conditions.known(each.when)), text(each.state)) for each in others]
    return case(branches, text(last.state))


def best_of(channels: Sequence[str]) -> exp.Expr:
    """The best of the states in these columns; without any there is nothing in the way."""
    if not channels:
        return text(STATES[0])
    branches = [(exp.In(this=text(each), expressions=list(map(column, channels))), text(each)) for each in STATES[:-1]]
    return case(branches, text(STATES[-1]))


def _depths(questions: tuple[Question, ...]) -> Mapping[str, int]:
    """How many stages after the answers a question counts: 0 where it is always asked."""
    depths: dict[str, int] = {}
    for question in questions:
        read = questions_read(question.asked_when) if question.asked_when is not None else ()
        depths[question.id] = 1 + max((depths.get(each, 0) for each in read), default=0) if question.asked_when else 0
    return depths


_Settled: TypeAlias = Mapping[str, tuple[str, ...]]
"""Question -> the options it is known to have one of, from the tests that stand beside."""


class Conditions:
    """Writes conditions over questions with these options; `column` reads the answer to one of them."""

    def __init__(self, options: Mapping[str, Sequence[str]], column: Callable[[str], exp.Expr]) -> None:
        self._options = options
        self._column = column

    def known(self, condition: Condition, *, outcome: bool = True) -> Condition:
        """The condition of having this outcome for certain; it is met or not, never open, and has no `not` in it."""
        match condition:
            case Chosen(question, options):
                return Chosen(question, tuple(each for each in self._options[question] if (each in options) is outcome))
            case AllOf(parts) | AnyOf(parts):
                known = tuple(self.known(part, outcome=outcome) for part in parts)
                return AllOf(known) if isinstance(condition, AllOf) is outcome else AnyOf(known)
            case Not(part):
                return self.known(part, outcome=not outcome)
            case _:
                assert_never(condition)

    def written(self, *known: Condition) -> exp.Expr:
        """The SQL that is true where all of these are met."""
        return self._sql(simple(*known))

    def _sql(self, condition: Condition) -> exp.Expr:
        match condition:
            case Chosen(question, options):
                return one_of(self._column(question), options)
            case AllOf(parts):
                return exp.and_(*map(self._sql, parts), copy=False) if parts else TRUE.copy()
            case AnyOf(parts):
                return exp.or_(*map(self._sql, parts), copy=False) if parts else FALSE.copy()
            case Not():
                raise AssertionError("a condition that is known has no `not` in it")
            case _:
                assert_never(condition)


def simple(*known: Condition) -> Condition:
    """All of these conditions as one, without what is said twice or follows from the rest."""
    return _simple(AllOf(known), {})


def _simple(condition: Condition, settled: _Settled) -> Condition:
    """The same condition where the settled questions have the options they are known to have."""
    match condition:
        case Chosen(question, options):
            allowed = settled.get(question, ())
            kept = tuple(each for each in options if each in allowed) if question in settled else options
            return NEVER if not kept else ALWAYS if set(kept) == set(allowed) else Chosen(question, kept)
        case AllOf():
            return _simple_all(condition, settled)
        case AnyOf(parts):
            return _simple_any([_simple(part, settled) for part in parts], settled)
        case Not():
            return condition
        case _:
            assert_never(condition)


def _simple_all(condition: AllOf, settled: _Settled) -> Condition:
    """Each question is tested once, first of all; what the tests settle is not asked again by the other parts."""
    parts = _flat(condition)
    before = ""
    while repr(parts) != before:
        before = repr(parts)
        tested = _tests_together([part for part in parts if isinstance(part, Chosen)], settled)
        if not all(tested.values()):
            return NEVER
        others = [_simple(part, {**settled, **tested}) for part in parts if not isinstance(part, Chosen)]
        if any(isinstance(part, AnyOf) and not part.parts for part in others):
            return NEVER
        tests = [Chosen(each, kept) for each, kept in tested.items() if set(kept) != set(settled.get(each, ()))]
        parts = _flat(AllOf((*tests, *others)))
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _tests_together(tests: Sequence[Chosen], settled: _Settled) -> dict[str, tuple[str, ...]]:
    """The options that all tests of a question leave."""
    together: dict[str, tuple[str, ...]] = {}
    for question, options in tests:
        allowed = together.get(question, settled.get(question, options))
        together[question] = tuple(each for each in options if each in allowed)
    return together


def _simple_any(parts: Sequence[Condition], settled: _Settled) -> Condition:
    """Tests of one question are taken together."""
    tested: dict[str, list[str]] = {}
    others: list[Condition] = []
    for part in parts:
        if isinstance(part, AllOf) and not part.parts:
            return ALWAYS
        if isinstance(part, Chosen):
            tested.setdefault(part.question, []).extend(part.options)
        else:
            others += part.parts if isinstance(part, AnyOf) else [part]
    tests = [Chosen(question, tuple(dict.fromkeys(options))) for question, options in tested.items()]
    if any(test.question in settled and set(test.options) >= set(settled[test.question]) for test in tests):
        return ALWAYS
    united = _once([*tests, *others])
    return united[0] if len(united) == 1 else AnyOf(tuple(united))


def _flat(condition: AllOf) -> list[Condition]:
    """The parts, and those of the parts that are of the same kind, each once."""
    parts: list[Condition] = []
    for part in condition.parts:
        parts += _flat(part) if isinstance(part, AllOf) else [part]
    return _once(parts)


def _once(parts: Sequence[Condition]) -> list[Condition]:
    """Without repetition. Conditions are tuples, so all and any of the same parts are equal: their texts are not."""
    return list({repr(part): part for part in parts}.values())
