"""What can begin: the state of each channel, which approaches the plan begins, and the channels of those that wait.

A state comes from the answers alone, a beginning from the states, the order of the mix and what is already under way.
Both are small on purpose: `rules verify` proves what is promised of them for every profile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from leadadvisor.engine.conditions import evaluate
from leadadvisor.engine.evaluate import Evaluation
from leadadvisor.model.plan import Action, Pace
from leadadvisor.model.recommendation import ChannelLine, Portion
from leadadvisor.model.rulebook import Approach, Channel, ChannelState, Rulebook, State
from leadadvisor.model.unlock import Unlock, UnlockByAction, UnlockByAll, UnlockByAnswer, actions_of
from leadadvisor.model.value import NamedTuple

STATES: tuple[State, ...] = get_args(State)
"""From the best to the worst."""

CAN_START: frozenset[State] = frozenset(("now", "prepare"))

_PACES: tuple[Pace, ...] = get_args(Pace)
_ENOUGH = 2
"""So many begin at once unless there are hours for more: one that leads and one beside it."""


class Way(NamedTuple):
    """All that decides whether an approach begins: the best state of its channels, and its place in the mix.

    `runs` is what already brings replies or enquiries; `least` one that has no more than the floor; `level` one of the
    top two where they have about the same.
    """

    approach: str
    state: State
    pace: Pace
    leads: bool
    runs: bool
    least: bool
    level: bool = False


def begins(ways: Sequence[Way], *, several: bool, ready_only: bool = False) -> tuple[str, ...]:
    """The approaches that begin, the leader first, then what already runs.

    `ways` stand in the order of the mix, of equal shares the quicker one first.

    What runs always goes on, and of two that are level both begin. Beside the leader one more begins: the quickest
    beside a slow leader, else the larger share. With hours for several, all that can start begin; with `ready_only`,
    nothing begins beside what has begun unless it can start now. Nothing that could
    start now waits while something begins that must be prepared first.
    """
    able = [way for way in ways if way.state in CAN_START]
    begun = [way for way in ways if way.leads] + [way for way in able if way.runs and not way.leads]
    begun += [way for way in able if way.level and way not in begun]
    others = [way for way in able if way not in begun and not way.least]
    if ready_only and begun:
        others = [way for way in others if way.state == "now"]
    if several:
        begun += others
    elif others and len(begun) < _ENOUGH:
        begun += _beside(others, begun)
    if any(way.state != "now" for way in begun):
        begun += [way for way in able if way.state == "now" and way not in begun]
    return tuple(way.approach for way in begun)


def _beside(others: list[Way], begun: list[Way]) -> list[Way]:
    """The best of these to begin beside the leader; without a leader the quickest, and one beside that."""
    by_pace = not begun or begun[0].pace == "slow"
    best = min(others, key=lambda way: _PACES.index(way.pace) if by_pace else 0)
    rest = [way for way in others if way is not best]
    return [best] if begun or not rest else [best, *_beside(rest, [best])]


def best_state(states: Iterable[State]) -> State:
    """The state of an approach with these channels; one without channels has nothing that could be in its way."""
    return min(states, key=STATES.index, default="now")


class Beginning(NamedTuple):
    """What the plan rests on: who begins, in the order to begin in, and the channels as the answers leave them.

    `take_ups` is what is left to do for each approach that waits.
    """

    begun: tuple[str, ...]
    waiting: tuple[str, ...]
    lines: Mapping[str, ChannelLine]
    take_ups: Mapping[str, Action]


def find_beginning(rulebook: Rulebook, evaluation: Evaluation, *, level: bool = False) -> Beginning:
    """Who begins for these answers, and each channel's line before anything is told to wait.

    `level` says that the top two are about equal. A rulebook without a plan tells nobody to wait.
    """
    lines = {line.channel: line for line in channel_states(rulebook, evaluation)}
    shares = evaluation.standing.shares
    paces = [_PACES.index(pace_of(rulebook, approach.id)) for approach in rulebook.approaches]
    order = sorted(range(len(shares)), key=lambda index: (-shares[index], paces[index]))
    feasible = [index for index in order if not evaluation.ruled_out >> index & 1]
    ways = [
        _way(rulebook, evaluation, index, lines)._replace(level=level and place < _ENOUGH)
        for place, index in enumerate(feasible)
    ]
    if not rulebook.plan.actions:
        return Beginning(tuple(way.approach for way in ways), (), lines, {})
    several = evaluate(rulebook.plan.several_when, evaluation.options) is True
    ready_only = evaluate(rulebook.plan.ready_only_when, evaluation.options) is True
    begun = begins(ways, several=several, ready_only=ready_only)
    waiting = tuple(way.approach for way in ways if way.approach not in begun)
    return Beginning(begun, waiting, lines, _take_ups(rulebook, evaluation.options, waiting))


def _way(rulebook: Rulebook, evaluation: Evaluation, index: int, lines: Mapping[str, ChannelLine]) -> Way:
    approach = rulebook.approaches[index]
    runs_when = dict(rulebook.plan.runs_when).get(approach.id)
    return Way(
        approach.id,
        best_state(lines[channel.id].state for channel in approach.channels),
        pace_of(rulebook, approach.id),
        evaluation.standing.leader == index,
        runs_when is not None and evaluate(runs_when, evaluation.options) is True,
        evaluation.standing.shares[index] <= rulebook.settings.floor.value,
    )


def pace_of(rulebook: Rulebook, approach: str) -> Pace:
    """How soon the sources expect a first lead from it; where they say nothing, neither early nor late."""
    return next((lead.pace for lead in rulebook.plan.first_leads if lead.approach == approach), "middle")


def channel_states(rulebook: Rulebook, evaluation: Evaluation) -> tuple[ChannelLine, ...]:
    """The line of every channel by the answers alone; all channels of an approach that is ruled out are `no`."""
    return tuple(
        _line(evaluation, index, approach, channel)
        for index, approach in enumerate(rulebook.approaches)
        for channel in approach.channels
    )


def _line(evaluation: Evaluation, index: int, approach: Approach, channel: Channel) -> ChannelLine:
    if evaluation.ruled_out >> index & 1:
        barred = (each for each in evaluation.blockers if each.approach == approach.id and each.kind == "rules-out")
        blocker = next(barred)
        return ChannelLine(channel.id, approach.id, "no", blocker.because, blocker.claims, ())
    state = state_of(channel, evaluation.options)
    missing = tuple(_missing(state.unlocked_by, evaluation.options)) or state.unlocked_by
    return ChannelLine(channel.id, approach.id, state.state, state.because, state.claims, missing)


def _missing(unlocks: Iterable[Unlock], options: Mapping[str, str]) -> Iterator[Unlock]:
    """What a channel still waits for: answers given already are left out, also of what is needed together."""
    for unlock in unlocks:
        match unlock:
            case UnlockByAction():
                yield unlock
            case UnlockByAnswer(question, wanted):
                if options.get(question) not in wanted:
                    yield unlock
            case UnlockByAll(parts):
                left = [part for part in parts if [*_missing([part], options)]]
                if left:
                    yield left[0] if len(left) == 1 else UnlockByAll(tuple(left))


def state_of(channel: Channel, options: Mapping[str, str]) -> ChannelState:
    """The first state whose condition is known to hold."""
    for state in channel.states:
        if evaluate(state.when, options) is True:
            return state
    msg = f"channel {channel.id} has no state that always holds"
    raise AssertionError(msg)


def _take_ups(rulebook: Rulebook, options: Mapping[str, str], waiting: Iterable[str]) -> Mapping[str, Action]:
    """For each approach that waits the first take-up that holds."""
    return {
        approach: action
        for approach in waiting
        for action in reversed(rulebook.plan.actions)
        if action.kind == "take-up" and action.approach == approach and evaluate(action.when, options) is True
    }


def channel_lines(rulebook: Rulebook, beginning: Beginning) -> tuple[ChannelLine, ...]:
    """Every channel as the recommendation tells it: where an approach waits, what could start waits with it."""
    labels = {approach.id: approach.label for approach in rulebook.approaches}
    return tuple(
        _waits(line, labels[line.approach], beginning.take_ups.get(line.approach))
        if line.approach in beginning.waiting and line.state != "no"
        else line
        for line in beginning.lines.values()
    )


def with_states(
    rulebook: Rulebook, mix: Iterable[Portion], lines: Iterable[ChannelLine], beginning: Beginning
) -> tuple[Portion, ...]:
    """The mix, each approach in the state of its best channel."""
    told: dict[str, list[State]] = {approach.id: [] for approach in rulebook.approaches}
    for line in lines:
        told[line.approach].append(line.state)
    return tuple(
        portion._replace(state=_state_of_approach(portion, told[portion.approach], beginning)) for portion in mix
    )


def _state_of_approach(portion: Portion, states: Sequence[State], beginning: Beginning) -> State:
    if portion.role == "ruled-out":
        return "no"
    best = best_state(states)
    return "not-yet" if portion.approach in beginning.waiting and best in CAN_START else best


def _waits(line: ChannelLine, label: str, take_up: Action | None) -> ChannelLine:
    """The line of a channel whose approach waits: it waits for what is left to do, unless only answers open it."""
    answers = tuple(unlock for unlock in line.unlocked_by if not [*actions_of([unlock])])
    waits_for = (UnlockByAction(take_up.id),) if take_up else ()
    if line.state not in CAN_START:
        return line._replace(unlocked_by=answers or waits_for)
    because = f"{label} waits until your first approach brings conversations every week. {line.because}"
    return line._replace(state="not-yet", because=because, unlocked_by=waits_for or line.unlocked_by)
