"""How a claim is cited: title, section, and the words that hedge or stress it there; a hedge is never dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import Claim, Strength
from leadadvisor.reports.labels import Labels
from leadadvisor.text import one_line


def cited(claim: Claim, labels: Labels) -> str:
    """Title and section of a claim, and how strongly it is said there."""
    document = labels.document(claim.document)
    title = short_title(document.title) if document else one_line(claim.document)
    said = "" if claim.strength == "moderate" and not _signal_words(claim) else f", {hedged(claim)}"
    return f"“{title}”, {one_line(claim.section)}{said}"


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
    """The words of the sources that hedge or stress what a text tells, as far as it does not use them itself."""
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
    words = ", ".join(dict.fromkeys(f"“{word}”" for claim in alike for word in _signal_words(claim)))
    match alike[0].strength:
        case "slight":
            return f"hedged: {words}" if words else "hedged"
        case "moderate":
            return words or "stated as a fact"
        case "strong":
            return f"stressed: {words}" if words else "stressed"
        case _:
            assert_never(alike[0].strength)


def _signal_words(claim: Claim) -> list[str]:
    """The words of the source that set the strength, each for itself; none where it says the thing flatly."""
    text = one_line(claim.hedge)
    return [] if text == "flat" or text.startswith("flat ") else [word for word in text.split(", ") if word]
