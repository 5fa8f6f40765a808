"""What must be told beside the mix: cautions, who is held back, what speaks against, where the sources disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from leadadvisor.engine.conditions import answers_behind, evaluate, irrelevant_questions, questions_read
from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.engine.mix import allocate
from leadadvisor.engine.outlook import Outlook
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import AgainstLine, Caution, Given, HeldBack, TensionLine
from leadadvisor.model.rulebook import Approach, Blocker, Firmness, Question, Requirement, Rulebook, Taken, Tension
from leadadvisor.model.value import NamedTuple

RangesState = Literal["exact", "skipped", "too-entangled"]


class Circumstances(NamedTuple):
    """All a caution may look at."""

    reasoner: Reasoner
    profile: Profile
    evaluation: Evaluation
    outlook: Outlook | None
    ranges: RangesState
    firmness: Firmness


def cautions(now: Circumstances) -> tuple[Caution, ...]:
    """All cautions, the weightiest kind first."""
    kinds = (
        _nothing_feasible,
        _undecided,
        _contradictions,
        _not_covered,
        _infeasible_approaches,
        _may_not_lead,
        _unmet_requirements,
        _open_result,
        _missing_answers,
        _unused_answers,
        _ranges_unknown,
    )
    return tuple(caution for kind in kinds for caution in kind(now))


def open_questions(reasoner: Reasoner, evaluation: Evaluation) -> tuple[Question, ...]:
    """The questions this profile may be asked and has no option for, in asking order."""
    irrelevant = irrelevant_questions(reasoner.rulebook.questions, evaluation.options)
    return tuple(
        question
        for question in reasoner.rulebook.questions
        if question.id not in evaluation.options and question.id not in irrelevant
    )


def _nothing_feasible(now: Circumstances) -> Iterator[Caution]:
    if now.evaluation.standing.status == "nothing-feasible":
        ways = " ".join(dict.fromkeys(each.lifted_by for each in now.evaluation.blockers if each.kind == "rules-out"))
        text = f"No approach can be carried out as things stand. Any of these would change that: {ways}"
        yield Caution("nothing-feasible", text, "", (), ())


def _undecided(now: Circumstances) -> Iterator[Caution]:
    if now.evaluation.standing.status != "undecided":
        return
    barred = now.evaluation.ruled_out | now.evaluation.may_not_lead
    free = [index for index in range(len(now.reasoner.approaches)) if not barred >> index & 1]
    if not free:
        text = "No approach that can be carried out may lead: the mix is shown without a leader."
    else:
        top = max(now.evaluation.points[index] for index in free)
        tied = [_label(now, index) for index in free if now.evaluation.points[index] == top]
        text = f"{_joined(tied, 'and')} are about equal, so {'none' if tied[2:] else 'neither'} of them comes first."
    yield Caution("undecided", text, "", (), ())


def _contradictions(now: Circumstances) -> Iterator[Caution]:
    """Clashes between the answers as given: one that is not used, as its question is not asked, may clash as well."""
    given = {**now.evaluation.options, **now.evaluation.chosen}
    for contradiction in now.reasoner.rulebook.contradictions:
        if evaluate(contradiction.when, given) is True:
            text = f"{contradiction.because} {contradiction.ask}"
            yield Caution("contradiction", text, contradiction.id, contradiction.questions, contradiction.claims)


def _not_covered(now: Circumstances) -> Iterator[Caution]:
    """Answers of which the sources do not speak: the advice is for somebody else, and says so."""
    for question in now.reasoner.rulebook.questions:
        option = question.option(now.evaluation.options.get(question.id, ""))
        if option is not None and option.not_covered:
            yield Caution("out-of-scope", option.not_covered, question.id, (question.id,), ())


def _infeasible_approaches(now: Circumstances) -> Iterator[Caution]:
    for blocker in now.evaluation.blockers:
        if blocker.kind == "rules-out":
            yield Caution("infeasible-approach", blocker.because, blocker.approach, (), blocker.claims)


def _may_not_lead(now: Circumstances) -> Iterator[Caution]:
    """Approaches that take part but may not lead; what is ruled out altogether has been told."""
    ruled_out = {blocker.approach for blocker in now.evaluation.blockers if blocker.kind == "rules-out"}
    for blocker in now.evaluation.blockers:
        if blocker.kind == "may-not-lead" and blocker.approach not in ruled_out:
            yield Caution("may-not-lead", blocker.because, blocker.approach, (), blocker.claims)


def _unmet_requirements(now: Circumstances) -> Iterator[Caution]:
    """An approach that can be carried out with difficulty only, or that leads while nobody said whether it can be."""
    for index, approach in enumerate(now.reasoner.rulebook.approaches):
        leads = now.evaluation.standing.leader == index
        for requirement in approach.requirements:
            if _is_unmet(requirement, now.evaluation, leads=leads):
                yield Caution(
                    "may-not-lead", requirement.warning, approach.id, requirement.questions, requirement.claims
                )


def _is_unmet(requirement: Requirement, evaluation: Evaluation, *, leads: bool) -> bool:
    if requirement.when is not None:
        return evaluate(requirement.when, evaluation.options) is True
    return leads and not any(question in evaluation.options for question in requirement.questions)


def _open_result(now: Circumstances) -> Iterator[Caution]:
    """Some completion of the open answers has another outcome than the answers as given."""
    outlook = now.outlook
    if outlook is None or not _may_still_change(now, outlook):
        return
    parts = []
    if outlook.leaders:
        names = [_label(now, index) for index in sorted(outlook.leaders)]
        which = f"which comes first: {_joined(names, 'or')}" if len(names) > 1 else f"whether {names[0]} comes first"
        parts.append(f"Questions you have not answered decide {which}.")
    if outlook.infeasible and now.evaluation.standing.status != "nothing-feasible":
        parts.append("With some answers nothing can start at all.")
    yield Caution("open-result", " ".join(parts), "", (), ())


def _may_still_change(now: Circumstances, outlook: Outlook) -> bool:
    standing = now.evaluation.standing
    if outlook.infeasible and standing.status != "nothing-feasible":
        return True
    return not outlook.leaders <= {standing.leader} or (outlook.unled and standing.leader is not None)


def _missing_answers(now: Circumstances) -> Iterator[Caution]:
    missing = [question.id for question in open_questions(now.reasoner, now.evaluation) if question.need == "always"]
    if missing:
        text = "Questions you skipped don't change the mix; they widen the ranges."
        yield Caution("missing-answers", text, "", tuple(missing), ())


def _unused_answers(now: Circumstances) -> Iterator[Caution]:
    irrelevant = irrelevant_questions(now.reasoner.rulebook.questions, now.evaluation.options)
    given = {answer.question: answer.option for answer in now.profile.answers}
    for question in now.reasoner.rulebook.questions:
        counts = now.evaluation.options.get(question.id)
        if question.id in irrelevant and given.get(question.id, counts) != counts:
            text = f"The answer to {question.id} is not used: with the other answers the question is not asked."
            yield Caution("unused-answer", text, question.id, (question.id,), ())


def _ranges_unknown(now: Circumstances) -> Iterator[Caution]:
    match now.ranges:
        case "exact":
            return
        case "skipped":
            yield Caution("ranges-skipped", "Ranges were not worked out: low and high repeat the share.", "", (), ())
        case "too-entangled":
            text = (
                "Too many unanswered questions meet in the same rules for exact ranges: every share may still change."
            )
            yield Caution("too-entangled", text, "", (), ())


def _label(now: Circumstances, index: int) -> str:
    return now.reasoner.rulebook.approaches[index].label


def _joined(names: list[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def held_back(reasoner: Reasoner, evaluation: Evaluation) -> HeldBack | None:
    """The approach with more points than whoever leads that a blocker keeps from leading, and the mix without it.

    None where the order of the points stands, and where nothing can be carried out at all.
    """
    if not evaluation.standing.shares:
        return None
    free = _free_to_lead(evaluation)
    top = max((evaluation.points[index] for index in free), default=None)
    blocked = [index for index in range(len(reasoner.approaches)) if index not in free]
    first = max(blocked, key=lambda index: evaluation.points[index], default=None)
    if first is None or (top is not None and evaluation.points[first] <= top):
        return None
    approach = reasoner.approaches[first]
    blocker = _weightiest(evaluation, approach)
    lifted = ~(1 << first)
    without = allocate(
        evaluation.points, evaluation.ruled_out & lifted, evaluation.may_not_lead & lifted, reasoner.scale
    )
    mix = sorted(zip(reasoner.approaches, without.shares, strict=True), key=lambda each: -each[1])
    return HeldBack(approach, blocker.id, blocker.lifted_by, tuple(mix))


def is_level(reasoner: Reasoner, evaluation: Evaluation) -> bool:
    """Whether the top two are about equal: the same printed share, or no more between them than one slight idea."""
    standing = evaluation.standing
    if not standing.shares:
        return False
    highest, second, *_ = (*sorted(standing.shares, reverse=True), 0)
    if highest == second:
        return True
    points = (evaluation.points[index] for index in _free_to_lead(evaluation))
    first, *rest = sorted(points, reverse=True) or [0]
    return bool(rest) and first - rest[0] <= reasoner.rulebook.settings.slight.value


def against(reasoner: Reasoner, evaluation: Evaluation) -> tuple[AgainstLine, ...]:
    """What the sources say against the leader for these answers, or against those that tie; with points or without."""
    return tuple(
        AgainstLine(line.because, line.claims, approach.id)
        for approach in _at_the_top(reasoner, evaluation)
        for line in approach.against
        if evaluate(line.when, evaluation.options) is True
    )


def _at_the_top(reasoner: Reasoner, evaluation: Evaluation) -> tuple[Approach, ...]:
    """The leader; without one, those that may lead and have the most points."""
    approaches = reasoner.rulebook.approaches
    if evaluation.standing.leader is not None:
        return (approaches[evaluation.standing.leader],)
    free = _free_to_lead(evaluation)
    most = max((evaluation.points[index] for index in free), default=0)
    return tuple(approaches[index] for index in free if evaluation.points[index] == most)


def _free_to_lead(evaluation: Evaluation) -> list[int]:
    """The places of the approaches that no blocker keeps from leading."""
    barred = evaluation.ruled_out | evaluation.may_not_lead
    return [index for index in range(len(evaluation.points)) if not barred >> index & 1]


def _weightiest(evaluation: Evaluation, approach: str) -> Blocker:
    """The blocker to lift: one that rules out before one that only forbids to lead."""
    own = [blocker for blocker in evaluation.blockers if blocker.approach == approach]
    return min(own, key=lambda blocker: blocker.kind != "rules-out")


NOTE = "note"
"""The kind of tension that is no more than a note on how the sources use a word."""


def tension_lines(rulebook: Rulebook, options: Mapping[str, str]) -> tuple[TensionLine, ...]:
    """The tensions that bear on these options; where they score, with the side taken and the answers that decided it.

    A note says how words are used, and decides nothing: it is no line of a recommendation.
    """
    bearing = (each for each in rulebook.tensions if evaluate(each.bears_when, options) is not False)
    lines = (_tension_line(tension, options) for tension in bearing if tension.kind != NOTE)
    return tuple(line for line in lines if line is not None)


def _tension_line(tension: Tension, options: Mapping[str, str]) -> TensionLine | None:
    """None where neither side holds and nothing is open: the disagreement does not touch this profile."""
    if tension.effect == "informs":
        return TensionLine(tension.id, None, (), (), tension.effect)
    if tension.always is not None:
        return TensionLine(tension.id, tension.always, (), (), tension.effect)
    outcomes = [evaluate(side.holds_when, options) for side in tension.sides]
    if True in outcomes:
        return TensionLine(tension.id, _taken(outcomes), _decided_by(tension, outcomes, options), (), tension.effect)
    open_questions = _open_questions(tension, options)
    if None in outcomes and open_questions:
        return TensionLine(tension.id, None, (), open_questions, tension.effect)
    return None


def _taken(outcomes: list[bool | None]) -> Taken:
    match outcomes:
        case [True, True]:
            return "both"
        case [True, _]:
            return 1
        case _:
            return 2


def _decided_by(tension: Tension, outcomes: list[bool | None], options: Mapping[str, str]) -> tuple[Given, ...]:
    behind = [
        given
        for side, outcome in zip(tension.sides, outcomes, strict=True)
        if outcome is True
        for given in answers_behind(side.holds_when, options)
    ]
    return tuple(dict.fromkeys(behind))


def _open_questions(tension: Tension, options: Mapping[str, str]) -> tuple[str, ...]:
    read = frozenset().union(*(questions_read(side.holds_when) for side in tension.sides))
    named = [*tension.decided_by, *sorted(read.difference(tension.decided_by))]
    return tuple(question for question in named if question not in options and question in read)
