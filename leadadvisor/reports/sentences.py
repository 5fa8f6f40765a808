"""Sentences about one reason, blocker, near miss or tension, shared by terminal, markdown and html."""

from __future__ import annotations

from leadadvisor.model.recommendation import (
    Contribution,
    NearMiss,
    Portion,
    Recommendation,
    StandingBlocker,
    TensionLine,
)
from leadadvisor.reports import wording
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.text import one_line

NO_FLIP = "No other answer, taken alone, would bring another leader."
NOTHING_AGAINST = "No rule speaks against it for your answers."


def firmness(recommendation: Recommendation) -> tuple[str, str]:
    """How firm the advice is, in a word and in a sentence; the word is empty where nobody leads."""
    if recommendation.status != "recommended":
        return "", ""
    word = recommendation.firmness
    return word.capitalize(), f"{wording.firmness_meaning(word)} {wording.NOT_A_CHANCE}"


def answered(reason: Contribution, labels: Labels) -> str:
    """The answers a reason rests on; empty where it rests on none."""
    answers = wording.listed([labels.given(given) for given in reason.answers])
    return f"You answered {answers}." if answers else ""


def part_in_mix(portion: Portion) -> str:
    """The role, and the share where there is one: "in support with 30 %"."""
    share = f" with {wording.percent(portion.share)}" if portion.share else ""
    return f"{wording.role(portion.role)}{share}"


def blocker(blocker: StandingBlocker, recommendation: Recommendation) -> str:
    """What stands in the way and what would lift it; not the reason again where a caution tells it."""
    kind = "Ruled out" if blocker.kind == "rules-out" else "May not lead"
    warned = any(blocker.because == caution.text for caution in recommendation.cautions)
    why = "." if warned else f": {wording.sentence(blocker.because)}"
    lifted = f" To change that: {wording.sentence(blocker.lifted_by)}" if blocker.lifted_by else ""
    return f"{kind}{why}{lifted}"


def near_miss(miss: NearMiss, labels: Labels) -> str:
    """The reason an approach lacks, and the answer that would bring it."""
    options = wording.listed([f"“{labels.option(miss.question, option)}”" for option in miss.options], "or")
    return f"With {options} ({one_line(miss.question)}) it would have one reason more: {wording.sentence(miss.because)}"


def outcome(line: TensionLine) -> str:
    """The side of a tension that was taken, in a few words."""
    match line.taken:
        case None:
            return "open"
        case "both":
            return "both hold"
        case side:
            return f"side {side}"


def weaker(count: int) -> str:
    """How many reasons are not told one by one."""
    return f"{wording.number(count).capitalize()} weaker reason{'s' if count > 1 else ''} more, together"


def others_title(leader: Portion | None) -> str:
    """The title above what is said of those that do not lead."""
    return "Why the others do not lead" if leader else "What speaks for and against each"


def nothing_would_change(recommendation: Recommendation) -> bool:
    """There is a leader, and neither another answer nor an open one would change anything."""
    return recommendation.leader is not None and not recommendation.flips
