"""Changes of answers in words: what would have to be otherwise, and what that would bring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leadadvisor.model.recommendation import Change, Flip
from leadadvisor.model.rulebook import UNSURE, Status
from leadadvisor.reports import wording
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.text import one_line


def together(flips: Iterable[Flip]) -> list[list[Flip]]:
    """Flips in groups that differ only in the last option and bring the same, in the order of the first of each."""
    groups: dict[tuple[object, ...], list[Flip]] = {}
    for flip in flips:
        last = flip.change[-1]
        alike = (flip.change[:-1], last.question, last.before, flip.leader, flip.status, flip.up)
        groups.setdefault(alike, []).append(flip)
    return list(groups.values())


def condition(alike: Sequence[Flip], labels: Labels) -> str:
    """What would have to be so: the changes of flips that differ only in the last option."""
    *first, _ = alike[0].change
    parts = [_clause([change], labels) for change in first]
    return wording.listed([*parts, _clause([flip.change[-1] for flip in alike], labels)])


def outcome(status: Status, leader: str | None, labels: Labels) -> str:
    """What there would be: "inbound would lead"."""
    if leader is not None:
        return f"{labels.within(leader)} would lead"
    return "nothing could be carried out" if status == "nothing-feasible" else "nobody would lead"


def is_still_open(flip: Flip) -> bool:
    """Nothing would have to change: the answers are only still to be given."""
    return all(change.before in {"", UNSURE} for change in flip.change)


def needs_other_facts(flip: Flip, labels: Labels) -> bool:
    """Something the user cannot act on would have to be otherwise than it is."""
    answered = [labels.asked(change.question) for change in flip.change if change.before not in {"", UNSURE}]
    return any(question is not None and not question.lever for question in answered)


def _clause(changes: Sequence[Change], labels: Labels) -> str:
    """Another answer to one question, or one of several others."""
    question, before = changes[0].question, changes[0].before
    named = one_line(question)
    options = wording.listed([f"“{labels.option(question, change.after)}”" for change in changes], "or")
    if before in {"", UNSURE}:
        return f"the answer to {named} is {options}"
    return f"{named} were {options} instead of “{labels.option(question, before)}”"
