"""Scoring one complete profile in process: the compiled rulebook against a plain loop over its rules."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from random import Random
from statistics import median
from time import perf_counter
from typing import TypeAlias

from profiles import random_options
from table import microseconds, milliseconds, table

import leadadvisor
from leadadvisor.engine.compile import compile_rulebook
from leadadvisor.engine.mix import Standing
from leadadvisor.engine.position import Reasoner
from leadadvisor.model.rulebook import Rulebook

PROFILES = 1000
ROUNDS, QUICK_ROUNDS = 15, 3

Options: TypeAlias = Mapping[str, str]
Score: TypeAlias = Callable[[Options], Standing]


def measured(*, quick: bool) -> str:
    """The table: how many times faster, and the median time per profile. Stops where the two ways disagree."""
    rulebook = leadadvisor.load_rulebook()
    rng = Random(2)
    profiles = [random_options(rulebook, rng) for _ in range(PROFILES)]
    _see_them_agree(rulebook, profiles)
    rounds = [_round(rulebook, profiles) for _ in range(QUICK_ROUNDS if quick else ROUNDS)]
    plain, new, known, compiling = (median(times) for times in zip(*rounds, strict=True))
    rows = [
        ["plain loop over the rules", "1.0", microseconds(plain)],
        ["compiled rulebook, profiles it has not met", f"{plain / new:.1f}", microseconds(new)],
        ["compiled rulebook, profiles it has met", f"{plain / known:.1f}", microseconds(known)],
    ]
    title = f"Scoring one complete profile, {len(rulebook.rules)} rules, results equal on {PROFILES:,} profiles"
    told = table(title, ["way", "times as fast", "per profile"], rows)
    return f"{told}\n\nCompiling the rulebook takes {milliseconds(compiling)}, once."


def _see_them_agree(rulebook: Rulebook, profiles: Sequence[Options]) -> None:
    plain, compiled = Reasoner(rulebook), compile_rulebook(rulebook)
    for options in profiles:
        if plain.position(options).standing != compiled.standing(options):
            sys.exit(f"the compiled rulebook and the plain loop disagree on {options}")


def _round(rulebook: Rulebook, profiles: Sequence[Options]) -> tuple[float, float, float, float]:
    """Seconds per profile: plain, compiled at first, compiled again; and those of compiling."""
    reasoner = Reasoner(rulebook)
    began = perf_counter()
    compiled = compile_rulebook(rulebook)
    compiling = perf_counter() - began
    plain = _seconds_each(lambda options: reasoner.position(options).standing, profiles)
    new = _seconds_each(compiled.standing, profiles)
    known = _seconds_each(compiled.standing, profiles)
    return plain, new, known, compiling


def _seconds_each(score: Score, profiles: Sequence[Options]) -> float:
    began = perf_counter()
    for options in profiles:
        score(options)
    return (perf_counter() - began) / len(profiles)
