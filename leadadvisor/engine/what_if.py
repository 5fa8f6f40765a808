"""What would change a recommendation: other answers, or one rule or blocker less; and how far its leader is ahead.

Every set of changed answers is tried, smaller sets first, on the compiled rulebook: all single ones, else the smallest
pairs, else triples. Relevance is worked out anew for each, so that a set may change an answer that only another change
of the set makes count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import TypeAlias

from leadadvisor.engine.changes import Steps
from leadadvisor.engine.compiled import Compiled, Scorer, scorer_of
from leadadvisor.engine.conditions import effective_options, questions_read
from leadadvisor.engine.evaluate import Evaluation, Reasoner, blocked, weigh_rules
from leadadvisor.engine.mix import Standing, allocate
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Change, Flip
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.model.what_if import Lead, Search, Support, SupportKind, WayToLead, WhatIf

MOST_CHANGES = 3
"""Sets of more changes are no longer "what if" but another business."""

MOST_TRIED = 200_000
"""Sets of one size are left out where there are more of them: a search is to take about a second at most."""

MOST_EVALUATED = 5_000
"""The same where the rulebook is too entangled to be compiled, and every set takes a fresh look."""

Changes: TypeAlias = tuple[Change, ...]
Candidates: TypeAlias = Sequence[Sequence[Change]]
"""For each question the changes of its answer."""


def what_if(rulebook: Rulebook, profile: Profile) -> WhatIf:
    """The recommendation for this profile with everything near it that would make it another."""
    reasoner = Reasoner(rulebook)
    evaluation = reasoner.evaluate(profile.chosen())
    flips = find_flips(rulebook, scorer_of(rulebook), profile)
    return WhatIf(
        recommendation=recommend(rulebook, profile),
        flips=flips.smallest,
        search=flips.search,
        lever_search=flips.lever_search,
        ways=flips.ways,
        lead=lead_of(reasoner, evaluation),
        carried_by=carriers(reasoner, evaluation),
    )


def lead_of(reasoner: Reasoner, evaluation: Evaluation) -> Lead | None:
    """How far the leader is ahead of the rival that would catch up first; None where nobody leads."""
    leader = evaluation.standing.leader
    if leader is None:
        return None
    barred = evaluation.ruled_out | evaluation.may_not_lead
    rivals = [index for index in range(len(reasoner.approaches)) if index != leader and not barred >> index & 1]
    leads = [_lead_over(reasoner, evaluation, leader, rival) for rival in rivals]
    return min(leads, key=lambda lead: (lead.percent, lead.points), default=Lead(None, 0, 100))


def carriers(reasoner: Reasoner, evaluation: Evaluation) -> tuple[Support, ...]:
    """Every rule that speaks and every blocker that stands without which status or leader would be another."""
    return (*_carrying_rules(reasoner, evaluation), *_carrying_blockers(reasoner, evaluation))


def _lead_over(reasoner: Reasoner, evaluation: Evaluation, leader: int, rival: int) -> Lead:
    margin = evaluation.points[leader] - evaluation.points[rival]
    weight = sum(abs(evidence.points[leader] - evidence.points[rival]) for evidence in evaluation.evidence)
    return Lead(reasoner.approaches[rival], margin, 100 * margin // weight)


def _carrying_rules(reasoner: Reasoner, evaluation: Evaluation) -> Iterator[Support]:
    for evidence in evaluation.evidence:
        points = tuple(total - own for total, own in zip(evaluation.points, evidence.points, strict=True))
        named: tuple[SupportKind, str, str] = ("rule", evidence.rule.id, evidence.level.because)
        yield from _support(reasoner, evaluation, named, points, (evaluation.ruled_out, evaluation.may_not_lead))


def _carrying_blockers(reasoner: Reasoner, evaluation: Evaluation) -> Iterator[Support]:
    for blocker in evaluation.blockers:
        others = [each for each in evaluation.blockers if each is not blocker]
        named: tuple[SupportKind, str, str] = ("blocker", blocker.id, blocker.because)
        yield from _support(reasoner, evaluation, named, evaluation.points, blocked(others, reasoner.approaches))


def _support(
    reasoner: Reasoner,
    evaluation: Evaluation,
    named: tuple[SupportKind, str, str],
    points: tuple[int, ...],
    held_back: tuple[int, int],
) -> Iterator[Support]:
    """What carries the result, if these points and blockers, which are those without it, come to another."""
    then, now = allocate(points, *held_back, reasoner.scale), evaluation.standing
    if (then.status, then.leader) != (now.status, now.leader):
        leader = None if then.leader is None else reasoner.approaches[then.leader]
        yield Support(*named, then.status, leader)


class Flips(NamedTuple):
    """The smallest sets that flip the result, the least for each approach to lead, and how far was looked."""

    smallest: tuple[Flip, ...]
    ways: tuple[WayToLead, ...]
    search: Search
    lever_search: Search


class _Hit(NamedTuple):
    changes: Changes
    standing: Standing


def find_flips(rulebook: Rulebook, scorer: Scorer, profile: Profile) -> Flips:
    """All smallest flips of this profile's result, and per approach that does not lead the least for it to lead."""
    given = {answer.question: answer.option for answer in profile.answers}
    steps = Steps.from_here(rulebook, effective_options(rulebook.questions, profile.chosen()))
    candidates = _candidates(rulebook, given)
    explorer = _Explorer(scorer, profile.chosen(), len(rulebook.approaches))
    smallest, ways, search = explorer.explore(candidates)
    upwards = ([change for change in changes if steps.is_up(change)] for changes in candidates)
    by_steps_up = explorer.explore([changes for changes in upwards if changes])
    approaches = [approach.id for approach in rulebook.approaches]

    def told(hits: Iterable[_Hit]) -> tuple[Flip, ...]:
        return tuple(sorted((steps.flip(*hit, approaches) for hit in hits), key=steps.effort))

    return Flips(
        told(smallest),
        tuple(WayToLead(approaches[index], told(ways[index]), told(by_steps_up.ways[index])) for index in ways),
        search,
        by_steps_up.search,
    )


