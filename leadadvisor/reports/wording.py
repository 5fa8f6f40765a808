"""Sentences that every report shares; all names in them come from the rulebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from leadadvisor.model.profile import Origin
from leadadvisor.model.recommendation import (
    AdjustmentKind,
    Change,
    Flip,
    Mover,
    NextQuestion,
    Portion,
    Recommendation,
    Role,
    TensionLine,
)
from leadadvisor.model.rulebook import UNSURE, Firmness, Rulebook, Settings
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import deciding_question, level_at_the_top
from leadadvisor.reports.text import one_line

NOT_A_CHANCE = "This says how firmly the sources point this way for your answers; it is not a chance of success."
YOU_CAN_ACT = "You can act on this."

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def headline(recommendation: Recommendation, labels: Labels) -> str:
    """The whole advice in one sentence."""
    match recommendation.status:
        case "recommended":
            return _suggestion(recommendation, labels)
        case "undecided":
            return _no_leader(recommendation, labels)
        case "nothing-feasible":
            return _nothing_feasible(recommendation, labels)
        case _:
            assert_never(recommendation.status)


def verdict(recommendation: Recommendation, labels: Labels) -> str:
    """The advice in a few words, for those who asked for quiet."""
    match recommendation.status:
        case "recommended":
            return f"{labels.approach(recommendation.leader or '')} leads ({recommendation.firmness})."
        case "undecided":
            return "No leader yet."
        case "nothing-feasible":
            return "Nothing that can be carried out."
        case _:
            assert_never(recommendation.status)


def shares(recommendation: Recommendation, labels: Labels) -> str:
    """The mix on one line."""
    parts = [f"{labels.within(portion.approach)} {percent(portion.share)}" for portion in recommendation.mix]
    return ", ".join(parts) or "no mix"


def firmness_meaning(firmness: Firmness) -> str:
    """What a firmness says and what it does not."""
    match firmness:
        case "firm":
            return "No open answer would change the leader, and somewhat different weights would not either."
        case "leaning":
            return "No open answer would change the leader, but somewhat different weights could."
        case "open":
            return "Answers that are still open could change the leader."
        case _:
            assert_never(firmness)


def role(role: Role) -> str:
    """The part an approach plays in the mix."""
    match role:
        case "leads":
            return "leads"
        case "supports":
            return "in support"
        case "parked":
            return "on the side"
        case "ruled-out":
            return "ruled out"
        case _:
            assert_never(role)


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


def adjustment(kind: AdjustmentKind, settings: Settings) -> str:
    """What a step between the points and the printed share did."""
    match kind:
        case "ruled-out":
            return "What is ruled out gives its part to the others"
        case "floor":
            return f"Whatever can be carried out keeps at least {percent(settings.floor.value)}"
        case "gate":
            return f"What may not lead gets at most {percent(settings.may_not_lead_cap.value)}"
        case "rounding":
            return f"Rounding to steps of {settings.step.value}"
        case _:
            assert_never(kind)


def percent(share: int) -> str:
    """A share as it is written in a sentence."""
    return f"{share} %"


def span(portion: Portion) -> str:
    """The lowest and the highest share that the open answers allow; empty where nothing is open."""
    return "" if portion.low == portion.high else f"{portion.low}\u2013{portion.high}"


def percentage_points(hundredths: int, decimals: int = 1) -> str:
    """Hundredths of a percentage point with a sign and one or two decimals: 825 -> "+8.3", "+8.25"."""
    scale = 10 ** (2 - decimals)
    rounded = (abs(hundredths) + scale // 2) // scale
    sign = "" if rounded == 0 else "-" if hundredths < 0 else "+"
    whole, part = divmod(rounded, 10**decimals)
    return f"{sign}{whole}.{part:0{decimals}d}"


def points(count: int) -> str:
    """Points with their sign and their unit."""
    return f"{count:+d} point{'' if abs(count) == 1 else 's'}" if count else "0 points"


def number(count: int) -> str:
    """A small number in words."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def listed(parts: Sequence[str], word: str = "and") -> str:
    """The parts as an enumeration: a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}" if parts else ""


def sentence(text: str) -> str:
    """The text with a capital at the start and a full stop at the end, where it has none."""
    text = one_line(text)
    end = "" if not text or text[-1] in ".!?…" or text[-2:] in {".”", "?”", "!”"} else "."
    return text[:1].upper() + text[1:] + end


def sources(rulebook: Rulebook) -> str:
    """The documents of a rulebook as the subject of a sentence."""
    count = len(rulebook.documents)
    return "the source" if count == 1 else f"the {number(count)} sources" if count else "the rulebook"


def plural_sources(rulebook: Rulebook) -> bool:
    """Whether `sources` takes the plural."""
    return len(rulebook.documents) > 1


def decided_by(line: TensionLine, labels: Labels) -> str:
    """Why this side was taken, or what is done as long as it is open."""
    tension = labels.tension(line.id)
    if line.taken is None:
        asked = listed([f"“{labels.question(question)}”" for question in line.open_questions], "and")
        turns = sentence(f"still open: it turns on {asked}") if asked else "Still open."
        until = one_line(tension.while_open) if tension else ""
        return f"{turns} {sentence(f'until then: {until}') if until else ''}".strip()
    taken = "Both sides hold" if line.taken == "both" else f"Taken: side {line.taken}"
    if line.decided_by:
        return f"{taken}, because you answered {listed([labels.given(given) for given in line.decided_by])}."
    if tension and tension.always is not None and tension.always_because:
        return f"{taken}, for everybody: {one_line(tension.always_because)}"
    return f"{taken}."


def flips(together: Sequence[Flip], labels: Labels) -> str:
    """What would bring another leader: one flip, or several of one question with the same outcome."""
    first = together[0]
    condition = _one_question([flip.change[0] for flip in together], labels)
    if len(first.change) > 1:
        condition = listed([_one_question([change], labels) for change in first.change])
    if first.leader is not None:
        return f"{labels.approach(first.leader)} would lead if {condition}."
    if first.status == "nothing-feasible":
        return f"Nothing could be carried out if {condition}."
    return f"No approach would lead if {condition}."


def mover(mover: Mover, recommendation: Recommendation, labels: Labels) -> str:
    """What would move a share far."""
    portion = recommendation.portion(mover.approach)
    now = f" (now {percent(portion.share)})" if portion else ""
    condition = _one_question([mover.change], labels)
    return f"{labels.approach(mover.approach)} would go to {percent(mover.share)}{now} if {condition}."


def stakes(question: NextQuestion) -> str:
    """What the answer to an open question can still do."""
    if question.can_change_leader:
        return "its answer can change the leader"
    if question.largest_move:
        return f"its answer can move a share by up to {question.largest_move} points"
    return "its answer changes no share by itself"


def rules_and_weights(rulebook: Rulebook) -> str:
    """Where the reader finds what the advice was made from."""
    path = one_line(rulebook.path)
    where = f" in {path}" if path else ""
    return f"Rules and weights: {one_line(rulebook.name)} {one_line(rulebook.version)}{where}"


def _suggestion(recommendation: Recommendation, labels: Labels) -> str:
    leader = recommendation.portion(recommendation.leader or "")
    share = f" ({percent(leader.share)} of {_share_of(labels.rulebook)})" if leader else ""
    said = f"{_suggest(labels.rulebook)} letting {labels.within(recommendation.leader or '')} lead{share}"
    others = [portion for portion in recommendation.mix if portion.approach != recommendation.leader]
    supporting = _playing([portion for portion in others if portion.role == "supports"], labels)
    parked = _playing([portion for portion in others if portion.role == "parked"], labels)
    beside = [told for told in (supporting, parked) if told]
    joint = ", and " if any(" and " in told for told in beside) else " and "
    out = [labels.within(portion.approach) for portion in others if portion.role == "ruled-out"]
    ruled_out = f"; {listed(out)} {'is' if len(out) == 1 else 'are'} ruled out" if out else ""
    return f"{said}{', with ' + joint.join(beside) if beside else ''}{ruled_out}."


def _playing(portions: Sequence[Portion], labels: Labels) -> str:
    """Approaches with the same part in the mix: "inbound in support (30 %)", "a (20 %) and b (15 %) in support"."""
    if len(portions) == 1:
        only = portions[0]
        return f"{labels.within(only.approach)} {role(only.role)} ({percent(only.share)})"
    named = [f"{labels.within(portion.approach)} ({percent(portion.share)})" for portion in portions]
    return f"{listed(named)} {role(portions[0].role)}" if portions else ""


def _suggest(rulebook: Rulebook) -> str:
    return f"{sources(rulebook).capitalize()} suggest{'' if plural_sources(rulebook) else 's'}"


def _no_leader(recommendation: Recommendation, labels: Labels) -> str:
    rulebook = labels.rulebook
    verb = "name" if plural_sources(rulebook) else "names"
    level = [labels.within(approach) for approach in level_at_the_top(recommendation)]
    why = f"{listed(level)} come out level" if level else "none of the approaches may lead yet"
    said = f"{sources(rulebook).capitalize()} {verb} no leader for these answers: {why}"
    question = deciding_question(recommendation)
    if question is None:
        return f"{said}."
    return sentence(f"{said}; what decides is “{labels.question(question)}”")


def _nothing_feasible(recommendation: Recommendation, labels: Labels) -> str:
    rulebook = labels.rulebook
    verb = "leave" if plural_sources(rulebook) else "leaves"
    said = f"For these answers {sources(rulebook)} {verb} nothing that can be carried out; something must change first"
    first = next((flip for flip in recommendation.flips if flip.leader is not None), None)
    if first is None:
        return f"{said}."
    condition = listed([_one_question([change], labels) for change in first.change])
    return f"{said}: {labels.within(first.leader or '')} could lead if {condition}."


def _share_of(rulebook: Rulebook) -> str:
    """What a share is a share of, without the details after the first comma."""
    return one_line(rulebook.mix_of).split(",", 1)[0].split(" (", 1)[0] or "the whole"


def _one_question(changes: Sequence[Change], labels: Labels) -> str:
    """The condition of a "would": another answer to one question, or one of several others."""
    question, before = changes[0].question, changes[0].before
    named = one_line(question)
    options = listed([f"“{labels.option(question, change.after)}”" for change in changes], "or")
    if before in {"", UNSURE}:
        return f"the answer to {named} is {options}"
    return f"{named} were {options} instead of “{labels.option(question, before)}”"
