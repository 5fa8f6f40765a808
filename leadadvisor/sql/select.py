"""The whole SELECT: answers, rules, points and blockers, standings, seats and shares, joined to the rows."""

from __future__ import annotations

import re

from sqlglot import exp

from leadadvisor.engine.evaluate import WeighedRule, weigh_rules
from leadadvisor.engine.mix import scale_of
from leadadvisor.model.rulebook import BlockerKind, Channel, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.sql.answers import Reading, best_of, speaking, state_of
from leadadvisor.sql.expressions import (
    Names,
    Stage,
    added,
    aliased,
    all_of,
    any_of,
    case,
    column,
    joined,
    named,
    number,
    remark,
    source,
    star,
    table_of,
    text,
    times,
    words_of,
)
from leadadvisor.sql.shares import MAY_LEAD, MAY_NOT_LEAD, RULED_OUT, Sharing

_GATES: dict[BlockerKind, str] = {"rules-out": RULED_OUT, "may-not-lead": MAY_NOT_LEAD}
_INLINES = "postgres"
"""Puts a stage into every place that reads it, unless it is told not to."""

_WIDEST_TEXT = 110


class Asked(NamedTuple):
    """What is asked of the SELECT: a dialect, a table, the questions it has, names with _ or -, and their beginning."""

    dialect: str
    table: str
    columns: frozenset[str]
    underscores: bool
    prefix: str


def select_for(rulebook: Rulebook, asked: Asked) -> str:
    """The text of the SELECT. Raises `WrongUsage` for a table that cannot be."""
    table = table_of(asked.table, asked.dialect)
    names = Names(asked.dialect, table, underscores=asked.underscores, prefix=asked.prefix)
    stages, last = _Writer(rulebook, names, table, asked.columns).stages()
    select = joined(stages, last, once=asked.dialect == _INLINES)
    written = select.sql(asked.dialect, pretty=True, max_text_width=_WIDEST_TEXT)
    return f"{_heading(rulebook, asked)}{wrapped(written, _WIDEST_TEXT)}\n"


def _heading(rulebook: Rulebook, asked: Asked) -> str:
    lines = [
        f"The rulebook {rulebook.name} {rulebook.version} as one SELECT for {asked.dialect}.",
        f"Written by leadadvisor rules sql; the files it is made from: {rulebook.digest}",
        "A cell is an option, empty (or NULL) where nobody answered, or unsure. A row where a cell is none of these",
        "names its column in unreadable and is told nothing else. Shares are in percent and sum to 100, or are all 0",
        "where nothing is feasible. State says how far the leader's best channel is: now, prepare, not-yet or no.",
        "leadadvisor rules show ID says what a rule or a blocker rests on.",
    ]
    return "".join(f"-- {remark(line)}\n" for line in lines)


