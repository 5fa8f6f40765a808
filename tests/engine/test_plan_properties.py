"""What is declared of mix, channels and plan holds for every profile tried, and whatever breaks a kind is seen."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from generators import bundled_rulebook, random_profile, tell_profile
from stages import slow

from leadadvisor.engine.cautions import is_level
from leadadvisor.engine.channels import channel_lines, find_beginning, with_states
from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.engine.plan import plan
from leadadvisor.engine.plan_properties import broken
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.plan import PlanProperty, PlanPropertyKind
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.recommendation import Portion, Recommendation, StandingBlocker
from leadadvisor.model.rulebook import State

RULEBOOK = bundled_rulebook()
REASONER = Reasoner(RULEBOOK)
DECLARED = {declared.kind: declared for declared in RULEBOOK.plan_properties}
PROFILES = 200
"""In each of ten tests, half of them with open answers; in each of twenty more, which are slow: six thousand in all."""


def story_of(profile: Profile) -> Recommendation:
    """The parts of a recommendation that tell the story, which take a tenth of the time of all of it."""
    evaluation = REASONER.evaluate(profile.chosen())
    beginning = find_beginning(RULEBOOK, evaluation, level=is_level(REASONER, evaluation))
    channels = channel_lines(RULEBOOK, beginning)
    mix = with_states(RULEBOOK, portions_without_reasons(REASONER, evaluation), channels, beginning)
    leader = evaluation.standing.leader
    answers = [Answer(question, option, "set") for question, option in evaluation.options.items()]
    return NOTHING_SAID._replace(
        answers=tuple(answers),
        status=evaluation.standing.status,
        leader=None if leader is None else REASONER.approaches[leader],
        mix=mix,
        channels=channels,
        plan=plan(RULEBOOK, evaluation.options, mix, beginning)[0],
    )


NOTHING_SAID = recommend(RULEBOOK, Profile(()), ranges=False)


def portions_without_reasons(reasoner: Reasoner, evaluation: Evaluation) -> list[Portion]:
    standing = evaluation.standing
    return [
        Portion(
            approach=reasoner.approaches[index],
            share=share,
            low=share,
            high=share,
            role="ruled-out" if evaluation.ruled_out >> index & 1 else "supports",
            points=0,
            equal_share=0,
            contributions=(),
            adjustments=(),
            blockers=tuple(
                StandingBlocker(each.id, each.kind, each.because, each.lifted_by, each.claims)
                for each in evaluation.blockers
                if each.approach == reasoner.approaches[index]
            ),
            near_misses=(),
        )
        for index, share in enumerate(standing.shares)
    ]


@pytest.mark.parametrize("seed", [*range(10), *slow(*range(10, 30))])
def test_all_ten_hold_for_random_profiles(seed: int) -> None:
    rng = Random(seed)
    for _ in range(PROFILES):
        profile = random_profile(rng, RULEBOOK, complete=seed % 2 == 0)
        story = story_of(profile)
        found = [why for declared in RULEBOOK.plan_properties for why in broken(declared, story)]
        assert found == [], tell_profile(profile)


def test_the_story_tried_is_that_of_the_recommendation() -> None:
    rng = Random(0)
    for _ in range(30):
        profile = random_profile(rng, RULEBOOK)
        tried, told = story_of(profile), recommend(RULEBOOK, profile, ranges=False)
        assert (tried.plan, tried.channels, tried.leader) == (told.plan, told.channels, told.leader)
        assert {each.approach: each.state for each in tried.mix} == {each.approach: each.state for each in told.mix}


def test_all_ten_kinds_are_declared() -> None:
    assert len(DECLARED) == len(RULEBOOK.plan_properties) == 10


def advice_for(**answers: str) -> Recommendation:
    given = tuple(Answer(question.replace("_", "-"), option, "set") for question, option in answers.items())
    return recommend(RULEBOOK, Profile(given), ranges=False)


def outbound_runs() -> Recommendation:
    return advice_for(
        goal="feed-closers", people="strong-sellers", outreach="running", icp_clarity="precise",
        named_accounts="over-50", hours="15-40", customers="many", inbound_assets="regular-enquiries",
    )  # fmt: skip


def all_in(advice: Recommendation, state: State) -> Recommendation:
    return advice._replace(
        mix=tuple(portion._replace(state=state) for portion in advice.mix),
        channels=tuple(line._replace(state=state, unlocked_by=()) for line in advice.channels),
    )


def without_step(advice: Recommendation, step_id: str) -> Recommendation:
    return advice._replace(plan=tuple(step for step in advice.plan if step.id != step_id))


def for_somebody_else(advice: Recommendation) -> Recommendation:
    return advice._replace(plan=tuple(step._replace(owner="The cleaner") for step in advice.plan))


def answered(advice: Recommendation, question: str, option: str) -> Recommendation:
    others = tuple(answer for answer in advice.answers if answer.question != question)
    return advice._replace(answers=(*others, Answer(question, option, "set")))


def reversed_plan(advice: Recommendation) -> Recommendation:
    return advice._replace(plan=tuple(reversed(advice.plan)))


BREAKS: dict[PlanPropertyKind, Callable[[Recommendation], Recommendation]] = {
    "leader-can-start": lambda advice: all_in(advice, "not-yet"),
    "no-share-for-nothing": lambda advice: all_in(advice, "no"),
    "begin-what-can-begin": lambda advice: all_in(advice, "not-yet"),
    "what-runs-goes-on": lambda advice: without_step(advice, "keep-what-gets-replies"),
    "no-verdict-without-deed": reversed_plan,
    "no-step-against-an-answer": lambda advice: answered(advice, "customers", "none"),
    "work-fits-hours": lambda advice: answered(advice, "hours", "under-5"),
    "law-before-cold": lambda advice: without_step(advice, "check-the-law-today"),
    "one-owner": for_somebody_else,
    "what-begins-is-done": lambda advice: without_step(advice, "keep-a-steady-volume"),
}


@pytest.mark.parametrize("kind", BREAKS)
def test_each_kind_holds_as_planned_and_is_broken_by_what_breaks_it(kind: PlanPropertyKind) -> None:
    advice = outbound_runs()
    assert list(broken(DECLARED[kind], advice)) == []
    assert list(broken(DECLARED[kind], BREAKS[kind](advice))) != []


def test_a_leader_to_be_prepared_is_opened_by_the_first_step() -> None:
    advice = advice_for(goal="test-segment", people="founders-learning", icp_clarity="unclear")
    assert advice.portion("outbound") is not None
    assert advice.plan[0].opens
    declared: PlanProperty = DECLARED["leader-can-start"]
    assert list(broken(declared, reversed_plan(advice))) != []


def test_what_could_start_now_does_not_wait_for_what_must_be_prepared() -> None:
    advice = outbound_runs()
    parked = tuple(portion._replace(state="prepare" if portion.role == "leads" else "now") for portion in advice.mix)
    only_leader = tuple(step for step in advice.plan if step.approach == advice.leader)
    assert list(broken(DECLARED["begin-what-can-begin"], advice._replace(mix=parked, plan=only_leader))) != []
