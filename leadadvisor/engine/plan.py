"""The plan: what is done and decided in each phase, no more than the hours allow, and why it is laid out like this."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, get_args

from leadadvisor.engine.channels import CAN_START, Beginning, pace_of
from leadadvisor.engine.conditions import evaluate
from leadadvisor.model.plan import Action, OwnerLine, Phase
from leadadvisor.model.recommendation import ChannelLine, PlanNote, PlanStep, Portion
from leadadvisor.model.rulebook import WHOLE_MIX, Rulebook
from leadadvisor.model.unlock import actions_of

Plan: TypeAlias = tuple[tuple[PlanStep, ...], tuple[PlanNote, ...]]
Openings: TypeAlias = Mapping[str, tuple[str, ...]]
"""For each action that clears the way for a channel, the channels it opens for these answers."""

_PHASES: tuple[Phase, ...] = get_args(Phase)
NOT_LIMITED = 1_000
"""Steps of a phase where the rulebook sets no limit."""


def plan(rulebook: Rulebook, options: Mapping[str, str], mix: Sequence[Portion], beginning: Beginning) -> Plan:
    """The steps for these options, from phase to phase, and why they stand like this.

    Of each phase the rulebook's musts and the first step of everything that begins are taken first, then in turn what
    the hours leave room for, more of the leader than of the others. What a channel waits for is put off to the next
    phase rather than left out. Decisions judge only what an earlier step does.
    """
    if not rulebook.plan.actions or not (beginning.begun or beginning.waiting):
        return (), ()
    possible = _possible(rulebook, options, beginning)
    limit = next((each.steps for each in rulebook.plan.most_steps if evaluate(each.when, options) is True), NOT_LIMITED)
    order = (*beginning.begun, *beginning.waiting)
    awaited = _awaited(beginning)
    under_way = _under_way(beginning)
    taken: list[Action] = []
    put_off: list[Action] = []
    for phase in _PHASES:
        of_phase = [action._replace(phase=phase, must=phase == "later") for action in put_off]
        of_phase += [action for action in possible if action.phase == phase]
        chosen = _taken(of_phase, order, limit, taken)
        taken += _in_order([action for action in of_phase if action in chosen], order, under_way)
        put_off = [action for action in of_phase if action.id in awaited and action not in chosen]
    owners = {owner.id: owner.lines for owner in rulebook.plan.owners}
    answerable = [_who(owners[action.owner], options) for action in taken]
    openings = openings_of(beginning.lines.values())
    steps = [
        _step(action, owner.who, openings, taken[:place])
        for place, (action, owner) in enumerate(zip(taken, answerable, strict=True))
    ]
    return tuple(steps), (*_notes(rulebook, mix, beginning), *_nobody(answerable))


def openings_of(lines: Iterable[ChannelLine]) -> Openings:
    """Which channels wait for which action before they can begin."""
    openings: dict[str, tuple[str, ...]] = {}
    for line in lines:
        for action in actions_of(line.unlocked_by) if line.state == "prepare" else ():
            openings[action] = (*openings.get(action, ()), line.channel)
    return openings


def _awaited(beginning: Beginning) -> frozenset[str]:
    """The actions that some channel of what begins waits for."""
    return frozenset(
        action
        for line in beginning.lines.values()
        if line.approach in beginning.begun
        for action in actions_of(line.unlocked_by)
    )


def _under_way(beginning: Beginning) -> frozenset[str]:
    """The approaches some channel of which can start now."""
    return frozenset(line.approach for line in beginning.lines.values() if line.state == "now")


def _possible(rulebook: Rulebook, options: Mapping[str, str], beginning: Beginning) -> list[Action]:
    """The actions that hold, in the order of the rulebook.

    What only clears the way for a channel stands where there is a way to clear, and after what can be done at once.
    """
    clearing = clearing_actions(rulebook)
    under_way = _under_way(beginning)
    openings = openings_of(beginning.lines.values())
    left = {action.id for action in beginning.take_ups.values()}

    def fits(action: Action) -> bool:
        if action.kind == "take-up":
            return action.id in left
        if action.approach != WHOLE_MIX and action.approach not in beginning.begun:
            return False
        if action.id in clearing and action.id not in openings:
            return False
        return _may_be_used(beginning.lines.get(action.channel), action) and _holds(action, options)

    fitting = list(_one_must_each(action for action in rulebook.plan.actions if fits(action)))
    return sorted(fitting, key=lambda action: action.id in clearing and action.approach in under_way)


def _one_must_each(actions: Iterable[Action]) -> Iterator[Action]:
    """Of the musts that one approach has in one phase only the first: they are the same thing in other words."""
    met: set[tuple[str, Phase]] = set()
    for action in actions:
        if not action.must or (action.approach, action.phase) not in met:
            yield action
        if action.must:
            met.add((action.approach, action.phase))


def clearing_actions(rulebook: Rulebook) -> frozenset[str]:
    """The actions that do nothing but clear the way for a channel: some state names them, and they use no channel."""
    uses = {action.id: action.channel for action in rulebook.plan.actions}
    return frozenset(
        action
        for approach in rulebook.approaches
        for channel in approach.channels
        for state in channel.states
        if state.state == "prepare"
        for action in actions_of(state.unlocked_by)
        if not uses.get(action)
    )


def _holds(action: Action, options: Mapping[str, str]) -> bool:
    return evaluate(action.when, options) is True


def _may_be_used(line: ChannelLine | None, action: Action) -> bool:
    """Whether the channel of the action can start; else only what the channel itself waits for is done on it."""
    if line is None or line.state in CAN_START:
        return True
    return line.state == "not-yet" and action.id in actions_of(line.unlocked_by)


def _taken(possible: Sequence[Action], order: Sequence[str], limit: int, before: Sequence[Action]) -> list[Action]:
    """As many actions of one phase as there is room for, the weightiest first; musts whether there is room or not."""
    taken: list[Action] = []
    earlier = {action.id for action in before if action.kind != "decision"}
    done = set(earlier)
    for action in _by_weight([each for each in possible if not each.after or earlier.intersection(each.after)], order):
        if len(taken) >= limit and not action.must:
            break
        if action.kind != "decision" or done.intersection(action.judges):
            taken.append(action)
            done.add(action.id)
    return taken


def _by_weight(possible: Sequence[Action], order: Sequence[str]) -> Iterator[Action]:
    """Musts and take-ups; the first action of each approach; then round by round: leader, its decision, mix, others."""
    queues = {of: [each for each in possible if each.approach == of and _is_plain(each)] for of in (*order, WHOLE_MIX)}
    decisions = {of: [each for each in possible if each.approach == of and each.kind == "decision"] for of in queues}
    yield from (action for action in possible if action.must or action.kind == "take-up")
    for of in order:
        yield from _next_of(queues, of)
    first = order[:1]
    while any(queues.values()) or any(decisions.values()):
        for of in first:
            yield from _next_of(queues, of)
            yield from _next_of(decisions, of)
        yield from _next_of(queues, WHOLE_MIX)
        for of in order[1:]:
            yield from _next_of(queues, of)
            yield from _next_of(decisions, of)
        yield from _next_of(decisions, WHOLE_MIX)


def _is_plain(action: Action) -> bool:
    return action.kind == "action" and not action.must


def _next_of(queues: Mapping[str, list[Action]], of: str) -> Iterator[Action]:
    if queues[of]:
        yield queues[of].pop(0)


def _in_order(chosen: Sequence[Action], order: Sequence[str], under_way: Collection[str]) -> list[Action]:
    """The steps of one phase as they are told.

    Each approach's first step with its must, the leader's before the others', then the rest of each, then what concerns
    the whole mix; decisions end the phase. A must stands before the first step where the approach can start now, and
    follows it where the first step opens the way.
    """
    firsts = [next((each for each in chosen if each.approach == of and _is_plain(each)), None) for of in order]

    def place(action: Action) -> tuple[bool, bool, int, int]:
        whole = action.approach == WHOLE_MIX
        first = action in firsts or (action.must and not whole)
        after = 0 if action.must and action.approach in under_way else 1 if action in firsts else 2
        return action.kind == "decision", not first, len(order) if whole else order.index(action.approach), after

    return sorted(chosen, key=place)


def _who(lines: Iterable[OwnerLine], options: Mapping[str, str]) -> OwnerLine:
    return next(line for line in lines if evaluate(line.when, options) is True)


def _step(action: Action, owner: str, openings: Openings, earlier: Sequence[Action]) -> PlanStep:
    return PlanStep(
        id=action.id,
        kind="decision" if action.kind == "decision" else "action",
        phase=action.phase,
        approach=action.approach,
        channel=action.channel,
        action=action.action,
        owner=owner,
        measure=action.measure,
        stop_rule=action.stop_rule,
        claims=action.claims,
        practice=action.practice,
        judges=tuple(each.id for each in earlier if each.id in action.judges),
        opens=openings.get(action.id, ()),
        stop=action.stop,
    )


def _notes(rulebook: Rulebook, mix: Sequence[Portion], beginning: Beginning) -> list[PlanNote]:
    """Whether a slow start has something quicker beside it, and what waits although it has a part in the mix."""
    labels = {approach.id: approach.label for approach in rulebook.approaches}
    notes: list[PlanNote] = []
    first, *beside = beginning.begun or ("",)
    slow = next((lead for lead in rulebook.plan.first_leads if lead.approach == first and lead.pace == "slow"), None)
    if slow:
        quicker = [approach for approach in beside if pace_of(rulebook, approach) != "slow"]
        if quicker:
            text = f"{slow.because} {labels[quicker[0]]} begins beside it, as it is quicker to a first lead."
            notes.append(PlanNote("paired-with-quicker", text, quicker[0], slow.claims))
        else:
            text = f"{slow.because} Nothing quicker can begin beside it."
            notes.append(PlanNote("slow-alone", text, first, slow.claims))
    enough = "Two approaches are" if len(beginning.begun) > 1 else "One approach is"
    for portion in mix:
        if portion.role == "supports" and portion.approach in beginning.waiting:
            text = f"{labels[portion.approach]} waits. {enough} enough to begin with."
            notes.append(PlanNote("waits", text, portion.approach, ()))
    return notes


def _nobody(answerable: Iterable[OwnerLine]) -> list[PlanNote]:
    """What is amiss where steps have nobody to do them, each thing once."""
    return [
        PlanNote("nobody-to-do-it", text, "", ())
        for text in dict.fromkeys(owner.nobody for owner in answerable if owner.nobody)
    ]
