"""What could change a recommendation, as blocks of a report: question by question, and as a chart of swings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leadadvisor.model.recommendation import Flip, Mover, NextQuestion, Recommendation
from leadadvisor.reports import words
from leadadvisor.reports.document import Block, Chart, Heading, Item, Items, Paragraph, Swinging
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import flips_to_tell, movers_to_tell
from leadadvisor.reports.verdict import questions_that_matter
from leadadvisor.text import capital, lowered

_QUESTIONS = 3
_FLIPS = 4
_MOVERS = 2
_SWINGS = 10


def change_blocks(recommendation: Recommendation, labels: Labels, *, everything: bool) -> Iterator[Block]:
    """Question by question: the open ones that matter, what puts another approach first, what moves a share far."""
    bearing = questions_that_matter(recommendation)[:_QUESTIONS]
    questions = list(recommendation.next_questions) if everything else bearing
    flips = flips_to_tell(recommendation)[: None if everything else _FLIPS]
    movers = movers_to_tell(recommendation)[: None if everything else _MOVERS]
    if not (questions or flips or movers):
        return
    yield Heading("What could change this", annex=True)
    still_open = words.still_open(recommendation)
    if still_open:
        yield Paragraph(still_open)
    if recommendation.swings:
        yield _swings(recommendation, labels)
    effects = _effects(flips, movers, recommendation, labels)
    told = [_open_question(place, one, effects, labels) for place, one in enumerate(questions, start=1)]
    open_ones = {one.question for one in questions}
    told += [
        _change(labels.question(question), [text for text, _ in own], up=any(up for _, up in own))
        for question, own in effects.items()
        if question not in open_ones
    ]
    together = (alike for alike in flips if len(alike[0].change) > 1)
    told += [_change(capital(words.flip(alike, labels)), (), up=alike[0].up) for alike in together]
    if told:
        yield Items(tuple(told))
    if not flips and not movers and recommendation.leader is not None and not recommendation.flips:
        yield Paragraph(words.NO_FLIP, "quiet")


def _effects(
    flips: Sequence[Sequence[Flip]], movers: Sequence[Mover], recommendation: Recommendation, labels: Labels
) -> dict[str, list[tuple[str, bool | None]]]:
    """What other answers to one question bring, under that question, each with whether it is a step up."""
    told: dict[str, list[tuple[str, bool | None]]] = {}
    for alike in flips:
        if len(alike[0].change) == 1:
            first = alike[0].change[0]
            then = words.outcome(alike[0].status, alike[0].leader, labels)
            text = f"{words.other_answer([each.change[0] for each in alike], labels)}: {then}."
            told.setdefault(first.question, []).append((text, alike[0].up))
    for one in movers:
        text = f"{words.other_answer([one.change], labels)}: {words.moves_to(one, recommendation, labels)}."
        told.setdefault(one.change.question, []).append((text, one.up))
    return told


def _open_question(
    place: int, question: NextQuestion, effects: Mapping[str, Sequence[tuple[str, bool | None]]], labels: Labels
) -> Item:
    notes = tuple(text for text, _ in effects.get(question.question, ()))
    detail = "" if notes and question.can_change_leader else words.stakes(question)
    return Item(str(place), labels.question(question.question), detail=detail, notes=notes)


def _swings(recommendation: Recommendation, labels: Labels) -> Chart:
    """How far each question alone moves what comes first."""
    first = recommendation.mix[0] if recommendation.leader is None else recommendation.portion(recommendation.leader)
    now = first.share if first else 0
    name = labels.approach(first.approach) if first else ""
    rows = tuple(
        Swinging(labels.question(each.question), each.low, each.high, now, "another comes first" if each.flips else "")
        for each in recommendation.swings[:_SWINGS]
    )
    note = f"The share of {lowered(name)} over all answers to one question; the line is today's."
    return Chart("How far each answer alone moves it", note, rows)


def _change(told: str, notes: Sequence[str], *, up: bool | None) -> Item:
    if up:
        return Item("*", told, detail=words.STEP_UP, notes=tuple(notes), tone="good")
    return Item("-", told, notes=tuple(notes))
