"""The oracle agrees with sums done by hand: what everything else is measured against must itself be right."""

from __future__ import annotations

import pytest
from builders import (
    all_of,
    any_of,
    chosen,
    make_blocker,
    make_level,
    make_profile,
    make_question,
    make_rule,
    make_rulebook,
    make_settings,
)
from oracle import certainty, effective_answers, holds, result_for

from leadadvisor.model.condition import ALWAYS, Condition, Not


def test_the_oracle_shares_seats_as_done_by_hand() -> None:
    rulebook = make_rulebook(
        rules=[make_rule(supports={"inbound": "strong"}), make_rule("another", supports={"inbound": "slight"})],
        settings=make_settings(points_to_double=2, step=10, floor=10),
    )
    # Weights 1, 4, 1 and one seat each to begin with: inbound's quotients 4/3, 4/5, 4/7, 4/9, 4/11, 4/13 come before
    # or after the others' 1/3, 1/5: 1.33, .8, .571, .444, .364 | .333 (referral), .333 (outbound).
    result = result_for(rulebook, {})
    assert result.points == {"referral": 0, "inbound": 4, "outbound": 0}
    assert result.shares == {"referral": 20, "inbound": 60, "outbound": 20}
    assert (result.status, result.leader) == ("recommended", "inbound")


def test_the_oracle_gives_a_seat_in_a_tie_to_the_approach_listed_first() -> None:
    shares = result_for(make_rulebook(settings=make_settings(step=20, floor=0, may_not_lead_cap=20)), {}).shares
    assert shares == {"referral": 40, "inbound": 40, "outbound": 20}


def test_the_oracle_caps_an_approach_that_may_not_lead_unless_nobody_may() -> None:
    rules = [make_rule(supports={"referral": "strong"}, goal=True)]
    gate = [make_blocker(kind="may-not-lead")]
    everybody = [make_blocker(one, one, "may-not-lead") for one in ("referral", "inbound", "outbound")]
    cap = make_settings(points_to_double=1)
    capped = result_for(make_rulebook(rules=rules, blockers=gate, settings=cap), {})
    uncapped = result_for(make_rulebook(rules=rules, blockers=everybody, settings=cap), {})
    assert capped.shares == {"referral": 30, "inbound": 35, "outbound": 35}
    assert uncapped.shares == {"referral": 90, "inbound": 5, "outbound": 5}
    assert (capped.status, uncapped.status) == ("undecided", "undecided")


def test_the_oracle_lets_an_open_level_silence_the_levels_after_it() -> None:
    size, place = make_question("size"), make_question("place", ("here", "there"))
    first = make_level(chosen("size", "small"), supports={"inbound": "strong"})
    second = make_level(chosen("place", "here"), supports={"inbound": "slight"})
    rulebook = make_rulebook(questions=[size, place], rules=[make_rule(levels=[first, second])])
    assert result_for(rulebook, {"place": "here"}).points["inbound"] == 0
    assert result_for(rulebook, {"place": "here", "size": "large"}).points["inbound"] == 1
    assert result_for(rulebook, {"place": "here", "size": "small"}).points["inbound"] == 3


def test_the_oracle_measures_ranges_and_robustness_as_done_by_hand() -> None:
    rules = [
        make_rule("base", supports={"inbound": "strong"}, opposes={"outbound": "moderate"}),
        make_rule("small", chosen("size", "small"), supports={"referral": "moderate"}),
    ]
    rulebook = make_rulebook(rules=rules)
    found = certainty(rulebook, make_profile())
    # Small: inbound 3, referral 2, swing 3 + 2 = 5, so 100 * 1/5. Large or open: 3 of 3.
    assert (found.settled, found.robustness, found.firmness) == (True, 20, "leaning")
    assert found.possible_leaders == ("inbound",)
    assert certainty(rulebook, make_profile(size="large")).robustness == 100
    assert found.low["referral"] < found.high["referral"]


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        (chosen("known", "yes"), True),
        (chosen("known", "no"), False),
        (chosen("open", "yes", "no"), None),
        (Not(chosen("open", "yes")), None),
        (all_of(chosen("open", "yes"), chosen("known", "no")), False),
        (all_of(chosen("open", "yes"), chosen("known", "yes")), None),
        (any_of(chosen("open", "yes"), chosen("known", "yes")), True),
        (any_of(chosen("open", "yes"), Not(chosen("open", "yes"))), None),
        (ALWAYS, True),
        (any_of(), False),
        (Not(any_of()), True),
    ],
)
def test_the_oracle_knows_the_three_values(condition: Condition, outcome: bool | None) -> None:
    assert holds(condition, {"known": "yes", "open": None}) is outcome


def test_the_oracle_gives_a_question_that_is_not_asked_its_stated_answer() -> None:
    first = make_question("first", ("yes", "no"))
    second = make_question("second", ("yes", "no"), asked_when=chosen("first", "yes"), otherwise="no")
    third = make_question("third", ("yes", "no"), asked_when=chosen("second", "yes"), otherwise="no")
    rulebook = make_rulebook(questions=[first, second, third])
    assert effective_answers(rulebook, {"first": "no", "second": "yes", "third": "yes"}) == {
        "first": "no",
        "second": "no",
        "third": "no",
    }
    assert effective_answers(rulebook, {"third": "yes"}) == {"first": None, "second": None, "third": "yes"}
