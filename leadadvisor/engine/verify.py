"""Verify a rulebook over its whole space of complete answers: plan every sweep, then run them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

from leadadvisor.engine.mix import OutcomeKind, Standings, differences
from leadadvisor.engine.plan_proofs import prove
from leadadvisor.engine.properties import StepCheck, claims_of, in_declared_order
from leadadvisor.engine.space import Box, TooEntangled
from leadadvisor.engine.sweep import Kind, Packed, Sum, Sweep, Trail, unnoticed
from leadadvisor.engine.sweep_terms import Vector
from leadadvisor.engine.whole_space import WholeSpace, left_out_questions
from leadadvisor.model.rulebook import Property, Rulebook, Settings
from leadadvisor.model.value import NamedTuple
from leadadvisor.model.verification import (
    NO_EXAMPLE,
    BrokenMix,
    Evidence,
    Example,
    Mixes,
    NotVerified,
    OutcomeCount,
    PropertyRecord,
    RuleRecord,
    ShareBounds,
    Shares,
    Subject,
    Verification,
)

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the work done and the work planned, both in microseconds of an ordinary machine."""

MOST_WORK = 120_000_000
"""How much work is done unless told otherwise: about two minutes."""

ENOUGH = 3
"""Where fewer rules speak, the evidence for a profile is called thin."""

_WHOLE = 100

_A_MIX = 9
"""Microseconds of an ordinary machine for each approach of a mix that is worked out."""

_AN_OUTCOME = 1
"""The same for an outcome that is looked up with a rule and without it."""


def verify(
    rulebook: Rulebook, *, enough: int = ENOUGH, most_work: int = MOST_WORK, progress: Progress | None = None
) -> Verification:
    """All that can be known about the rulebook without asking anybody, exactly.

    What takes more than `most_work` (in microseconds, as planned beforehand) is listed as not verified. `progress` is
    called with the work done and the work planned.
    """
    try:
        space = WholeSpace(rulebook)
        profiles = space.count()
    except TooEntangled:
        return _nothing_verified(rulebook)
    load = Workload(most_work, progress)
    planner = _Planner(space, load)
    mixes, evidence = planner.mixes(), planner.evidence()
    checks = [planner.property(declared, mixes) for declared in rulebook.properties]
    sweeps = [planner.rule(number, mixes) for number in range(len(rulebook.rules))]
    runner = _Runner(space, load, mixes)
    found = runner.overview()
    return Verification(
        profiles=profiles,
        left_out=left_out_questions(rulebook),
        outcomes=found.outcomes if found else (),
        bounds=found.bounds if found else (),
        mixes=found.mixes if found else None,
        evidence=runner.evidence(evidence, enough) if evidence else None,
        rules=tuple(runner.rule(number, planned) for number, planned in enumerate(sweeps)),
        properties=tuple(map(runner.property, rulebook.properties, checks)),
        not_verified=tuple(planner.not_verified),
        plan_properties=prove(rulebook),
    )


def _nothing_verified(rulebook: Rulebook) -> Verification:
    """What can be said where not even the conditions can be laid out: that nothing was verified."""
    subjects: tuple[Subject, ...] = ("mixes", "evidence")
    left = [NotVerified(subject, "", ()) for subject in subjects]
    left += [NotVerified("rule", rule.id, ()) for rule in rulebook.rules]
    left += [NotVerified("property", declared.id, ()) for declared in rulebook.properties]
    return Verification(
        profiles=0,
        left_out=(),
        outcomes=(),
        bounds=(),
        mixes=None,
        evidence=None,
        rules=(),
        properties=tuple(PropertyRecord(each.id, each.text, "not-verified", None) for each in rulebook.properties),
        not_verified=tuple(left),
        plan_properties=prove(rulebook),
    )


class _RuleSweep(NamedTuple):
    """The profiles in one box where a rule speaks, to be counted with the rule and without it."""

    weights: Vector
    box: Box
    sweep: Sweep


