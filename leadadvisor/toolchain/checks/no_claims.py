"""Nothing without provenance: what speaks, blocks, advises or expects cites at least one claim."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject
from leadadvisor.toolchain.written import citations

_HINT = "name the claims it rests on, or leave it out"


def run(subject: Subject) -> Iterator[Remark]:
    """Every citing part whose list of claims is empty; the last advice of a channel may do without."""
    for owner, what, claims in citations(subject.rulebook):
        if not claims:
            yield Remark(subject.spot(owner), f"the {what} cites no claim", _HINT)
    for case in subject.rulebook.cases:
        if not case.claims:
            yield Remark(subject.places.spot("case", case.name, ("claims",)), "this case cites no claim", _HINT)
