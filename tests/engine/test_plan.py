"""Who begins, in which order, and what stands in each phase."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from builders import (
    chosen,
    make_approach,
    make_blocker,
    make_channel,
    make_profile,
    make_question,
    make_rule,
    make_rulebook,
    make_settings,
    make_state,
)

from leadadvisor.engine.recommend import recommend
from leadadvisor.model.condition import ALWAYS, NEVER, Condition
from leadadvisor.model.plan import Action, ActionKind, FirstLead, Owner, OwnerLine, Phase, PlanRules
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import Blocker, Channel, State, Strength

HOURS = make_question("hours", ("few", "many"))
PEOPLE = make_question("people", ("sellers", "nobody"))
MANY = chosen("hours", "many")
YOU = Owner("you", (OwnerLine(ALWAYS, "You", ""),))
SELLER = Owner(
    "seller",
    (OwnerLine(chosen("people", "nobody"), "", "Nobody follows up."), OwnerLine(ALWAYS, "Your sellers", "")),
)
FIRST_LEADS = (
    FirstLead("referral", "quick", "Referrals come soon.", ("X01",)),
    FirstLead("outbound", "middle", "Outbound ramps up.", ()),
    FirstLead("inbound", "slow", "Inbound takes patience.", ("X01",)),
)


def action(
    of: str,
    *,
    kind: ActionKind = "action",
    phase: Phase = "days-1-30",
    when: Condition = ALWAYS,
    channel: str = "",
    owner: str = "you",
    name: str = "",
) -> Action:
    """An action of an approach; its id says what it is unless it has a name."""
    action_id = name or f"{kind}-{of}-{phase}"
    return Action(action_id, kind, phase, of, channel, when, "Do it.", owner, "How much.", "After N.", (), "habit")


EACH = tuple(action(of) for of in ("inbound", "outbound", "referral", "mix"))
TAKE_UPS = tuple(action(of, kind="take-up", phase="later") for of in ("inbound", "outbound", "referral"))


def planned(
    actions: Sequence[Action] = (*EACH, *TAKE_UPS),
    *,
    supports: dict[str, Strength] | None = None,
    blockers: Sequence[Blocker] = (),
    channels: Sequence[Channel] = (),
    hours: str = "few",
    people: str = "sellers",
    floor: int = 5,
) -> Recommendation:
    approaches = [make_approach(each, channels=channels if each == "referral" else ()) for each in FIRST]
    rulebook = make_rulebook(
        questions=[HOURS, PEOPLE],
        approaches=approaches,
        rules=[make_rule(supports=supports or {"outbound": "strong"})],
        blockers=blockers,
        settings=make_settings(floor=floor),
    )
    rulebook = rulebook._replace(plan=PlanRules(tuple(actions), (YOU, SELLER), FIRST_LEADS, MANY))
    return recommend(rulebook, make_profile(hours=hours, people=people))


FIRST = ("referral", "inbound", "outbound")


def ids(recommendation: Recommendation) -> list[str]:
    return [step.id for step in recommendation.plan]


def notes(recommendation: Recommendation) -> dict[str, str]:
    return {note.code: note.text for note in recommendation.plan_notes}


def test_the_leader_begins_with_one_beside_it_and_the_third_gets_what_is_left_to_do() -> None:
    plan = planned(supports={"outbound": "strong", "inbound": "slight"})
    assert ids(plan) == [
        "action-mix-days-1-30", "action-outbound-days-1-30", "action-inbound-days-1-30", "take-up-referral-later",
    ]  # fmt: skip
    assert notes(plan)["waits"].startswith("Referral waits")


def test_the_quicker_approach_stands_first_whoever_leads() -> None:
    plan = planned(supports={"outbound": "strong", "referral": "slight"})
    assert ids(plan)[:3] == ["action-mix-days-1-30", "action-referral-days-1-30", "action-outbound-days-1-30"]


def test_a_slow_leader_is_paired_with_the_quickest_not_with_the_largest() -> None:
    plan = planned(supports={"inbound": "strong", "outbound": "slight"})
    assert plan.leader == "inbound"
    assert "action-referral-days-1-30" in ids(plan)
    assert "action-outbound-days-1-30" not in ids(plan)
    assert notes(plan)["paired-with-quicker"] == (
        "Inbound takes patience. Referral begins beside it, as it is quicker to a first lead."
    )


def test_a_slow_leader_with_nothing_quicker_beside_it_is_flagged() -> None:
    out = [make_blocker("one", "referral"), make_blocker("two", "outbound")]
    plan = planned(supports={"inbound": "strong"}, blockers=out)
    assert notes(plan) == {"slow-alone": "Inbound takes patience. Nothing quicker can begin beside it."}


def test_all_begin_where_the_rulebook_says_that_several_can() -> None:
    plan = planned(hours="many")
    assert {step.approach for step in plan.plan} == {"mix", "referral", "inbound", "outbound"}
    assert all(step.kind == "action" for step in plan.plan)
    assert notes(plan) == {}


def test_an_approach_that_is_ruled_out_has_no_step_at_all() -> None:
    plan = planned(blockers=[make_blocker(approach="referral")], hours="many")
    assert plan.portion("referral") is not None
    assert [step for step in plan.plan if step.approach == "referral"] == []


def test_an_approach_that_is_parked_gets_the_first_take_up_that_holds_and_nothing_else() -> None:
    twice = [action("referral", kind="take-up", phase="later", when=NEVER, name="not-this")] + [
        action("referral", kind="take-up", phase="later", name=name) for name in ("this", "not-that")
    ]
    plan = planned((*EACH, *twice), supports={"outbound": "strong", "inbound": "strong"}, hours="many", floor=30)
    portion = plan.portion("referral")
    assert portion is not None
    assert portion.role == "parked"
    assert [step.id for step in plan.plan if step.approach == "referral"] == ["this"]


def test_without_a_leader_the_quickest_begins_first() -> None:
    plan = planned(supports={"outbound": "strong", "inbound": "strong", "referral": "strong"})
    assert plan.leader is None
    assert [step.approach for step in plan.plan if step.kind == "action"][:2] == ["mix", "referral"]


def test_where_nothing_is_feasible_nothing_is_planned() -> None:
    plan = planned(blockers=[make_blocker(each, each) for each in FIRST])
    assert (plan.status, plan.plan, plan.plan_notes) == ("nothing-feasible", (), ())


def test_phases_follow_one_another_and_decisions_end_them_those_about_the_whole_mix_last() -> None:
    mixed = [
        action("mix", kind="decision"),
        action("outbound", kind="decision"),
        action("outbound", phase="later"),
        action("outbound", phase="days-61-90"),
        action("outbound"),
        action("mix"),
        action("outbound", phase="days-31-60"),
    ]
    assert ids(planned(mixed)) == [
        "action-mix-days-1-30",
        "action-outbound-days-1-30",
        "decision-outbound-days-1-30",
        "decision-mix-days-1-30",
        "action-outbound-days-31-60",
        "action-outbound-days-61-90",
        "action-outbound-later",
    ]


@pytest.mark.parametrize(("option", "stands"), [("many", True), ("few", False), ("unsure", False)])
def test_an_action_stands_only_where_its_condition_is_known_to_hold(option: str, stands: bool) -> None:
    plan = planned([action("outbound", when=MANY, name="only-with-time")], hours=option)
    assert ids(plan) == (["only-with-time"] if stands else [])


@pytest.mark.parametrize(("state", "phases"), [("now", ["days-1-30", "later"]), ("not-yet", ["later"]), ("no", [])])
def test_an_action_on_a_channel_follows_its_state(state: State, phases: list[str]) -> None:
    channel = make_channel("ask", [make_state(state)])
    actions = [action("referral", channel="ask"), action("referral", channel="ask", phase="later")]
    plan = planned(actions, supports={"referral": "strong"}, channels=[channel])
    assert [step.phase for step in plan.plan] == phases


def test_the_first_line_of_an_owner_that_holds_says_who_does_it() -> None:
    (step,) = planned([action("outbound", owner="seller")]).plan
    assert step.owner == "Your sellers"


def test_a_step_that_nobody_can_do_names_nobody_and_is_flagged_once() -> None:
    plan = planned([action("outbound", owner="seller", name=name) for name in ("one", "two")], people="nobody")
    assert [step.owner for step in plan.plan] == ["", ""]
    assert [note.text for note in plan.plan_notes if note.code == "nobody-to-do-it"] == ["Nobody follows up."]


def test_a_rulebook_without_a_plan_gives_none_and_no_note() -> None:
    plan = planned(())
    assert (plan.plan, plan.plan_notes) == ((), ())
