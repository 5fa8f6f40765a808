"""What verifying a rulebook found, as findings in sentences: what is wrong, what is doubtful, what is good to know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.model.verification import NO_EXAMPLE, Example, NotVerified, RuleRecord, Verification
from leadadvisor.text import counted

_MOST_NAMED = 12

Weight: TypeAlias = Literal["error", "warning", "note"]
"""An error is a promise broken; a warning, something likely to be a mistake; a note, something to know."""


class VerifyFinding(NamedTuple):
    """One finding: its code, what it is about (an id, or empty), a sentence, and profiles that show it.

    `examples` are under names such as "before" and "after"; a single one has the name "example".
    """

    weight: Weight
    code: str
    subject: str
    text: str
    examples: tuple[tuple[str, Example], ...] = ()


def findings(rulebook: Rulebook, found: Verification) -> tuple[VerifyFinding, ...]:
    """Everything worth saying, the weightiest first."""
    everything = [
        *_properties(found),
        *_leaders(found),
        *_mixes(found),
        *_rules(rulebook, found),
        *_evidence(found),
        *_not_verified(found),
    ]
    weights: tuple[Weight, ...] = ("error", "warning", "note")
    return tuple(sorted(everything, key=lambda finding: weights.index(finding.weight)))


def fails(found: tuple[VerifyFinding, ...], *, strict: bool) -> bool:
    """Whether there is an error, or where it is strict a warning."""
    bad = {"error", "warning"} if strict else {"error"}
    return any(finding.weight in bad for finding in found)


def _properties(found: Verification) -> Iterator[VerifyFinding]:
    for record in found.properties:
        broken = record.counterexample
        if record.verdict == "refuted" and broken is not None:
            text = f"{record.text} This is not so: the share goes from {broken.share_before} to {broken.share_after} %."
            pair = (("before", broken.before), ("after", broken.after))
            yield VerifyFinding("error", "property-refuted", record.property, text, pair)
    for plan in found.plan_properties:
        if plan.verdict == "refuted":
            text = f"{plan.text} This is not so: {plan.why}."
            yield VerifyFinding("error", "property-refuted", plan.property, text, _single(plan.example))
        elif plan.verdict == "not-verified":
            text = f"{plan.text} This could neither be proved nor refuted."
            yield VerifyFinding("warning", "not-verified", plan.property, text)


def _leaders(found: Verification) -> Iterator[VerifyFinding]:
    for outcome in found.outcomes:
        if outcome.profiles:
            if outcome.kind == "nothing-feasible":
                text = f"Every approach is ruled out for {counted(outcome.profiles, 'profile')}."
                yield VerifyFinding("note", "nothing-feasible", "", text, _single(outcome.example))
        elif outcome.kind == "leads":
            text = f"{outcome.approach} leads for no profile at all."
            yield VerifyFinding("error", "never-leads", outcome.approach, text)
    for bounds in found.bounds:
        if bounds.low is not None and bounds.low == bounds.high:
            text = f"{bounds.approach} gets {bounds.low} % whatever is answered."
            yield VerifyFinding("warning", "fixed-share", bounds.approach, text, _single(bounds.low_example))


def _mixes(found: Verification) -> Iterator[VerifyFinding]:
    sentences = {
        "sum": "do not sum to 100, or give something to what is ruled out",
        "floor": "leave a feasible approach less than the floor",
        "cap": "give an approach that may not lead more than the cap",
    }
    for broken in found.mixes.broken if found.mixes else ():
        shares = ", ".join(map(str, broken.shares))
        text = f"The shares {shares} {sentences[broken.promise]}."
        yield VerifyFinding("error", "broken-mix", "", text, _single(broken.example))


def _rules(rulebook: Rulebook, found: Verification) -> Iterator[VerifyFinding]:
    for rule, record in zip(rulebook.rules, found.rules, strict=False):
        if not any(record.speaks):
            yield VerifyFinding("warning", "never-speaks", rule.id, f"The rule {rule.id} speaks for no profile.")
            continue
        for number, speaks in enumerate(record.speaks, 1):
            if not speaks:
                text = f"Level {number} of the rule {rule.id} speaks for no profile."
                yield VerifyFinding("warning", "level-never-speaks", rule.id, text)
        if record.decides == 0:
            yield VerifyFinding("warning", "never-decides", rule.id, _never_decides(record))


def _never_decides(record: RuleRecord) -> str:
    spoken = counted(sum(record.speaks), "profile")
    return f"The rule {record.rule} speaks for {spoken}, and without it the same approach would lead each time."


def _evidence(found: Verification) -> Iterator[VerifyFinding]:
    evidence = found.evidence
    if evidence is not None and evidence.thin:
        thin = counted(evidence.thin, "profile")
        text = f"For {thin} fewer than {evidence.enough} rules speak; the fewest: {evidence.fewest}."
        yield VerifyFinding("note", "thin-evidence", "", text, _single(evidence.fewest_example))


def _not_verified(found: Verification) -> Iterator[VerifyFinding]:
    """One warning for each thing left open; the rules whose weight is not known stand together in one."""
    for left in found.not_verified:
        match left.subject:
            case "mixes":
                yield _left_open("Who leads, how often, and how far shares reach", left)
            case "evidence":
                yield _left_open("How many rules speak at once", left)
            case "property":
                yield _left_open(f"The property {left.name}", left)
            case "rule":
                continue
    rules = [left.name for left in found.not_verified if left.subject == "rule"]
    if rules:
        more = f" and {len(rules) - _MOST_NAMED} more" if len(rules) > _MOST_NAMED else ""
        text = f"How often they decide was not verified for these rules: {', '.join(rules[:_MOST_NAMED])}{more}."
        yield VerifyFinding("warning", "not-verified", "", text)


def _left_open(what: str, left: NotVerified) -> VerifyFinding:
    meeting = f", where these rules meet: {', '.join(left.rules)}" if left.rules else ""
    text = f"{what} was not verified: too entangled for the limit of work{meeting}."
    return VerifyFinding("warning", "not-verified", left.name, text)


def _single(example: Example) -> tuple[tuple[str, Example], ...]:
    return () if example == NO_EXAMPLE else (("example", example),)
