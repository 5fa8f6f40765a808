"""A claim that counts for something is not called background."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject
from leadadvisor.toolchain.written import claims_cited


def run(subject: Subject) -> Iterator[Remark]:
    """Every claim that is cited and yet says why it moves nothing."""
    cited = claims_cited(subject.rulebook)
    for claim in subject.rulebook.claims():
        if claim.background and claim.id in cited:
            spot = subject.places.spot("claim", claim.id, ("background",))
            message = f"the claim {claim.id} is called background, but something cites it"
            yield Remark(spot, message, "leave 'background' out")
