"""What two rulebooks say differently by the letter: what was added, removed or changed, and in what respect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias, TypeVar

from leadadvisor.model.plan import Action, Owner
from leadadvisor.model.rulebook import Approach, Blocker, Contradiction, Property, Question, Rule, Rulebook, Tension
from leadadvisor.model.value import NamedTuple

Change: TypeAlias = Literal["added", "removed", "changed"]
Kind: TypeAlias = Literal[
    "rulebook",
    "setting",
    "question",
    "approach",
    "rule",
    "blocker",
    "tension",
    "contradiction",
    "claim",
    "property",
    "action",
    "owner",
    "case",
]

_Identified = TypeVar("_Identified", Question, Approach, Rule, Blocker, Tension, Contradiction, Property, Action, Owner)

_TOP = ("name", "version", "title", "mix_of", "basis", "not_considered")


class Difference(NamedTuple):
    """One thing that is not the same; `details` say in what respect, and are empty where it was added or removed."""

    kind: Kind
    name: str
    change: Change
    details: tuple[str, ...] = ()


def differences(before: Rulebook, after: Rulebook) -> tuple[Difference, ...]:
    """Everything that differs, by kind and then in the order of the rulebooks; digest and place do not count."""
    return (
        *_top(before, after),
        *_settings(before, after),
        *_by_name("question", _named(before.questions), _named(after.questions)),
        *_by_name("approach", _named(before.approaches), _named(after.approaches)),
        *_by_name("rule", _named(before.rules), _named(after.rules)),
        *_by_name("blocker", _named(before.blockers), _named(after.blockers)),
        *_by_name("tension", _named(before.tensions), _named(after.tensions)),
        *_by_name("contradiction", _named(before.contradictions), _named(after.contradictions)),
        *_by_name("claim", before.claims_by_id(), after.claims_by_id()),
        *_by_name("property", _named(before.properties), _named(after.properties)),
        *_by_name("action", _named(before.plan.actions), _named(after.plan.actions)),
        *_by_name("owner", _named(before.plan.owners), _named(after.plan.owners)),
        *_by_name("case", {case.name: case for case in before.cases}, {case.name: case for case in after.cases}),
        *_wholes(before, after),
    )


def _top(before: Rulebook, after: Rulebook) -> Iterator[Difference]:
    changed = tuple(_words(field) for field in _TOP if getattr(before, field) != getattr(after, field))
    if before.version != after.version:
        changed = tuple(
            f"version {before.version} -> {after.version}" if each == "version" else each for each in changed
        )
    if changed:
        yield Difference("rulebook", after.name, "changed", changed)


def _settings(before: Rulebook, after: Rulebook) -> Iterator[Difference]:
    for field, was in before.settings._asdict().items():
        becomes = getattr(after.settings, field)
        details = [f"{was.value} -> {becomes.value}"] if was.value != becomes.value else []
        details += ["why"] if was.why != becomes.why else []
        if details:
            yield Difference("setting", field.replace("_", "-"), "changed", tuple(details))


def _by_name(kind: Kind, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Difference]:
    for name, was in before.items():
        if name not in after:
            yield Difference(kind, name, "removed")
        elif was != after[name]:
            yield Difference(kind, name, "changed", tuple(_respects(was, after[name])))
    for name in after:
        if name not in before:
            yield Difference(kind, name, "added")


def _respects(was: object, becomes: object) -> Iterator[str]:
    """In what respect two values of one kind differ."""
    match was, becomes:
        case Rule(), Rule():
            yield from _respects_of_rules(was, becomes)
        case Question(), Question():
            yield from _fields_that_differ(was._replace(options=()), becomes._replace(options=()))
            yield from _options(was, becomes)
        case _:
            yield from _fields_that_differ(was, becomes)


def _fields_that_differ(was: object, becomes: object) -> Iterator[str]:
    for field in getattr(was, "_fields", ()):
        if getattr(was, field) != getattr(becomes, field):
            yield _words(field)


def _respects_of_rules(was: Rule, becomes: Rule) -> Iterator[str]:
    """A rule without levels is one level: what differs is told by what the levels say."""
    for part in ("when", "effects", "because"):
        if [getattr(level, part) for level in was.levels] != [getattr(level, part) for level in becomes.levels]:
            yield part
    yield from _fields_that_differ(was._replace(levels=()), becomes._replace(levels=()))


def _options(was: Question, becomes: Question) -> Iterator[str]:
    known = {option.id: option for option in was.options}
    new = {option.id: option for option in becomes.options}
    for option, was_it in known.items():
        if option not in new:
            yield f"option {option} removed"
        elif was_it != new[option]:
            yield f"option {option} changed"
    yield from (f"option {option} added" for option in new if option not in known)
    if [option for option in known if option in new] != [option for option in new if option in known]:
        yield "order of options"


def _wholes(before: Rulebook, after: Rulebook) -> Iterator[Difference]:
    """What belongs to no single part: the order of questions that both ask, and what the plan rests on as a whole."""
    orders = [[question.id for question in each.questions] for each in (before, after)]
    common = set(orders[0]).intersection(orders[1])
    first, second = ([each for each in order if each in common] for order in orders)
    details = ["ask-order"] if first != second else []
    parts = ("first_leads", "several_when")
    details += [f"plan: {_words(part)}" for part in parts if getattr(before.plan, part) != getattr(after.plan, part)]
    if details:
        yield Difference("rulebook", after.name, "changed", tuple(details))


def _named(values: Iterable[_Identified]) -> dict[str, _Identified]:
    return {value.id: value for value in values}


def _words(field: str) -> str:
    return field.replace("_", "-")
