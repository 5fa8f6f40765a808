"""A reason is read at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject
from leadadvisor.toolchain.written import reasons

LONGEST = 200
"""Characters."""


def run(subject: Subject) -> Iterator[Remark]:
    """Every `because` longer than that."""
    for owner, because, _ in reasons(subject.rulebook):
        if len(because) > LONGEST:
            message = f"'because' has {len(because)} characters, more than {LONGEST}"
            yield Remark(
                subject.spot(owner), message, "say the one reason that counts, and leave the rest to the claims"
            )
