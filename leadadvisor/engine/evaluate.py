"""Where a profile stands: the evidence of the rules, points, blockers, leader and shares for the answers as given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import add
from typing import TypeAlias

from leadadvisor.engine.conditions import Relevance, counting_option, effective_options, evaluate, questions_read
from leadadvisor.engine.mix import Points, Scale, Standing, allocate, flag_of, scale_of, split
from leadadvisor.model.condition import ALWAYS, NEVER, Condition
from leadadvisor.model.rulebook import Blocker, Level, Question, Rule, Rulebook, Tension
from leadadvisor.model.value import NamedTuple


class Force(NamedTuple):
    """One level of a rule with what it adds to each approach; `bonus` is the part of it that is the goal bonus."""

    level: Level
    points: Points
    bonus: Points


class WeighedRule(NamedTuple):
    """A rule with its points worked out; it speaks only where `side` holds as well."""

    rule: Rule
    side: Condition
    forces: tuple[Force, ...]
    reads: frozenset[str]


class Evidence(NamedTuple):
    """One rule speaking for or against approaches, for one profile; `bonus` is part of its points."""

    rule: Rule
    level: Level
    points: Points
    side: Condition
    bonus: Points

    @property
    def own_points(self) -> Points:
        """The points of the rule itself, without the goal bonus."""
        return tuple(whole - bonus for whole, bonus in zip(self.points, self.bonus, strict=True))


def weigh_rules(rulebook: Rulebook) -> tuple[WeighedRule, ...]:
    """Every rule of the rulebook with the points of its levels and the questions it reads."""
    tensions = {tension.id: tension for tension in rulebook.tensions}
    return tuple(_weigh(rule, rulebook, tensions) for rule in rulebook.rules)


def gather(rules: tuple[WeighedRule, ...], chosen: Mapping[str, str]) -> tuple[Evidence, ...]:
    """The evidence the rules give for these options, in the order of the rulebook."""
    found = []
    for weighed in rules:
        force = speaking_force(weighed, chosen)
        if force is not None:
            found.append(Evidence(weighed.rule, force.level, force.points, weighed.side, force.bonus))
    return tuple(found)


def speaking_force(weighed: WeighedRule, chosen: Mapping[str, str]) -> Force | None:
    """The first level of the rule that holds, or None where the rule is silent or open.

    A level counts only when every earlier one is known not to hold: a rule whose force is still open adds nothing.
    """
    if evaluate(weighed.side, chosen) is not True:
        return None
    for force in weighed.forces:
        outcome = evaluate(force.level.when, chosen)
        if outcome is True:
            return force
        if outcome is None:
            return None
    return None


def total(evidence: tuple[Evidence, ...], approaches: int) -> Points:
    """The points of each approach: the sum over all evidence."""
    return tuple(sum(each.points[index] for each in evidence) for index in range(approaches))


def _weigh(rule: Rule, rulebook: Rulebook, tensions: Mapping[str, Tension]) -> WeighedRule:
    side = _side_condition(rule, tensions)
    forces = tuple(_force(level, rule, rulebook) for level in rule.levels)
    reads = frozenset().union(questions_read(side), *(questions_read(level.when) for level in rule.levels))
    return WeighedRule(rule, side, forces, reads)


def _side_condition(rule: Rule, tensions: Mapping[str, Tension]) -> Condition:
    """When the rule may speak; where the rulebook settles the tension for everybody, that decides instead."""
    if rule.side is None:
        return ALWAYS
    tension = tensions[rule.side.tension]
    if tension.always is None:
        return tension.sides[rule.side.side - 1].holds_when
    return ALWAYS if tension.always in {rule.side.side, "both"} else NEVER


def _force(level: Level, rule: Rule, rulebook: Rulebook) -> Force:
    """A level with its points: its strength per approach, the goal bonus where a rule on the goal supports, its own."""
    points = dict.fromkeys((approach.id for approach in rulebook.approaches), 0)
    bonus = dict(points)
    for effect in level.effects:
        strength = rulebook.settings.points(effect.strength)
        points[effect.approach] += strength if effect.direction == "supports" else -strength
        if rule.goal and effect.direction == "supports":
            bonus[effect.approach] += rulebook.settings.goal_bonus.value
    for approach, own in level.points:
        points[approach] += own
    total_points = tuple(value + bonus[approach] for approach, value in points.items())
    return Force(level, total_points, tuple(bonus.values()))


After: TypeAlias = tuple[Points, int, int]
"""Points of the approaches, and bitmasks of those ruled out and of those that may not lead."""

Moved: TypeAlias = dict[tuple[str, str | None], Points]
"""How far points move when a question counts as an option (None: as open), with all that follows from it."""

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

    def points_moved(self, evaluation: Evaluation, question: str, option: str | None, known: Moved) -> Points:
        """How far points move when this question counts as this option, or as open; blockers must not read it.

        For a chain of questions, each asked by the answer to the one before: what a link lets happen behind it is the
        same for all that come to it, so it is worked out once and kept in `known`. Raises LookupError where a rule
        reads two linked questions, or being asked rests on more than one.
        """
        links: list[tuple[str, str | None]] = []
        link: Question | None = None
        while (question, option) not in known:
            links.append((question, option))
            link = self._relevance.next_in_chain(question)
            if link is None:
                break
            then = counting_option(link, evaluation.chosen.get(link.id), {} if option is None else {question: option})
            if then == evaluation.options.get(link.id):
                break
            question, option = link.id, then
        moved = known.get((question, option), (0,) * len(evaluation.points))
        for each, value in reversed(links):
            moved = known[each, value] = tuple(map(add, moved, self._moved_alone(evaluation, each, value)))
        return moved

    def _moved_alone(self, evaluation: Evaluation, question: str, option: str | None) -> Points:
        """What the rules that read this question add otherwise, nothing else having changed."""
        moved = [0] * len(evaluation.points)
        if question in self._blocker_questions:
            raise LookupError(question)
        for _, rule in self._rules_reading.get(question, ()):
            if sum(map(self._relevance.is_linked, rule.reads)) > 1:
                raise LookupError(question)
            options = {each: evaluation.options[each] for each in rule.reads if each in evaluation.options}
            before = speaking_force(rule, options)
            after = speaking_force(rule, _with(options, question, option))
            for index in range(len(moved)):
                moved[index] += (after.points[index] if after else 0) - (before.points[index] if before else 0)
        return tuple(moved)

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


def _with(options: Mapping[str, str], question: str, option: str | None) -> Mapping[str, str]:
    others = {each: value for each, value in options.items() if each != question}
    return others if option is None else {**others, question: option}


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
