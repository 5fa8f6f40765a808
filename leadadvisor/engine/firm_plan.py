"""A plan with the user's own numbers: its steps on days, the hours shared out, and its stop rules with a number each.

Every number is worked out from the user's: nothing here knows a rate. A rule "after so many contacts without a
conversation" gets the count at which silence would be rarer than 1 in 20, had the user's own hope been right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import exp, log

from leadadvisor.engine.means import figures_against_answers, with_means
from leadadvisor.model.figure import HUNDREDTHS
from leadadvisor.model.firm_plan import (
    Chance,
    Checked,
    FirmPlan,
    NumberKey,
    PlanNumbers,
    Scheduled,
    StopLine,
    WeeklyHours,
    Weeks,
)
from leadadvisor.model.means import Figures
from leadadvisor.model.plan import Phase, Stop
from leadadvisor.model.recommendation import Caution, PlanStep, Recommendation
from leadadvisor.model.results import ResultRow
from leadadvisor.model.rulebook import WHOLE_MIX

FORTNIGHT, TWELVE_WEEKS = 14, 84
"""In days."""

_DAYS: dict[Phase, tuple[int, int]] = {"days-1-30": (0, 29), "days-31-60": (30, 59), "days-61-90": (60, 83)}
"""The first and the last day of each phase; twelve weeks end on day 83."""

NO_ROWS: Sequence[ResultRow] = ()

SILENCE = 20
"""A stop rule speaks where the user's hope would have been silent so long in fewer than 1 of so many."""

_DAYS_IN_A_WEEK = 7
_LARGEST = 1_000_000


def firm_plan(
    recommendation: Recommendation,
    numbers: PlanNumbers,
    weeks: Weeks,
    start: date | None,
    rows: Sequence[ResultRow] = NO_ROWS,
    *,
    today: date | None = None,
) -> FirmPlan:
    """The plan for so many weeks from that day on; `rows` say which stop rules have spoken already.

    Two weeks are those of the plan that `today` is in, the first unless told. A plan that is over begins anew today.
    """
    ended = None
    if start is not None and today is not None and (today - start).days >= TWELVE_WEEKS:
        ended, start = start + timedelta(days=TWELVE_WEEKS - 1), today
    into = (today - start).days // FORTNIGHT * FORTNIGHT if weeks == 2 and start and today and today > start else 0  # noqa: PLR2004 - the fortnight
    since = numbers if start is None or numbers.begun else numbers._replace(begun=start)
    shares = {portion.approach: portion.share for portion in recommendation.mix}
    lines = {line.action: line for line in stop_lines(recommendation.plan, since, rows, shares)}
    stops = {step.id: step.stop for step in recommendation.plan if step.stop is not None}
    scheduled = [
        Scheduled(step, first, last, lines.get(step.id)) for step, first, last in _on_days(recommendation.plan)
    ]
    if weeks == 2:  # noqa: PLR2004 - the fortnight
        scheduled = [each for each in scheduled if into <= each.first < into + FORTNIGHT]
    hours, reserve = weekly_hours(recommendation, numbers)
    checks = tuple(
        Checked(line, () if line.number is None else chances(stops[action], line.number, since))
        for action, line in lines.items()
    )
    cautions = (*_against_answers(recommendation), *_hours_against_answers(recommendation, numbers))
    return FirmPlan(
        recommendation, numbers, weeks, start, tuple(scheduled), hours, reserve, checks, into, ended, cautions
    )


def _against_answers(recommendation: Recommendation) -> Iterable[Caution]:
    """What the log says otherwise than the answers."""
    return (each for each in recommendation.cautions if each.code in {"own-results-win", "log-against-answers"})


def _hours_against_answers(recommendation: Recommendation, numbers: PlanNumbers) -> Iterable[Caution]:
    """Hours a week that are not those of the answer."""
    return figures_against_answers(recommendation, Figures(weekly_hours=numbers.hours_a_week))


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


# Stop rules


def stop_lines(
    steps: Iterable[PlanStep], numbers: PlanNumbers, rows: Sequence[ResultRow], shares: dict[str, int]
) -> tuple[StopLine, ...]:
    """The stop rule of every step that has one for machines; `shares` are those of the plan, in percent."""
    return tuple(_line(step, step.stop, numbers, rows, shares) for step in steps if step.stop is not None)


