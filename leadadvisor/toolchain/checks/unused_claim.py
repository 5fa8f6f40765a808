"""No claim is read and forgotten: something cites it, or `background` says why it moves nothing."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject
from leadadvisor.toolchain.written import claims_cited


def run(subject: Subject) -> Iterator[Remark]:
    """Every claim that nothing but cases cites and that gives no reason for it."""
    cited = claims_cited(subject.rulebook)
    for claim in subject.rulebook.claims():
        if claim.id not in cited and not claim.background:
            hint = "cite it where it counts, or say under 'background' why it moves nothing"
            yield Remark(subject.places.spot("claim", claim.id), f"nothing uses the claim {claim.id}", hint)
