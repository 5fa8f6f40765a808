"""Rules beside one another: none repeats or undoes another, and each speaks in a case."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from leadadvisor.model.rulebook import Effect
from leadadvisor.toolchain.checks.base import Remark, check
from leadadvisor.toolchain.checks.subject import SpokenRule, Subject


@check("duplicate-rule", "warning", "two rules that do the same")
def duplicate_rule(subject: Subject) -> Iterator[Remark]:
    """No rule stands twice: two that speak for the same answers and move the same approaches equally are one idea.

    Every rule that gives the same points for the same answers as an earlier one, whatever it cites.
    """
    for first, second in combinations(subject.rules, 2):
        if first.region and alike(subject, first, second):
            yield Remark(
                subject.places.spot("rule", second.rule.id),
                f"the rule '{second.rule.id}' does just what '{first.rule.id}' does",
                "make one rule of the two, with the claims of both",
            )


def alike(subject: Subject, first: SpokenRule, second: SpokenRule) -> bool:
    """The rules give the same points for the same answers."""
    return len(first.levels) == len(second.levels) and all(
        one.force.points == other.force.points
        and subject.covers(one.region, other.region)
        and subject.covers(other.region, one.region)
        for one, other in zip(first.levels, second.levels, strict=True)
    )


@check("subsumed-rule", "warning", "a rule that repeats a wider one on the same claims")
def subsumed_rule(subject: Subject) -> Iterator[Remark]:
    """A rule that only repeats a wider one on the same sources adds no evidence, only points.

    In additive evidence a narrow rule may well stand beside a wide one, if it rests on claims of its own.

    Every rule that speaks only where another speaks, moves nothing else and cites nothing else, without a note.
    """
    for wide, narrow in permutations(subject.rules, 2):
        if narrow.rule.strength_note or alike(subject, wide, narrow) or not repeats(subject, narrow, wide):
            continue
        if not repeats(subject, wide, narrow) or _is_later(subject, narrow, wide):
            yield Remark(
                subject.places.spot("rule", narrow.rule.id),
                f"the rule '{narrow.rule.id}' speaks only where '{wide.rule.id}' does, and cites nothing else",
                f"make it a level of '{wide.rule.id}', cite what it has of its own, or say in a 'strength-note' why "
                "it counts on top",
            )


def repeats(subject: Subject, narrow: SpokenRule, wide: SpokenRule) -> bool:
    """The one rule cites, moves and covers nothing that the other does not."""
    claims = set(narrow.rule.claims)
    return bool(
        claims
        and narrow.region
        and claims <= set(wide.rule.claims)
        and _pushes(narrow) <= _pushes(wide)
        and subject.covers(wide.region, narrow.region)
    )


def _is_later(subject: Subject, one: SpokenRule, other: SpokenRule) -> bool:
    return subject.rules.index(one) > subject.rules.index(other)


def _pushes(spoken: SpokenRule) -> set[tuple[str, str]]:
    effects: list[Effect] = [effect for level in spoken.levels for effect in level.force.level.effects]
    return {(effect.approach, effect.direction) for effect in effects}


@check("cancelling-rules", "warning", "a rule whose points another always takes back")
def cancelling_rules(subject: Subject) -> Iterator[Remark]:
    """A rule must be able to count: one that always speaks together with its exact opposite never does.

    Every rule that speaks only where another takes back each of its points.
    """
    order = [spoken.rule.id for spoken in subject.rules]
    for lost, taker in permutations(subject.rules, 2):
        if not lost.region or not _takes_back(subject, lost, taker):
            continue
        mutual = _takes_back(subject, taker, lost)
        if mutual and order.index(lost.rule.id) < order.index(taker.rule.id):
            continue  # told once, of the later of the two
        yield Remark(
            subject.places.spot("rule", lost.rule.id),
            f"the rule '{lost.rule.id}' never counts: '{taker.rule.id}' always takes its points back",
            "keep the two from speaking together, or leave both out",
        )


def _takes_back(subject: Subject, lost: SpokenRule, taker: SpokenRule) -> bool:
    """Wherever a level of the one rule speaks, levels of the other with just the opposite points do."""
    for level in lost.levels:
        opposite = tuple(-points for points in level.force.points)
        answering = [box for other in taker.levels if other.force.points == opposite for box in other.region]
        if level.region and not subject.covers(answering, level.region):
            return False
    return True


@check("rule-without-case", "warning", "a rule that speaks in no case")
def rule_without_case(subject: Subject) -> Iterator[Remark]:
    """A case stands next to the rule: every rule speaks in at least one.

    Every rule that could speak and does so in no case.
    """
    spoken = {evidence.rule.id for _, position in subject.situations for evidence in position.evidence}
    for rule, levels in subject.rules:
        if rule.id not in spoken and any(level.region for level in levels):
            spot = subject.places.spot("rule", rule.id)
            yield Remark(
                spot, f"the rule '{rule.id}' speaks in no case", "add a case in cases/ that answers what it reads"
            )
