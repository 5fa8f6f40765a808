"""clipspy: the answers as one fact, each term a rule that adds to global sums when it fires."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from translation import Options, Score, Sum, Term, Test, Translation, Variant

OPEN = "nil"
"""The symbol for a question without an answer."""


def variants(translation: Translation) -> list[Variant]:
    """One fact with a slot per question; it is taken back afterwards, which is quicker than a reset."""
    clips = import_module("clips")
    environment = clips.Environment()
    flags = {term.flags for term in translation.terms if term.flags}
    sums = [*map(_sum, range(translation.approaches)), *map(_flag, flags)]
    for construct in (_template(translation), *map(_global, sums), *map(_rule, range(999), translation.terms)):
        environment.build(construct)

    def form(options: Options) -> dict[str, Any]:
        return {question: clips.Symbol(options[question] or OPEN) for question in translation.questions}

    return [Variant("clipspy, one fact and a rule per term", _score(translation, environment, sums), form)]


def _score(translation: Translation, environment: Any, sums: list[str]) -> Score:
    profile = environment.find_template("profile")
    found = [environment.find_global(name) for name in sums]
    count = translation.approaches

    def score(slots: Mapping[str, Any]) -> Sum:
        for each in found:
            each.value = 0
        fact = profile.assert_fact(**slots)
        environment.run()
        fact.retract()
        values = [each.value for each in found]
        return tuple(values[:count]), sum(values[count:])

    return score


def _template(translation: Translation) -> str:
    return f"(deftemplate profile {' '.join(f'(slot {question})' for question in translation.questions)})"


def _global(name: str) -> str:
    return f"(defglobal ?*{name}* = 0)"


def _rule(number: int, term: Term) -> str:
    slots = " ".join(f"({test.question} {_constraint(test)})" for test in term.tests)
    points = [(_sum(place), value) for place, value in enumerate(term.points) if value]
    actions = [f"(bind ?*{name}* (+ ?*{name}* {value}))" for name, value in points]
    actions += [f"(bind ?*{_flag(term.flags)}* {term.flags})"] if term.flags else []
    return f"(defrule term-{number} (profile {slots}) => {' '.join(actions)})"


def _constraint(test: Test) -> str:
    options = [option or OPEN for option in test.options]
    return "|".join(options) if test.among else "&".join(f"~{option}" for option in options)


def _sum(place: int) -> str:
    return f"sum-{place}"


def _flag(flags: int) -> str:
    return f"flag-{flags}"
