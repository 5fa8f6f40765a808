"""Where a profile stands: the evidence, points, blockers, leader and shares for the answers as given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, assert_never

from leadadvisor.engine.conditions import evaluate, questions_read
from leadadvisor.engine.evidence import Evidence, Force, Points, WeighedRule, gather, speaking_force, total, weigh_rules
from leadadvisor.engine.mix import Scale, Standing, allocate, scale_of
from leadadvisor.engine.relevance import Relevance, effective_options
from leadadvisor.model.rulebook import Blocker, BlockerKind, Rulebook
from leadadvisor.model.value import NamedTuple

After: TypeAlias = tuple[Points, int, int]
"""Points of the approaches, and bitmasks of those ruled out and of those that may not lead."""

PossibleForces: TypeAlias = tuple[WeighedRule, tuple[Force, ...]]


class Evaluation(NamedTuple):
    """What the answers as given come to.

    `chosen` are the options given, `options` those that count; `ruled_out` and `may_not_lead` are bitmasks over the
    approaches.
    """

    chosen: Mapping[str, str]
    options: Mapping[str, str]
    evidence: tuple[Evidence, ...]
    points_by_rule: Mapping[str, Points]
    points: Points
    blockers: tuple[Blocker, ...]
    ruled_out: int
    may_not_lead: int
    standing: Standing


class Reasoner:
    """A rulebook made ready for many profiles: rules weighed, seats worked out, readers of each question known."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.approaches = tuple(approach.id for approach in rulebook.approaches)
        self.rules = weigh_rules(rulebook)
        self.scale: Scale = scale_of(rulebook.settings)
        self._relevance = Relevance(rulebook.questions)
        self._rules_reading = _readers(self.rules)
        self._blocker_questions = frozenset().union(*(questions_read(blocker.when) for blocker in rulebook.blockers))
        self._touched: dict[str, frozenset[int]] = {}

    def evaluate(self, chosen: Mapping[str, str]) -> Evaluation:
        """Where these options leave the approaches; questions that are not among them are open."""
        options = effective_options(self.rulebook.questions, chosen)
        evidence = gather(self.rules, options)
        points = total(evidence, len(self.approaches))
        blockers = self._standing_blockers(options)
        ruled_out, may_not_lead = blocked(blockers, self.approaches)
        standing = allocate(points, ruled_out, may_not_lead, self.scale)
        points_by_rule = {each.rule.id: each.points for each in evidence}
        return Evaluation(
            chosen, options, evidence, points_by_rule, points, blockers, ruled_out, may_not_lead, standing
        )

    def points_after(self, evaluation: Evaluation, question: str, option: str) -> After:
        """Points after one other answer, who is ruled out, who may not lead; only what reads it is looked at again."""
        options, changed = self._relevance.options_after(evaluation.chosen, evaluation.options, question, option)
        points = list(evaluation.points)
        for rule in {index: rule for key in changed for index, rule in self._rules_reading.get(key, ())}.values():
            before, after = evaluation.points_by_rule.get(rule.rule.id), speaking_force(rule, options)
            for index in range(len(points)):
                points[index] += (after.points[index] if after else 0) - (before[index] if before else 0)
        ruled_out, may_not_lead = evaluation.ruled_out, evaluation.may_not_lead
        if not self._blocker_questions.isdisjoint(changed):
            ruled_out, may_not_lead = blocked(self._standing_blockers(options), self.approaches)
        return tuple(points), ruled_out, may_not_lead

    def points_after_two(
        self, evaluation: Evaluation, first: tuple[str, str], second: tuple[str, str], one: After, other: After
    ) -> After:
        """Points and blockers after two answers, from what each comes to alone; none of them decides relevance.

        What the two do adds up, but for the rules and blockers that read both questions.
        """
        points = [a + b - now for a, b, now in zip(one[0], other[0], evaluation.points, strict=True)]
        options = {**evaluation.options, first[0]: first[1], second[0]: second[1]}
        read_by_second = {index for index, _ in self._rules_reading.get(second[0], ())}
        for index, rule in self._rules_reading.get(first[0], ()):
            if index in read_by_second:
                alone = ({**evaluation.options, question: option} for question, option in (first, second))
                for sign, then in ((1, options), (1, evaluation.options), *((-1, each) for each in alone)):
                    force = speaking_force(rule, then)
                    for place, value in enumerate(force.points if force else ()):
                        points[place] += sign * value
        blockers = {first[0], second[0]} & self._blocker_questions
        if len(blockers) > 1:
            return tuple(points), *blocked(self._standing_blockers(options), self.approaches)
        return tuple(points), *(one[1:] if first[0] in blockers else other[1:])

    def decides_relevance(self, question: str) -> bool:
        """Whether other questions are asked or not by the answer to this one."""
        return self._relevance.decides(question)

    def options_without(self, evaluation: Evaluation, *questions: str) -> Mapping[str, str]:
        """The options that count whatever these questions are answered."""
        decided = frozenset().union(*map(self._relevance.decided_by, questions))
        return {question: option for question, option in evaluation.options.items() if question not in decided}

    def forces_touched_by_both(self, first: str, second: str, without: Mapping[str, str]) -> Iterator[PossibleForces]:
        """The rules on which both questions bear, with the forces that the options `without` them leave possible."""
        for index in self._rules_touched(first) & self._rules_touched(second):
            rule = self.rules[index]
            if evaluate(rule.side, without) is not False:
                possible = tuple(force for force in rule.forces if evaluate(force.level.when, without) is not False)
                if possible:
                    yield rule, possible

    def may_block_together(self, approach: int, first: str, second: str, without: Mapping[str, str]) -> bool:
        """Whether both questions bear on blockers of this approach that the options `without` them leave possible."""
        own = [blocker for blocker in self.rulebook.blockers if blocker.approach == self.approaches[approach]]
        read = frozenset[str]().union(
            *(questions_read(blocker.when) for blocker in own if evaluate(blocker.when, without) is None)
        )
        return not any(read.isdisjoint(self._relevance.decided_by(question)) for question in (first, second))

    def options_after(self, evaluation: Evaluation, question: str, option: str) -> Mapping[str, str]:
        """The options that count once this question has this answer."""
        return self._relevance.options_after(evaluation.chosen, evaluation.options, question, option)[0]

    def _rules_touched(self, question: str) -> frozenset[int]:
        if question not in self._touched:
            decided = self._relevance.decided_by(question)
            self._touched[question] = frozenset(
                index for each in decided for index, _ in self._rules_reading.get(each, ())
            )
        return self._touched[question]

    def _standing_blockers(self, options: Mapping[str, str]) -> tuple[Blocker, ...]:
        return tuple(blocker for blocker in self.rulebook.blockers if evaluate(blocker.when, options) is True)


def _readers(rules: tuple[WeighedRule, ...]) -> dict[str, list[tuple[int, WeighedRule]]]:
    readers: dict[str, list[tuple[int, WeighedRule]]] = {}
    for index, rule in enumerate(rules):
        for question in rule.reads:
            readers.setdefault(question, []).append((index, rule))
    return readers


def blocked(blockers: Iterable[Blocker], approaches: Sequence[str]) -> tuple[int, int]:
    """The approaches these blockers rule out, and those they forbid to lead."""
    flags = 0
    for blocker in blockers:
        flags |= flag_of(blocker.kind, approaches.index(blocker.approach), len(approaches))
    return split(flags, len(approaches))


def flag_of(kind: BlockerKind, place: int, count: int) -> int:
    """The flag of one blocker among so many approaches: ruled out in the low bits, may not lead above."""
    match kind:
        case "rules-out":
            return 1 << place
        case "may-not-lead":
            return 1 << (count + place)
        case _:
            assert_never(kind)


def split(flags: int, count: int) -> tuple[int, int]:
    """The two masks that stand side by side in the flags."""
    return flags & (1 << count) - 1, flags >> count
