"""One entry: what it says, where it comes from, where it counts, which cases exercise it and what it decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from leadadvisor.model.condition import ALWAYS
from leadadvisor.model.explanation import Entry, Holds, Kind, Line, Role
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import Claim, Effect
from leadadvisor.reports import Verbosity, wording
from leadadvisor.reports.blocks import Block, Heading, Item, Items, Paragraph, Tone
from leadadvisor.reports.citing import cited, how_said
from leadadvisor.reports.condition_words import in_words
from leadadvisor.reports.explain.share import title, why
from leadadvisor.reports.labels import Labels

_CASES = 5
_LINES = 12

_TITLES: Mapping[Role, str] = {
    "option": "Options",
    "level": "When it counts",
    "advice": "Advice: the first that holds counts",
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
    ("rule", "level"): "When it speaks",
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
    ("rule", "yes"): "It speaks for your answers.",
    ("rule", "no"): "It is silent for your answers.",
    ("rule", "open"): "Whether it speaks turns on an answer that is still open.",
    ("blocker", "yes"): "It stands for your answers.",
    ("blocker", "no"): "It does not stand for your answers.",
    ("blocker", "open"): "Whether it stands turns on an answer that is still open.",
    ("contradiction", "yes"): "Your answers clash in this way.",
    ("contradiction", "no"): "Your answers do not clash in this way.",
    ("contradiction", "open"): "Whether your answers clash turns on one that is still open.",
    ("tension", "yes"): "It bears on your answers.",
    ("tension", "no"): "It does not bear on your answers.",
    ("tension", "open"): "Whether it bears on you turns on an answer that is still open.",
    ("question", "no"): "With your other answers it is not asked.",
    ("question", "open"): "You have not answered it yet.",
}

_MARKS: Mapping[Holds | None, tuple[str, Tone]] = {
    "yes": ("*", "good"),
    "open": ("?", "warning"),
    "no": ("-", "quiet"),
    None: ("-", "quiet"),
}


def entry_blocks(
    entry: Entry, recommendation: Recommendation | None, labels: Labels, verbosity: Verbosity
) -> Iterator[Block]:
    """The whole entry; with the lowest verbosity what it says and no more."""
    yield Heading(_title(entry), 1)
    if entry.says:
        yield Paragraph(wording.sentence(entry.says))
    yield from _for_you(entry, recommendation, labels)
    if verbosity < 0:
        return
    if entry.facts:
        yield Items(tuple(Item("", wording.sentence(text), lead=f"{name}:") for name, text in entry.facts))
    portion = recommendation.portion(entry.id) if recommendation and entry.kind == "approach" else None
    if portion and recommendation:
        yield from why(portion, recommendation, labels, verbosity)
    if not portion or verbosity > 0:
        yield from _lines(entry, labels, verbosity)
    yield from _sources(entry, labels)
    yield from _cases(entry, verbosity)


def _title(entry: Entry) -> str:
    name = f"{entry.kind.capitalize()} {entry.id}"
    return name if entry.title.lower() in {entry.id.lower(), ""} else f"{name}: {entry.title}"


def _for_you(entry: Entry, recommendation: Recommendation | None, labels: Labels) -> Iterator[Block]:
    """What it comes to for the answers, in one sentence."""
    if recommendation is None:
        return
    if entry.kind == "approach":
        portion = recommendation.portion(entry.id)
        yield Paragraph(f"{title(portion, labels)}." if portion else "There is no mix for your answers.", "strong")
    elif (entry.kind, entry.holds) == ("question", "yes"):
        answer = next(answer for answer in recommendation.answers if answer.question == entry.id)
        yield Paragraph(f"Your answer is “{labels.option(entry.id, answer.option)}”.", "strong")
    elif entry.kind == "channel":
        line = next(line for line in recommendation.channels if line.channel == entry.id)
        yield Paragraph(f"For your answers: {line.state}. {wording.sentence(line.because)}", "strong")
    elif entry.holds is not None:
        moved = _moved(entry, recommendation, labels)
        yield Paragraph(f"{_FOR_YOU[entry.kind, entry.holds]}{f' {moved}' if moved else ''}", "strong")


def _moved(entry: Entry, recommendation: Recommendation, labels: Labels) -> str:
    """How far a rule moved each share."""
    parts = [
        f"{labels.within(portion.approach)} {wording.percentage_points(line.hundredths, decimals=2)}"
        for portion in recommendation.mix
        for line in portion.contributions
        if entry.kind == "rule" and line.rule == entry.id
    ]
    return f"It moved {wording.listed(parts)} percentage points." if parts else ""


def _lines(entry: Entry, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    for role, group in groupby(
        sorted(entry.lines, key=lambda line: list(_TITLES).index(line.role)), lambda line: line.role
    ):
        lines = list(group)
        shown = lines if verbosity > 0 else lines[:_LINES]
        yield Heading(_TITLES_OF.get((entry.kind, role), _TITLES[role]))
        yield Items(tuple(_line(line, labels) for line in shown))
        if len(lines) > len(shown):
            yield Paragraph(f"{len(lines) - len(shown)} more with -v.", "quiet")


def _line(line: Line, labels: Labels) -> Item:
    mark, tone = _MARKS[line.holds]
    lead = f"{line.kind} {line.id}:" if line.kind else f"{line.id}:" if line.id else ""
    notes = []
    if line.when is not None:
        notes.append("Always." if line.when == ALWAYS else wording.sentence(f"When {in_words(line.when, labels)}"))
    if line.effects:
        notes.append(wording.sentence(wording.listed(_effects(line.effects, labels))))
    if line.claims:
        notes.append(wording.sentence(f"{', '.join(line.claims)}, {how_said(line.claims, labels)}"))
    return Item(mark, wording.sentence(line.text), lead=lead, notes=tuple(notes), tone=tone)


def _effects(effects: tuple[Effect, ...], labels: Labels) -> list[str]:
    """What the levels of a rule do to each approach: "strong or slight for outbound"."""
    strengths: dict[tuple[str, str], list[str]] = {}
    for effect in effects:
        word = "for" if effect.direction == "supports" else "against"
        strengths.setdefault((word, labels.within(effect.approach)), []).append(effect.strength)
    return [f"{wording.listed(each, 'or')} {word} {approach}" for (word, approach), each in strengths.items()]


def _sources(entry: Entry, labels: Labels) -> Iterator[Block]:
    """Every claim it rests on: what it says, title, section and hedge."""
    claims = [claim for claim in map(labels.claim, entry.claims) if claim]
    if claims:
        yield Heading("Where it comes from")
        yield Items(tuple(_source(claim, labels, says=entry.kind != "claim") for claim in claims))


def _source(claim: Claim, labels: Labels, *, says: bool) -> Item:
    """A claim and its place; the place alone where the claim has been told already."""
    place = wording.sentence(cited(claim, labels))
    if says:
        return Item("-", wording.sentence(claim.says), lead=f"{claim.id}:", notes=(place,))
    return Item("-", place, lead=f"{claim.id}:")


def _cases(entry: Entry, verbosity: Verbosity) -> Iterator[Block]:
    if entry.kind == "setting":
        return
    yield Heading("Cases in which it leads" if entry.kind == "approach" else "Cases that exercise it")
    if not entry.cases:
        yield Paragraph("None.")
        return
    shown = entry.cases if verbosity > 0 else entry.cases[:_CASES]
    yield Items(tuple(Item("-", case.name) for case in shown))
    if len(entry.cases) > len(shown):
        yield Paragraph(f"{len(entry.cases) - len(shown)} more with -v.", "quiet")
