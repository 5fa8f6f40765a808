"""The engine's recommendation and the oracle's, laid side by side: every difference as one line of text."""

from __future__ import annotations

from oracle import Result, Row, certainty, flips, given_answers, next_questions, real_contributions, result_for

from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Contribution, Portion, Recommendation
from leadadvisor.model.rulebook import Rulebook

ADJUSTMENTS_IN_ORDER = ["ruled-out", "floor", "gate", "rounding"]


def differences(rulebook: Rulebook, profile: Profile, *, with_reals: bool = False) -> list[str]:
    """All that the engine says otherwise than the oracle, one line each."""
    found = recommend(rulebook, profile)
    expected = result_for(rulebook, given_answers(profile))
    return [
        *different_mix(found, expected),
        *different_certainty(found, rulebook, profile),
        *different_flips(found, rulebook, profile),
        *different_next_questions(found, rulebook, profile),
        *different_sums(found),
        *(different_contributions(found, rulebook, expected) if with_reals else []),
    ]


def different_mix(found: Recommendation, expected: Result) -> list[str]:
    if expected.shares is None:
        return [*differ("status", found.status, expected.status), *differ("mix", found.mix, ())]
    shares = [portion.share for portion in found.mix]
    roles = {portion.approach: portion.role for portion in found.mix}
    return [
        *differ("status", found.status, expected.status),
        *differ("leader", found.leader, expected.leader),
        *differ("shares", {portion.approach: portion.share for portion in found.mix}, expected.shares),
        *differ("points", {portion.approach: portion.points for portion in found.mix}, expected.points),
        *differ("order of the mix", shares, sorted(shares, reverse=True)),
        *differ("who leads", {name for name in roles if roles[name] == "leads"}, {expected.leader} - {None}),
        *differ("who is ruled out", {name for name in roles if roles[name] == "ruled-out"}, expected.ruled_out),
        *differ(
            "blockers",
            {(portion.approach, blocker.kind) for portion in found.mix for blocker in portion.blockers},
            {(name, "rules-out") for name in expected.ruled_out}
            | {(name, "may-not-lead") for name in expected.not_leading},
        ),
    ]


def different_certainty(found: Recommendation, rulebook: Rulebook, profile: Profile) -> list[str]:
    expected = certainty(rulebook, profile)
    return [
        *differ("ranges", found.ranges, "exact"),
        *differ("low", {portion.approach: portion.low for portion in found.mix}, expected.low if found.mix else {}),
        *differ("high", {portion.approach: portion.high for portion in found.mix}, expected.high if found.mix else {}),
        *differ("settled", found.settled, expected.settled),
        *differ("robustness", found.robustness_percent, expected.robustness),
        *differ("firmness", found.firmness, expected.firmness),
        *differ("possible leaders", found.possible_leaders, expected.possible_leaders),
    ]


def different_flips(found: Recommendation, rulebook: Rulebook, profile: Profile) -> list[str]:
    singles = [(*flip.change[0], flip.status, flip.leader, flip.up) for flip in found.flips if len(flip.change) == 1]
    expected = [tuple(flip) for flip in flips(rulebook, profile)]
    pairs = [flip for flip in found.flips if len(flip.change) > 1]
    lines = differ("flips", sorted(map(str, singles)), sorted(map(str, expected)))
    if singles and pairs:
        lines.append(f"pairs of changes although a single one will do: {pairs}")
    for flip in pairs:
        changed = given_answers(profile) | {change.question: change.after for change in flip.change}
        then = result_for(rulebook, changed)
        lines += differ(f"flip {flip.change}", (flip.status, flip.leader), (then.status, then.leader))
        lines += [] if (then.status, then.leader) != (found.status, found.leader) else [f"no flip: {flip.change}"]
    return lines


def different_next_questions(found: Recommendation, rulebook: Rulebook, profile: Profile) -> list[str]:
    told = [tuple(question) for question in found.next_questions]
    expected = [tuple(question) for question in next_questions(rulebook, profile)]
    weight = [(question.can_change_leader, question.largest_move) for question in found.next_questions]
    return [
        *differ("next questions", sorted(map(str, told)), sorted(map(str, expected))),
        *differ("order of the next questions", weight, sorted(weight, reverse=True)),
    ]


def different_sums(found: Recommendation) -> list[str]:
    lines = []
    if found.mix:
        lines += differ("sum of shares", sum(portion.share for portion in found.mix), 100)
        lines += differ("sum of equal shares", sum(portion.equal_share for portion in found.mix), 10_000)
    for portion in found.mix:
        lines += differ(f"{portion.approach}: adding up", explained(portion), portion.share * 100)
        points = sum(contribution.points for contribution in portion.contributions)
        lines += differ(f"{portion.approach}: points of the contributions", points, portion.points)
        kinds = [adjustment.kind for adjustment in portion.adjustments]
        in_order = [kind for kind in ADJUSTMENTS_IN_ORDER if kind in kinds]
        lines += differ(f"{portion.approach}: order of the adjustments", kinds, in_order)
        lines += [
            f"{portion.approach}: an adjustment of nothing: {adjustment.kind}"
            for adjustment in portion.adjustments
            if adjustment.hundredths == 0 and adjustment.kind != "rounding"
        ]
    return lines


def different_contributions(found: Recommendation, rulebook: Rulebook, expected: Result) -> list[str]:
    lines = []
    reals = real_contributions(rulebook, expected)
    for portion in found.mix:
        told = {contribution.rule: contribution for contribution in portion.contributions}
        silent = told.keys() - {row.name for row, _ in reals}
        lines += [f"{portion.approach}: {rule} contributes but is silent" for rule in sorted(silent)]
        for row, moved in reals:
            where = f"{portion.approach}: {row.name}"
            contribution = told.get(row.name)
            points = contribution.points if contribution else 0
            hundredths = contribution.hundredths if contribution else 0
            lines += differ(f"{where}: points", points, row.points[portion.approach])
            if abs(hundredths - moved[portion.approach]) > 0.51:  # rounded, and Simpson's rule is not exact
                lines.append(f"{where}: {hundredths} hundredths, expected {moved[portion.approach]:.2f}")
            if contribution:
                lines += different_words(where, contribution, row, portion.approach)
                lines += [
                    f"{where}: rests on {answer}, which is not an answer"
                    for answer in contribution.answers
                    if expected.answers[answer.question] != answer.option
                ]
    return lines


def different_words(where: str, contribution: Contribution, row: Row, approach: str) -> list[str]:
    """A rule is told with its strength and reason; the goal bonus is nobody's claim, and says that it is no rule."""
    if row.spoken is None:
        told = (contribution.kind, contribution.strength, contribution.claims)
        return differ(f"{where}: kind, strength and claims", told, ("goal-bonus", None, ()))
    strengths = {effect.approach: effect.strength for effect in row.spoken.level.effects}
    strength = strengths.get(approach) if contribution.points else None  # own results have points and no strength
    return [
        *differ(f"{where}: strength", contribution.strength, strength),
        *differ(f"{where}: because", contribution.because, row.spoken.level.because),
        *differ(f"{where}: kind", contribution.kind, row.spoken.rule.kind),
    ]


def explained(portion: Portion) -> int:
    """The hundredths of a percentage point that the explanation of this portion adds up to."""
    return (
        portion.equal_share
        + sum(contribution.hundredths for contribution in portion.contributions)
        + sum(adjustment.hundredths for adjustment in portion.adjustments)
    )


def differ(what: str, found: object, expected: object) -> list[str]:
    return [] if found == expected else [f"{what}: {found}, expected {expected}"]
