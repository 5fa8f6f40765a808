"""What stands in each phase of the plan, how much of it, in which order, and for whom."""

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
from leadadvisor.model.plan import Action, ActionKind, FirstLead, Owner, OwnerLine, Phase, PlanRules, StepLimit
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import Blocker, Channel, State, Strength
from leadadvisor.model.unlock import UnlockByAction

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
    judges: Sequence[str] = (),
    must: bool = False,
) -> Action:
    """An action of an approach; its id says what it is unless it has a name."""
    action_id = name or f"{kind}-{of}-{phase}"
    return Action(
        action_id, kind, phase, of, channel, when, "Do it.", owner, "How much.", "After ____.", (), "habit",
        tuple(judges), None, must,
    )  # fmt: skip


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
    most: int = 99,
) -> Recommendation:
    approaches = [make_approach(each, channels=channels if each == "referral" else ()) for each in FIRST]
    rulebook = make_rulebook(
        questions=[HOURS, PEOPLE],
        approaches=approaches,
        rules=[make_rule(supports=supports or {"outbound": "strong"})],
        blockers=blockers,
        settings=make_settings(floor=floor),
    )
    limits = (StepLimit(MANY, 99), StepLimit(ALWAYS, most))
    plan = PlanRules(tuple(actions), (YOU, SELLER), FIRST_LEADS, MANY, (), limits)
    rulebook = rulebook._replace(plan=plan)
    return recommend(rulebook, make_profile(hours=hours, people=people))


FIRST = ("referral", "inbound", "outbound")


def ids(recommendation: Recommendation) -> list[str]:
    return [step.id for step in recommendation.plan]


def notes(recommendation: Recommendation) -> dict[str, str]:
    return {note.code: note.text for note in recommendation.plan_notes}


def test_the_leader_comes_first_then_one_beside_it_and_the_third_gets_what_is_left_to_do() -> None:
    plan = planned(supports={"outbound": "strong", "inbound": "slight"})
    assert ids(plan) == [
        "action-outbound-days-1-30", "action-inbound-days-1-30", "action-mix-days-1-30", "take-up-referral-later",
    ]  # fmt: skip
    assert notes(plan)["waits"].startswith("Referral waits")


def test_a_slow_leader_is_paired_with_the_quickest_and_the_plan_says_why() -> None:
    plan = planned(supports={"inbound": "strong", "outbound": "slight"})
    assert plan.leader == "inbound"
    assert "action-referral-days-1-30" in ids(plan)
    assert "action-outbound-days-1-30" not in ids(plan)
    assert notes(plan)["paired-with-quicker"] == (
        "Inbound takes patience. Referral begins beside it, as it is quicker to a first lead."
    )


def test_of_two_approaches_with_the_same_share_the_quicker_begins_beside_the_leader() -> None:
    plan = planned(supports={"referral": "moderate"})
    assert [portion.share for portion in plan.mix] == [40, 30, 30]
    assert "action-outbound-days-1-30" in ids(plan)
    assert "action-inbound-days-1-30" not in ids(plan)


def test_a_slow_leader_with_nothing_quicker_beside_it_is_flagged() -> None:
    out = [make_blocker("one", "referral"), make_blocker("two", "outbound")]
    plan = planned(supports={"inbound": "strong"}, blockers=out)
    assert notes(plan) == {"slow-alone": "Inbound takes patience. Nothing quicker can begin beside it."}


def test_all_begin_where_the_rulebook_says_that_several_can() -> None:
    plan = planned(hours="many")
    assert {step.approach for step in plan.plan} == {"mix", "referral", "inbound", "outbound"}
    assert all(step.phase == "days-1-30" for step in plan.plan)
    assert notes(plan) == {}


def test_an_approach_that_is_ruled_out_has_no_step_at_all() -> None:
    plan = planned(blockers=[make_blocker(approach="referral")], hours="many")
    assert plan.portion("referral") is not None
    assert [step for step in plan.plan if step.approach == "referral"] == []


def test_an_approach_that_waits_gets_the_first_take_up_that_holds_and_nothing_else() -> None:
    twice = [action("referral", kind="take-up", phase="later", when=NEVER, name="not-this")] + [
        action("referral", kind="take-up", phase="later", name=name) for name in ("this", "not-that")
    ]
    plan = planned((*EACH, *twice), supports={"outbound": "strong", "inbound": "strong"}, hours="many", floor=30)
    portion = plan.portion("referral")
    assert portion is not None
    assert portion.role == "parked"
    assert [(step.id, step.kind) for step in plan.plan if step.approach == "referral"] == [("this", "action")]


