"""What is declared of plans is proved of every profile, and is refuted by a profile where the rulebook breaks it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from builders import make_profile
from generators import bundled_rulebook
from stages import slow

from leadadvisor.engine.plan_proofs import prove
from leadadvisor.engine.plan_properties import broken
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.condition import ALWAYS, NEVER
from leadadvisor.model.plan import Action, PlanPropertyKind, StepLimit
from leadadvisor.model.rulebook import Approach, Channel, ChannelState, Rulebook
from leadadvisor.model.unlock import UnlockByAction

RULEBOOK = bundled_rulebook()


def test_all_are_proved_of_the_rulebook_we_ship() -> None:
    assert {record.property: record.verdict for record in prove(RULEBOOK)} == {
        declared.id: "proved" for declared in RULEBOOK.plan_properties
    }


def with_action(action_id: str, change: Callable[[Action], Action]) -> Rulebook:
    actions = tuple(change(each) if each.id == action_id else each for each in RULEBOOK.plan.actions)
    assert actions != RULEBOOK.plan.actions
    return RULEBOOK._replace(plan=RULEBOOK.plan._replace(actions=actions))


def with_states(approach_id: str, change: Callable[[ChannelState], ChannelState]) -> Rulebook:
    def changed(approach: Approach) -> Approach:
        channels: list[Channel] = [
            channel._replace(states=tuple(map(change, channel.states))) for channel in approach.channels
        ]
        return approach._replace(channels=tuple(channels))

    approaches = tuple(changed(each) if each.id == approach_id else each for each in RULEBOOK.approaches)
    assert approaches != RULEBOOK.approaches
    return RULEBOOK._replace(approaches=approaches)


def opened_by(state: ChannelState, action: str) -> bool:
    return UnlockByAction(action) in state.unlocked_by


def with_limit(steps: int) -> Rulebook:
    return RULEBOOK._replace(plan=RULEBOOK.plan._replace(most_steps=(StepLimit(ALWAYS, steps),)))


BREAKS: dict[str, tuple[PlanPropertyKind, Rulebook]] = {
    "nobody can prepare outbound while the buyer is unclear": (
        "leader-can-start",
        with_states(
            "outbound",
            lambda state: state._replace(state="not-yet") if opened_by(state, "write-the-ideal-customer") else state,
        ),
    ),
    "what opens the way never stands": (
        "leader-can-start",
        with_action("list-names-and-exclusions", lambda action: action._replace(when=NEVER)),
    ),
    "all channels of an approach are no, and no blocker says so": (
        "no-share-for-nothing",
        with_states("inbound", lambda state: state._replace(state="no", unlocked_by=())),
    ),
    "nothing unlocks a channel": (
        "no-share-for-nothing",
        with_states("outbound", lambda state: state._replace(unlocked_by=())),
    ),
    "a channel waits for what is never done": (
        "no-share-for-nothing",
        with_action("add-linkedin", lambda action: action._replace(when=NEVER)),
    ),
    "what a channel waits for is done only after something else": (
        "no-share-for-nothing",
        with_action("add-linkedin", lambda action: action._replace(after=("raise-the-volume",))),
    ),
    "what begins has nothing to do": (
        "begin-what-can-begin",
        RULEBOOK._replace(
            plan=RULEBOOK.plan._replace(
                actions=tuple(
                    each._replace(when=NEVER) if (each.approach, each.phase) == ("referral", "days-1-30") else each
                    for each in RULEBOOK.plan.actions
                )
            )
        ),
    ),
    "what gets replies is not kept going first": (
        "what-runs-goes-on",
        with_action("keep-what-gets-replies", lambda action: action._replace(when=NEVER)),
    ),
    "what runs is not known to run": (
        "what-runs-goes-on",
        RULEBOOK._replace(plan=RULEBOOK.plan._replace(runs_when=())),
    ),
    "a day for stopping is set for enquiries that come": (
        "what-runs-goes-on",
        with_action("say-how-long-you-wait", lambda action: action._replace(when=ALWAYS)),
    ),
    "customers are asked whoever they are": (
        "no-step-against-an-answer",
        with_action("ask-everybody-now", lambda action: action._replace(when=ALWAYS)),
    ),
    "more steps than the hours allow": ("work-fits-hours", with_limit(9)),
    "the law is one step among others": (
        "law-before-cold",
        with_action("check-the-law", lambda action: action._replace(must=False, phase="days-31-60")),
    ),
    "the deed of what begins waits for another": (
        "what-begins-is-done",
        with_action("keep-a-steady-volume", lambda action: action._replace(after=("raise-the-volume",))),
    ),
    "what is prepared is never carried out": (
        "what-begins-is-done",
        with_action("keep-a-steady-volume", lambda action: action._replace(when=NEVER)),
    ),
    "an owner alone is given sellers": (
        "one-owner",
        RULEBOOK._replace(
            plan=RULEBOOK.plan._replace(
                owners=tuple(
                    owner._replace(lines=(owner.lines[-1]._replace(who="Your sellers"),))
                    for owner in RULEBOOK.plan.owners
                )
            )
        ),
    ),
}


SHOWN_SOON = ("what a channel waits for is done only after something else", "the law is one step among others")
"""Each proof takes a second or two: the others are slow."""


@pytest.mark.parametrize("what", [*SHOWN_SOON, *slow(*(what for what in BREAKS if what not in SHOWN_SOON))])
def test_where_the_rulebook_breaks_it_a_profile_shows_it(what: str) -> None:
    kind, rulebook = BREAKS[what]
    (declared,) = [each for each in rulebook.plan_properties if each.kind == kind]
    (record,) = [each for each in prove(rulebook) if each.property == declared.id]
    assert record.verdict == "refuted"
    advice = recommend(rulebook, make_profile(dict(record.example)), ranges=False)
    assert record.why in set(broken(declared, advice))


def test_a_rulebook_without_a_plan_promises_nothing_and_breaks_nothing() -> None:
    nothing = RULEBOOK._replace(plan=RULEBOOK.plan._replace(actions=()))
    assert {record.verdict for record in prove(nothing)} == {"proved"}
