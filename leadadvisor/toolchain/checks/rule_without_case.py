"""A case stands next to the rule: every rule speaks in at least one."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject


def run(subject: Subject) -> Iterator[Remark]:
    """Every rule that could speak and does so in no case."""
    spoken = {evidence.rule.id for _, position in subject.situations for evidence in position.evidence}
    for rule, levels in subject.rules:
        if rule.id not in spoken and any(level.region for level in levels):
            spot = subject.places.spot("rule", rule.id)
            yield Remark(
                spot, f"the rule '{rule.id}' speaks in no case", "add a case in cases/ that answers what it reads"
            )