def questions_that_count(rulebook: Rulebook) -> frozenset[str]:
    """The questions some rule, blocker or relevance reads; no other can move a share."""
    return frozenset().union(
        *(rule.reads for rule in weigh_rules(rulebook)),
        *(questions_read(blocker.when) for blocker in rulebook.blockers),
        *(questions_read(question.asked_when) for question in rulebook.questions if question.asked_when is not None),
    )


class _Found(NamedTuple):
    smallest: list[_Hit]
    ways: dict[int, list[_Hit]]
    search: Search


class _Explorer:
    """Tries sets of changes of one profile."""

    def __init__(self, scorer: Scorer, chosen: Mapping[str, str], approaches: int) -> None:
        self._scorer = scorer
        self._most = MOST_TRIED if isinstance(scorer, Compiled) else MOST_EVALUATED
        self._chosen = chosen
        self._now = scorer.standing(chosen)
        self._others = [index for index in range(approaches) if index != self._now.leader]

    def explore(self, candidates: Candidates) -> _Found:
        """The smallest sets that flip the result and that let each other approach lead; larger ones only if needed."""
        smallest: list[_Hit] = []
        ways: dict[int, list[_Hit]] = {index: [] for index in self._others}
        tried = 0
        for size in range(1, MOST_CHANGES + 1):
            count = _number_of_sets(candidates, size)
            if count > self._most:
                return _Found(smallest, ways, Search(size - 1, tried, count))
            tried += count
            missing = {index for index, found in ways.items() if not found}
            flipping = [hit for hit in self._tried(candidates, size) if self._wanted(hit.standing, missing, smallest)]
            smallest = smallest or flipping
            for hit in flipping:
                if hit.standing.leader in missing:
                    ways[hit.standing.leader].append(hit)
            if smallest and all(ways.values()):
                return _Found(smallest, ways, Search(size, tried, 0))
        return _Found(smallest, ways, Search(MOST_CHANGES, tried, 0))

    def _wanted(self, then: Standing, missing: set[int], smallest: list[_Hit]) -> bool:
        """It flips the result, and no smaller set did, or none let this approach lead."""
        if (then.leader, then.status) == (self._now.leader, self._now.status):
            return False
        return not smallest or then.leader in missing

    def _tried(self, candidates: Candidates, size: int) -> Iterator[_Hit]:
        standing = self._scorer.standing
        for groups in combinations(candidates, size):
            options = dict(self._chosen)
            for changes in product(*groups):
                for change in changes:
                    options[change.question] = change.after
                yield _Hit(changes, standing(options))


def _candidates(rulebook: Rulebook, given: Mapping[str, str]) -> list[list[Change]]:
    """Every other answer to every question that counts, also to those that are not asked as things stand."""
    counting = questions_that_count(rulebook)
    groups = [
        [
            Change(question.id, given.get(question.id, ""), option.id)
            for option in question.options
            if option.id != given.get(question.id)
        ]
        for question in rulebook.questions
        if question.id in counting
    ]
    return [group for group in groups if group]


def _number_of_sets(candidates: Candidates, size: int) -> int:
    """How many sets of that many changes to different questions there are, without listing them."""
    counts = [1] + [0] * size
    for group in candidates:
        for place in range(size, 0, -1):
            counts[place] += counts[place - 1] * len(group)
    return counts[size]
