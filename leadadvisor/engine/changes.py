"""What one other answer would change: who leads, how far shares move, and which open question to answer next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from operator import add

from leadadvisor.engine.conditions import irrelevant_questions
from leadadvisor.engine.evaluate import After, Evaluation, Moved, Reasoner
from leadadvisor.engine.mix import Standing, allocate, leader_of
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Change, Flip, Mover, NextQuestion, Swing
from leadadvisor.model.rulebook import Question, Rulebook
from leadadvisor.model.value import NamedTuple

MOVERS_KEPT = 5
MOST_OPTIONS_PAIRED = 200
"""Options of open questions up to which all pairs of answers are tried: 20,000 pairs at most."""


class Prospect(NamedTuple):
    """One possible change of one answer, and what it would come to."""

    question: Question
    change: Change
    after: After
    standing: Standing
    flips: bool
    moves: tuple[int, ...]


def prospects(reasoner: Reasoner, evaluation: Evaluation, profile: Profile) -> tuple[Prospect, ...]:
    """Every other option of every question this profile may be asked, each taken alone."""
    return tuple(_prospects(reasoner, evaluation, profile))


class Steps(NamedTuple):
    """Which changes are steps to something better to have, from the `options` that count as things stand."""

    questions: Mapping[str, Question]
    options: Mapping[str, str]

    @classmethod
    def from_here(cls, rulebook: Rulebook, options: Mapping[str, str]) -> Steps:
        """The steps a profile with these options could take."""
        return cls({question.id: question for question in rulebook.questions}, options)

    def is_up(self, change: Change) -> bool | None:
        """Whether it is a step up, also where the question was not asked; None where it is neither up nor down."""
        return self.questions[change.question].step(self._before(change), change.after)

    def flip(self, changes: tuple[Change, ...], standing: Standing, approaches: Sequence[str]) -> Flip:
        """The flip these changes bring; a step that leaves nobody to lead is none to take."""
        known = {self.is_up(change) for change in changes}
        up = None if None in known else False not in known
        leader = None if standing.leader is None else approaches[standing.leader]
        return Flip(changes, leader, standing.status, None if up and leader is None else up)

    def effort(self, flip: Flip) -> tuple[int, int, bool]:
        """What to sort flips by: steps up before facts before steps down, then how far one would have to go."""
        rank = 1 if flip.up is None else 0 if flip.up else 2
        return rank, sum(map(self._distance, flip.change)), flip.leader is None

    def _before(self, change: Change) -> str:
        return self.options.get(change.question, change.before)

    def _distance(self, change: Change) -> int:
        """How many options further a change goes; what is no step counts as one."""
        if self.is_up(change) is None:
            return 1
        improves = self.questions[change.question].improves
        return abs(improves.index(change.after) - improves.index(self._before(change)))


def flips(reasoner: Reasoner, evaluation: Evaluation, found: tuple[Prospect, ...]) -> tuple[Flip, ...]:
    """The single changes that bring another leader or none: steps up first, the shortest first, steps down last."""
    steps = Steps.from_here(reasoner.rulebook, evaluation.options)
    hits = [steps.flip((each.change,), each.standing, reasoner.approaches) for each in found if each.flips]
    return tuple(sorted(hits, key=steps.effort))


def open_pair(
    reasoner: Reasoner, evaluation: Evaluation, found: Iterable[Prospect], questions: Sequence[str]
) -> tuple[str, ...]:
    """The first two of these open questions some answers to which together bring another leader; else nothing.

    `found` are the prospects of these questions.
    """
    options = {question.id: len(question.options) for question in reasoner.rulebook.questions}
    if sum(options[question] for question in questions) > MOST_OPTIONS_PAIRED:
        return ()
    pairs = _Pairs(reasoner, evaluation, found)
    for place, second in enumerate(questions):
        for first in questions[:place]:
            if pairs.can_change_leader(first, second):
                return first, second
    return ()


class _Pairs:
    """What two answers come to together, from what each comes to alone.

    Points add up, but for rules that both questions touch. So few pairs have to be tried: in the others the leader is
    further ahead than both questions and those rules can make up for.
    """

    def __init__(self, reasoner: Reasoner, evaluation: Evaluation, found: Iterable[Prospect]) -> None:
        self._reasoner = reasoner
        self._now = evaluation
        self._alone: dict[str, list[tuple[str, After]]] = {}
        for prospect in found:
            self._alone.setdefault(prospect.question.id, []).append((prospect.change.after, prospect.after))
        self._gains: dict[str, list[int]] = {}
        self._then: dict[str, list[Evaluation]] = {}

    def can_change_leader(self, first: str, second: str) -> bool:
        """Whether some two answers to these questions bring another leader, or none."""
        leader = self._now.standing.leader
        if leader is not None and self._is_out_of_reach(leader, first, second):
            return False
        return any(leader_of(*after) != leader for after in self._after(first, second))

    def _is_out_of_reach(self, leader: int, first: str, second: str) -> bool:
        """Whether the leader is so far ahead that no two answers change that; False where it takes a closer look."""
        without = self._reasoner.options_without(self._now, first, second)
        if self._reasoner.may_block_together(leader, first, second, without):
            return False
        always_barred = self._now.ruled_out | self._now.may_not_lead
        for _, (_, ruled_out, may_not_lead) in (*self._alone[first], *self._alone[second]):
            if (ruled_out | may_not_lead) >> leader & 1:
                return False
            always_barred &= ruled_out | may_not_lead
        most = self._most_together(leader, first, second, without)
        return all(
            most[rival] < self._now.points[leader] - self._now.points[rival]
            or (always_barred >> rival & 1 and not self._reasoner.may_block_together(rival, first, second, without))
            for rival in range(len(self._now.points))
            if rival != leader
        )

    def _most_together(self, leader: int, first: str, second: str, without: Mapping[str, str]) -> list[int]:
        """The most by which each rival can draw nearer to the leader, or more than that."""
        most = list(map(add, self._gains_of(leader, first), self._gains_of(leader, second)))
        for rule, forces in self._reasoner.forces_touched_by_both(first, second, without):
            now = self._now.points_by_rule.get(rule.rule.id)
            for rival in range(len(most)):
                nearer = [force.points[rival] - force.points[leader] for force in forces]
                have = now[rival] - now[leader] if now else 0
                most[rival] += max(0, *nearer) + have - 2 * min(0, *nearer)  # of both and neither, less one and other
        return most

    def _gains_of(self, leader: int, question: str) -> list[int]:
        """The most by which each rival draws nearer to the leader by an answer to this question alone."""
        if question not in self._gains:
            now = self._now.points
            gains = [0] * len(now)
            for _, (points, _, _) in self._alone[question]:
                lost = now[leader] - points[leader]
                gains = [max(gain, points[rival] - now[rival] + lost) for rival, gain in enumerate(gains)]
            self._gains[question] = gains
        return self._gains[question]

    def _after(self, first: str, second: str) -> Iterator[After]:
        """Points and blockers after every two answers to these questions."""
        if self._reasoner.decides_relevance(second):
            first, second = second, first
        if self._reasoner.decides_relevance(first):
            for then in self._evaluated(first):
                yield from (self._reasoner.points_after(then, second, option) for option, _ in self._alone[second])
            return
        for one, after_one in self._alone[first]:
            for other, after_other in self._alone[second]:
                yield self._reasoner.points_after_two(self._now, (first, one), (second, other), after_one, after_other)

    def _evaluated(self, question: str) -> list[Evaluation]:
        if question not in self._then:
            self._then[question] = [
                self._reasoner.evaluate({**self._now.chosen, question: option}) for option, _ in self._alone[question]
            ]
        return self._then[question]


def movers(reasoner: Reasoner, evaluation: Evaluation, found: tuple[Prospect, ...]) -> tuple[Mover, ...]:
    """The single changes that leave the leader but move a share furthest; of each question only the furthest."""
    best: dict[str, Prospect] = {}
    for prospect in found:
        if prospect.flips or not any(prospect.moves):
            continue
        rival = best.get(prospect.question.id)
        if rival is None or _reach(prospect) > _reach(rival):
            best[prospect.question.id] = prospect
    furthest = sorted(best.values(), key=lambda prospect: -_reach(prospect))[:MOVERS_KEPT]
    steps = Steps.from_here(reasoner.rulebook, evaluation.options)
    return tuple(_mover(reasoner, prospect, steps) for prospect in furthest)


def swings(evaluation: Evaluation, found: tuple[Prospect, ...]) -> tuple[Swing, ...]:
    """For each question that moves what comes first, how far; the widest first. Of equal shares the earlier counts."""
    shares = evaluation.standing.shares
    if not shares:
        return ()
    leader = evaluation.standing.leader
    first = shares.index(max(shares)) if leader is None else leader
    reached: dict[str, list[Prospect]] = {}
    for prospect in found:
        reached.setdefault(prospect.question.id, []).append(prospect)
    told = []
    for question, group in reached.items():
        all_shares = [shares[first], *(each.standing.shares[first] if each.standing.shares else 0 for each in group)]
        if len(set(all_shares)) > 1:
            told.append(Swing(question, min(all_shares), max(all_shares), any(each.flips for each in group)))
    return tuple(sorted(told, key=lambda swing: (swing.low - swing.high, not swing.flips)))


def next_questions(found: tuple[Prospect, ...], open_questions: frozenset[str]) -> tuple[NextQuestion, ...]:
    """The open questions, first those whose answer alone can change who leads, then by how far it moves a share."""
    by_question: dict[str, list[Prospect]] = {}
    for prospect in found:
        if prospect.question.id in open_questions and prospect.question.need != "wording":
            by_question.setdefault(prospect.question.id, []).append(prospect)
    ranked = sorted(by_question.items(), key=lambda item: _influence(item[1]), reverse=True)
    return tuple(
        NextQuestion(question, any(each.flips for each in group), max(map(_reach, group))) for question, group in ranked
    )


def _prospects(reasoner: Reasoner, evaluation: Evaluation, profile: Profile) -> Iterator[Prospect]:
    given = {answer.question: answer.option for answer in profile.answers}
    irrelevant = irrelevant_questions(reasoner.rulebook.questions, evaluation.options)
    known: Moved = {}
    for question in reasoner.rulebook.questions:
        if question.id in irrelevant:
            continue
        before = given.get(question.id, "")
        for option in question.options:
            if option.id != before:
                change = Change(question.id, before, option.id)
                yield _prospect(reasoner, evaluation, question, change, known)


def _prospect(reasoner: Reasoner, evaluation: Evaluation, question: Question, change: Change, known: Moved) -> Prospect:
    now = evaluation.standing
    after = _after(reasoner, evaluation, change, known)
    then = allocate(*after, reasoner.scale)
    nothing = (0,) * len(reasoner.approaches)
    moves = tuple(after - before for before, after in zip(now.shares or nothing, then.shares or nothing, strict=True))
    return Prospect(question, change, after, then, (now.status, now.leader) != (then.status, then.leader), moves)


def _after(reasoner: Reasoner, evaluation: Evaluation, change: Change, known: Moved) -> After:
    if reasoner.decides_relevance(change.question):
        with suppress(LookupError):
            moved = reasoner.points_moved(evaluation, change.question, change.after, known)
            return tuple(map(add, evaluation.points, moved)), evaluation.ruled_out, evaluation.may_not_lead
    return reasoner.points_after(evaluation, change.question, change.after)


def _reach(prospect: Prospect) -> int:
    return max(map(abs, prospect.moves))


def _influence(group: list[Prospect]) -> tuple[bool, int, float]:
    """Can it change the leader; its furthest move; its mean move."""
    return (
        any(prospect.flips for prospect in group),
        max(map(_reach, group)),
        sum(map(_reach, group)) / len(group),
    )


def _mover(reasoner: Reasoner, prospect: Prospect, steps: Steps) -> Mover:
    furthest = max(range(len(prospect.moves)), key=lambda index: abs(prospect.moves[index]))
    share = prospect.standing.shares[furthest] if prospect.standing.shares else 0
    return Mover(prospect.change, reasoner.approaches[furthest], share, steps.is_up(prospect.change))
