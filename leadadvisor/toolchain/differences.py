"""What two rulebooks say differently, by the letter and for the profiles, as text or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias, TypeVar

from leadadvisor.model.plan import Action, Owner
from leadadvisor.model.rulebook import Approach, Blocker, Contradiction, Property, Question, Rule, Rulebook, Tension
from leadadvisor.model.value import NamedTuple
from leadadvisor.model.verification import NO_EXAMPLE, Movement, OutcomeChange, RulebookDiff, SaidOutcome
from leadadvisor.text import counted, printable, safe
from leadadvisor.toolchain.verification_text import example_line, percent

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
    parts = ("first_leads", "several_when", "ready_only_when")
    details += [f"plan: {_words(part)}" for part in parts if getattr(before.plan, part) != getattr(after.plan, part)]
    if details:
        yield Difference("rulebook", after.name, "changed", tuple(details))


def _named(values: Iterable[_Identified]) -> dict[str, _Identified]:
    return {value.id: value for value in values}


def _words(field: str) -> str:
    return field.replace("_", "-")


_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_WHOLE = 100


class Compared(NamedTuple):
    """Two rulebooks laid side by side: their names, what differs, and what changes for profiles (or why not known)."""

    before: str
    after: str
    differences: Sequence[Difference]
    comparison: RulebookDiff | None
    reason: str = ""


def comparison_text(compared: Compared, *, most_examples: int) -> str:
    """Plain text; of the changes for profiles the most frequent with an example each."""
    parts = [
        [printable(f"From {compared.before} to {compared.after}")],
        _letter(compared.differences),
        [compared.reason] if compared.comparison is None else _consequence(compared.comparison, most_examples),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def comparison_json(compared: Compared) -> str:
    """JSON; it may grow, and keeps what it has under this schema."""
    tree = {
        "schema": "leadadvisor/rulebook-difference/1",
        "before": safe(compared.before),
        "after": safe(compared.after),
        "differences": [
            {"kind": each.kind, "name": each.name, "change": each.change, "details": list(each.details)}
            for each in compared.differences
        ],
        "consequences": None if compared.comparison is None else _tree(compared.comparison),
        "reason": compared.reason or None,
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def _letter(found: Sequence[Difference]) -> list[str]:
    if not found:
        return ["By the letter: no difference"]
    lines = ["By the letter"]
    for each in found:
        details = f": {', '.join(each.details)}" if each.details else ""
        lines.append(f"  {_SIGNS[each.change]} {each.kind} {each.name}{details}")
    return lines


def _consequence(found: RulebookDiff, most_examples: int) -> list[str]:
    if found.exact:
        lines = [f"For the profiles: all {counted(found.profiles, 'profile')}, each counted once"]
    else:
        drawn = f"{counted(found.profiles, 'profile')} drawn at random"
        lines = [f"For the profiles: too entangled to go through all of them; estimated from {drawn}"]
    if not found.other_mix:
        return [*lines, "  Nothing changes: the same leader and the same shares for every profile"]
    lines.append(f"  another outcome   {found.other_outcome:>16,}  {percent(found.other_outcome, found.profiles):>12}")
    lines.append(f"  other shares      {found.other_mix:>16,}  {percent(found.other_mix, found.profiles):>12}")
    lines += ["", "Outcomes that change, the most frequent first"]
    for number, change in enumerate(found.changes):
        lines += _change(change, found.profiles, with_example=number < most_examples)
    lines += ["", "How shares move, in percentage points"]
    for movement in found.movements:
        lines += _movement(movement, found.profiles)
    return lines


def _change(change: OutcomeChange, total: int, *, with_example: bool) -> list[str]:
    if change.before == change.after:
        what = f"{_outcome(change.before)}, other shares"
    else:
        what = f"{_outcome(change.before)} -> {_outcome(change.after)}"
    line = f"  {what:<34}{change.profiles:>16,}  {percent(change.profiles, total):>12}"
    return [line, *([f"    {example_line(change.example)}"] if with_example else [])]


def _movement(movement: Movement, total: int) -> Iterator[str]:
    mean, size = mean_hundredths(movement.total, total), mean_hundredths(movement.total_size, total)
    furthest = f"furthest up {movement.furthest_rise}, down {movement.furthest_fall}"
    yield f"  {movement.approach:<18}mean {_signed(mean)}, mean size {size / _WHOLE:.2f}, {furthest}"
    for way, example in (("up", movement.rise_example), ("down", movement.fall_example)):
        if example != NO_EXAMPLE:
            yield f"    {way}: {example_line(example)}"


def mean_hundredths(total: int, number: int) -> int:
    """A mean in hundredths, rounded to the nearest and halves away from zero."""
    size = (2 * _WHOLE * abs(total) + number) // (2 * number) if number else 0
    return size if total >= 0 else -size


def _signed(hundredths: int) -> str:
    return f"{hundredths / _WHOLE:+.2f}" if hundredths else "0.00"


def _outcome(outcome: SaidOutcome) -> str:
    status, leader = outcome
    return leader or status


def _tree(found: RulebookDiff) -> dict[str, object]:
    return {
        "exact": found.exact,
        "profiles": found.profiles,
        "other_outcome": found.other_outcome,
        "other_shares": found.other_mix,
        "changes": [
            {
                "before": {"status": change.before[0], "leader": change.before[1] or None},
                "after": {"status": change.after[0], "leader": change.after[1] or None},
                "profiles": change.profiles,
                "example": dict(change.example),
            }
            for change in found.changes
        ],
        "movements": [
            {
                "approach": movement.approach,
                "sum_of_moves": movement.total,
                "sum_of_sizes": movement.total_size,
                "furthest_rise": movement.furthest_rise,
                "rise_example": dict(movement.rise_example),
                "furthest_fall": movement.furthest_fall,
                "fall_example": dict(movement.fall_example),
            }
            for movement in found.movements
        ],
    }
