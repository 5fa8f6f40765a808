"""Are plan properties true of every profile? Proved over boxes of answers, open ones included, and all that can begin.

A plan is made from little: which conditions of channels and actions hold, which are regions of the answer space; and
who begins, which a small function decides from states, order and pace, and which is tried on all its inputs. What a
proof needs beyond that is so by construction: a decision is taken only after a step it judges, a must before all else,
the first step of whatever begins before any second one. Where a region is left over, profiles from it are tried: if
one breaks the property, the property is refuted; if none does, it is not verified, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, combinations, islice, permutations, product
from random import Random
from types import MappingProxyType
from typing import TypeAlias

from leadadvisor.engine.channels import CAN_START, Way, begins, pace_of
from leadadvisor.engine.plan import NOT_LIMITED, clearing_actions
from leadadvisor.engine.plan_properties import FIRST_PHASE, SOON, broken
from leadadvisor.engine.recommend import recommend
from leadadvisor.engine.space import EVERYWHERE, NOWHERE, AnswerSpace, Box, Region, TooEntangled
from leadadvisor.model.condition import ALWAYS, Condition
from leadadvisor.model.plan import Action, PlanProperty, PlanPropertyKind
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.rulebook import Approach, BlockerKind, Rulebook, State
from leadadvisor.model.unlock import actions_of
from leadadvisor.model.verification import Example, PlanPropertyRecord

Doubt: TypeAlias = Region
"""Where a step of a proof does not hold; nowhere is what is hoped for."""

_MOST_APPROACHES = 4
"""With more, who begins is not tried on all its inputs."""

_STANDS: tuple[tuple[State, bool], ...] = (
    ("now", False), ("now", True), ("prepare", False), ("prepare", True), ("not-yet", False),
)  # fmt: skip
"""The states an approach can be in that is not ruled out, and whether it is under way."""

_TOP = (0, 1)
"""The places of those that may be level."""

_LAST_PHASE = "later"

_TRIES = 30
"""Profiles tried of each box that is left over: often only where one approach leads does the advice show the fault."""

_MOST_TRIED = 100
"""In all, unless there are more boxes: then one of each."""


def prove(rulebook: Rulebook) -> tuple[PlanPropertyRecord, ...]:
    """The verdict on every plan property of the rulebook."""
    proofs = _Proofs(rulebook)
    return tuple(proofs.record(declared) for declared in rulebook.plan_properties)


class _Proofs:
    """The regions of one rulebook that plans are made from."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._space = AnswerSpace(rulebook.questions, {})
        self._actions = {action.id: action for action in rulebook.plan.actions}
        self._clearing = clearing_actions(rulebook)

    def record(self, declared: PlanProperty) -> PlanPropertyRecord:
        """Proved where no step of its proof leaves a region over."""
        try:
            doubts = [box for region in self._steps(declared) for box in region]
        except TooEntangled:
            return PlanPropertyRecord(declared.id, declared.text, "not-verified", (), "")
        if not doubts:
            return PlanPropertyRecord(declared.id, declared.text, "proved", (), "")
        for number, box in islice(product(range(_TRIES), doubts), max(len(doubts), _MOST_TRIED)):
            example, why = self._tried(declared, box, number)
            if why:
                return PlanPropertyRecord(declared.id, declared.text, "refuted", example, why)
        return PlanPropertyRecord(declared.id, declared.text, "not-verified", (), "")

    def _steps(self, declared: PlanProperty) -> Iterator[Doubt]:
        if not self._rulebook.plan.actions:
            return iter(())
        return _KINDS[declared.kind](self, declared)

    def _tried(self, declared: PlanProperty, box: Box, number: int) -> tuple[Example, str]:
        """A profile from the box, the plainest or one that is drawn, and the first thing wrong with its advice."""
        rng, chosen = Random(number), {}  # noqa: S311 - the same profiles every time
        for question in self._rulebook.questions:
            mask = box.get(question.id, self._space.states(question.id))
            named = self._space.named_states(question.id)
            options = [option for option, state in named.items() if state & mask]
            chosen[question.id] = rng.choice(options) if number else options[0]
        given = tuple((question, option) for question, option in chosen.items() if option)
        profile = Profile(tuple(Answer(question, option, "set") for question, option in given))
        advice = recommend(self._rulebook, profile, ranges=False)
        return given, next(broken(declared, advice), "")

    # Regions

    def where(self, condition: Condition) -> Region:
        """Where the condition is known to hold."""
        return EVERYWHERE if condition == ALWAYS else self._space.where(condition)

    def outside(self, region: Region, *taken: Region) -> Region:
        """What is left of a region without others."""
        for each in taken:
            region = self._space.outside(region, each)
        return region

    def common(self, *regions: Region) -> Region:
        """Where all of them are."""
        return self._space.intersection(regions)

    def blocked(self, approach: str, *kinds: BlockerKind) -> Region:
        """Where a blocker of these kinds stands on the approach."""
        blockers = self._rulebook.blockers
        return [
            box
            for blocker in blockers
            if blocker.approach == approach and blocker.kind in kinds
            for box in self.where(blocker.when)
        ]

    @cached_property
    def _lines(self) -> Mapping[str, list[tuple[State, frozenset[str], Region]]]:
        """For each channel its states in order, with the actions they wait for and where each is the first to hold."""
        lines: dict[str, list[tuple[State, frozenset[str], Region]]] = {}
        for approach in self._rulebook.approaches:
            ruled_out = self.blocked(approach.id, "rules-out")
            for channel in approach.channels:
                taken = ruled_out
                lines[channel.id] = []
                for state in channel.states:
                    holds = self.where(state.when)
                    waits_for = frozenset(actions_of(state.unlocked_by))
                    lines[channel.id].append((state.state, waits_for, self.outside(holds, taken)))
                    taken = [*taken, *holds]
        return lines

    def in_state(self, approach: Approach, *states: State) -> Region:
        """Where some channel of the approach is in one of these states; all where it has no channels."""
        if not approach.channels:
            return self.outside(EVERYWHERE, self.blocked(approach.id, "rules-out")) if "now" in states else NOWHERE
        return [box for channel in approach.channels for box in self.channel_in(channel.id, *states)]

    def channel_in(self, channel: str, *states: State) -> Region:
        """Where the channel is in one of these states."""
        return [box for state, _, region in self._lines[channel] if state in states for box in region]

    def waiting_for(self, action: str, *states: State) -> Region:
        """Where some channel in one of these states waits for the action."""
        return [
            box
            for lines in self._lines.values()
            for state, waits_for, region in lines
            if state in states and action in waits_for
            for box in region
        ]

    def possible(self, action: Action) -> Region:
        """Where the action holds if its approach begins."""
        region = self.where(action.when)
        if action.channel:
            usable = self.channel_in(action.channel, *CAN_START) + self._awaited_on_its_channel(action)
            region = self.common(region, usable)
        if action.id in self._clearing:
            region = self.common(region, self.waiting_for(action.id, "prepare"))
        return region

    def _awaited_on_its_channel(self, action: Action) -> Region:
        lines = self._lines[action.channel]
        return [
            box for state, awaited, region in lines if state == "not-yet" and action.id in awaited for box in region
        ]

    def sure(self, action: Action) -> Region:
        """Where an action holds if its approach begins, whatever else is in the plan: one after a deed may lack it."""
        return NOWHERE if action.after else self.possible(action)

    def first_steps(self, approach: str) -> list[Action]:
        """What an approach may begin with, in the order of the rulebook."""
        return [
            action
            for action in self._rulebook.plan.actions
            if (action.approach, action.phase, action.kind) == (approach, FIRST_PHASE, "action")
            and not action.must
            and not action.after
        ]

    def without_first_step(self, approach: Approach) -> Doubt:
        """Where the approach can start, and none of its first steps holds."""
        left = self.in_state(approach, *CAN_START)
        return self.outside(left, *(self.possible(action) for action in self.first_steps(approach.id)))

    # The steps of each proof

    def leader_can_start(self, _: PlanProperty) -> Iterator[Doubt]:
        """Wherever an approach may lead it can start, and where it is to be prepared, its first step opens it."""
        yield from self._limits(self._smallest_limit)
        for approach in self._rulebook.approaches:
            able = self.in_state(approach, *CAN_START)
            yield self.outside(EVERYWHERE, self.blocked(approach.id, "rules-out", "may-not-lead"), able)
            left = self.outside(able, self.in_state(approach, "now"))
            for action in self.first_steps(approach.id):
                possible = self.possible(action)
                yield self.outside(self.common(left, possible), self.waiting_for(action.id, "prepare"))
                left = self.outside(left, possible)
            yield left

    def no_share_for_nothing(self, _: PlanProperty) -> Iterator[Doubt]:
        """No approach has all its channels `no` but for a blocker; what waits, waits for something that is there."""
        for approach in self._rulebook.approaches:
            feasible = self.outside(EVERYWHERE, self.blocked(approach.id, "rules-out"))
            if approach.channels:
                yield self.outside(feasible, self.in_state(approach, "now", "prepare", "not-yet"))
            for channel in approach.channels:
                for state, (name, waits_for, region) in zip(channel.states, self._lines[channel.id], strict=True):
                    if name in {"prepare", "not-yet"} and not state.unlocked_by:
                        yield region
                    for action in waits_for:
                        yield self.outside(region, self._kept(action))
            take_ups = (each for each in self._rulebook.plan.actions if each.kind == "take-up")
            yield self.outside(feasible, *(self.where(each.when) for each in take_ups if each.approach == approach.id))

    def _kept(self, action: str) -> Region:
        """Where an action that is waited for stands in the plan: it may be put off, but it is never left out."""
        found = self._actions[action]
        return NOWHERE if found.phase == _LAST_PHASE or found.kind == "decision" else self.sure(found)

    def begin_what_can_begin(self, declared: PlanProperty) -> Iterator[Doubt]:
        """As the leader can start and whatever begins has a first step, this is about who begins alone."""
        yield from self.leader_can_start(declared)
        yield from map(self.without_first_step, self._rulebook.approaches)
        yield self._who_begins

    @cached_property
    def _who_begins(self) -> Doubt:
        """Nowhere where every way in which approaches can stand lets the right ones begin."""
        approaches = [approach.id for approach in self._rulebook.approaches]
        if len(approaches) > _MOST_APPROACHES:
            raise TooEntangled
        paces = {approach: pace_of(self._rulebook, approach) for approach in approaches}
        feasible = chain.from_iterable(combinations(approaches, size) for size in range(1, len(approaches) + 1))
        orders = chain.from_iterable(map(permutations, feasible))
        right = all(
            _begin_right([Way(each, state, paces[each], place == leader, runs, place >= least, level and place in _TOP)
                          for place, (each, (state, runs)) in enumerate(zip(order, stands, strict=True))],
                         several, ready_only)
            for order in orders
            for stands in product(_STANDS, repeat=len(order))
            for leader in (None, *(place for place, (state, _) in enumerate(stands) if state in CAN_START))
            for least in range(len(order) + 1)
            for several in (False, True)
            for ready_only in (False, True)
            for level in (False, True)
        )  # fmt: skip
        return NOWHERE if right else EVERYWHERE

    def what_runs_goes_on(self, declared: PlanProperty) -> Iterator[Doubt]:
        """What runs is known to the plan, can go on now, begins with one of its steps, and meets none of `never`."""
        approaches = {approach.id: approach for approach in self._rulebook.approaches}
        known = dict(self._rulebook.plan.runs_when)
        for running in declared.runs:
            runs = self.where(running.when)
            yield self.outside(runs, self.where(known[running.approach]) if running.approach in known else NOWHERE)
            yield self.outside(runs, self.in_state(approaches[running.approach], "now"))
            left = runs
            for action in self.first_steps(running.approach):
                if action.id not in self._clearing:
                    possible = self.possible(action)
                    if action.id not in running.steps:
                        yield self.common(left, possible)
                    left = self.outside(left, possible)
            yield left
            yield from (self.common(runs, self.possible(self._actions[action])) for action in running.never)
        yield self._who_begins

    def no_verdict_without_deed(self, _: PlanProperty) -> Iterator[Doubt]:
        """So by construction, as long as a decision judges actions and nothing else."""
        kinds = {action.id: action.kind for action in self._rulebook.plan.actions}
        for action in self._rulebook.plan.actions:
            if action.kind == "decision" and any(kinds[judged] == "decision" for judged in action.judges):
                yield self.possible(action)

    def no_step_against_an_answer(self, declared: PlanProperty) -> Iterator[Doubt]:
        """Wherever a step may stand, what it presupposes is known."""
        for presupposed in declared.presupposed:
            known = self.where(presupposed.known)
            yield from (self.outside(self.possible(self._actions[step]), known) for step in presupposed.steps)

    def work_fits_hours(self, declared: PlanProperty) -> Iterator[Doubt]:
        """The plan's own limits are no wider than these, have room for all that must stand, and the leader is first."""
        left: Region = EVERYWHERE
        for most in declared.most:
            here = self.common(left, self.where(most.when))
            left = self.outside(left, here)
            rest = here
            for limit in self._rulebook.plan.most_steps:
                meets = self.common(rest, self.where(limit.when))
                if limit.steps > most.steps:
                    yield meets
                rest = self.outside(rest, meets)
            yield rest
            yield from self._limits(most.steps)
        yield from self.leader_can_start(declared)
        yield from map(self.without_first_step, self._rulebook.approaches)

    @property
    def _smallest_limit(self) -> int:
        return min((limit.steps for limit in self._rulebook.plan.most_steps), default=NOT_LIMITED)

    def _limits(self, steps: int) -> Iterator[Doubt]:
        """Everywhere where the musts and a first step of every approach are more than so many."""
        musts = {each.approach for each in self._rulebook.plan.actions if each.must and each.phase == FIRST_PHASE}
        if len(musts) + len(self._rulebook.approaches) > steps:
            yield EVERYWHERE

    def law_before_cold(self, declared: PlanProperty) -> Iterator[Doubt]:
        """Wherever one of these channels can start, a must of the first phase that is one of the steps holds."""
        for approach in self._rulebook.approaches:
            laws = [
                self.sure(action)
                for action in self._rulebook.plan.actions
                if action.id in declared.steps and action.must and action.phase == FIRST_PHASE
                and action.approach == approach.id
            ]  # fmt: skip
            for channel in approach.channels:
                if channel.id in declared.channels:
                    yield self.outside(self.channel_in(channel.id, *CAN_START), *laws)

    def what_begins_is_done(self, declared: PlanProperty) -> Iterator[Doubt]:
        """Wherever an approach can start, a must of the first two phases holds that is one of the steps.

        Of several musts in one phase the first counts, so all of that phase have to be among the steps.
        """
        for approach in self._rulebook.approaches:
            musts = [each for each in self._rulebook.plan.actions if each.must and each.approach == approach.id]
            phases = {each.phase for each in musts if each.id not in declared.steps}
            deeds = [self.sure(each) for each in musts if each.phase in SOON - phases]
            yield self.outside(self.in_state(approach, *CAN_START), *deeds)

    def one_owner(self, declared: PlanProperty) -> Iterator[Doubt]:
        """Wherever a step may stand and a line of its owner counts, that line names somebody who is allowed."""
        owners = {owner.id: owner.lines for owner in self._rulebook.plan.owners}
        for allowed in declared.owners:
            within = self.where(allowed.when)
            for action in self._rulebook.plan.actions:
                left = self.common(within, self.possible(action))
                for line in owners[action.owner]:
                    counts = self.common(left, self.where(line.when))
                    if line.who and line.who not in allowed.who:
                        yield counts
                    left = self.outside(left, counts)


