"""The flags for the user's own figures: they add to the report, never change the advice, and cost nothing unused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leadadvisor.cli.figures import figure_parameters
from leadadvisor.model.figure import FIGURE_KEYS

Program = Callable[..., Any]
ANSWERED = ("recommend", "--goal", "few-deals")
HOURS_AND_MONEY = ("--weekly-hours", "20", "--monthly-budget", "5k", "--currency", "EUR")
TARGET = ("--target-customers", "12", "--close-rate", "20%", "--months", "6")


def told(program: Program, *words: str) -> dict[str, Any]:
    code, out, err = program(*ANSWERED, "--json", *words)
    assert (code, err) == (0, "")
    loaded: dict[str, Any] = json.loads(out)
    return loaded


def test_hours_and_money_are_in_the_report_and_add_up(program: Program) -> None:
    means = told(program, *HOURS_AND_MONEY)["means"]
    assert means["monthly_budget"]["currency"] == "EUR"
    assert sum(means["weekly_hours"].values()) + means["weekly_hours_reserve"] == means["weekly_hours_total"] == 20
    money = {key: value for key, value in means["monthly_budget"].items() if key != "currency"}
    assert sum(money.values()) + means["monthly_budget_reserve"] == means["monthly_budget_total"] == 5000
    assert "target" not in means


def test_figures_change_nothing_but_the_means(program: Program) -> None:
    with_figures, without = told(program, *HOURS_AND_MONEY, *TARGET), told(program)
    assert without["means"] == {}
    assert {**with_figures, "means": {}} == without


def test_three_figures_of_the_users_own_yield_what_a_target_asks_for(program: Program) -> None:
    target = told(program, *TARGET)["means"]["target"]
    assert (target["conversations"], target["conversations_a_week"]) == (60, 2.4)
    assert "not a forecast" in target["note"]


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_of_the_three_are_refused_and_what_is_missing_is_named(program: Program, count: int) -> None:
    code, out, err = program(*ANSWERED, *TARGET[: 2 * count])
    assert (code, out) == (2, "")
    assert all(flag in err for flag in TARGET[::2])
    assert "Give all of them, or none." in err


def test_every_wrong_figure_is_told_at_once(program: Program) -> None:
    code, out, err = program(*ANSWERED, "--monthly-budget", "1.000", "--weekly-hours", "-5")
    assert (code, out) == (2, "")
    assert err.splitlines()[:2] == [
        "Error: --weekly-hours: '-5' is below zero. Write an amount, such as 12 or 7.5.",
        "--monthly-budget: '1.000' can be read as 1000 or as 1. Write 1000 or 1.",
    ]


def test_a_figure_given_twice_is_refused(program: Program) -> None:
    assert "--weekly-hours is given 2 times" in program(*ANSWERED, "--weekly-hours", "5", "--weekly-hours", "6").err


def test_a_flag_beats_the_same_figure_in_the_answers_file(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("goal: few-deals\nweekly-hours: 10\nclose-rate: 20%\nmonths: 6\n")
    code, out, _ = program(
        "recommend", "--json", "--answers", str(file), "--weekly-hours=20", "--target-customers", "12"
    )
    means = json.loads(out)["means"]
    assert code == 0
    assert means["weekly_hours_total"] == 20
    assert means["target"]["conversations"] == 60


def test_figures_alone_answer_no_question(program: Program) -> None:
    code, out, err = program("recommend", *HOURS_AND_MONEY)
    assert (code, out) == (2, "")
    assert "no question is answered" in err


def test_a_misspelt_flag_is_answered_with_the_right_one(program: Program) -> None:
    assert "Did you mean --weekly-hours?" in program(*ANSWERED, "--weekly-hour", "5").err
    assert "Did you mean --close-rate?" in program(*ANSWERED, "--close-rates", "5").err


def test_the_flags_are_those_a_file_may_hold() -> None:
    flags = [parameter.annotation.__metadata__[0].default for parameter in figure_parameters()]
    assert flags == [f"--{key}" for key in FIGURE_KEYS]


def test_the_questionnaire_where_nobody_can_be_asked_takes_figures_too(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("goal: few-deals\npeople: sellers\noutreach: idle\nweekly-hours: 20\n")
    saved = tmp_path / "saved.yaml"
    words = ("ask", "--no-input", "--json", "--answers", str(file), "--save", str(saved), "--monthly-budget", "$5,000")
    code, out, err = program(*words)
    assert (code, err) == (0, "")
    means = json.loads(out)["means"]
    assert (means["weekly_hours_total"], means["monthly_budget"]["currency"]) == (20, "$")
