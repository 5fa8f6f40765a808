"""The lines of an entry: where something of a rulebook is read, cited, decided or blocked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leadadvisor.engine.conditions import Outcome, evaluate, questions_read
from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.evidence import WeighedRule, speaking_force
from leadadvisor.model.condition import Condition
from leadadvisor.model.explanation import Holds, Kind, Line, Role
from leadadvisor.model.rulebook import Direction, Effect, Level, Rulebook
from leadadvisor.model.value import NamedTuple


class View(NamedTuple):
    """A rulebook seen with the options that count for some answers, or without any (None)."""

    reasoner: Reasoner
    options: Mapping[str, str] | None

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook."""
        return self.reasoner.rulebook

    def holds(self, condition: Condition) -> Holds | None:
        """Whether the condition holds for the answers; None without any."""
        return None if self.options is None else _holds(evaluate(condition, self.options))

    def line(self, role: Role, text: str, when: Condition, claims: tuple[str, ...] = ()) -> Line:
        """A line that counts under this condition."""
        return Line(role, text, when=when, claims=claims, holds=self.holds(when))

    def question(self, role: Role, question: str) -> Line:
        """A line that names a question."""
        found = self.rulebook.question(question)
        return Line(role, found.text if found else question, "question", question)


def level_lines(view: View, weighed: WeighedRule) -> tuple[Line, ...]:
    """Every level of a rule; only the first that holds counts, and only where the side of its tension holds."""
    lines = []
    speaking = None if view.options is None else speaking_force(weighed, view.options)
    for force in weighed.forces:
        line = view.line("level", force.level.because, force.level.when)._replace(effects=force.level.effects)
        if line.holds == "yes" and force is not speaking:
            line = line._replace(holds="no")
        lines.append(line)
    return tuple(lines)


def rule_holds(view: View, weighed: WeighedRule) -> Holds | None:
    """Whether the rule speaks; open where an open answer keeps it from speaking."""
    if view.options is None:
        return None
    if speaking_force(weighed, view.options) is not None:
        return "yes"
    if evaluate(weighed.side, view.options) is False:
        return "no"
    levels = [evaluate(force.level.when, view.options) for force in weighed.forces]
    return "no" if all(outcome is False for outcome in levels) else "open"


def rules_moving(view: View, approach: str, direction: Direction) -> Iterator[Line]:
    """The rules that can speak for an approach, or against it, each with the levels that do."""
    role: Role = "speaks-for" if direction == "supports" else "speaks-against"
    for weighed in view.reasoner.rules:
        levels = [(level, effect) for level in weighed.rule.levels if (effect := _effect(level, approach, direction))]
        if levels:
            first, effect = levels[0]
            speaking = None if view.options is None else speaking_force(weighed, view.options)
            holds = rule_holds(view, weighed)
            if speaking is not None:
                now = _effect(speaking.level, approach, direction)
                first, effect, holds = (speaking.level, now, "yes") if now else (first, effect, "no")
            yield Line(role, first.because, "rule", weighed.rule.id, None, (effect,), (), holds)


def decided_by(view: View, question: str) -> Iterator[Line]:
    """All that reads the answer to a question: rules, blockers, tensions, other questions, channels, contradictions."""
    yield from _rules_reading(view, question)
    yield from _doubts_reading(view.rulebook, question)
    for other in view.rulebook.questions:
        if other.asked_when is not None and question in questions_read(other.asked_when):
            yield Line("asks", other.text, "question", other.id, other.asked_when)
    for approach in view.rulebook.approaches:
        for channel in approach.channels:
            if any(question in questions_read(state.when) for state in channel.states):
                yield Line("advises-on", channel.what, "channel", channel.id)


def cited_by(rulebook: Rulebook, claim: str) -> Iterator[Line]:
    """Everything that rests on a claim."""
    kinds: tuple[tuple[Kind, Iterator[tuple[str, str, tuple[str, ...]]]], ...] = (
        ("rule", ((rule.id, rule.levels[0].because, rule.claims) for rule in rulebook.rules)),
        ("blocker", ((each.id, each.because, each.claims) for each in rulebook.blockers)),
        ("tension", ((each.id, f"side {number}: {side.says}", side.claims)
                     for each in rulebook.tensions for number, side in enumerate(each.sides, start=1))),
        ("channel", ((channel.id, f"{state.state}: {state.because}", state.claims)
                     for way in rulebook.approaches for channel in way.channels for state in channel.states)),
        ("approach", ((way.id, each.warning, each.claims) for way in rulebook.approaches for each in way.requirements)),
        ("contradiction", ((each.id, each.because, each.claims) for each in rulebook.contradictions)),
    )  # fmt: skip
    for kind, citing in kinds:
        for thing, text, claims in citing:
            if claim in claims:
                yield Line("is-cited-by", text, kind, thing)


def _effect(level: Level, approach: str, direction: Direction) -> Effect | None:
    return next((each for each in level.effects if (each.approach, each.direction) == (approach, direction)), None)


def _holds(outcome: Outcome) -> Holds:
    return "open" if outcome is None else "yes" if outcome else "no"


def _rules_reading(view: View, question: str) -> Iterator[Line]:
    for weighed in view.reasoner.rules:
        if question in weighed.reads:
            effects = tuple(dict.fromkeys(effect for level in weighed.rule.levels for effect in level.effects))
            text = weighed.rule.levels[0].because
            yield Line("moves", text, "rule", weighed.rule.id, None, effects, weighed.rule.claims)


def _doubts_reading(rulebook: Rulebook, question: str) -> Iterator[Line]:
    """The blockers, tensions and contradictions that read the answer."""
    for blocker in rulebook.blockers:
        if question in questions_read(blocker.when):
            yield Line("blocks", blocker.because, "blocker", blocker.id, claims=blocker.claims)
    for tension in rulebook.tensions:
        reads = frozenset().union(*(questions_read(side.holds_when) for side in tension.sides))
        if question in tension.decided_by or question in reads:
            yield Line("decides", tension.title, "tension", tension.id)
    for contradiction in rulebook.contradictions:
        if question in questions_read(contradiction.when):
            yield Line("contradicts", contradiction.because, "contradiction", contradiction.id)
