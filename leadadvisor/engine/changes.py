"""What one other answer would change: who leads, how far shares move, and which open question to answer next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.engine.evidence import Points
from leadadvisor.engine.mix import Standing, leader_of
from leadadvisor.engine.relevance import irrelevant_questions
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Change, Flip, Mover, NextQuestion
from leadadvisor.model.rulebook import Question, Rulebook
from leadadvisor.model.value import NamedTuple

MOVERS_KEPT = 5


class Prospect(NamedTuple):
    """One possible change of one answer, and what it would come to."""

    question: Question
    change: Change
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


def open_pair(reasoner: Reasoner, evaluation: Evaluation, questions: Sequence[str]) -> tuple[str, ...]:
    """The first two of these open questions some answers to which together bring another leader; else nothing."""
    options = {question.id: [option.id for option in question.options] for question in reasoner.rulebook.questions}
    alone = {
        question: [reasoner.points_after(evaluation, question, option) for option in options[question]]
        for question in questions
    }
    pairs = ((first, second) for place, second in enumerate(questions) for first in questions[:place])
    for first, second in pairs:
        if reasoner.add_up(first, second):
            after = [_added_up(evaluation, one, other) for one in alone[first] for other in alone[second]]
        else:
            after = list(_after_both(reasoner, evaluation, first, second, options))
        if any(leader_of(*each) != evaluation.standing.leader for each in after):
            return first, second
    return ()


_After: TypeAlias = tuple[Points, int, int]
"""Points, who is ruled out, who may not lead."""


def _added_up(evaluation: Evaluation, one: _After, other: _After) -> _After:
    """What two answers come to that nothing takes together: only one of them can touch the blockers."""
    points = tuple(a + b - now for a, b, now in zip(one[0], other[0], evaluation.points, strict=True))
    now = evaluation.ruled_out, evaluation.may_not_lead
    return (points, *(one[1:] if one[1:] != now else other[1:]))


def _after_both(
    reasoner: Reasoner, evaluation: Evaluation, first: str, second: str, options: Mapping[str, Sequence[str]]
) -> Iterator[_After]:
    for one in options[first]:
        then = reasoner.evaluate({**evaluation.chosen, first: one})
        yield from (reasoner.points_after(then, second, other) for other in options[second])


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
    for question in reasoner.rulebook.questions:
        if question.id in irrelevant:
            continue
        before = given.get(question.id, "")
        for option in question.options:
            if option.id != before:
                change = Change(question.id, before, option.id)
                yield _prospect(reasoner, evaluation, question, change)


def _prospect(reasoner: Reasoner, evaluation: Evaluation, question: Question, change: Change) -> Prospect:
    now = evaluation.standing
    then = reasoner.standing_after(evaluation, change.question, change.after)
    nothing = (0,) * len(reasoner.approaches)
    moves = tuple(after - before for before, after in zip(now.shares or nothing, then.shares or nothing, strict=True))
    return Prospect(question, change, then, (now.status, now.leader) != (then.status, then.leader), moves)


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
