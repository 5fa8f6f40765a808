"""What a report shows first: the strongest reasons, the most important caution, the question that decides."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.model.recommendation import (
    Caution,
    CautionCode,
    Contribution,
    Flip,
    NearMiss,
    NextQuestion,
    Portion,
    Recommendation,
    TensionLine,
)
from leadadvisor.model.rulebook import Claim
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
    "out-of-scope",
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


def flips_together(recommendation: Recommendation) -> list[list[Flip]]:
    """The flips; options of one question that bring the same leader stand together.

    Fewest changes come first, then what the user can act on, then what brings a leader rather than none.
    """
    groups: dict[tuple[object, ...], list[Flip]] = {}
    order = sorted(recommendation.flips, key=lambda flip: (len(flip.change), not flip.up, flip.leader is None))
    for flip in order:
        single = len(flip.change) == 1
        alike = (flip.change[0].question, flip.change[0].before) if single else flip.change
        groups.setdefault((alike, flip.leader, flip.status), []).append(flip)
    return list(groups.values())


def questions_that_matter(recommendation: Recommendation) -> list[NextQuestion]:
    """The open questions whose answer alone can change who leads or move a share."""
    return [one for one in recommendation.next_questions if one.can_change_leader or one.largest_move]


def leading_first(recommendation: Recommendation) -> list[str]:
    """All approaches of the rulebook, those with the largest share first."""
    mixed = [portion.approach for portion in recommendation.mix]
    return mixed + [way.id for way in recommendation.rulebook.approaches if way.id not in mixed]


def level_at_the_top(recommendation: Recommendation) -> list[str]:
    """The approaches that may lead and have the most points; empty unless there are at least two."""
    may_lead = [portion for portion in recommendation.mix if portion.role != "ruled-out" and not portion.blockers]
    top = max((portion.points for portion in may_lead), default=0)
    level = [portion.approach for portion in may_lead if portion.points == top]
    return level if len(level) > 1 else []


def deciding_question(recommendation: Recommendation) -> str | None:
    """The question that can bring a leader where there is none: an open one, or else one answered otherwise."""
    for caution in recommendation.cautions:
        if caution.code == "undecided" and caution.questions:
            return caution.questions[0]
    for question in recommendation.next_questions:
        if question.can_change_leader:
            return question.question
    for flip in recommendation.flips:
        if flip.leader is not None and len(flip.change) == 1:
            return flip.change[0].question
    return None


def first_caution(recommendation: Recommendation) -> Caution | None:
    """The one caution that must not be overlooked."""
    return next(iter(cautions_by_weight(recommendation)), None)


def _moved(recommendation: Recommendation, labels: Labels, line: TensionLine) -> int:
    """How much the claims of a tension moved in the mix, in hundredths; nothing where the rulebook settles it."""
    tension = labels.tension(line.id)
    if tension is None or tension.always is not None:
        return 0
    claims = {claim for side in tension.sides for claim in side.claims}
    reasons = [one for portion in recommendation.mix for one in portion.contributions]
    return sum(abs(one.hundredths) for one in reasons if not claims.isdisjoint(one.claims))
