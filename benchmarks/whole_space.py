"""Verifying the bundled rulebook and random ones over their whole answer space, against going through every profile."""

from __future__ import annotations

from random import Random
from time import perf_counter

from profiles import random_options
from table import table

import leadadvisor
from leadadvisor.engine.compiled import Compiled
from leadadvisor.engine.verify import verify
from leadadvisor.engine.whole_space import WholeSpace
from leadadvisor.model.condition import AllOf, Chosen
from leadadvisor.model.rulebook import Effect, Level, Option, Question, Rule, Rulebook, Strength
from leadadvisor.model.verification import Verification

SIZES = ((12, 40), (12, 60), (14, 40), (14, 60), (16, 40), (16, 60))
QUICK_SIZES = ((12, 40), (14, 40))
OPTIONS = 4
PROFILES, ROUNDS = 5_000, 3
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def measured(*, quick: bool) -> str:
    """The table: profiles, states of the sweep, seconds for all findings, and what brute force would take."""
    bundled = leadadvisor.load_rulebook()
    rulebooks = [(f"bundled, {len(bundled.questions)} questions, {len(bundled.rules)} rules", bundled)]
    for questions, rules in QUICK_SIZES if quick else SIZES:
        name = f"random, {questions} questions of {OPTIONS} options, {rules} rules"
        rulebooks.append((name, random_rulebook(bundled, questions, rules)))
    rows = [_row(name, rulebook) for name, rulebook in rulebooks]
    columns = ["rulebook", "profiles", "states at most", "mixes alone", "whole verify", "brute force", "not verified"]
    return table("Verifying a whole rulebook, every finding exact", columns, rows)


def random_rulebook(like: Rulebook, questions: int, rules: int) -> Rulebook:
    """Rules that ask for one to three questions anywhere: harder than those of people, who keep to a subject."""
    rng = Random(questions * 1000 + rules)
    asked = tuple(_question(like.questions[0], number) for number in range(questions))
    made = tuple(
        _rule(like.rules[0], number, asked, [each.id for each in like.approaches], rng) for number in range(rules)
    )
    return like._replace(questions=asked, rules=made, blockers=(), tensions=(), contradictions=(), properties=())


def _question(like: Question, number: int) -> Question:
    options = tuple(Option(f"option-{place}", f"Option {place}", "") for place in range(OPTIONS))
    return like._replace(id=f"question-{number}", asked_when=None, otherwise=None, options=options)


def _rule(like: Rule, number: int, questions: tuple[Question, ...], approaches: list[str], rng: Random) -> Rule:
    parts = tuple(
        Chosen(question.id, tuple(option.id for option in rng.sample(question.options, rng.choice((1, 2)))))
        for question in rng.sample(questions, rng.choice((1, 2, 3)))
    )
    strengths: tuple[Strength, ...] = ("slight", "moderate", "strong")
    effects = tuple(
        Effect(approach, "supports" if rng.random() < 2 / 3 else "opposes", rng.choice(strengths))
        for approach in rng.sample(approaches, rng.choice((1, 1, 2)))
    )
    return like._replace(id=f"rule-{number}", levels=(Level(AllOf(parts), effects, ""),), goal=False, side=None)


def _row(name: str, rulebook: Rulebook) -> list[str]:
    began = perf_counter()
    sweep = WholeSpace(rulebook).points_sweep()
    for _ in sweep.count(lambda _: None).sums():
        pass
    mixes = perf_counter() - began
    began = perf_counter()
    found = verify(rulebook)
    seconds = perf_counter() - began
    states = max(size.states for size in sweep.plan.sizes)
    brute = _brute_force(rulebook, found)
    return [
        name,
        f"{found.profiles:,}",
        f"{states:,}",
        f"{mixes:.1f} s",
        f"{seconds:.1f} s",
        brute,
        str(len(found.not_verified)),
    ]


def _brute_force(rulebook: Rulebook, found: Verification) -> str:
    """What scoring every profile once would take, from the time that some take; that gives the mixes alone."""
    rng = Random(1)
    drawn = [random_options(rulebook, rng) for _ in range(PROFILES)]
    seconds = []
    for _ in range(ROUNDS):
        scorer = Compiled(rulebook)
        began = perf_counter()
        for options in drawn:
            scorer.standing(options)
        seconds.append(perf_counter() - began)
    return _long(min(seconds) / PROFILES * found.profiles)


def _long(seconds: float) -> str:
    for unit, name in ((_DAY, "days"), (_HOUR, "hours"), (_MINUTE, "minutes")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds:.0f} s"


if __name__ == "__main__":
    import sys

    print(measured(quick="--quick" in sys.argv))
