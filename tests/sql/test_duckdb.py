"""The SELECT says in DuckDB what the engine says, for the bundled rulebook and for any other."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from pathlib import Path
from random import Random

import pytest
from builders import (
    all_of,
    any_of,
    chosen,
    make_blocker,
    make_level,
    make_question,
    make_rule,
    make_rulebook,
    make_settings,
    make_tension,
)
from covering import covering_rows, differences, states_of
from duck import scored
from generators import bundled_rulebook, random_condition, random_questions, random_rulebook, random_settings
from stages import slow, slow_but

from leadadvisor.model.condition import NEVER, Not
from leadadvisor.model.rulebook import BlockerKind, Rulebook, Strength
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.sql import rulebook_sql

RULEBOOKS = Path(__file__).resolve().parents[1] / "rulebooks"
INBOUND: Mapping[str, Strength] = {"inbound": "strong"}
KINDS: tuple[BlockerKind, ...] = ("rules-out", "may-not-lead", "may-not-lead")
SIX = ("referral", "inbound", "outbound", "partners", "events", "ads")


@pytest.mark.parametrize("count", [3_000, *slow(100_000)])
def test_rows_that_cover_the_bundled_rulebook_score_as_the_engine_says(count: int, tmp_path: Path) -> None:
    rulebook = bundled_rulebook()
    rows = covering_rows(rulebook, count)
    assert differences(rulebook, rows, scored(rulebook, rows, tmp_path)) == []


def test_the_sample_covers_every_pair_of_answers_and_every_case() -> None:
    rulebook = bundled_rulebook()
    rows = covering_rows(rulebook, 3_000)
    states = states_of(rulebook)
    for one, mine in enumerate(states):
        for other, theirs in enumerate(states[:one]):
            assert {(row[one], row[other]) for row in rows} == {(a, b) for a in mine for b in theirs}
    given = [{question.id: cell for question, cell in zip(rulebook.questions, row, strict=True)} for row in rows]
    for case in rulebook.cases:
        assert any(dict(case.answers).items() <= cells.items() for cells in given), case.name


@pytest.mark.parametrize("name", ["tiny", "pets"])
def test_other_rulebooks_score_as_the_engine_says(name: str, tmp_path: Path) -> None:
    rulebook = load_rulebook(RULEBOOKS / name)
    rows = covering_rows(rulebook, 2_000)
    assert differences(rulebook, rows, scored(rulebook, rows, tmp_path)) == []


@pytest.mark.parametrize(
    "seeds", [range(20), *slow(*(range(start, start + 50) for start in (0, 50, 100, 150)))], ids=str
)
def test_random_rulebooks_score_as_the_engine_says(seeds: range, tmp_path: Path) -> None:
    for seed in seeds:
        rulebook = random_rulebook(Random(seed))
        rows = covering_rows(rulebook, 150, seed)
        assert differences(rulebook, rows, scored(rulebook, rows, tmp_path)) == [], f"seed {seed}"


@pytest.mark.parametrize("approaches", slow_but((2, 4), range(2, 7)))
def test_two_to_six_approaches_share_as_the_engine_says(approaches: int, tmp_path: Path) -> None:
    for seed in range(12):
        rulebook = rulebook_of(approaches, Random(seed))
        rows = covering_rows(rulebook, 150, seed)
        assert differences(rulebook, rows, scored(rulebook, rows, tmp_path)) == [], f"seed {seed}"


@pytest.mark.parametrize("settings", slow_but(((1, 5), (4, 1), (7, 50)), product((1, 4, 7), (1, 5, 50))), ids=str)
def test_every_difference_in_points_is_shared_out_as_the_engine_says(settings: tuple[int, int], tmp_path: Path) -> None:
    """Three approaches, each with a question that gives it one point to nine, ties among them."""
    doubling, step = settings
    letters = "abcdefghi"
    names = ("one", "two", "three")
    rules = [
        make_rule(f"{name}-{letter}-{number}", chosen(name, *letters[place:]), supports={approach: "slight"})
        for name, approach in zip(names, SIX, strict=False)
        for place, letter in enumerate(letters)
        for number in range(3)
    ]
    rulebook = make_rulebook(
        questions=[make_question(name, list(letters)) for name in names],
        rules=rules,
        settings=make_settings(points_to_double=doubling, step=step, floor=0, may_not_lead_cap=0),
    )
    rows = [(one, two, three) for one in letters for two in letters for three in letters]
    assert differences(rulebook, rows, scored(rulebook, rows, tmp_path)) == []


def test_far_more_points_than_numbers_can_double_are_no_error(tmp_path: Path) -> None:
    rules = [make_rule(f"rule-{number}", chosen("size", "large"), supports=INBOUND) for number in range(20)]
    rulebook = make_rulebook(rules=rules, settings=make_settings(strong=100, points_to_double=1))
    assert "LEAST(GREATEST(" in rulebook_sql(rulebook)
    assert "LEAST(GREATEST(" not in rulebook_sql(bundled_rulebook())
    rows = covering_rows(rulebook, 10)
    assert differences(rulebook, rows, scored(rulebook, rows, tmp_path)) == []


def test_what_rests_on_a_question_that_is_not_asked_counts_with_its_otherwise(tmp_path: Path) -> None:
    """A chain of three, where what counts for the second decides whether the third is asked."""
    rulebook = make_rulebook(
        questions=[
            make_question("first"),
            make_question("second", asked_when=chosen("first", "large"), otherwise="small"),
            make_question("third", asked_when=chosen("second", "large"), otherwise="large"),
        ],
        rules=[make_rule(f"on-{name}", chosen(name, "large"), supports=INBOUND) for name in ("second", "third")],
        blockers=[make_blocker("third-small", "outbound", "may-not-lead", chosen("third", "small"))],
    )  # fmt: skip
    rows = [(a, b, c) for a in states_of(rulebook)[0] for b in states_of(rulebook)[1] for c in states_of(rulebook)[2]]
    assert differences(rulebook, rows, scored(rulebook, rows, tmp_path)) == []


def test_conditions_that_always_or_never_hold_and_rules_without_effect_are_written_too(tmp_path: Path) -> None:
    rulebook = make_rulebook(
        rules=[
            make_rule("always", supports={"referral": "slight"}),
            make_rule("never", NEVER, supports=INBOUND),
            make_rule("silent", chosen("size", "small")),
            make_rule("not-always", Not(all_of()), supports=INBOUND),
            make_rule("both", all_of(any_of(chosen("size", "small")), chosen("size", "large")), supports=INBOUND),
            make_rule("settled", supports={"outbound": "strong"}, side=("C01", 2)),
        ],
        tensions=[make_tension(always=1)],
        blockers=[make_blocker("never-either", "referral", "rules-out", NEVER)],
    )  # fmt: skip
    rows = covering_rows(rulebook, 10)
    assert differences(rulebook, rows, scored(rulebook, rows, tmp_path)) == []


def test_a_rulebook_without_rules_and_blockers_is_undecided_everywhere(tmp_path: Path) -> None:
    rulebook = make_rulebook()
    rows = covering_rows(rulebook, 10)
    found = scored(rulebook, rows, tmp_path)
    assert differences(rulebook, rows, found) == []
    assert {row["status"] for row in found} == {"undecided"}


def rulebook_of(count: int, rng: Random) -> Rulebook:
    """So many approaches, with rules and blockers for all of them."""
    approaches = SIX[:count]
    questions = random_questions(rng)
    rules = [
        make_rule(
            f"rule-{number}",
            levels=[
                make_level(
                    random_condition(rng, questions),
                    supports={rng.choice(approaches): "strong", rng.choice(approaches): "slight"},
                    opposes={rng.choice(approaches): "moderate"},
                )
                for _ in range(rng.choice((1, 2)))
            ],
        )
        for number in range(8)
    ]
    blockers = [
        make_blocker(f"b-{number}", rng.choice(approaches), kind, random_condition(rng, questions))
        for number, kind in enumerate(KINDS)
    ]
    settings = random_settings(rng, count)
    return make_rulebook(questions=questions, approaches=approaches, rules=rules, blockers=blockers, settings=settings)
