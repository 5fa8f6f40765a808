"""Who is held back by a blocker, whether the top two are level, what the sources say against the leader."""

from __future__ import annotations

import pytest
from builders import (
    APPROACHES,
    chosen,
    make_approach,
    make_blocker,
    make_profile,
    make_question,
    make_rule,
    make_rulebook,
    make_settings,
)

from leadadvisor.engine.recommend import recommend
from leadadvisor.model.condition import ALWAYS
from leadadvisor.model.recommendation import AgainstLine, HeldBack, Recommendation
from leadadvisor.model.rulebook import Against, Blocker, BlockerKind, Strength

PEOPLE = make_question("people", ("sellers", "nobody"))
NOBODY = chosen("people", "nobody")
RUNS = make_question("runs", ("yes", "no"))
AGAINST = (
    Against(chosen("runs", "no"), "It has not begun.", ("X01",)),
    Against(ALWAYS, "It takes people.", ("X01",)),
)


def advice(
    supports: dict[str, Strength], blockers: tuple[Blocker, ...] = (), people: str = "nobody", runs: str = "unsure"
) -> Recommendation:
    approaches = [make_approach(each)._replace(against=AGAINST if each == "outbound" else ()) for each in APPROACHES]
    rulebook = make_rulebook(
        questions=[PEOPLE, RUNS],
        approaches=approaches,
        rules=[make_rule(supports=supports)],
        blockers=blockers,
        settings=make_settings(slight=1),
    )
    return recommend(rulebook, make_profile(people=people, runs=runs))


def blocked(kind: BlockerKind, approach: str = "outbound") -> tuple[Blocker, ...]:
    return (make_blocker("nobody-to-sell", approach, kind, NOBODY),)


@pytest.mark.parametrize("kind", ["may-not-lead", "rules-out"])
def test_an_approach_with_more_points_that_may_not_lead_is_held_back_and_the_mix_without_the_blocker_told(
    kind: BlockerKind,
) -> None:
    made = advice({"outbound": "strong", "inbound": "slight"}, blocked(kind))
    free = advice({"outbound": "strong", "inbound": "slight"}, blocked(kind), people="sellers")
    assert made.leader == "inbound"
    assert made.held_back == HeldBack(
        "outbound", "nobody-to-sell", "Something that can be done.",
        tuple((portion.approach, portion.share) for portion in free.mix),
    )  # fmt: skip
    assert free.held_back is None


def test_a_blocker_on_an_approach_with_fewer_points_holds_nobody_back() -> None:
    assert advice({"inbound": "strong", "outbound": "slight"}, blocked("may-not-lead")).held_back is None


def test_an_approach_with_as_many_points_is_not_held_back() -> None:
    assert advice({"inbound": "strong", "outbound": "strong"}, blocked("may-not-lead")).held_back is None


def test_where_nothing_can_be_carried_out_nobody_is_held_back() -> None:
    out = tuple(make_blocker(f"no-{each}", each) for each in APPROACHES)
    assert advice({"outbound": "strong"}, out).held_back is None


def test_where_nobody_may_lead_the_one_with_the_most_points_is_held_back() -> None:
    all_blocked = tuple(make_blocker(f"no-{each}", each, "may-not-lead", NOBODY) for each in APPROACHES)
    made = advice({"outbound": "strong"}, all_blocked)
    assert made.leader is None
    assert made.held_back is not None
    assert made.held_back.approach == "outbound"


def test_a_tie_and_a_lead_of_one_slight_idea_are_level_and_a_wide_lead_is_not() -> None:
    assert advice({"outbound": "strong", "inbound": "strong"}).level
    assert advice({"outbound": "slight"}).level
    assert not advice({"outbound": "strong"}).level


def test_what_the_sources_say_against_the_leader_is_told_where_it_is_known_to_hold() -> None:
    assert [line.because for line in advice({"outbound": "strong"}, runs="no").against] == [
        "It has not begun.", "It takes people.",
    ]  # fmt: skip
    assert advice({"outbound": "strong"}).against == (AgainstLine("It takes people.", ("X01",), "outbound"),)


def test_where_two_tie_it_is_told_what_the_sources_say_against_either_and_against_no_other() -> None:
    made = advice({"outbound": "strong", "inbound": "strong"})
    assert made.leader is None
    assert [(line.approach, line.because) for line in made.against] == [("outbound", "It takes people.")]
    assert advice({"referral": "strong", "inbound": "strong"}).against == ()
