"""The comparison as mappings, lists and numbers: the contract "leadadvisor/comparison/1"."""

from __future__ import annotations

from leadadvisor.model.comparison import Cause, Comparison, Difference, Replaced, ShareDifference, Step
from leadadvisor.reports.brief import outline, percentage_points
from leadadvisor.reports.result import Result
from leadadvisor.reports.text import safe

SCHEMA = "leadadvisor/comparison/1"


def result(comparison: Comparison) -> dict[str, Result]:
    """Everything, with keys always in the same order."""
    names = [scenario.name for scenario in comparison.scenarios]
    approaches = [way.id for way in comparison.scenarios[0].recommendation.rulebook.approaches]
    return {
        "schema": SCHEMA,
        "subject": comparison.subject,
        "leader_changes": comparison.leader_changes,
        "scenarios": [
            {"name": safe(scenario.name), **outline(scenario.recommendation)} for scenario in comparison.scenarios
        ],
        "differences": [
            {"from": safe(names[0]), "to": safe(name), **_difference(difference, approaches)}
            for name, difference in zip(names[1:], comparison.differences, strict=True)
        ],
    }


def _difference(difference: Difference, approaches: list[str]) -> dict[str, Result]:
    return {
        "leader_changes": difference.leader_changes,
        "causes": [_cause(cause, approaches) for cause in difference.causes],
        "shares": [_share(share) for share in difference.shares],
        "settings": [_replaced(each) for each in difference.settings],
        "rules": {
            "removed": [safe(rule) for rule in difference.only_before],
            "added": [safe(rule) for rule in difference.only_after],
            "reworked": [safe(rule) for rule in difference.reworked],
        },
    }


def _cause(cause: Cause, approaches: list[str]) -> Result:
    points: dict[str, Result] = {
        safe(approach): percentage_points(hundredths)
        for approach, hundredths in zip(approaches, cause.hundredths, strict=True)
    }
    changed: list[Result] = [_replaced(each) for each in cause.replaced]
    return {"kind": cause.kind, "id": safe(cause.id), "changed": changed, "percentage_points": points}


def _share(share: ShareDifference) -> Result:
    return {
        "approach": safe(share.approach),
        "before": share.before,
        "after": share.after,
        "steps": [_step(step) for step in share.steps],
    }


def _step(step: Step) -> Result:
    return {
        "kind": step.kind,
        "rule": safe(step.rule),
        "because": safe(step.because),
        "speaks": step.speaks,
        "before": percentage_points(step.before),
        "after": percentage_points(step.after),
        "moved": percentage_points(step.after - step.before),
    }


def _replaced(each: Replaced) -> Result:
    return {"id": safe(each.id), "from": safe(each.before), "to": safe(each.after)}
