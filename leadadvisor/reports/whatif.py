"""What would change a recommendation, as a document, as plain lines, and as the contract "leadadvisor/what-if/2".

Plain keys: headline, status, leader, `flip` (changes; what they bring; up, down or fact), `way.<approach>` and
`way_up.<approach>` (changes; what they bring; up, down or fact), mover, robustness_percent, settled, lead (points;
rival; percent), `carried_by` (kind; id; what there is without it; because), tried, left_out, basis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadadvisor.model.recommendation import Flip
from leadadvisor.model.what_if import Search, Support, WayToLead, WhatIf
from leadadvisor.reports import Verbosity, verdict, words
from leadadvisor.reports.document import Block, Document, Heading, Item, Items, Paragraph
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.plain import NONE, changed, direction, parts
from leadadvisor.reports.selection import is_still_open, together
from leadadvisor.reports.tree import Tree, mapping, outline, walked
from leadadvisor.text import capital, one_line, percent, safe, sentence

SCHEMA = "leadadvisor/what-if/2"
NOT_ADVICE = "These are the rules' answers to other answers. Not all of it is wise: some changes are steps back."

_FLIPS = 5
_EVERYTHING = 2


def document(value: WhatIf, verbosity: Verbosity, byline: str = "") -> Document:
    """The whole page; quiet gives three lines, and with the highest verbosity nothing is left out."""
    labels = Labels(value.recommendation.rulebook)
    rulebook = value.recommendation.rulebook
    blocks: list[Block] = [Heading(verdict.headline(value.recommendation, labels), 1)]
    if verbosity < 0:
        blocks += [Paragraph(_flips_counted(value))]
    else:
        blocks += _flips(value, labels, verbosity)
        blocks += _ways(value, labels, verbosity)
        blocks += _movers(value, labels)
        blocks += _support(value, labels)
        blocks += [Heading("How this was found"), Paragraph(f"{_searched(value)} {NOT_ADVICE}", "quiet")]
    blocks.append(Paragraph(words.honest(rulebook), "basis"))
    return Document(f"{one_line(rulebook.title)}: what if", tuple(blocks), byline, rulebook.language)


def records(value: WhatIf, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """Everything, or quiet only the result and how far it is ahead."""
    recommendation = value.recommendation
    yield "headline", verdict.headline(recommendation, Labels(recommendation.rulebook))
    yield "status", recommendation.status
    yield "leader", recommendation.leader or NONE
    if verbosity >= 0:
        yield from _change_records(value)
    yield "robustness_percent", str(recommendation.robustness_percent)
    yield "settled", "yes" if recommendation.settled else "no"
    if value.lead is not None:
        yield "lead", parts(value.lead.points, value.lead.rival or "", value.lead.percent)
    if verbosity >= 0:
        for support in value.carried_by:
            yield "carried_by", parts(support.kind, support.id, support.leader or support.status, support.because)
        yield "tried", parts(value.search.tried, f"up to {value.search.size} changes")
        yield "left_out", str(value.search.left_out)
    yield "basis", words.honest(recommendation.rulebook)


def tree(value: WhatIf) -> dict[str, Tree]:
    """Everything, with keys always in the same order."""
    recommendation = value.recommendation
    labels = Labels(recommendation.rulebook)
    return {
        "schema": SCHEMA,
        **outline(recommendation, labels),
        "flips": walked(value.flips, labels),
        "ways_to_lead": walked(value.ways, labels),
        "search": mapping(value.search, labels),
        "lever_search": mapping(value.lever_search, labels),
        "movers": walked(recommendation.movers, labels),
        "settled": recommendation.settled,
        "robustness_percent": recommendation.robustness_percent,
        "lead": walked(value.lead, labels),
        "carried_by": [
            {
                "kind": support.kind,
                "id": safe(support.id),
                "because": safe(support.because),
                "without_it": {"status": support.status, "leader": support.leader},
            }
            for support in value.carried_by
        ],
        "basis": safe(recommendation.rulebook.basis),
    }


# Flips


def _flips(value: WhatIf, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    """The flips: steps up, what is only to be answered, facts, and apart from them the steps down."""
    yield Heading("What would change the result")
    yield Paragraph(_flips_title(value))
    still_open = [flip for flip in value.flips if is_still_open(flip)]
    rest = [flip for flip in value.flips if flip not in still_open]
    for title, flips in (
        ("What you can work on", [flip for flip in rest if flip.up]),
        ("Answers still to be given", still_open),
        ("Other facts, or other aims", [flip for flip in rest if flip.up is None]),
        ("Steps back", [flip for flip in rest if flip.up is False]),
    ):
        if flips:
            yield Heading(title, 3)
            yield from _group(flips, labels, verbosity)


def _group(flips: Sequence[Flip], labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    groups = together(flips)
    shown = groups if verbosity >= _EVERYTHING else groups[:_FLIPS]
    yield Items(tuple(_flip(alike, labels) for alike in shown))
    if len(groups) > len(shown):
        yield Paragraph(f"{capital(words.number(len(groups) - len(shown)))} more with -v.", "quiet")


def _flip(alike: Sequence[Flip], labels: Labels) -> Item:
    mark = "*" if alike[0].up else "-"
    return Item(mark, words.flip(alike, labels), tone="good" if alike[0].up else "quiet")


def _flips_title(value: WhatIf) -> str:
    """What the flips are, or that there are none."""
    changed = "puts another approach first" if value.recommendation.leader is not None else "brings another result"
    if not value.flips:
        return f"No change of up to {words.number(value.search.size)} answers {changed}."
    match len(value.flips[0].change):
        case 1:
            return f"Each of these answers alone {changed}."
        case 2:
            return f"No single answer {changed}; these pairs do."
        case size:
            return f"Nothing less than {words.number(size)} answers together {changed}; these do."


def _flips_counted(value: WhatIf) -> str:
    """How many of the smallest flips there are, in one line."""
    if not value.flips:
        return _flips_title(value)
    count, size = len(value.flips), len(value.flips[0].change)
    what = "single answer" if size == 1 else f"set of {words.number(size)} answers"
    plural = what.replace("answer", "answers") if size == 1 else what.replace("set", "sets")
    return f"{capital(words.number(count))} {f'{what} brings' if count == 1 else f'{plural} bring'} another result."


# Ways, movers, support


def _ways(value: WhatIf, labels: Labels, verbosity: Verbosity) -> Iterator[Block]:
    if value.ways:
        yield Heading("The least that puts each of the others first")
        yield Items(tuple(_way(way, value, labels, verbosity) for way in value.ways))


def _way(way: WayToLead, value: WhatIf, labels: Labels, verbosity: Verbosity) -> Item:
    name = labels.approach(way.approach)
    if not way.least:
        return Item("-", f"no change of up to {words.number(value.search.size)} answers does it.", lead=f"{name}:")
    groups = together(way.least)
    told = f"{words.counted_words(len(way.least[0].change), 'answer')}, {words.changes(groups[0], labels)}."
    notes = [f"Or {words.changes(alike, labels)}." for alike in (groups[1:] if verbosity >= _EVERYTHING else ())]
    if verbosity < _EVERYTHING and len(groups) > 1:
        notes.append(f"{capital(words.number(len(groups) - 1))} more as short, with -v.")
    notes += _by_steps_up(way, labels)
    return Item("*" if way.least[0].up else "-", told, lead=f"{name}:", notes=tuple(notes))


def _by_steps_up(way: WayToLead, labels: Labels) -> list[str]:
    """What the user could do alone, where the least takes more than that."""
    if way.least[0].up:
        return []
    if not way.by_levers:
        return ["Nothing you can work on is enough by itself."]
    return [f"By nothing but what you can work on: {words.changes(together(way.by_levers)[0], labels)}."]


def _movers(value: WhatIf, labels: Labels) -> Iterator[Block]:
    recommendation = value.recommendation
    if recommendation.movers:
        yield Heading("What moves a share furthest and leaves the first place")
        yield Items(tuple(
            Item("*" if one.up else "-", words.mover(one, recommendation, labels), tone="good" if one.up else "quiet")
            for one in recommendation.movers
        ))  # fmt: skip


def _support(value: WhatIf, labels: Labels) -> Iterator[Block]:
    yield Heading("What it rests on")
    yield Paragraph(" ".join(part for part in (_lead(value, labels), _settledness(value)) if part))
    if value.carried_by:
        yield Items(tuple(_carrier(support, labels) for support in value.carried_by))
    else:
        yield Paragraph("No single rule carries it: leave out any one of them, and the result stays.")


def _carrier(support: Support, labels: Labels) -> Item:
    then = words.outcome(support.status, support.leader, labels)
    return Item("!", f"{then}. {sentence(support.because)}", lead=f"Without {support.id},", tone="warning")


def _lead(value: WhatIf, labels: Labels) -> str:
    """How far the leader is ahead, and how much the rules' points may be off."""
    recommendation = value.recommendation
    if recommendation.leader is None or value.lead is None:
        return "Nothing comes first, so there is no lead to lose."
    leader = labels.approach(recommendation.leader)
    if value.lead.rival is None:
        return f"{leader} has no rival that may come first."
    rival = labels.within(value.lead.rival)
    return (
        f"{leader} is {words.points(value.lead.points).removeprefix('+')} ahead of {rival}. It stays first while no "
        f"rule's points are more than {percent(value.lead.percent)} off, each in the worse direction."
    )