def test_a_channel_that_waits_is_unlocked_by_what_is_left_to_do() -> None:
    channel = make_channel("ask", [make_state("now")])
    plan = planned(channels=[channel], supports={"outbound": "strong", "inbound": "slight"})
    (line,) = plan.channels
    assert (line.state, line.unlocked_by) == ("not-yet", (UnlockByAction("take-up-referral-later"),))
    assert line.unlocked_by[0].action in ids(plan)  # type: ignore[union-attr]


def test_without_a_leader_the_quickest_begins_first() -> None:
    plan = planned(supports={"outbound": "strong", "inbound": "strong", "referral": "strong"})
    assert plan.leader is None
    assert next(step.approach for step in plan.plan) == "referral"


def test_where_nothing_is_feasible_nothing_is_planned() -> None:
    plan = planned(blockers=[make_blocker(each, each) for each in FIRST])
    assert (plan.status, plan.plan, plan.plan_notes) == ("nothing-feasible", (), ())


def test_phases_follow_one_another_and_decisions_end_them_those_about_the_whole_mix_last() -> None:
    done = ["action-outbound-days-1-30"]
    mixed = [
        action("mix", kind="decision", judges=done),
        action("outbound", kind="decision", judges=done),
        action("outbound", phase="later"),
        action("outbound", phase="days-61-90"),
        action("outbound"),
        action("mix"),
        action("outbound", phase="days-31-60"),
    ]
    assert ids(planned(mixed)) == [
        "action-outbound-days-1-30",
        "action-mix-days-1-30",
        "decision-outbound-days-1-30",
        "decision-mix-days-1-30",
        "action-outbound-days-31-60",
        "action-outbound-days-61-90",
        "action-outbound-later",
    ]


def test_a_decision_stands_only_where_an_earlier_step_is_one_it_judges_and_names_only_those() -> None:
    steps = [
        action("outbound", name="write"),
        action("outbound", name="call", when=NEVER),
        action("outbound", phase="days-31-60", name="add"),
        action("outbound", kind="decision", name="judged", judges=["call", "add", "write"]),
        action("outbound", kind="decision", name="of-nothing", judges=["call", "add"]),
        action("outbound", kind="decision", phase="days-31-60", name="later-judged", judges=["write", "add"]),
    ]
    plan = planned(steps)
    assert {step.id: step.judges for step in plan.plan if step.kind == "decision"} == {
        "judged": ("write",), "later-judged": ("write", "add"),
    }  # fmt: skip


def test_a_phase_has_no_more_steps_than_the_hours_allow_and_musts_and_first_steps_are_among_them() -> None:
    many = [
        *(action("outbound", name=f"outbound-{number}") for number in range(5)),
        action("outbound", name="law", must=True),
        *(action("inbound", name=f"inbound-{number}") for number in range(5)),
        action("mix", name="count"),
    ]
    supports: dict[str, Strength] = {"outbound": "strong", "inbound": "slight"}
    assert ids(planned(many, supports=supports, most=3)) == ["outbound-0", "law", "inbound-0"]
    assert ids(planned(many, supports=supports, most=5)) == ["outbound-0", "law", "inbound-0", "outbound-1", "count"]
    assert len(ids(planned(many, supports=supports))) == len(many)


def test_a_must_stands_first_where_the_approach_can_start_now_and_follows_what_opens_the_way() -> None:
    steps = [action("referral", name="ask"), action("referral", name="law", must=True)]
    orders = {}
    for state in ("now", "prepare"):
        channels = [make_channel("ask", [make_state(state)])]
        orders[state] = ids(planned(steps, supports={"referral": "strong"}, channels=channels))
    assert orders == {"now": ["law", "ask"], "prepare": ["ask", "law"]}


def test_of_the_musts_of_one_approach_in_one_phase_only_the_first_that_holds_stands() -> None:
    steps = [
        action("outbound", name="not-this", must=True, when=NEVER),
        action("outbound", name="this", must=True),
        action("outbound", name="not-that", must=True),
        action("outbound", name="write"),
    ]
    assert set(ids(planned(steps, supports={"outbound": "strong"}))) == {"this", "write"}


