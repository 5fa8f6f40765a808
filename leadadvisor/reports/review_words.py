"""What a review, a plan and its stop rules say in sentences, and how hours, money and ratios are written in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import assert_never

from leadadvisor.model.firm_plan import NumberKey, StopLine
from leadadvisor.model.results import THOUSAND, Measure, RateComparison, ResultRow
from leadadvisor.model.review import Review, ToDo
from leadadvisor.model.rulebook import WHOLE_MIX
from leadadvisor.reports.document import Lane, Mark
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.plan import amount
from leadadvisor.text import counted, listed, sentence

BLANK = "____"
_BLANK = re.compile(BLANK)

_ASKED: dict[NumberKey, str] = {
    "hours-a-week": "hours a week",
    "review-day": "the review day",
    "contacts-a-week": "people you ask or contact a week",
    "conversations-hoped": "conversations you hope for by the review day",
    "most-to-spend": "the most to spend until then",
    "days-to-judge": "days after which a conversation counts as not won",
}
LOOK_OFTEN = (
    "You may look as often as you like: where nothing differs, at most 1 firm in 20 ever reads “decided”. "
    "This compares what you logged, and forecasts nothing."
)
SELECTION = (
    "Compare wins only where leads were chosen alike: people somebody sent you are no ordinary sample. "
    "A deal that two sources helped counts once, where you logged it."
)
_NO_END = 100
"""A range that ends at more than so many times its beginning says nothing there."""

_WEEK = 7
_MOST_STRETCHES = 16
"""So many bars side by side can be told apart on a phone."""

_WORTH_SAYING = 50
"""That less than so much, in thousandths, is ruled out helps nobody."""


# What the log says


def headline(review: Review, labels: Labels) -> str:
    """What the log says in one sentence."""
    if not review.rows:
        return "Nothing is logged yet."
    conversations = sum(each.conversations for each in review.approaches)
    so_far = f"{counted(conversations, 'conversation')} in {counted(len(review.rows), 'row')}"
    by_hours = [each for each in review.comparisons if each.measure == "conversations-per-hour"]
    for word, verb in (("decided", "brings"), ("points-to", "seems to bring")):
        better = list(dict.fromkeys(each.better for each in by_hours if each.word == word))
        if len(better) == 1:
            beaten = listed([labels.within(each.other) for each in by_hours if each.word == word])
            return f"{labels.approach(better[0])} {verb} more conversations an hour than {beaten} ({so_far})."
        if better:
            return f"Your log tells some approaches apart ({so_far})."
    if len([each for each in review.approaches if each.hours]) > 1:
        return f"Too early to tell your approaches apart ({so_far})."
    return f"Nothing to compare yet ({so_far})."


def ruled_out(review: Review, labels: Labels) -> Iterator[str]:
    """What the counts leave no room for, however often one looks; everything else is still possible."""
    for each in review.approaches:
        name = labels.approach(each.approach)
        if each.contacts and each.replied_high is not None:
            of = f"{each.conversations} of {counted(each.contacts, 'contact')} led to a conversation"
            yield f"{name}: {of}. More than {thousandths(each.replied_high)} is out."
        if each.hours and not each.conversations and each.hours_low:
            yield f"{name}: {hours(each.hours)} without one. Under {hours(each.hours_low)} per conversation is out."
        if each.old and each.won_high is not None and each.won_low is not None:
            of = f"{each.old_won} of {counted(each.old, 'old conversation')} won"
            low = f" Less than {thousandths(each.won_low)} is out." if each.won_low >= _WORTH_SAYING else ""
            more = (
                f" More than {thousandths(each.won_high)} is out."
                if each.won_high <= THOUSAND - 2 * _WORTH_SAYING
                else ""
            )
            if more or low:
                yield f"{name}: {of}.{more}{low}"


def unit(measure: Measure) -> str:
    """What a measure counts."""
    return "conversations an hour" if measure == "conversations-per-hour" else "wins per conversation"


def compared(each: RateComparison, labels: Labels) -> str:
    """One pair in a sentence."""
    better, other = labels.within(each.better), labels.within(each.other)
    if each.word == "too-early":
        return f"{better} and {other}. What you see may be chance."
    if each.word == "points-to":
        return f"{better} over {other}, evidence {int(each.evidence)} to 1. It may still be chance."
    return f"{better} over {other}, at least {ratio(each.ratio_low)} times as good."


def progress(line: StopLine) -> str:
    """Whether the rule spoke, or how far it is."""
    if line.spoke:
        return "spoke"
    return f"{_counted(line.counts, line.reached or 0)} so far"


def _counted(counts: str, number: int) -> str:
    return f"{amount(number) if counts in {'hours', 'money'} else number} {'' if counts == 'money' else counts}".strip()


def about_log(review: Review) -> Iterator[str]:
    """How many rows there are, from when, and whose hand they show."""
    first, last = review.rows[0].day, review.rows[-1].day
    yield f"{counted(len(review.rows), 'row')} from {first.isoformat()} to {last.isoformat()}."
    edited, added = (sum(row.hand == hand for row in review.rows) for hand in ("edited", "added"))
    if edited:
        yield f"{counted(edited, 'row')} changed by hand since {'it was' if edited == 1 else 'they were'} logged."
    if added:
        yield f"{counted(added, 'row')} written by hand."
    if review.later:
        yield f"{counted(review.later, 'row')} of later days left out."


def over_time(rows: Sequence[ResultRow], names: Mapping[str, str]) -> tuple[int, tuple[Lane, ...]]:
    """The rows of each approach added up over stretches of so many weeks, so few that each can be read."""
    first, last = rows[0].day, rows[-1].day
    weeks = (last - first).days // _WEEK // _MOST_STRETCHES + 1
    lanes = []
    for approach, name in names.items():
        own = [row for row in rows if row.approach == approach]
        stretches = groupby(own, key=lambda row: (row.day - first).days // (_WEEK * weeks))
        marks = tuple(_mark(first + timedelta(days=_WEEK * weeks * place), list(each)) for place, each in stretches)
        lanes += [Lane(name, marks)] if marks else []
    return weeks, tuple(lanes)


def _mark(day: date, rows: Sequence[ResultRow]) -> Mark:
    taken, brought = sum(row.hours or 0 for row in rows), sum(row.conversations or 0 for row in rows)
    told = f"{day.isoformat()}: {amount(taken)} h, {counted(brought, 'conversation')}"
    return Mark(day, taken, brought, told)


# What to do now


def to_do(review: Review, labels: Labels) -> list[str]:
    """Every line, the most pressing first."""
    return [_told(each, review, labels) for each in review.to_do]


def _told(each: ToDo, review: Review, labels: Labels) -> str:  # noqa: C901, PLR0911, PLR0912 - a sentence for each code
    name = labels.within(each.approach)
    match each.code:
        case "log-first":
            return "Log what you did: leadadvisor log APPROACH --hours ... --contacts ... --conversations ..."
        case "stop-spoke":
            others = f" {counted(each.number, 'more rule')} spoke: see your stop rules." if each.number else ""
            return f"Act on your stop rule for {rule_for(each.approach, labels)}: {_rule(each, review)}{others}"
        case "results-win" | "answer-again":
            return sentence(each.text)
        case "decide-now":
            return "Decide, as your review day is here: go on, change or stop. Then set the next day."
        case "more-of-it":
            return _more(each, review, labels)
        case "keep-both":
            return f"Keep all going as they are: your log points to {name}, and that may still be chance."
        case "too-early":
            return "Go on as planned, and log each week. It is too early to tell your approaches apart."
        case "only-one-tried":
            return f"Give a second approach some hours each week. Only {name} has any, so nothing can be compared."
        case "follow-up":
            return f"Settle {counted(each.number, 'open conversation')} from {name}: old enough to be won or lost."
        case "left-undone":
            return f"Do or drop {name}: {hours(each.number)} were planned, and nothing is logged."
        case "note-hours":
            verb = "has" if each.number == 1 else "have"
            return f"Note the hours of {name}: {counted(each.number, 'row')} {verb} none, and make no rate."
        case "more-ends-than-talks":
            return f"Check {name}: {each.number} more won or lost than conversations logged."
        case "say-when-to-judge":
            return "Say after how many days a conversation counts as not won: plan --set-numbers --days-to-judge DAYS."
        case "set-numbers":
            return "Set your own numbers, so that stop rules can speak: leadadvisor plan --set-numbers."
        case _:
            assert_never(each.code)


def rule_for(approach: str, labels: Labels) -> str:
    """What a stop rule is for, within a sentence."""
    return "the whole mix" if approach == WHOLE_MIX else labels.within(approach)


def _rule(each: ToDo, review: Review) -> str:
    line = next(line for line in review.stop_rules if line.text == each.text and line.spoke)
    return sentence(filled(line))


def _more(each: ToDo, review: Review, labels: Labels) -> str:
    """Where hours should go; where the mix does not follow yet, why not."""
    name, others = labels.within(each.approach), listed([labels.within(other) for other in each.others])
    told = f"Move hours from {others} to {name}: it brings more conversations an hour."
    before, now = (found.portion(each.approach) for found in (review.planned, review.recommendation))
    if before and now and now.share <= before.share:
        told += " The mix follows once more of that lead is sure."
    return told


def has_answers(review: Review) -> bool:
    """Whether the firm has answers: without any, nothing was planned."""
    return any(answer.origin != "derived" for answer in review.planned.answers)


def moved_shares(review: Review, labels: Labels) -> str:
    """The shares that the log moves, from those planned."""
    planned = {portion.approach: portion.share for portion in review.planned.mix}
    return listed([
        f"{labels.within(portion.approach)} {portion.share} % (planned {planned.get(portion.approach, 0)} %)"
        for portion in review.recommendation.mix
        if portion.share != planned.get(portion.approach, 0)
    ])  # fmt: skip


# Figures


def asked(key: NumberKey) -> str:
    """What a number of the user's is, in a few words."""
    return _ASKED[key]