class _Writer:
    """Writes the stages of one rulebook for one table."""

    def __init__(self, rulebook: Rulebook, names: Names, table: exp.Table, columns: frozenset[str]) -> None:
        self._rulebook = rulebook
        self._names = names
        self._table = table
        self._approaches = [approach.id for approach in rulebook.approaches]
        channels = [channel.id for approach in rulebook.approaches for channel in approach.channels]
        self._channels = {channel: place for place, channel in enumerate(channels)}
        self._rules = weigh_rules(rulebook)
        self._reading = Reading(rulebook, names, columns)
        largest = sum(max(max(force.points) - min(force.points) for force in rule.forces) for rule in self._rules)
        settings = rulebook.settings
        self._sharing = Sharing(self._approaches, names, scale_of(settings), settings.points_to_double.value, largest)

    def stages(self) -> tuple[list[Stage], Stage]:
        """All stages in order, and the one that gives the rows."""
        stages = [self._reading.answers(self._table)]
        stages += self._reading.asked(stages[-1].name)
        stages.append(self._speaking(stages[-1].name))
        stages.append(self._weighed())
        stages += self._sharing.stages(self._names.stage("weighed"))
        stages.append(self._results())
        return stages, self._rows()

    def _speaking(self, before: str) -> Stage:
        rules = [
            named(speaking(rule, self._reading.conditions), self._rule(place)) for place, rule in enumerate(self._rules)
        ]
        states = [
            named(state_of(channel, self._reading.conditions), self._channel(channel))
            for approach in self._rulebook.approaches
            for channel in approach.channels
        ]
        about = (
            "Which rules speak: 0 is silent, another number is the level that speaks.",
            "And how far each channel is: now, prepare, not-yet or no.",
        )
        return Stage(self._names.stage("speaking"), about, exp.select(star(), *rules, *states).from_(source(before)))

    def _weighed(self) -> Stage:
        answers = [self._reading.answer(question) for question in self._reading.in_table()]
        points = [named(self._points(place), self._sharing.points(place)) for place in range(len(self._approaches))]
        gates = [self._gate(place) for place in range(len(self._approaches))]
        states = [
            named(best_of(list(map(self._channel, approach.channels))), self._state(place))
            for place, approach in enumerate(self._rulebook.approaches)
        ]
        spoken = [
            (exp.GT(this=column(self._rule(place)), expression=number(0)), rule.rule.id)
            for place, rule in enumerate(self._rules)
        ]
        rules = named(words_of(spoken), self._names.shown("rules"))
        unreadable = named(self._reading.unreadable(), self._names.shown("unreadable"))
        columns = [*answers, *points, *gates, *states, rules, unreadable]
        query = exp.select(*columns).from_(source(self._names.stage("speaking")))
        about = (
            "What the rules add to each approach, and what the blockers forbid.",
            "The state of an approach is the best of its channels'.",
        )
        return Stage(self._names.stage("weighed"), about, query)

    def _results(self) -> Stage:
        """One row for each set of answers."""
        readable = exp.EQ(this=column(self._names.shown("unreadable"), "w"), expression=text(""))
        same_standing = all_of([readable, *self._sharing.same_standing("w", "s")])
        rules = case([(readable.copy(), column(self._names.shown("rules"), "w"))], exp.Null())
        columns = [
            *(self._reading.answer(question, "w") for question in self._reading.in_table()),
            *self._sharing.result("s"),
            named(rules, self._names.result("rules")),
            named(self._state_of_leader(), self._names.result("state")),
            named(column(self._names.shown("unreadable"), "w"), self._names.result("unreadable")),
        ]
        query = (
            exp.select(*columns)
            .from_(source(self._names.stage("weighed"), "w"))
            .join(source(self._names.stage("shares"), "s"), on=same_standing, join_type="left")
        )
        return Stage(self._names.stage("results"), ("What each set of answers comes to.",), query)

    def _rows(self) -> Stage:
        """The results beside the rows; named without their table, so that a column of both is an error, not a guess."""
        same_answers = all_of(
            exp.EQ(this=self._reading.answer(question, "r"), expression=self._reading.cell(question, "t"))
            for question in self._reading.in_table()
        )
        results = [column(each) for each in self._sharing.result_names()]
        columns = [*results, *(column(self._names.result(name)) for name in ("rules", "state", "unreadable"))]
        query = (
            exp.select(star("t"), *columns)
            .from_(aliased(self._table.copy(), "t"))
            .join(source(self._names.stage("results"), "r"), on=same_answers)
        )
        return Stage("rows", ("Every row of the table with what its answers come to.",), query)

    def _state_of_leader(self) -> exp.Expr:
        """The state of the approach that leads, NULL where none does."""
        return exp.Case(
            this=column(self._names.shown("leader"), "s"),
            ifs=[
                exp.If(this=text(approach), true=column(self._state(place), "w"))
                for place, approach in enumerate(self._approaches)
            ],
        )

    def _channel(self, channel: Channel) -> str:
        return self._names.within("channel", self._channels[channel.id], channel.id)

    def _state(self, place: int) -> str:
        return self._names.within("state", place, self._approaches[place])

    def _rule(self, place: int) -> str:
        return self._names.within("rule", place, self._rules[place].rule.id)

    def _points(self, approach: int) -> exp.Expr:
        terms = [self._term(place, rule, approach) for place, rule in enumerate(self._rules)]
        return added([term for term in terms if term is not None])

    def _term(self, place: int, rule: WeighedRule, approach: int) -> exp.Expr | None:
        """What one rule adds to an approach, by the level that speaks; None where that is nothing."""
        spoken = self._rule(place)
        points = [force.points[approach] for force in rule.forces]
        if not any(points):
            return None
        if len(points) == 1:
            return times(points[0], column(spoken))
        return exp.Case(
            this=column(spoken),
            ifs=[exp.If(this=number(level), true=number(each)) for level, each in enumerate(points, start=1) if each],
            default=number(0),
        )

    def _gate(self, place: int) -> exp.Expr:
        """What the blockers leave of an approach: being ruled out weighs more than not being allowed to lead."""
        blockers = [each for each in self._rulebook.blockers if each.approach == self._approaches[place]]
        conditions = self._reading.conditions
        branches, comments = [], []
        for kind, word in _GATES.items():
            of_kind = [each for each in blockers if each.kind == kind]
            branches.append((any_of(conditions.written(conditions.known(each.when)) for each in of_kind), text(word)))
            comments += [f"{word}: {', '.join(each.id for each in of_kind)}"] if of_kind else []
        return named(case(branches, text(MAY_LEAD)), self._sharing.gate(place), *comments)


_SIGN = re.compile(r" (?=[+-] )")
_REMARKS = re.compile(r" */\*(?:(?!\*/).)*\*/(?: /\*(?:(?!\*/).)*\*/)+")
"""A line of nothing but remarks, two or more."""


def wrapped(written: str, width: int) -> str:
    """The same SQL; lines that name a table stay as they are, for there a name may be anything."""
    return "\n".join(line if _names_a_table(line) else _wrapped_line(line, width) for line in written.split("\n"))


def _names_a_table(line: str) -> bool:
    return line.lstrip().startswith(("FROM ", "JOIN "))


def _wrapped_line(line: str, width: int) -> str:
    margin = " " * (len(line) - len(line.lstrip()))
    if _REMARKS.fullmatch(line):  # sqlglot before 30.30 puts the remarks on a query side by side
        return line.replace("*/ /*", f"*/\n{margin}/*")
    if len(line) <= width or "/*" in line:
        return line
    indent = f"{margin}  "
    lines: list[str] = []
    for term in _terms(line):
        if lines and len(lines[-1]) + len(term) <= width:
            lines[-1] += term
        else:
            lines.append(f"{indent}{term.lstrip()}" if lines else term)
    return "\n".join(lines)


def _terms(line: str) -> list[str]:
    """The line in pieces, each but the first beginning with the sign of a sum that stands in no parentheses."""
    first, *others = _SIGN.split(line)
    pieces = [first]
    for part in others:
        if pieces[-1].count("(") > pieces[-1].count(")"):
            pieces[-1] += f" {part}"
        else:
            pieces.append(f" {part}")
    return pieces
