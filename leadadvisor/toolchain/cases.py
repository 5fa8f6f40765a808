"""Compare a case with the recommendation made for it: what differs, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from leadadvisor.model.recommendation import Recommendation, TensionLine
from leadadvisor.model.rulebook import Case


def unmet(case: Case, recommendation: Recommendation) -> tuple[str, ...]:
    """What the case expects and the recommendation does not hold, one sentence each; empty if the case holds."""
    expect = case.expect
    return (
        *_status(expect.status, recommendation),
        *_leads(expect.leads, recommendation),
        *_does_not_lead(expect.does_not_lead, recommendation),
        *_order(expect.order, recommendation),
        *_ruled_out(expect.ruled_out, recommendation),
        *_may_not_lead(expect.may_not_lead, recommendation),
        *_at_most(expect.at_most, recommendation),
        *_at_least(expect.at_least, recommendation),
        *_firmness(expect.firmness, recommendation),
        *_cautions(expect.cautions, recommendation),
        *_contradictions(expect.contradictions, recommendation),
        *_tensions(expect.tensions, recommendation),
        *_channels(expect.channels, recommendation),
        *_rules(expect.rules, recommendation),
    )


def speaking_rules(recommendation: Recommendation) -> frozenset[str]:
    """The rules that moved a share of this recommendation; none where nothing is feasible."""
    return frozenset(line.rule for portion in recommendation.mix for line in portion.contributions)


def _status(expected: str | None, recommendation: Recommendation) -> Iterator[str]:
    if expected is not None and recommendation.status != expected:
        yield f"The status is {recommendation.status}, not {expected}."


def _leads(expected: tuple[str, ...], recommendation: Recommendation) -> Iterator[str]:
    if expected and recommendation.leader not in expected:
        yield f"{_who_leads(recommendation)}, not {_either(expected)}{_shares_in_words(recommendation)}."


def _does_not_lead(unwanted: tuple[str, ...], recommendation: Recommendation) -> Iterator[str]:
    if recommendation.leader in unwanted:
        yield f"{recommendation.leader} leads, and should not{_shares_in_words(recommendation)}."


def _order(order: tuple[str, ...], recommendation: Recommendation) -> Iterator[str]:
    """Shares never rise along the order, and the first is above the last."""
    shares = [(approach, _share(recommendation, approach)) for approach in order]
    for (before, more), (after, less) in pairwise(shares):
        if less > more:
            yield f"{after} ({less} %) is above {before} ({more} %)."
    if len(shares) > 1 and shares[0][1] == shares[-1][1]:
        yield f"{order[0]} is not above {order[-1]}: both have {shares[0][1]} %."


def _ruled_out(expected: tuple[str, ...], recommendation: Recommendation) -> Iterator[str]:
    """Where nothing is feasible there is no mix, and every approach is ruled out."""
    if recommendation.status == "nothing-feasible":
        return
    for approach in expected:
        portion = recommendation.portion(approach)
        if portion is None or portion.role != "ruled-out":
            yield f"{approach} is not ruled out: it has {_share(recommendation, approach)} %."


def _may_not_lead(expected: tuple[str, ...], recommendation: Recommendation) -> Iterator[str]:
    for approach in expected:
        portion = recommendation.portion(approach)
        if portion is None or all(blocker.kind != "may-not-lead" for blocker in portion.blockers):
            yield f"Nothing keeps {approach} from leading."


def _at_most(bounds: tuple[tuple[str, int], ...], recommendation: Recommendation) -> Iterator[str]:
    for approach, bound in bounds:
        share = _share(recommendation, approach)
        if share > bound:
            yield f"{approach} has {share} %, more than {bound} %."


def _at_least(bounds: tuple[tuple[str, int], ...], recommendation: Recommendation) -> Iterator[str]:
    for approach, bound in bounds:
        share = _share(recommendation, approach)
        if share < bound:
            yield f"{approach} has {share} %, less than {bound} %."


def _firmness(expected: tuple[str, ...], recommendation: Recommendation) -> Iterator[str]:
    if expected and recommendation.firmness not in expected:
        yield f"The result is {recommendation.firmness}, not {_either(expected)}."


def _cautions(expected: tuple[str, ...], recommendation: Recommendation) -> Iterator[str]:
    given = {caution.code for caution in recommendation.cautions}
    for code in expected:
        if code not in given:
            yield f"There is no caution {code}{_instead(given)}."


def _contradictions(expected: tuple[str, ...], recommendation: Recommendation) -> Iterator[str]:
    flagged = {caution.subject for caution in recommendation.cautions if caution.code == "contradiction"}
    for contradiction in expected:
        if contradiction not in flagged:
            yield f"The contradiction {contradiction} is not flagged{_instead(flagged)}."


def _tensions(expected: tuple[tuple[str, str], ...], recommendation: Recommendation) -> Iterator[str]:
    shown = {line.id: line for line in recommendation.tensions}
    for tension, side in expected:
        line = shown.get(tension)
        if line is None:
            yield f"The tension {tension} is not shown."
        elif side not in ("shown", side_of(line)):
            yield f"The tension {tension} is {_side_in_words(side_of(line))}, not {_side_in_words(side)}."


def _channels(expected: tuple[tuple[str, str], ...], recommendation: Recommendation) -> Iterator[str]:
    advice = {line.channel: line.state for line in recommendation.channels}
    for channel, wanted in expected:
        given = advice.get(channel)
        if given is None:
            yield f"There is no advice on {channel}."
        elif given != wanted:
            yield f"The advice on {channel} is {given}, not {wanted}."


def _rules(expected: tuple[str, ...], recommendation: Recommendation) -> Iterator[str]:
    speaking = speaking_rules(recommendation)
    for rule in expected:
        if rule not in speaking:
            yield f"The rule {rule} does not speak."


def _share(recommendation: Recommendation, approach: str) -> int:
    """An approach without a portion gets nothing."""
    portion = recommendation.portion(approach)
    return portion.share if portion else 0


def side_of(line: TensionLine) -> str:
    """The side a case may expect of the tension; one that only informs has both sides weighed."""
    if line.effect == "informs":
        return "both"
    return "open" if line.taken is None else str(line.taken)


def _side_in_words(side: str) -> str:
    match side:
        case "1" | "2":
            return f"taken to side {side}"
        case "both":
            return "taken to both sides"
        case _:
            return side


def _who_leads(recommendation: Recommendation) -> str:
    return f"{recommendation.leader} leads" if recommendation.leader else f"Nobody leads ({recommendation.status})"


def _shares_in_words(recommendation: Recommendation) -> str:
    shares = ", ".join(f"{portion.approach} {portion.share}" for portion in recommendation.mix)
    return f" ({shares})" if shares else ""


def _instead(given: Iterable[str]) -> str:
    present = ", ".join(sorted(given))
    return f" (only {present})" if present else ""


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(names)
