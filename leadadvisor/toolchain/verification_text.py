"""The outcome of verifying a rulebook as text or as JSON, with exact counts of profiles in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.verification import NO_EXAMPLE, Example, Verification
from leadadvisor.text import counted
from leadadvisor.toolchain.verification import VerifyFinding

_OUTCOMES = {
    "tie": "nobody: a tie",
    "nobody-may-lead": "nobody: none may lead",
    "nothing-feasible": "nobody: nothing feasible",
}


def verification_text(
    rulebook: Rulebook, found: Verification, told: Sequence[VerifyFinding], *, examples: bool, brief: bool
) -> str:
    """Plain text; with `examples` a profile for every line that one can show, `brief` only the findings."""
    parts = [] if brief else [_heading(rulebook, found), *_tables(rulebook, found, examples=examples)]
    return "\n\n".join(["\n".join(lines) for lines in [*parts, _findings(told)] if lines]) + "\n"


def verification_json(rulebook: Rulebook, found: Verification, told: Sequence[VerifyFinding]) -> str:
    """JSON; it may grow, and keeps what it has under this schema."""
    return json.dumps(_tree(rulebook, found, told), indent=2, ensure_ascii=False) + "\n"


def _heading(rulebook: Rulebook, found: Verification) -> list[str]:
    lines = [f"{rulebook.name} {rulebook.version}: all {counted(found.profiles, 'profile')}, each counted once"]
    if found.left_out:
        lines.append(f"Left out, as no rule and no blocker reads it: {', '.join(found.left_out)}")
    return lines


def _tables(rulebook: Rulebook, found: Verification, *, examples: bool) -> Iterator[list[str]]:
    yield _leaders(found, examples=examples)
    yield _shares(rulebook, found, examples=examples)
    yield _evidence(found, examples=examples)
    yield _rules(found, examples=examples)
    yield _properties(found)


def _leaders(found: Verification, *, examples: bool) -> list[str]:
    lines = ["Who leads"] if found.outcomes else []
    for outcome in found.outcomes:
        who = outcome.approach or _OUTCOMES[outcome.kind]
        lines.append(f"  {who:<26}{outcome.profiles:>20,}  {percent(outcome.profiles, found.profiles):>12}")
        lines += _shown(outcome.example, examples=examples)
    return lines


def _shares(rulebook: Rulebook, found: Verification, *, examples: bool) -> list[str]:
    lines = ["Lowest and highest share"] if found.bounds else []
    for bounds in found.bounds:
        reach = "no mix at all" if bounds.low is None else f"{bounds.low} to {bounds.high} %"
        lines.append(f"  {bounds.approach:<26}{reach:>20}")
        lines += _shown(bounds.low_example, examples=examples) + _shown(bounds.high_example, examples=examples)
    if found.mixes is not None and not found.mixes.broken:
        floor, cap = rulebook.settings.floor.value, rulebook.settings.may_not_lead_cap.value
        promises = f"sums to 100 and keeps the floor of {floor} % and the cap of {cap} % for what may not lead"
        lines.append(f"  {found.mixes.different:,} different mixes; each {promises}")
    return lines


def _evidence(found: Verification, *, examples: bool) -> list[str]:
    evidence = found.evidence
    if evidence is None:
        return []
    thin = f"fewer than {evidence.enough} for {percent(evidence.thin, found.profiles)} of all profiles"
    lines = ["Rules that speak at once", f"  {evidence.fewest} to {evidence.most}; {thin}"]
    return [
        *lines,
        *_shown(evidence.fewest_example, examples=examples),
        *_shown(evidence.most_example, examples=examples),
    ]


def _rules(found: Verification, *, examples: bool) -> list[str]:
    if not found.rules:
        return []
    width = max(len(record.rule) for record in found.rules)
    lines = [f"{'Rules':<{width + 2}}  {'speaks':>12}  {'decides':>12}"]
    for record in found.rules:
        decides = "not verified" if record.decides is None else percent(record.decides, found.profiles)
        speaks = percent(sum(record.speaks), found.profiles)
        lines.append(f"  {record.rule:<{width}}  {speaks:>12}  {decides:>12}")
        lines += _shown(record.example, examples=examples)
    return lines


def _properties(found: Verification) -> list[str]:
    verdicts = [(record.verdict, record.text) for record in found.plan_properties]
    verdicts += [(record.verdict, record.text) for record in found.properties]
    return ["Properties", *(f"  {verdict:<14}{text}" for verdict, text in verdicts)] if verdicts else []


def _findings(told: Sequence[VerifyFinding]) -> list[str]:
    lines = []
    for finding in told:
        lines.append(f"{finding.weight}[{finding.code}]: {finding.text}")
        lines += [f"  {name}: {example_line(example)}" for name, example in finding.examples]
    counts = [(weight, sum(finding.weight == weight for finding in told)) for weight in ("error", "warning", "note")]
    summary = ", ".join(f"{count or 'no'} {weight}{'' if count == 1 else 's'}" for weight, count in counts)
    return [*lines, summary[0].upper() + summary[1:]]


def _shown(example: Example, *, examples: bool) -> list[str]:
    return [f"    {example_line(example)}"] if examples and example != NO_EXAMPLE else []


def _tree(rulebook: Rulebook, found: Verification, told: Sequence[VerifyFinding]) -> dict[str, object]:
    return {
        "schema": "leadadvisor/verification/1",
        "rulebook": {"name": rulebook.name, "version": rulebook.version, "digest": rulebook.digest},
        "profiles": found.profiles,
        "left_out": list(found.left_out),
        "outcomes": [
            {
                "kind": outcome.kind,
                "approach": outcome.approach or None,
                "profiles": outcome.profiles,
                "example": dict(outcome.example),
            }
            for outcome in found.outcomes
        ],
        "shares": [
            {
                "approach": bounds.approach,
                "low": bounds.low,
                "high": bounds.high,
                "low_example": dict(bounds.low_example),
                "high_example": dict(bounds.high_example),
            }
            for bounds in found.bounds
        ],
        "different_mixes": found.mixes.different if found.mixes else None,
        "evidence": _evidence_tree(found),
        "rules": [
            {
                "rule": record.rule,
                "levels_speak": list(record.speaks),
                "decides": record.decides,
                "example": dict(record.example),
            }
            for record in found.rules
        ],
        "properties": _properties_tree(found),
        "plan_properties": _plan_properties_tree(found),
        "findings": [
            {
                "severity": finding.weight,
                "code": finding.code,
                "subject": finding.subject,
                "text": finding.text,
                "examples": {name: dict(example) for name, example in finding.examples},
            }
            for finding in told
        ],
    }


def _evidence_tree(found: Verification) -> dict[str, object] | None:
    evidence = found.evidence
    if evidence is None:
        return None
    return {
        "profiles_by_rules_speaking": list(evidence.profiles),
        "enough": evidence.enough,
        "thin": evidence.thin,
        "fewest_example": dict(evidence.fewest_example),
        "most_example": dict(evidence.most_example),
    }


def _properties_tree(found: Verification) -> list[dict[str, object]]:
    trees: list[dict[str, object]] = []
    for record in found.properties:
        broken = record.counterexample
        shown = broken and {
            "before": dict(broken.before),
            "after": dict(broken.after),
            "share_before": broken.share_before,
            "share_after": broken.share_after,
        }
        trees.append(
            {"property": record.property, "text": record.text, "verdict": record.verdict, "counterexample": shown}
        )
    return trees


def _plan_properties_tree(found: Verification) -> list[dict[str, object]]:
    return [
        {
            "property": record.property,
            "text": record.text,
            "verdict": record.verdict,
            "example": dict(record.example) if record.why else None,
            "why": record.why or None,
        }
        for record in found.plan_properties
    ]


_LEAST_TOLD = 0.01


def percent(count: int, total: int) -> str:
    """A part of all profiles, in percent to two places; the little that rounds to nothing is not told as nothing."""
    if not count:
        return "0 %"
    if count == total:
        return "100 %"
    exact = 100 * count / total
    if exact < _LEAST_TOLD:
        return f"under {_LEAST_TOLD} %"
    if exact > 100 - _LEAST_TOLD:
        return f"over {100 - _LEAST_TOLD} %"
    return f"{exact:.2f} %"


def example_line(example: Example) -> str:
    """Answers as they can be given on the command line with --set."""
    return " ".join(f"{question}={option}" for question, option in example)
