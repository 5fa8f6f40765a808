"""The user's own figures are shared out exactly, coarsely, and after the advice is made."""

from __future__ import annotations

import pytest
from builders import make_approach, make_channel, make_profile, make_question, make_rule, make_rulebook, make_state
from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.engine.means import split, with_means
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.means import Figures, Means, Portioned, Target
from leadadvisor.model.recommendation import Caution, Portion, Recommendation
from leadadvisor.model.rulebook import Approach, State


def portion(approach: str, share: int) -> Portion:
    return Portion(approach, share, share, share, "supports", 0, 0, (), (), (), ())


def mix(*shares: int) -> list[Portion]:
    return [portion(f"way-{number}", share) for number, share in enumerate(shares)]


def recommended(advice: State = "now") -> Recommendation:
    """Inbound with a paid channel and an unpaid one leads; referral and outbound are beside it."""
    channels = [
        make_channel("ads", [make_state(advice)])._replace(costs="money"),
        make_channel("content", [make_state("now")]),
    ]
    approaches: list[str | Approach] = ["referral", make_approach("inbound", channels=channels), "outbound"]
    rules = [make_rule(supports={"inbound": "strong", "outbound": "slight"})]
    return recommend(make_rulebook(approaches=approaches, rules=rules), make_profile())


def means(figures: Figures, advice: State = "now") -> Means:
    found = with_means(recommended(advice), figures).means
    assert found is not None
    return found


def amounts(found: Means) -> dict[str, dict[str, int]]:
    return {
        name: {part.approach: part.amount for part in shared.parts}
        for name, shared in (("hours", found.weekly_hours), ("money", found.monthly_budget))
        if shared is not None
    }


