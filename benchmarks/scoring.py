"""Scoring one profile in process: ours, plain loops, and rule engines that are given the same rules and blockers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from importlib.util import find_spec
from random import Random
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple, TypeAlias

from peers import by_clips, by_json_logic, by_loop, by_rule_engine, by_zen
from profiles import random_options
from table import microseconds, milliseconds, table, verdict
from translation import Options, Score, Sum, Translation, Variant, translated, with_variables

import leadadvisor
from leadadvisor.engine.compiled import Compiled
from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.mix import Standing, allocate, scale_of, split
from leadadvisor.engine.rows import Outcome, RowScorer
from leadadvisor.model.rulebook import Rulebook

PROFILES = 1000
ROUNDS, QUICK_ROUNDS = 9, 3
MOST_OPEN = 3
OTHERS = 10_000
"""Rows that are scored before new ones are."""

TARGET = 10

Judge: TypeAlias = Callable[[Sum], Standing]


class Way(NamedTuple):
    """A way to score a profile.

    `form` makes of a profile what it wants; `ready` gives the function that scores, once per round; `passes` names
    what is timed of it, one pass over all profiles after the other; `standing` is what its results say.
    """

    passes: tuple[str, ...]
    form: Callable[[Options], Any]
    ready: Callable[[], Callable[[Any], Any]]
    standing: Callable[[Any], Standing] = lambda result: result


class Peer(NamedTuple):
    """A package that may not be there, and what it can do once it is."""

    package: str
    module: str
    variants: Callable[[Translation], list[Variant]]


PEERS = (
    Peer("datalogic-py", "datalogic_py", by_json_logic.in_rust),
    Peer("zen-engine", "zen", by_zen.variants),
    Peer("clipspy", "clips", by_clips.variants),
    Peer("json-logic-qubit", "json_logic", by_json_logic.in_python),
    Peer("rule-engine", "rule_engine", by_rule_engine.variants),
)
FIRST = "ours, a whole row, among the first thousand"
NEW, MET = "ours, a whole row, new", "ours, a whole row, met"
EXPRESSION = "zen-engine, one compiled expression"
TREE = f"{EXPRESSION} made into a tree"
BATCH = "zen-engine, its batch over an expression node"

UNDER = """\
Every row goes from one profile in memory to its leader and shares, and all agree on {agreed:,} profiles, half of them
with open questions, before anything is timed. The rules are translated for each engine from the {terms} boxes of the
bundled rulebook's scoring rules and blockers, parsed and compiled once; a profile is handed over in the form that the
engine likes best.

- *A whole row* is what `leadadvisor batch` works out per row: firmness, the rules that speak and the cautions as well.
  *Standing* is leader and shares only. Both remember: *met* is a profile that came to the same before, *new* one that
  did not, after {others:,} others; among the first of all, hardly anything is remembered yet.
- *The explained way* keeps the evidence for the reasons. All other rows give points and blockers only, and none of
  these engines has a way of sharing out like ours: one function of ours makes leader and shares of what they find. It
  remembers all it has met, so that it costs them next to nothing.
- *Made into a tree* is no translation any more: we did for the engine what a compiler would do, and gathered the rules
  so that each answer is looked at once (`peers/tree.py`).
- zen-engine's *compiled expression* is its expression language alone, no decision is evaluated. Its *batch* takes all
  {profiles:,} profiles in one call and uses all cores; every other row uses one.
