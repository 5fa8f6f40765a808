"""The sentences every report shares, each chosen once; all names in them come from the rulebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from leadadvisor.model.condition import AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.model.profile import Origin
from leadadvisor.model.recommendation import (
    AdjustmentKind,
    Change,
    Contribution,
    Flip,
    Mover,
    NearMiss,
    NextQuestion,
    Portion,
    Recommendation,
    Role,
    StandingBlocker,
    TensionLine,
)
from leadadvisor.model.rulebook import UNSURE, Rulebook, Settings, State, Status, Strength
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.verdict import questions_that_matter
from leadadvisor.text import capital, counted, first_sentence, listed, lowered, one_line, percent, sentence

NOT_A_CHANCE = "None of this is a chance of success."
OUR_WEIGHTING = "The percentages are this rulebook's own weighting, not a chance of success."
STEP_UP = "You can work on this."
NOTHING_AGAINST = "Nothing in your answers counts against it."
NO_FLIP = "No other single answer changes who comes first."
ADDS_UP = "In percentage points, from equal parts to the share that is printed. The lines add up."
OUR_LINES = "The goal bonus, the limits and the rounding are this rulebook's own, not from the sources."

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MINUS = "\N{MINUS SIGN}"


# Figures


def span(low: int, high: int) -> str:
    """The lowest and the highest share that the open answers allow; empty where nothing is open."""
    return "" if low == high else f"{low}\N{EN DASH}{high}"


def moved(points: int) -> str:
    """Whole percentage points with their sign: "+8", "-4" with a true minus, "0"."""
    return f"{'+' if points > 0 else _MINUS if points < 0 else ''}{abs(points)}"


def moved_exactly(hundredths: int) -> str:
    """Hundredths of a percentage point with their sign: 825 -> "+8.25"."""
    whole, part = divmod(abs(hundredths), 100)
    return f"{'+' if hundredths > 0 else _MINUS if hundredths < 0 else ''}{whole}.{part:02d}"


def points(count: int) -> str:
    """Points with their sign and their unit."""
    return f"{moved(count)} point{'' if abs(count) == 1 else 's'}"


def number(count: int) -> str:
    """A small number in words, a large one with marks of thousands."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def strength(strength: Strength) -> str:
    """How strongly a reason counts, in a word."""
    match strength:
        case "slight":
            return "slight"
        case "moderate":
            return "medium"
        case "strong":
            return "strong"
        case _:
            assert_never(strength)


# Parts of the answer


def role(role: Role) -> str:
    """The part an approach plays in the mix."""
    match role:
        case "leads":
            return "comes first"
        case "supports":
            return "in support"
        case "parked":
            return "on the side"
        case "ruled-out":
            return "ruled out"
        case _:
            assert_never(role)


def state(state: State) -> str:
    """When a channel or an approach can be begun."""
    match state:
        case "now":
            return "now"
        case "prepare":
            return "prepare"
        case "not-yet":
            return "not yet"
        case "no":
            return "no"
        case _:
            assert_never(state)


def honest(rulebook: Rulebook) -> str:
    """What the advice rests on, in the rulebook's own words: the first sentence of its basis."""
    return first_sentence(rulebook.basis)


def honest_sentences(rulebook: Rulebook) -> tuple[str, str]:
    """What must not be lost when the advice is told again."""
    return honest(rulebook), OUR_WEIGHTING


# Reasons


def answered(reason: Contribution, labels: Labels) -> str:
    """The answers a reason rests on; empty where it rests on none."""
    answers = listed([labels.given(given) for given in reason.answers])
    return f"You answered {answers}." if answers else ""


def blocker(blocker: StandingBlocker, recommendation: Recommendation) -> str:
    """What stands in the way and what lifts it; not the reason again where a caution tells it."""
    kind = "Ruled out" if blocker.kind == "rules-out" else "Cannot come first"
    warned = any(blocker.because == caution.text for caution in recommendation.cautions)
    why = "." if warned else f": {sentence(blocker.because)}"
    lifted = f" What lifts it: {lowered(sentence(blocker.lifted_by))}" if blocker.lifted_by else ""
    return f"{kind}{why}{lifted}"


