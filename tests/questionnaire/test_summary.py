"""The line after an answer, and the line that tells what a changed answer did to the mix."""

from __future__ import annotations

import pytest
from builders import chosen, make_approach, make_blocker, make_profile, make_question, make_rule, make_rulebook

from leadadvisor.engine import outlook
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.questionnaire import flow
from leadadvisor.questionnaire import interview as moves
from leadadvisor.questionnaire.summary import MixNow, hint, mix_change, mix_now

RULEBOOK = make_rulebook(
    questions=[make_question("goal", ("grow", "test")), make_question("people", ("sellers", "nobody"))],
    approaches=("referral", make_approach("inbound")._replace(label="Being found"), "outbound"),
    rules=[
        make_rule("growing", chosen("goal", "grow"), supports={"inbound": "strong"}),
        make_rule("testing", chosen("goal", "test"), supports={"referral": "slight"}),
        make_rule(
            "selling", chosen("people", "sellers"), supports={"outbound": "strong"}, opposes={"inbound": "slight"}
        ),
    ],
)


def said(rulebook: Rulebook = RULEBOOK, **answers: str) -> str:
    return hint(rulebook, moves.begin(rulebook, make_profile(answers)))


def test_before_the_first_answer_there_is_nothing_to_say() -> None:
    assert said() == ""


def test_it_says_who_leads_so_far_and_who_still_could() -> None:
    assert said(goal="grow") == "Being found comes first so far with 45 %; outbound still could. 1 question left."


def test_it_says_when_the_leader_is_certain_and_only_the_share_is_not() -> None:
    firm = RULEBOOK._replace(rules=RULEBOOK.rules[:1] + RULEBOOK.rules[2:])
    slight = make_rule("selling", chosen("people", "sellers"), supports={"outbound": "slight"})
    firm = firm._replace(rules=(firm.rules[0], slight))
    assert (
        said(firm, goal="grow") == "Being found comes first whatever is still asked, with 45 % so far. 1 question left."
    )


def test_it_says_when_nothing_left_can_change_the_result() -> None:
    alone = RULEBOOK._replace(rules=RULEBOOK.rules[:1])
    expected = "Being found comes first with 45 %, and nothing left to ask can change that. 1 question left."
    assert said(alone, goal="grow") == expected


def test_it_says_when_the_leader_can_only_be_levelled() -> None:
    level = RULEBOOK._replace(
        rules=(RULEBOOK.rules[0], make_rule("selling", chosen("people", "sellers"), supports={"outbound": "strong"}))
    )
    assert said(level, goal="grow").startswith(
        "Being found comes first so far with 45 %; it could still lose that place."
    )


def test_it_says_when_nobody_leads_and_who_still_could() -> None:
    assert (
        said(people="nobody") == "No approach comes first so far; referral or Being found still could. 1 question left."
    )
    assert said(RULEBOOK._replace(rules=()), people="nobody").startswith("No approach comes first, and none can.")


def test_it_says_when_nothing_can_be_carried_out() -> None:
    growing = chosen("goal", "grow")
    blockers = tuple(make_blocker(f"no-{each.id}", each.id, when=growing) for each in RULEBOOK.approaches)
    stuck = RULEBOOK._replace(blockers=blockers)
    assert said(stuck, goal="grow") == "As things stand nothing can be carried out. 1 question left."


def test_a_sweep_too_entangled_to_tell_says_only_who_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook, "WORK_LIMIT", 0)
    flow._bearings.cache_clear()  # noqa: SLF001 - it may know the result from before
    try:
        assert said(goal="grow") == "Being found comes first so far with 45 %. 1 question left."
    finally:
        flow._bearings.cache_clear()  # noqa: SLF001


# The mix


def mix(**answers: str) -> MixNow:
    return mix_now(RULEBOOK, moves.begin(RULEBOOK, make_profile(answers)))


def test_the_mix_stands_on_one_line_largest_share_first() -> None:
    assert mix(goal="grow").text() == "Being found 45 %, referral 30 %, outbound 25 %"
    assert mix(people="sellers").text().startswith("Outbound 45 %, ")
    assert MixNow("nothing-feasible", "", ()).text() == "Nothing can be carried out as things stand"


def test_a_change_of_the_mix_names_the_new_leader_and_every_share_that_moved() -> None:
    change = mix_change(mix(goal="grow"), mix(goal="grow", people="sellers"))
    assert change == (
        "Now outbound comes first instead of Being found; "
        "outbound from 25 to 40 %, Being found from 45 to 35 % and referral from 30 to 25 %."
    )


def test_a_change_that_moves_nothing_says_so() -> None:
    assert mix_change(mix(goal="grow"), mix(goal="grow", people="nobody")) == "The mix stays as it is."


def test_a_change_may_leave_no_leader_or_no_mix() -> None:
    nothing = MixNow("nothing-feasible", "", ())
    assert mix_change(mix(goal="grow"), nothing) == "With this, nothing can be carried out any more."
    assert mix_change(mix(goal="grow"), mix()).startswith("No approach comes first any more; ")
    assert mix_change(nothing, mix(goal="grow")).startswith("Now Being found comes first; Being found from 0 to 45 %")