_KINDS: Mapping[PlanPropertyKind, Callable[[_Proofs, PlanProperty], Iterator[Doubt]]] = MappingProxyType(
    {
        "leader-can-start": _Proofs.leader_can_start,
        "no-share-for-nothing": _Proofs.no_share_for_nothing,
        "begin-what-can-begin": _Proofs.begin_what_can_begin,
        "what-runs-goes-on": _Proofs.what_runs_goes_on,
        "no-verdict-without-deed": _Proofs.no_verdict_without_deed,
        "no-step-against-an-answer": _Proofs.no_step_against_an_answer,
        "work-fits-hours": _Proofs.work_fits_hours,
        "law-before-cold": _Proofs.law_before_cold,
        "one-owner": _Proofs.one_owner,
        "what-begins-is-done": _Proofs.what_begins_is_done,
    }
)


def _begin_right(ways: Iterable[Way], several: bool, ready_only: bool) -> bool:
    """Whether what begins can begin, what runs and what leads are among it, and nothing that could start now waits."""
    ways = list(ways)
    begun = begins(ways, several=several, ready_only=ready_only)
    states = {way.approach: way.state for way in ways}
    able = any(way.state in CAN_START and not way.least for way in ways)
    if not all(states[approach] in CAN_START for approach in begun):
        return False
    if any(
        way.approach not in begun for way in ways if way.leads or way.runs or (way.level and way.state in CAN_START)
    ):
        return False
    if any(way.leads and begun[0] != way.approach for way in ways):
        return False
    if able and not begun:
        return False
    prepared = any(states[approach] != "now" for approach in begun)
    return not prepared or all(way.approach in begun for way in ways if way.state == "now")
