"""A disagreement of the sources is shown to somebody: where it bears, one of its sides can hold."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject


def run(subject: Subject) -> Iterator[Remark]:
    """Every tension neither side of which holds for any answers on which it bears."""
    for tension in subject.rulebook.tensions:
        bears = subject.space.where(tension.bears_when)
        sides = [subject.space.where(side.holds_when) for side in tension.sides]
        if tension.always is None and bears and any(sides) and not any(subject.meet(bears, side) for side in sides):
            yield Remark(
                subject.places.spot("tension", tension.id, ("bears-when",)),
                f"tension {tension.id} is never shown: where it bears, neither side holds",
                "widen 'bears-when', or 'holds-when' of a side",
            )
