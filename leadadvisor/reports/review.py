"""A review as a document: what to do now, planned beside done, what the log says, and the mix with it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from leadadvisor.model.plan_numbers import StopLine
from leadadvisor.model.results import THOUSAND, Measure, RateComparison, ResultRow
from leadadvisor.model.review import Review, Reviewed
from leadadvisor.reports import Verbosity, words
from leadadvisor.reports.account import whole_points
from leadadvisor.reports.card import card
from leadadvisor.reports.document import (
    Block,
    Chart,
    Document,
    Heading,
    Item,
    Items,
    Lane,
    Mark,
    Pair,
    Paragraph,
    Span,
    Table,
    Tone,
)
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.numbers import amount, filled, hours, money, ratio, thousandths
from leadadvisor.reports.to_do import to_do
from leadadvisor.text import capital, counted, listed, one_line, sentence

NONE = "\N{EN DASH}"

OWN = "Your own results:"
LOOK_OFTEN = (
    "You may look as often as you like: where nothing differs, at most 1 firm in 20 ever reads “decided”. "
    "This compares what you logged, and forecasts nothing."
)
SELECTION = (
    "Compare wins only where leads were chosen alike: people somebody sent you are no ordinary sample. "
    "A deal that two sources helped counts once, where you logged it."
)
_WORTH_SAYING = 50
"""That less than so much, in thousandths, is ruled out helps nobody."""

_WORDS: dict[str, tuple[str, Tone]] = {
    "decided": ("Decided", "good"), "points-to": ("Points to", "plain"), "too-early": ("Too early", "quiet"),
}  # fmt: skip


def document(review: Review, verbosity: Verbosity, byline: str = "") -> Document:
    """The whole review; quiet gives the verdict and what to do first, the highest verbosity every row as well."""
    labels = Labels(review.recommendation.rulebook)
    blocks: list[Block] = [Heading(headline(review, labels), 1)]
    if verbosity < 0:
        blocks += [Paragraph(each) for each in to_do(review, labels)[:1]]
    else:
        blocks += _now(review, labels)
        blocks += _planned_and_done(review, labels)
        blocks += _ends(review, labels)
        blocks += _ruled_out(review, labels)
        blocks += _comparisons(review, labels)
        blocks += _stop_rules(review)
        blocks += _mix(review, labels)
        blocks += _log(review, labels, everything=verbosity > 1)
    blocks.append(Paragraph(words.honest(review.recommendation.rulebook), "basis"))
    title = f"{one_line(review.recommendation.rulebook.title)}: review of {review.as_of.isoformat()}"
    return Document(title, tuple(blocks), byline, review.recommendation.rulebook.language)


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


def _now(review: Review, labels: Labels) -> Iterator[Block]:
    told = to_do(review, labels)
    if told:
        yield Heading("What to do now")
        yield Items(tuple(Item(str(number), text) for number, text in enumerate(told, start=1)))


# Planned and done


def _planned_and_done(review: Review, labels: Labels) -> Iterator[Block]:
    if not review.approaches:
        return
    yield Heading("Planned and done")
    timed = any(each.hours for each in review.approaches)
    spent = any(each.money for each in review.approaches)
    columns = ["Approach", "Planned", "Hours", "Of all"]
    columns += ["Money"] if spent else []
    columns += ["Contacts", "Conversations", "Hours each"]
    columns += ["Money each"] if spent else []
    yield Table(tuple(columns), tuple(_done(each, labels, timed=timed, spent=spent) for each in review.approaches))
    notes = [_planned_hours(review, labels)]
    notes += [
        f"{counted(each.without_hours, 'row')} of {labels.within(each.approach)} without hours: no rate from those."
        for each in review.approaches
        if each.without_hours
    ]
    yield from (Paragraph(note, "quiet") for note in notes if note)
    pairs = tuple(
        Pair(labels.approach(each.approach), each.planned_share, each.hours_share) for each in review.approaches
    )
    if timed:
        yield Chart("Planned and real shares of your hours", "Outline: planned. Solid: done.", pairs)
    spans = [
        Span(labels.approach(each.approach), each.hours_per_conversation, each.hours_low, each.hours_high)
        for each in review.approaches
        if each.hours_low is not None
    ]
    if spans:
        note = "Dot: so far. Line: what your log does not rule out."
        yield Chart("Hours per qualified conversation", note, tuple(spans))


def _done(each: Reviewed, labels: Labels, *, timed: bool, spent: bool) -> tuple[str, ...]:
    cells = [
        labels.approach(each.approach),
        words.percent(each.planned_share),
        hours(each.hours) if each.hours or each.rows > each.without_hours else NONE,
        words.percent(each.hours_share) if timed else NONE,
    ]
    cells += [money(each.money) if each.money else NONE] if spent else []
    cells += [str(each.contacts), str(each.conversations), _hours_each(each)]
    cells += [NONE if each.money_per_conversation is None else money(each.money_per_conversation)] if spent else []
    return tuple(cells)


def _hours_each(each: Reviewed) -> str:
    """The hours one conversation took; without any conversation, how many hours brought none."""
    if each.hours_per_conversation is not None and each.hours:
        return hours(each.hours_per_conversation)
    return "none yet" if each.hours else NONE


def _planned_hours(review: Review, labels: Labels) -> str:
    told = [
        f"{labels.within(each.approach)} {hours(each.planned_hours)}"
        for each in review.approaches
        if each.planned_hours
    ]
    return f"At your hours a week, so far planned: {listed(told)}." if told else ""


def _ends(review: Review, labels: Labels) -> Iterator[Block]:
    """Won, lost and still open, with the age of what is open."""
    begun = [each for each in review.approaches if each.conversations or each.won or each.lost]
    if not begun:
        return
    yield Heading("Won, lost, still open")
    rows = tuple(
        (labels.approach(each.approach), str(each.won), str(each.lost), str(each.open), _ages(each, review))
        for each in begun
    )
    yield Table(("Approach", "Won", "Lost", "Open", "Oldest open"), rows)
    if review.numbers.days_to_judge is None:
        yield Paragraph(
            "An open conversation is young, not lost. You have not said from which age on to judge it.", "quiet"
        )
    else:
        age = counted(review.numbers.days_to_judge, "day")
        yield Paragraph(f"Judged from {age} on, as you said. A younger open conversation is young, not lost.", "quiet")


def _ages(each: Reviewed, review: Review) -> str:
    return counted((review.as_of - each.still_open[0].day).days, "day") if each.still_open else NONE


# What the log says


def _ruled_out(review: Review, labels: Labels) -> Iterator[Block]:
    told = list(ruled_out(review, labels))
    if told:
        yield Heading("What is ruled out")
        yield Items(tuple(Item("-", text) for text in told))


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


def _comparisons(review: Review, labels: Labels) -> Iterator[Block]:
    if not review.comparisons:
        return
    yield Heading("Too early, points to, decided")
    measures: tuple[Measure, ...] = ("conversations-per-hour", "wins-per-conversation")
    for measure in measures:
        own = [each for each in review.comparisons if each.measure == measure]
        if own:
            yield Paragraph(capital(unit(measure)), "strong")
            yield Items(tuple(_compared(each, labels) for each in own))
    if any(each.measure == "wins-per-conversation" for each in review.comparisons):
        yield Paragraph(SELECTION, "quiet")
    yield Paragraph(LOOK_OFTEN, "quiet")


def unit(measure: Measure) -> str:
    """What a measure counts."""
    return "conversations an hour" if measure == "conversations-per-hour" else "wins per conversation"


def _compared(each: RateComparison, labels: Labels) -> Item:
    word, tone = _WORDS[each.word]
    return Item("-", compared(each, labels), lead=f"{word}:", tone=tone)


def compared(each: RateComparison, labels: Labels) -> str:
    """One pair in a sentence."""
    better, other = labels.within(each.better), labels.within(each.other)
    if each.word == "too-early":
        return f"{better} and {other}. What you see may be chance."
    if each.word == "points-to":
        return f"{better} over {other}, evidence {int(each.evidence)} to 1. It may still be chance."
    return f"{better} over {other}, at least {ratio(each.ratio_low)} times as good."


def _stop_rules(review: Review) -> Iterator[Block]:
    known = [line for line in review.stop_rules if line.number is not None]
    if not known:
        return
    yield Heading("Your stop rules")
    waiting = [line for line in known if not line.came]
    if waiting:
        yield Items(tuple(dict.fromkeys(map(_stop_rule, waiting))))
    came = len(known) - len(waiting)
    if came:
        verb = "has" if came == 1 else "have"
        yield Paragraph(f"{counted(came, 'rule')} {verb} nothing to stop any more: what they wait for came.", "quiet")


def _stop_rule(line: StopLine) -> Item:
    mark: str = "!" if line.spoke else "-"
    tone: Tone = "warning" if line.spoke else "plain"
    return Item(mark, sentence(filled(line)), detail=f"({_state(line)})", tone=tone)


def _state(line: StopLine) -> str:
    """Whether the rule spoke, or how far it is."""
    if line.spoke:
        return "spoke"
    return f"{_counted(line.counts, line.reached or 0)} so far"


def _counted(counts: str, number: int) -> str:
    return f"{amount(number) if counts in {'hours', 'money'} else number} {'' if counts == 'money' else counts}".strip()


# The mix, and the log itself


def _mix(review: Review, labels: Labels) -> Iterator[Block]:
    yield Heading("Your mix now")
    own = [
        (portion, line)
        for portion in review.recommendation.mix
        for line in portion.contributions
        if line.kind == "own-results" and line.points
    ]
    if own:
        yield Items(tuple(
            Item(words.moved(whole_points(portion)[line]), sentence(line.because), lead=OWN, tone="good")
            for portion, line in own
        ))  # fmt: skip
    elif review.rows:
        yield Paragraph("Your own results change no share yet: what they show may be chance.", "quiet")
    yield card(review.recommendation, labels)


def _log(review: Review, labels: Labels, *, everything: bool) -> Iterator[Block]:
    if not review.rows:
        return
    yield Heading("Your log", folded=True)
    yield Paragraph(" ".join(_about(review)), "quiet")
    lanes = tuple(
        Lane(labels.approach(each.approach), tuple(_mark(row) for row in review.rows if row.approach == each.approach))
        for each in review.approaches
        if each.rows
    )
    yield Chart("Your log over time", "Bars: hours. Figures: conversations.", lanes)
    edited = [row for row in review.rows if row.hand == "edited"]
    shown: Sequence[ResultRow] = review.rows if everything else edited
    if shown:
        yield Table(
            ("Date", "Approach", "Row", "Hours", "Money", "Contacts", "Conversations", "Won", "Lost"),
            tuple(map(_row, shown)), words=3,
        )  # fmt: skip


def _about(review: Review) -> Iterator[str]:
    first, last = review.rows[0].day, review.rows[-1].day
    yield f"{counted(len(review.rows), 'row')} from {first.isoformat()} to {last.isoformat()}."
    edited, added = (sum(row.hand == hand for row in review.rows) for hand in ("edited", "added"))
    if edited:
        yield (
            f"{counted(edited, 'row')} changed by hand since it was logged."
            if edited == 1
            else (f"{edited} rows changed by hand since they were logged.")
        )
    if added:
        yield f"{counted(added, 'row')} written by hand."
    if review.later:
        yield f"{counted(review.later, 'row')} of later days left out."


def _mark(row: ResultRow) -> Mark:
    told = f"{row.day.isoformat()}: {amount(row.hours or 0)} h, {counted(row.conversations or 0, 'conversation')}"
    return Mark(row.day, row.hours or 0, row.conversations or 0, told)


def _row(row: ResultRow) -> tuple[str, ...]:
    counts: Iterable[int | None] = (row.contacts, row.conversations, row.won, row.lost)
    return (
        row.day.isoformat(), row.approach, {"logged": "as logged", "edited": "edited", "added": "by hand"}[row.hand],
        *("" if value is None else amount(value) for value in (row.hours, row.money)),
        *("" if value is None else str(value) for value in counts),
    )  # fmt: skip
