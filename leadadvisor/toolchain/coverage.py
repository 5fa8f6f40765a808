"""Coverage: which parts of a rulebook its cases exercise, and in which cases; as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from leadadvisor.engine.cautions import NOTE, tension_lines
from leadadvisor.engine.conditions import evaluate
from leadadvisor.engine.evaluate import weigh_rules
from leadadvisor.engine.space import EVERYWHERE, AnswerSpace, Region, rule_regions
from leadadvisor.model.condition import ALWAYS, Condition
from leadadvisor.model.rulebook import Channel, Rulebook, Tension
from leadadvisor.model.value import NamedTuple
from leadadvisor.toolchain.cases import Situation, side_of, situations
from leadadvisor.toolchain.contents import Owner, conditions

Group: TypeAlias = Literal["rules", "options", "tensions", "blockers", "contradictions", "advice", "conditions"]
Cases: TypeAlias = tuple[str, ...]

GROUPS: Mapping[Group, str] = {
    "rules": "Levels of rules that spoke",
    "options": "Options chosen",
    "tensions": "Tensions shown, with each side they can take",
    "blockers": "Blockers that stood",
    "contradictions": "Contradictions flagged",
    "advice": "Advice on channels given",
    "conditions": "Outcomes of conditions: true, false and open",
}
"""What is counted, each with the title of its table."""


class Part(NamedTuple):
    """One thing cases can exercise, and the names of the cases that do. Nothing impossible is among them."""

    group: Group
    name: str
    detail: str
    cases: Cases

    def __str__(self) -> str:
        """The name with what of it is meant."""
        return f"{self.name} {self.detail}".strip()


class Coverage(NamedTuple):
    """Every part of a rulebook that cases can exercise."""

    parts: tuple[Part, ...]

    def of(self, group: Group) -> tuple[Part, ...]:
        """The parts of one group."""
        return tuple(part for part in self.parts if part.group == group)

    def percent(self, group: Group | None = None) -> int:
        """How much is exercised, rounded down: 100 means all of it, also where there is nothing to exercise."""
        parts = self.of(group) if group else self.parts
        return 100 * sum(1 for part in parts if part.cases) // len(parts) if parts else 100


def cover(rulebook: Rulebook) -> Coverage:
    """What the cases of the rulebook exercise, and what they do not."""
    seen = situations(rulebook)
    space = AnswerSpace(rulebook.questions, {})
    looks: tuple[Callable[[Rulebook, AnswerSpace, Sequence[Situation]], Iterator[Part]], ...] = (
        _rules, _options, _tensions, _blockers, _contradictions, _advice, _conditions,
    )  # fmt: skip
    return Coverage(tuple(part for look in looks for part in look(rulebook, space, seen)))


def cases_by_rule(rulebook: Rulebook) -> Mapping[str, Cases]:
    """The names of the cases in which each rule speaks, by its id."""
    seen = situations(rulebook)
    return {
        rule.id: tuple(case.name for case, evaluation in seen if any(said.rule is rule for said in evaluation.evidence))
        for rule in rulebook.rules
    }


def _rules(rulebook: Rulebook, space: AnswerSpace, seen: Sequence[Situation]) -> Iterator[Part]:
    for weighed in weigh_rules(rulebook):
        rule = weighed.rule
        for number, (force, region) in enumerate(rule_regions(space, weighed)):
            if not region:
                continue
            detail = f"level {number + 1}" if len(rule.levels) > 1 else ""
            spoken = (
                each.case.name for each in seen
                if any(said.rule is rule and said.level is force.level for said in each.evaluation.evidence)
            )  # fmt: skip
            yield Part("rules", rule.id, detail, tuple(spoken))


def _options(rulebook: Rulebook, _: AnswerSpace, seen: Sequence[Situation]) -> Iterator[Part]:
    for question in rulebook.questions:
        for option in question.options:
            chosen = (each.case.name for each in seen if (question.id, option.id) in each.case.answers)
            yield Part("options", question.id, option.id, tuple(chosen))


def _tensions(rulebook: Rulebook, space: AnswerSpace, seen: Sequence[Situation]) -> Iterator[Part]:
    for tension in rulebook.tensions:
        if tension.kind == NOTE:
            continue
        alone = rulebook._replace(tensions=(tension,))
        taken: dict[str, list[str]] = {}
        for case, evaluation in seen:
            for line in tension_lines(alone, evaluation.options):
                taken.setdefault(side_of(line), []).append(case.name)
        for side in _sides_possible(tension, space):
            word = {"1": "side 1", "2": "side 2", "both": "both sides", "open": "open"}[side]
            yield Part("tensions", tension.id, word, tuple(taken.get(side, ())))


def _sides_possible(tension: Tension, space: AnswerSpace) -> Iterator[str]:
    """Every side that some answers take: 1, 2 or both, or open while no side is known to hold."""
    if tension.always is not None:
        yield str(tension.always)
        return
    first, second = (space.where(side.holds_when) for side in tension.sides)
    neither = space.intersection(space.where(side.holds_when, outcome=False) for side in tension.sides)
    bears = everywhere_but(space, space.where(tension.bears_when, outcome=False))
    ways: tuple[tuple[str, Region], ...] = (
        ("1", space.outside(first, second)),
        ("2", space.outside(second, first)),
        ("both", space.intersection([first, second])),
        ("open", everywhere_but(space, first, second, neither)),
    )
    yield from (side for side, region in ways if meet(space, bears, region))


def _blockers(rulebook: Rulebook, space: AnswerSpace, seen: Sequence[Situation]) -> Iterator[Part]:
    for blocker in rulebook.blockers:
        if space.where(blocker.when):
            stood = (each.case.name for each in seen if blocker in each.evaluation.blockers)
            yield Part("blockers", blocker.id, "", tuple(stood))


def _contradictions(rulebook: Rulebook, _: AnswerSpace, seen: Sequence[Situation]) -> Iterator[Part]:
    for each in rulebook.contradictions:
        flagged = (
            case.name for case, evaluation in seen
            if evaluate(each.when, {**evaluation.options, **evaluation.chosen}) is True
        )  # fmt: skip
        yield Part("contradictions", each.id, "", tuple(flagged))


def _advice(rulebook: Rulebook, space: AnswerSpace, seen: Sequence[Situation]) -> Iterator[Part]:
    for index, approach in enumerate(rulebook.approaches):
        ruled_out = ruled_out_region(rulebook, approach.id, space)
        open_to_it = [each for each in seen if not each.evaluation.ruled_out >> index & 1]
        for channel in approach.channels:
            given = [(case.name, _number_given(channel, evaluation.options)) for case, evaluation in open_to_it]
            for number, region in enumerate(advice_regions(channel, space)):
                if space.outside(region, ruled_out):
                    named = (name for name, taken in given if taken == number)
                    detail = f"advice {number + 1} ({channel.states[number].state})"
                    yield Part("advice", channel.id, detail, tuple(named))


def advice_regions(channel: Channel, space: AnswerSpace) -> Iterator[Region]:
    """Where in the answer space each piece of advice is the first that is known to hold."""
    taken: Region = []
    for advice in channel.states:
        holds = space.where(advice.when)
        yield space.outside(holds, taken)
        taken = [*taken, *holds]


def ruled_out_region(rulebook: Rulebook, approach: str, space: AnswerSpace) -> Region:
    """Where in the answer space an approach is ruled out, and with it all advice on its channels."""
    blockers = (each for each in rulebook.blockers if (each.approach, each.kind) == (approach, "rules-out"))
    return [box for blocker in blockers for box in space.where(blocker.when)]


def _number_given(channel: Channel, options: Mapping[str, str]) -> int:
    return next(number for number, advice in enumerate(channel.states) if evaluate(advice.when, options) is True)


def _conditions(rulebook: Rulebook, space: AnswerSpace, seen: Sequence[Situation]) -> Iterator[Part]:
    levelled = frozenset(rule.id for rule in rulebook.rules if len(rule.levels) > 1)
    for owner, key, condition in conditions(rulebook):
        if condition == ALWAYS or owner.kind in {"channel", "contradiction"}:  # counted by groups of their own
            continue
        met: dict[str, list[str]] = {"true": [], "false": [], "open": []}
        for case, evaluation in seen:
            outcome = evaluate(condition, evaluation.options)
            met["open" if outcome is None else "true" if outcome else "false"].append(case.name)
        for outcome_name in _outcomes_possible(condition, space):
            detail = f"{_where(owner, key, levelled)} {outcome_name}"
            yield Part("conditions", f"{owner.kind} {owner.name}", detail, tuple(met[outcome_name]))


def _outcomes_possible(condition: Condition, space: AnswerSpace) -> Iterator[str]:
    holds, fails = space.where(condition), space.where(condition, outcome=False)
    ways = (("true", holds), ("false", fails), ("open", everywhere_but(space, holds, fails)))
    yield from (name for name, region in ways if region)


def _where(owner: Owner, key: str, levelled: frozenset[str]) -> str:
    """Which condition of its owner is meant: the key, with the number of the level, side or line it stands in."""
    number = next((step for step in owner.ways[0] if isinstance(step, int)), None)
    if number is None or (owner.kind == "rule" and owner.name not in levelled):
        return key
    return f"{owner.ways[0][0]} {number + 1} {key}"


def coverage_text(rulebook: Rulebook, found: Coverage, *, verbosity: int) -> str:
    """A line for each group with what no case exercises; verbosity 1 also names what is, -1 tells the total alone."""
    count = len(rulebook.cases)
    cases = "1 case exercises" if count == 1 else f"{count} cases exercise"
    lines = [f"{rulebook.name} {rulebook.version}: {cases} {found.percent()} %"]
    if verbosity >= 0:
        for group in GROUPS:
            lines += ["", *_group(found, group, verbose=verbosity > 0)]
    return "\n".join([*lines, ""])


def coverage_json(rulebook: Rulebook, found: Coverage) -> str:
    """JSON; it may grow, and keeps what it has."""
    tree = {
        "schema": "leadadvisor/coverage/1",
        "rulebook": rulebook.name,
        "version": rulebook.version,
        "cases": len(rulebook.cases),
        "percent": found.percent(),
        "groups": {group: _tree(found, group) for group in GROUPS},
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def _group(found: Coverage, group: Group, *, verbose: bool) -> Iterator[str]:
    parts = found.of(group)
    met = sum(1 for part in parts if part.cases)
    yield f"{GROUPS[group]}: {met} of {len(parts)}" if parts else f"{GROUPS[group]}: there are none"
    for part in parts:
        if not part.cases:
            yield f"  never  {part}"
        elif verbose:
            yield f"  {len(part.cases):5}  {part}"


def _tree(found: Coverage, group: Group) -> dict[str, object]:
    parts = [{"name": part.name, "detail": part.detail, "cases": part.cases} for part in found.of(group)]
    return {"percent": found.percent(group), "parts": parts}


def everywhere_but(space: AnswerSpace, *taken: Region) -> Region:
    """All of the answer space that lies in none of these regions."""
    return space.outside(EVERYWHERE, [box for region in taken for box in region])


def covers(space: AnswerSpace, larger: Region, smaller: Region) -> bool:
    """No answers lie in the smaller region and outside the larger."""
    return not space.outside(smaller, larger)


def meet(space: AnswerSpace, *regions: Region) -> bool:
    """Some answers lie in all of the regions."""
    return bool(space.intersection(regions))
