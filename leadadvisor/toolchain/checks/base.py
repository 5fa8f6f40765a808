"""What a check is, and what it looks at: a rulebook, the places of its parts, and what several checks work out."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from math import inf
from typing import TypeAlias

from leadadvisor.engine.evaluate import Force, WeighedRule, weigh_rules
from leadadvisor.engine.space import AnswerSpace, Region, TooEntangled, rule_regions
from leadadvisor.model.finding import Finding, Severity
from leadadvisor.model.rulebook import Claim, Rule, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.check import Places, Spot
from leadadvisor.toolchain.cases import Situation, situations
from leadadvisor.toolchain.contents import Owner
from leadadvisor.toolchain.coverage import covers, meet


class SpokenLevel(NamedTuple):
    """A level of a rule, and where in the answer space it is the one that speaks."""

    force: Force
    region: Region


class SpokenRule(NamedTuple):
    """A rule with its levels."""

    rule: Rule
    levels: tuple[SpokenLevel, ...]

    @property
    def region(self) -> Region:
        """Where the rule speaks at all."""
        return [box for level in self.levels for box in level.region]


class Subject:
    """A rulebook under inspection."""

    def __init__(self, rulebook: Rulebook, places: Places) -> None:
        self.rulebook = rulebook
        self.places = places
        self.space = AnswerSpace(rulebook.questions, {}, most=inf)

    def spot(self, owner: Owner) -> Spot:
        """Where a part of the rulebook stands."""
        return self.places.spot(owner.kind, owner.name, *owner.ways)

    def meet(self, *regions: Region) -> bool:
        """Some answers lie in all of the regions."""
        return meet(self.space, *regions)

    def covers(self, larger: Region, smaller: Region) -> bool:
        """No answers lie in the smaller region and outside the larger."""
        return covers(self.space, larger, smaller)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Every claim under its id."""
        return self.rulebook.claims_by_id()

    @cached_property
    def rules(self) -> tuple[SpokenRule, ...]:
        """Every rule, with the regions where its levels speak."""
        return tuple(self._spoken(weighed) for weighed in weigh_rules(self.rulebook))

    @cached_property
    def situations(self) -> tuple[Situation, ...]:
        """The cases of the rulebook, and where they leave the approaches."""
        return situations(self.rulebook)

    @cached_property
    def space_as_given(self) -> AnswerSpace:
        """The answer space in which every answer counts, also one to a question that would not be asked."""
        questions = [question._replace(asked_when=None, otherwise=None) for question in self.rulebook.questions]
        return AnswerSpace(questions, {}, most=inf)

    def _spoken(self, weighed: WeighedRule) -> SpokenRule:
        return SpokenRule(weighed.rule, tuple(SpokenLevel(*found) for found in rule_regions(self.space, weighed)))


class Remark(NamedTuple):
    """What a check has to say about one place, and what to do next."""

    spot: Spot
    message: str
    hint: str


Run: TypeAlias = Callable[[Subject], Iterator[Remark]]


class Check(NamedTuple):
    """One kind of inspection of a rulebook; `about` says what should hold and what is told where it does not."""

    name: str
    severity: Severity
    summary: str
    run: Run
    about: str = ""

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """What it finds in the rulebook."""
        with suppress(TooEntangled):  # there is a check that names what is
            for spot, message, hint in self.run(subject):
                yield Finding(self.name, self.severity, spot.place, message, hint, spot.excerpt)


def check(name: str, severity: Severity, summary: str) -> Callable[[Run], Check]:
    """Makes a check of the function below it, which says in its docstring what the check is about."""
    return lambda run: Check(name, severity, summary, run, inspect.getdoc(run) or "")
