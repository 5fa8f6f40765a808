"""The single values that the forms of rulebook files are made of: ids, texts, conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import Field, StringConstraints

ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
CODE_PATTERN = "^[A-Z]+[0-9]+$"
TEXT_PATTERN = "^[^\n]*[^\\s][^\n]*$"

Id: TypeAlias = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
ClaimId: TypeAlias = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
TensionId: TypeAlias = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
Text: TypeAlias = Annotated[str, StringConstraints(pattern=TEXT_PATTERN)]
Percent: TypeAlias = Annotated[int, Field(ge=0, le=100)]

# A condition is checked in conditions.py: its keys are questions, so pydantic lets anything pass there.
if TYPE_CHECKING:
    PartPlain: TypeAlias = "list[ConditionPlain] | list[str] | ConditionPlain"
    ConditionPlain: TypeAlias = "str | dict[str, PartPlain]"
else:
    ConditionPlain = object
