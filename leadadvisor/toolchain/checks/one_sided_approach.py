"""Every approach has reasons for it and against it; with only one kind the rulebook is an advertisement."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject


def run(subject: Subject) -> Iterator[Remark]:
    """Every approach that no rule supports, or that no rule opposes and no blocker stops."""
    effects = [effect for rule in subject.rulebook.rules for level in rule.levels for effect in level.effects]
    against = {blocker.approach for blocker in subject.rulebook.blockers}
    against |= {effect.approach for effect in effects if effect.direction == "opposes"}
    supported = {effect.approach for effect in effects if effect.direction == "supports"}
    for approach in subject.rulebook.approaches:
        for known, word in ((supported, "for"), (against, "against")):
            if approach.id not in known:
                spot = subject.places.spot("approach", approach.id)
                message = f"nothing speaks {word} the approach '{approach.id}'"
                yield Remark(spot, message, f"look in the sources for what speaks {word} it, and write a rule")
