"""The recommendation as mappings, lists and numbers: what the json and yaml reports write.

Its shape is a contract, described in recommendation.schema.json: it may grow, but no key changes its meaning within
"leadadvisor/recommendation/2".
"""

from __future__ import annotations

from typing import TypeAlias, assert_never

from leadadvisor.model.profile import Answer
from leadadvisor.model.recommendation import (
    Caution,
    Change,
    ChannelLine,
    Contribution,
    Flip,
    Given,
    HeldBack,
    Mover,
    NearMiss,
    NextQuestion,
    PlanNote,
    PlanStep,
    Portion,
    Recommendation,
    StandingBlocker,
    TensionLine,
)
from leadadvisor.model.rulebook import Side, Unlock, UnlockByAction, UnlockByAnswer
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.text import safe
from leadadvisor.reports.wording import headline

SCHEMA = "leadadvisor/recommendation/2"

Result: TypeAlias = "dict[str, Result] | list[Result] | str | int | float | bool | None"


def result(recommendation: Recommendation) -> dict[str, Result]:
    """The whole recommendation; keys always come in the same order."""
    labels = Labels(recommendation.rulebook)
    rulebook = recommendation.rulebook
    return {
        "schema": SCHEMA,
        "rulebook": {"name": safe(rulebook.name), "version": safe(rulebook.version), "digest": safe(rulebook.digest)},
        "answers": [_answer(answer) for answer in recommendation.answers],
        "status": recommendation.status,
        "leader": _or_null(recommendation.leader),
        "firmness": recommendation.firmness,
        "headline": headline(recommendation, labels),
        "mix": [_portion(portion, labels) for portion in recommendation.mix],
        "channels": [_channel(line, labels) for line in recommendation.channels],
        "tensions": [_tension(line, labels) for line in recommendation.tensions],
        "cautions": [_caution(caution) for caution in recommendation.cautions],
        "robustness_percent": recommendation.robustness_percent,
        "settled": recommendation.settled,
        "ranges": recommendation.ranges,
        "possible_leaders": [_or_null(leader) for leader in recommendation.possible_leaders],
        "level": recommendation.level,
        "held_back": _held_back(recommendation.held_back),
        "against": [{"because": safe(one.because), "claims": _ids(one.claims)} for one in recommendation.against],
        "weightings_percent": recommendation.weightings_percent,
        "flips": [_flip(flip) for flip in recommendation.flips],
        "movers": [_mover(mover) for mover in recommendation.movers],
        "next_questions": [_next_question(question, labels) for question in recommendation.next_questions],
        "plan": [_step(step) for step in recommendation.plan],
        "plan_notes": [_note(note) for note in recommendation.plan_notes],
        "means": _means(recommendation),
        "not_considered": _ids(rulebook.not_considered),
        "basis": safe(rulebook.basis),
    }


def _portion(portion: Portion, labels: Labels) -> Result:
    return {
        "approach": safe(portion.approach),
        "label": labels.approach(portion.approach),
        "share": portion.share,
        "low": portion.low,
        "high": portion.high,
        "role": portion.role,
        "state": portion.state,
        "points": portion.points,
        "contributions": [_contribution(one) for one in portion.contributions],
        "adjustments": [
            _adjustment("equal-share", portion.equal_share),
            *(_adjustment(one.kind, one.hundredths) for one in portion.adjustments),
        ],
        "blockers": [_blocker(blocker) for blocker in portion.blockers],
        "near_misses": [_near_miss(miss) for miss in portion.near_misses],
    }


def _contribution(one: Contribution) -> Result:
    return {
        "kind": one.kind,
        "rule": safe(one.rule),
        "points": one.points,
        "percentage_points": _percentage_points(one.hundredths),
        "strength": one.strength,
        "because": safe(one.because),
        "claims": _ids(one.claims),
        "answers": _given(one.answers),
    }


def _adjustment(kind: str, hundredths: int) -> Result:
    return {"kind": kind, "percentage_points": _percentage_points(hundredths)}


def _blocker(blocker: StandingBlocker) -> Result:
    return {
        "id": safe(blocker.id),
        "kind": blocker.kind,
        "because": safe(blocker.because),
        "lifted_by": safe(blocker.lifted_by),
        "claims": _ids(blocker.claims),
    }


