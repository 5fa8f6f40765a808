"""An approach can be carried out: it has channels, the practices advice can be given on."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject


def run(subject: Subject) -> Iterator[Remark]:
    """Every approach without a channel."""
    for approach in subject.rulebook.approaches:
        if not approach.channels:
            spot = subject.places.spot("approach", approach.id, ("channels",))
            yield Remark(spot, f"the approach '{approach.id}' has no channel", "add one thing to do, with its advice")
