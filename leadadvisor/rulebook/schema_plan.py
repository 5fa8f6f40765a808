"""The form of a file of the plan, and of properties of plans, written as calls as in schema.py."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from leadadvisor.model.plan import AtLeast, Counts, Pace, Phase, PlanPropertyKind, Without
from leadadvisor.rulebook.schema_values import ClaimId, ConditionPlain, Id, Text

FirstLeadPlain = TypedDict("FirstLeadPlain", {"pace": Pace, "because": Text, "claims": list[ClaimId]})
OwnerLinePlain = TypedDict(
    "OwnerLinePlain", {"when": ConditionPlain, "who": NotRequired[Text], "nobody": NotRequired[Text]}
)
OwnerPlain = TypedDict("OwnerPlain", {"id": Id, "lines": Annotated[list[OwnerLinePlain], Field(min_length=1)]})
StopPlain = TypedDict("StopPlain", {"counts": Counts, "without": Without, "at-least": NotRequired[AtLeast]})
# What every action has; what is left to do for an approach that waits has nothing more.
TakeUpPlain = TypedDict(
    "TakeUpPlain",
    {
        "id": Id,
        "when": ConditionPlain,
        "action": Text,
        "owner": Id,
        "measure": Text,
        "stop-rule": Text,
        "judges": NotRequired[list[Id]],
        "stop": NotRequired[StopPlain],
        "claims": NotRequired[Annotated[list[ClaimId], Field(min_length=1)]],
        "practice": NotRequired[Text],
    },
)
ActionPlain = TypedDict(
    "ActionPlain",
    {
        "id": Id,
        "phase": Phase,
        "channel": NotRequired[Id],
        "when": ConditionPlain,
        "action": Text,
        "owner": Id,
        "measure": Text,
        "stop-rule": Text,
        "judges": NotRequired[list[Id]],
        "stop": NotRequired[StopPlain],
        "must": NotRequired[bool],
        "claims": NotRequired[Annotated[list[ClaimId], Field(min_length=1)]],
        "practice": NotRequired[Text],
    },
)
StepLimitPlain = TypedDict("StepLimitPlain", {"when": ConditionPlain, "steps": Annotated[int, Field(ge=1)]})
RunningPlain = TypedDict(
    "RunningPlain", {"when": ConditionPlain, "approach": Id, "steps": list[Id], "never": NotRequired[list[Id]]}
)
PresupposedPlain = TypedDict("PresupposedPlain", {"known": ConditionPlain, "steps": list[Id]})
AllowedOwnersPlain = TypedDict("AllowedOwnersPlain", {"when": ConditionPlain, "who": list[Text]})
PlanPropertyPlain = TypedDict(
    "PlanPropertyPlain",
    {
        "id": Id,
        "kind": PlanPropertyKind,
        "text": Text,
        "runs": NotRequired[list[RunningPlain]],
        "presupposed": NotRequired[list[PresupposedPlain]],
        "most": NotRequired[list[StepLimitPlain]],
        "channels": NotRequired[list[Id]],
        "steps": NotRequired[list[Id]],
        "owners": NotRequired[list[AllowedOwnersPlain]],
    },
)
PlanPlain = TypedDict(
    "PlanPlain",
    {
        "approach": Id,
        "first-lead": NotRequired[FirstLeadPlain],
        "several-when": NotRequired[ConditionPlain],
        "runs-when": NotRequired[ConditionPlain],
        "most-steps": NotRequired[list[StepLimitPlain]],
        "owners": NotRequired[list[OwnerPlain]],
        "actions": list[ActionPlain],
        "take-up": NotRequired[list[TakeUpPlain]],
        "decisions": NotRequired[list[ActionPlain]],
    },
)
