"""Stop rules with the user's numbers in them: how much is enough, when they speak, and what they do to a source."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from results_rows import MONDAY, make_row
from scipy.stats import binom, poisson

from leadadvisor.engine.firm_plan import SILENCE, chances, silence, stop_lines, threshold, weeks_of
from leadadvisor.model.firm_plan import PlanNumbers, StopLine
from leadadvisor.model.plan import Stop
from leadadvisor.model.recommendation import PlanStep
from leadadvisor.model.results import ResultRow

NUMBERS = PlanNumbers(
    hours_a_week=600,
    review_day=date(2026, 3, 30),
    contacts_a_week=15,
    conversations_hoped=12,
    most_to_spend=60_000,
    days_to_judge=30,
    begun=MONDAY,
)
CONTACTS = Stop("contacts", "conversations")


def make_step(stop: Stop, approach: str = "outbound", channel: str = "") -> PlanStep:
    return PlanStep(
        "call", "action", "days-1-30", approach, channel, "Call.", "You", "Calls.", "After ____ contacts, stop.", (),
        "practice", stop=stop,
    )  # fmt: skip


def line(rows: list[ResultRow], stop: Stop = CONTACTS, numbers: PlanNumbers = NUMBERS, channel: str = "") -> StopLine:
    (found,) = stop_lines([make_step(stop, channel=channel)], numbers, rows, {"outbound": 60})
    return found


def test_the_weeks_are_those_until_the_review_day() -> None:
    assert weeks_of(NUMBERS) == 12


def test_so_many_contacts_are_enough_that_the_hope_would_be_silent_in_1_of_20() -> None:
    number = threshold(CONTACTS, NUMBERS)
    assert isinstance(number, int)
    rate = 12 / (15 * 12)
    assert binom.pmf(0, number, rate) <= 1 / SILENCE < binom.pmf(0, number - 1, rate)


@given(st.integers(1, 60), st.integers(1, 400))
def test_whatever_is_hoped_the_number_is_the_least_that_is_enough(contacts: int, hoped: int) -> None:
    numbers = NUMBERS._replace(contacts_a_week=contacts, conversations_hoped=hoped)
    number = threshold(CONTACTS, numbers)
    assert isinstance(number, int)
    rate = Fraction(hoped, contacts * 12)
    if rate >= 1:
        assert number == 1
    else:
        assert (1 - rate) ** number * SILENCE <= 1
        assert number == 1 or (1 - rate) ** (number - 1) * SILENCE > 1


@pytest.mark.parametrize(
    ("stop", "number"),
    [
        (Stop("hours", "conversations"), 1_800),  # 72 hours for 12: at 6 an hour's hope, 18 are silent once in 20
        (Stop("hours", "nothing", "limit"), 7_200),
        (Stop("money", "nothing", "limit"), 60_000),
        (Stop("money", "conversations"), 15_000),
        (Stop("weeks", "conversations"), 3),
        (Stop("weeks", "contacts", "planned"), 12),
        (Stop("contacts", "conversations", "planned"), 180),
        (Stop("conversations", "wins", "planned"), 12),
    ],
)
def test_the_number_is_worked_out_from_the_users_own(stop: Stop, number: int) -> None:
    assert threshold(stop, NUMBERS) == number


def test_without_the_numbers_it_needs_a_rule_names_them_and_never_speaks() -> None:
    rows = [make_row(0, "outbound", 5, 0, contacts=5_000)]
    found = line(rows, numbers=PlanNumbers(hours_a_week=600, begun=MONDAY))
    assert found.number is None
    assert found.needs == ("contacts-a-week", "review-day", "conversations-hoped")
    assert (found.spoke, found.can_fire) == (False, None)


def test_a_rule_speaks_once_enough_went_in_and_nothing_came() -> None:
    number = line([]).number
    assert number is not None
    silent = [make_row(0, "outbound", 5, 0, contacts=number - 1)]
    assert not line(silent).spoke
    assert line([*silent, make_row(1, "outbound", 5, 0, contacts=1)]).spoke
    assert not line([*silent, make_row(1, "outbound", 5, 1, contacts=1)]).spoke
    assert not line([make_row(0, "referral", 5, 0, contacts=number)]).spoke


def test_a_rule_on_a_channel_looks_at_its_rows_and_at_those_without_a_channel() -> None:
    rows = [make_row(0, "outbound", 5, 0, contacts=10, channel=channel) for channel in ("calls", "", "letters")]
    assert line(rows, channel="calls").reached == 20
    assert line(rows).reached == 30


def test_a_limit_speaks_whatever_came() -> None:
    rows = [make_row(0, "outbound", 5, 9, money=600)]
    assert line(rows, Stop("money", "nothing", "limit")).spoke


def test_a_rule_that_needs_more_than_there_will_be_can_never_fire() -> None:
    modest = NUMBERS._replace(conversations_hoped=1)
    assert line([], numbers=modest).can_fire is False
    assert line([]).can_fire is True


def test_the_table_is_exact_for_contacts_and_for_hours() -> None:
    for stop in (CONTACTS, Stop("hours", "conversations")):
        number = threshold(stop, NUMBERS)
        assert isinstance(number, int)
        for chance in chances(stop, number, NUMBERS):
            rate = float(chance.rate)
            exact = binom.pmf(0, number, rate) if stop.counts == "contacts" else poisson.pmf(0, rate * number / 100)
            assert silence(stop, chance.rate, number) == pytest.approx(exact)
            assert chance.stops == round(1000 * exact)


def test_a_source_as_good_as_hoped_is_stopped_in_at_most_1_of_20_and_one_that_brings_nothing_always() -> None:
    number = threshold(CONTACTS, NUMBERS)
    assert isinstance(number, int)
    stops = [chance.stops for chance in chances(CONTACTS, number, NUMBERS)]
    assert stops == sorted(stops)
    assert stops[0] <= 50
    assert stops[-1] == 1000


def test_a_rule_of_the_whole_mix_speaks_of_the_approach_that_brings_nothing() -> None:
    step = make_step(Stop("hours", "conversations"), approach="mix")
    rows = [make_row(0, "referral", 40, 5), make_row(0, "outbound", 18, 0)]
    (found,) = stop_lines([step], NUMBERS, rows, {})
    assert (found.spoke, found.approach, found.reached) == (True, "outbound", 1_800)
    (limit,) = stop_lines([make_step(Stop("hours", "nothing", "limit"), approach="mix")], NUMBERS, rows, {})
    assert (limit.spoke, limit.reached) == (False, 5_800)
