"""Do mix, channels and plan of one recommendation say one thing? Each kind of plan property as a predicate on it.

The rulebook declares them beside its properties on shares. `rules verify` proves them over the whole answer space; the
tests try them on thousands of random profiles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from leadadvisor.engine.channels import CAN_START
from leadadvisor.engine.conditions import evaluate
from leadadvisor.model.plan import Phase, PlanProperty, PlanPropertyKind
from leadadvisor.model.recommendation import ChannelLine, PlanStep, Recommendation
from leadadvisor.model.rulebook import WHOLE_MIX, State
from leadadvisor.model.unlock import actions_of

FIRST_PHASE: Phase = "days-1-30"

SOON: frozenset[Phase] = frozenset((FIRST_PHASE, "days-31-60"))
"""The phases in which what begins is carried out."""


def broken(declared: PlanProperty, recommendation: Recommendation) -> Iterator[str]:
    """Each way in which this recommendation breaks the property, in words for whoever wrote the rulebook."""
    return _KINDS[declared.kind](declared, recommendation)


def _leader_can_start(_: PlanProperty, advice: Recommendation) -> Iterator[str]:
    if advice.leader is None:
        return
    if _states(advice)[advice.leader] not in CAN_START:
        yield f"{advice.leader} leads, and none of its channels is now or prepare"
    if _states(advice)[advice.leader] == "prepare" and advice.plan:
        first = advice.plan[0]
        if first.approach != advice.leader or not first.opens:
            yield f"{advice.leader} leads and must be prepared, and the first step, {first.id}, does not open it"


def _no_share_for_nothing(_: PlanProperty, advice: Recommendation) -> Iterator[str]:
    floor = advice.rulebook.settings.floor.value
    planned = {step.id for step in advice.plan}
    for portion in advice.mix:
        lines = [line for line in advice.channels if line.approach == portion.approach]
        best = [line for line in lines if line.state == portion.state]
        if portion.role != "ruled-out" and lines and portion.state == "no":
            yield f"all channels of {portion.approach} are no, and nothing rules it out"
        if portion.share > floor and portion.state in {"prepare", "not-yet"} and not any(map(_unlocked, best)):
            yield f"{portion.approach} has {portion.share} %, and nothing unlocks it"
        yield from (f"{line.channel} waits for {action}, which the plan lacks" for line in lines
                    for action in _awaited(line) if action not in planned)  # fmt: skip
        if portion.role == "ruled-out" and not portion.blockers:
            yield f"{portion.approach} is ruled out without a reason"


def _begin_what_can_begin(_: PlanProperty, advice: Recommendation) -> Iterator[str]:
    states, begun = _states(advice), _begun(advice)
    for approach in begun:
        if states[approach] not in CAN_START:
            yield f"the plan begins {approach}, which is {states[approach]}"
    if any(states[approach] != "now" for approach in begun):
        for approach in states.keys() - begun:
            if states[approach] == "now":
                yield f"{approach} could start now and waits"


def _what_runs_goes_on(declared: PlanProperty, advice: Recommendation) -> Iterator[str]:
    options = _options(advice)
    musts = {action.id for action in advice.rulebook.plan.actions if action.must}
    for running in declared.runs:
        if evaluate(running.when, options) is not True:
            continue
        of = [step for step in advice.plan
              if step.approach == running.approach and step.phase == FIRST_PHASE and step.id not in musts]  # fmt: skip
        if not of or of[0].id not in running.steps:
            yield f"{running.approach} runs, and its first step is {of[0].id if of else 'none'}"
        if _states(advice).get(running.approach) != "now":
            yield f"{running.approach} runs, and is not now"
        yield from (f"{step.id} is planned although {running.approach} runs" for step in advice.plan
                    if step.id in running.never)  # fmt: skip


def _no_verdict_without_deed(_: PlanProperty, advice: Recommendation) -> Iterator[str]:
    after = {action.id: action.after for action in advice.rulebook.plan.actions}
    done: set[str] = set()
    for step in advice.plan:
        if after[step.id] and done.isdisjoint(after[step.id]):
            yield f"{step.id} goes on from what no earlier step does"
        if step.kind == "decision" and not (step.judges and done.issuperset(step.judges)):
            yield f"{step.id} judges what no earlier step does"
        if step.kind == "action":
            done.add(step.id)


def _no_step_against_an_answer(declared: PlanProperty, advice: Recommendation) -> Iterator[str]:
    options = _options(advice)
    planned = {step.id for step in advice.plan}
    for presupposed in declared.presupposed:
        if evaluate(presupposed.known, options) is not True:
            yield from (f"{step} presupposes more than was answered" for step in presupposed.steps if step in planned)


def _work_fits_hours(declared: PlanProperty, advice: Recommendation) -> Iterator[str]:
    options = _options(advice)
    steps = [step for step in advice.plan if step.phase == FIRST_PHASE]
    most = next((each.steps for each in declared.most if evaluate(each.when, options) is True), None)
    if most is not None and len(steps) > most:
        yield f"{len(steps)} steps in the first phase where {most} fit"
    if advice.leader is not None and (not steps or steps[0].approach != advice.leader):
        yield f"the first step is not the leader's, {advice.leader}"


def _law_before_cold(declared: PlanProperty, advice: Recommendation) -> Iterator[str]:
    cold = [line.channel for line in advice.channels if line.channel in declared.channels and line.state in CAN_START]
    if cold and not any(step.id in declared.steps and step.phase == FIRST_PHASE for step in advice.plan):
        yield f"{cold[0]} begins without {' or '.join(declared.steps)}"


def _what_begins_is_done(declared: PlanProperty, advice: Recommendation) -> Iterator[str]:
    done = {step.approach for step in advice.plan if step.id in declared.steps and step.phase in SOON}
    yield from (f"{approach} begins, and nothing of it is done" for approach in sorted(_begun(advice) - done))


def _one_owner(declared: PlanProperty, advice: Recommendation) -> Iterator[str]:
    options = _options(advice)
    for allowed in declared.owners:
        if evaluate(allowed.when, options) is True:
            yield from (f"{step.id} is for {step.owner!r}" for step in advice.plan
                        if step.owner and step.owner not in allowed.who)  # fmt: skip


_KINDS: Mapping[PlanPropertyKind, Callable[[PlanProperty, Recommendation], Iterator[str]]] = MappingProxyType(
    {
        "leader-can-start": _leader_can_start,
        "no-share-for-nothing": _no_share_for_nothing,
        "begin-what-can-begin": _begin_what_can_begin,
        "what-runs-goes-on": _what_runs_goes_on,
        "no-verdict-without-deed": _no_verdict_without_deed,
        "no-step-against-an-answer": _no_step_against_an_answer,
        "work-fits-hours": _work_fits_hours,
        "law-before-cold": _law_before_cold,
        "one-owner": _one_owner,
        "what-begins-is-done": _what_begins_is_done,
    }
)


def _options(advice: Recommendation) -> Mapping[str, str]:
    """The answers that count, with what stands for questions that are not asked."""
    return {answer.question: answer.option for answer in advice.answers if answer.option != "unsure"}


def _states(advice: Recommendation) -> dict[str, State]:
    return {portion.approach: portion.state for portion in advice.mix}


def _begun(advice: Recommendation) -> set[str]:
    """The approaches that do something in the first phase."""
    return {step.approach for step in advice.plan if _is_first(step)} - {WHOLE_MIX}


def _is_first(step: PlanStep) -> bool:
    return step.phase == FIRST_PHASE and step.kind == "action"


def _awaited(line: ChannelLine) -> list[str]:
    """The actions a channel waits for."""
    return [*actions_of(line.unlocked_by)]


def _unlocked(line: ChannelLine) -> bool:
    return bool(line.unlocked_by)
