"""Where a profile stands: the evidence, points, blockers, leader and shares for the answers as given."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, assert_never

from leadadvisor.engine.conditions import evaluate, questions_read
from leadadvisor.engine.evidence import Evidence, Points, WeighedRule, gather, speaking_force, total, weigh_rules
from leadadvisor.engine.mix import Scale, Standing, allocate, scale_of
from leadadvisor.engine.relevance import effective_options, questions_deciding_relevance
from leadadvisor.model.rulebook import Blocker, BlockerKind, Rulebook
from leadadvisor.model.value import NamedTuple

After: TypeAlias = tuple[Points, int, int]
"""Points of the approaches, and bitmasks of those ruled out and of those that may not lead."""


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
        self._deciding_relevance = questions_deciding_relevance(rulebook.questions)
        self._rules_reading = _readers(self.rules)
        self._blocker_questions = frozenset().union(*(questions_read(blocker.when) for blocker in rulebook.blockers))

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

    def standing_after(self, evaluation: Evaluation, question: str, option: str) -> Standing:
        """What one other answer would come to."""
        return allocate(*self.points_after(evaluation, question, option), self.scale)

    def points_after(self, evaluation: Evaluation, question: str, option: str) -> After:
        """Points after one other answer, who is ruled out, who may not lead; only what reads it is looked at again."""
        options = self.options_after(evaluation, question, option)
        changed = self._changed(evaluation.options, options) if question in self._deciding_relevance else {question}
        points = list(evaluation.points)
        for rule in {index: rule for key in changed for index, rule in self._rules_reading.get(key, ())}.values():
            before, after = evaluation.points_by_rule.get(rule.rule.id), speaking_force(rule, options)
            for index in range(len(points)):
                points[index] += (after.points[index] if after else 0) - (before[index] if before else 0)
        ruled_out, may_not_lead = evaluation.ruled_out, evaluation.may_not_lead
        if not changed.isdisjoint(self._blocker_questions):
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
        return question in self._deciding_relevance

    def options_after(self, evaluation: Evaluation, question: str, option: str) -> Mapping[str, str]:
        """The options that count once this question has this answer."""
        if question in self._deciding_relevance:
            return effective_options(self.rulebook.questions, {**evaluation.chosen, question: option})
        return {**evaluation.options, question: option}

    def _changed(self, before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
        return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}

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