class _Planner:
    """Plans sweeps as long as they find room; of what does not, it keeps a note."""

    def __init__(self, space: WholeSpace, load: Workload) -> None:
        self._space = space
        self._load = load
        self._sums = 0
        self._weights: set[Vector] = set()
        self.not_verified: list[NotVerified] = []

    def mixes(self) -> Sweep | None:
        """The sweep over all points and blockers, where there is room to work out a mix of each sum as well."""
        sweep = self._counting("mixes", self._space.points_sweep)
        if sweep is not None:
            self._sums = sweep.collect(unnoticed).number()
            if not self._load.takes(self._sums * len(self._space.standings.approaches) * _A_MIX):
                self._note("mixes", "", sweep.open_rules())
                return None
        return sweep

    def evidence(self) -> Sweep | None:
        """The sweep over the number of rules that speak."""
        return self._counting("evidence", self._space.evidence_sweep)

    def _counting(self, subject: Subject, plan: Callable[[], Sweep]) -> Sweep | None:
        """A sweep to count with, and to find examples with."""
        try:
            sweep = plan()
        except TooEntangled as trouble:
            self._note(subject, "", trouble.rules)
            return None
        return sweep if self._admitted(subject, "", [(sweep, "count"), (sweep, "collect")]) else None

    def property(self, declared: Property, mixes: Sweep | None) -> list[StepCheck] | None:
        """The checks of all steps of a property."""
        try:
            order, paired = (mixes.plan.order, True) if mixes else ((), False)
            book, standings = self._space.rulebook, self._space.standings
            checks = [StepCheck(book, standings, each, order=order, paired=paired) for each in claims_of(declared)]
        except TooEntangled as trouble:
            self._note("property", declared.id, trouble.rules)
            return None
        sweeps: list[tuple[Sweep, Kind]] = [(check.sweep, "collect") for check in checks if check.sweep is not None]
        return checks if self._admitted("property", declared.id, sweeps) else None

    def rule(self, number: int, mixes: Sweep | None) -> list[_RuleSweep] | None:
        """The sweeps over all profiles in which the rule speaks; they follow the sweep over all profiles."""
        rule = self._space.rulebook.rules[number].id
        if mixes is None:
            self._note("rule", rule, ())
            return None
        sweeps = [
            _RuleSweep(weights, box, self._space.points_sweep(within=box, like=mixes))
            for speaking in self._space.speaking
            if speaking.rule == number and any(weights := differences(speaking.force.points))
            for box in speaking.boxes
        ]
        fresh = {each.weights for each in sweeps} - self._weights
        outcomes = len(fresh) * self._sums * len(self._space.standings.approaches) * _AN_OUTCOME
        if not self._admitted("rule", rule, [(each.sweep, "count") for each in sweeps], outcomes):
            return None
        self._weights |= fresh
        return sweeps

    def _admitted(self, subject: Subject, name: str, sweeps: list[tuple[Sweep, Kind]], more: int = 0) -> bool:
        """Whether there is room for these, and more work; else a note is made of the rules open in the largest."""
        if self._load.admits(sweeps, more):
            return True
        largest, _ = max(sweeps, key=lambda pair: pair[0].work(pair[1]))
        self._note(subject, name, largest.open_rules())
        return False

    def _note(self, subject: Subject, name: str, rules: tuple[int, ...]) -> None:
        self.not_verified.append(NotVerified(subject, name, self._space.rule_ids(rules)))


