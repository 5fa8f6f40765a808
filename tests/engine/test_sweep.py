"""A sweep counts what a list of all answers holds, keeps to its part of the space, and knows when not to begin."""

from __future__ import annotations

import itertools
from collections import Counter
from random import Random

import pytest
from stages import slow

from leadadvisor.engine.space import Box, TooEntangled
from leadadvisor.engine.sweep import Packed, Sweep, Trail, field_bits, unnoticed
from leadadvisor.engine.sweep_terms import Term, Vector
from leadadvisor.engine.verify import Workload

Listed = Counter[tuple[int, Vector]]


def random_sizes(rng: Random) -> dict[str, int]:
    return {f"q{number}": rng.choice((1, 2, 3, 4)) for number in range(rng.choice((1, 2, 3, 4, 5)))}


def random_box(rng: Random, sizes: dict[str, int]) -> Box:
    asked = rng.sample(sorted(sizes), rng.randint(0, min(3, len(sizes))))
    return {question: rng.randint(1, (1 << sizes[question]) - 1) for question in asked}


def random_terms(rng: Random, sizes: dict[str, int], axes: int) -> list[Term]:
    terms = []
    for _ in range(rng.choice((0, 1, 3, 6, 10))):
        weights = tuple(rng.choice((-100, -3, -1, 0, 0, 1, 2, 70)) for _ in range(axes))
        impossible = rng.random() < 0.1
        terms.append(Term(random_box(rng, sizes), weights, rng.choice((0, 0, 1, 2, 6)), impossible=impossible))
    return terms


def listed(sizes: dict[str, int], terms: list[Term], axes: int, within: Box) -> Listed:
    """Every sum with its number, by going through all answers."""
    found: Listed = Counter()
    for places in itertools.product(*map(range, sizes.values())):
        answers = dict(zip(sizes, places, strict=True))
        if not inside(answers, within):
            continue
        holding = [term for term in terms if inside(answers, term.box)]
        if not any(term.impossible for term in holding):
            flags = 0
            for term in holding:
                flags |= term.flags
            found[flags, tuple(sum(term.weights[axis] for term in holding) for axis in range(axes))] += 1
    return found


def inside(answers: dict[str, int], box: Box) -> bool:
    return all(mask >> answers[question] & 1 for question, mask in box.items())


def as_listed(packed: Packed) -> Listed:
    return Counter({(each.flags, each.vector): each.number for each in packed.sums()})


@pytest.mark.parametrize("seed", range(300))
def test_a_sweep_finds_what_a_list_of_all_answers_holds(seed: int) -> None:
    rng = Random(seed)
    sizes, axes = random_sizes(rng), rng.choice((0, 1, 2, 3, 4, 5))
    terms = random_terms(rng, sizes, axes)
    whole = Sweep(sizes, terms, axes)
    assert as_listed(whole.count(unnoticed)) == listed(sizes, terms, axes, {})
    assert whole.count(unnoticed).total() == listed(sizes, terms, axes, {}).total()
    within = random_box(rng, sizes)
    expected = listed(sizes, terms, axes, within)
    for part in (Sweep(sizes, terms, axes, within=within), Sweep(sizes, terms, axes, within=within, like=whole)):
        assert as_listed(part.count(unnoticed)) == expected
        assert set(as_listed(part.collect(unnoticed))) == set(expected)


@pytest.mark.parametrize("seed", range(100))
def test_the_way_back_from_every_sum_leads_to_answers_that_come_to_it(seed: int) -> None:
    rng = Random(1000 + seed)
    sizes, axes = random_sizes(rng), rng.choice((1, 2, 4))
    terms = random_terms(rng, sizes, axes)
    trail = Trail(Sweep(sizes, terms, axes))
    box = random_box(rng, sizes)
    for within in ({}, box):
        for flags, vector in listed(sizes, terms, axes, within):
            answers = dict(trail.answers(flags, vector, within))
            assert inside(answers, within)
            alone = {question: 1 << place for question, place in answers.items()}
            assert (flags, vector) in listed(sizes, terms, axes, alone)
    for flags, vector in listed(sizes, terms, axes, {}).keys() - listed(sizes, terms, axes, box).keys():
        with pytest.raises(KeyError):
            trail.answers(flags, vector, box)


@pytest.mark.parametrize("seed", range(50))
def test_masks_keep_the_fields_they_were_made_for(seed: int) -> None:
    rng = Random(2000 + seed)
    sizes = random_sizes(rng)
    terms = random_terms(rng, sizes, 3)
    whole = Sweep(sizes, terms, 3)
    everything = whole.count(unnoticed)
    wanted = {key for key in listed(sizes, terms, 3, {}) if rng.random() < 0.5}
    masks = everything.mask(lambda flags, vector: (flags, vector) in wanted)
    within = random_box(rng, sizes)
    part = Sweep(sizes, terms, 3, within=within, like=whole).count(unnoticed)
    expected = {key: number for key, number in listed(sizes, terms, 3, within).items() if key in wanted}
    assert as_listed(part.kept(masks, everything.origin)) == expected


def test_counts_beyond_any_machine_word_are_exact() -> None:
    sizes = {f"q{number:02}": 7 for number in range(40)}
    terms = [Term({f"q{number:02}": 1}, (1,)) for number in range(40)]
    sums = {each.vector[0]: each.number for each in Sweep(sizes, terms, 1).count(unnoticed).sums()}
    assert sums[0] == 6**40
    assert sums[40] == 1
    assert sum(sums.values()) == 7**40


@pytest.mark.parametrize(("most", "bits"), [(1, 32), (2**32 - 1, 32), (2**32, 64), (2**64, 128), (7**40, 128)])
def test_a_field_is_as_wide_as_the_largest_number_needs(most: int, bits: int) -> None:
    assert field_bits(most) == bits


def test_the_work_done_adds_up_to_the_work_planned() -> None:
    rng = Random(3)
    sizes = {f"q{number}": 4 for number in range(6)}
    sweep = Sweep(sizes, random_terms(rng, sizes, 2) + random_terms(rng, sizes, 2), 2)
    seen: list[tuple[int, int]] = []
    load = Workload(10**9, lambda done, planned: seen.append((done, planned)))
    assert load.admits([(sweep, "count"), (sweep, "collect")])
    sweep.count(load.advance)
    sweep.collect(load.advance)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert {planned for _, planned in seen} == {sweep.work("count") + sweep.work("collect")}
    assert seen[-1][0] == seen[-1][1]


def test_a_workload_takes_in_no_more_than_it_may() -> None:
    sweep = Sweep({"a": 2, "b": 2}, [Term({"a": 1, "b": 1}, (1,))], 1)
    work = sweep.work("count")
    load = Workload(2 * work)
    assert [load.admits([(sweep, "count")]) for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize("count", [60, *slow(150)])
def test_terms_that_all_meet_are_refused_with_the_rules_that_are_open(count: int) -> None:
    rng = Random(4)
    questions = [f"q{number}" for number in range(24)]
    sizes = dict.fromkeys(questions, 4)
    terms = [
        Term({question: rng.randint(1, 14) for question in rng.sample(questions, 6)}, (1, 1), rule=number)
        for number in range(count)
    ]
    with pytest.raises(TooEntangled) as caught:
        Sweep(sizes, terms, 2)
    assert set(caught.value.rules) <= set(range(count))
    assert len(caught.value.rules) > 20
