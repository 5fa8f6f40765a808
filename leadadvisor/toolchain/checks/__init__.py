"""All checks of a rulebook, in the order in which they are listed. To add one: a function with `@check` in a module."""

from leadadvisor.model.finding import Finding
from leadadvisor.toolchain.checks import conditions, rules, sources
from leadadvisor.toolchain.checks.base import Check, Subject

CHECKS: tuple[Check, ...] = tuple(
    value for module in (sources, conditions, rules) for value in vars(module).values() if isinstance(value, Check)
)


def run_checks(subject: Subject) -> tuple[Finding, ...]:
    """The findings of all checks, in order of place."""
    found = [finding for check in CHECKS for finding in check.findings(subject)]
    return tuple(sorted(found, key=lambda finding: (finding.place, finding.code, finding.message)))