class _Runner:
    """Runs what was planned."""

    def __init__(self, space: WholeSpace, load: Workload, mixes: Sweep | None) -> None:
        self._space = space
        self._load = load
        self._mixes = mixes
        self._trail: Trail | None = None
        self._all: Packed | None = None
        self._deciding: dict[Vector, Mapping[int, int]] = {}

    def overview(self) -> _Overview | None:
        """What all mixes come to, if they were planned."""
        if self._mixes is None:
            return None
        self._all = self._mixes.count(self._load.advance)
        self._trail = Trail(self._mixes, self._load.advance)
        return _overview(self._space, self._all.sums(), self._trail)

    def evidence(self, sweep: Sweep, enough: int) -> Evidence:
        """How many rules speak in how many profiles."""
        by_number = {each.vector[0]: each.number for each in sweep.count(self._load.advance).sums()}
        trail = Trail(sweep, self._load.advance)
        profiles = tuple(by_number.get(number, 0) for number in range(max(by_number, default=-1) + 1))
        fewest, most = (self._space.example(trail.answers(0, (end(by_number),))) for end in (min, max))
        return Evidence(profiles, enough, sum(profiles[:enough]), fewest, most)

    def property(self, declared: Property, checks: list[StepCheck] | None) -> PropertyRecord:
        """Whether a property holds; of all counterexamples the one that breaks it most."""
        if checks is None:
            return PropertyRecord(declared.id, declared.text, "not-verified", None)
        found = []
        for check in checks:
            counterexample = check.counterexample(self._load.advance)
            if counterexample is not None:
                found.append(in_declared_order(declared, counterexample))
        worst = max(found, key=lambda each: abs(each.share_after - each.share_before), default=None)
        return PropertyRecord(declared.id, declared.text, "refuted" if worst else "proved", worst)

    def rule(self, number: int, sweeps: list[_RuleSweep] | None) -> RuleRecord:
        """How often a rule speaks, and how often it decides."""
        speaks = tuple(self._space.count(each.boxes) for each in self._space.speaking if each.rule == number)
        rule = self._space.rulebook.rules[number].id
        if sweeps is None:
            return RuleRecord(rule, speaks, None, NO_EXAMPLE)
        decides, example = 0, NO_EXAMPLE
        for planned in sweeps:
            speaking = planned.sweep.count(self._load.advance)
            deciding = speaking.kept(self._masks(planned.weights), self._everything().origin)
            decides += deciding.total()
            example = example or self._deciding_example(deciding, planned.box)
        return RuleRecord(rule, speaks, decides, example)

    def _masks(self, weights: Vector) -> Mapping[int, int]:
        """The fields in which the outcome would be another without these weights."""
        if weights not in self._deciding:
            outcome = self._space.standings.outcome

            def decides(flags: int, vector: Vector) -> bool:
                without = tuple(value - weight for value, weight in zip(vector, weights, strict=True))
                return outcome(flags, vector) != outcome(flags, without)

            self._deciding[weights] = self._everything().mask(decides)
        return self._deciding[weights]

    def _everything(self) -> Packed:
        if self._all is None:
            raise AssertionError("rules are looked at after the mixes")
        return self._all

    def _deciding_example(self, deciding: Packed, box: Box) -> Example:
        usual = max(deciding.sums(), key=lambda each: each.number, default=None)
        if usual is None or self._trail is None:
            return NO_EXAMPLE
        return self._space.example(self._trail.answers(usual.flags, usual.vector, box))


class Workload:
    """Takes in sweeps as long as there is room for them, and tells how far they are."""

    def __init__(self, most: int, progress: Progress | None = None) -> None:
        self._most = most
        self._progress = progress
        self._planned = 0
        self._done = 0

    def admits(self, sweeps: Iterable[tuple[Sweep, Kind]], more: int = 0) -> bool:
        """Whether there is room for all of these, and so much more work; they are then part of it."""
        sweeps = list(sweeps)
        work = sum(sweep.work(kind) for sweep, kind in sweeps)
        if self._planned + work + more > self._most or not all(sweep.fits(kind) for sweep, kind in sweeps):
            return False
        self._planned += work
        return self.takes(more)

    def takes(self, work: int) -> bool:
        """Whether there is room for so much work that is in no sweep; it is then done with, as far as is told."""
        if self._planned + work > self._most:
            return False
        self._most -= work
        return True

    def advance(self, work: int) -> None:
        """So much more is done."""
        self._done += work
        if self._progress is not None:
            self._progress(self._done, self._planned)


class _Overview(NamedTuple):
    """What all mixes come to."""

    outcomes: tuple[OutcomeCount, ...]
    bounds: tuple[ShareBounds, ...]
    mixes: Mixes


