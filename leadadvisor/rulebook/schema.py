"""The form of each kind of rulebook file: the only use of pydantic, and the types by which checked data is read.

All forms are written as calls, since most have keys with hyphens.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal, NotRequired, TypeAlias

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from pydantic_core import ErrorDetails
from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from leadadvisor.model.recommendation import CautionCode
from leadadvisor.model.rulebook import (
    BlockerKind,
    Costs,
    Firmness,
    Need,
    RuleKind,
    State,
    Status,
    Strength,
    TensionEffect,
)
from leadadvisor.rulebook.problems import Plain
from leadadvisor.rulebook.schema_plan import PlanPlain, PlanPropertyPlain
from leadadvisor.rulebook.schema_values import ClaimId, ConditionPlain, Id, Percent, TensionId, Text

FileKind: TypeAlias = Literal[
    "rulebook",
    "conditions",
    "sources",
    "questions",
    "approaches",
    "evidence",
    "blockers",
    "tensions",
    "contradictions",
    "properties",
    "plan",
    "cases",
]

SettingPlain = TypedDict("SettingPlain", {"value": int, "why": Text})
SettingsPlain = TypedDict(
    "SettingsPlain",
    {
        "strong": SettingPlain,
        "moderate": SettingPlain,
        "slight": SettingPlain,
        "goal-bonus": SettingPlain,
        "points-to-double": SettingPlain,
        "step": SettingPlain,
        "floor": SettingPlain,
        "may-not-lead-cap": SettingPlain,
        "firm-at": SettingPlain,
        "reserve": SettingPlain,
    },
)
RulebookPlain = TypedDict(
    "RulebookPlain",
    {
        "name": Text,
        "version": Text,
        "title": Text,
        "mix-of": Text,
        "language": NotRequired[Text],
        "approaches": Annotated[list[Id], Field(min_length=2)],
        "ask-order": Annotated[list[Id], Field(min_length=1)],
        "settings": SettingsPlain,
        "not-considered": list[Text],
        "basis": Text,
    },
)

ConditionsPlain = TypedDict("ConditionsPlain", {"conditions": dict[str, ConditionPlain]})

ClaimPlain = TypedDict(
    "ClaimPlain",
    {
        "id": ClaimId,
        "section": Text,
        "approach": Id,
        "attribute": Text,
        "polarity": Literal["pro", "con", "neutral"],
        "strength": Strength,
        "hedge": Text,
        "depends-on": NotRequired[Text],
        "says": Text,
        "background": NotRequired[Text],
        "anchors": NotRequired[list[Text]],
    },
)
DocumentPlain = TypedDict(
    "DocumentPlain",
    {
        "id": Text,
        "title": Text,
        "publisher": Text,
        "kind": Text,
        "note": Text,
        "claims": list[ClaimPlain],
        "unused": NotRequired[dict[str, Text]],
    },
)

OptionPlain = TypedDict("OptionPlain", {"id": Id, "label": Text, "help": NotRequired[Text]})
QuestionPlain = TypedDict(
    "QuestionPlain",
    {
        "id": Id,
        "text": Text,
        "help": Text,
        "why": Text,
        "need": NotRequired[Need],
        "improves": NotRequired[list[Id]],
        "asked-when": NotRequired[ConditionPlain],
        "otherwise": NotRequired[Id],
        "alike-note": NotRequired[Text],
        "options": Annotated[list[OptionPlain], Field(min_length=1)],
    },
)
QuestionsPlain = TypedDict("QuestionsPlain", {"topic": Text, "questions": list[QuestionPlain]})

RequirementPlain = TypedDict(
    "RequirementPlain",
    {
        "questions": Annotated[list[Id], Field(min_length=1)],
        "when": NotRequired[ConditionPlain],
        "warning": Text,
        "claims": list[ClaimId],
    },
)
UnlockPlain = TypedDict(
    "UnlockPlain",
    {
        "action": NotRequired[Id],
        "question": NotRequired[Id],
        "options": NotRequired[Annotated[list[Id], Field(min_length=1)]],
    },
)
ChannelStatePlain = TypedDict(
    "ChannelStatePlain",
    {
        "state": State,
        "when": ConditionPlain,
        "because": Text,
        "claims": list[ClaimId],
        "unlocked-by": NotRequired[list[UnlockPlain]],
    },
)
AgainstPlain = TypedDict("AgainstPlain", {"when": ConditionPlain, "because": Text, "claims": list[ClaimId]})
ChannelPlain = TypedDict(
    "ChannelPlain",
    {
        "id": Id,
        "label": Text,
        "what": Text,
        "costs": NotRequired[Costs],
        "states": Annotated[list[ChannelStatePlain], Field(min_length=1)],
    },
)
ApproachPlain = TypedDict(
    "ApproachPlain",
    {
        "id": Id,
        "label": Text,
        "what": Text,
        "requirements": NotRequired[list[RequirementPlain]],
        "channels": list[ChannelPlain],
        "against": NotRequired[list[AgainstPlain]],
    },
)

EffectsPlain: TypeAlias = dict[str, Strength]
LevelPlain = TypedDict(
    "LevelPlain",
    {
        "when": ConditionPlain,
        "supports": NotRequired[EffectsPlain],
        "opposes": NotRequired[EffectsPlain],
        "because": NotRequired[Text],
    },
)
SidePlain = TypedDict("SidePlain", {"tension": TensionId, "side": Literal[1, 2]})
RulePlain = TypedDict(
    "RulePlain",
    {
        "id": Id,
        "goal": NotRequired[bool],
        "when": NotRequired[ConditionPlain],
        "supports": NotRequired[EffectsPlain],
        "opposes": NotRequired[EffectsPlain],
        "levels": NotRequired[Annotated[list[LevelPlain], Field(min_length=1)]],
        "because": Text,
        "claims": list[ClaimId],
        "side": NotRequired[SidePlain],
        "strength-note": NotRequired[Text],
        "kind": NotRequired[RuleKind],
    },
)
EvidencePlain = TypedDict("EvidencePlain", {"topic": Text, "rules": list[RulePlain]})

BlockerPlain = TypedDict(
    "BlockerPlain",
    {
        "id": Id,
        "approach": Id,
        "kind": BlockerKind,
        "when": ConditionPlain,
        "because": Text,
        "lifted-by": Text,
        "claims": list[ClaimId],
    },
)
BlockersPlain = TypedDict("BlockersPlain", {"blockers": list[BlockerPlain]})

TensionSidePlain = TypedDict(
    "TensionSidePlain", {"says": Text, "claims": list[ClaimId], "holds-when": NotRequired[ConditionPlain]}
)
TensionPlain = TypedDict(
    "TensionPlain",
    {
        "id": TensionId,
        "title": Text,
        "kind": Literal["contradiction", "conditions", "definitions", "internal", "note"],
        "bears-when": NotRequired[ConditionPlain],
        "decided-by": NotRequired[list[Id]],
        "sides": Annotated[list[TensionSidePlain], Field(min_length=2, max_length=2)],
        "while-open": NotRequired[Text],
        "always": NotRequired[Literal[1, 2, "both"]],
        "always-because": NotRequired[Text],
        "effect": NotRequired[TensionEffect],
    },
)
TensionsPlain = TypedDict("TensionsPlain", {"tensions": list[TensionPlain]})

ContradictionPlain = TypedDict(
    "ContradictionPlain",
    {
        "id": Id,
        "when": ConditionPlain,
        "questions": Annotated[list[Id], Field(min_length=1)],
        "because": Text,
        "ask": Text,
        "claims": list[ClaimId],
    },
)
ContradictionsPlain = TypedDict("ContradictionsPlain", {"contradictions": list[ContradictionPlain]})

PropertyPlain = TypedDict(
    "PropertyPlain",
    {
        "id": Id,
        "text": Text,
        "question": Id,
        "where": NotRequired[ConditionPlain],
        "order": NotRequired[Annotated[list[Id], Field(min_length=2)]],
        "from": NotRequired[Annotated[list[Id], Field(min_length=1)]],
        "to": NotRequired[Annotated[list[Id], Field(min_length=1)]],
        "never-lowers": NotRequired[Id],
        "never-raises": NotRequired[Id],
        "lowers": NotRequired[Id],
        "raises": NotRequired[Id],
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
        "leads": NotRequired[list[Id]],
        "does-not-lead": NotRequired[list[Id]],
        "order": NotRequired[Annotated[list[Id], Field(min_length=2)]],
        "ruled-out": NotRequired[list[Id]],
        "may-not-lead": NotRequired[list[Id]],
        "at-most": NotRequired[dict[str, Percent]],
        "at-least": NotRequired[dict[str, Percent]],
        "firmness": NotRequired[list[Firmness]],
        "cautions": NotRequired[list[CautionCode]],
        "contradictions": NotRequired[list[Id]],
        "tensions": NotRequired[dict[str, Literal["1", "2", "both", "open", "shown"]]],
        "channels": NotRequired[dict[str, State]],
        "rules": NotRequired[list[Id]],
    },
)
CasePlain = TypedDict(
    "CasePlain",
    {
        "name": Text,
        "answers": dict[str, Id],
        "why": Text,
        "claims": list[ClaimId],
        "expect": ExpectationPlain,
    },
)
CasesPlain = TypedDict("CasesPlain", {"topic": Text, "cases": list[CasePlain]})

FORMS: Mapping[FileKind, type] = {
    "rulebook": RulebookPlain,
    "conditions": ConditionsPlain,
    "sources": DocumentPlain,
    "questions": QuestionsPlain,
    "approaches": ApproachPlain,
    "evidence": EvidencePlain,
    "blockers": BlockersPlain,
    "tensions": TensionsPlain,
    "contradictions": ContradictionsPlain,
    "properties": PropertiesPlain,
    "plan": PlanPlain,
    "cases": CasesPlain,
}
"""The form of each kind of file."""


def complaints(kind: FileKind, data: Plain) -> list[ErrorDetails]:
    """Compare plain data with the form of its kind of file; give whatever pydantic has against it."""
    try:
        _adapter(kind).validate_python(data)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


@cache
def _adapter(kind: FileKind) -> TypeAdapter[object]:
    # What stands inside a form takes over its settings.
    return TypeAdapter(with_config(ConfigDict(strict=True, extra="forbid"))(FORMS[kind]))
