"""How the bundled rulebook's advice moves when one answer changes: what both documents plainly imply, for any profile.

Each relation is tried on thousands of random complete profiles with the compiled rulebook; where one is broken, the
oracle tells by which rules.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from random import Random
from typing import Literal, NamedTuple

import pytest
from generators import bundled_rulebook, random_profile, tell_profile
from oracle import given_answers, result_for
from stages import slow

from leadadvisor.engine.compiled import Compiled
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Answer, Profile

FEW_OR_MANY = pytest.mark.parametrize("profiles", [1_200, *slow(5_000)])

BEFORE_NOBODY = ("strong-sellers", "closers-only", "founders-learning", "to-be-hired")


class Relation(NamedTuple):
    """Changing this answer along any of these steps never moves the share of the approach that way."""

    question: str
    steps: tuple[tuple[str, str], ...]
    never: Literal["lowers", "raises"]
    approach: str


def along(*options: str) -> tuple[tuple[str, str], ...]:
    """From each option to the next."""
    return tuple(itertools.pairwise(options))


def to(last: str, *options: str) -> tuple[tuple[str, str], ...]:
    """From each of the options to the last."""
    return tuple((option, last) for option in options)


PATIENCE = ("under-3-months", "3-6-months", "6-12-months", "over-1-year")
DEADLINES = ("no-deadline", "6-12-months", "3-6-months", "1-3-months", "under-1-month")

RELATIONS = {
    "more customers who would vouch never lower referral": Relation(
        "customers", along("none", "few", "many"), "lowers", "referral"
    ),
    "an earlier deadline never raises inbound": Relation("timeline", along(*DEADLINES), "raises", "inbound"),
    "outreach that runs better never lowers outbound": Relation(
        "outreach", along("not-started", "started", "running"), "lowers", "outbound"
    ),
    "having a list of named accounts never lowers outbound": Relation(
        "named-accounts", (("none", "up-to-50"), ("none", "over-50")), "lowers", "outbound"
    ),
    "a longer list of named accounts never lowers outbound": Relation(
        "named-accounts", along("up-to-50", "over-50"), "lowers", "outbound"
    ),
    "a clearer customer profile never lowers outbound": Relation(
        "icp-clarity", along("unclear", "rough", "precise"), "lowers", "outbound"
    ),
    "a proven segment never lowers inbound": Relation(
        "segment", to("proven", "new", "one-or-two"), "lowers", "inbound"
    ),
    "a proven segment never raises outbound": Relation(
        "segment", to("proven", "new", "one-or-two"), "raises", "outbound"
    ),
    "regular enquiries never lower inbound": Relation(
        "inbound-assets", to("regular-enquiries", "nothing", "content-only"), "lowers", "inbound"
    ),
    "a priority on forecasting never raises referral": Relation(
        "priority", to("forecast", "fit", "conversion", "volume", "least-work"), "raises", "referral"
    ),
    "more patience never lowers inbound": Relation("patience", along(*PATIENCE), "lowers", "inbound"),
}


@FEW_OR_MANY
@pytest.mark.parametrize("name", RELATIONS)
def test_the_relation_holds_for_every_random_profile(name: str, profiles: int) -> None:
    relation = RELATIONS[name]
    broken = []
    for number, profile in enumerate(random_profiles(profiles)):
        first, second = relation.steps[number % len(relation.steps)]
        before = share(with_answer(profile, relation.question, first), relation.approach)
        after = share(with_answer(profile, relation.question, second), relation.approach)
        if after < before if relation.never == "lowers" else after > before:
            broken.append((profile, relation.question, first, second))
    assert not broken, f"{name}: broken for {len(broken)} of {profiles} profiles, such as\n{story(*broken[0])}"


@FEW_OR_MANY
@pytest.mark.parametrize("people", BEFORE_NOBODY)
def test_with_nobody_to_sell_outbound_gets_less_unless_it_had_the_least_already(people: str, profiles: int) -> None:
    least = bundled_rulebook().settings.floor.value
    broken = []
    for profile in random_profiles(profiles // len(BEFORE_NOBODY)):
        tried = dict(profile.chosen()).get("outreach") == "tried-without-replies"
        before = share(with_answer(profile, "people", people), "outbound")
        after = share(with_answer(profile, "people", "nobody"), "outbound")
        if not tried and before > least and after >= before:
            broken.append((profile, "people", people, "nobody"))
    assert not broken, f"broken for {len(broken)} profiles, such as\n{story(*broken[0])}"


@pytest.mark.parametrize("profiles", [50, *slow(200)])
def test_with_nobody_to_sell_the_recommendation_warns_about_outbound(profiles: int) -> None:
    for profile in (with_answer(each, "people", "nobody") for each in random_profiles(profiles)):
        recommendation = recommend(bundled_rulebook(), profile, ranges=False)
        outbound = recommendation.portion("outbound")
        blocked = outbound is not None and outbound.blockers
        warned = any(
            caution.code in {"may-not-lead", "infeasible-approach"} and caution.subject == "outbound"
            for caution in recommendation.cautions
        )
        nothing = recommendation.status == "nothing-feasible"
        assert blocked or warned or nothing, tell_profile(profile)


@pytest.mark.parametrize("name", RELATIONS)
def test_the_relation_names_a_question_options_and_an_approach_of_the_rulebook(name: str) -> None:
    rulebook = bundled_rulebook()
    relation = RELATIONS[name]
    question = rulebook.question(relation.question)
    assert question is not None
    assert all(question.option(option) for step in relation.steps for option in step)
    assert rulebook.approach(relation.approach)


def random_profiles(count: int) -> Iterator[Profile]:
    rng = Random(17)
    return (random_profile(rng, bundled_rulebook(), complete=True) for _ in range(count))


def with_answer(profile: Profile, question: str, option: str) -> Profile:
    kept = tuple(answer for answer in profile.answers if answer.question != question)
    return Profile((*kept, Answer(question, option, "flag")))


def share(profile: Profile, approach: str) -> int:
    """The share of that approach, 0 where there is no mix."""
    shares = scorer().shares(profile.chosen())
    names = [each.id for each in bundled_rulebook().approaches]
    return shares[names.index(approach)] if shares else 0


@functools.cache
def scorer() -> Compiled:
    return Compiled(bundled_rulebook())


def story(profile: Profile, question: str, first: str, second: str) -> str:
    """The profile that offends, how shares and points moved, and the rules that made them."""
    before, after = (
        result_for(bundled_rulebook(), given_answers(with_answer(profile, question, option)))
        for option in (first, second)
    )
    lines = [
        f"  {question}: {result.answers[question]} -> {result.status}, shares {result.shares}, points {result.points}"
        for result in (before, after)
    ]
    rules = {
        sign: ", ".join(f"{one.rule.id} {one.points}" for one in here.spoken if one not in there.spoken)
        for sign, here, there in (("no longer", before, after), ("now", after, before))
    }
    changes = [f"  {sign} speaking: {names or 'none'}" for sign, names in rules.items()]
    return "\n".join([tell_profile(profile), *lines, *changes])