def hours(hundredths: int) -> str:
    """Hours as they are written: 2.5 h."""
    return f"{amount(_rounded(hundredths))} h"


def between_hours(low: int, high: int | None) -> str:
    """A range of hours: 1.2 to 9 h; or 1.2 h or more, where it has no end worth naming."""
    if high is None or high > _NO_END * low:
        return f"{hours(low)} or more"
    return f"{hours(low).removesuffix(' h')} to {hours(high)}"


def money(hundredths: int) -> str:
    """Money, whole from a hundred on."""
    return amount((hundredths + 50) // 100 * 100 if hundredths >= 100 * 100 else hundredths)


def _rounded(hundredths: int) -> int:
    """Hours to a tenth, and whole ones from ten on: more would only look exact."""
    unit = 100 if hundredths >= 10 * 100 else 10
    return (hundredths + unit // 2) // unit * unit


def ratio(thousandths_: int) -> str:
    """A ratio of rates, rounded down: its lower end is what is known."""
    whole, part = divmod(thousandths_ * 100 // THOUSAND, 100)
    return f"{whole}.{part:02d}".rstrip("0").removesuffix(".") if whole < 10 else str(whole)  # noqa: PLR2004 - one digit


def thousandths(share: int) -> str:
    """A share in percent, whole where it is not small."""
    if share < 100:  # noqa: PLR2004 - ten percent
        return f"{(share + 0) / 10:.1f}".removesuffix(".0") + " %"
    return f"{(share + 5) // 10} %"


def filled(line: StopLine) -> str:
    """The words of a stop rule with the user's number in its blank; the blank stays where the number is not known."""
    if line.number is None:
        return line.text
    told = amount(line.number) if line.counts in {"hours", "money"} else f"{line.number:,}"
    return _BLANK.sub(told, line.text, count=1)
