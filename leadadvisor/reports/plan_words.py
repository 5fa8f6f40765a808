"""The plan and the means in words, for every report that tells them."""

from __future__ import annotations

from typing import assert_never

from leadadvisor.model.means import Means, Needed, Split, Target
from leadadvisor.model.plan import Phase
from leadadvisor.model.recommendation import PlanStep, Recommendation
from leadadvisor.model.rulebook import WHOLE_MIX
from leadadvisor.reports import wording
from leadadvisor.reports.labels import Labels

FILL_IN = "Every N is yours to fill in before you start: the sources give no figures, and neither does this plan."
FROM_PRACTICE = "Measures and stop rules are habits of practice, not from the sources."
NOBODY = "nobody yet"
AS_IF_BY_SHARE = "As if each approach brought conversations by its share; rounded up, so together they may be more."


def phases(recommendation: Recommendation) -> list[Phase]:
    """The phases that have anything in them, in their order."""
    return list(dict.fromkeys(step.phase for step in recommendation.plan))


def phase(phase: Phase) -> str:
    """The title of a phase."""
    match phase:
        case "days-1-30":
            return "Days 1\u201330"
        case "days-31-60":
            return "Days 31\u201360"
        case "days-61-90":
            return "Days 61\u201390"
        case "later":
            return "Later"
        case _:
            assert_never(phase)


def of_what(approach: str, labels: Labels) -> str:
    """What a step is about: an approach, or all of them."""
    return "All" if approach == WHOLE_MIX else labels.approach(approach)


def follow_up(step: PlanStep) -> list[tuple[str, str]]:
    """Who does it, what to look at and when to stop or change, each with its title."""
    told = (("Who", step.owner or NOBODY), ("Measure", step.measure), ("Stop or change", step.stop_rule))
    return [(title, wording.sentence(text)) for title, text in told if text]


def amount(hundredths: int) -> str:
    """Hours or money as they are written: 2.5, 1,200."""
    whole, part = divmod(hundredths, 100)
    return f"{whole:,}" + (f".{part:02d}".rstrip("0") if part else "")


def with_unit(hundredths: int, unit: str) -> str:
    """An amount and its unit, which may be empty."""
    return f"{amount(hundredths)} {unit}".rstrip()


def splits(means: Means) -> list[tuple[str, str, Split]]:
    """What is shared out: its title, its unit and the parts."""
    given = (("Hours a week", "h", means.weekly_hours), ("Money a month", means.currency, means.monthly_budget))
    return [(title, unit, split) for title, unit, split in given if split is not None]


def paid_part(split: Split, approach: str, unit: str, labels: Labels) -> str:
    """What an approach's money is for where channels are bought; empty where none are."""
    part = next((part for part in split.parts if part.approach == approach), None)
    if part is None or not part.paid:
        return ""
    named = wording.listed([labels.channel(channel) for channel in part.channels])
    paid = "" if part.paid == part.amount else f"{with_unit(part.paid, unit)} "
    return f"{paid}for {named}; its hours are for the rest"


def target(target: Target) -> str:
    """The arithmetic on the user's own figures, in a sentence."""
    rate = with_unit(target.close_rate, "%")
    customers, months = _counted(target.customers, "customer"), _counted(target.months, "month")
    return (
        f"Your own figures: {customers} in {months}, with {rate} of qualified conversations won, "
        f"take {_conversations(target.conversations, target.tenths_a_week)}. "
        "This is arithmetic on what you entered, not a forecast."
    )


def needed(needed: Needed) -> str:
    """What one approach would have to bring of it."""
    return _conversations(needed.in_all, needed.tenths_a_week)


def kept_back(means: Means, percent: int) -> str:
    """How hours and money were shared out, and what was kept back of them; empty where there was nothing to share."""
    steps = wording.listed([with_unit(split.step, unit) for _, unit, split in splits(means) if split.total])
    if not steps:
        return ""
    return (
        f"Shared out by the mix in steps of {steps}; at least {wording.percent(percent)} is kept back for learning and "
        "surprises. None of this changes the mix."
    )


def _conversations(count: int, tenths_a_week: int) -> str:
    return f"{_counted(count, 'qualified conversation')}, {tenths_a_week // 10}.{tenths_a_week % 10} a week"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
