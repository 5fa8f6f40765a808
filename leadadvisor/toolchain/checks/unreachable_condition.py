"""Nothing is written for nobody: each condition holds for some answers, and each level and advice can have its turn."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject
from leadadvisor.toolchain.coverage import advice_regions, ruled_out_region
from leadadvisor.toolchain.written import Owner, conditions, level_of

_NEVER = "no answers meet this condition"
_HINT = "look for answers that exclude each other, and for questions that are not asked together"
_TOO_LATE_HINT = "move it up, narrow what stands above it, or leave it out"


def run(subject: Subject) -> Iterator[Remark]:
    """Every condition that no answers meet, then every level and advice whose turn never comes."""
    for owner, _, condition in conditions(subject.rulebook):
        space = subject.space_as_given if owner.kind == "contradiction" else subject.space
        if not space.where(condition):
            yield Remark(subject.spot(owner), _NEVER, _HINT)
    yield from _levels(subject)
    yield from _advice(subject)


def _levels(subject: Subject) -> Iterator[Remark]:
    for spoken in subject.rules:
        for number, level in enumerate(spoken.levels):
            if level.region or not subject.space.where(level.force.level.when):
                continue
            where = subject.spot(level_of(spoken.rule.id, number).within("when"))
            if number and any(earlier.region for earlier in spoken.levels[:number]):
                yield Remark(where, "this level never counts: those above it take every case it could", _TOO_LATE_HINT)
            else:
                yield Remark(where, "no answers meet this condition on this side of the tension", _HINT)


def _advice(subject: Subject) -> Iterator[Remark]:
    for approach in subject.rulebook.approaches:
        ruled_out = ruled_out_region(subject.rulebook, approach.id, subject.space)
        for channel in approach.channels:
            for number, region in enumerate(advice_regions(channel, subject.space)):
                where = Owner("channel", channel.id, (("states", number, "when"),))
                if not subject.space.where(channel.states[number].when):
                    continue
                if not region:
                    message = "this state is never reached: that above it takes every case it could"
                    yield Remark(subject.spot(where), message, _TOO_LATE_HINT)
                elif subject.covers(ruled_out, region):
                    message = f"this state is never reached: wherever it could be, '{approach.id}' is ruled out"
                    yield Remark(subject.spot(where), message, "leave it out: the blocker is told instead")
