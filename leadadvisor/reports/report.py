"""The whole report of a recommendation: the card, and below it every reason, doubt, step and source, each told once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leadadvisor.model.recommendation import (
    ChannelLine,
    Contribution,
    Portion,
    Recommendation,
    TensionLine,
)
from leadadvisor.model.rulebook import State
from leadadvisor.model.unlock import Unlock, UnlockByAction, UnlockByAll, UnlockByAnswer
from leadadvisor.reports import Verbosity, verdict, words
from leadadvisor.reports.card import card, quiet_lines, waits
from leadadvisor.reports.changes import change_blocks
from leadadvisor.reports.document import Block, Document, Heading, Item, Items, Paragraph, Table, Tone
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.plan import means_blocks, plan_blocks
from leadadvisor.reports.reasons import (
    account_items,
    cited,
    cited_together,
    claims_named,
    hedged,
    said_in_short,
    said_where,
    whole_points,
)
from leadadvisor.reports.selection import (
    cautions_by_weight,
    counts_in_mix,
    leading_first,
    nearest_misses,
    speaks_against,
    speaks_for,
    speaks_of,
    strongest,
    telling_claims,
    tensions_by_weight,
    tensions_touched,
)
from leadadvisor.reports.verdict import barely_answered, level_at_the_top
from leadadvisor.text import capital, first_sentence, listed, lowered, one_line, sentence

_STATES: Mapping[State, Tone] = {"now": "good", "prepare": "good", "not-yet": "quiet", "no": "warning"}
"""The order in which channels are told, and the tone of each."""
_TENSIONS_IN_FULL = 2
_OPTIONS = 2


def document(recommendation: Recommendation, verbosity: Verbosity, byline: str = "") -> Document:
    """The report: -1 a few sentences, 0 the card, 1 everything a reader asks for, 2 every step and source as well."""
    labels = Labels(recommendation.rulebook)
    if verbosity < 0:
        blocks: tuple[Block, ...] = tuple(Paragraph(text) for text in quiet_lines(recommendation, labels))
    else:
        blocks = (card(recommendation, labels), *(_sections(recommendation, labels, verbosity) if verbosity else ()))
    title = f"{one_line(recommendation.rulebook.title)}: {verdict.in_few_words(recommendation, labels)}"
    return Document(title, blocks, byline, recommendation.rulebook.language)


def _sections(recommendation: Recommendation, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    """What to do and what could change it first, then why; what a reader may look up later can be folded."""
    everything = verbosity > 1
    yield from _cautions(recommendation, everything=everything)
    if everything or not barely_answered(recommendation):
        yield from plan_blocks(recommendation, labels, everything=everything)
    yield from means_blocks(recommendation, labels)
    yield from change_blocks(recommendation, labels, everything=everything)
    yield from _sureness(recommendation, labels, everything=everything)
    yield from _leaders(recommendation, labels, everything=everything)
    yield from _others(recommendation, labels, everything=everything)
    yield from _tensions(recommendation, labels, everything=everything)
    yield from _channels(recommendation, labels, everything=everything)
    if everything:
        yield from _accounts(recommendation, labels)
        yield from _answers(recommendation, labels)
        yield from _claims(recommendation, labels)
    yield from _not_covered(recommendation, everything=everything)
    yield from _basis(recommendation)


def _sureness(recommendation: Recommendation, labels: Labels, *, everything: bool) -> Iterator[Block]:
    _, meaning = verdict.sureness(recommendation, labels)
    under = verdict.weightings(recommendation, labels) if everything else ""
    told = " ".join(part for part in (meaning, under) if part)
    if told:
        yield Heading("How sure this is")
        yield Paragraph(f"{told} This is about our weights. {words.NOT_A_CHANCE}")


def _cautions(recommendation: Recommendation, *, everything: bool) -> Iterator[Block]:
    """Every caution; that the result is open is told by how sure it is, and here only where all is asked for."""
    warned = [
        each
        for each in cautions_by_weight(recommendation)
        if everything or not (each.code in {"open-result", "missing-answers"} or waits(recommendation, each))
    ]
    told = [sentence(each.text) for each in warned]
    if told:
        yield Heading("Watch out")
        yield Items(tuple(Item("!", text, tone="warning") for text in told))


# Reasons


def _leaders(recommendation: Recommendation, labels: Labels, *, everything: bool) -> Iterator[Block]:
    """The reasons for and against what comes first, or for each of those that are level."""
    level = level_at_the_top(recommendation)
    first = level or ([recommendation.leader] if recommendation.leader else [])
    for approach in first:
        portion = recommendation.portion(approach)
        if portion is not None and (everything or speaks_for(portion)):
            place = "comes first" if not level else "shares the first place"
            yield Heading(f"Why {labels.within(approach)} {place}")
            yield from _reasons_for(portion, labels, everything=everything)
            yield from _against(portion, recommendation, labels, everything=everything)


def _reasons_for(portion: Portion, labels: Labels, *, everything: bool) -> Iterator[Block]:
    raised, points = speaks_for(portion), whole_points(portion)
    shown = raised if everything else strongest(raised)
    if not shown:
        yield Paragraph("No reason of its own: the others have less.")
        return
    yield Paragraph("What each reason adds to the share, in percentage points.", "quiet")
    items = [_reason(one, points[one], labels, _notes(one, labels, everything=everything)) for one in shown]
    yield Items((*items, *_weaker(raised[len(shown) :], points)))


def _against(portion: Portion, recommendation: Recommendation, labels: Labels, *, everything: bool) -> Iterator[Block]:
    """What the sources say against it, with points or without, and what lowers its share."""
    points = whole_points(portion)
    lowered = [one for one in speaks_against(portion) if one.points]
    elsewhere = [one for one in speaks_against(portion) if not one.points]
    shown = lowered if everything or not lowered else strongest(lowered)
    told = {one.because for one in shown}
    of_it = [each for each in recommendation.against if (each.approach or recommendation.leader) == portion.approach]
    stated = [each for each in of_it if each.because not in told]
    yield Heading("What speaks against it", 3)
    if not shown and not stated:
        yield Paragraph(words.NOTHING_AGAINST)
    else:
        where = [_said(each.because, each.claims, labels, everything=everything) for each in stated]
        lines = [Item("-", sentence(each.because), detail=at) for each, at in zip(stated, where, strict=True)]
        lines += [_reason(one, points[one], labels, said=everything) for one in shown]
        yield Items((*lines, *_weaker(lowered[len(shown) :], points)))
    if elsewhere and everything:  # else each of the others tells its own reasons
        yield Heading("What favours the others", 3)
        yield Items(tuple(_reason(one, points[one], labels, said=True) for one in elsewhere))


def _others(recommendation: Recommendation, labels: Labels, *, everything: bool) -> Iterator[Block]:
    """What blocks each of the others and its own strongest reasons; where all is told, the answers it lacks."""
    first = [*level_at_the_top(recommendation), recommendation.leader]
    others = [portion for portion in recommendation.mix if portion.approach not in first]
    if others:
        title = "Why not the others" if len(others) < len(recommendation.mix) else "What speaks for each"
        yield Heading(title, folded=True)
    for portion in others:
        yield Heading(f"{labels.approach(portion.approach)}: {words.part_in_mix(portion)}", 3)
        yield Items(tuple(_other(portion, recommendation, labels, everything=everything)))


def _other(portion: Portion, recommendation: Recommendation, labels: Labels, *, everything: bool) -> Iterator[Item]:
    points = whole_points(portion)
    for blocker in portion.blockers:
        yield Item("!", words.blocker(blocker, recommendation), tone="warning")
    for reason in (*speaks_for(portion), *speaks_against(portion)) if everything else speaks_of(portion):
        yield _reason(reason, points[reason], labels, said=everything)
    if not speaks_of(portion):
        yield Item("-", f"Nothing in your answers points to {labels.within(portion.approach)} yet.", tone="quiet")
    for miss in nearest_misses(portion, labels) if everything else ():
        yield Item("?", words.near_miss(miss, labels), tone="quiet")


def _reason(reason: Contribution, moved: int, labels: Labels, notes: Sequence[str] = (), *, said: bool = False) -> Item:
    """A reason with what it moved; in brackets how its claims are said, where that is not told below."""
    told = said_where(reason.claims, labels) if said else ""
    where = _brackets(told or ("" if notes else said_in_short(reason.because, reason.claims, labels)))
    tone: Tone = "good" if reason.hundredths > 0 else "warning"
    return Item(words.moved(moved), sentence(reason.because), detail=where, notes=tuple(notes), tone=tone)


def _notes(reason: Contribution, labels: Labels, *, everything: bool) -> list[str]:
    """What the sources say; where all is told, also the answers it rests on, which its sentence begins with."""
    if not everything:
        told = cited_together(telling_claims(reason.claims, labels), labels)
        return [sentence(told)] if told else []
    cites = dict.fromkeys(sentence(cited(claim, labels)) for claim in map(labels.claim, reason.claims) if claim)
    return [note for note in (words.answered(reason, labels), *cites) if note]


def _weaker(reasons: Sequence[Contribution], points: dict[Contribution, int]) -> Iterator[Item]:
    if reasons:
        moved = words.moved(sum(points[one] for one in reasons))
        together = " together" if len(reasons) > 1 else ""
        yield Item(moved, f"{capital(words.counted_words(len(reasons), 'weaker reason'))}{together}.", tone="quiet")


# Disagreements and channels


def _tensions(recommendation: Recommendation, labels: Labels, *, everything: bool) -> Iterator[Block]:
    """Both sides of those that weigh most; of the others the title and what became of it."""
    lines = tensions_by_weight(recommendation, labels) if everything else tensions_touched(recommendation, labels)
    if not lines:
        return
    yield Heading("Where the sources disagree for you", folded=True)
    in_full = len(lines) if everything else _TENSIONS_IN_FULL
    for line in lines[:in_full]:
        yield from _in_full(line, recommendation, labels, everything=everything)
    if lines[in_full:]:
        yield Heading("Also", 3)
        decided = [line for line in lines[in_full:] if line.effect == "scores"]
        if decided:
            yield Items(tuple(Item("-", _became(line, recommendation, labels), lead=labels.disagreement(line.id))
                              for line in decided))  # fmt: skip
        weighed = [labels.disagreement(line.id) for line in lines[in_full:] if line.effect == "informs"]
        if weighed:
            yield Paragraph(f"Both sides are weighed in: {' '.join(weighed)}")


def _became(line: TensionLine, recommendation: Recommendation, labels: Labels, *, told: bool = False) -> str:
    """What became of a disagreement, whose sides are `told` or not; where no reason rests on it, that it is idle."""
    if line.taken is not None and not counts_in_mix(line, recommendation, labels):
        return "Not counted: nothing you answered bears on this."
    return words.decided_by(line, labels, told=told)


def _in_full(line: TensionLine, recommendation: Recommendation, labels: Labels, *, everything: bool) -> Iterator[Block]:
    tension = labels.tension(line.id)
    yield Heading(labels.disagreement(line.id), 3)
    items = [
        Item(
            "-", sentence(side.says), detail=_said(side.says, side.claims, labels, everything=everything),
            tone="good" if line.taken in {number, "both"} else "quiet",
        )
        for number, side in enumerate(tension.sides if tension else (), start=1)
    ]  # fmt: skip
    yield Items((*items, Item("→", _became(line, recommendation, labels, told=True), tone="strong")))


def _channels(recommendation: Recommendation, labels: Labels, *, everything: bool) -> Iterator[Block]:
    """Approach by approach, what can start, what to prepare, what waits and what not to do, with what unlocks it."""
    if recommendation.channels:
        yield Heading("Channels", folded=True)
    for approach in leading_first(recommendation):
        own = [line for line in recommendation.channels if line.approach == approach]
        if own:
            yield Heading(labels.approach(approach), 3)
            items = [
                _channel(line, tone, recommendation, labels, everything=everything)
                for state, tone in _STATES.items() for line in own if line.state == state
            ]  # fmt: skip
            yield Items(tuple(items))


def _channel(
    line: ChannelLine, tone: Tone, recommendation: Recommendation, labels: Labels, *, everything: bool
) -> Item:
    opened = unlocking(line, recommendation, labels, whole=everything)
    return Item(words.state(line.state), sentence(line.because), lead=f"{labels.channel(line.channel)}.",
                detail=f"Next it takes {opened}." if opened else "", tone=tone)  # fmt: skip


def unlocking(line: ChannelLine, recommendation: Recommendation, labels: Labels, *, whole: bool) -> str:
    """What brings a channel further: steps of the plan, or answers; empty where nothing is named.

    Unless the `whole` is asked for, a step is not told again: the plan says there what it opens.
    """
    steps = {step.id: lowered(first_sentence(step.action)).rstrip(".") for step in recommendation.plan}
    in_order = sorted(line.unlocked_by, key=lambda unlock: isinstance(unlock, UnlockByAction))
    told = [_way_on(unlock, steps, labels, whole=whole) for unlock in in_order]
    return ", or ".join(dict.fromkeys(filter(None, told)))


def _way_on(unlock: Unlock, steps: Mapping[str, str], labels: Labels, *, whole: bool) -> str:
    """One way to bring a channel further, answers by their labels; empty for a step that is not in the plan."""
    match unlock:
        case UnlockByAction(action):
            return "" if action not in steps else f"this step: {steps[action]}" if whole else "the step of the plan"
        case UnlockByAnswer(question, options):
            if len(options) > _OPTIONS and not whole:
                return f"another answer to “{labels.question(question)}”"
            named = listed([f"“{labels.option(question, option)}”" for option in options], "or")
            return f"{named}{labels.asked_by(question, options)}"
        case UnlockByAll(parts):
            return listed([told for part in parts if (told := _way_on(part, steps, labels, whole=whole))], "and")


# Background


def _accounts(recommendation: Recommendation, labels: Labels) -> Iterator[Block]:
    if not recommendation.mix:
        return
    yield Heading("How each share comes about", folded=True)
    yield Paragraph(f"{words.ADDS_UP} {words.OUR_LINES}", "quiet")
    for portion in recommendation.mix:
        yield Heading(f"{labels.approach(portion.approach)}: {words.points(portion.points)}", 3)
        yield Items(tuple(account_items(portion, recommendation)))


def _answers(recommendation: Recommendation, labels: Labels) -> Iterator[Block]:
    """Every answer; where it came from is nobody else's business."""
    if recommendation.answers:
        yield Heading("Your answers", folded=True)
        rows = [
            (labels.question(one.question), labels.option(one.question, one.option)) for one in recommendation.answers
        ]
        yield Table(("Question", "Your answer"), tuple(rows), words=2)


