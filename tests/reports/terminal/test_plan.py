"""First steps, hours and money: the first phase on the page, all of them with details, nothing where there is none."""

from __future__ import annotations

import pytest
from sample import COMPLETE, HOSTILE, INCOMPLETE, NOTHING_FEASIBLE, UNDECIDED

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout, Verbosity, render


def page(recommendation: Recommendation, *, width: int = 80, verbosity: Verbosity = 0) -> str:
    return render(recommendation, "terminal", Layout(width, verbosity=verbosity))


def told(recommendation: Recommendation, *, verbosity: Verbosity = 0) -> str:
    """The page without its line breaks."""
    return " ".join(page(recommendation, verbosity=verbosity).split())


def test_the_page_tells_the_first_phase_and_says_where_the_others_are() -> None:
    text = page(COMPLETE)
    assert "\nFirst steps\n" in text
    assert "Days 1\N{EN DASH}30" in text
    assert "Days 31\N{EN DASH}60" not in text
    assert "The later phases with -v." in text


def test_with_details_every_phase_and_every_step_is_told_in_order() -> None:
    text = told(COMPLETE, verbosity=1)
    places = [
        text.index(title) for title in ("Days 1\N{EN DASH}30", "Days 31\N{EN DASH}60", "Days 61\N{EN DASH}90", "Later")
    ]
    assert places == sorted(places)
    assert all(step.action in text for step in COMPLETE.plan)
    assert "later phases with -v" not in text


def test_each_step_stands_with_who_does_it_its_measure_and_its_stop_rule() -> None:
    follow_up = "Who: Your sellers. Measure: What comes of call. Stop or change: After N weeks without any, stop."
    assert f"Call N people. {follow_up}" in told(COMPLETE)


def test_decisions_stand_apart_after_what_is_done() -> None:
    text = told(COMPLETE)
    assert text.index("Publish the first answers.") < text.index("Then decide ? Outbound: Does anybody reply?")


def test_what_comes_from_practice_is_never_told_as_coming_from_the_sources() -> None:
    short, full = told(COMPLETE), told(COMPLETE, verbosity=1)
    from_practice = [step for step in COMPLETE.plan if step.phase == "days-1-30" and step.practice]
    assert short.count("(Practice.)") == len(from_practice) == 3
    assert "From practice: rules differ." in full
    assert (
        "From “Two Roads to Customers”, Outbound / People and “Two Roads to Customers”, Outbound / Time (said" in full
    )


def test_a_step_without_anybody_to_do_it_says_so_and_is_flagged() -> None:
    text = told(INCOMPLETE)
    assert "! Leads would come in that nobody follows up." in text
    assert "Name who calls. Who: Nobody yet." in text


def test_the_thresholds_are_said_to_be_the_readers_own() -> None:
    assert "Every N is yours to fill in before you start" in told(COMPLETE)
    assert "Measures and stop rules are habits of practice, not from the sources." in told(COMPLETE)


@pytest.mark.parametrize("recommendation", [UNDECIDED, NOTHING_FEASIBLE], ids=["undecided", "nothing-feasible"])
def test_without_a_plan_and_without_figures_there_is_no_such_section(recommendation: Recommendation) -> None:
    assert "First steps" not in page(recommendation, verbosity=1)
    assert "Your hours and money" not in page(recommendation, verbosity=1)


def test_the_quiet_report_stays_at_three_lines_with_a_plan_and_means() -> None:
    text = page(COMPLETE, width=100, verbosity=-1)
    assert "First steps" not in text
    assert len(text.splitlines()) == 3


def test_hours_and_money_stand_below_each_other_with_the_reserve_and_the_total() -> None:
    assert (
        "  Hours a week, 20 h in all\n    Outbound  10 h\n    Inbound    5 h\n    Referral   3 h\n    Reserve    2 h\n"
    ) in page(COMPLETE)
    assert "at least 10 % is kept back for learning and surprises. None of this changes the mix." in told(COMPLETE)


def test_money_for_what_is_bought_is_told_apart() -> None:
    assert "Inbound 220 for Paid ads; its hours are for the rest" in told(INCOMPLETE)


def test_a_target_is_called_arithmetic_and_stands_only_where_it_was_asked_for() -> None:
    text = told(COMPLETE)
    assert (
        "take 60 qualified conversations, 2.4 a week. This is arithmetic on what you entered, not a forecast." in text
    )
    assert "Outbound 33 qualified conversations, 1.3 a week" in text
    assert "What your target asks for" not in told(INCOMPLETE)


def test_no_hours_are_told_as_none() -> None:
    means = COMPLETE.means
    assert means is not None
    assert means.weekly_hours is not None
    none = means.weekly_hours._replace(
        total=0, reserve=0, parts=tuple(part._replace(amount=0) for part in means.weekly_hours.parts)
    )
    text = told(COMPLETE._replace(means=means._replace(weekly_hours=none, monthly_budget=None, target=None)))
    assert "Hours a week, 0 h in all Outbound 0 h Inbound 0 h Referral 0 h Reserve 0 h" in text
    assert "Shared out by the mix" not in text


@pytest.mark.parametrize("width", [80, 60, 40, 24, 12])
@pytest.mark.parametrize("recommendation", [COMPLETE, INCOMPLETE, HOSTILE], ids=["complete", "incomplete", "hostile"])
def test_no_line_is_wider_than_the_window(recommendation: Recommendation, width: int) -> None:
    from rich.cells import cell_len

    assert max(cell_len(line) for line in page(recommendation, width=width, verbosity=1).splitlines()) <= width
