"""What another rulebook would say: every profile under both at once, exactly, or drawn ones where that is too much.

Both rulebooks are given the same answers. A question or an option that only one of them knows is open in the other. A
profile counts once; questions that neither rulebook asks with the other answers do not multiply it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Generic, TypeVar

from leadadvisor.engine.compiled import scorer_of
from leadadvisor.engine.conditions import effective_options, irrelevant_questions
from leadadvisor.engine.evaluate import weigh_rules
from leadadvisor.engine.mix import Standing, Standings, differences
from leadadvisor.engine.space import Box, Region, TooEntangled
from leadadvisor.engine.sweep import Sweep, Trail
from leadadvisor.engine.sweep_terms import Term, Vector
from leadadvisor.engine.verify import MOST_WORK, Progress, Workload
from leadadvisor.engine.whole_space import (
    Options,
    Reading,
    as_example,
    bearing_options,
    blocker_terms,
    impossible_terms,
    never_counted,
)
from leadadvisor.model.condition import Not
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.verification import NO_EXAMPLE, Example, Movement, OutcomeChange, RulebookDiff, Said, SaidOutcome

Source = TypeVar("Source")
"""What an example can be made from."""

DRAWN = 20_000
"""How many profiles are drawn where all of them are too many."""


class ApproachesDiffer(Exception):
    """The two rulebooks share effort among different approaches: their mixes cannot be compared."""


def diff_rulebooks(
    before: Rulebook, after: Rulebook, *, most_work: int = MOST_WORK, progress: Progress | None = None
) -> RulebookDiff:
    """What changes for the profiles. Raises ApproachesDiffer."""
    if {each.id for each in before.approaches} != {each.id for each in after.approaches}:
        raise ApproachesDiffer
    pair = _Pair(before, after)
    load = Workload(most_work, progress)
    try:
        sweep = pair.sweep()
    except TooEntangled:
        return _drawn(pair)
    if not load.admits([(sweep, "count"), (sweep, "collect")]):
        return _drawn(pair)
    packed = sweep.count(load.advance)
    trail = Trail(sweep, load.advance)
    tally = _Tally[tuple[int, Vector]](pair.approaches)
    for each in packed.sums():
        tally.add(pair.said(each.flags, each.vector), each.number, (each.flags, each.vector))
    return tally.summary(lambda found: pair.example(pair.named(trail.answers(*found))), exact=True)


def _drawn(pair: _Pair) -> RulebookDiff:
    """What changes for profiles drawn at random, always the same ones."""
    rng = Random(0)  # noqa: S311 - any profiles will do, and always the same ones
    scorers = [scorer_of(rulebook) for rulebook in pair.rulebooks]
    tally = _Tally[Mapping[str, str]](pair.approaches)
    drawn = 0
    while drawn < DRAWN:
        chosen = {question: rng.choice(ids) for question, ids in pair.options.items()}
        if pair.counts(chosen):
            drawn += 1
            before, after = (pair.told(number, scorer.standing(chosen)) for number, scorer in enumerate(scorers))
            tally.add((before, after), 1, chosen)
    return tally.summary(pair.example, exact=False)


class _Pair:
    """Two rulebooks over one space of answers."""

    def __init__(self, before: Rulebook, after: Rulebook) -> None:
        self.rulebooks = before, after
        self.approaches = tuple(each.id for each in before.approaches)
        self._bearing = bearing_options(before), bearing_options(after)
        self.options = _joined(self._bearing)
        self._standings = Standings(before), Standings(after)
        self._known: tuple[dict[tuple[int, Vector], Said], ...] = ({}, {})
        alike = _ask_alike(before, after)
        self._readings = tuple(Reading(each, self.options, counted_once=alike) for each in self.rulebooks)
        self._impossible = self._answers_that_count_once() if alike else self._answers_nobody_asks_for()

    def sweep(self) -> Sweep:
        """A sweep whose sums are the points under the first rulebook, then what the second adds. TooEntangled."""
        axes = 2 * self._standings[0].axes
        sizes = {question: len(ids) for question, ids in self.options.items()}
        terms = [*self._rule_terms(), *self._blocker_terms(), *impossible_terms(self._impossible, axes)]
        return Sweep(sizes, terms, axes)

    def said(self, flags: int, vector: Vector) -> tuple[Said, Said]:
        """What both rulebooks say."""
        axes, bits = self._standings[0].axes, self._standings[0].flag_bits
        now = vector[:axes]
        then = tuple(value + more for value, more in zip(now, vector[axes:], strict=True))
        return self._said_by(0, flags & (1 << bits) - 1, now), self._said_by(1, flags >> bits, then)

    def told(self, number: int, standing: Standing) -> Said:
        """What one rulebook says, in the order of the first."""
        names = self._standings[number].approaches
        shares = dict(zip(names, standing.shares, strict=False))
        leader = "" if standing.leader is None else names[standing.leader]
        return (standing.status, leader), tuple(shares.get(each, 0) for each in self.approaches)

    def named(self, places: Mapping[str, int]) -> Mapping[str, str]:
        """The options at these places."""
        return {question: self.options[question][place] for question, place in places.items()}

    def example(self, chosen: Mapping[str, str]) -> Example:
        """The answers that at least one of the rulebooks asks for and understands."""
        asked = {
            question for each in self.rulebooks for question, _ in as_example(each, self.options, _known(each, chosen))
        }
        return tuple((question, chosen[question]) for question in self.options if question in asked)

    def counts(self, chosen: Mapping[str, str]) -> bool:
        """Whether a profile is the one of its kind that is counted."""
        asked: set[str] = set()
        for each, bearing in zip(self.rulebooks, self._bearing, strict=True):
            counting = effective_options(each.questions, _known(each, chosen))
            irrelevant = irrelevant_questions(each.questions, counting)
            asked.update(question for question in bearing if question not in irrelevant)
        return all(question in asked or chosen[question] == ids[0] for question, ids in self.options.items())

    def _said_by(self, number: int, flags: int, vector: Vector) -> Said:
        key = flags, vector
        found = self._known[number].get(key)
        if found is None:
            standings, own = self._standings[number], self._in_order_of(number, vector)
            found = self.told(number, standings.standing(flags, own))
            self._known[number][key] = found
        return found

    def _in_order_of(self, number: int, vector: Vector) -> Vector:
        """Differences of points in the order in which that rulebook has its approaches."""
        points = dict(zip(self.approaches, (*vector, 0), strict=True))
        return differences(tuple(points[each] for each in self._standings[number].approaches))

    def _weights(self, number: int) -> Iterator[tuple[int, Box, Vector]]:
        """Every box of every rule with its weights in the order of the first rulebook."""
        names = self._standings[number].approaches
        for speaking in self._readings[number].speaking(weigh_rules(self.rulebooks[number])):
            points = dict(zip(names, speaking.force.points, strict=True))
            weights = differences(tuple(points[each] for each in self.approaches))
            if any(weights):
                for box in speaking.boxes:
                    yield speaking.rule, box, weights

    def _rule_terms(self) -> Iterator[Term]:
        """Boxes that both rulebooks have become one term: the more they have in common, the less there is to do."""
        first = [(rule, frozenset(box.items()), weights) for rule, box, weights in self._weights(0)]
        second = Counter((frozenset(box.items()), weights) for _, box, weights in self._weights(1))
        nothing = (0,) * self._standings[0].axes
        for rule, box, weights in first:
            if second[box, weights]:
                second[box, weights] -= 1
                yield Term(dict(box), weights + nothing, rule=rule)
            else:
                yield Term(dict(box), weights + tuple(-weight for weight in weights), rule=rule)
        for (box, weights), number in second.items():
            yield Term(dict(box), nothing + tuple(number * weight for weight in weights))

    def _blocker_terms(self) -> Iterator[Term]:
        nothing = (0,) * 2 * self._standings[0].axes
        for number in (0, 1):
            for term in blocker_terms(self._readings[number], self._standings[number]):
                yield Term(term.box, nothing, term.flags << number * self._standings[0].flag_bits)

    def _answers_that_count_once(self) -> Region:
        boxes = [box for reading in self._readings for box in never_counted(reading, self.options)]
        return [dict(each) for each in dict.fromkeys(tuple(box.items()) for box in boxes)]

    def _answers_nobody_asks_for(self) -> Region:
        """The boxes in which no rulebook asks a question, but for its first option."""
        boxes: Region = []
        for question, ids in self.options.items():
            not_asked: list[Region] = []
            for reading, options in zip(self._readings, self._bearing, strict=True):
                asked = reading.rulebook.question(question) if question in options else None
                if asked is not None:
                    not_asked.append([] if asked.asked_when is None else reading.where(Not(asked.asked_when)))
            others: Region = [{question: (1 << len(ids)) - 2}] if len(ids) > 1 else []
            boxes += _met([*not_asked, others])
        return boxes


def _known(rulebook: Rulebook, chosen: Mapping[str, str]) -> dict[str, str]:
    """The answers that the rulebook understands."""
    questions = ((rulebook.question(question), option) for question, option in chosen.items())
    return {question.id: option for question, option in questions if question and question.option(option)}


def _joined(bearing: Iterable[Options]) -> Options:
    """The questions that bear on a mix of either rulebook, with the options of both."""
    joint: dict[str, tuple[str, ...]] = {}
    for options in bearing:
        for question, ids in options.items():
            joint[question] = tuple(dict.fromkeys((*joint.get(question, ()), *ids)))
    return joint


def _ask_alike(before: Rulebook, after: Rulebook) -> bool:
    """Whether every question that both have has the same options and is asked in the same circumstances."""
    for question in before.questions:
        other = after.question(question.id)
        if other is not None and (
            {option.id for option in question.options} != {option.id for option in other.options}
            or (question.asked_when, question.otherwise) != (other.asked_when, other.otherwise)
        ):
            return False
    return True


def _met(regions: Iterable[Region]) -> Region:
    """The boxes common to all regions."""
    met: Region = [{}]
    for region in regions:
        met = [both for left in met for right in region if (both := _both(left, right)) is not None]
    return met


def _both(left: Box, right: Box) -> Box | None:
    both = dict(left)
    for question, mask in right.items():
        common = both.get(question, mask) & mask
        if not common:
            return None
        both[question] = common
    return both


class _Tally(Generic[Source]):
    """What two rulebooks say of the profiles so far."""

    def __init__(self, approaches: tuple[str, ...]) -> None:
        self._profiles = self._other_outcome = self._other_mix = 0
        self._changes: dict[tuple[SaidOutcome, SaidOutcome], _Change[Source]] = {}
        self._moves = [_Moves[Source](approach) for approach in approaches]

    def add(self, said: tuple[Said, Said], number: int, source: Source) -> None:
        """So many profiles of which both rulebooks say this."""
        (before, shares_before), (after, shares_after) = said
        self._profiles += number
        if before != after:
            self._other_outcome += number
        if shares_before != shares_after:
            self._other_mix += number
        if said[0] == said[1]:
            return
        change = self._changes.setdefault((before, after), _Change(source))
        change.add(number, source)
        for moves, was, becomes in zip(self._moves, shares_before, shares_after, strict=True):
            moves.add(becomes - was, number, source)

    def summary(self, example: Callable[[Source], Example], *, exact: bool) -> RulebookDiff:
        """All of it, the most frequent change first."""
        ordered = sorted(self._changes.items(), key=lambda item: (-item[1].profiles, item[0]))
        changes = tuple(
            OutcomeChange(before, after, change.profiles, example(change.usual)) for (before, after), change in ordered
        )
        movements = tuple(moves.movement(example) for moves in self._moves)
        return RulebookDiff(exact, self._profiles, self._other_outcome, self._other_mix, changes, movements)


class _Change(Generic[Source]):
    """How many profiles go one way, and the most usual of them."""

    def __init__(self, source: Source) -> None:
        self.profiles = 0
        self.usual = source
        self._most = 0

    def add(self, number: int, source: Source) -> None:
        self.profiles += number
        if number > self._most:
            self._most, self.usual = number, source


class _Moves(Generic[Source]):
    """How the share of one approach moves."""

    def __init__(self, approach: str) -> None:
        self._approach = approach
        self._total = self._total_size = self._rise = self._fall = 0
        self._rising: Source | None = None
        self._falling: Source | None = None

    def add(self, move: int, number: int, source: Source) -> None:
        self._total += move * number
        self._total_size += abs(move) * number
        if move > self._rise:
            self._rise, self._rising = move, source
        if move < self._fall:
            self._fall, self._falling = move, source

    def movement(self, example: Callable[[Source], Example]) -> Movement:
        rising, falling = (NO_EXAMPLE if each is None else example(each) for each in (self._rising, self._falling))
        return Movement(self._approach, self._total, self._total_size, self._rise, rising, -self._fall, falling)
