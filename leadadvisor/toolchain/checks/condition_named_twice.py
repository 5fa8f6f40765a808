"""One meaning has one name: two named conditions that say the same will drift apart."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.rulebook.sheet import Plain
from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject


def run(subject: Subject) -> Iterator[Remark]:
    """Every named condition that is written like an earlier one."""
    seen: list[tuple[str, Plain]] = []
    for name, plain in subject.places.named_conditions():
        first = next((other for other, known in seen if known == plain), None)
        if first is None:
            seen.append((name, plain))
        else:
            spot = subject.places.spot("condition", name)
            yield Remark(spot, f"the condition '{name}' says the same as '{first}'", f"use '{first}' in both places")