def _overview(space: WholeSpace, sums: Iterable[Sum], trail: Trail) -> _Overview:
    """What all mixes come to, each finding with an example."""
    sums = list(sums)
    return _Overview(_outcomes(space, sums, trail), _bounds(space, sums, trail), _mixes(space, sums, trail))


def _outcomes(space: WholeSpace, sums: list[Sum], trail: Trail) -> tuple[OutcomeCount, ...]:
    """Every approach with the number of profiles it leads, then the ways in which nobody does."""
    counts: dict[tuple[OutcomeKind, int | None], int] = {}
    usual: dict[tuple[OutcomeKind, int | None], Sum] = {}
    for each in sums:
        outcome = space.standings.outcome(each.flags, each.vector)
        counts[outcome] = counts.get(outcome, 0) + each.number
        if outcome not in usual or usual[outcome].number < each.number:
            usual[outcome] = each
    approaches = space.standings.approaches
    wanted: list[tuple[OutcomeKind, int | None]] = [("leads", place) for place in range(len(approaches))]
    wanted += [("tie", None), ("nobody-may-lead", None), ("nothing-feasible", None)]
    return tuple(
        OutcomeCount(
            kind,
            "" if place is None else approaches[place],
            counts.get((kind, place), 0),
            _example(space, trail, usual.get((kind, place))),
        )
        for kind, place in wanted
    )


def _bounds(space: WholeSpace, sums: list[Sum], trail: Trail) -> tuple[ShareBounds, ...]:
    with_mix = [(shares, each) for each in sums if (shares := _shares(space.standings, each))]
    return tuple(_bounds_of(space, place, with_mix, trail) for place in range(len(space.standings.approaches)))


def _bounds_of(space: WholeSpace, place: int, with_mix: list[tuple[Shares, Sum]], trail: Trail) -> ShareBounds:
    approach = space.standings.approaches[place]
    if not with_mix:
        return ShareBounds(approach, None, None, NO_EXAMPLE, NO_EXAMPLE)
    low = min(with_mix, key=lambda pair: (pair[0][place], -pair[1].number))
    high = max(with_mix, key=lambda pair: (pair[0][place], pair[1].number))
    return ShareBounds(
        approach, low[0][place], high[0][place], _example(space, trail, low[1]), _example(space, trail, high[1])
    )


def _mixes(space: WholeSpace, sums: list[Sum], trail: Trail) -> Mixes:
    different: set[Shares] = set()
    broken: dict[tuple[Shares, str], BrokenMix] = {}
    for each in sums:
        shares = _shares(space.standings, each)
        if shares:
            different.add(shares)
            for promise in broken_promises(shares, *space.standings.split(each.flags), space.rulebook.settings):
                if (shares, promise) not in broken:
                    broken[shares, promise] = BrokenMix(shares, promise, _example(space, trail, each))
    return Mixes(len(different), tuple(broken.values()))


def broken_promises(
    shares: Shares, ruled_out: int, may_not_lead: int, settings: Settings
) -> Iterator[Literal["sum", "floor", "cap"]]:
    """What a mix under these blockers breaks; the cap binds only while some approach may lead."""
    places = range(len(shares))
    feasible = [place for place in places if not ruled_out >> place & 1]
    capped = [place for place in feasible if may_not_lead >> place & 1]
    if sum(shares) != _WHOLE or any(shares[place] for place in places if place not in feasible):
        yield "sum"
    if any(shares[place] < settings.floor.value for place in feasible):
        yield "floor"
    if capped != feasible and any(shares[place] > settings.may_not_lead_cap.value for place in capped):
        yield "cap"


def _shares(standings: Standings, each: Sum) -> Shares:
    return standings.standing(each.flags, each.vector).shares


def _example(space: WholeSpace, trail: Trail, each: Sum | None) -> tuple[tuple[str, str], ...]:
    return NO_EXAMPLE if each is None else space.example(trail.answers(each.flags, each.vector))
