"""Cases: each is run and held against the recommendation made for it; what differs is told in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from leadadvisor.engine.cautions import Circumstances, cautions, is_level, tension_lines
from leadadvisor.engine.channels import channel_lines, find_beginning, with_states
from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.engine.portions import portions
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.recommendation import Recommendation, TensionLine
from leadadvisor.model.rulebook import Case, Expectation, Rulebook
from leadadvisor.model.value import NamedTuple


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


_NEED_RANGES = frozenset({"open-result", "ranges-skipped", "too-entangled"})
"""Cautions that only a recommendation with ranges can hold."""


class Outcome(NamedTuple):
    """What became of a case; it holds where nothing is unmet.

    `spoke` says which rules spoke for and against each approach, with their points.
    """

    case: Case
    expected: tuple[str, ...]
    got: str
    unmet: tuple[str, ...]
    spoke: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """The recommendation is what the case expects."""
        return not self.unmet


def run_cases(rulebook: Rulebook, cases: Iterable[Case] | None = None) -> tuple[Outcome, ...]:
    """Run these cases, or all of the rulebook, in order."""
    reasoner = Reasoner(rulebook)
    return tuple(_run(reasoner, case) for case in (rulebook.cases if cases is None else cases))


def matching(cases: Iterable[Case], words: Iterable[str]) -> tuple[Case, ...]:
    """The cases whose name or topic holds every word, in any case of letters; all of them where there is no word."""
    wanted = [word.lower() for word in words]
    return tuple(case for case in cases if all(word in f"{case.name} {case.topic}".lower() for word in wanted))


def _run(reasoner: Reasoner, case: Case) -> Outcome:
    profile = profile_of(case)
    evaluation = reasoner.evaluate(profile.chosen())
    made = _with_ranges(reasoner, case) if _needs_ranges(case.expect) else _without_ranges(reasoner, case, evaluation)
    missed = unmet(case, made)
    if not missed:
        return Outcome(case, (), "", (), ())
    return Outcome(case, tuple(_expected(case.expect)), _got(made), missed, tuple(_spoke(reasoner, evaluation)))


def _needs_ranges(expect: Expectation) -> bool:
    return bool(expect.firmness) or not _NEED_RANGES.isdisjoint(expect.cautions)


def _with_ranges(reasoner: Reasoner, case: Case) -> Recommendation:
    return recommend(reasoner.rulebook, profile_of(case))


def _without_ranges(reasoner: Reasoner, case: Case, evaluation: Evaluation) -> Recommendation:
    """What most cases look at, without the ranges and the search for what would change it: a tenth of the time."""
    leader = evaluation.standing.leader
    beginning = find_beginning(reasoner.rulebook, evaluation, level=is_level(reasoner, evaluation))
    circumstances = Circumstances(reasoner, profile_of(case), evaluation, None, "skipped", "open")
    channels = channel_lines(reasoner.rulebook, beginning)
    return Recommendation(
        rulebook=reasoner.rulebook,
        answers=profile_of(case).answers,
        status=evaluation.standing.status,
        leader=None if leader is None else reasoner.approaches[leader],
        firmness="open",
        mix=with_states(reasoner.rulebook, portions(reasoner, evaluation, None), channels, beginning),
        channels=channels,
        tensions=tension_lines(reasoner.rulebook, evaluation.options),
        cautions=cautions(circumstances),
        robustness_percent=0,
        settled=False,
        ranges="skipped",
        possible_leaders=(),
        flips=(),
        movers=(),
        next_questions=(),
    )


def _expected(expect: Expectation) -> Iterator[str]:
    """What the case expects, as it is written, one key a line."""
    for key, value in zip(Expectation._fields, expect, strict=True):
        if value:
            yield f"{key.replace('_', '-')}: {_as_written(value)}"


def _as_written(value: str | tuple[object, ...]) -> str:
    if isinstance(value, str):
        return value
    pairs = [f"{item[0]}: {item[1]}" for item in value if isinstance(item, tuple)]
    return f"{{{', '.join(pairs)}}}" if pairs else f"[{', '.join(map(str, value))}]"


def _got(made: Recommendation) -> str:
    shares = ", ".join(f"{portion.approach} {portion.share} %" for portion in made.mix) or "no mix"
    leads = f"{made.leader} leads" if made.leader else made.status
    firmness = f", {made.firmness}" if made.ranges == "exact" else ""
    return f"{leads}{firmness} ({shares})"


def _spoke(reasoner: Reasoner, evaluation: Evaluation) -> Iterator[str]:
    """For each approach its points, the rules they come from, and the blockers that stand."""
    for index, approach in enumerate(reasoner.approaches):
        rules = [f"{each.rule.id} {each.points[index]:+}" for each in evaluation.evidence if each.points[index]]
        blocked = [f"{each.kind} by {each.id}" for each in evaluation.blockers if each.approach == approach]
        yield f"{approach} {evaluation.points[index]:+}: {', '.join([*rules, *blocked]) or 'no rule spoke'}"


class Situation(NamedTuple):
    """A case, and where its answers leave the approaches."""

    case: Case
    evaluation: Evaluation


def situations(rulebook: Rulebook) -> tuple[Situation, ...]:
    """Every case of the rulebook, in order."""
    reasoner = Reasoner(rulebook)
    return tuple(Situation(case, reasoner.evaluate(profile_of(case).chosen())) for case in rulebook.cases)


def profile_of(case: Case) -> Profile:
    """The answers of a case as a profile."""
    return Profile(tuple(Answer(question, option, "set") for question, option in case.answers))
