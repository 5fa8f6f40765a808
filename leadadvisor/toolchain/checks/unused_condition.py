"""A condition has a name so that others can use it."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject


def run(subject: Subject) -> Iterator[Remark]:
    """Every named condition that nothing uses."""
    used = subject.places.conditions_used()
    for name, _ in subject.places.named_conditions():
        if name not in used:
            spot = subject.places.spot("condition", name)
            yield Remark(spot, f"nothing uses the condition '{name}'", f"write {{use: {name}}} somewhere, or delete it")
