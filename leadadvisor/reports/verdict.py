"""The answer in words: the headline every format gives, in few words, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.model.recommendation import HeldBack, NextQuestion, PlanStep, Recommendation
from leadadvisor.model.rulebook import UNSURE, Firmness, Rulebook
from leadadvisor.reports.labels import Labels
from leadadvisor.text import capital, first_sentence, listed, lowered, one_line, percent

_WHOLE = 100
"""The whole mix in percent."""

_MOST = 45
"""From so many percent on, with the others sharing the rest, an approach gets most of the effort."""

_WIDE = 60
"""A range wider than this, in percentage points, tells next to nothing."""

_BARELY = 2
"""Up to so many answers are barely any."""


def headline(recommendation: Recommendation, labels: Labels, *, short: bool = False) -> str:
    """The whole advice in a sentence or two; `short` leaves out the step that opens the way."""
    if recommendation.status == "nothing-feasible":
        return "Nothing can start with these answers. Something has to change first."
    if barely_answered(recommendation):
        return f"Too early to call. So far: {shares_line(recommendation, labels)}. A few more answers decide it."
    return _answer(recommendation, labels, short=short)


def in_few_words(recommendation: Recommendation, labels: Labels) -> str:
    """The advice in a few words, for a line among others."""
    if recommendation.status == "nothing-feasible":
        return "Nothing can start."
    level = level_at_the_top(recommendation)
    if level:
        return f"{capital(listed([labels.within(each) for each in level]))} about equally."
    if recommendation.leader is None:
        return "Nothing can come first yet."
    return f"{labels.approach(recommendation.leader)} first."


def in_a_line(recommendation: Recommendation, labels: Labels, *, sure: bool = True) -> str:
    """The advice with its figures in a line of about 80 signs, and where that is asked for how `sure` it is."""
    if recommendation.status == "nothing-feasible":
        return headline(recommendation, labels)
    held, shares = recommendation.held_back, shares_line(recommendation, labels)
    if held is not None:
        share, name = percent(dict(held.mix).get(held.approach, 0)), labels.within(held.approach)
        back = (
            f" Something holds {name} back, {'else' if recommendation.settled else 'else perhaps'} first with {share}."
        )
        return f"For now {shares}.{back if sure else ''}"
    if barely_answered(recommendation):
        return f"Too early to call, so far: {shares}."
    how = f" {first}." if sure and (first := sureness(recommendation, labels)[0]) else ""
    return f"{_first_with_shares(recommendation, labels, shares, short=not sure)}.{how}"


def _first_with_shares(recommendation: Recommendation, labels: Labels, shares: str, *, short: bool) -> str:
    """What comes first, and the mix."""
    if recommendation.leader is None or recommendation.level:
        return f"About equal: {shares}" if short else f"{in_few_words(recommendation, labels).rstrip('.')}: {shares}"
    (_, first), *rest = _shares(recommendation)
    name = labels.approach(recommendation.leader)
    if short:
        others = ", ".join(f"{labels.within(approach)} {percent(share)}" for approach, share in rest)
        return f"{name} first, {percent(first)}; {others}"
    return f"{name} first ({percent(first)}){_then(rest, labels)}"


def most_effort(shares: Sequence[tuple[str, int]], labels: Labels) -> str:
    """The mix as an instruction: "Put most effort into inbound (55 %), then outbound (30 %) and referral (15 %)."."""
    (first, share), *rest = [(approach, share) for approach, share in shares if share] or list(shares[:1])
    what, named = share_of(labels.rulebook), f"{labels.within(first)} ({percent(share)})"
    part = "all" if share == _WHOLE else "most" if share >= _MOST else "the largest part"
    if what.endswith("effort"):
        told = f"Put {part}{' of your' if share < _MOST else ''} effort into {named}"
    else:
        told = f"{capital(part)} of {what} goes to {named}"
    return f"{told}{_then(rest, labels)}."


def sureness(recommendation: Recommendation, labels: Labels) -> tuple[str, str]:
    """How sure the result is: in a few words, and in a sentence that gives the number behind them. Both may be empty.

    What is held back or level is never called clear.
    """
    if recommendation.status == "nothing-feasible":
        return "", ""
    if recommendation.firmness == "open" or (not recommendation.settled and recommendation.leader is not None):
        return "Too early to call", f"Too early to call: {_what_decides(recommendation, labels)}"
    if recommendation.held_back is not None or recommendation.leader is None or recommendation.level:
        return "", ""
    leader, off = labels.within(recommendation.leader), recommendation.robustness_percent
    if recommendation.firmness == "firm":
        told = f"{leader} stays first even if every weight is {off} % off"
        return "Clear", f"Clear: {told if off < _WHOLE else 'nothing else can come first'}."
    return "A close call", f"A close call: {leader} stays first only while every weight is at most {off} % off."


def firmness(recommendation: Recommendation) -> Firmness:
    """How firm the result is, as programs are told: what is only first until a blocker is lifted is never firm."""
    held = recommendation.held_back is not None and recommendation.firmness == "firm"
    return "leaning" if held else recommendation.firmness


def weightings(recommendation: Recommendation, labels: Labels) -> str:
    """Under how many weightings the leader stands; empty where that was not worked out."""
    if recommendation.weightings_percent is None or recommendation.leader is None:
        return ""
    leader, share = labels.approach(recommendation.leader), percent(recommendation.weightings_percent)
    return f"{leader} comes first under {share} of all weightings that keep strong above medium above slight."


def shares_line(recommendation: Recommendation, labels: Labels) -> str:
    """The mix on one line."""
    parts = [f"{labels.within(portion.approach)} {percent(portion.share)}" for portion in recommendation.mix]
    return ", ".join(parts) or "no mix"


def share_of(rulebook: Rulebook) -> str:
    """What a share is a share of, without the details after the first comma."""
    return one_line(rulebook.mix_of).split(",", 1)[0].split(" (", 1)[0] or "the whole"


def _answer(recommendation: Recommendation, labels: Labels, *, short: bool) -> str:
    if recommendation.held_back is not None:
        return _held_back(recommendation.held_back, recommendation, labels)
    if recommendation.leader is None and not level_at_the_top(recommendation):
        return "Nothing can come first yet: every approach still lacks something it needs."
    step = None if short else opening_step(recommendation)
    opening = f" First open the way: {lowered(first_sentence(step.action))}" if step is not None else ""
    return f"{_mix(recommendation, labels)}{opening}"


def _mix(recommendation: Recommendation, labels: Labels) -> str:
    """The mix as an instruction, and what has no part in it."""
    level = level_at_the_top(recommendation)
    shares = _shares(recommendation)
    told = _about_equal(level, shares, labels) if level else most_effort(shares, labels)
    out = [labels.within(portion.approach) for portion in recommendation.mix if portion.role == "ruled-out"]
    ruled_out = f" {capital(listed(out))} {'is' if len(out) == 1 else 'are'} ruled out." if out else ""
    return f"{told}{ruled_out}"


def _held_back(held: HeldBack, recommendation: Recommendation, labels: Labels) -> str:
    share = dict(held.mix).get(held.approach, 0)
    lifted = lowered(held.lifted_by).rstrip(".")
    now = f" Until then, {lowered(_mix(recommendation, labels))}" if recommendation.mix else ""
    if not recommendation.settled:  # what is open may take the first place from it again
        return (
            f"{labels.approach(held.approach)} could come first ({percent(share)} so far) once you have {lifted}.{now}"
        )
    return f"To put {labels.within(held.approach)} first ({percent(share)}), you need {lifted}.{now}"


def _about_equal(level: Sequence[str], shares: Sequence[tuple[str, int]], labels: Labels) -> str:
    named = listed([f"{labels.within(approach)} ({percent(share)})" for approach, share in shares if approach in level])
    rest = [(approach, share) for approach, share in shares if approach not in level]
    what = share_of(labels.rulebook)
    told = f"Put about equal effort into {named}"
    if not what.endswith("effort"):
        told = f"{capital(what)} goes about equally to {named}"
    return f"{told}{_then(rest, labels)}."


def _then(rest: Sequence[tuple[str, int]], labels: Labels) -> str:
    named = listed([f"{labels.within(approach)} ({percent(share)})" for approach, share in rest if share])
    return f", then {named}" if named else ""


def _shares(recommendation: Recommendation) -> list[tuple[str, int]]:
    """The mix, the leader first."""
    mix = [(portion.approach, portion.share) for portion in recommendation.mix]
    return sorted(mix, key=lambda each: each[0] != recommendation.leader)


def _what_decides(recommendation: Recommendation, labels: Labels) -> str:
    """Between which leaders the unanswered questions decide."""
    leaders = possible_leaders(recommendation)
    if len(leaders) > 1:
        named = listed([labels.within(each) for each in leaders], "or")
        return f"questions you have not answered decide whether {named} comes first."
    return "these answers decide it."


# Which answer there is


def level_at_the_top(recommendation: Recommendation) -> list[str]:
    """The approaches that share the first place, largest share first; empty where one comes first, or none may."""
    may_lead = [portion for portion in recommendation.mix if portion.role != "ruled-out" and not portion.blockers]
    if recommendation.status == "nothing-feasible" or len(may_lead) < 2:  # noqa: PLR2004 - a pair
        return []
    if recommendation.level:
        second = may_lead[1]
        alike = [each.approach for each in may_lead[2:] if (each.share, each.points) == (second.share, second.points)]
        return [may_lead[0].approach, second.approach, *alike]
    if recommendation.leader is not None:
        return []
    top = max(portion.points for portion in may_lead)
    level = [portion.approach for portion in may_lead if portion.points == top]
    return level if len(level) > 1 else []


def possible_leaders(recommendation: Recommendation) -> list[str]:
    """Those that can come first for some completion of the open answers, without "none"."""
    return [each for each in recommendation.possible_leaders if each is not None]


def barely_answered(recommendation: Recommendation) -> bool:
    """So little is answered that questions are the answer, as they leave open who leads.

    That is so with one or two answers of many, and where no approach has two reasons of its own and a range is wide.
    """
    given = [answer for answer in recommendation.answers if answer.origin != "derived" and answer.option != UNSURE]
    asked = [question for question in recommendation.rulebook.questions if question.need != "wording"]
    few = len(given) <= _BARELY and len(asked) - len(given) > len(given)
    return (
        (few or _says_little(recommendation))
        and not recommendation.settled
        and bool(questions_that_matter(recommendation))
    )


def _says_little(recommendation: Recommendation) -> bool:
    own = [
        sum(one.points > 0 and one.kind != "goal-bonus" for one in each.contributions) for each in recommendation.mix
    ]
    wide = any(each.high - each.low > _WIDE for each in recommendation.mix)
    return wide and max(own, default=0) < 2  # noqa: PLR2004 - one reason is no comparison


def first_steps(recommendation: Recommendation) -> list[PlanStep]:
    """What to do in the first phase, without decisions, in the order of the plan: the leader's first step first."""
    phases = [step.phase for step in recommendation.plan]
    return [step for step in recommendation.plan if step.phase == phases[0] and step.kind == "action"]


def opening_step(recommendation: Recommendation) -> PlanStep | None:
    """The step that opens the way for a leader which has to be prepared first; None where it can start as it is."""
    leader = recommendation.portion(recommendation.leader or "")
    if leader is None or leader.state != "prepare":
        return None
    own = {line.channel for line in recommendation.channels if line.approach == leader.approach}
    steps = first_steps(recommendation)
    opening = next((step for step in steps if not own.isdisjoint(step.opens)), None)
    return opening or next((step for step in steps if step.approach == leader.approach), None)


def questions_that_matter(recommendation: Recommendation) -> list[NextQuestion]:
    """The open questions whose answer alone can change who leads or move a share."""
    return [one for one in recommendation.next_questions if one.can_change_leader or one.largest_move]
