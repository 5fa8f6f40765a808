"""A tension names the questions that decide it: just those that its sides read."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.engine.conditions import questions_read
from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject


def run(subject: Subject) -> Iterator[Remark]:
    """Every question that decides a tension unnamed, or is named and decides nothing."""
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
