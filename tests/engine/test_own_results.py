"""What a user's rows say: against scipy, by the laws of evidence, and in the situations people are in."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from results_rows import MONDAY, make_row, week, weekly
from scipy.optimize import brentq
from scipy.special import betaln
from scipy.stats import binom, poisson

from leadadvisor.engine.own_results import (
    DECIDED,
    GRID,
    Stretch,
    evidence,
    hours_range,
    own_standing,
    points_of,
    ratio_low,
    share_range,
    tally,
)
from leadadvisor.model.results import OwnStanding, RateComparison, ResultRow

TO_DOUBLE = 7
LATER = week(200)

exposures = st.integers(1, 4_000)
ratios = st.floats(0.05, 20)
pieces = st.builds(Stretch, st.integers(0, 30), exposures, st.integers(0, 30), exposures)


def standing(rows: list[ResultRow], days_to_judge: int | None = None, as_of: date = LATER) -> OwnStanding:
    return own_standing(rows, TO_DOUBLE, as_of, days_to_judge)


def points(rows: list[ResultRow]) -> dict[str, int]:
    return {reason.approach: reason.points for reason in standing(rows).reasons}


def between(found: OwnStanding, one: str, other: str, measure: str = "conversations-per-hour") -> RateComparison:
    return next(
        each for each in found.comparisons if each.measure == measure and {each.better, each.other} == {one, other}
    )


# Against scipy


@given(pieces, ratios)
def test_the_evidence_of_a_stretch_is_the_mean_of_likelihood_ratios_of_binomials(piece: Stretch, ratio: float) -> None:
    count, hours, other_count, other_hours = piece
    together = count + other_count

    def chance(times: float) -> float:
        part = times * ratio * hours / (times * ratio * hours + other_hours)
        return float(binom.logpmf(count, together, part))

    expected = sum(exp(chance(times) - chance(1)) for times in GRID) / len(GRID)
    assert evidence([piece], ratio) == pytest.approx(expected, rel=1e-6)


@given(exposures, exposures, st.integers(0, 40), ratios, st.floats(0.1, 1))
def test_where_there_is_nothing_to_find_evidence_is_one_on_average_and_less_where_the_other_is_better(
    hours: int, other_hours: int, together: int, ratio: float, part: float
) -> None:
    def mean(true_ratio: float) -> float:
        chance = true_ratio * hours / (true_ratio * hours + other_hours)
        return sum(
            float(binom.pmf(count, together, chance))
            * evidence([Stretch(count, hours, together - count, other_hours)], ratio)
            for count in range(together + 1)
        )

    assert mean(ratio) == pytest.approx(1, abs=1e-6)
    assert mean(ratio * part) <= 1 + 1e-6


@given(st.lists(pieces, min_size=1, max_size=4))
def test_the_lower_end_is_where_the_evidence_passes_the_odds(stretches: list[Stretch]) -> None:
    def above(ratio: float) -> float:
        return evidence(stretches, ratio) - DECIDED

    found = ratio_low(stretches, DECIDED)
    if above(1e-9) < 0:
        assert found == 0
    elif above(100) < 0:
        assert found == pytest.approx(1000 * brentq(above, 1e-9, 200, xtol=1e-12), abs=1.001)
        assert found <= 1000 * brentq(above, 1e-9, 200, xtol=1e-12) + 1e-6


@pytest.mark.parametrize(("won", "of"), [(0, 12), (1, 12), (3, 10), (50, 100), (0, 1), (7, 7)])
def test_a_share_is_ruled_out_where_the_beta_binomial_mixture_says_so(won: int, of: int) -> None:
    def against(share: float) -> float:
        return float(betaln(won + 1, of - won + 1) - binom.logpmf(won, of, share)) + _log_choose(of, won)

    low, high = share_range(won, of)
    odds = log(DECIDED)
    if won:
        assert low / 1000 == pytest.approx(brentq(lambda p: against(p) - odds, 1e-12, won / of), abs=0.002)
    else:
        assert low == 0
    if won < of:
        assert high / 1000 == pytest.approx(brentq(lambda p: against(p) - odds, won / of, 1 - 1e-12), abs=0.002)
    else:
        assert high == 1000


def _log_choose(of: int, won: int) -> float:
    return -float(betaln(won + 1, of - won + 1)) - log(of + 1)


def test_none_of_twelve_rules_out_more_than_37_percent() -> None:
    assert share_range(0, 12) == (0, 371)


@pytest.mark.parametrize(("conversations", "hours"), [(0, 40), (1, 40), (3, 60), (12, 60), (40, 100)])
def test_hours_per_conversation_are_ruled_out_where_the_mixture_of_poissons_says_so(
    conversations: int, hours: int
) -> None:
    def against(factors: list[float], expected: float) -> float:
        known = poisson.pmf(conversations, expected)
        return float(sum(poisson.pmf(conversations, expected * times) / known for times in factors) / len(factors))

    low, high = hours_range(conversations, hours * 100)
    most = brentq(lambda x: against([1 / times for times in GRID], x) - 2 * DECIDED, conversations + 0.001, 200)
    assert low / 100 == pytest.approx(hours / most, abs=0.011)
    if conversations > 1:
        least = brentq(lambda x: against([*GRID], x) - 2 * DECIDED, 1e-3, conversations)
        assert high is not None
        assert high / 100 == pytest.approx(hours / least, rel=0.02)


@given(st.integers(0, 300_000), st.integers(1, 20))
def test_points_are_the_logarithm_of_the_ratio_rounded_down(ratio: int, to_double: int) -> None:
    found = points_of(ratio, to_double)
    power = Fraction(ratio, 1000) ** to_double
    assert found == 0 or 2**found <= power
    assert power < 2 ** (found + 1)


# Laws

rows_of_a_log = st.lists(
    st.tuples(
        st.integers(0, 12), st.sampled_from(["referral", "inbound", "outbound"]), st.integers(0, 30), st.integers(0, 9)
    ),
    min_size=1,
    max_size=24,
)


@given(rows_of_a_log, st.data())
def test_more_conversations_at_the_same_hours_never_lower_an_approach(
    log: list[tuple[int, str, int, int]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(log) - 1))
    more = data.draw(st.integers(1, 20))
    number, approach, hours, conversations = log[place]
    after = [*log[:place], (number, approach, hours, conversations + more), *log[place + 1 :]]
    before_points, after_points = (points([make_row(*row) for row in each]) for each in (log, after))
    assert after_points.get(approach, 0) >= before_points.get(approach, 0)
    for other in {"referral", "inbound", "outbound"} - {approach}:
        lead = before_points.get(approach, 0) - before_points.get(other, 0)
        assert after_points.get(approach, 0) - after_points.get(other, 0) >= lead


@given(rows_of_a_log)
def test_points_set_no_two_approaches_apart_that_the_rows_do_not(log: list[tuple[int, str, int, int]]) -> None:
    found = standing([make_row(*row) for row in log])
    own = {reason.approach: reason.points for reason in found.reasons}
    for pair in found.comparisons:
        if pair.measure == "conversations-per-hour" and own.get(pair.better, 0) > own.get(pair.other, 0):
            assert pair.word == "decided" or _barely_tried(found, pair)


def _barely_tried(found: OwnStanding, pair: RateComparison) -> bool:
    hours = {tally.approach: tally.hours for tally in found.tallies}
    return hours[pair.other] * 10 < max(hours.values())


@given(rows_of_a_log, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_of_a_week_is_the_same_to_every_comparison(
    log: list[tuple[int, str, int, int]], random: object
) -> None:
    rows = [make_row(*row) for row in log]
    shuffled = [*rows]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = standing(rows), standing(shuffled)
    pairs = [{(each.measure, frozenset((each.better, each.other)), each.evidence) for each in found.comparisons}
             for found in (one, other)]  # fmt: skip
    assert pairs[0] == pairs[1]


# Situations


def test_nothing_logged_says_nothing() -> None:
    assert standing([]) == OwnStanding()


def test_one_row_compares_nothing() -> None:
    found = standing([make_row(0, "outbound", 6, 2, contacts=30)])
    assert found.comparisons == ()
    assert found.reasons == ()
    assert found.tallies[0].contacts == 30


def test_an_approach_that_alone_was_tried_has_no_rival() -> None:
    assert standing(weekly("outbound", [3] * 30)).reasons == ()


def test_equal_yields_decide_nothing() -> None:
    found = standing([*weekly("outbound", [2] * 52), *weekly("referral", [2] * 52)])
    assert between(found, "outbound", "referral").word == "too-early"
    assert found.reasons == ()


def test_a_threefold_yield_is_decided_within_a_season_and_earns_points() -> None:
    found = standing([*weekly("outbound", [3] * 13), *weekly("referral", [1] * 13)])
    pair = between(found, "outbound", "referral")
    assert (pair.better, pair.word) == ("outbound", "decided")
    assert 1000 < pair.ratio_low < 3000
    assert points([*weekly("outbound", [3] * 13), *weekly("referral", [1] * 13)]) == {
        "outbound": points_of(pair.ratio_low, TO_DOUBLE)
    }


def test_between_too_early_and_decided_the_rows_point_to_one_side() -> None:
    words = [
        between(standing([*weekly("outbound", [3] * n), *weekly("referral", [1] * n)]), "outbound", "referral").word
        for n in range(1, 14)
    ]
    assert sorted(set(words), key=words.index) == ["too-early", "points-to", "decided"]
    assert words == sorted(words, key=["too-early", "points-to", "decided"].index)


def test_two_ahead_of_a_third_earn_the_same_over_it() -> None:
    rows = [*weekly("outbound", [3] * 40), *weekly("referral", [3] * 40), *weekly("inbound", [1] * 40)]
    own = points(rows)
    assert set(own) == {"outbound", "referral"}
    assert own["outbound"] == own["referral"] > 0


def test_work_after_one_another_is_compared_as_well() -> None:
    rows = [make_row(n, "referral", 5, 1) for n in range(12)] + [make_row(12 + n, "outbound", 5, 4) for n in range(12)]
    assert between(standing(rows), "outbound", "referral").word == "decided"


def test_a_rival_barely_tried_neither_earns_nor_stands_in_the_way() -> None:
    rows = [*weekly("outbound", [4] * 20, 10), *weekly("referral", [1] * 20, 10), make_row(3, "inbound", 2, 0)]
    assert set(points(rows)) == {"outbound"}


def test_rows_without_hours_make_no_rate_and_are_counted() -> None:
    rows = [*weekly("outbound", [3] * 5), make_row(6, "outbound", None, 40), *weekly("referral", [1] * 5)]
    found = standing(rows)
    without = standing([row for row in rows if row.hours is not None])
    assert between(found, "outbound", "referral") == between(without, "outbound", "referral")
    outbound = found.tally("outbound")
    assert outbound is not None
    assert (outbound.conversations, outbound.counted, outbound.without_hours) == (55, 15, 1)


def test_money_without_hours_is_added_up() -> None:
    found = standing([make_row(0, "inbound", None, 2, money=300), make_row(1, "inbound", None, None, money=200)])
    assert found.tallies[0].money == 50_000
    assert found.comparisons == ()


def test_rows_of_later_days_are_left_out() -> None:
    rows = weekly("outbound", [1] * 10)
    assert standing(rows, as_of=week(3)).tallies[0].conversations == 4


def test_a_young_conversation_is_open_and_not_lost() -> None:
    rows = [make_row(0, "outbound", 5, 4), make_row(9, "outbound", 5, 3), make_row(10, "outbound", 5, 0, won=1)]
    found = tally("outbound", rows, week(10), 30)
    assert [(each.day, each.number) for each in found.still_open] == [(week(0), 3), (week(9), 3)]
    assert (found.old, found.old_won) == (4, 1)


def test_the_end_of_a_conversation_belongs_to_its_own_row_first() -> None:
    rows = [make_row(0, "outbound", 5, 2), make_row(1, "outbound", 5, 2, won=1, lost=2)]
    found = tally("outbound", rows, week(1), 0)
    assert [(each.day, each.number) for each in found.still_open] == [(week(0), 1)]
    assert found.won + found.lost + found.open == found.conversations


def test_wins_are_compared_only_once_the_user_says_when_a_conversation_is_old_enough() -> None:
    rows = [
        row for n in range(20) for row in (make_row(n, "referral", 5, 4, won=3), make_row(n, "outbound", 5, 4, won=0))
    ]
    measures = {each.measure for each in standing(rows).comparisons}
    assert measures == {"conversations-per-hour"}
    judged = standing(rows, 30, week(20))
    pair = between(judged, "referral", "outbound", "wins-per-conversation")
    assert (pair.better, pair.word) == ("referral", "decided")
    assert judged.reasons == ()  # the mix counts conversations per hour, and these are equal


def test_young_leads_decide_nothing_about_wins() -> None:
    rows = [
        row for n in range(4) for row in (make_row(n, "referral", 5, 9, won=8), make_row(n, "outbound", 5, 9, won=0))
    ]
    assert {each.measure for each in standing(rows, 90, week(4)).comparisons} == {"conversations-per-hour"}


def test_evidence_stays_a_number_however_many_rows_there_are() -> None:
    rows = [*weekly("outbound", [200] * 150), *weekly("referral", [1] * 150)]
    pair = between(standing(rows), "outbound", "referral")
    assert pair.evidence == 1_000_000
    assert pair.ratio_low > 100_000


def test_days_do_not_matter_only_weeks() -> None:
    day = MONDAY + timedelta(days=3)
    rows = [make_row(0, "outbound", 5, 2), ResultRow(day, "referral", hours=500, conversations=1)]
    assert between(standing(rows), "outbound", "referral").evidence > 0
