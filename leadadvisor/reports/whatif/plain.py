"""The plain whatif: one fact a line as `key: value`; changes are question=option, in the order of the questions.

Keys: headline, status, leader, `flip` (changes; what they bring; lever), `way_<approach>` and
`way_by_levers_<approach>` (changes), mover, robustness_percent, settled, lead (points; rival; percent),
`carried_by` (kind; id; what there would be without it), tried, left_out.
"""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.recommendation import Flip
from leadadvisor.model.rulebook import Status
from leadadvisor.model.what_if import WhatIf
from leadadvisor.reports import Verbosity, wording
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.text import one_line


def lines(value: WhatIf, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """Everything, or with the lowest verbosity only the result and how far it is ahead."""
    recommendation = value.recommendation
    yield "headline", wording.headline(recommendation, Labels(recommendation.rulebook))
    yield "status", recommendation.status
    yield "leader", recommendation.leader or "none"
    if verbosity >= 0:
        yield from _changes(value)
    yield "robustness_percent", str(recommendation.robustness_percent)
    yield "settled", "yes" if recommendation.settled else "no"
    if value.lead is not None:
        yield "lead", f"{value.lead.points} points; {value.lead.rival or 'no rival'}; {value.lead.percent}"
    if verbosity >= 0:
        for support in value.carried_by:
            would = _brings(support.status, support.leader)
            yield "carried_by", f"{support.kind}; {support.id}; {would}; {support.because}"
        yield "tried", f"{value.search.tried}; up to {value.search.size} changes"
        yield "left_out", str(value.search.left_out)


def _changes(value: WhatIf) -> Iterator[tuple[str, str]]:
    for flip in value.flips:
        lever = "; lever" if flip.up else ""
        yield "flip", f"{_told(flip)}; {_brings(flip.status, flip.leader)}{lever}"
    for way in value.ways:
        name = one_line(way.approach)
        for flip in way.least:
            yield f"way_{name}", _told(flip)
        for flip in way.by_levers:
            yield f"way_by_levers_{name}", _told(flip)
    for mover in value.recommendation.movers:
        change = mover.change
        lever = "; lever" if mover.up else ""
        yield "mover", f"{change.question}={change.after}; {mover.approach} {mover.share}{lever}"


def _told(flip: Flip) -> str:
    return " ".join(f"{change.question}={change.after}" for change in flip.change)


def _brings(status: Status, leader: str | None) -> str:
    return f"{leader} leads" if leader is not None else status