def _settledness(value: WhatIf) -> str:
    """What the open answers do to it; nothing where they do nothing."""
    recommendation = value.recommendation
    if recommendation.leader is None:
        return ""
    if not recommendation.settled:
        return "That holds for the answers as given: those still open could put another first."
    if value.lead is not None and recommendation.robustness_percent < value.lead.percent:
        off = percent(recommendation.robustness_percent)
        return f"Whatever the open answers turn out to be, it stays first while points are at most {off} off."
    return ""


def _searched(value: WhatIf) -> str:
    """How far was looked, and what was left out."""
    search, own = value.search, value.lever_search
    told = f"Tried: {_every(search)}, {search.tried:,} in all."
    if own.size > search.size:
        told += f" Of what you can work on: {_every(own)}."
    if search.left_out:
        told += f" Left out: {search.left_out:,} changes of {words.number(search.size + 1)} answers, too many to try."
    return told


def _every(search: Search) -> str:
    match search.size:
        case 0:
            return "no change"
        case 1:
            return "every single change"
        case size:
            return f"every change of up to {words.number(size)} answers"


# Plain lines


def _change_records(value: WhatIf) -> Iterator[tuple[str, str]]:
    for flip in value.flips:
        yield "flip", _flip_record(flip)
    for way in value.ways:
        for flip in way.least:
            yield f"way.{way.approach}", _flip_record(flip)
        for flip in way.by_levers:
            yield f"way_up.{way.approach}", _flip_record(flip)
    for mover in value.recommendation.movers:
        yield "mover", parts(changed((mover.change,)), f"{mover.approach} {mover.share}", direction(mover.up))


def _flip_record(flip: Flip) -> str:
    return parts(changed(flip.change), flip.leader or flip.status, direction(flip.up))
