"""An explanation as a document: the account of every share, or one entry of the rulebook after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from leadadvisor.model.condition import ALWAYS
from leadadvisor.model.explanation import Entry, Explanation, Holds, Kind, Line, Role
from leadadvisor.model.recommendation import Contribution, NearMiss, Portion, Recommendation, StandingBlocker
from leadadvisor.model.rulebook import Claim, Effect
from leadadvisor.reports import Verbosity, verdict, words
from leadadvisor.reports.document import Block, Document, Heading, Item, Items, Paragraph, Tone
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.reasons import account_items, cited, how_said, rule_in_words, whole_points
from leadadvisor.reports.selection import nearest_misses, speaks_against, speaks_for, telling_claims
from leadadvisor.text import capital, listed, one_line, percent, sentence

_CASES = 5
_LINES = 12
_MISSES = 4
_MORE = "More with -v: exact figures and every claim. `leadadvisor explain ID` tells more of one."
_EVERYTHING = 2
"""The verbosity at which nothing is left out, and figures are exact."""

_TITLES: Mapping[Role, str] = {
    "option": "Options",
    "level": "When it counts",
    "advice": "When it can start: the first that holds counts",
    "side": "The two sides",
    "speaks-for": "Rules that can speak for it",
    "speaks-against": "Rules that can speak against it",
    "moves": "Rules it decides",
    "blocks": "Blockers it decides",
    "advises-on": "Channels it decides",
    "asks": "Questions that are asked or not because of it",
    "decides": "What hangs on it",
    "contradicts": "Answers it can clash with",
    "warns": "What it needs",
    "is-cited-by": "Where it counts",
    "makes": "What belongs to it",
    "is-decided-by": "What decides it",
    "belongs-to": "What it belongs to",
}

_TITLES_OF: Mapping[tuple[Kind, Role], str] = {
    ("rule", "level"): "When it applies",
    ("blocker", "level"): "When it stands",
    ("contradiction", "level"): "When answers clash",
    ("question", "level"): "When it is asked",
    ("blocker", "blocks"): "What it does",
    ("approach", "blocks"): "What can stand in its way",
    ("approach", "makes"): "Its channels",
    ("source", "makes"): "Its claims",
}
"""Titles that say it better for one kind of entry."""

_FOR_YOU: Mapping[tuple[Kind, Holds], str] = {
    ("rule", "yes"): "It applies to your answers.",
    ("rule", "no"): "It does not apply to your answers.",
    ("rule", "open"): "Whether it applies turns on an answer that is still open.",
    ("blocker", "yes"): "It stands for your answers.",
    ("blocker", "no"): "It does not stand for your answers.",
    ("blocker", "open"): "Whether it stands turns on an answer that is still open.",
    ("contradiction", "yes"): "Your answers clash in this way.",
    ("contradiction", "no"): "Your answers do not clash in this way.",
    ("contradiction", "open"): "Whether your answers clash turns on one that is still open.",
    ("tension", "yes"): "It matters for your answers.",
    ("tension", "no"): "It does not matter for your answers.",
    ("tension", "open"): "Whether it matters for you turns on an answer that is still open.",
    ("question", "no"): "With your other answers it is not asked.",
    ("question", "open"): "You have not answered it yet.",
}

_MARKS: Mapping[Holds | None, tuple[str, Tone]] = {
    "yes": ("*", "good"),
    "open": ("?", "warning"),
    "no": ("-", "quiet"),
    None: ("-", "quiet"),
}


def document(explanation: Explanation, verbosity: Verbosity, byline: str = "") -> Document:
    """Everything there is to tell; quiet gives the first lines, and with the highest verbosity nothing is left out."""
    labels = Labels(explanation.rulebook)
    blocks: list[Block] = []
    if explanation.recommendation and not explanation.entries:
        blocks += _accounts(explanation.recommendation, labels, verbosity)
    for entry in explanation.entries:
        blocks += _entry(entry, explanation.recommendation, labels, verbosity)
    blocks.append(Paragraph(words.honest(explanation.rulebook), "basis"))
    title = f"{one_line(explanation.rulebook.title)}: explained"
    return Document(title, tuple(blocks), byline, explanation.rulebook.language)


# Shares


def _accounts(recommendation: Recommendation, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    yield Heading(verdict.headline(recommendation, labels), 1)
    if verbosity < 0:
        yield Items(tuple(_share_and_reasons(portion, labels) for portion in recommendation.mix))
        return
    if not recommendation.mix:
        yield from _no_mix(recommendation)
        return
    yield Paragraph(f"{words.ADDS_UP} {words.OUR_LINES}", "quiet")
    for portion in recommendation.mix:
        yield Heading(_title(portion, labels))
        yield Items(tuple(_with_sources(portion, recommendation, labels, verbosity)))
    told = " ".join(
        filter(None, (verdict.sureness(recommendation, labels)[1], verdict.weightings(recommendation, labels)))
    )
    if told:
        yield Heading("How sure this is")
        yield Paragraph(f"{told} This is about our weights. {words.NOT_A_CHANCE}")
    if verbosity < _EVERYTHING:
        yield Paragraph(_MORE, "quiet")


def _title(portion: Portion, labels: Labels) -> str:
    """The approach, its part and its share."""
    return f"{labels.approach(portion.approach)}: {percent(portion.share)}, {words.role(portion.role)}"


def _share_and_reasons(portion: Portion, labels: Labels) -> Item:
    """The share and the two reasons that moved it most, on one line."""
    points = whole_points(portion)
    strongest = [f"{words.moved(points[one])} {one.rule}" for one in portion.contributions[:2]]
    reasons = f"({', '.join(strongest)})" if strongest else ""
    return Item("", f"{labels.approach(portion.approach)} {percent(portion.share)}", detail=reasons)


def _with_sources(
    portion: Portion, recommendation: Recommendation, labels: Labels, verbosity: Verbosity
) -> Iterator[Item]:
    """The account of a share; below each reason of its own the answers and the sources."""
    items = list(account_items(portion, recommendation, exact=verbosity >= _EVERYTHING))
    yield items[0]
    for item, reason in zip(items[1:], portion.contributions, strict=False):
        tone: Tone = "good" if reason.hundredths > 0 else "warning"
        yield item._replace(notes=tuple(_notes(reason, labels, verbosity)), tone=tone)
    yield from items[1 + len(portion.contributions) :]


def _notes(reason: Contribution, labels: Labels, verbosity: Verbosity) -> list[str]:
    """The answers and claims behind a reason; nothing where it speaks about another approach, unless all is told."""
    if not reason.points and verbosity < _EVERYTHING:
        return []
    every = [claim for claim in map(labels.claim, reason.claims) if claim]
    shown = every if verbosity >= _EVERYTHING else telling_claims(reason.claims, labels)
    told = [words.answered(reason, labels)]
    return [note for note in (*told, *(f"{claim.id}: {cited(claim, labels)}" for claim in shown)) if note]


def _no_mix(recommendation: Recommendation) -> Iterator[Block]:
    """Where nothing is feasible there are no shares to account for: the cautions say why."""
    yield Heading("Why there is no mix")
    told = [one for one in recommendation.cautions if one.code in {"nothing-feasible", "infeasible-approach"}]
    yield Items(tuple(Item("!", sentence(one.text), tone="warning") for one in told))


# Why one share


def _why(portion: Portion, recommendation: Recommendation, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    """Why this share, why not more, and what is one answer away."""
    for title, reasons, nothing in (
        ("Why this share", speaks_for(portion), "No rule raises it for your answers."),
        ("Why not more", speaks_against(portion), "No rule lowers it for your answers."),
    ):
        yield Heading(title)
        if reasons:
            yield Items(tuple(_reason(one, portion, labels, verbosity) for one in reasons))
        else:
            yield Paragraph(nothing)
    yield Heading("Where it starts and ends")
    yield Items(tuple(_start_and_end(portion, recommendation, verbosity)))
    if portion.blockers:
        yield Heading("What stands in its way")
        yield Items(tuple(_blocker(blocker, labels) for blocker in portion.blockers))
    yield from _near_misses(nearest_misses(portion, labels), labels, verbosity)


def _start_and_end(portion: Portion, recommendation: Recommendation, verbosity: Verbosity) -> Iterator[Item]:
    """The lines that are no reasons; with the reasons above they add up."""
    items = list(account_items(portion, recommendation, exact=verbosity >= _EVERYTHING))
    yield items[0]
    yield from items[1 + len(portion.contributions) : -1]
    yield items[-1]._replace(lead="Share, the sum of it all")


def _reason(one: Contribution, portion: Portion, labels: Labels, verbosity: Verbosity) -> Item:
    """A reason with its rule, answers, strength and claims; in short where it speaks about another approach."""
    tone: Tone = "good" if one.hundredths > 0 else "warning"
    exact = verbosity >= _EVERYTHING
    figure = words.moved_exactly(one.hundredths) if exact else words.moved(whole_points(portion)[one])
    notes = tuple(_notes(one, labels, verbosity))
    return Item(figure, sentence(one.because), detail=f"({rule_in_words(one)})", notes=notes, tone=tone)


def _blocker(blocker: StandingBlocker, labels: Labels) -> Item:
    kind = "Ruled out." if blocker.kind == "rules-out" else "Cannot come first."
    notes = [f"What lifts it: {sentence(blocker.lifted_by)}"] if blocker.lifted_by else []
    notes += [f"{claim.id}: {cited(claim, labels)}" for claim in telling_claims(blocker.claims, labels)]
    told = sentence(blocker.because)
    return Item("!", told, lead=kind, detail=f"({blocker.id})", notes=tuple(notes), tone="warning")


def _near_misses(misses: Sequence[NearMiss], labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    if not misses:
        return
    yield Heading("One answer away")
    shown = misses if verbosity >= _EVERYTHING else misses[:_MISSES]
    yield Items(tuple(
        Item("?", words.near_miss(miss, labels), detail=f"({miss.rule}, {words.points(miss.points)})", tone="quiet")
        for miss in shown
    ))  # fmt: skip
    yield from _more(len(misses) - len(shown))


# Entries


def _entry(
    entry: Entry, recommendation: Recommendation | None, labels: Labels, verbosity: Verbosity
) -> Iterator[Block]:
    """The whole entry; with the lowest verbosity what it says and no more."""
    name = f"{entry.kind.capitalize()} {entry.id}"
    yield Heading(name if entry.title.lower() in {entry.id.lower(), ""} else f"{name}: {entry.title}", 1)
    if entry.says:
        yield Paragraph(sentence(entry.says))
    yield from _for_you(entry, recommendation, labels)
    if verbosity < 0:
        return
    if entry.facts:
        yield Items(tuple(Item("", sentence(text), lead=f"{name}:") for name, text in entry.facts))
    portion = recommendation.portion(entry.id) if recommendation and entry.kind == "approach" else None
    if portion and recommendation:
        yield from _why(portion, recommendation, labels, verbosity)
    if not portion or verbosity >= _EVERYTHING:
        yield from _lines(entry, labels, verbosity)
    yield from _sources(entry, labels)
    yield from _cases(entry, verbosity)


def _for_you(entry: Entry, recommendation: Recommendation | None, labels: Labels) -> Iterator[Block]:
    """What it comes to for the answers, in one sentence."""
    if recommendation is None:
        return
    if entry.kind == "approach":
        portion = recommendation.portion(entry.id)
        yield Paragraph(f"{_title(portion, labels)}." if portion else "There is no mix for your answers.", "strong")
    elif (entry.kind, entry.holds) == ("question", "yes"):
        answer = next(answer for answer in recommendation.answers if answer.question == entry.id)
        yield Paragraph(f"Your answer is “{labels.option(entry.id, answer.option)}”.", "strong")
    elif entry.kind == "channel":
        line = next(line for line in recommendation.channels if line.channel == entry.id)
        yield Paragraph(f"For your answers: {words.state(line.state)}. {sentence(line.because)}", "strong")
    elif entry.holds is not None:
        moved = _moved(entry, recommendation, labels)
        yield Paragraph(f"{_FOR_YOU[entry.kind, entry.holds]}{f' {moved}' if moved else ''}", "strong")


def _moved(entry: Entry, recommendation: Recommendation, labels: Labels) -> str:
    """How far a rule moved each share."""
    parts = [
        f"{labels.within(portion.approach)} {words.moved(whole_points(portion)[line])}"
        for portion in recommendation.mix
        for line in portion.contributions
        if entry.kind == "rule" and line.rule == entry.id
    ]
    return f"It moved {listed(parts)} percentage points." if parts else ""


def _lines(entry: Entry, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    order = list(_TITLES)
    for role, group in groupby(sorted(entry.lines, key=lambda line: order.index(line.role)), lambda line: line.role):
        lines = list(group)
        shown = lines if verbosity >= _EVERYTHING else lines[:_LINES]
        yield Heading(_TITLES_OF.get((entry.kind, role), _TITLES[role]))
        yield Items(tuple(_line(line, labels) for line in shown))
        yield from _more(len(lines) - len(shown))


def _line(line: Line, labels: Labels) -> Item:
    mark, tone = _MARKS[line.holds]
    lead = f"{line.kind} {line.id}:" if line.kind else f"{line.id}:" if line.id else ""
    notes = []
    if line.when is not None:
        notes.append("Always." if line.when == ALWAYS else sentence(f"When {words.condition(line.when, labels)}"))
    if line.effects:
        notes.append(sentence(listed(_effects(line.effects, labels))))
    if line.claims:
        notes.append(sentence(f"{', '.join(line.claims)} ({how_said(line.claims, labels)})"))
    return Item(mark, sentence(line.text), lead=lead, notes=tuple(notes), tone=tone)


def _effects(effects: tuple[Effect, ...], labels: Labels) -> list[str]:
    """What the levels of a rule do to each approach: "strong or slight for outbound"."""
    strengths: dict[tuple[str, str], list[str]] = {}
    for effect in effects:
        word = "for" if effect.direction == "supports" else "against"
        strengths.setdefault((word, labels.within(effect.approach)), []).append(words.strength(effect.strength))
    return [f"{listed(each, 'or')} {word} {approach}" for (word, approach), each in strengths.items()]


def _sources(entry: Entry, labels: Labels) -> Iterator[Block]:
    """Every claim it rests on: what it says, title, section and hedge."""
    claims = [claim for claim in map(labels.claim, entry.claims) if claim]
    if claims:
        yield Heading("Where it comes from")
        yield Items(tuple(_source(claim, labels, says=entry.kind != "claim") for claim in claims))


def _source(claim: Claim, labels: Labels, *, says: bool) -> Item:
    """A claim and its place; the place alone where the claim has been told already."""
    place = sentence(cited(claim, labels))
    if says:
        return Item("-", sentence(claim.says), lead=f"{claim.id}:", notes=(place,))
    return Item("-", place, lead=f"{claim.id}:")


def _cases(entry: Entry, verbosity: Verbosity) -> Iterator[Block]:
    if entry.kind == "setting":
        return
    yield Heading("Cases in which it comes first" if entry.kind == "approach" else "Cases that exercise it")
    if not entry.cases:
        yield Paragraph("None.")
        return
    shown = entry.cases if verbosity >= _EVERYTHING else entry.cases[:_CASES]
    yield Items(tuple(Item("-", case.name) for case in shown))
    yield from _more(len(entry.cases) - len(shown))


def _more(count: int) -> Iterator[Block]:
    if count > 0:
        yield Paragraph(f"{capital(words.number(count))} more with -v.", "quiet")