def _near_miss(miss: NearMiss) -> Result:
    return {
        "rule": safe(miss.rule),
        "points": miss.points,
        "because": safe(miss.because),
        "lacks": {"question": safe(miss.question), "options": _ids(miss.options)},
        "claims": _ids(miss.claims),
    }


def _channel(line: ChannelLine, labels: Labels) -> Result:
    return {
        "channel": safe(line.channel),
        "label": labels.channel(line.channel),
        "approach": safe(line.approach),
        "state": line.state,
        "unlocked_by": [_unlock(one) for one in line.unlocked_by],
        "because": safe(line.because),
        "claims": _ids(line.claims),
    }


def _unlock(one: Unlock) -> Result:
    match one:
        case UnlockByAction(action):
            return {"action": safe(action)}
        case UnlockByAnswer(question, options):
            return {"question": safe(question), "options": _ids(options)}
        case _:
            assert_never(one)


def _held_back(held: HeldBack | None) -> Result:
    if held is None:
        return None
    return {
        "approach": safe(held.approach),
        "blocker": safe(held.blocker),
        "lifted_by": safe(held.lifted_by),
        "mix": [{"approach": safe(approach), "share": share} for approach, share in held.mix],
    }


def _tension(line: TensionLine, labels: Labels) -> Result:
    tension = labels.tension(line.id)
    return {
        "id": safe(line.id),
        "title": safe(tension.title if tension else line.id),
        "kind": safe(tension.kind if tension else ""),
        "sides": [_side(side) for side in tension.sides] if tension else [],
        "effect": line.effect,
        "taken": line.taken,
        "decided_by": _given(line.decided_by),
        "open_questions": _ids(line.open_questions),
        "while_open": safe(tension.while_open if tension else ""),
        "always_because": safe(tension.always_because if tension else ""),
    }


def _side(side: Side) -> Result:
    return {"says": safe(side.says), "claims": _ids(side.claims)}


def _caution(caution: Caution) -> Result:
    return {
        "code": caution.code,
        "text": safe(caution.text),
        "subject": safe(caution.subject),
        "questions": _ids(caution.questions),
        "claims": _ids(caution.claims),
    }


def _flip(flip: Flip) -> Result:
    return {
        "change": [_change(change) for change in flip.change],
        "leader": _or_null(flip.leader),
        "status": flip.status,
        "up": flip.up,
    }


def _mover(mover: Mover) -> Result:
    return {
        "change": _change(mover.change),
        "approach": safe(mover.approach),
        "share": mover.share,
        "up": mover.up,
    }


def _next_question(question: NextQuestion, labels: Labels) -> Result:
    return {
        "question": safe(question.question),
        "text": labels.question(question.question),
        "can_change_leader": question.can_change_leader,
        "largest_move": question.largest_move,
    }


def _step(step: PlanStep) -> Result:
    return {
        "id": safe(step.id),
        "kind": step.kind,
        "phase": step.phase,
        "approach": safe(step.approach),
        "channel": safe(step.channel) or None,
        "action": safe(step.action),
        "owner": safe(step.owner),
        "judges": _ids(step.judges),
        "measure": safe(step.measure),
        "stop_rule": safe(step.stop_rule),
        "origin": "practice" if step.practice else "sources",
        "claims": _ids(step.claims),
        "practice": safe(step.practice) or None,
    }


def _note(note: PlanNote) -> Result:
    return {
        "code": note.code,
        "text": safe(note.text),
        "approach": safe(note.approach) or None,
        "claims": _ids(note.claims),
    }


def _means(recommendation: Recommendation) -> Result:
    """Empty where the user gave no figures; what tells them is imported only where there are any."""
    if recommendation.means is None:
        return {}
    from leadadvisor.reports.means_result import means_result

    return means_result(recommendation.means)


def _answer(answer: Answer) -> Result:
    return {"question": safe(answer.question), "option": safe(answer.option), "origin": answer.origin}


def _change(change: Change) -> Result:
    return {"question": safe(change.question), "from": safe(change.before), "to": safe(change.after)}


def _given(answers: tuple[Given, ...]) -> Result:
    return [{"question": safe(given.question), "option": safe(given.option)} for given in answers]


def _ids(texts: tuple[str, ...]) -> list[Result]:
    return [safe(text) for text in texts]


def _or_null(text: str | None) -> str | None:
    return None if text is None else safe(text)


def _percentage_points(hundredths: int) -> float:
    """A number with at most two decimals; the quotient is the float nearest to it, so it prints as it should."""
    return hundredths / 100
