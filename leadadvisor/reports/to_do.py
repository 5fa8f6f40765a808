"""What to do now, in sentences that begin with a verb."""

from __future__ import annotations

from typing import assert_never

from leadadvisor.model.review import Review, ToDo
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.numbers import filled, hours
from leadadvisor.text import counted, listed, sentence


def to_do(review: Review, labels: Labels) -> list[str]:
    """Every line, the most pressing first."""
    return [_told(each, review, labels) for each in review.to_do]


def _told(each: ToDo, review: Review, labels: Labels) -> str:  # noqa: C901, PLR0911, PLR0912 - a sentence for each code
    name = labels.within(each.approach)
    match each.code:
        case "log-first":
            return "Log what you did: leadadvisor log APPROACH --hours ... --contacts ... --conversations ..."
        case "stop-spoke":
            return f"Act on your stop rule for {_of(each, labels)}: {_rule(each, review)}"
        case "results-win":
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


def _of(each: ToDo, labels: Labels) -> str:
    return "the whole mix" if each.approach == "mix" else labels.within(each.approach)


def _rule(each: ToDo, review: Review) -> str:
    line = next(line for line in review.stop_rules if line.text == each.text and line.spoke)
    return sentence(filled(line))


def _more(each: ToDo, review: Review, labels: Labels) -> str:
    """Where hours should go; where the mix does not follow yet, why not."""
    name, others = labels.within(each.approach), listed([labels.within(other) for other in each.others])
    earned = {
        portion.approach
        for portion in review.recommendation.mix
        for line in portion.contributions
        if line.kind == "own-results" and line.points
    }
    told = f"Move hours from {others} to {name}: it brings more conversations an hour."
    if each.approach not in earned:
        told += " The mix follows once more of that lead is sure."
    return told
