"""The cautions a recommendation carries: what is missing, contradictory, blocked, open or not to be done."""

from collections.abc import Iterator
from typing import Literal

from leadadvisor.engine.conditions import evaluate
from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.engine.outlook import Outlook
from leadadvisor.engine.relevance import irrelevant_questions
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Caution
from leadadvisor.model.rulebook import Firmness, Question, Requirement
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
        text = f"{_joined(tied, 'and')} stand level: the mix is shown without a leader."
    yield Caution("undecided", text, "", (), ())


def _contradictions(now: Circumstances) -> Iterator[Caution]:
    """Clashes between the answers as given: one that is not used, as its question is not asked, may clash as well."""
    given = {**now.evaluation.options, **now.evaluation.chosen}
    for contradiction in now.reasoner.rulebook.contradictions:
        if evaluate(contradiction.when, given) is True:
            text = f"{contradiction.because} {contradiction.ask}"
            yield Caution("contradiction", text, contradiction.id, contradiction.questions, contradiction.claims)


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