def near_miss(miss: NearMiss, labels: Labels) -> str:
    """The reason an approach lacks, and the answer that brings it."""
    options = listed([f"“{labels.option(miss.question, option)}”" for option in miss.options], "or")
    asked = labels.asked_by(miss.question, miss.options)
    return f"One reason more with {options}{asked}: {sentence(miss.because)}"


def adjustment(kind: AdjustmentKind, settings: Settings) -> str:
    """What a step between the points and the printed share did."""
    match kind:
        case "ruled-out":
            return "What is ruled out gives its part to the others"
        case "floor":
            return f"Whatever can start keeps at least {percent(settings.floor.value)}"
        case "gate":
            return f"What may not come first gets at most {percent(settings.may_not_lead_cap.value)}"
        case "rounding":
            return f"Rounding to steps of {settings.step.value}"
        case _:
            assert_never(kind)


def part_in_mix(portion: Portion) -> str:
    """The share where there is one, else the role: "30 %"."""
    return percent(portion.share) if portion.share else role(portion.role)


def origin(origin: Origin) -> str:
    """Where an answer came from."""
    match origin:
        case "flag":
            return "a flag"
        case "set":
            return "--set"
        case "file":
            return "the answers file"
        case "asked":
            return "asked"
        case "default":
            return "a default"
        case "derived":
            return "follows from another answer"
        case _:
            assert_never(origin)


# Disagreements


def decided_by(line: TensionLine, labels: Labels, *, told: bool = False) -> str:
    """Which side counts and why, that both are weighed, or what happens while it is open.

    Where both sides have been `told`, the one that counts is named by its place.
    """
    tension = labels.tension(line.id)
    if line.effect == "informs":
        how = tension.always_because if tension else ""
        return f"Both are weighed. {sentence(how)}" if how else "Both are weighed as far as your answers call for it."
    if line.taken is None:
        asked = listed([f"“{labels.question(question)}”" for question in line.open_questions])
        until = sentence(tension.while_open) if tension and tension.while_open else ""
        turns = sentence(f"still open: it turns on {asked or 'another answer'}")
        return f"{turns} Until then: {until}" if until else turns
    sides = tension.sides if tension else ()
    says = lowered(sides[line.taken - 1].says) if line.taken != "both" and len(sides) >= line.taken else ""
    if line.taken == "both":
        counts = "Both sides count"
    elif told:
        counts = f"The {'first' if line.taken == 1 else 'second'} counts"
    else:
        counts = f"Counted here: {says.rstrip('.')}" if says else "Decided"
    if line.decided_by:
        return f"{counts}, because you answered {listed([labels.given(given) for given in line.decided_by])}."
    if tension and tension.always is not None and tension.always_because:
        return f"{counts}. {sentence(tension.always_because)}"
    return f"{counts}."


# What would change it


def flip(together: Sequence[Flip], labels: Labels) -> str:
    """What brings another leader: one flip, or several that differ in the last option alone."""
    first = together[0]
    return sentence(f"{outcome(first.status, first.leader, labels)} with {changes(together, labels)}")


def changes(together: Sequence[Flip], labels: Labels) -> str:
    """The changes of flips that differ in the last option alone."""
    *first, _ = together[0].change
    parts = [_one_question([change], labels) for change in first]
    return listed([*parts, _one_question([each.change[-1] for each in together], labels)])


def outcome(status: Status, leader: str | None, labels: Labels) -> str:
    """What there is then: "inbound comes first"."""
    if leader is not None:
        return f"{labels.within(leader)} comes first"
    return "nothing can start" if status == "nothing-feasible" else "nothing clearly comes first"


def mover(mover: Mover, recommendation: Recommendation, labels: Labels) -> str:
    """What moves a share far."""
    return f"{capital(moves_to(mover, recommendation, labels))} with {_one_question([mover.change], labels)}."


