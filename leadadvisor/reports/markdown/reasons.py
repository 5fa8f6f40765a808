"""Why: what speaks for the leader and against it, and why the others do not lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadadvisor.model.recommendation import Contribution, Portion, Recommendation
from leadadvisor.reports import sentences, wording
from leadadvisor.reports.citing import cited, said_where
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.markdown_text import escaped, heading, in_brackets, items, paragraph, strong
from leadadvisor.reports.selection import (
    nearest_misses,
    speaks_against,
    speaks_for,
    speaks_of,
    strongest,
    telling_claims,
)


def leader_reasons(recommendation: Recommendation, labels: Labels, *, verbose: bool) -> Iterator[str]:
    """The strongest reasons for and against the leader; every one when verbose."""
    leader = recommendation.portion(recommendation.leader or "")
    if leader is None:
        return
    raised, lowered = speaks_for(leader), speaks_against(leader)
    yield heading(f"Why {labels.within(leader.approach)} leads", 2)
    yield "What each reason added to the share, in percentage points:"
    shown = raised if verbose else strongest(raised)
    notes = [_notes(one, labels, verbose=verbose) for one in shown]
    yield items([*(_reason(one) for one in shown), *_weaker(raised[len(shown) :])], notes)
    yield heading("What speaks against it", 2)
    shown = lowered if verbose else strongest(lowered)
    if not shown:
        yield sentences.NOTHING_AGAINST
        return
    notes = [_notes(one, labels, verbose=True) for one in shown] if verbose else []
    lines = [_reason(one) if verbose else _reason(one, said_where(one.claims, labels)) for one in shown]
    yield items([*lines, *_weaker(lowered[len(shown) :])], notes)


def others_reasons(recommendation: Recommendation, labels: Labels, *, verbose: bool) -> Iterator[str]:
    """What blocks each that does not lead, its own strongest reasons and one answer it lacked; or everything."""
    leader = recommendation.portion(recommendation.leader or "")
    others = [portion for portion in recommendation.mix if portion is not leader]
    if others:
        yield heading(sentences.others_title(leader), 2)
    for portion in others:
        yield heading(f"{labels.approach(portion.approach)}, {sentences.part_in_mix(portion)}", 3)
        lines = list(_other(portion, recommendation, labels, verbose=verbose))
        if lines:
            yield items(lines)


def _other(portion: Portion, recommendation: Recommendation, labels: Labels, *, verbose: bool) -> Iterator[str]:
    for blocker in portion.blockers:
        yield paragraph(sentences.blocker(blocker, recommendation))
    for reason in (*speaks_for(portion), *speaks_against(portion)) if verbose else speaks_of(portion):
        yield _reason(reason, said_where(reason.claims, labels))
    for miss in nearest_misses(portion, labels)[: None if verbose else 1]:
        yield paragraph(sentences.near_miss(miss, labels))


def _reason(reason: Contribution, said: str = "") -> str:
    """The figure and the reason; in brackets how its claims are said, where that is not told below."""
    figure = strong(wording.percentage_points(reason.hundredths))
    return in_brackets(f"{figure} {escaped(wording.sentence(reason.because))}", said)


def _notes(reason: Contribution, labels: Labels, *, verbose: bool) -> list[str]:
    """The answers it rests on, and what the sources say."""
    every = [claim for claim in map(labels.claim, reason.claims) if claim]
    told = [cited(claim, labels) for claim in (every if verbose else telling_claims(reason.claims, labels))]
    return [paragraph(note) for note in (sentences.answered(reason, labels), *told) if note]


def _weaker(reasons: Sequence[Contribution]) -> Iterator[str]:
    if reasons:
        moved = wording.percentage_points(sum(one.hundredths for one in reasons))
        yield f"{strong(moved)} {sentences.weaker(len(reasons))}"
