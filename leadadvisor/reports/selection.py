"""What a report shows first: the strongest reasons, the most important caution, the question that decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leadadvisor.model.recommendation import (
    Caution,
    CautionCode,
    Contribution,
    Flip,
    Mover,
    NearMiss,
    Portion,
    Recommendation,
    TensionLine,
)
from leadadvisor.model.rulebook import UNSURE, Claim
from leadadvisor.reports.labels import Labels

_LEAST, _MOST = 3, 5
"""How many reasons a leader gets."""


_FIRST_CAUTIONS: tuple[CautionCode, ...] = (
    "nothing-feasible",
    "undecided",
    "contradiction",
    "infeasible-approach",
    "may-not-lead",
    "own-results-win",
    "log-against-answers",
    "out-of-scope",
    "figures-against-answers",
    "open-result",
    "missing-answers",
    "too-entangled",
    "ranges-skipped",
    "unused-answer",
)
"""Cautions in the order of what they cost a reader who overlooks them."""


def speaks_for(portion: Portion) -> list[Contribution]:
    """Everything that raised the share, what raised it most first."""
    return sorted((one for one in portion.contributions if one.hundredths > 0), key=lambda one: -one.hundredths)


def speaks_against(portion: Portion) -> list[Contribution]:
    """Everything that lowered the share: first what speaks against the approach itself, then what favours a rival."""
    lowered = [one for one in portion.contributions if one.hundredths < 0]
    return sorted(lowered, key=lambda one: (one.points == 0, one.hundredths))


def strongest_own(portion: Portion) -> list[Contribution]:
    """What speaks for an approach itself, strongest first; where nothing does, what speaks against its rivals.

    The goal bonus is left out: it is ours, and no reason.
    """
    reasons = [one for one in speaks_for(portion) if one.kind != "goal-bonus"]
    own = [one for one in reasons if one.points > 0]
    return own or reasons


def speaks_of(portion: Portion) -> list[Contribution]:
    """The strongest reason for and the strongest against that give or take this very approach points."""
    own = [
        next((one for one in reasons if one.points), None) for reasons in (speaks_for(portion), speaks_against(portion))
    ]
    return [one for one in own if one]


def nearest_misses(portion: Portion, labels: Labels) -> list[NearMiss]:
    """The near misses: first those the user can act on, then those that would bring most points."""

    def rank(miss: NearMiss) -> tuple[bool, int]:
        question = labels.asked(miss.question)
        return not (question and question.lever), -miss.points

    return sorted(portion.near_misses, key=rank)


def tensions_touched(recommendation: Recommendation, labels: Labels) -> list[TensionLine]:
    """The disagreements an answer touched, weightiest first: a claim of theirs counts, or an answer bears on them."""
    return [one for one in tensions_by_weight(recommendation, labels) if _is_touched(one, recommendation, labels)]


def counts_in_mix(line: TensionLine, recommendation: Recommendation, labels: Labels) -> bool:
    """Whether a reason in the mix rests on the side that was taken, or on either where none was."""
    tension = labels.tension(line.id)
    sides = tension.sides if tension else ()
    taken = [side for number, side in enumerate(sides, start=1) if line.taken in {None, "both", number}]
    claims = {claim for side in taken for claim in side.claims}
    return any(not claims.isdisjoint(one.claims) for each in recommendation.mix for one in each.contributions)


def _is_touched(line: TensionLine, recommendation: Recommendation, labels: Labels) -> bool:
    tension = labels.tension(line.id)
    if tension is None or counts_in_mix(line, recommendation, labels):
        return True
    if line.effect == "informs" or not line.open_questions:
        return False
    return any(one.question in tension.decided_by and one.option != UNSURE for one in recommendation.answers)


def telling_claims(claims: Sequence[str], labels: Labels) -> list[Claim]:
    """The first claim, and the next that comes from another document or is said with another strength."""
    known = [claim for claim in map(labels.claim, claims) if claim]
    others = [one for one in known[1:] if (one.document, one.strength) != (known[0].document, known[0].strength)]
    return known[:1] + others[:1]


def strongest(reasons: list[Contribution]) -> list[Contribution]:
    """The three strongest, and up to two more that weigh at least half as much as the first."""
    more = [one for one in reasons[_LEAST:_MOST] if 2 * abs(one.hundredths) >= abs(reasons[0].hundredths)]
    return reasons[:_LEAST] + more


def tensions_by_weight(recommendation: Recommendation, labels: Labels) -> list[TensionLine]:
    """Those that still turn on a question that matters first, then those whose claims move the mix most."""

    def rank(line: TensionLine) -> tuple[bool, int]:
        turns_on = [labels.asked(question) for question in line.open_questions]
        matters = any(question is not None and question.need != "wording" for question in turns_on)
        return not (line.taken is None and matters), -_moved(recommendation, labels, line)

    return sorted(recommendation.tensions, key=rank)


def cautions_by_weight(recommendation: Recommendation) -> list[Caution]:
    """What would mislead most when overlooked comes first."""
    return sorted(recommendation.cautions, key=lambda caution: _FIRST_CAUTIONS.index(caution.code))


def together(flips: Iterable[Flip]) -> list[list[Flip]]:
    """Flips in groups that differ only in the last option and bring the same, in the order of the first of each."""
    groups: dict[tuple[object, ...], list[Flip]] = {}
    for flip in flips:
        last = flip.change[-1]
        alike = (flip.change[:-1], last.question, last.before, flip.leader, flip.status, flip.up)
        groups.setdefault(alike, []).append(flip)
    return list(groups.values())


def flips_to_tell(recommendation: Recommendation) -> list[list[Flip]]:
    """The flips that may be offered, in groups: no step down, nothing that leaves no leader.

    Fewest changes come first, then steps up, then what is only to be answered, then facts.
    """
    may_be = [flip for flip in recommendation.flips if flip.leader is not None and flip.up is not False]
    order = sorted(may_be, key=lambda flip: (len(flip.change), not flip.up, not is_still_open(flip)))
    return together(order)


def movers_to_tell(recommendation: Recommendation) -> list[Mover]:
    """The movers that are no step down, steps up first."""
    return sorted((one for one in recommendation.movers if one.up is not False), key=lambda one: not one.up)


def is_still_open(flip: Flip) -> bool:
    """Nothing would have to change: the answers are only still to be given."""
    return all(change.before in {"", UNSURE} for change in flip.change)


def leading_first(recommendation: Recommendation) -> list[str]:
    """All approaches of the rulebook, those with the largest share first."""
    mixed = [portion.approach for portion in recommendation.mix]
    return mixed + [way.id for way in recommendation.rulebook.approaches if way.id not in mixed]


def _moved(recommendation: Recommendation, labels: Labels, line: TensionLine) -> int:
    """How much the claims of a tension moved in the mix, in hundredths; nothing where the rulebook settles it."""
    tension = labels.tension(line.id)
    if tension is None or tension.always is not None:
        return 0
    claims = {claim for side in tension.sides for claim in side.claims}
    reasons = [one for portion in recommendation.mix for one in portion.contributions]
    return sum(abs(one.hundredths) for one in reasons if not claims.isdisjoint(one.claims))