@given(
    total=st.integers(0, 10**11),
    step=st.sampled_from((25, 50, 100, 200, 500, 10_000)).map(lambda step: step),
    cuts=st.lists(st.integers(0, 100), min_size=2, max_size=2),
    reserve=st.integers(0, 100),
)
def test_parts_and_reserve_add_up_to_the_total_exactly(total: int, step: int, cuts: list[int], reserve: int) -> None:
    step = max(step, total // 500)  # a step a total is really cut into
    low, high = sorted(cuts)
    shared = split(total, step, mix(low, high - low, 100 - high), reserve)
    assert sum(part.amount for part in shared.parts) + shared.reserve == total
    assert shared.reserve * 100 >= total * reserve
    assert all(part.amount % step == 0 for part in shared.parts)
    assert all(part.amount >= 0 for part in shared.parts)


@given(total=st.integers(1_000, 100_000), first=st.integers(1, 98), second=st.integers(1, 98))
def test_a_larger_share_never_gets_less(total: int, first: int, second: int) -> None:
    shared = split(total, 25, mix(first, second), 10)
    one, other = (part.amount for part in shared.parts)
    assert (one - other) * (first - second) >= 0


@pytest.mark.parametrize(
    ("shares", "steps", "by_remainders"),
    [((80, 10, 10), [4, 1, 1], [5, 1, 0]), ((45, 45, 10), [3, 2, 1], [3, 3, 0]), ((70, 30), [4, 2], [4, 2])],
)
def test_a_split_is_that_of_the_divisor_method(
    shares: tuple[int, ...], steps: list[int], by_remainders: list[int]
) -> None:
    """Six steps; the last column is what the largest remainders would have given, which is not monotone."""
    assert sum(steps) == sum(by_remainders) == 6
    assert [part.amount // 100 for part in split(600, 100, mix(*shares), 0).parts] == steps


def test_shares_of_zero_get_no_line() -> None:
    assert [part.approach for part in split(1_000, 100, mix(70, 30, 0), 10).parts] == ["way-0", "way-1"]


@pytest.mark.parametrize(
    ("hours", "step"), [(100, 25), (500, 25), (999, 25), (1_000, 50), (2_000, 100), (4_000, 200), (50_000, 2_000)]
)
def test_hours_are_cut_into_at_least_twenty_steps_but_never_below_a_quarter(hours: int, step: int) -> None:
    found = means(Figures(weekly_hours=hours)).weekly_hours
    assert found is not None
    assert found.step == step


@pytest.mark.parametrize(("money", "step"), [(1_000, 100), (4_000, 100), (500_000, 10_000), (100_000_000, 2_000_000)])
def test_money_is_cut_into_at_least_forty_steps_but_never_below_one(money: int, step: int) -> None:
    found = means(Figures(monthly_budget=money)).monthly_budget
    assert found is not None
    assert found.step == step


def test_hours_and_money_are_shared_out_apart_and_each_only_where_it_was_given() -> None:
    shares = {each.approach: each.share for each in recommended().mix}
    assert shares == {"inbound": 45, "outbound": 30, "referral": 25}
    assert amounts(means(Figures(weekly_hours=2_000))) == {"hours": {"inbound": 800, "outbound": 500, "referral": 500}}
    both = amounts(means(Figures(weekly_hours=2_000, monthly_budget=500_000)))
    assert both["money"] == {"inbound": 450_000}
    assert both["hours"] == {"inbound": 800, "outbound": 500, "referral": 500}


def test_nothing_is_shared_out_of_nothing() -> None:
    found = means(Figures(weekly_hours=0, monthly_budget=0))
    nothing = dict.fromkeys(("inbound", "outbound", "referral"), 0)
    assert amounts(found) == {"hours": nothing, "money": {"inbound": 0}}


def bought(found: Means) -> dict[str, tuple[int, tuple[str, ...]]]:
    assert found.monthly_budget is not None
    return {part.approach: (part.amount, part.channels) for part in found.monthly_budget.parts}


def test_money_goes_only_where_a_channel_that_costs_money_can_start() -> None:
    assert bought(means(Figures(monthly_budget=500_000), "now")) == {"inbound": (450_000, ("ads",))}
    assert bought(means(Figures(monthly_budget=500_000), "prepare")) == {"inbound": (450_000, ("ads",))}


@pytest.mark.parametrize("state", ["not-yet", "no"])
def test_where_nothing_is_to_be_bought_all_money_is_kept(state: State) -> None:
    found = means(Figures(monthly_budget=500_000), state).monthly_budget
    assert found is not None
    assert (found.parts, found.reserve) == ((), 500_000)


def test_what_waits_gets_no_hours() -> None:
    advice = recommended()
    waits = advice._replace(
        mix=tuple(each._replace(state="not-yet" if each.approach == "referral" else "now") for each in advice.mix)
    )
    found = with_means(waits, Figures(weekly_hours=2_000)).means
    assert found is not None
    assert amounts(found)["hours"] == {"inbound": 1100, "outbound": 700}


def cautions(answers: dict[str, str], figures: Figures) -> list[Caution]:
    questions = [
        make_question("hours", ("under-5", "5-15", "15-40", "over-40")),
        make_question("budget", ("none", "small-tests", "ample")),
    ]
    rulebook = make_rulebook(questions=questions, rules=[make_rule(supports={"inbound": "strong"})])
    advice = with_means(recommend(rulebook, make_profile(answers)), figures)
    return [each for each in advice.cautions if each.code == "figures-against-answers"]


@pytest.mark.parametrize(
    ("option", "hours", "fits"),
    [("under-5", 6_000, "over-40"), ("5-15", 400, "under-5"), ("15-40", 4_001, "over-40"), ("over-40", 4_000, "15-40")],
)
def test_hours_that_contradict_the_answer_are_a_caution_that_offers_the_option_that_fits(
    option: str, hours: int, fits: str
) -> None:
    (caution,) = cautions({"hours": option}, Figures(weekly_hours=hours))
    assert (caution.subject, caution.questions) == ("hours", ("hours",))
    assert caution.text.endswith(f"answer “{fits.replace('-', ' ').capitalize()}” instead.")


@pytest.mark.parametrize(("option", "hours"), [("5-15", 500), ("5-15", 1_500), ("15-40", 1_500), ("over-40", 4_001)])
def test_both_ends_of_a_range_belong_to_it(option: str, hours: int) -> None:
    assert cautions({"hours": option}, Figures(weekly_hours=hours)) == []


def test_money_beside_no_budget_is_a_caution_and_beside_any_other_answer_is_not() -> None:
    (caution,) = cautions({"budget": "none"}, Figures(monthly_budget=1_000_000, currency="EUR"))
    assert caution.text.startswith("You gave 10,000 EUR a month, but answered \u201cNone\u201d")
    assert caution.text.endswith("answer “Small tests” or “Ample” instead.")
    assert cautions({"budget": "ample"}, Figures(monthly_budget=1_000_000)) == []
    assert cautions({"budget": "none"}, Figures(monthly_budget=0)) == []


def test_figures_beside_an_open_answer_contradict_nothing() -> None:
    assert cautions({}, Figures(weekly_hours=6_000, monthly_budget=1_000)) == []


@given(
    hours=st.none() | st.integers(0, 10**6),
    money=st.none() | st.integers(0, 10**11),
    customers=st.integers(1, 10**6),
    rate=st.integers(1, 10_000),
    months=st.integers(1, 120),
)
def test_figures_never_change_the_advice(
    hours: int | None, money: int | None, customers: int, rate: int, months: int
) -> None:
    before = recommended()
    figures = Figures(hours, money, "EUR", customers, rate, months)
    assert with_means(before, figures)._replace(means=None) == before


def test_without_a_mix_there_are_no_means() -> None:
    nothing = recommended()._replace(mix=(), status="nothing-feasible")
    assert with_means(nothing, Figures(weekly_hours=2_000)) == nothing


def target(customers: int, rate: int, months: int) -> Target:
    found = means(Figures(target_customers=customers, close_rate=rate, months=months)).target
    assert found is not None
    return found


def test_a_target_is_arithmetic_on_three_figures_rounded_up() -> None:
    found = target(12, 2_000, 6)
    assert (found.conversations, found.tenths_a_week) == (60, 24)  # 60 in 26 weeks are 2.31


def test_what_is_needed_is_rounded_up_and_never_down() -> None:
    found = target(1, 3_000, 1)  # 3.33 conversations
    assert found.conversations == 4


@pytest.mark.parametrize(
    "figures", [Figures(close_rate=2_000, months=6), Figures(target_customers=12, months=6), Figures(months=6)]
)
def test_with_one_of_the_three_missing_nothing_is_worked_out(figures: Figures) -> None:
    assert means(figures).target is None


def test_parts_say_nothing_of_channels_unless_they_are_bought() -> None:
    assert split(100, 25, mix(100), 0).parts == (Portioned("way-0", 100),)
