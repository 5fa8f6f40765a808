"""The form of each kind of rulebook file: what stands where, which words are names, and of what.

All forms are written as calls, since most have keys with hyphens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NotRequired, TypeAlias

from pydantic import Field, StringConstraints, WithJsonSchema
from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from leadadvisor.model.rulebook import (
    BlockerKind,
    Costs,
    Need,
    RuleKind,
    State,
    Strength,
    TensionEffect,
)
from leadadvisor.model.value import NamedTuple

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

NameKind: TypeAlias = Literal[
    "document",
    "claim",
    "question",
    "option",
    "approach",
    "channel",
    "rule",
    "blocker",
    "tension",
    "contradiction",
    "condition",
    "property",
    "action",
    "owner",
    "case",
]


class Gives(NamedTuple):
    """Marks a place where a thing of this kind gets its name."""

    kind: NameKind


class Uses(NamedTuple):
    """Marks a place that names a thing of this kind; with `or_mix`, it may be the whole mix in place of an approach."""

    kind: NameKind
    or_mix: bool = False


ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
CODE_PATTERN = "^[A-Z]+[0-9]+$"
TEXT_PATTERN = "^[^\n]*[^\\s][^\n]*$"

Id: TypeAlias = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
ClaimId: TypeAlias = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
TensionId: TypeAlias = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
Text: TypeAlias = Annotated[str, StringConstraints(pattern=TEXT_PATTERN)]
Percent: TypeAlias = Annotated[int, Field(ge=0, le=100)]

ApproachName: TypeAlias = Annotated[Id, Uses("approach")]
ApproachOrMix: TypeAlias = Annotated[Id, Uses("approach", or_mix=True)]
QuestionName: TypeAlias = Annotated[Id, Uses("question")]
ActionName: TypeAlias = Annotated[Id, Uses("action")]
Claims: TypeAlias = list[Annotated[ClaimId, Uses("claim")]]

CONDITION = WithJsonSchema({"format": "condition"})
"""Marks a condition. It is checked in conditions.py: its keys are questions, so pydantic lets anything pass there."""

if TYPE_CHECKING:
    PartPlain: TypeAlias = "list[ConditionPlain] | list[str] | ConditionPlain"
    ConditionPlain: TypeAlias = "str | dict[str, PartPlain]"
else:
    ConditionPlain = Annotated[object, CONDITION]

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
        "approaches": Annotated[list[ApproachName], Field(min_length=2)],
        "ask-order": Annotated[list[QuestionName], Field(min_length=1)],
        "settings": SettingsPlain,
        "not-considered": list[Text],
        "basis": Text,
    },
)

ConditionsPlain = TypedDict("ConditionsPlain", {"conditions": dict[Annotated[str, Gives("condition")], ConditionPlain]})

ClaimPlain = TypedDict(
    "ClaimPlain",
    {
        "id": Annotated[ClaimId, Gives("claim")],
        "section": Text,
        "approach": ApproachOrMix,
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
        "id": Annotated[Text, Gives("document")],
        "title": Text,
        "publisher": Text,
        "kind": Text,
        "note": Text,
        "claims": list[ClaimPlain],
        "unused": NotRequired[dict[str, Text]],
    },
)

OptionPlain = TypedDict(
    "OptionPlain", {"id": Id, "label": Text, "help": NotRequired[Text], "not-covered": NotRequired[Text]}
)
QuestionPlain = TypedDict(
    "QuestionPlain",
    {
        "id": Annotated[Id, Gives("question")],
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
        "questions": Annotated[list[QuestionName], Field(min_length=1)],
        "when": NotRequired[ConditionPlain],
        "warning": Text,
        "claims": Claims,
    },
)
UnlockPartPlain = TypedDict(
    "UnlockPartPlain",
    {
        "action": NotRequired[ActionName],
        "question": NotRequired[QuestionName],
        "options": NotRequired[Annotated[list[Id], Field(min_length=1)]],
    },
)
UnlockPlain = TypedDict(
    "UnlockPlain",
    {
        "action": NotRequired[ActionName],
        "question": NotRequired[QuestionName],
        "options": NotRequired[Annotated[list[Id], Field(min_length=1)]],
        "all": NotRequired[Annotated[list[UnlockPartPlain], Field(min_length=2)]],
    },
)
ChannelStatePlain = TypedDict(
    "ChannelStatePlain",
    {
        "state": State,
        "when": ConditionPlain,
        "because": Text,
        "claims": Claims,
        "unlocked-by": NotRequired[list[UnlockPlain]],
    },
)
AgainstPlain = TypedDict("AgainstPlain", {"when": ConditionPlain, "because": Text, "claims": Claims})
ChannelPlain = TypedDict(
    "ChannelPlain",
    {
        "id": Annotated[Id, Gives("channel")],
        "label": Text,
        "what": Text,
        "costs": NotRequired[Costs],
        "states": Annotated[list[ChannelStatePlain], Field(min_length=1)],
    },
)
ApproachPlain = TypedDict(
    "ApproachPlain",
    {
        "id": Annotated[Id, Gives("approach")],
        "label": Text,
        "what": Text,
        "requirements": NotRequired[list[RequirementPlain]],
        "channels": list[ChannelPlain],
        "against": NotRequired[list[AgainstPlain]],
    },
)

EffectsPlain: TypeAlias = dict[Annotated[str, Uses("approach")], Strength]
LevelPlain = TypedDict(
    "LevelPlain",
    {
        "when": ConditionPlain,
        "supports": NotRequired[EffectsPlain],
        "opposes": NotRequired[EffectsPlain],
        "because": NotRequired[Text],
    },
)
SidePlain = TypedDict("SidePlain", {"tension": Annotated[TensionId, Uses("tension")], "side": Literal[1, 2]})
RulePlain = TypedDict(
    "RulePlain",
    {
        "id": Annotated[Id, Gives("rule")],
        "goal": NotRequired[bool],
        "when": NotRequired[ConditionPlain],
        "supports": NotRequired[EffectsPlain],
        "opposes": NotRequired[EffectsPlain],
        "levels": NotRequired[Annotated[list[LevelPlain], Field(min_length=1)]],
        "because": Text,
        "claims": Claims,
        "side": NotRequired[SidePlain],
        "strength-note": NotRequired[Text],
        "kind": NotRequired[RuleKind],
    },
)
EvidencePlain = TypedDict("EvidencePlain", {"topic": Text, "rules": list[RulePlain]})

BlockerPlain = TypedDict(
    "BlockerPlain",
    {
        "id": Annotated[Id, Gives("blocker")],
        "approach": ApproachName,
        "kind": BlockerKind,
        "when": ConditionPlain,
        "because": Text,
        "lifted-by": Text,
        "claims": Claims,
    },
)
BlockersPlain = TypedDict("BlockersPlain", {"blockers": list[BlockerPlain]})

TensionSidePlain = TypedDict(
    "TensionSidePlain", {"says": Text, "claims": Claims, "holds-when": NotRequired[ConditionPlain]}
)
TensionPlain = TypedDict(
    "TensionPlain",
    {
        "id": Annotated[TensionId, Gives("tension")],
        "title": Text,
        "kind": Literal["contradiction", "conditions", "definitions", "internal", "note"],
        "bears-when": NotRequired[ConditionPlain],
        "decided-by": NotRequired[list[QuestionName]],
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
        "id": Annotated[Id, Gives("contradiction")],
        "when": ConditionPlain,
        "questions": Annotated[list[QuestionName], Field(min_length=1)],
        "because": Text,
        "ask": Text,
        "claims": Claims,
    },
)
ContradictionsPlain = TypedDict("ContradictionsPlain", {"contradictions": list[ContradictionPlain]})
