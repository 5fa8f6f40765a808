"""Plan numbers: read with the place of every mistake, written into a firm's file, all else in it as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.errors import InvalidFile, WrongUsage
from leadadvisor.model.firm_plan import PlanNumbers
from leadadvisor.results.plan_numbers import load_numbers, parse_numbers, save_numbers, together, with_numbers

NUMBERS = PlanNumbers(650, date(2026, 3, 31), 15, 8, 50_050, 30, date(2026, 1, 5))

some = st.builds(
    PlanNumbers,
    st.none() | st.integers(100, 16_800),
    st.none() | st.dates(),
    st.none() | st.integers(1, 100_000),
    st.none() | st.integers(1, 100_000),
    st.none() | st.integers(0, 10**11),
    st.none() | st.integers(1, 3_650),
    st.none() | st.dates(),
)


@given(some, some)
def test_numbers_are_read_as_they_were_written(first: PlanNumbers, then: PlanNumbers) -> None:
    text = with_numbers(with_numbers("goal: few-deals  # mine\n", first), then)
    assert parse_numbers("firm.yaml", text.encode()) == then
    assert "goal: few-deals  # mine" in text


@pytest.mark.parametrize(
    "before",
    [
        "# ours\nformat: 1\nanswers:\n  goal: few-deals # yes\nreview: {x: 1}\n",
        "answers:\n  goal: few-deals\nplan:\n  hours-a-week: 3 # few\n",
        "",
    ],
)
def test_everything_else_in_the_file_stays(before: str, tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    if before:
        path.write_text(before)
    save_numbers(str(path), NUMBERS)
    assert load_numbers(str(path)) == NUMBERS
    kept = [line for line in before.splitlines() if "hours-a-week" not in line]
    assert [line for line in path.read_text().splitlines() if line in kept] == kept


def test_every_number_that_is_wrong_is_told_at_once_with_its_place() -> None:
    text = "answers:\nplan:\n  hours-a-week: 0\n  review-day: 03/04/2026\n  contacts: 3\n  most-to-spend: 1.000\n"
    with pytest.raises(InvalidFile) as trouble:
        parse_numbers("firm.yaml", text.encode())
    assert [(each.place.line, each.place.column) for each in trouble.value.findings] == [
        (3, 17),
        (4, 15),
        (5, 3),
        (6, 18),
    ]
    assert "can be read as 2026-04-03 or as 2026-03-04" in trouble.value.findings[1].message
    assert "contacts-a-week" in trouble.value.findings[2].hint
    assert "can be read as" in trouble.value.findings[3].message


def test_a_plan_begins_once_and_its_review_comes_after() -> None:
    first = together({"hours-a-week": 600}, PlanNumbers(), date(2026, 1, 5))
    later = together({"review-day": date(2026, 3, 1)}, first, date(2026, 2, 1))
    assert later == PlanNumbers(hours_a_week=600, review_day=date(2026, 3, 1), begun=date(2026, 1, 5))
    with pytest.raises(WrongUsage, match="is not after 2026-01-05"):
        together({"review-day": date(2026, 1, 5)}, later, date(2026, 2, 1))