def weeks_of(numbers: PlanNumbers) -> int | None:
    """Whole weeks from the day the plan began until the review day, at least one."""
    if numbers.begun is None or numbers.review_day is None:
        return None
    return max(1, -(-(numbers.review_day - numbers.begun).days // _DAYS_IN_A_WEEK))


def _line(
    step: PlanStep, stop: Stop, numbers: PlanNumbers, rows: Sequence[ResultRow], shares: dict[str, int]
) -> StopLine:
    needed = threshold(stop, numbers)
    number = needed if isinstance(needed, int) else None
    approach, reached, silent = _so_far(step, stop, rows)
    spoke = number is not None and reached is not None and reached >= number and silent
    return StopLine(
        step.id,
        approach if spoke else step.approach,
        step.stop_rule,
        stop.counts,
        number,
        reached,
        spoke,
        reached is not None and not silent,
        _can_fire(stop, number, numbers, shares.get(step.approach, 100)),
        needed if isinstance(needed, tuple) else (),
    )


def _so_far(step: PlanStep, stop: Stop, rows: Sequence[ResultRow]) -> tuple[str, int | None, bool]:
    """The approach the rule has come nearest to for, how far, and whether what it waits for has not come.

    A rule of the whole mix is held against each approach by itself, but for a limit, which is one for all.
    """
    own = [row for row in rows if _belongs(row, step)]
    approaches = list(dict.fromkeys(row.approach for row in own))
    if step.approach != WHOLE_MIX or stop.without == "nothing" or not approaches:
        return step.approach, _reached(stop, own) if own else None, not _came(stop, own)
    by_approach = {each: [row for row in own if row.approach == each] for each in approaches}
    silent = [each for each in approaches if not _came(stop, by_approach[each])]
    farthest = max(silent or approaches, key=lambda each: _reached(stop, by_approach[each]))
    return farthest, _reached(stop, by_approach[farthest]), bool(silent)


def threshold(stop: Stop, numbers: PlanNumbers) -> int | tuple[NumberKey, ...]:
    """How much is enough, hours and money in hundredths; or the numbers that are missing to say so."""
    needed = _needed(stop)
    missing = tuple(key for key in needed if getattr(numbers, key.replace("-", "_")) is None)
    if missing:
        return missing
    if stop.at_least == "hoped":
        return _until_silence_is_rare(stop, numbers)
    return _planned(stop, numbers) or 0


def _needed(stop: Stop) -> tuple[NumberKey, ...]:
    """The numbers of the user's that such a rule rests on."""
    own: dict[str, tuple[NumberKey, ...]] = {
        "hours": ("hours-a-week", "review-day"),
        "money": ("most-to-spend",),
        "contacts": ("contacts-a-week", "review-day"),
        "conversations": ("conversations-hoped",),
        "weeks": ("review-day",),
    }
    hoped: tuple[NumberKey, ...] = ("conversations-hoped",) if stop.at_least == "hoped" else ()
    return tuple(dict.fromkeys((*own[stop.counts], *hoped)))


def _planned(stop: Stop, numbers: PlanNumbers) -> int | None:
    """All of it that is planned until the review day; None where the numbers do not say."""
    weeks = weeks_of(numbers)
    match stop.counts:
        case "hours":
            return None if weeks is None or numbers.hours_a_week is None else numbers.hours_a_week * weeks
        case "money":
            return numbers.most_to_spend
        case "contacts":
            return None if weeks is None or numbers.contacts_a_week is None else numbers.contacts_a_week * weeks
        case "conversations":
            return numbers.conversations_hoped
        case _:
            return weeks


def hoped_rate(stop: Stop, numbers: PlanNumbers) -> Fraction | None:
    """Conversations hoped for per one of what the rule counts: an hour, a contact, a week, one unit of money."""
    planned, hoped = _planned(stop, numbers), numbers.conversations_hoped
    if not planned or hoped is None or stop.counts == "conversations":
        return None
    return Fraction(hoped * (HUNDREDTHS if stop.counts in {"hours", "money"} else 1), planned)


def silence(stop: Stop, rate: Fraction, number: int) -> float:
    """How often nothing at all comes of so much at that rate: each contact is a chance, hours and money a flow."""
    amount = Fraction(number, HUNDREDTHS) if stop.counts in {"hours", "money"} else Fraction(number)
    if stop.counts == "contacts":
        return float((1 - min(rate, Fraction(1))) ** number)
    return exp(-float(rate * amount))


def _until_silence_is_rare(stop: Stop, numbers: PlanNumbers) -> int:
    """The least whole number at which the hope, had it been right, is silent in at most 1 of 20."""
    rate = hoped_rate(stop, numbers)
    if rate is None:
        return _planned(stop, numbers) or 0
    if rate == 0:
        return _LARGEST
    if stop.counts == "contacts":
        if rate >= 1:
            return 1
        number = max(1, int(log(1 / SILENCE) / log(1 - float(rate))) - 1)
        while (1 - rate) ** number * SILENCE > 1:
            number += 1
        return number
    whole = -int(-log(SILENCE) / float(rate) // 1)
    return whole * (HUNDREDTHS if stop.counts in {"hours", "money"} else 1)


def _can_fire(stop: Stop, number: int | None, numbers: PlanNumbers, share: int) -> bool | None:
    """There is so much of it until the review day, by this approach's part of it."""
    if number is None:
        return None
    if stop.counts == "weeks":
        weeks = weeks_of(numbers)
        return None if weeks is None else number <= weeks
    planned = _planned(stop, numbers)
    return None if planned is None else number * 100 <= planned * share


def _belongs(row: ResultRow, step: PlanStep) -> bool:
    """The row is of the step's approach, and of its channel where both name one."""
    if step.approach not in {WHOLE_MIX, row.approach}:
        return False
    return not step.channel or not row.channel or row.channel == step.channel


def _reached(stop: Stop, rows: Sequence[ResultRow]) -> int:
    match stop.counts:
        case "hours":
            return sum(row.hours or 0 for row in rows)
        case "money":
            return sum(row.money or 0 for row in rows)
        case "contacts":
            return sum(row.contacts or 0 for row in rows)
        case "conversations":
            return sum(row.conversations or 0 for row in rows)
        case _:
            return (rows[-1].day - rows[0].day).days // _DAYS_IN_A_WEEK + 1


def _came(stop: Stop, rows: Sequence[ResultRow]) -> bool:
    """What the rule waits for has come, and the rule is silent for good."""
    match stop.without:
        case "conversations":
            return any(row.conversations for row in rows)
        case "wins":
            return any(row.won for row in rows)
        case "contacts":
            return any(row.contacts for row in rows)
        case "hours":
            return any(row.hours for row in rows)
        case _:
            return False


def chances(stop: Stop, number: int, numbers: PlanNumbers) -> tuple[Chance, ...]:
    """What the rule does to a source as good as hoped, to lesser ones, and to one that brings nothing."""
    rate = hoped_rate(stop, numbers)
    if rate is None or stop.without != "conversations":
        return ()
    return tuple(
        Chance(percent, rate * percent / 100, round(1000 * silence(stop, rate * percent / 100, number)))
        for percent in (100, 50, 25, 0)
    )
