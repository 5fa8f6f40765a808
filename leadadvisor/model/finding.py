"""A finding: one thing wrong or doubtful in a file the user wrote, with its place."""

from typing import Literal, TypeAlias

from leadadvisor.model.value import NamedTuple

Severity: TypeAlias = Literal["error", "warning"]


class Place(NamedTuple):
    """Where in a file: lines and columns count from 1, columns in characters; `width` is the stretch meant."""

    path: str
    line: int
    column: int
    width: int = 1


class Finding(NamedTuple):
    """What is wrong, where, and what to do next. `excerpt` is the source line, empty where there is none."""

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    excerpt: str = ""
