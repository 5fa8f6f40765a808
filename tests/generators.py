"""Random rulebooks and profiles: small, but of every shape the format allows; and how to tell them in a failure."""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

from builders import (
    APPROACHES,
    make_blocker,
    make_level,
    make_option,
    make_profile,
    make_question,
    make_rule,
    make_rulebook,
    make_settings,
    make_tension,
)
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from leadadvisor.model.condition import AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import (
    UNSURE,
    Blocker,
    BlockerKind,
    Level,
    Question,
    Rule,
    Rulebook,
    Settings,
    Strength,
    Taken,
    Tension,
)

T = TypeVar("T")

EXAMPLES = int(os.environ.get("PROPERTY_EXAMPLES", "15"))
"""How many examples a property is tried on; tests/engine/test_more_examples.py, which is slow, has 150."""

SAME_EVERY_RUN = hypothesis_settings(
    max_examples=EXAMPLES,
    deadline=None,  # two busy cores
    derandomize=True,  # a failure on one machine is a failure on all
    phases=[Phase.explicit, Phase.generate],  # shrinking a rulebook takes minutes; one test does it for all
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
"""How the property tests draw their examples."""


@functools.cache
def bundled_rulebook() -> Rulebook:
    """Load the rulebook that ships with the package, from the checkout the tests stand in."""
    from leadadvisor.rulebook.loader import load_rulebook

    return load_rulebook(Path(__file__).parents[1] / "rules")


def random_rulebook(rng: Random) -> Rulebook:
    """Two to four approaches, one to five questions, up to ten rules, blockers, tensions and any settings."""
    approaches = (*APPROACHES, "partners")[: rng.choice((2, 3, 3, 3, 4))]
    questions = random_questions(rng)
    tensions = tuple(_random_tension(rng, f"C{number:02}", questions) for number in range(rng.choice((0, 0, 1, 2))))
    return make_rulebook(
        questions=questions,
        approaches=approaches,
        rules=[
            _random_rule(rng, f"rule-{number}", questions, approaches, tensions)
            for number in range(rng.choice((0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)))
        ],
        blockers=[
            _random_blocker(rng, f"blocker-{number}", questions, approaches)
            for number in range(rng.choice((0, 0, 1, 1, 2, 3, 4, 8, 12)))
        ],
        tensions=tensions,
        settings=random_settings(rng, len(approaches)),
    )


def random_questions(rng: Random) -> tuple[Question, ...]:
    """One to five questions of two to four options; some are asked only after certain answers to earlier ones."""
    questions: list[Question] = []
    for number in range(rng.choice((1, 2, 3, 3, 4, 4, 5))):
        options = [f"option-{letter}" for letter in "abcd"[: rng.choice((2, 2, 3, 4))]]
        chained = bool(questions) and rng.random() < 0.4
        questions.append(
            make_question(
                f"question-{number}",
                [
                    make_option(each, not_covered="Nobody speaks of D." if each == "option-d" else "")
                    for each in options
                ],
                need=rng.choice(("always", "always", "always", "optional", "wording")),
                lever=rng.random() < 0.5,
                asked_when=random_condition(rng, questions) if chained else None,
                otherwise=rng.choice(options) if chained else None,
            )
        )
    return tuple(questions)


def random_settings(rng: Random, approaches: int) -> Settings:
    """Draw settings within the format: the step divides 100, floor and cap are steps that leave room for everybody."""
    step = rng.choice((5, 5, 5, 5, 10, 10, 10, 20, 25, 50, 4, 2, 1, 100))
    room = 100 // approaches // step
    cap = rng.randint(0, room)
    return make_settings(
        strong=rng.choice((1, 3, 3, 3, 4, 6, 6, 100 if approaches < 4 else 9)),
        moderate=rng.choice((1, 2, 2, 3)),
        slight=rng.choice((1, 1, 1, 2)),
        goal_bonus=rng.choice((0, 1, 2, 4)),
        points_to_double=rng.choice((1, 2, 3, 4, 4, 6, 6, 9, 100)),
        step=step,
        floor=step * min(rng.choice((0, 1, 1, 2)), cap),
        may_not_lead_cap=step * cap,
        firm_at=rng.choice((0, 10, 25, 50, 100)),
    )


def random_condition(rng: Random, questions: Sequence[Question], depth: int = 2) -> Condition:
    """Any condition over these questions: tests, all, any, not - also of no parts, and of every option at once."""
    kind = rng.choice(("chosen", "chosen", "chosen", "all", "any", "not") if depth else ("chosen",))
    if kind == "not":
        return Not(random_condition(rng, questions, depth - 1))
    if kind in {"all", "any"}:
        parts = tuple(random_condition(rng, questions, depth - 1) for _ in range(rng.choice((0, 1, 2, 2, 2, 3))))
        return AllOf(parts) if kind == "all" else AnyOf(parts)
    question = rng.choice(questions)
    return Chosen(question.id, _some(rng, [option.id for option in question.options]))


def random_profile(rng: Random, rulebook: Rulebook, *, complete: bool = False, most_open: int = 99) -> Profile:
    """Answers to any rulebook, in any order; unless complete, some questions are unsure or unanswered."""
    answers = {question.id: rng.choice(question.options).id for question in rulebook.questions}
    if not complete:
        share_open = rng.choice((0.1, 0.3, 0.6))
        doubtful = [question for question in answers if rng.random() < share_open]
        rng.shuffle(doubtful)
        for question in doubtful[:most_open]:
            if rng.random() < 0.4:
                answers[question] = UNSURE
            else:
                del answers[question]
    order = list(answers)
    rng.shuffle(order)
    return make_profile({question: answers[question] for question in order})


def rulebooks() -> st.SearchStrategy[Rulebook]:
    """Random small rulebooks, as a strategy that shrinks towards simple ones."""
    return st.randoms(use_true_random=False).map(random_rulebook)


@st.composite
def profiles_of(draw: st.DrawFn, rulebook: Rulebook, *, complete: bool = False) -> Profile:
    """Random profiles over this rulebook, with unsure and unanswered questions unless complete."""
    return random_profile(draw(st.randoms(use_true_random=False)), rulebook, complete=complete)


@st.composite
def rulebooks_with_profiles(draw: st.DrawFn, *, complete: bool = False) -> tuple[Rulebook, Profile]:
    """Random small rulebooks, each with a random profile."""
    rulebook = draw(rulebooks())
    return rulebook, draw(profiles_of(rulebook, complete=complete))


# What a failure says


def tell(rulebook: Rulebook, profile: Profile) -> str:
    """The rulebook and the profile in as few words as will do to build them again."""
    numbers = {name: setting.value for name, setting in rulebook.settings._asdict().items()}
    lines = [f"settings: {numbers}", f"approaches: {[approach.id for approach in rulebook.approaches]}"]
    for question in rulebook.questions:
        options = ", ".join(option.id for option in question.options)
        asked = f" asked when {question.asked_when}, otherwise {question.otherwise}" if question.asked_when else ""
        lines.append(f"question {question.id} ({question.need}): {options}{asked}")
    for rule in rulebook.rules:
        lines.append(f"rule {rule.id}{' on the goal' if rule.goal else ''} {rule.side or ''}")
        lines += [f"  when {level.when}: {[tuple(effect) for effect in level.effects]}" for level in rule.levels]
    lines += [f"blocker {blocker.kind} {blocker.approach} when {blocker.when}" for blocker in rulebook.blockers]
    for tension in rulebook.tensions:
        lines.append(f"tension {tension.id} always {tension.always}: {[side.holds_when for side in tension.sides]}")
    return "\n".join([*lines, tell_profile(profile)])


def tell_profile(profile: Profile) -> str:
    return "answers: " + ", ".join(f"{answer.question}: {answer.option}" for answer in profile.answers)


def _random_rule(
    rng: Random, rule_id: str, questions: Sequence[Question], approaches: Sequence[str], tensions: Sequence[Tension]
) -> Rule:
    side = None
    if tensions and rng.random() < 0.4:
        side = (rng.choice(tensions).id, rng.choice((1, 2)))
    levels = [
        _random_level(rng, f"{rule_id}, level {number}", questions, approaches)
        for number in range(rng.choice((1, 1, 1, 2, 2, 3)))
    ]
    return make_rule(rule_id, levels=levels, goal=rng.random() < 0.25, side=side)


def _random_level(rng: Random, because: str, questions: Sequence[Question], approaches: Sequence[str]) -> Level:
    strengths: tuple[Strength, ...] = ("slight", "moderate", "strong")
    supports: dict[str, Strength] = {}
    opposes: dict[str, Strength] = {}
    for approach in approaches:
        direction = rng.choice((None, supports, opposes))
        if direction is not None:
            direction[approach] = rng.choice(strengths)
    return make_level(random_condition(rng, questions), supports=supports, opposes=opposes, because=because)


def _random_blocker(rng: Random, blocker_id: str, questions: Sequence[Question], approaches: Sequence[str]) -> Blocker:
    kinds: tuple[BlockerKind, ...] = ("rules-out", "may-not-lead")
    return make_blocker(blocker_id, rng.choice(approaches), rng.choice(kinds), random_condition(rng, questions))


def _random_tension(rng: Random, tension_id: str, questions: Sequence[Question]) -> Tension:
    always: tuple[Taken | None, ...] = (None, None, None, 1, 2, "both")
    return make_tension(
        tension_id,
        random_condition(rng, questions),
        random_condition(rng, questions),
        decided_by=[rng.choice(questions).id],
        always=rng.choice(always),
        bears_when=random_condition(rng, questions),
    )


def _some(rng: Random, ids: Sequence[T]) -> tuple[T, ...]:
    """Draw a non-empty part of the ids, in their order."""
    count = rng.randint(1, len(ids))
    kept = set(rng.sample(range(len(ids)), count))
    return tuple(one for place, one in enumerate(ids) if place in kept)