def moves_to(mover: Mover, recommendation: Recommendation, labels: Labels) -> str:
    """How far it moves: "referral 25 % (now 30 %)"."""
    portion = recommendation.portion(mover.approach)
    now = f" (now {percent(portion.share)})" if portion else ""
    return f"{labels.within(mover.approach)} gets {percent(mover.share)}{now}"


def other_answer(changed: Sequence[Change], labels: Labels) -> str:
    """Another answer to a question that is named already: "“Weak sellers” instead of “Strong sellers”"."""
    question, before = changed[0].question, changed[0].before
    options = listed([f"“{labels.option(question, change.after)}”" for change in changed], "or")
    return options if before in {"", UNSURE} else f"{options} instead of “{labels.option(question, before)}”"


def stakes(question: NextQuestion) -> str:
    """What the answer to an open question can still do."""
    if question.can_change_leader:
        return "can change what comes first"
    if question.largest_move:
        return f"can move a share by up to {question.largest_move} points"
    return "changes no share by itself"


def _unanswered(count: int) -> str:
    return f"{capital(counted_words(count, 'question'))} you have not answered"


def still_open(recommendation: Recommendation) -> str:
    """How many unanswered questions bear on the result, and what they can do; empty where none does."""
    bearing = questions_that_matter(recommendation)
    if any(question.can_change_leader for question in bearing):
        return f"{_unanswered(len(bearing))} could still change this."
    if recommendation.open_pair:
        labels = Labels(recommendation.rulebook)
        named = listed([f"“{labels.question(question)}”" for question in recommendation.open_pair])
        return f"Together, {named} could still change what comes first."
    if not recommendation.settled and bearing:
        return f"{_unanswered(len(bearing))} could change this, but only together."
    if bearing:
        return f"{_unanswered(len(bearing))} could still move the shares."
    return ""


# Conditions


def condition(condition: Condition, labels: Labels) -> str:
    """The condition as a clause: "people is “Nobody”, and budget is “None” or “Small tests”"."""
    match condition:
        case Chosen():
            return _chosen(condition, "is", labels)
        case Not(Chosen() as part):
            return _chosen(part, "is not", labels)
        case Not(part):
            return f"it is not so that {_part(part, labels)}"
        case AllOf(parts):
            return _joined(parts, "and", labels) if parts else "whatever the answers are"
        case AnyOf(parts):
            return _joined(parts, "or", labels) if parts else "never"
        case _:
            assert_never(condition)


# Words


def counted_words(count: int, noun: str) -> str:
    """A number, in words where it is small, with its noun."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}" if count <= len(_NUMBERS) else counted(count, noun)


def rules_and_weights(rulebook: Rulebook) -> str:
    """Which rulebook the advice was made with; its digest names every word of it."""
    digest = one_line(rulebook.digest)[:15]
    return f"Rules and weights: {one_line(rulebook.name)} {one_line(rulebook.version)} ({digest})."


def _one_question(changed: Sequence[Change], labels: Labels) -> str:
    """Another answer to one question, or one of several others: "“Weak sellers” instead of “Strong sellers”"."""
    before = changed[0].before
    known = [change.after for change in changed] + ([before] if before not in {"", UNSURE} else [])
    return f"{other_answer(changed, labels)}{labels.asked_by(changed[0].question, known)}"


def _chosen(condition: Chosen, verb: str, labels: Labels) -> str:
    options = [f"“{labels.option(condition.question, option)}”" for option in condition.options]
    return f"{one_line(condition.question)} {verb} {listed(options, 'or')}"


def _joined(parts: tuple[Condition, ...], word: str, labels: Labels) -> str:
    if len(parts) == 1:
        return condition(parts[0], labels)
    *first, last = [_part(part, labels) for part in parts]
    return f"{', '.join(first)}, {word} {last}"


def _part(part: Condition, labels: Labels) -> str:
    """A part of a larger condition, in brackets where it is made of parts itself."""
    told = condition(part, labels)
    return f"({told})" if isinstance(part, AllOf | AnyOf) and len(part.parts) > 1 else told
