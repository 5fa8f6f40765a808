"""The state of each channel, which approaches begin, and what is told of those that wait."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product
from typing import get_args

import pytest
from builders import (
    all_of,
    chosen,
    make_approach,
    make_blocker,
    make_channel,
    make_profile,
    make_question,
    make_rule,
    make_rulebook,
    make_state,
)

from leadadvisor.engine.channels import CAN_START, STATES, Way, begins, best_state
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.condition import ALWAYS
from leadadvisor.model.plan import Action, Owner, OwnerLine, Pace, PlanRules
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import ChannelLine, Recommendation
from leadadvisor.model.rulebook import State
from leadadvisor.model.unlock import Unlock, UnlockByAction, UnlockByAll, UnlockByAnswer

BUYERS = make_question("buyers", ("study", "compare", "unaware"))
COMPARE = chosen("buyers", "compare")
UNLOCK = UnlockByAnswer("buyers", ("compare",))
SEARCH = make_channel(
    "search",
    [
        make_state("no", chosen("buyers", "study")),
        make_state("now", COMPARE),
        make_state("not-yet", unlocked_by=[UNLOCK]),
    ],
)


def line_for(option: str, *, ruled_out: bool = False) -> ChannelLine:
    approaches = [make_approach("inbound", channels=[SEARCH]), make_approach("outbound")]
    blockers = [make_blocker(approach="inbound")] if ruled_out else []
    rules = [make_rule(supports={"inbound": "strong"})]
    rulebook = make_rulebook(questions=[BUYERS], approaches=approaches, blockers=blockers, rules=rules)
    (line,) = recommend(rulebook, make_profile(buyers=option)).channels
    return line


def test_the_first_state_that_holds_counts() -> None:
    assert [line_for(option).state for option in ("study", "compare", "unaware")] == ["no", "now", "not-yet"]


def test_a_state_that_rests_on_an_open_answer_is_passed_over() -> None:
    assert line_for("unsure").state == "not-yet"


def test_a_state_that_is_not_now_says_what_unlocks_it() -> None:
    assert line_for("unaware").unlocked_by == (UNLOCK,)


def test_of_what_is_needed_together_a_channel_names_what_is_still_missing() -> None:
    money = make_question("money", ("none", "some"))
    both = UnlockByAll((UNLOCK, UnlockByAnswer("money", ("some",))))
    ads = make_channel(
        "ads",
        [
            make_state("now", all_of(COMPARE, chosen("money", "some"))),
            make_state("not-yet", unlocked_by=[both]),
        ],
    )
    approaches = [make_approach("inbound", channels=[ads]), make_approach("outbound")]
    rules = [make_rule(supports={"inbound": "strong"})]
    rulebook = make_rulebook(questions=[BUYERS, money], approaches=approaches, rules=rules)

    def waits_for(profile: Profile) -> tuple[Unlock, ...]:
        return recommend(rulebook, profile).channels[0].unlocked_by

    assert waits_for(make_profile(buyers="unaware", money="none")) == (both,)
    assert waits_for(make_profile(buyers="compare", money="none")) == (both.all[1],)
    assert waits_for(make_profile(money="some")) == (UNLOCK,)
    assert waits_for(make_profile(buyers="compare", money="some")) == ()


def test_every_channel_of_an_approach_that_is_ruled_out_is_no_for_the_reason_of_the_blocker() -> None:
    line = line_for("compare", ruled_out=True)
    assert (line.state, line.because, line.unlocked_by) == ("no", "It cannot be done.", ())


@pytest.mark.parametrize(
    ("states", "best"), [(("no", "prepare", "not-yet"), "prepare"), (("no", "no"), "no"), ((), "now")]
)
def test_an_approach_is_in_the_state_of_its_best_channel(states: tuple[State, ...], best: State) -> None:
    assert best_state(states) == best


def way(
    approach: str, state: State = "now", *, pace: Pace = "middle", leads: bool = False, runs: bool = False,
    least: bool = False, level: bool = False,
) -> Way:  # fmt: skip
    return Way(approach, state, pace, leads, runs, least, level)


def test_the_leader_begins_with_the_next_largest_beside_it() -> None:
    assert begins([way("a", leads=True), way("b"), way("c")], several=False) == ("a", "b")


def test_beside_a_slow_leader_the_quickest_begins() -> None:
    ways = [way("a", pace="slow", leads=True), way("b"), way("c", pace="quick")]
    assert begins(ways, several=False) == ("a", "c")


def test_the_larger_share_begins_even_where_it_must_be_prepared_and_what_can_start_now_with_it() -> None:
    assert begins([way("a", leads=True), way("b", "prepare"), way("c")], several=False) == ("a", "b", "c")


def test_of_two_that_are_level_both_begin_whatever_their_pace() -> None:
    ways = [way("a", level=True), way("b", "prepare", level=True), way("c", pace="quick", least=True)]
    assert begins(ways, several=False)[:2] == ("a", "b")
    slow = [way("a", pace="slow", leads=True, level=True), way("b", level=True), way("c", pace="quick")]
    assert begins(slow, several=False) == ("a", "b")


def test_what_already_runs_goes_on_whatever_leads() -> None:
    ways = [way("a", leads=True), way("b"), way("c", runs=True, least=True)]
    assert begins(ways, several=False) == ("a", "c")


def test_nothing_that_could_start_now_waits_for_something_that_must_be_prepared() -> None:
    ways = [way("a", "prepare", leads=True), way("b"), way("c", least=True)]
    assert begins(ways, several=False) == ("a", "b", "c")


def test_without_a_leader_the_quickest_begins_first() -> None:
    ways = [way("a", pace="slow"), way("b"), way("c", pace="quick")]
    assert begins(ways, several=False) == ("c", "a")


def test_with_hours_for_several_all_that_can_start_begin_but_what_has_the_least() -> None:
    ways = [way("a", leads=True), way("b", "prepare"), way("c", "not-yet"), way("d", least=True)]
    assert begins(ways, several=True)[:2] == ("a", "b")
    assert "c" not in begins(ways, several=True)


def all_ways() -> Iterator[tuple[tuple[Way, ...], bool]]:
    """Every input with three approaches in which the leader, if there is one, can start and only startable ones run."""
    paces = [*permutations(get_args(Pace)), ("middle", "middle", "middle")]
    for states in product(STATES[:3], repeat=3):
        running = product(*[(False, True) if state == "now" else (False,) for state in states])
        for runs, pace, leader, least, several in product(running, paces, (None, 0, 1, 2), (1, 2, 3), (False, True)):
            if leader is None or states[leader] in CAN_START:
                yield (
                    tuple(
                        Way(str(place), states[place], pace[place], place == leader, runs[place], place >= least)
                        for place in range(3)
                    ),
                    several,
                )


def test_for_every_input_what_begins_can_begin_and_nothing_that_could_start_now_is_parked_for_it() -> None:
    count = 0
    for ways, several in all_ways():
        count += 1
        begun = begins(ways, several=several)
        states = {each.approach: each.state for each in ways}
        assert len(set(begun)) == len(begun)
        assert {states[each] for each in begun} <= CAN_START
        assert all(each.approach in begun for each in ways if each.leads or each.runs)
        assert all(begun[0] == each.approach for each in ways if each.leads)
        if any(states[each] == "prepare" for each in begun):
            assert all(each.approach in begun for each in ways if each.state == "now")
    assert count > 8_000


@pytest.mark.parametrize("ready_only", [False, True])
def test_something_begins_wherever_anything_can(ready_only: bool) -> None:
    for ways, several in all_ways():
        able = [each for each in ways if each.state in CAN_START and not each.least]
        assert bool(begins(ways, several=several, ready_only=ready_only)) or not able


def test_where_only_what_is_ready_begins_beside_the_leader_nothing_is_prepared_beside_it() -> None:
    ways = [way("a", leads=True), way("b", "prepare"), way("c")]
    assert begins(ways, several=False, ready_only=True) == ("a", "c")
    assert begins(ways[:2], several=True, ready_only=True) == ("a",)
    assert begins([way("a", "prepare"), way("b", "prepare")], several=False, ready_only=True) == ("a", "b")


def waiting() -> Recommendation:
    ways = ("referral", "inbound", "outbound")
    approaches = [make_approach(each, channels=[make_channel(f"{each}-way")]) for each in ways]
    rules = [make_rule(supports={"outbound": "strong", "inbound": "slight"})]
    later = Action("later", "take-up", "later", "referral", "", ALWAYS, "Ask.", "you", "It.", "Stop.", (), "habit")
    plan = PlanRules((later,), (Owner("you", (OwnerLine(ALWAYS, "You", ""),)),))
    rulebook = make_rulebook(questions=[BUYERS], approaches=approaches, rules=rules)._replace(plan=plan)
    return recommend(rulebook, make_profile())


def test_where_an_approach_waits_its_channels_wait_with_it_and_the_mix_says_so() -> None:
    advice = waiting()
    assert {portion.approach: portion.state for portion in advice.mix} == {
        "outbound": "now", "inbound": "now", "referral": "not-yet",
    }  # fmt: skip
    (line,) = [each for each in advice.channels if each.approach == "referral"]
    assert (line.state, line.unlocked_by) == ("not-yet", (UnlockByAction("later"),))
    assert line.because.startswith("Referral waits")
