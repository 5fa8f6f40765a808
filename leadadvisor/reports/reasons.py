"""A reason in a report: what it moved, in figures that add up to the share, and where the sources say it and how.

A hedge is never dropped: a claim is cited with the words that weaken or stress it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from leadadvisor.model.recommendation import Contribution, Portion, Recommendation
from leadadvisor.model.rulebook import Claim, Strength
from leadadvisor.reports import words
from leadadvisor.reports.document import Item
from leadadvisor.reports.labels import Labels
from leadadvisor.text import one_line, sentence

# The account of a share


def rounded(hundredths: Sequence[int]) -> list[int]:
    """Hundredths of a percentage point as whole points with the same sum, by largest remainder, the first first."""
    whole = [each // 100 for each in hundredths]
    missing = (sum(hundredths) + 50) // 100 - sum(whole)
    order = sorted(range(len(whole)), key=lambda place: -(hundredths[place] % 100))
    for place in order[:missing]:
        whole[place] += 1
    return whole


def whole_points(portion: Portion) -> dict[Contribution, int]:
    """What each reason moved, in whole percentage points that add up to the share with the other lines."""
    return dict(zip(portion.contributions, rounded(_lines(portion))[1:], strict=False))


def account_items(portion: Portion, recommendation: Recommendation, *, exact: bool = False) -> Iterator[Item]:
    """Every line of the account, the share last; `exact` in hundredths of a point, else in whole ones that add up."""
    lines = _lines(portion)
    figures = [words.moved_exactly(each) for each in lines] if exact else list(map(words.moved, rounded(lines)))
    share = words.moved_exactly(100 * portion.share) if exact else words.moved(portion.share)
    reasons = portion.contributions
    yield Item(figures[0].removeprefix("+"), "Equal parts to begin with.")
    for figure, reason in zip(figures[1:], reasons, strict=False):
        yield Item(figure, sentence(reason.because), detail=f"({rule_in_words(reason)})")
    settings = recommendation.rulebook.settings
    for figure, step in zip(figures[1 + len(reasons) :], portion.adjustments, strict=True):
        yield Item(figure, f"{words.adjustment(step.kind, settings)}.", tone="quiet")
    yield Item(share.removeprefix("+"), "", lead="Share", tone="strong")


def rule_in_words(reason: Contribution) -> str:
    """The rule, and its own points for this approach."""
    ours = ", this rulebook's own" if reason.kind == "goal-bonus" else ""
    if not reason.points:
        return f"{reason.rule}{ours}, through the others"
    strength = f", {words.strength(reason.strength)}" if reason.strength else ""
    return f"{reason.rule}{ours}{strength}, {words.points(reason.points)}"


def _lines(portion: Portion) -> list[int]:
    """Equal share, contributions and adjustments, in hundredths."""
    return [
        portion.equal_share,
        *(one.hundredths for one in portion.contributions),
        *(step.hundredths for step in portion.adjustments),
    ]


# Claims


def cited(claim: Claim, labels: Labels) -> str:
    """Title and section of a claim, and how strongly it is said there."""
    document = labels.document(claim.document)
    title = short_title(document.title) if document else one_line(claim.document)
    said = "" if claim.strength == "moderate" and not _signal_words(claim) else f", {hedged(claim)}"
    return f"“{title}”, {one_line(claim.section)}{said}"


def cited_together(claims: Sequence[Claim], labels: Labels) -> str:
    """Several claims in one line, the title of each document once."""
    told: list[str] = []
    for claim in claims:
        one = cited(claim, labels)
        title = one.split("”, ", 1)[0]
        told.append(one.split("”, ", 1)[-1] if told and told[0].startswith(f"{title}”, ") else one)
    return "; ".join(dict.fromkeys(told))


def short_title(title: str) -> str:
    """A title without its subtitle."""
    return one_line(title).split(": ", 1)[0]


def hedged(claim: Claim) -> str:
    """How strongly the source says it, with the words it uses."""
    return _said([claim])


def how_said(claims: Iterable[str], labels: Labels) -> str:
    """The ways in which several claims are said, strengths apart; each word once."""
    known = [claim for claim in map(labels.claim, claims) if claim]
    groups: dict[tuple[Strength, bool], list[Claim]] = {}
    for claim in known:
        groups.setdefault((claim.strength, bool(_signal_words(claim))), []).append(claim)
    return "; ".join(_said(group) for group in groups.values())


def said_where(claims: Sequence[str], labels: Labels) -> str:
    """How several claims are said, and their ids."""
    return "; ".join(part for part in (how_said(claims, labels), ", ".join(map(one_line, claims))) if part)


def said_in_short(text: str, claims: Sequence[str], labels: Labels) -> str:
    """The words of the sources that hedge or stress what a text tells; a text that quotes a source has its words."""
    if "“" in text:
        return ""
    known = [claim for claim in map(labels.claim, claims) if claim]
    missing = dict.fromkeys(word for claim in known for word in _signal_words(claim) if word not in text)
    return ", ".join(f"“{word}”" for word in missing)


def claims_named(recommendation: Recommendation, labels: Labels) -> set[str]:
    """The ids of all claims a recommendation rests on or tells of."""
    groups = [one.claims for one in recommendation.channels]
    groups += [one.claims for one in recommendation.cautions]
    groups += [one.claims for one in recommendation.plan]
    groups += [one.claims for one in recommendation.plan_notes]
    groups += [one.claims for one in recommendation.against]
    for portion in recommendation.mix:
        groups += [one.claims for one in portion.contributions]
        groups += [one.claims for one in portion.blockers]
        groups += [one.claims for one in portion.near_misses]
    for line in recommendation.tensions:
        tension = labels.tension(line.id)
        groups += [side.claims for side in tension.sides] if tension else []
    return {claim for claims in groups for claim in claims}


def _said(alike: Sequence[Claim]) -> str:
    """How claims of one strength are said: a word for the strength, and the words of the source."""
    told = ", ".join(dict.fromkeys(f"“{word}”" for claim in alike for word in _signal_words(claim)))
    match alike[0].strength:
        case "slight":
            return f"hedged: {told}" if told else "hedged"
        case "moderate":
            return told or "stated as a fact"
        case "strong":
            return f"stressed: {told}" if told else "stressed"
        case _:
            assert_never(alike[0].strength)


def _signal_words(claim: Claim) -> list[str]:
    """The words of the source that set the strength, each for itself; none where it says the thing flatly."""
    text = one_line(claim.hedge)
    return [] if text == "flat" or text.startswith("flat ") else [word for word in text.split(", ") if word]
