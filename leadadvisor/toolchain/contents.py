"""The conditions, reasons and citations of a rulebook, each with the thing it belongs to and the way to its place."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.condition import Chosen, Condition
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.problems import Steps
from leadadvisor.rulebook.schema import NameKind


class Owner(NamedTuple):
    """A named thing, and the ways to one part of it: the first that leads somewhere is meant."""

    kind: NameKind
    name: str
    ways: tuple[Steps, ...]

    def within(self, key: str) -> Owner:
        """The same part, one step further in."""
        return self._replace(ways=tuple((*way, key) for way in self.ways))


class WrittenCondition(NamedTuple):
    """A condition; `key` is what it stands under."""

    owner: Owner
    key: str
    condition: Condition


class WrittenReason(NamedTuple):
    """A `because`, and the conditions under which it is said."""

    owner: Owner
    because: str
    conditions: tuple[Condition, ...]


class Citation(NamedTuple):
    """A part of the rulebook that is to cite claims; `what` names it in a sentence."""

    owner: Owner
    what: str
    claims: tuple[str, ...]


def conditions(rulebook: Rulebook) -> Iterator[WrittenCondition]:
    """Every condition that belongs to a named thing; named ones are looked at where they are used."""
    for question in rulebook.questions:
        if question.asked_when is not None:
            yield WrittenCondition(_part("question", question.id, "asked-when"), "asked-when", question.asked_when)
    for rule in rulebook.rules:
        for number, level in enumerate(rule.levels):
            yield WrittenCondition(level_of(rule.id, number).within("when"), "when", level.when)
    yield from _of_approaches(rulebook)
    for blocker in rulebook.blockers:
        yield WrittenCondition(_part("blocker", blocker.id, "when"), "when", blocker.when)
    for contradiction in rulebook.contradictions:
        yield WrittenCondition(_part("contradiction", contradiction.id, "when"), "when", contradiction.when)
    yield from _of_tensions(rulebook)
    yield from _of_the_plan(rulebook)


def reasons(rulebook: Rulebook) -> Iterator[WrittenReason]:
    """Every `because` of a rulebook."""
    for rule in rulebook.rules:
        common = [level.because for level in rule.levels]
        for number, level in enumerate(rule.levels):
            if level.because not in common[:number]:  # the rule's own, told once
                conditions = tuple(each.when for each in rule.levels)
                yield WrittenReason(level_of(rule.id, number).within("because"), level.because, conditions)
    for blocker in rulebook.blockers:
        yield WrittenReason(_part("blocker", blocker.id, "because"), blocker.because, (blocker.when,))
    for each in rulebook.contradictions:
        yield WrittenReason(_part("contradiction", each.id, "because"), each.because, (each.when,))
    for approach in rulebook.approaches:
        for channel in approach.channels:
            for number, advice in enumerate(channel.states):
                owner = _part("channel", channel.id, "states", number, "because")
                yield WrittenReason(owner, advice.because, (advice.when,))


def citations(rulebook: Rulebook) -> Iterator[Citation]:
    """Every part of a rulebook that is to cite claims, but cases, the last advice of a channel, and the plan.

    A rule on the user's own results may do without: no source says what they brought.
    """
    from_sources = (rule for rule in rulebook.rules if rule.claims or rule.kind == "rule")
    yield from (Citation(_part("rule", rule.id, "claims"), f"rule '{rule.id}'", rule.claims) for rule in from_sources)
    for blocker in rulebook.blockers:
        yield Citation(_part("blocker", blocker.id, "claims"), f"blocker '{blocker.id}'", blocker.claims)
    for tension in rulebook.tensions:
        for number, side in enumerate(tension.sides):
            owner = _part("tension", tension.id, "sides", number, "claims")
            yield Citation(owner, f"side {number + 1} of tension '{tension.id}'", side.claims)
    for each in rulebook.contradictions:
        yield Citation(_part("contradiction", each.id, "claims"), f"contradiction '{each.id}'", each.claims)
    for approach in rulebook.approaches:
        for number, requirement in enumerate(approach.requirements):
            owner = _part("approach", approach.id, "requirements", number, "claims")
            yield Citation(owner, f"requirement {number + 1} of approach '{approach.id}'", requirement.claims)
        for channel in approach.channels:
            for number, advice in enumerate(channel.states[:-1]):
                owner = _part("channel", channel.id, "states", number, "claims")
                yield Citation(owner, f"advice {number + 1} of channel '{channel.id}'", advice.claims)


def claims_cited(rulebook: Rulebook) -> frozenset[str]:
    """Every claim that anything but a case cites."""
    cited = (citation.claims for citation in citations(rulebook))
    last = (channel.states[-1].claims for approach in rulebook.approaches for channel in approach.channels)
    actions = (action.claims for action in rulebook.plan.actions)
    first_leads = (first.claims for first in rulebook.plan.first_leads)
    return frozenset().union(*cited, *last, *actions, *first_leads)


def conditions_for_reading(rulebook: Rulebook) -> Iterator[Condition]:
    """Every condition, to see which questions and options count for something; what is not covered counts as well."""
    yield from (written.condition for written in conditions(rulebook))
    yield rulebook.plan.several_when
    yield rulebook.plan.ready_only_when
    for question in rulebook.questions:
        yield from (Chosen(question.id, (option.id,)) for option in question.options if option.not_covered)


def level_of(rule: str, number: int) -> Owner:
    """A level of a rule; a rule without levels is the only one."""
    return Owner("rule", rule, (("levels", number), ()))


def _of_approaches(rulebook: Rulebook) -> Iterator[WrittenCondition]:
    for approach in rulebook.approaches:
        for number, requirement in enumerate(approach.requirements):
            if requirement.when is not None:
                owner = _part("approach", approach.id, "requirements", number, "when")
                yield WrittenCondition(owner, "when", requirement.when)
        for channel in approach.channels:
            for number, advice in enumerate(channel.states):
                yield WrittenCondition(_part("channel", channel.id, "states", number, "when"), "when", advice.when)


def _of_tensions(rulebook: Rulebook) -> Iterator[WrittenCondition]:
    for tension in rulebook.tensions:
        yield WrittenCondition(_part("tension", tension.id, "bears-when"), "bears-when", tension.bears_when)
        if tension.always is None:
            for number, side in enumerate(tension.sides):
                owner = _part("tension", tension.id, "sides", number, "holds-when")
                yield WrittenCondition(owner, "holds-when", side.holds_when)


def _of_the_plan(rulebook: Rulebook) -> Iterator[WrittenCondition]:
    for action in rulebook.plan.actions:
        yield WrittenCondition(_part("action", action.id, "when"), "when", action.when)
    for owner in rulebook.plan.owners:
        for number, line in enumerate(owner.lines):
            yield WrittenCondition(_part("owner", owner.id, "lines", number, "when"), "when", line.when)


def _part(kind: NameKind, name: str, *steps: str | int) -> Owner:
    return Owner(kind, name, (steps,))
