"""What the json of several commands shares: which rulebook, which answers, which mix, which claims."""

from __future__ import annotations

from collections.abc import Iterable

from leadadvisor.model.recommendation import Flip, Recommendation
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.result import Result, result
from leadadvisor.reports.text import safe

_OUTLINE = ("rulebook", "answers", "status", "leader", "firmness", "headline")
_PORTION = ("approach", "label", "share", "low", "high", "role", "points")


def identity(rulebook: Rulebook) -> dict[str, Result]:
    """Which rulebook was used."""
    return {"name": safe(rulebook.name), "version": safe(rulebook.version), "digest": safe(rulebook.digest)}


def outline(recommendation: Recommendation) -> dict[str, Result]:
    """A recommendation without its reasons, with the keys it has in its own contract."""
    whole = result(recommendation)
    mix: list[Result] = []
    for portion in recommendation.mix:
        told = portion._asdict() | {"label": Labels(recommendation.rulebook).approach(portion.approach)}
        mix.append({key: safe(told[key]) if isinstance(told[key], str) else told[key] for key in _PORTION})
    return {**{key: whole[key] for key in _OUTLINE}, "mix": mix}


def claims_cited(ids: Iterable[str], labels: Labels) -> list[Result]:
    """The claims in full, each once: what they say, where, and how strongly."""
    told: list[Result] = []
    for claim_id in dict.fromkeys(ids):
        claim = labels.claim(claim_id)
        if claim is not None:
            document = labels.document(claim.document)
            told.append({
                "id": safe(claim.id),
                "says": safe(claim.says),
                "source": safe(document.title if document else claim.document),
                "section": safe(claim.section),
                "strength": claim.strength,
                "hedge": safe(claim.hedge),
            })  # fmt: skip
    return told


def flips_told(flips: Iterable[Flip]) -> list[Result]:
    """Flips with the keys they have in the contract of a recommendation."""
    return [
        {
            "change": [
                {"question": safe(change.question), "from": safe(change.before), "to": safe(change.after)}
                for change in flip.change
            ],
            "leader": None if flip.leader is None else safe(flip.leader),
            "status": flip.status,
            "lever": flip.up,
        }
        for flip in flips
    ]


def percentage_points(hundredths: int) -> float:
    """A number with at most two decimals."""
    return hundredths / 100
