"""Gather evidence: which rules speak for or against which approach, and with how many points."""

from collections.abc import Mapping
from typing import TypeAlias

from leadadvisor.engine.conditions import evaluate, questions_read
from leadadvisor.model.condition import ALWAYS, NEVER, Condition
from leadadvisor.model.rulebook import Level, Rule, Rulebook, Tension
from leadadvisor.model.value import NamedTuple

Points: TypeAlias = tuple[int, ...]
"""One integer per approach, in the order of the rulebook."""


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
