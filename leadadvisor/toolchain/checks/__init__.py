"""All checks of a rulebook, in the order in which they are listed. To add one: a module with `run`, and a line here."""

from leadadvisor.model.finding import Finding
from leadadvisor.toolchain.checks import (
    always_true_condition,
    because_repeats_id,
    because_too_long,
    cancelling_rules,
    claim_counted_twice,
    condition_named_twice,
    duplicate_rule,
    invented_number,
    needless_background,
    no_channels,
    no_claims,
    one_sided_approach,
    options_alike,
    rule_without_case,
    strength_against_hedge,
    subsumed_rule,
    tension_decided_elsewhere,
    tension_effect,
    tension_never_shown,
    tension_one_sided,
    unreachable_condition,
    unread_question,
    unused_claim,
    unused_condition,
)
from leadadvisor.toolchain.checks.base import Check
from leadadvisor.toolchain.checks.subject import Subject

CHECKS: tuple[Check, ...] = (
    # sources
    Check("no-claims", "error", "a rule or other part that cites no claim", no_claims.run),
    Check("unused-claim", "warning", "a claim nothing cites, without a `background`", unused_claim.run),
    Check("needless-background", "warning", "a claim that counts, called background", needless_background.run),
    Check("claim-counted-twice", "warning", "two rules that count one claim together", claim_counted_twice.run),
    Check("strength-against-hedge", "warning", "a strength its claims do not bear out", strength_against_hedge.run),
    # questions and conditions
    Check("unread-question", "warning", "a question whose answer nothing reads", unread_question.run),
    Check("options-alike", "warning", "an option that nothing tells from another", options_alike.run),
    Check("unreachable-condition", "error", "a condition, level or advice without answers", unreachable_condition.run),
    Check("always-true-condition", "warning", "a condition that every answer meets", always_true_condition.run),
    Check("unused-condition", "warning", "a named condition that nothing uses", unused_condition.run),
    Check("condition-named-twice", "warning", "two names for one condition", condition_named_twice.run),
    # rules
    Check("duplicate-rule", "warning", "two rules that do the same", duplicate_rule.run),
    Check("subsumed-rule", "warning", "a rule that repeats a wider one on the same claims", subsumed_rule.run),
    Check("cancelling-rules", "warning", "a rule whose points another always takes back", cancelling_rules.run),
    Check("rule-without-case", "warning", "a rule that speaks in no case", rule_without_case.run),
    # tensions and approaches
    Check("tension-decided-elsewhere", "warning", "`decided-by` unlike what sides read", tension_decided_elsewhere.run),
    Check("tension-never-shown", "error", "a tension no answers bring up", tension_never_shown.run),
    Check("tension-one-sided", "warning", "a tension of which only one side is ever taken", tension_one_sided.run),
    Check("tension-effect", "warning", "a tension that says one thing and scores another", tension_effect.run),
    Check("no-channels", "warning", "an approach without channels", no_channels.run),
    Check("one-sided-approach", "warning", "an approach with nothing for or against it", one_sided_approach.run),
    # wording
    Check("because-repeats-id", "warning", "a reason that only repeats its id", because_repeats_id.run),
    Check("because-too-long", "warning", "a reason of more than 200 characters", because_too_long.run),
    Check("invented-number", "warning", "a reason with a number no source has", invented_number.run),
)


def run_checks(subject: Subject) -> tuple[Finding, ...]:
    """The findings of all checks, in order of place."""
    found = [finding for check in CHECKS for finding in check.findings(subject)]
    return tuple(sorted(found, key=lambda finding: (finding.place, finding.code, finding.message)))
