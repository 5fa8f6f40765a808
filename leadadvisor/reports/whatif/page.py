"""The page of whatif: flips, the least that lets each approach lead, movers, and what the result rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadadvisor.model.recommendation import Flip
from leadadvisor.model.what_if import Support, WayToLead, WhatIf
from leadadvisor.reports import Verbosity, change_words, wording
from leadadvisor.reports.blocks import Block, Heading, Item, Items, Paragraph
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.whatif import words

_FLIPS = 5


def blocks(value: WhatIf, verbosity: Verbosity) -> Iterator[Block]:
    """The whole page, or with the lowest verbosity three lines."""
    labels = Labels(value.recommendation.rulebook)
    yield Heading(wording.headline(value.recommendation, labels), 1)
    if verbosity < 0:
        yield Paragraph(words.flips_counted(value))
        yield Paragraph(words.lead(value, labels))
        return
    yield from _flips(value, labels, verbosity)
    yield from _ways(value, labels, verbosity)
    yield from _movers(value, labels)
    yield from _support(value, labels)
    yield Heading("How this was found")
    yield Paragraph(words.searched(value), "quiet")
    yield Paragraph(words.NOT_ADVICE, "quiet")


def _flips(value: WhatIf, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    """The flips: what the user can act on, what is only to be answered, and what must change by itself."""
    yield Heading("What would change the result")
    yield Paragraph(words.flips_title(value))
    still_open = [flip for flip in value.flips if change_words.is_still_open(flip)]
    facts = [flip for flip in value.flips if change_words.needs_other_facts(flip, labels)]
    levers = [flip for flip in value.flips if flip not in still_open and flip not in facts]
    for title, flips in (
        ("What you can act on", levers),
        ("Answers still to be given", still_open),
        ("Facts that would have to change by themselves", facts),
    ):
        if flips:
            yield Heading(title, 3)
            yield from _group(flips, labels, verbosity)


def _group(flips: Sequence[Flip], labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    groups = change_words.together(flips)
    shown = groups if verbosity > 0 else groups[:_FLIPS]
    yield Items(tuple(_flip(alike, labels) for alike in shown))
    if len(groups) > len(shown):
        yield Paragraph(f"{words.many(len(groups) - len(shown)).capitalize()} more with -v.", "quiet")


def _flip(alike: Sequence[Flip], labels: Labels) -> Item:
    brings = change_words.outcome(alike[0].status, alike[0].leader, labels)
    mark = "*" if alike[0].up else "-"
    told = wording.sentence(f"{brings} if {change_words.condition(alike, labels)}")
    return Item(mark, told, tone="good" if alike[0].up else "quiet")


def _ways(value: WhatIf, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    if not value.ways:
        return
    yield Heading("The least that would have to change for each to lead")
    yield Items(tuple(_way(way, value, labels, verbosity) for way in value.ways))


def _way(way: WayToLead, value: WhatIf, labels: Labels, verbosity: Verbosity) -> Item:
    name = labels.approach(way.approach)
    if not way.least:
        return Item("-", f"no change of up to {words.many(value.search.size)} answers lets it lead.", lead=f"{name}:")
    groups = change_words.together(way.least)
    size = len(way.least[0].change)
    count = "one answer" if size == 1 else f"{words.many(size)} answers"
    told = f"{count}: if {change_words.condition(groups[0], labels)}."
    notes = [
        wording.sentence(f"or if {change_words.condition(alike, labels)}")
        for alike in (groups[1:] if verbosity > 0 else ())
    ]
    if verbosity <= 0 and len(groups) > 1:
        notes.append(f"{words.many(len(groups) - 1).capitalize()} more as short, with -v.")
    notes += _by_levers(way, labels)
    return Item("*" if way.least[0].up else "-", told, lead=f"{name}:", notes=tuple(notes))


def _by_levers(way: WayToLead, labels: Labels) -> list[str]:
    """What the user could do alone, where the least takes more than that."""
    if way.least[0].up:
        return []
    if not way.by_levers:
        return ["Nothing you can act on is enough by itself."]
    shortest = change_words.condition(change_words.together(way.by_levers)[0], labels)
    return [wording.sentence(f"with nothing but what you can act on: if {shortest}")]


def _movers(value: WhatIf, labels: Labels) -> Iterator[Block]:
    recommendation = value.recommendation
    if not recommendation.movers:
        return
    yield Heading("What moves a share furthest and leaves the leader")
    yield Items(
        tuple(
            Item(
                "*" if mover.up else "-",
                wording.mover(mover, recommendation, labels),
                tone="good" if mover.up else "quiet",
            )
            for mover in recommendation.movers
        )
    )


def _support(value: WhatIf, labels: Labels) -> Iterator[Block]:
    yield Heading("What it rests on")
    yield Paragraph(" ".join(part for part in (words.lead(value, labels), words.settledness(value)) if part))
    if value.carried_by:
        yield Items(tuple(_carrier(support, labels) for support in value.carried_by))
    else:
        yield Paragraph("No single rule carries it: leave out any one of them, and the result stays.")


def _carrier(support: Support, labels: Labels) -> Item:
    would = change_words.outcome(support.status, support.leader, labels)
    return Item("!", f"{would}. {wording.sentence(support.because)}", lead=f"Without {support.id},", tone="warning")
