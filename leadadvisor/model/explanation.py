"""An explanation: what something in the rulebook says, where it comes from, where it counts and what it decides."""

from __future__ import annotations

from typing import Literal, TypeAlias

from leadadvisor.model.condition import Condition
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import Effect, Rulebook
from leadadvisor.model.value import NamedTuple

Kind: TypeAlias = Literal[
    "approach",
    "question",
    "channel",
    "rule",
    "blocker",
    "tension",
    "contradiction",
    "claim",
    "source",
    "setting",
]
Role: TypeAlias = Literal[
    "option", "level", "advice", "side", "speaks-for", "speaks-against", "moves", "blocks", "advises-on", "asks",
    "decides", "contradicts", "warns", "is-cited-by", "makes", "is-decided-by", "belongs-to",
]  # fmt: skip
"""How a line belongs to what is explained; each is told under a title of its own."""

Holds: TypeAlias = Literal["yes", "no", "open"]


class Line(NamedTuple):
    """One thing that belongs to what is explained; `kind` and `id` name it where it has an id of its own.

    `when` is the condition under which it counts, `holds` whether it does for the answers given (None without any).
    """

    role: Role
    text: str
    kind: Kind | None = None
    id: str = ""
    when: Condition | None = None
    effects: tuple[Effect, ...] = ()
    claims: tuple[str, ...] = ()
    holds: Holds | None = None


class UsedBy(NamedTuple):
    """A case that exercises what is explained."""

    name: str
    topic: str


class Entry(NamedTuple):
    """What is explained. `facts` are pairs of a title and a text; `holds` is None where answers have no say."""

    kind: Kind
    id: str
    title: str
    says: str
    facts: tuple[tuple[str, str], ...]
    claims: tuple[str, ...]
    lines: tuple[Line, ...]
    cases: tuple[UsedBy, ...]
    holds: Holds | None


class Explanation(NamedTuple):
    """Entries of a rulebook, or the account of every share where there are none; without answers no recommendation."""

    rulebook: Rulebook
    recommendation: Recommendation | None
    entries: tuple[Entry, ...]
