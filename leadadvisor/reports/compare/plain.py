"""The plain comparison: one fact a line as `key: value`.

`scenario` (number; name; status; leader; firmness), `share_<approach>` (one figure a scenario), `leader_changes`; then
for each later scenario, with its number: `differs_<n>` (what; before; after), `cause_<n>_<approach>` (percentage
points; what), `step_<n>_<approach>` (percentage points; rule or kind; before; after; when it speaks), `rule_<n>` and
`setting_<n>`.
"""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.comparison import Comparison, Difference
from leadadvisor.reports import Verbosity, wording
from leadadvisor.reports.text import one_line


def lines(comparison: Comparison, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """Everything, or with the lowest verbosity only the results."""
    for number, scenario in enumerate(comparison.scenarios, start=1):
        told = scenario.recommendation
        yield "scenario", f"{number}; {scenario.name}; {told.status}; {told.leader or 'none'}; {told.firmness}"
    for approach in comparison.approaches():
        yield f"share_{one_line(approach)}", "; ".join(str(each.share(approach)) for each in comparison.scenarios)
    yield "leader_changes", "yes" if comparison.leader_changes else "no"
    if verbosity >= 0:
        approaches = [way.id for way in comparison.scenarios[0].recommendation.rulebook.approaches]
        for number, difference in enumerate(comparison.differences, start=2):
            yield from _difference(number, difference, approaches)


def _difference(number: int, difference: Difference, approaches: list[str]) -> Iterator[tuple[str, str]]:
    for cause in difference.causes:
        for each in cause.replaced:
            yield f"differs_{number}", f"{each.id}; {each.before or 'open'}; {each.after or 'open'}"
    for cause in difference.causes:
        for approach, hundredths in zip(approaches, cause.hundredths, strict=True):
            yield f"cause_{number}_{one_line(approach)}", f"{_points(hundredths)}; {cause.kind} {cause.id}"
    for each in difference.settings:
        yield f"setting_{number}", f"{each.id}; {each.before}; {each.after}"
    for kind, rules in (
        ("removed", difference.only_before),
        ("added", difference.only_after),
        ("reworked", difference.reworked),
    ):
        for rule in rules:
            yield f"rule_{number}", f"{kind}; {rule}"
    for share in difference.shares:
        for step in share.steps:
            told = f"{_points(step.after - step.before)}; {step.rule or step.kind}; {_points(step.before)}"
            yield f"step_{number}_{one_line(share.approach)}", f"{told}; {_points(step.after)}; {step.speaks}"


def _points(hundredths: int) -> str:
    return wording.percentage_points(hundredths, decimals=2)
