"""A tension has two sides that answers can tell apart; where only one is ever taken, say so with `always`."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject


def run(subject: Subject) -> Iterator[Remark]:
    """Every tension of which one side never holds where it bears, or both hold for just the same answers."""
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
