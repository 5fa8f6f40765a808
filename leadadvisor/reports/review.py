"""A review: what to do now, planned beside done, what the log says, and the mix with it in.

Plain keys: as_of, verdict, `to_do` (code; approach; text), `approach.<id>` (planned share; hours; hours share; money;
contacts; conversations; won; lost; open; hours per conversation), `comparison` (measure; better; other; word; evidence;
lower end of the ratio), `ruled_out`, `stop_rule` (action; spoke or silent; text), status, leader, `share.<id>`, basis.
The tree is the contract "leadadvisor/review/1".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from leadadvisor.model.firm_plan import StopLine
from leadadvisor.model.results import THOUSAND, Measure, RateComparison, ResultRow
from leadadvisor.model.review import Review, Reviewed, ToDo
from leadadvisor.reports import Verbosity, words
from leadadvisor.reports.card import card
from leadadvisor.reports.document import (
    Block,
    Chart,
    Document,
    Heading,
    Item,
    Items,
    Pair,
    Paragraph,
    Span,
    Table,
    Tone,
)
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.plain import NONE, parts
from leadadvisor.reports.plan import amount, of_what
from leadadvisor.reports.reasons import whole_points
from leadadvisor.reports.review_words import (
    LOOK_OFTEN,
    SELECTION,
    about_log,
    between_hours,
    compared,
    filled,
    has_answers,
    headline,
    hours,
    money,
    moved_shares,
    over_time,
    progress,
    ruled_out,
    to_do,
    unit,
)
from leadadvisor.reports.tree import Tree, number
from leadadvisor.reports.tree import tree as recommendation_tree
from leadadvisor.text import capital, counted, one_line, percent, safe, sentence

SCHEMA = "leadadvisor/review/1"
_NOTHING = "\N{EN DASH}"

OWN = "Your own results:"
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
        blocks += _stop_rules(review, labels)
        blocks += _mix(review, labels)
        blocks += _log(review, labels, everything=verbosity > 1)
    if verbosity < 0:  # else the card says it
        blocks.append(Paragraph(words.honest(review.recommendation.rulebook), "basis"))
    title = f"{one_line(review.recommendation.rulebook.title)}: review of {review.as_of.isoformat()}"
    return Document(title, tuple(blocks), byline, review.recommendation.rulebook.language)


def _now(review: Review, labels: Labels) -> Iterator[Block]:
    told = to_do(review, labels)
    if told:
        yield Heading("What to do now")
        yield Items(tuple(Item(str(number), text) for number, text in enumerate(told, start=1)))


# Planned and done


def _planned_and_done(review: Review, labels: Labels) -> Iterator[Block]:
    """The shares and hours that were planned beside those that were put in; then what a conversation took."""
    if not review.approaches:
        return
    yield Heading("Planned and done")
    hoped = any(each.planned_hours is not None for each in review.approaches)
    spent = any(each.money for each in review.approaches)
    answered = has_answers(review)
    columns = ["Approach", *(["Planned"] if answered else []), "Done", *(["Hours planned"] if hoped else []), "Hours"]
    columns += ["Contacts"]
    columns += ["Money"] if spent else []
    known = any(each.hours for each in review.approaches)
    rows = (_done(each, labels, answered=answered, hoped=hoped, spent=spent, known=known) for each in review.approaches)
    yield Table(tuple(columns), tuple(rows))
    yield from (
        Paragraph(f"{counted(each.without_hours, 'row')} of {labels.within(each.approach)} without hours: no rate from "
                  "those.", "quiet")
        for each in review.approaches if each.without_hours
    )  # fmt: skip
    if answered and known:
        pairs = (
            Pair(labels.approach(each.approach), each.planned_share, each.hours_share) for each in review.approaches
        )
        yield Chart("Planned and real shares of your hours", "Outline: planned. Solid: done.", tuple(pairs))
    yield from _taken(review, labels, spent=spent)


def _done(each: Reviewed, labels: Labels, *, answered: bool, hoped: bool, spent: bool, known: bool) -> tuple[str, ...]:
    timed = each.rows > each.without_hours
    cells = [labels.approach(each.approach), *([percent(each.planned_share)] if answered else [])]
    cells += [percent(each.hours_share) if each.hours or (known and not each.rows) else _NOTHING]
    cells += [hours(each.planned_hours) if each.planned_hours else _NOTHING] if hoped else []
    cells += [hours(each.hours) if timed else _NOTHING, str(each.contacts)]
    cells += [money(each.money) if each.money else _NOTHING] if spent else []
    return tuple(cells)


def _taken(review: Review, labels: Labels, *, spent: bool) -> Iterator[Block]:
    """What one qualified conversation took, and what the log does not rule out."""
    tried = [each for each in review.approaches if each.hours or each.conversations or each.money]
    if not tried:
        return
    yield Heading("What a conversation took")
    columns = ("Approach", "Conversations", "Hours each", "Not ruled out", *(["Money each"] if spent else []))
    yield Table(columns, tuple(_each(one, labels, spent=spent) for one in tried))
    spans = [
        Span(labels.approach(each.approach), each.hours_per_conversation, each.hours_low, each.hours_high)
        for each in tried
        if each.hours_low is not None
    ]
    if spans:
        note = "Dot: so far. Line: what your log does not rule out."
        yield Chart("Hours per qualified conversation", note, tuple(spans))


def _each(each: Reviewed, labels: Labels, *, spent: bool) -> tuple[str, ...]:
    per, low, high = each.hours_per_conversation, each.hours_low, each.hours_high
    taken = hours(per) if per is not None and each.hours else "none yet" if each.hours else _NOTHING
    possible = _NOTHING if low is None else between_hours(low, high)
    cells = (labels.approach(each.approach), str(each.conversations), taken, possible)
    paid = each.money_per_conversation
    return (*cells, _NOTHING if paid is None else money(paid)) if spent else cells


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
    return counted((review.as_of - each.still_open[0].day).days, "day") if each.still_open else _NOTHING


# What the log says


def _ruled_out(review: Review, labels: Labels) -> Iterator[Block]:
    told = list(ruled_out(review, labels))
    if told:
        yield Heading("What is ruled out")
        yield Items(tuple(Item("-", text) for text in told))


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


def _compared(each: RateComparison, labels: Labels) -> Item:
    word, tone = _WORDS[each.word]
    return Item("-", compared(each, labels), lead=f"{word}:", tone=tone)


def _stop_rules(review: Review, labels: Labels) -> Iterator[Block]:
    known = [line for line in review.stop_rules if line.number is not None]
    if not known:
        return
    yield Heading("Your stop rules")
    waiting = [line for line in known if not line.came]
    if waiting:
        yield Items(tuple(dict.fromkeys(_stop_rule(line, labels) for line in waiting)))
    came = len(known) - len(waiting)
    if came:
        verb = "has" if came == 1 else "have"
        yield Paragraph(f"{counted(came, 'rule')} {verb} nothing to stop any more: what they wait for came.", "quiet")


def _stop_rule(line: StopLine, labels: Labels) -> Item:
    mark: str = "!" if line.spoke else "-"
    tone: Tone = "warning" if line.spoke else "plain"
    lead = f"{of_what(line.approach, labels)}:"
    return Item(mark, sentence(filled(line)), lead=lead, detail=f"({progress(line)})", tone=tone)


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
    moved = moved_shares(review, labels) if has_answers(review) else ""
    if moved:
        yield Paragraph(f"With your log in it: {moved}.")
    elif any(each.word == "decided" and each.measure == "conversations-per-hour" for each in review.comparisons):
        yield Paragraph("As yet too little of that lead is sure to move a share.", "quiet")
    elif review.rows:
        yield Paragraph("Your own results change no share yet: what they show may be chance.", "quiet")
    yield card(review.recommendation, labels)


def _log(review: Review, labels: Labels, *, everything: bool) -> Iterator[Block]:
    if not review.rows:
        return
    yield Heading("Your log", folded=True)
    yield Paragraph(" ".join(about_log(review)), "quiet")
    weeks, lanes = over_time(review.rows, {each.approach: labels.approach(each.approach) for each in review.approaches})
    if review.rows[0].day < review.rows[-1].day:
        stretch = "a week" if weeks == 1 else f"in {weeks} weeks"
        yield Chart("Your log over time", f"Bars: hours {stretch}. Figures: conversations.", lanes)
    edited = [row for row in review.rows if row.hand == "edited"]
    shown: Sequence[ResultRow] = review.rows if everything else edited
    if shown:
        yield Table(
            ("Date", "Approach", "Row", "Hours", "Money", "Contacts", "Conversations", "Won", "Lost"),
            tuple(map(_row, shown)), words=3,
        )  # fmt: skip


def _row(row: ResultRow) -> tuple[str, ...]:
    counts: Iterable[int | None] = (row.contacts, row.conversations, row.won, row.lost)
    return (
        row.day.isoformat(), row.approach, {"logged": "as logged", "edited": "edited", "added": "by hand"}[row.hand],
        *("" if value is None else amount(value) for value in (row.hours, row.money)),
        *("" if value is None else str(value) for value in counts),
    )  # fmt: skip


# Plain lines and the tree


def records(review: Review, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """The verdict and what to do first where quiet; else everything but the rows, which stand in their own file."""
    labels = Labels(review.recommendation.rulebook)
    told = list(zip(review.to_do, to_do(review, labels), strict=True))
    yield "as_of", review.as_of.isoformat()
    yield "verdict", headline(review, labels)
    for each, text in told[: 1 if verbosity < 0 else None]:
        yield "to_do", parts(each.code, each.approach, text)
    if verbosity >= 0:
        yield from ((f"approach.{each.approach}", _approach_record(each)) for each in review.approaches)
        for pair in review.comparisons:
            yield (
                "comparison",
                parts(pair.measure, pair.better, pair.other, pair.word, pair.evidence, pair.ratio_low / THOUSAND),
            )
        yield from (("ruled_out", text) for text in ruled_out(review, labels))
        for line in review.stop_rules:
            yield "stop_rule", parts(line.action, "spoke" if line.spoke else "silent", filled(line))
    yield "status", review.recommendation.status
    yield "leader", review.recommendation.leader or NONE
    yield from ((f"share.{portion.approach}", str(portion.share)) for portion in review.recommendation.mix)
    yield "basis", words.honest(review.recommendation.rulebook)


def _approach_record(each: Reviewed) -> str:
    per = "" if each.hours_per_conversation is None else number(each.hours_per_conversation)
    return parts(
        each.planned_share, number(each.hours), each.hours_share, number(each.money), each.contacts,
        each.conversations, each.won, each.lost, each.open, per,
    )  # fmt: skip


def tree(review: Review) -> dict[str, Tree]:
    """The contract: it may grow, but no key changes its meaning within /1. Hours and money are in whole units."""
    labels = Labels(review.recommendation.rulebook)
    return {
        "schema": SCHEMA,
        "as_of": review.as_of.isoformat(),
        "verdict": safe(headline(review, labels)),
        "rows": len(review.rows),
        "rows_edited": sum(row.hand == "edited" for row in review.rows),
        "rows_added_by_hand": sum(row.hand == "added" for row in review.rows),
        "rows_later": review.later,
        "approaches": [_approach_tree(each) for each in review.approaches],
        "comparisons": [_comparison_tree(each) for each in review.comparisons],
        "ruled_out": [safe(text) for text in ruled_out(review, labels)],
        "stop_rules": [_stop_tree(line) for line in review.stop_rules],
        "to_do": [_to_do_tree(each, text) for each, text in zip(review.to_do, to_do(review, labels), strict=True)],
        "recommendation": recommendation_tree(review.recommendation),
    }


def _approach_tree(each: Reviewed) -> Tree:
    return {
        "approach": safe(each.approach),
        "planned_share": each.planned_share,
        "planned_hours": number(each.planned_hours),
        "hours": number(each.hours),
        "hours_share": each.hours_share,
        "money": number(each.money),
        "contacts": each.contacts,
        "conversations": each.conversations,
        "won": each.won,
        "lost": each.lost,
        "open": each.open,
        "still_open": [{"date": talk.day.isoformat(), "conversations": talk.number} for talk in each.still_open],
        "rows_without_hours": each.without_hours,
        "hours_per_conversation": number(each.hours_per_conversation),
        "hours_per_conversation_low": number(each.hours_low),
        "hours_per_conversation_high": number(each.hours_high),
        "money_per_conversation": number(each.money_per_conversation),
        "old_conversations": each.old,
        "old_won": each.old_won,
        "won_share_low": None if each.won_low is None else each.won_low / THOUSAND,
        "won_share_high": None if each.won_high is None else each.won_high / THOUSAND,
    }


def _comparison_tree(each: RateComparison) -> Tree:
    return {
        "measure": each.measure,
        "better": safe(each.better),
        "other": safe(each.other),
        "word": each.word,
        "evidence": each.evidence,
        "ratio_low": each.ratio_low / THOUSAND,
    }


def _stop_tree(line: StopLine) -> Tree:
    hundredths = line.counts in {"hours", "money"}
    return {
        "action": safe(line.action),
        "approach": safe(line.approach),
        "text": safe(filled(line)),
        "spoke": line.spoke,
        "counts": line.counts,
        "number": number(line.number) if hundredths else line.number,
        "reached": number(line.reached) if hundredths else line.reached,
        "can_fire": line.can_fire,
        "needs": list(line.needs),
    }


def _to_do_tree(each: ToDo, text: str) -> Tree:
    return {"code": each.code, "approach": safe(each.approach) or None, "text": safe(text)}
