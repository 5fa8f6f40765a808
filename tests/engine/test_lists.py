"""What is looked up in the lists of a rulebook is what its rows come to."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from random import Random

import pytest
from builders import make_question, make_rule, make_rulebook
from generators import bundled_rulebook, random_rulebook
from stages import slow

from leadadvisor.engine import lists
from leadadvisor.engine.lists import BITS_OF_A_SUM, Field, Lookups, TooLarge, lookups
from leadadvisor.engine.rows import Outcome, RowScorer
from leadadvisor.model.condition import AllOf, Chosen
from leadadvisor.model.rulebook import Firmness, Rulebook, State


@pytest.mark.parametrize("rulebooks", [75, *slow(250)])
def test_complete_rows_of_random_rulebooks_are_looked_up_as_they_are_scored(rulebooks: int) -> None:
    looked_into = 0
    for seed in range(rulebooks):
        rng = Random(seed)
        rulebook = random_rulebook(rng)
        try:
            tables = lookups(rulebook)
        except TooLarge:
            continue
        looked_into += 1
        see_them_agree(rulebook, tables, rng, rows=15)
    assert looked_into > 0.92 * rulebooks


@pytest.mark.parametrize("rows", [500, *slow(2_000)])
def test_complete_rows_of_the_bundled_rulebook_are_looked_up_as_they_are_scored(rows: int) -> None:
    rulebook = bundled_rulebook()
    see_them_agree(rulebook, lookups(rulebook), Random(7), rows=rows)


def test_sums_that_do_not_fit_one_number_are_spread_over_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "BITS_OF_A_SUM", 16)
    rulebook = bundled_rulebook()
    tables = lookups(rulebook)
    assert len(tables.runs[0].sums) > 1
    see_them_agree(rulebook, tables, Random(8), rows=300)


def test_every_packed_sum_fits_a_signed_integer() -> None:
    tables = lookups(bundled_rulebook())
    assert all(field.shift + field.width <= BITS_OF_A_SUM for field in (*tables.leads, *tables.weights.values()))


def test_runs_stay_small_and_keep_the_rules_in_order() -> None:
    rulebook = bundled_rulebook()
    tables = lookups(rulebook)
    of_several = [run for run in tables.runs if len({rule for entry in run.rules for rule in entry}) > 1]
    assert max(len(run.signs) for run in of_several) <= lists.LARGEST_RUN
    order = [rule.id for rule in rulebook.rules]
    spoken = [{order.index(rule) for entry in run.rules for rule in entry} for run in tables.runs]
    speaking = [places for places in spoken if places]
    assert all(max(one) < min(next_one) for one, next_one in pairwise(speaking))


def test_a_rule_that_reads_too_many_questions_is_not_put_in_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LARGEST_LIST", 8)
    questions = [make_question(f"q-{number}") for number in range(4)]
    when = AllOf(tuple(Chosen(question.id, ("small",)) for question in questions))
    rulebook = make_rulebook(questions=questions, rules=[make_rule(when=when, supports={"inbound": "strong"})])
    with pytest.raises(TooLarge):
        lookups(rulebook)


def test_a_rulebook_without_rules_has_its_standing() -> None:
    rulebook = make_rulebook(questions=[make_question()])
    see_them_agree(rulebook, lookups(rulebook), Random(1), rows=2)


def see_them_agree(rulebook: Rulebook, tables: Lookups, rng: Random, *, rows: int) -> None:
    scorer = RowScorer(rulebook)
    for _ in range(rows):
        options = {question.id: rng.choice(question.options).id for question in rulebook.questions}
        assert looked_up(rulebook, tables, options) == scorer.outcome(options), options


def looked_up(rulebook: Rulebook, tables: Lookups, options: Mapping[str, str]) -> Outcome:
    """Do what the SQL does, one row at a time."""
    fields = (*tables.leads, *tables.weights.values())
    totals = [0] * (1 + max(field.sum for field in fields))
    for field in fields:
        totals[field.sum] -= field.lowest << field.shift
    signs = 0
    rules: list[str] = []
    for run in tables.runs:
        place = 0
        for question in run.questions:
            place = place * len(tables.options[question]) + tables.options[question].index(options[question])
        for number, entries in enumerate(run.sums):
            totals[number] += entries[place]
        signs |= run.signs[place]
        rules += run.rules[place]

    def value(field: Field) -> int:
        return (totals[field.sum] >> field.shift & (1 << field.width) - 1) + field.lowest

    grid = tables.grid
    kind = grid.class_of[signs >> grid.signs_from & len(grid.class_of) - 1]
    place = kind
    for field, low, width in zip(tables.leads, grid.lows, grid.widths, strict=True):
        place = place * width + value(field) - low
    standing = grid.standings[grid.places[place]]
    points = [*(value(field) for field in tables.leads), 0]
    firm = all(
        100 * abs(points[one] - points[other]) >= rulebook.settings.firm_at.value * value(field)
        for (one, other), field in tables.weights.items()
        if standing.leader in {one, other} and not grid.barred[kind] >> (one + other - (standing.leader or 0)) & 1
    )
    cautions: list[str] = [standing.status] if standing.status != "recommended" else []
    for group in tables.signs:
        cautions += group.cautions[signs >> group.first & len(group.cautions) - 1]
    shares = standing.shares or (0,) * len(points)
    leader = None if standing.leader is None else rulebook.approaches[standing.leader].id
    firmness: Firmness = "open" if leader is None else "firm" if firm else "leaning"
    return Outcome(
        standing.status,
        leader,
        firmness,
        shares,
        shares,
        shares,
        tuple(rules),
        tuple(cautions),
        None if standing.leader is None else state_of(tables, standing.leader, options),
    )


def state_of(tables: Lookups, leader: int, options: Mapping[str, str]) -> State:
    questions, states = tables.states[leader]
    place = 0
    for question in questions:
        place = place * len(tables.options[question]) + tables.options[question].index(options[question])
    return states[place]
