"""Rules, tensions and approaches: each rule adds something, what disagrees is shown, approaches have two sides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from leadadvisor.engine.conditions import questions_read
from leadadvisor.model.rulebook import Effect, Rule, Tension
from leadadvisor.rulebook.check import Spot
from leadadvisor.toolchain.checks.base import Remark, SpokenRule, Subject, check


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


@check("tension-decided-elsewhere", "warning", "`decided-by` unlike what sides read")
def tension_decided_elsewhere(subject: Subject) -> Iterator[Remark]:
    """A tension names the questions that decide it: just those that its sides read.

    Every question that decides a tension unnamed, or is named and decides nothing.
    """
    for tension in subject.rulebook.tensions:
        if tension.always is not None:
            continue
        spot = subject.places.spot("tension", tension.id, ("decided-by",))
        read = frozenset().union(*(questions_read(side.holds_when) for side in tension.sides))
        for question in tension.decided_by:
            if question not in read:
                message = f"tension {tension.id} is not decided by '{question}': neither side reads it"
                yield Remark(spot, message, "take it out of 'decided-by', or write it into 'holds-when'")
        for question in sorted(read.difference(tension.decided_by)):
            message = f"tension {tension.id} is also decided by '{question}', which a side reads"
            yield Remark(spot, message, "add it to 'decided-by'")


@check("tension-never-shown", "error", "a tension no answers bring up")
def tension_never_shown(subject: Subject) -> Iterator[Remark]:
    """A disagreement of the sources is shown to somebody: where it bears, one of its sides can hold.

    Every tension neither side of which holds for any answers on which it bears.
    """
    for tension in subject.rulebook.tensions:
        bears = subject.space.where(tension.bears_when)
        sides = [subject.space.where(side.holds_when) for side in tension.sides]
        if tension.always is None and bears and any(sides) and not any(subject.meet(bears, side) for side in sides):
            yield Remark(
                subject.places.spot("tension", tension.id, ("bears-when",)),
                f"tension {tension.id} is never shown: where it bears, neither side holds",
                "widen 'bears-when', or 'holds-when' of a side",
            )


@check("tension-one-sided", "warning", "a tension of which only one side is ever taken")
def tension_one_sided(subject: Subject) -> Iterator[Remark]:
    """A tension has two sides that answers can tell apart; where only one is ever taken, say so with `always`.

    Every tension of which one side never holds where it bears, or both hold for just the same answers.
    """
    for tension in subject.rulebook.tensions:
        bears = subject.space.where(tension.bears_when)
        first, second = (subject.space.intersection([bears, subject.space.where(s.holds_when)]) for s in tension.sides)
        if tension.always is not None or not (first or second):
            continue
        if not first or not second:
            number = 1 if second else 2
            yield Remark(
                subject.places.spot("tension", tension.id, ("sides", number - 1, "holds-when")),
                f"side {number} of tension {tension.id} is never taken",
                f"change its 'holds-when', or settle the tension with 'always: {3 - number}'",
            )
        elif subject.covers(first, second) and subject.covers(second, first):
            yield Remark(
                subject.places.spot("tension", tension.id, ("sides", 1, "holds-when")),
                f"both sides of tension {tension.id} hold for the same answers, so nothing is decided",
                "tell the sides apart, or settle the tension with 'always: both'",
            )


@check("tension-effect", "warning", "a tension that says one thing and scores another")
def tension_effect(subject: Subject) -> Iterator[Remark]:
    """A tension tells truly what it does: where it scores, rules carry its sides; where it informs, none does.

    Every tension whose effect and rules disagree, and every rule that counts whichever side is taken.
    """
    for tension in subject.rulebook.tensions:
        sided = [rule for rule in subject.rulebook.rules if rule.side and rule.side.tension == tension.id]
        if tension.effect == "informs":
            yield from _informs(subject, tension, sided)
        else:
            yield from _scores(subject, tension, sided)


def _informs(subject: Subject, tension: Tension, sided: list[Rule]) -> Iterator[Remark]:
    if tension.always in {1, 2}:
        message = f"tension {tension.id} informs, and yet side {tension.always} of it is taken"
        yield Remark(
            _spot(subject, tension), message, "write 'always: both', or 'effect: scores' with rules that carry it"
        )
    for rule in sided:
        message = f"tension {tension.id} informs, and yet the rule '{rule.id}' speaks for one side of it only"
        hint = f"take 'side' out of the rule, or write 'effect: scores' in {tension.id}"
        yield Remark(subject.places.spot("rule", rule.id, ("side",)), message, hint)


def _scores(subject: Subject, tension: Tension, sided: list[Rule]) -> Iterator[Remark]:
    if not sided:
        message = f"tension {tension.id} says that a side counts, and no rule carries one"
        yield Remark(_spot(subject, tension), message, "give a rule its 'side', or write 'effect: informs'")
        return
    for spoken in subject.rules:
        rule, number = spoken.rule, _voice_of(spoken.rule, tension)
        holds = subject.space.where(tension.sides[number - 1].holds_when) if number else []
        if number and not subject.covers(holds, spoken.region):
            message = f"the rule '{rule.id}' counts whichever side of tension {tension.id} is taken"
            hint = f"write 'side: {{tension: {tension.id}, side: {number}}}' into it"
            yield Remark(subject.places.spot("rule", rule.id, ("claims",)), message, hint)


def _voice_of(rule: Rule, tension: Tension) -> int:
    """The side that makes every claim the rule rests on, or 0; a rule on the goal speaks of the wish, not of a side."""
    if rule.goal or rule.side is not None:
        return 0
    speaking = [number for number, side in enumerate(tension.sides, 1) if set(rule.claims) <= set(side.claims)]
    return speaking[0] if rule.claims and len(speaking) == 1 else 0


def _spot(subject: Subject, tension: Tension) -> Spot:
    return subject.places.spot("tension", tension.id, ("effect",))


@check("no-channels", "warning", "an approach without channels")
def no_channels(subject: Subject) -> Iterator[Remark]:
    """An approach can be carried out: it has channels, the practices advice can be given on.

    Every approach without a channel.
    """
    for approach in subject.rulebook.approaches:
        if not approach.channels:
            spot = subject.places.spot("approach", approach.id, ("channels",))
            yield Remark(spot, f"the approach '{approach.id}' has no channel", "add one thing to do, with its advice")


@check("one-sided-approach", "warning", "an approach with nothing for or against it")
def one_sided_approach(subject: Subject) -> Iterator[Remark]:
    """Every approach has reasons for it and against it; with only one kind the rulebook is an advertisement.

    Every approach that no rule supports, or that no rule opposes and no blocker stops.
    """
    effects = [effect for rule in subject.rulebook.rules for level in rule.levels for effect in level.effects]
    against = {blocker.approach for blocker in subject.rulebook.blockers}
    against |= {effect.approach for effect in effects if effect.direction == "opposes"}
    supported = {effect.approach for effect in effects if effect.direction == "supports"}
    for approach in subject.rulebook.approaches:
        for known, word in ((supported, "for"), (against, "against")):
            if approach.id not in known:
                spot = subject.places.spot("approach", approach.id)
                message = f"nothing speaks {word} the approach '{approach.id}'"
                yield Remark(spot, message, f"look in the sources for what speaks {word} it, and write a rule")
