"""Building plans: actions, decisions, who does them and how fast each approach is, from plain data that was checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias, cast

from leadadvisor.model.condition import NEVER, Condition
from leadadvisor.model.rulebook import Action, ActionKind, FirstLead, Owner, OwnerLine, Phase, PlanRules

if TYPE_CHECKING:
    from leadadvisor.rulebook import schema

_Build: TypeAlias = "Callable[[schema.ConditionPlain], Condition]"


def build_plan(plans: Iterable[schema.PlanPlain], condition: _Build) -> PlanRules:
    """Build what plans are made from out of the plans of all approaches, which keep the order of their files."""
    actions: list[Action] = []
    owners: list[Owner] = []
    first_leads: list[FirstLead] = []
    several_when: Condition = NEVER
    for plain in plans:
        approach = plain["approach"]
        actions += (_action(one, "action", one["phase"], approach, condition) for one in plain["actions"])
        actions += (_action(one, "take-up", "later", approach, condition) for one in plain.get("take-up", ()))
        actions += (_action(one, "decision", one["phase"], approach, condition) for one in plain.get("decisions", ()))
        owners += (_owner(one, condition) for one in plain.get("owners", ()))
        if "first-lead" in plain:
            lead = plain["first-lead"]
            first_leads.append(FirstLead(approach, lead["pace"], lead["because"], tuple(lead["claims"])))
        if "several-when" in plain:
            several_when = condition(plain["several-when"])
    return PlanRules(tuple(actions), tuple(owners), tuple(first_leads), several_when)


def _action(
    plain: schema.ActionPlain | schema.TakeUpPlain, kind: ActionKind, phase: Phase, approach: str, condition: _Build
) -> Action:
    return Action(
        plain["id"],
        kind,
        phase,
        approach,
        cast("str", plain.get("channel", "")),
        condition(plain["when"]),
        plain["action"],
        plain["owner"],
        plain["measure"],
        plain["stop-rule"],
        tuple(plain.get("claims", ())),
        plain.get("practice", ""),
    )


def _owner(plain: schema.OwnerPlain, condition: _Build) -> Owner:
    lines = (OwnerLine(condition(line["when"]), line.get("who", ""), line.get("nobody", "")) for line in plain["lines"])
    return Owner(plain["id"], tuple(lines))
