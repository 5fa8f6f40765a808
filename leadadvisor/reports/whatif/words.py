"""Sentences about what would change a recommendation, shared by its reports."""

from __future__ import annotations

from leadadvisor.model.what_if import Lead, Search, WhatIf
from leadadvisor.reports import wording
from leadadvisor.reports.labels import Labels

NOT_ADVICE = (
    "This says what the rules would make of other answers, not what is wise to change: some of it would be a step back."
)


def many(count: int) -> str:
    """A count as it is written in a sentence."""
    return f"{count:,}" if count > 12 else wording.number(count)  # noqa: PLR2004 - up to here numbers are words


def flips_title(value: WhatIf) -> str:
    """What the flips are, or that there are none."""
    changed = "another leader" if value.recommendation.leader is not None else "a leader or another result"
    if not value.flips:
        return f"No change of up to {many(value.search.size)} answers brings {changed}."
    match len(value.flips[0].change):
        case 1:
            return f"Each of these answers alone would bring {changed}."
        case 2:
            return f"No single answer would bring {changed}; these pairs of answers would."
        case size:
            return f"Nothing less than {many(size)} answers together would bring {changed}; these would."


def flips_counted(value: WhatIf) -> str:
    """How many of the smallest flips there are, in one line."""
    if not value.flips:
        return flips_title(value)
    count, size = len(value.flips), len(value.flips[0].change)
    what = "single answer" if size == 1 else f"set of {many(size)} answers"
    plural = what.replace("answer", "answers") if size == 1 else what.replace("set", "sets")
    told = f"{many(count)} {what if count == 1 else plural} would bring another result."
    return wording.sentence(told)


def searched(value: WhatIf) -> str:
    """How far was looked, and what was left out."""
    search, levers = value.search, value.lever_search
    told = f"Tried: {_every(search)}, {search.tried:,} in all."
    if levers.size > search.size:
        told += f" Of what you can act on: {_every(levers)}."
    if search.left_out:
        more = f"Changes of {many(search.size + 1)} answers were left out"
        told += f" {more}: there are {search.left_out:,} of them, too many."
    return told


def _every(search: Search) -> str:
    match search.size:
        case 0:
            return "no change"
        case 1:
            return "every single change"
        case size:
            return f"every change of up to {many(size)} answers"


def lead(value: WhatIf, labels: Labels) -> str:
    """How far the leader is ahead, and how much the rules' points may be off."""
    recommendation = value.recommendation
    if recommendation.leader is None or value.lead is None:
        return "Nobody leads, so there is no lead to lose."
    leader = labels.approach(recommendation.leader)
    if value.lead.rival is None:
        return f"{leader} has no rival that may lead."
    rival = labels.within(value.lead.rival)
    return (
        f"{leader} is {_points(value.lead)} ahead of {rival}. Every rule's points could be off by up to "
        f"{wording.percent(value.lead.percent)}, each in the worse direction, before {rival} draws level or passes."
    )


def settledness(value: WhatIf) -> str:
    """What the open answers do to it; nothing where they do nothing."""
    recommendation = value.recommendation
    if recommendation.leader is None:
        return ""
    if not recommendation.settled:
        return "That is for the answers as given: those still open could bring another leader."
    if value.lead is not None and recommendation.robustness_percent < value.lead.percent:
        return (
            "Whatever the open answers turn out to be, the leader stays as long as points are off by no more than "
            f"{wording.percent(recommendation.robustness_percent)}."
        )
    return ""


def _points(lead: Lead) -> str:
    return wording.points(lead.points).removeprefix("+")