- Compiling our rulebook takes {row} for whole rows and {standing} for standings, once.\
"""


def measured(*, quick: bool) -> str:
    """The table: how much longer each takes than ours, and the median time. Stops where two ways disagree."""
    rulebook = leadadvisor.load_rulebook()
    translation, judge = translated(rulebook), _judge(rulebook)
    there = [peer for peer in PEERS if find_spec(peer.module)]
    ways = _ours(rulebook) + [_way(each, judge) for each in by_loop.variants(translation)]
    ways += [_way(variant, judge) for peer in there for variant in peer.variants(translation)]
    complete = _profiles(rulebook, [0] * PROFILES)
    _see_them_agree(ways, complete + _profiles(rulebook, [1 + each % MOST_OPEN for each in range(PROFILES)]))
    rounds = [_round(ways, complete) for _ in range(QUICK_ROUNDS if quick else ROUNDS)]
    times = {name: median(each[name] for each in rounds) for name in rounds[0]}
    if find_spec("zen"):
        times[BATCH] = _zen_batch(translation, judge, complete, len(rounds))
    missing = [peer.package for peer in PEERS if peer not in there]
    row, standing = (milliseconds(_seconds(partial(made, rulebook))) for made in (RowScorer, Compiled))
    under = UNDER.format(
        agreed=2 * PROFILES, terms=len(translation.terms), profiles=PROFILES, others=OTHERS, row=row, standing=standing
    )
    return "\n\n".join([_table(rulebook, times, missing), under, "\n".join(["Targets:", "", *_verdicts(times)])])


def _table(rulebook: Rulebook, times: dict[str, float], missing: Sequence[str]) -> str:
    rows = [[name, f"{time / times[MET]:.1f}", microseconds(time)] for name, time in times.items()]
    rows += [[f"{package}: not installed here", "", ""] for package in missing]
    title = f"Scoring one complete profile, {len(rulebook.rules)} rules, results equal on {2 * PROFILES:,} profiles"
    return table(title, ["way", "x ours, met", "per profile"], rows)


def _verdicts(times: dict[str, float]) -> Iterator[str]:
    """The target, measured against the quickest that zen-engine can do, and against its quickest decision."""
    zen = {name: time for name, time in times.items() if name.startswith("zen-engine")}
    if not zen:
        yield f"- {TARGET} times as fast as zen-engine: not measured here."
        return
    decisions = {name: time for name, time in zen.items() if not name.startswith(EXPRESSION)}
    translated_forms = {name: time for name, time in zen.items() if name != TREE}
    for what, forms in (("form of the translated rules", translated_forms), ("form", zen), ("decision", decisions)):
        name = min(forms, key=lambda name: forms[name])
        for ours in (MET, NEW):
            ratio = forms[name] / times[ours]
            target = f"{ours}: {TARGET} times as fast as zen-engine's fastest {what} ({name.partition(', ')[2]})"
            yield verdict(target, kept=ratio >= TARGET, figure=f"{ratio:.1f} times")


def _ours(rulebook: Rulebook) -> list[Way]:
    questions = [question.id for question in rulebook.questions]
    approaches = [approach.id for approach in rulebook.approaches]
    others = [list(options.values()) for options in _profiles(rulebook, [0] * OTHERS, seed=3)]
    reasoner = Reasoner(rulebook)

    def first() -> Callable[[Sequence[str]], Outcome]:
        return RowScorer(rulebook).for_columns(questions)

    def after_others() -> Callable[[Sequence[str]], Outcome]:
        score = first()
        for cells in others:
            score(cells)
        return score

    def cells_of(options: Options) -> list[str]:
        return [options[question] for question in questions]

    standing_of, standings = partial(_standing_of, approaches), ("among the first thousand", "met")
    return [
        Way((FIRST, MET), cells_of, first, standing_of),
        Way((NEW,), cells_of, after_others, standing_of),
        Way(tuple(f"ours, standing, {each}" for each in standings), _answered, lambda: Compiled(rulebook).standing),
        Way(("ours, the explained way",), _answered, lambda: lambda options: reasoner.evaluate(options).standing),
    ]


def _standing_of(approaches: Sequence[str], outcome: Outcome) -> Standing:
    leader = None if outcome.leader is None else approaches.index(outcome.leader)
    return Standing(outcome.status, leader, outcome.shares if any(outcome.shares) else ())


def _answered(options: Options) -> dict[str, str]:
    return {question: option for question, option in options.items() if option}


def _way(variant: Variant, judge: Judge) -> Way:
    score = _to_the_end(variant.score, judge)
    return Way((variant.name,), variant.form, lambda: score)


def _to_the_end(score: Score, judge: Judge) -> Callable[[Any], Standing]:
    return lambda profile: judge(score(profile))


def _judge(rulebook: Rulebook) -> Judge:
    """What makes leader and shares of points and flags; it remembers them all."""
    scale, count = scale_of(rulebook.settings), len(rulebook.approaches)

    @cache
    def judge(found: Sum) -> Standing:
        points, flags = found
        return allocate(points, *split(flags, count), scale)

    return judge


def _profiles(rulebook: Rulebook, unanswered: Sequence[int], seed: int = 2) -> list[Options]:
    """Random profiles with so many open questions, which are there as ""."""
    rng = Random(seed)
    everything = {question.id: "" for question in rulebook.questions}
    return [{**everything, **random_options(rulebook, rng, count)} for count in unanswered]


def _see_them_agree(ways: Sequence[Way], profiles: Sequence[Options]) -> None:
    first, *others = ways
    score = first.ready()
    expected = [first.standing(score(first.form(options))) for options in profiles]
    for way in others:
        score = way.ready()
        for options, standing in zip(profiles, expected, strict=True):
            if way.standing(score(way.form(options))) != standing:
                sys.exit(f"{first.passes[0]} and {way.passes[0]} disagree on {options}")


def _round(ways: Sequence[Way], profiles: Sequence[Options]) -> dict[str, float]:
    """Seconds per profile, way by way: the rounds take turns, so that a noisy minute hits all alike."""
    times = {}
    for way in ways:
        score, formed = way.ready(), list(map(way.form, profiles))
        for name in way.passes:
            began = perf_counter()
            for profile in formed:
                score(profile)
            times[name] = (perf_counter() - began) / len(formed)
    return times


def _zen_batch(translation: Translation, judge: Judge, profiles: Sequence[Options], rounds: int) -> float:
    batch, formed = by_zen.batch(translation), list(map(with_variables, profiles))
    score = _to_the_end(next(iter(by_loop.variants(translation))).score, judge)
    if [judge(found) for found in batch(formed)] != list(map(score, profiles)):
        sys.exit("zen-engine's batch and the plain loop disagree")
    return median(_seconds(lambda: [judge(found) for found in batch(formed)]) for _ in range(rounds)) / len(formed)


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    print(measured(quick="--quick" in sys.argv))
