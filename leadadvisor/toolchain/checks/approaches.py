"""Tensions and approaches: what disagrees is shown and decided; approaches have two sides and something to do."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.engine.conditions import questions_read
from leadadvisor.model.rulebook import Rule, Tension
from leadadvisor.rulebook.check import Spot
from leadadvisor.toolchain.checks.base import Remark, check
from leadadvisor.toolchain.checks.subject import Subject


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
