"""The form of files of the plan, of properties and of cases, written as calls as in schema.py."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from leadadvisor.model.plan import AtLeast, Counts, Pace, Phase, PlanPropertyKind, Without
from leadadvisor.model.recommendation import CautionCode
from leadadvisor.model.rulebook import Firmness, State, Status
from leadadvisor.rulebook.schema import (
    ActionName,
    ApproachName,
    ApproachOrMix,
    Claims,
    ConditionPlain,
    Gives,
    Id,
    Percent,
    QuestionName,
    Text,
    Uses,
)

FirstLeadPlain = TypedDict("FirstLeadPlain", {"pace": Pace, "because": Text, "claims": Claims})
OwnerLinePlain = TypedDict(
    "OwnerLinePlain", {"when": ConditionPlain, "who": NotRequired[Text], "nobody": NotRequired[Text]}
)
OwnerPlain = TypedDict(
    "OwnerPlain", {"id": Annotated[Id, Gives("owner")], "lines": Annotated[list[OwnerLinePlain], Field(min_length=1)]}
)
StopPlain = TypedDict("StopPlain", {"counts": Counts, "without": Without, "at-least": NotRequired[AtLeast]})
# What every action has; what is left to do for an approach that waits has nothing more.
TakeUpPlain = TypedDict(
    "TakeUpPlain",
    {
        "id": Annotated[Id, Gives("action")],
        "when": ConditionPlain,
        "action": Text,
        "owner": Annotated[Id, Uses("owner")],
        "measure": Text,
        "stop-rule": Text,
        "judges": NotRequired[list[ActionName]],
        "stop": NotRequired[StopPlain],
        "claims": NotRequired[Annotated[Claims, Field(min_length=1)]],
        "practice": NotRequired[Text],
    },
)
ActionPlain = TypedDict(
    "ActionPlain",
    {
        "id": Annotated[Id, Gives("action")],
        "phase": Phase,
        "channel": NotRequired[Id],
        "when": ConditionPlain,
        "action": Text,
        "owner": Annotated[Id, Uses("owner")],
        "measure": Text,
        "stop-rule": Text,
        "judges": NotRequired[list[ActionName]],
        "stop": NotRequired[StopPlain],
        "must": NotRequired[bool],
        "after": NotRequired[Annotated[list[ActionName], Field(min_length=1)]],
        "claims": NotRequired[Annotated[Claims, Field(min_length=1)]],
        "practice": NotRequired[Text],
    },
)
StepLimitPlain = TypedDict("StepLimitPlain", {"when": ConditionPlain, "steps": Annotated[int, Field(ge=1)]})
RunningPlain = TypedDict(
    "RunningPlain",
    {
        "when": ConditionPlain,
        "approach": ApproachName,
        "steps": list[ActionName],
        "never": NotRequired[list[ActionName]],
    },
)
PresupposedPlain = TypedDict("PresupposedPlain", {"known": ConditionPlain, "steps": list[ActionName]})
AllowedOwnersPlain = TypedDict("AllowedOwnersPlain", {"when": ConditionPlain, "who": list[Text]})
PlanPropertyPlain = TypedDict(
    "PlanPropertyPlain",
    {
        "id": Annotated[Id, Gives("property")],
        "kind": PlanPropertyKind,
        "text": Text,
        "runs": NotRequired[list[RunningPlain]],
        "presupposed": NotRequired[list[PresupposedPlain]],
        "most": NotRequired[list[StepLimitPlain]],
        "channels": NotRequired[list[Annotated[Id, Uses("channel")]]],
        "steps": NotRequired[list[ActionName]],
        "owners": NotRequired[list[AllowedOwnersPlain]],
    },
)
PlanPlain = TypedDict(
    "PlanPlain",
    {
        "approach": ApproachOrMix,
        "first-lead": NotRequired[FirstLeadPlain],
        "several-when": NotRequired[ConditionPlain],
        "ready-only-when": NotRequired[ConditionPlain],
        "runs-when": NotRequired[ConditionPlain],
        "most-steps": NotRequired[list[StepLimitPlain]],
        "owners": NotRequired[list[OwnerPlain]],
        "actions": list[ActionPlain],
        "take-up": NotRequired[list[TakeUpPlain]],
        "decisions": NotRequired[list[ActionPlain]],
    },
)

PropertyPlain = TypedDict(
    "PropertyPlain",
    {
        "id": Annotated[Id, Gives("property")],
        "text": Text,
        "question": QuestionName,
        "where": NotRequired[ConditionPlain],
        "order": NotRequired[Annotated[list[Id], Field(min_length=2)]],
        "from": NotRequired[Annotated[list[Id], Field(min_length=1)]],
        "to": NotRequired[Annotated[list[Id], Field(min_length=1)]],
        "never-lowers": NotRequired[ApproachName],
        "never-raises": NotRequired[ApproachName],
        "lowers": NotRequired[ApproachName],
        "raises": NotRequired[ApproachName],
    },
)

PropertiesPlain = TypedDict(
    "PropertiesPlain",
    {"properties": NotRequired[list[PropertyPlain]], "plan-properties": NotRequired[list[PlanPropertyPlain]]},
)

ExpectationPlain = TypedDict(
    "ExpectationPlain",
    {
        "status": NotRequired[Status],
        "leads": NotRequired[list[ApproachName]],
        "does-not-lead": NotRequired[list[ApproachName]],
        "order": NotRequired[Annotated[list[ApproachName], Field(min_length=2)]],
        "ruled-out": NotRequired[list[ApproachName]],
        "may-not-lead": NotRequired[list[ApproachName]],
        "at-most": NotRequired[dict[Annotated[str, Uses("approach")], Percent]],
        "at-least": NotRequired[dict[Annotated[str, Uses("approach")], Percent]],
        "firmness": NotRequired[list[Firmness]],
        "cautions": NotRequired[list[CautionCode]],
        "contradictions": NotRequired[list[Annotated[Id, Uses("contradiction")]]],
        "tensions": NotRequired[dict[Annotated[str, Uses("tension")], Literal["1", "2", "both", "open", "shown"]]],
        "channels": NotRequired[dict[Annotated[str, Uses("channel")], State]],
        "rules": NotRequired[list[Annotated[Id, Uses("rule")]]],
    },
)

CasePlain = TypedDict(
    "CasePlain",
    {
        "name": Annotated[Text, Gives("case")],
        "answers": dict[Annotated[str, Uses("question")], Id],
        "why": Text,
        "claims": Claims,
        "expect": ExpectationPlain,
    },
)

CasesPlain = TypedDict("CasesPlain", {"topic": Text, "cases": list[CasePlain]})