def _claims(recommendation: Recommendation, labels: Labels) -> Iterator[Block]:
    """Every claim that is cited, by document."""
    named = claims_named(recommendation, labels)
    for document in recommendation.rulebook.documents:
        told = [claim for claim in document.claims if claim.id in named]
        if told:
            yield Heading(f"What “{one_line(document.title)}” says", folded=True)
            yield Items(tuple(
                Item("-", sentence(claim.says), lead=f"{one_line(claim.id)}:",
                     detail=_brackets(f"{one_line(claim.section)}: {hedged(claim)}")) for claim in told
            ))  # fmt: skip


def _not_covered(recommendation: Recommendation, *, everything: bool) -> Iterator[Block]:
    """What the rulebook leaves out and says so; what stands before a colon is enough unless all is asked for."""
    texts = recommendation.rulebook.not_considered
    if not texts:
        return
    yield Heading("Not covered", folded=True)
    if everything:
        yield Items(tuple(Item("-", sentence(text)) for text in texts))
    else:
        yield Paragraph(sentence("; ".join(text.split(": ", 1)[0].rstrip(".") for text in texts)))


def _basis(recommendation: Recommendation) -> Iterator[Block]:
    """The basis but for what the card says of it, the sources, practice where steps come from it, and which rules."""
    rulebook = recommendation.rulebook
    yield Heading("How we got this", folded=True)
    rest = sentence(rulebook.basis).removeprefix(first_sentence(rulebook.basis)).lstrip()
    if rest:
        yield Paragraph(rest)
    if rulebook.documents:
        documents = ((f"“{one_line(one.title)}”", one_line(one.kind)) for one in rulebook.documents)
        yield Items(tuple(Item("-", title, detail=kind) for title, kind in documents))
    practice = _practice(recommendation)
    if practice:
        yield Paragraph(f"Steps from practice, not the sources: {sentence('; '.join(practice))}", "quiet")
    yield Paragraph(words.rules_and_weights(rulebook), "quiet")


def _practice(recommendation: Recommendation) -> list[str]:
    """Where steps come from that are from practice, each once."""
    named = (one_line(step.practice).rstrip(".").split("; ") for step in recommendation.plan if step.practice)
    return list(dict.fromkeys(part for parts in named for part in parts))


def _said(text: str, claims: Sequence[str], labels: Labels, *, everything: bool) -> str:
    """How the sources say it: in full, with ids, where all is asked for; else only what the text leaves out."""
    return _brackets(said_where(claims, labels) if everything else said_in_short(text, claims, labels))


def _brackets(text: str) -> str:
    return f"({text})" if text else ""
