"""A condition tells answers apart: one that all answers meet is written as `always`, or meant otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.condition import ALWAYS
from leadadvisor.toolchain.checks.base import Remark
from leadadvisor.toolchain.checks.subject import Subject
from leadadvisor.toolchain.written import conditions


def run(subject: Subject) -> Iterator[Remark]:
    """Every condition that holds once its questions are answered; a side of a tension may, as the other need not."""
    for owner, key, condition in conditions(subject.rulebook):
        if condition == ALWAYS or key == "holds-when":
            continue
        if subject.space.where(condition) and not subject.space.where(condition, outcome=False):
            always = f"write '{key}: always'" if key != "asked-when" else "leave 'asked-when' and 'otherwise' out"
            hint = f"{always}, or change what was meant otherwise"
            yield Remark(subject.spot(owner), "every answer meets this condition", hint)
