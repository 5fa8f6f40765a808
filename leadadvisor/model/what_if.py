"""What other answers, other weights or one rule less would make of a recommendation."""

from __future__ import annotations

from typing import Literal, TypeAlias

from leadadvisor.model.recommendation import Flip, Recommendation
from leadadvisor.model.rulebook import Status
from leadadvisor.model.value import NamedTuple

SupportKind: TypeAlias = Literal["rule", "blocker"]


class Search(NamedTuple):
    """How far changes were tried: every set of up to `size` changed answers, `tried` sets in all.

    `left_out` is the number of sets of the next size, where they were too many to be tried; else 0.
    """

    size: int
    tried: int
    left_out: int


class WayToLead(NamedTuple):
    """The least that would have to change for an approach to lead.

    `least` are all the smallest sets of changes that bring it about, `by_levers` the smallest of those made of nothing
    but levers; both are empty where no set that was tried does it.
    """

    approach: str
    least: tuple[Flip, ...]
    by_levers: tuple[Flip, ...]


class Lead(NamedTuple):
    """How far the leader is ahead for the answers as given.

    `rival` is the approach that would catch up first if every rule's points changed by the same percentage against
    the leader, `points` the lead over it, and `percent` how far they may change before it does. With no rival that
    may lead, `rival` is None and `percent` 100.
    """

    rival: str | None
    points: int
    percent: int


class Support(NamedTuple):
    """A single rule or blocker that carries the result: without it there would be this status and leader."""

    kind: SupportKind
    id: str
    because: str
    status: Status
    leader: str | None


class WhatIf(NamedTuple):
    """What would change a recommendation.

    `flips` are all single changes that bring another leader or none; where there are none, all pairs; where there
    are none either, all triples, as far as `search` says; `lever_search` is how far levers alone were tried.
    """

    recommendation: Recommendation
    flips: tuple[Flip, ...]
    search: Search
    lever_search: Search
    ways: tuple[WayToLead, ...]
    lead: Lead | None
    carried_by: tuple[Support, ...]


class Outcome(NamedTuple):
    """What a value of a weight would bring."""

    value: int
    status: Status
    leader: str | None


class WeightRange(NamedTuple):
    """The whole values of one weight, others being equal, over which a result stands.

    The leader stands from `low` to `high` and the printed mix is the same from `mix_low` to `mix_high`; all values
    from `least` to `most`, which are those a rulebook may have, were looked at. `below` and `above` say what comes
    next, and are None where the range goes as far as values may.
    """

    setting: str
    value: int
    least: int
    most: int
    low: int
    high: int
    mix_low: int
    mix_high: int
    below: Outcome | None
    above: Outcome | None


class Weights(NamedTuple):
    """How far each weight of the rulebook may be another before the result of these answers changes."""

    recommendation: Recommendation
    ranges: tuple[WeightRange, ...]