@pytest.mark.parametrize(("option", "stands"), [("many", True), ("few", False), ("unsure", False)])
def test_an_action_stands_only_where_its_condition_is_known_to_hold(option: str, stands: bool) -> None:
    plan = planned([action("outbound", when=MANY, name="only-with-time")], hours=option)
    assert ids(plan) == (["only-with-time"] if stands else [])


@pytest.mark.parametrize(("state", "used"), [("now", True), ("prepare", True), ("not-yet", False), ("no", False)])
def test_an_action_on_a_channel_stands_where_the_channel_can_start(state: State, used: bool) -> None:
    channels = [make_channel("ask", [make_state(state)]), make_channel("other", [make_state("now")])]
    plan = planned([action("referral", channel="ask")], supports={"referral": "strong"}, channels=channels)
    assert (ids(plan) == ["action-referral-days-1-30"]) == used


def test_a_channel_that_waits_for_a_later_action_lets_just_this_one_stand() -> None:
    waits = make_channel("mail", [make_state("not-yet", unlocked_by=[UnlockByAction("add-mail")])])
    actions = [
        action("referral", channel="mail", phase="days-31-60", name="add-mail"),
        action("referral", channel="mail", phase="days-31-60", name="more-mail"),
    ]
    channels = [waits, make_channel("other", [make_state("now")])]
    assert ids(planned(actions, supports={"referral": "strong"}, channels=channels)) == ["add-mail"]


PREPARED = make_channel(
    "ask", [make_state("now", MANY), make_state("prepare", unlocked_by=[UnlockByAction("count-them")])]
)
CLEARING = [action("referral", name="count-them"), action("referral", channel="ask", name="ask-them")]


def test_an_action_that_goes_on_from_a_deed_stands_only_after_an_earlier_phase_that_has_it() -> None:
    first, other = action("outbound", name="write"), action("outbound", name="call")
    more = action("outbound", phase="days-31-60", name="write-more")._replace(after=("write",))
    again = more._replace(id="write-again", phase="days-1-30")
    assert ids(planned([first, other, again, more])) == ["write", "call", "write-more"]
    assert ids(planned([other, more])) == ["call"]
    assert ids(planned([other, first, more], most=1)) == ["call"]


def test_what_only_clears_the_way_for_a_channel_stands_where_there_is_a_way_to_clear_and_names_it() -> None:
    blocked = planned(CLEARING, supports={"referral": "strong"}, channels=[PREPARED])
    assert [(step.id, step.opens) for step in blocked.plan] == [("count-them", ("ask",)), ("ask-them", ())]
    clear = planned(CLEARING, supports={"referral": "strong"}, channels=[PREPARED], hours="many")
    assert ids(clear) == ["ask-them"]


def test_what_clears_a_way_comes_after_what_can_be_done_at_once() -> None:
    channels = [PREPARED, make_channel("other", [make_state("now")])]
    plan = planned([*CLEARING, action("referral", name="at-once")], supports={"referral": "strong"}, channels=channels)
    assert ids(plan) == ["ask-them", "at-once", "count-them"]


def test_what_a_channel_waits_for_is_put_off_and_not_left_out_where_there_is_no_room() -> None:
    channels = [PREPARED, make_channel("other", [make_state("now")])]
    actions = [*CLEARING, action("referral", name="at-once"), action("referral", phase="days-31-60", name="go-on")]
    plan = planned(actions, supports={"referral": "strong"}, channels=channels, most=1)
    assert [(step.phase, step.id) for step in plan.plan] == [
        ("days-1-30", "ask-them"), ("days-31-60", "count-them"),
    ]  # fmt: skip


def test_the_first_line_of_an_owner_that_holds_says_who_does_it() -> None:
    (step,) = planned([action("outbound", owner="seller")]).plan
    assert step.owner == "Your sellers"


def test_a_step_that_nobody_can_do_names_nobody_and_is_flagged_once() -> None:
    plan = planned([action("outbound", owner="seller", name=name) for name in ("one", "two")], people="nobody")
    assert [step.owner for step in plan.plan] == ["", ""]
    assert [note.text for note in plan.plan_notes if note.code == "nobody-to-do-it"] == ["Nobody follows up."]


def test_a_rulebook_without_a_plan_gives_none_and_tells_nobody_to_wait() -> None:
    plan = planned(())
    assert (plan.plan, plan.plan_notes) == ((), ())
    assert {portion.state for portion in plan.mix} == {"now"}
