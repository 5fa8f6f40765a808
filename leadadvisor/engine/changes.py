"""What one other answer would change: who leads, how far shares move, and which open question to answer next."""

from collections.abc import Iterator, Sequence

from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.engine.mix import Standing
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


def flips(reasoner: Reasoner, found: tuple[Prospect, ...]) -> tuple[Flip, ...]:
    """The single changes that bring another leader or none: steps up first, the shortest first, steps down last."""
    hits = [
        Flip(
            (prospect.change,),
            leader := _name(reasoner, prospect.standing.leader),
            prospect.standing.status,
            _step(prospect) if leader or not _step(prospect) else None,
        )
        for prospect in found
        if prospect.flips
    ]
    return tuple(sorted(hits, key=lambda flip: effort(reasoner.rulebook, flip)))


def effort(rulebook: Rulebook, flip: Flip) -> tuple[int, int, bool]:
    """What to sort flips by: steps up before facts before steps down, then how far one would have to go."""
    rank = 1 if flip.up is None else 0 if flip.up else 2
    return rank, sum(_distance(rulebook, change) for change in flip.change), flip.leader is None


def _distance(rulebook: Rulebook, change: Change) -> int:
    """How many options further a change goes; what is no step counts as one."""
    question = rulebook.question(change.question)
    if question is None or question.step(change.before, change.after) is None:
        return 1
    return abs(question.improves.index(change.after) - question.improves.index(change.before))


def open_pair(reasoner: Reasoner, evaluation: Evaluation, questions: Sequence[str]) -> tuple[str, ...]:
    """The first two of these open questions some answers to which together bring another leader; else nothing."""
    now = evaluation.standing
    options = {question.id: question.options for question in reasoner.rulebook.questions}
    for place, first in enumerate(questions):
        with_first = [reasoner.evaluate({**evaluation.chosen, first: option.id}) for option in options[first]]
        for second in questions[place + 1 :]:
            for then in with_first:
                for option in options[second]:
                    after = reasoner.standing_after(then, second, option.id)
                    if (after.status, after.leader) != (now.status, now.leader):
                        return first, second
    return ()


def movers(reasoner: Reasoner, found: tuple[Prospect, ...]) -> tuple[Mover, ...]:
    """The single changes that leave the leader but move a share furthest; of each question only the furthest."""
    best: dict[str, Prospect] = {}
    for prospect in found:
        if prospect.flips or not any(prospect.moves):
            continue
        rival = best.get(prospect.question.id)
        if rival is None or _reach(prospect) > _reach(rival):
            best[prospect.question.id] = prospect
    furthest = sorted(best.values(), key=lambda prospect: -_reach(prospect))[:MOVERS_KEPT]
    return tuple(_mover(reasoner, prospect) for prospect in furthest)


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


def _step(prospect: Prospect) -> bool | None:
    return prospect.question.step(prospect.change.before, prospect.change.after)


def _reach(prospect: Prospect) -> int:
    return max(map(abs, prospect.moves))


def _influence(group: list[Prospect]) -> tuple[bool, int, float]:
    """Can it change the leader; its furthest move; its mean move."""
    return (
        any(prospect.flips for prospect in group),
        max(map(_reach, group)),
        sum(map(_reach, group)) / len(group),
    )


def _mover(reasoner: Reasoner, prospect: Prospect) -> Mover:
    furthest = max(range(len(prospect.moves)), key=lambda index: abs(prospect.moves[index]))
    share = prospect.standing.shares[furthest] if prospect.standing.shares else 0
    return Mover(prospect.change, reasoner.approaches[furthest], share, _step(prospect))


def _name(reasoner: Reasoner, leader: int | None) -> str | None:
    return None if leader is None else reasoner.approaches[leader]
