"""Put the plan of a recommendation on days: the first fortnight, or twelve weeks, with the user's own hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from leadadvisor.engine.means import with_means
from leadadvisor.engine.stop_rules import chances, stop_lines
from leadadvisor.model.firm_plan import Checked, FirmPlan, Scheduled, WeeklyHours, Weeks
from leadadvisor.model.means import Figures
from leadadvisor.model.plan import Phase
from leadadvisor.model.plan_numbers import PlanNumbers
from leadadvisor.model.recommendation import PlanStep, Recommendation
from leadadvisor.model.results import ResultRow

FORTNIGHT = 14
_DAYS: dict[Phase, tuple[int, int]] = {"days-1-30": (0, 29), "days-31-60": (30, 59), "days-61-90": (60, 83)}
"""The first and the last day of each phase; twelve weeks end on day 83."""

NO_ROWS: Sequence[ResultRow] = ()


def firm_plan(
    recommendation: Recommendation,
    numbers: PlanNumbers,
    weeks: Weeks,
    start: date | None,
    rows: Sequence[ResultRow] = NO_ROWS,
) -> FirmPlan:
    """The plan for so many weeks from that day on; `rows` say which stop rules have spoken already."""
    since = numbers if start is None or numbers.begun else numbers._replace(begun=start)
    shares = {portion.approach: portion.share for portion in recommendation.mix}
    lines = {line.action: line for line in stop_lines(recommendation.plan, since, rows, shares)}
    stops = {step.id: step.stop for step in recommendation.plan if step.stop is not None}
    scheduled = [
        Scheduled(step, first, last, lines.get(step.id)) for step, first, last in _on_days(recommendation.plan)
    ]
    if weeks == 2:  # noqa: PLR2004 - the fortnight
        scheduled = [each for each in scheduled if each.first < FORTNIGHT]
    hours, reserve = weekly_hours(recommendation, numbers)
    checks = tuple(
        Checked(line, () if line.number is None else chances(stops[action], line.number, since))
        for action, line in lines.items()
    )
    return FirmPlan(recommendation, numbers, weeks, start, tuple(scheduled), hours, reserve, checks)


def _on_days(steps: Iterable[PlanStep]) -> list[tuple[PlanStep, int, int]]:
    """Each step of the first three phases with its first and last day.

    The steps of a phase are begun one after the other, evenly over its days, and may be worked on to its end;
    decisions fall on its last day.
    """
    found = []
    for phase, (first, last) in _DAYS.items():
        own = [step for step in steps if step.phase == phase]
        work = [step for step in own if step.kind != "decision"]
        days = last - first + 1
        found += [(step, first + place * days // len(work), last) for place, step in enumerate(work)]
        found += [(step, last, last) for step in own if step.kind == "decision"]
    return found


def weekly_hours(recommendation: Recommendation, numbers: PlanNumbers) -> tuple[tuple[WeeklyHours, ...], int]:
    """The user's hours shared out by the mix, as the report shares them; none where the user named none."""
    if numbers.hours_a_week is None:
        return (), 0
    means = with_means(recommendation, Figures(weekly_hours=numbers.hours_a_week)).means
    split = None if means is None else means.weekly_hours
    if split is None:
        return (), 0
    return tuple(WeeklyHours(part.approach, part.amount) for part in split.parts), split.reserve
