"""Explain one thing of a rulebook: what it says, where it comes from, where it counts, and what it decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from leadadvisor.engine.cautions import NOTE
from leadadvisor.engine.conditions import Outcome, evaluate, irrelevant_questions, questions_read
from leadadvisor.engine.evaluate import Evaluation, Reasoner, WeighedRule, speaking_force
from leadadvisor.engine.lookup import Named, cases_with
from leadadvisor.engine.recommend import recommend
from leadadvisor.engine.weights import field_of, value_of
from leadadvisor.model.condition import Condition
from leadadvisor.model.explanation import Entry, Explanation, Holds, Kind, Line, Role
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Approach, Blocker, Channel, Direction, Effect, Level, Question, Rulebook
from leadadvisor.model.value import NamedTuple


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)


def explain(rulebook: Rulebook, profile: Profile | None, things: Iterable[Named] = ()) -> Explanation:
    """The entries of these things, and the recommendation for the answers, if there are any."""
    reasoner = Reasoner(rulebook)
    evaluation = reasoner.evaluate(profile.chosen()) if profile else None
    entries = tuple(_complete_entry(reasoner, named, evaluation) for named in things)
    return Explanation(rulebook, recommend(rulebook, profile) if profile else None, entries)


def _complete_entry(reasoner: Reasoner, named: Named, evaluation: Evaluation | None) -> Entry:
    view = View(reasoner, evaluation.options if evaluation else None)
    return _ENTRIES[named.kind](view, named.id)._replace(cases=cases_with(reasoner, named))


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


def _approach(view: View, thing: str) -> Entry:
    approach = _the(view.rulebook.approaches, thing)
    lines = (
        *rules_moving(view, approach.id, "supports"),
        *rules_moving(view, approach.id, "opposes"),
        *(_blocking(view, each) for each in view.rulebook.blockers if each.approach == approach.id),
        *(Line("warns", each.warning, claims=each.claims) for each in approach.requirements),
        *(Line("makes", each.what, "channel", each.id) for each in approach.channels),
    )
    return Entry("approach", approach.id, approach.label, approach.what, (), (), lines, (), None)


def _question(view: View, thing: str) -> Entry:
    question = _the(view.rulebook.questions, thing)
    facts = [("Why we ask", question.why)]
    facts += [("Help", question.help)] if question.help else []
    facts.append(("In your hands", "yes" if question.lever else "no"))
    facts += [(f"Not covered with {each.id}", each.not_covered) for each in question.options if each.not_covered]
    lines = [Line("option", f"{each.label}. {each.help}", id=each.id) for each in question.options]
    if question.asked_when is not None:
        otherwise = f"Where it is not asked, the answer counts as {question.otherwise}."
        lines.append(view.line("level", otherwise, question.asked_when))
    lines += decided_by(view, question.id)
    return Entry(
        "question", question.id, question.text, "", tuple(facts), (), tuple(lines), (), _answered(view, question)
    )


def _answered(view: View, question: Question) -> Holds | None:
    """Whether it has an answer that counts; no where it is not asked."""
    if view.options is None:
        return None
    if question.id in irrelevant_questions(view.rulebook.questions, view.options):
        return "no"
    return "yes" if question.id in view.options else "open"


def _channel_of(rulebook: Rulebook, channel_id: str) -> tuple[Approach, Channel]:
    return next(
        (approach, channel)
        for approach in rulebook.approaches
        for channel in approach.channels
        if channel.id == channel_id
    )


def _channel(view: View, thing: str) -> Entry:
    """Only the first piece of advice that holds counts."""
    approach, channel = _channel_of(view.rulebook, thing)
    lines = []
    taken = False
    for each in channel.states:
        line = view.line("advice", f"{each.state}: {each.because}", each.when, each.claims)
        if line.holds == "yes":
            line, taken = line._replace(holds="no" if taken else "yes"), True
        lines.append(line)
    belongs = Line("belongs-to", approach.what, "approach", approach.id)
    return Entry("channel", channel.id, channel.label, channel.what, (), (), (*lines, belongs), (), None)


def _rule(view: View, thing: str) -> Entry:
    weighed = next(each for each in view.reasoner.rules if each.rule.id == thing)
    rule = weighed.rule
    lines = list(level_lines(view, weighed))
    if rule.side is not None:
        text = f"It speaks only where side {rule.side.side} of this disagreement holds."
        line = view.line("is-decided-by", text, weighed.side)
        lines.append(line._replace(kind="tension", id=rule.side.tension))
    facts = [("Topic", rule.topic)]
    facts += [("On the goal", "What it supports gets the goal bonus on top.")] if rule.goal else []
    facts += [("Why this strength", rule.strength_note)] if rule.strength_note else []
    return Entry("rule", rule.id, rule.id, "", tuple(facts), rule.claims, tuple(lines), (), rule_holds(view, weighed))


def _blocker(view: View, thing: str) -> Entry:
    blocker = _the(view.rulebook.blockers, thing)
    facts = (("What lifts it", blocker.lifted_by),) if blocker.lifted_by else ()
    label = next((each.label for each in view.rulebook.approaches if each.id == blocker.approach), blocker.approach)
    effect = f"{label} is ruled out." if blocker.kind == "rules-out" else f"{label} may not lead."
    lines = (view.line("level", blocker.because, blocker.when), Line("blocks", effect, "approach", blocker.approach))
    return Entry("blocker", blocker.id, blocker.id, "", facts, blocker.claims, lines, (), lines[0].holds)


def _blocking(view: View, blocker: Blocker) -> Line:
    """A blocker as a line of the approach it blocks."""
    lifted = f" To lift it: {blocker.lifted_by}" if blocker.lifted_by else ""
    line = view.line("blocks", blocker.because + lifted, blocker.when, blocker.claims)
    return line._replace(kind="blocker", id=blocker.id)


def _tension(view: View, thing: str) -> Entry:
    tension = _the(view.rulebook.tensions, thing)
    facts = [("While it is open", tension.while_open)] if tension.while_open else []
    if tension.always is not None:
        settled = "How we use it" if tension.kind == NOTE else "Both are weighed" if tension.effect == "informs" else ""
        facts.append((settled or "Settled for everybody", tension.always_because))
    lines = []
    for number, side in enumerate(tension.sides, start=1):
        line = view.line("side", side.says, side.holds_when, side.claims)._replace(id=str(number))
        if tension.always is not None:
            holds: Holds = "yes" if tension.always in {number, "both"} else "no"
            line = line._replace(when=None, holds=holds if view.options is not None else None)
        lines.append(line)
    lines += [view.question("is-decided-by", question) for question in tension.decided_by]
    for rule in view.rulebook.rules:
        if rule.side is not None and rule.side.tension == tension.id:
            lines.append(Line("decides", f"side {rule.side.side}: {rule.levels[0].because}", "rule", rule.id))
    bears = view.holds(tension.bears_when)
    return Entry("tension", tension.id, tension.title, "", tuple(facts), (), tuple(lines), (), bears)


def _contradiction(view: View, thing: str) -> Entry:
    each = _the(view.rulebook.contradictions, thing)
    line = view.line("level", each.because, each.when)
    asked = (view.question("is-decided-by", question) for question in each.questions)
    return Entry(
        "contradiction", each.id, each.id, "", (("We ask", each.ask),), each.claims, (line, *asked), (), line.holds
    )


def _claim(view: View, thing: str) -> Entry:
    claim = view.rulebook.claims_by_id()[thing]
    facts = [("It depends on", claim.depends_on)] if claim.depends_on else []
    facts += [("Why it moves nothing", claim.background)] if claim.background else []
    lines = tuple(cited_by(view.rulebook, claim.id))
    return Entry("claim", claim.id, claim.id, claim.says, tuple(facts), (claim.id,), lines, (), None)


def _source(view: View, thing: str) -> Entry:
    document = _the(view.rulebook.documents, thing)
    facts = [("Publisher", document.publisher), ("Kind", document.kind)]
    facts += [("Note", document.note)] if document.note else []
    lines = tuple(Line("makes", claim.says, "claim", claim.id) for claim in document.claims)
    return Entry("source", document.id, document.title, "", tuple(facts), (), lines, (), None)


def _the(things: Iterable[T], thing_id: str) -> T:
    return next(thing for thing in things if thing.id == thing_id)


def _setting(view: View, thing: str) -> Entry:
    why = getattr(view.rulebook.settings, field_of(thing)).why
    value = str(value_of(view.rulebook.settings, thing))
    return Entry("setting", thing, thing, why, (("Value", value),), (), (), (), None)


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


_ENTRIES: Mapping[Kind, Callable[[View, str], Entry]] = {
    "approach": _approach,
    "question": _question,
    "channel": _channel,
    "rule": _rule,
    "blocker": _blocker,
    "tension": _tension,
    "contradiction": _contradiction,
    "claim": _claim,
    "source": _source,
    "setting": _setting,
}
