"""A tension tells the truth about what it does: where it scores, rules carry its sides; where it informs, none does."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.rulebook import Rule, Tension
from leadadvisor.rulebook.places import Spot
from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject


def run(subject: Subject) -> Iterator[Remark]:
    """Every tension whose effect and rules disagree, and every rule that counts whichever side is taken."""
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
