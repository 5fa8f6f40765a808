"""What-if and compare in process: the smallest flipping pair, and a comparison over 8 answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from statistics import median
from time import perf_counter

from profiles import random_options
from programs import COMPLETE
from table import milliseconds, table

import leadadvisor
from leadadvisor.engine.compare import compare_profiles
from leadadvisor.engine.compiled import Compiled
from leadadvisor.engine.weights import weights
from leadadvisor.engine.what_if import find_flips, what_if
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.questionnaire.answers import profile_from_mapping

ROUNDS, QUICK_ROUNDS = 15, 3
DIFFERING = 8


def measured(*, quick: bool) -> str:
    """The table: median times, each with what is compiled for it; the rulebook is loaded before."""
    rulebook = leadadvisor.load_rulebook()
    firm, without_flips = profile_from_mapping(rulebook, COMPLETE), _without_single_flips(rulebook)
    other = profile_from_mapping(rulebook, _differing(rulebook, COMPLETE))
    subjects: list[tuple[str, str, Callable[[], object]]] = [
        ("the smallest flipping pairs", "200 ms", lambda: find_flips(rulebook, Compiled(rulebook), without_flips)),
        (f"compare, {DIFFERING} answers differ", "100 ms", lambda: _compare(rulebook, firm, other)),
        ("everything `whatif` tells", "", lambda: what_if(rulebook, firm)),
        ("everything `whatif --weights` tells", "", lambda: weights(rulebook, firm)),
    ]
    rounds = QUICK_ROUNDS if quick else ROUNDS
    rows = [[name, milliseconds(_seconds(work, rounds)), target] for name, target, work in subjects]
    title = f"What-if and compare, a complete profile, {len(rulebook.rules)} rules, compiling included"
    return table(title, ["what", "time", "target"], rows)


def _compare(rulebook: Rulebook, one: Profile, other: Profile) -> object:
    return compare_profiles(rulebook, [("one", one), ("other", other)])


def _differing(rulebook: Rulebook, answers: Mapping[str, str]) -> dict[str, str]:
    """The same answers but for the first few questions, each of which gets its first other option."""
    changed = {
        question.id: next(option.id for option in question.options if option.id != answers[question.id])
        for question in rulebook.questions[:DIFFERING]
    }
    return {**answers, **changed}


def _without_single_flips(rulebook: Rulebook) -> Profile:
    """The first random complete profile whose leader no single answer changes, but some pair does."""
    rng, scorer = Random(4), Compiled(rulebook)
    while True:
        profile = profile_from_mapping(rulebook, random_options(rulebook, rng))
        smallest = find_flips(rulebook, scorer, profile).smallest
        if smallest and len(smallest[0].change) > 1:
            return profile


def _seconds(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return median(times)
