"""The plan: which approaches begin, in which order, and what is done and decided in each phase."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, get_args

from leadadvisor.engine.conditions import evaluate
from leadadvisor.model.plan import Action, OwnerLine, Pace, Phase
from leadadvisor.model.recommendation import ChannelLine, PlanNote, PlanStep, Portion
from leadadvisor.model.rulebook import WHOLE_MIX, Rulebook

Plan: TypeAlias = tuple[tuple[PlanStep, ...], tuple[PlanNote, ...]]

_PACES: tuple[Pace, ...] = get_args(Pace)
_PHASES: tuple[Phase, ...] = get_args(Phase)


def plan(
    rulebook: Rulebook, options: Mapping[str, str], mix: Sequence[Portion], channels: Iterable[ChannelLine]
) -> Plan:
    """The steps for these options and this mix, from phase to phase, and why they stand like this.

    The leader begins, and one approach beside it: the quickest where the leader is slow to bring a first lead, else
    the one with the largest share. More begin only where the rulebook says so; an approach that waits or is parked
    gets one step at most, and one that is ruled out gets none. Within a phase the quicker approach comes first.
    """
    underway = _beginning(rulebook, options, mix)
    if not underway:
        return (), ()
    waiting = tuple(each.approach for each in mix if each.role != "ruled-out" and each.approach not in underway)
    order = (WHOLE_MIX, *_by_pace(rulebook, underway), *_by_pace(rulebook, waiting))
    chosen = _chosen(rulebook, options, underway, waiting, {line.channel: line for line in channels})
    chosen.sort(key=lambda action: _place(action, order))
    owners = {owner.id: owner.lines for owner in rulebook.plan.owners}
    answerable = [_who(owners[action.owner], options) for action in chosen]
    steps = tuple(_step(action, owner.who) for action, owner in zip(chosen, answerable, strict=True))
    return steps, (*_notes(rulebook, mix, underway), *_nobody(answerable))


def _beginning(rulebook: Rulebook, options: Mapping[str, str], mix: Sequence[Portion]) -> tuple[str, ...]:
    """The approaches that begin, the leader first; without a leader, the quickest."""
    active = [portion.approach for portion in mix if portion.role in {"leads", "supports"}]
    if not active or not rulebook.plan.actions:
        return ()
    leads = next((portion.approach for portion in mix if portion.role == "leads"), None)
    first = leads or _by_pace(rulebook, active)[0]
    others = [approach for approach in active if approach != first]
    if evaluate(rulebook.plan.several_when, options) is True:
        return (first, *others)
    if _pace(rulebook, first) == "slow":
        others = _by_pace(rulebook, others)
    return (first, *others[:1])


def _by_pace(rulebook: Rulebook, approaches: Iterable[str]) -> list[str]:
    return sorted(approaches, key=lambda approach: _PACES.index(_pace(rulebook, approach)))


def _pace(rulebook: Rulebook, approach: str) -> Pace:
    return next((lead.pace for lead in rulebook.plan.first_leads if lead.approach == approach), "middle")


def _chosen(
    rulebook: Rulebook,
    options: Mapping[str, str],
    underway: Sequence[str],
    waiting: Sequence[str],
    channels: Mapping[str, ChannelLine],
) -> list[Action]:
    """The actions that hold, in the order of the rulebook."""
    chosen: list[Action] = []
    taken_up: set[str] = set()
    for action in rulebook.plan.actions:
        if action.kind == "take-up":
            if action.approach in waiting and action.approach not in taken_up and _holds(action, options):
                taken_up.add(action.approach)
                chosen.append(action)
        elif action.approach == WHOLE_MIX or action.approach in underway:
            channel = channels.get(action.channel)
            if (channel is None or _may_be_used(channel, action.phase)) and _holds(action, options):
                chosen.append(action)
    return chosen


def _holds(action: Action, options: Mapping[str, str]) -> bool:
    return evaluate(action.when, options) is True


def _may_be_used(channel: ChannelLine, phase: Phase) -> bool:
    return channel.state == "now" or (channel.state in {"prepare", "not-yet"} and phase == "later")


def _place(action: Action, order: Sequence[str]) -> tuple[int, bool, bool, int]:
    """Decisions end a phase, and those about the whole mix stand at its edges: actions first, decisions last."""
    decides = action.kind == "decision"
    whole = action.approach == WHOLE_MIX
    return _PHASES.index(action.phase), decides, whole and decides, order.index(action.approach)


def _who(lines: Iterable[OwnerLine], options: Mapping[str, str]) -> OwnerLine:
    return next(line for line in lines if evaluate(line.when, options) is True)


def _step(action: Action, owner: str) -> PlanStep:
    return PlanStep(
        action.id,
        action.kind,
        action.phase,
        action.approach,
        action.channel,
        action.action,
        owner,
        action.measure,
        action.stop_rule,
        action.claims,
        action.practice,
        action.judges,
        action.stop,
    )


def _notes(rulebook: Rulebook, mix: Sequence[Portion], underway: Sequence[str]) -> list[PlanNote]:
    """Whether a slow start has something quicker beside it, and what waits although it has a part in the mix."""
    labels = {approach.id: approach.label for approach in rulebook.approaches}
    first, *beside = underway
    notes: list[PlanNote] = []
    slow = next((lead for lead in rulebook.plan.first_leads if lead.approach == first and lead.pace == "slow"), None)
    if slow:
        quicker = [approach for approach in _by_pace(rulebook, beside) if _pace(rulebook, approach) != "slow"]
        if quicker:
            text = f"{slow.because} {labels[quicker[0]]} begins beside it, as it is quicker to a first lead."
            notes.append(PlanNote("paired-with-quicker", text, quicker[0], slow.claims))
        else:
            text = f"{slow.because} Nothing quicker can begin beside it."
            notes.append(PlanNote("slow-alone", text, first, slow.claims))
    for portion in mix:
        if portion.role == "supports" and portion.approach not in underway:
            text = f"{labels[portion.approach]} waits: one approach that leads and one beside it are enough to begin."
            rest = "Its part of the effort can help them until then."
            notes.append(PlanNote("waits", f"{text} {rest}", portion.approach, ()))
    return notes


def _nobody(answerable: Iterable[OwnerLine]) -> list[PlanNote]:
    """What is amiss where steps have nobody to do them, each thing once."""
    return [
        PlanNote("nobody-to-do-it", text, "", ())
        for text in dict.fromkeys(owner.nobody for owner in answerable if owner.nobody)
    ]
