"""A reason tells more than the name of what it is the reason for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject
from leadadvisor.toolchain.written import reasons


def run(subject: Subject) -> Iterator[Remark]:
    """Every `because` that has no word beyond those of the id, fill words aside."""
    for owner, because, _ in reasons(subject.rulebook):
        own = _words(because) - _words(owner.name) - _FILL_WORDS
        if not own:
            message = f"'because' only repeats the id '{owner.name}'"
            yield Remark(subject.spot(owner), message, "say what the source says, in a sentence a reader learns from")


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


_FILL_WORDS = _words("a an and are as at be by for from has have if in is it its of on or so that the this to was with")
