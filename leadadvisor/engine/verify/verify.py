"""Verify a rulebook over its whole space of complete answers: plan every sweep, then run them. Read this first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leadadvisor.engine.regions import Box
from leadadvisor.engine.verify.mixes import Overview, overview
from leadadvisor.engine.verify.packed import Packed
from leadadvisor.engine.verify.plan import TooEntangled
from leadadvisor.engine.verify.properties import StepCheck, claims_of, in_declared_order
from leadadvisor.engine.verify.results import (
    NO_EXAMPLE,
    Evidence,
    NotVerified,
    PropertyRecord,
    RuleRecord,
    Subject,
    Verification,
)
from leadadvisor.engine.verify.space import Example, left_out_questions
from leadadvisor.engine.verify.standings import differences
from leadadvisor.engine.verify.sweep import Kind, Sweep
from leadadvisor.engine.verify.terms import Vector
from leadadvisor.engine.verify.trail import Trail
from leadadvisor.engine.verify.whole_space import WholeSpace
from leadadvisor.engine.verify.workload import MOST_WORK, Progress, Workload
from leadadvisor.model.rulebook import Property, Rulebook
from leadadvisor.model.value import NamedTuple

ENOUGH = 3
"""Where fewer rules speak, the evidence for a profile is called thin."""


def verify(
    rulebook: Rulebook, *, enough: int = ENOUGH, most_work: int = MOST_WORK, progress: Progress | None = None
) -> Verification:
    """All that can be known about the rulebook without asking anybody, exactly.

    What takes more than `most_work` (in microseconds, as planned beforehand) is listed as not verified. `progress` is
    called with the work done and the work planned.
    """
    space = WholeSpace(rulebook)
    load = Workload(most_work, progress)
    planner = _Planner(space, load)
    mixes, evidence = planner.mixes(), planner.evidence()
    checks = [planner.property(declared, mixes) for declared in rulebook.properties]
    sweeps = [planner.rule(number, mixes) for number in range(len(rulebook.rules))]
    runner = _Runner(space, load, mixes)
    found = runner.overview()
    return Verification(
        profiles=space.count(),
        left_out=left_out_questions(rulebook),
        outcomes=found.outcomes if found else (),
        bounds=found.bounds if found else (),
        mixes=found.mixes if found else None,
        evidence=runner.evidence(evidence, enough) if evidence else None,
        rules=tuple(runner.rule(number, planned) for number, planned in enumerate(sweeps)),
        properties=tuple(map(runner.property, rulebook.properties, checks)),
        not_verified=tuple(planner.not_verified),
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
        self.not_verified: list[NotVerified] = []

    def mixes(self) -> Sweep | None:
        """The sweep over all points and blockers."""
        return self._counting("mixes", self._space.points_sweep)

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
        return sweeps if self._admitted("rule", rule, [(each.sweep, "count") for each in sweeps]) else None

    def _admitted(self, subject: Subject, name: str, sweeps: list[tuple[Sweep, Kind]]) -> bool:
        """Whether there is room for these; else a note is made of the rules that are open in the largest of them."""
        if self._load.admits(sweeps):
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

    def overview(self) -> Overview | None:
        """What all mixes come to, if they were planned."""
        if self._mixes is None:
            return None
        self._all = self._mixes.count(self._load.advance)
        self._trail = Trail(self._mixes, self._load.advance)
        return overview(self._space, self._all.sums(), self._trail)

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
