"""A review as plain lines, and as the contract "leadadvisor/review/1".

Plain keys: as_of, verdict, `to_do` (code; approach; text), `approach.<id>` (planned share; hours; hours share; money;
contacts; conversations; won; lost; open; hours per conversation), `comparison` (measure; better; other; word; evidence;
lower end of the ratio), `ruled_out`, `stop_rule` (action; spoke or silent; text), status, leader, `share.<id>`, basis.
"""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.plan_numbers import StopLine
from leadadvisor.model.results import THOUSAND, RateComparison
from leadadvisor.model.review import Review, Reviewed, ToDo
from leadadvisor.reports import Verbosity, words
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.numbers import filled
from leadadvisor.reports.plain import NONE, parts
from leadadvisor.reports.review import headline, ruled_out
from leadadvisor.reports.to_do import to_do
from leadadvisor.reports.tree import Tree
from leadadvisor.reports.tree import tree as recommendation_tree
from leadadvisor.text import safe

SCHEMA = "leadadvisor/review/1"


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
            yield "comparison", parts(pair.measure, pair.better, pair.other, pair.word, pair.evidence, _low(pair))
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
        "approaches": [_approach(each) for each in review.approaches],
        "comparisons": [_comparison(each) for each in review.comparisons],
        "ruled_out": [safe(text) for text in ruled_out(review, labels)],
        "stop_rules": [_stop(line) for line in review.stop_rules],
        "to_do": [_to_do(each, text) for each, text in zip(review.to_do, to_do(review, labels), strict=True)],
        "recommendation": recommendation_tree(review.recommendation),
    }


def _approach(each: Reviewed) -> Tree:
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


def _comparison(each: RateComparison) -> Tree:
    return {
        "measure": each.measure,
        "better": safe(each.better),
        "other": safe(each.other),
        "word": each.word,
        "evidence": each.evidence,
        "ratio_low": _low(each),
    }


def _low(each: RateComparison) -> float:
    return each.ratio_low / THOUSAND


def _stop(line: StopLine) -> Tree:
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


def _to_do(each: ToDo, text: str) -> Tree:
    return {"code": each.code, "approach": safe(each.approach) or None, "text": safe(text)}


def number(hundredths: int | None) -> int | float | None:
    """A whole number where it is one, else the quotient nearest to it, so that it prints as it should."""
    if hundredths is None:
        return None
    whole, part = divmod(hundredths, 100)
    return hundredths / 100 if part else whole
