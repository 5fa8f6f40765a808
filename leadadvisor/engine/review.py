"""Review a firm's log: planned beside done, rates with what is ruled out, stop rules that spoke, what to do now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from leadadvisor.engine.firm_plan import stop_lines, weekly_hours
from leadadvisor.engine.own_results import hours_range, own_standing, share_range
from leadadvisor.engine.recommend import recommend
from leadadvisor.engine.results_in_mix import recommend_with_standing
from leadadvisor.model.firm_plan import NUMBER_KEYS, PlanNumbers, StopLine
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import CautionCode, Recommendation
from leadadvisor.model.results import OwnStanding, ResultRow, Tally
from leadadvisor.model.review import Review, Reviewed, ToDo, ToDoCode
from leadadvisor.model.rulebook import Rulebook

_WHOLE = 100
_BY_CAUTION: Sequence[tuple[ToDoCode, CautionCode]] = (
    ("results-win", "own-results-win"), ("answer-again", "log-against-answers"),
)  # fmt: skip

NO_NUMBERS = PlanNumbers()


def review(
    rulebook: Rulebook, profile: Profile, rows: Sequence[ResultRow], as_of: date, numbers: PlanNumbers = NO_NUMBERS
) -> Review:
    """What these rows say on that day of a firm with these answers and these numbers of its own."""
    known = tuple(sorted((row for row in rows if row.day <= as_of), key=lambda row: row.day))
    begun = numbers.begun or (known[0].day if known else as_of)
    since = numbers._replace(begun=begun)
    standing = own_standing(known, rulebook.settings.points_to_double.value, as_of, numbers.days_to_judge)
    planned = recommend(rulebook, profile, ranges=False)
    advised = recommend_with_standing(rulebook, profile, standing)
    shares = {portion.approach: portion.share for portion in planned.mix}
    stops = stop_lines(planned.plan, since, known, shares)
    found = Review(
        as_of,
        numbers,
        known,
        len(rows) - len(known),
        _approaches(rulebook, planned, standing, since, as_of),
        standing.comparisons,
        stops,
        (),
        planned,
        advised,
    )
    return found._replace(to_do=tuple(_to_do(found, standing)))


def _approaches(
    rulebook: Rulebook, planned: Recommendation, standing: OwnStanding, numbers: PlanNumbers, as_of: date
) -> tuple[Reviewed, ...]:
    """Every approach that was planned or done, the most hours first, then the largest share."""
    hours = {tally.approach: tally.hours for tally in standing.tallies}
    parts = _percent([hours.get(approach.id, 0) for approach in rulebook.approaches])
    weekly = _planned_hours(planned, numbers, as_of)
    found = [
        _reviewed(planned, standing.tally(approach.id) or _nothing(approach.id), part, weekly)
        for approach, part in zip(rulebook.approaches, parts, strict=True)
    ]
    kept = [each for each in found if each.planned_share or each.rows]
    return tuple(sorted(kept, key=lambda each: (-each.hours, -each.planned_share)))


def _nothing(approach: str) -> Tally:
    return Tally(approach, 0, 0, 0, 0, 0, 0, 0, 0, 0, (), None, None)


def _reviewed(planned: Recommendation, done: Tally, part: int, hours: Mapping[str, int] | None) -> Reviewed:
    portion = planned.portion(done.approach)
    share = portion.share if portion else 0
    timed = done.rows > done.without_hours
    low, high = hours_range(done.counted, done.hours) if timed and done.hours else (None, None)
    won_low, won_high = share_range(done.old_won or 0, done.old) if done.old else (None, None)
    return Reviewed(
        approach=done.approach,
        planned_share=share,
        planned_hours=None if hours is None else hours.get(done.approach, 0),
        rows=done.rows,
        hours=done.hours,
        hours_share=part,
        money=done.money,
        contacts=done.contacts,
        conversations=done.conversations,
        won=done.won,
        lost=done.lost,
        open=done.open,
        still_open=done.still_open,
        without_hours=done.without_hours,
        hours_per_conversation=_per(done.hours, done.counted),
        hours_low=low,
        hours_high=high,
        money_per_conversation=_per(done.money, done.conversations) if done.money else None,
        old=done.old,
        old_won=done.old_won,
        won_low=won_low,
        won_high=won_high,
        replied_high=share_range(done.conversations, done.contacts)[1] if done.contacts > done.conversations else None,
    )


def _per(amount: int, count: int) -> int | None:
    """So much for one, rounded to the nearest hundredth; None where there is none."""
    return (2 * amount + count) // (2 * count) if count else None


def _planned_hours(planned: Recommendation, numbers: PlanNumbers, as_of: date) -> Mapping[str, int] | None:
    """The hours planned for what begins, from the beginning until that day; None where the user named no hours."""
    hours, _ = weekly_hours(planned, numbers)
    if not hours or numbers.begun is None:
        return None
    weeks = max(0, (as_of - numbers.begun).days // 7 + 1)
    return {each.approach: each.hours * weeks for each in hours}


def _percent(amounts: Sequence[int]) -> list[int]:
    """Whole percentages that sum to 100, the largest remainders rounded up; zeros where there is nothing."""
    total = sum(amounts)
    if not total:
        return [0] * len(amounts)
    parts = [amount * _WHOLE // total for amount in amounts]
    rest = sorted(range(len(amounts)), key=lambda place: -(amounts[place] * _WHOLE % total))
    for place in rest[: _WHOLE - sum(parts)]:
        parts[place] += 1
    return parts


def _to_do(found: Review, standing: OwnStanding) -> Iterator[ToDo]:
    """What to do now, the most pressing first."""
    if not found.rows:
        yield ToDo("log-first")
    yield from _spoken(found.stop_rules)
    for code, caution_code in _BY_CAUTION:
        told = [each for each in found.recommendation.cautions if each.code == caution_code]
        yield from (ToDo(code, caution.subject, text=caution.text) for caution in told)
    if found.numbers.review_day and found.numbers.review_day <= found.as_of:
        yield ToDo("decide-now")
    yield from _from_comparisons(found, standing)
    yield from _to_follow_up(found)
    yield from _to_note(found)


def _spoken(lines: Sequence[StopLine]) -> Iterator[ToDo]:
    """One thing to do for each approach a stop rule spoke for, however many did."""
    spoken = [line for line in lines if line.spoke]
    for approach in dict.fromkeys(line.approach for line in spoken):
        texts = dict.fromkeys(line.text for line in spoken if line.approach == approach)
        yield ToDo("stop-spoke", approach, text=next(iter(texts)), number=len(texts) - 1)


def _from_comparisons(found: Review, standing: OwnStanding) -> Iterator[ToDo]:
    by_hours = [each for each in standing.comparisons if each.measure == "conversations-per-hour"]
    decided = [each for each in by_hours if each.word == "decided"]
    for better in dict.fromkeys(each.better for each in decided):
        yield ToDo("more-of-it", better, tuple(each.other for each in decided if each.better == better))
    pointing = dict.fromkeys(each.better for each in by_hours if each.word == "points-to")
    yield from (ToDo("keep-both", better) for better in pointing)
    tried = [each for each in found.approaches if each.hours]
    if len(tried) == 1:
        yield ToDo("only-one-tried", tried[0].approach)
    elif by_hours and all(each.word == "too-early" for each in by_hours):
        yield ToDo("too-early")


def _to_follow_up(found: Review) -> Iterator[ToDo]:
    """Conversations that are open although they are old enough to be judged."""
    if found.numbers.days_to_judge is None:
        return
    until = found.as_of - timedelta(days=found.numbers.days_to_judge)
    for each in found.approaches:
        old = sum(talk.number for talk in each.still_open if talk.day <= until)
        if old:
            yield ToDo("follow-up", each.approach, number=old)


def _to_note(found: Review) -> Iterator[ToDo]:
    """What the log or the plan lacks to say more."""
    for each in found.approaches:
        if found.rows and each.planned_hours and not each.rows:
            yield ToDo("left-undone", each.approach, number=each.planned_hours)
        if each.without_hours:
            yield ToDo("note-hours", each.approach, number=each.without_hours)
        if each.won + each.lost > each.conversations:
            yield ToDo("more-ends-than-talks", each.approach, number=each.won + each.lost - each.conversations)
    if found.numbers.days_to_judge is None and any(each.conversations for each in found.approaches):
        yield ToDo("say-when-to-judge")
    missing = [key for key in NUMBER_KEYS if getattr(found.numbers, key.replace("-", "_")) is None]
    if len(missing) == len(NUMBER_KEYS):
        yield ToDo("set-numbers", number=len(missing))
