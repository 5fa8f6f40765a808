"""One share: how it comes about line by line, and why it is not larger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadadvisor.model.recommendation import Contribution, NearMiss, Portion, Recommendation, StandingBlocker
from leadadvisor.reports import Verbosity, wording
from leadadvisor.reports.blocks import Block, Heading, Item, Items, Paragraph, Tone
from leadadvisor.reports.citing import cited
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import nearest_misses, speaks_against, speaks_for, telling_claims

_MISSES = 4


def title(portion: Portion, labels: Labels) -> str:
    """The approach, its part and its share."""
    return f"{labels.approach(portion.approach)}: {wording.role(portion.role)} with {wording.percent(portion.share)}"


def shares_line(portion: Portion, labels: Labels) -> str:
    """The share and the two reasons that moved it most, on one line."""
    strongest = [f"{wording.percentage_points(one.hundredths)} {one.rule}" for one in portion.contributions[:2]]
    reasons = f" ({', '.join(strongest)})" if strongest else ""
    return f"{labels.approach(portion.approach)} {wording.percent(portion.share)}{reasons}"


def account(portion: Portion, recommendation: Recommendation, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    """From the equal share to the printed one: figures that add up, each with its reason and its source."""
    yield Heading(title(portion, labels))
    lines = [Item(_figure(portion.equal_share), "Equal share to begin with")]
    lines += [_reason(one, labels, verbosity) for one in portion.contributions]
    settings = recommendation.rulebook.settings
    lines += [
        Item(_moved(step.hundredths), wording.adjustment(step.kind, settings), tone="quiet")
        for step in portion.adjustments
    ]
    lines.append(Item(_figure(portion.share * 100), "", lead="Share", tone="strong"))
    yield Items(tuple(lines))


def why(portion: Portion, recommendation: Recommendation, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    """Why this share, why not more, and what is one answer away."""
    raised, lowered = speaks_for(portion), speaks_against(portion)
    yield Heading("Why this share")
    if raised:
        yield Items(tuple(_reason(one, labels, verbosity) for one in raised))
    else:
        yield Paragraph("No rule raises it for your answers.")
    yield Heading("Why not more")
    if lowered:
        yield Items(tuple(_reason(one, labels, verbosity) for one in lowered))
    else:
        yield Paragraph("No rule lowers it for your answers.")
    settings = recommendation.rulebook.settings
    steps = [Item(_moved(step.hundredths), wording.adjustment(step.kind, settings)) for step in portion.adjustments]
    yield Heading("Where it starts and ends")
    yield Items((
        Item(_figure(portion.equal_share), "Equal share to begin with"),
        *steps,
        Item(_figure(portion.share * 100), "", lead="Share, the sum of it all", tone="strong"),
    ))  # fmt: skip
    if portion.blockers:
        yield Heading("What stands in its way")
        yield Items(tuple(_blocker(blocker, labels) for blocker in portion.blockers))
    yield from _near_misses(nearest_misses(portion, labels), labels, verbosity)


def _near_misses(misses: Sequence[NearMiss], labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    if not misses:
        return
    yield Heading("One answer away")
    shown = misses if verbosity > 0 else misses[:_MISSES]
    yield Items(tuple(_near_miss(miss, labels) for miss in shown))
    if len(misses) > len(shown):
        yield Paragraph(f"{len(misses) - len(shown)} more with -v.", "quiet")


def _reason(one: Contribution, labels: Labels, verbosity: Verbosity) -> Item:
    """A reason with its rule, answers, strength and claims; in short where it speaks about another approach."""
    tone: Tone = "good" if one.hundredths > 0 else "warning"
    told = wording.sentence(one.because)
    if not one.points and verbosity <= 0:
        return Item(_moved(one.hundredths), told, detail=f"({one.rule}, through the other approaches)", tone=tone)
    strength = f", {one.strength}, {wording.points(one.points)}" if one.strength else ""
    claims = [claim for claim in map(labels.claim, one.claims) if claim]
    answers = wording.listed([labels.given(given) for given in one.answers])
    notes = [f"You answered {answers}"] if answers else []
    notes += [
        f"{claim.id}: {cited(claim, labels)}"
        for claim in (claims if verbosity > 0 else telling_claims(one.claims, labels))
    ]
    return Item(_moved(one.hundredths), told, detail=f"({one.rule}{strength})", notes=tuple(notes), tone=tone)


def _blocker(blocker: StandingBlocker, labels: Labels) -> Item:
    kind = "Ruled out" if blocker.kind == "rules-out" else "May not lead"
    notes = [f"To lift it: {wording.sentence(blocker.lifted_by)}"] if blocker.lifted_by else []
    notes += [f"{claim.id}: {cited(claim, labels)}" for claim in telling_claims(blocker.claims, labels)]
    told = wording.sentence(blocker.because)
    return Item("!", told, lead=f"{kind}.", detail=f"({blocker.id})", notes=tuple(notes), tone="warning")


def _near_miss(miss: NearMiss, labels: Labels) -> Item:
    options = wording.listed([f"“{labels.option(miss.question, option)}”" for option in miss.options], "or")
    question = labels.asked(miss.question)
    acting = f" {wording.YOU_CAN_ACT}" if question and question.lever else ""
    told = f"{miss.question} would have to be {options}: {wording.sentence(miss.because)}{acting}"
    return Item("?", told, detail=f"({miss.rule}, {wording.points(miss.points)})", tone="quiet")


def _moved(hundredths: int) -> str:
    return wording.percentage_points(hundredths, decimals=2)


def _figure(hundredths: int) -> str:
    return _moved(hundredths).removeprefix("+")
