"""The plan, and the user's own hours and money, as blocks of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import assert_never

from leadadvisor.model.means import Means, Split, Target
from leadadvisor.model.plan import Phase
from leadadvisor.model.recommendation import PlanStep, Recommendation
from leadadvisor.model.rulebook import WHOLE_MIX
from leadadvisor.reports.document import Block, Chart, Heading, Item, Items, Paragraph, Stretch, Table, Track
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.reasons import said_where
from leadadvisor.text import capital, counted, first_sentence, listed, lowered, percent, sentence

FILL_IN = "Fill in every ____ before you start: the sources give no figures, and neither do we."
FROM_PRACTICE = "Measures and stop rules are habits of practice, not from the sources."
LATER_PHASES = "The later phases in full, with measures and stop rules: leadadvisor plan, or -v."
NOBODY = "Nobody to do it yet."
_DAYS: Mapping[Phase, tuple[int, int]] = {"days-1-30": (1, 30), "days-31-60": (31, 60), "days-61-90": (61, 90)}
"""The first and the last day of each phase that has an end."""
MINE = "You"
"""The owner who goes without saying."""


def plan_blocks(recommendation: Recommendation, labels: Labels, *, everything: bool) -> Iterator[Block]:
    """Every phase: what to do and to decide, the first with measures; all measures and sources where all is told."""
    if not recommendation.plan:
        return
    yield Heading("Plan")
    if recommendation.plan_notes:
        yield Items(tuple(_note(note.text, urgent=note.code in {"nobody-to-do-it", "slow-alone"})
                          for note in recommendation.plan_notes))  # fmt: skip
    told = f"{FILL_IN} {FROM_PRACTICE}" if any("____" in f"{one.measure}{one.stop_rule}{one.action}"
                                               for one in recommendation.plan) else FROM_PRACTICE  # fmt: skip
    yield Paragraph(told, "quiet")
    yield _chart(recommendation, labels)
    first, later = recommendation.plan[0].phase, True
    for phase, steps in groupby(recommendation.plan, lambda step: step.phase):
        if phase != first and later:
            later = False
            yield Heading("Later in the plan", annex=True)
        yield from _phase(phase, list(steps), labels, whole=everything or phase == first, everything=everything)
    if not everything and recommendation.plan[-1].phase != first:
        yield Paragraph(LATER_PHASES, "quiet")


def means_blocks(recommendation: Recommendation, labels: Labels) -> Iterator[Block]:
    """One table for all figures that were given; nothing where none were."""
    means = recommendation.means
    if means is None:
        return
    yield Heading("Your hours and money", annex=True)
    given = splits(means)
    if given:
        yield _table(given, recommendation, labels)
    notes = [kept_back(means, recommendation.rulebook.settings.reserve.value)]
    notes += [_bought(split, unit, labels) for _, unit, split in given]
    for note in notes:
        if note:
            yield Paragraph(note, "quiet")
    if means.target is not None:
        yield Paragraph(target(means.target))


def phase(phase: Phase) -> str:
    """The title of a phase."""
    match phase:
        case "days-1-30":
            return "Days 1\N{EN DASH}30"
        case "days-31-60":
            return "Days 31\N{EN DASH}60"
        case "days-61-90":
            return "Days 61\N{EN DASH}90"
        case "later":
            return "Later"
        case _:
            assert_never(phase)


def of_what(approach: str, labels: Labels) -> str:
    """What a step is about: an approach, or all of them."""
    return "All" if approach == WHOLE_MIX else labels.approach(approach)


def amount(hundredths: int) -> str:
    """Hours or money as they are written: 2.5, 1,200."""
    whole, part = divmod(hundredths, 100)
    return f"{whole:,}" + (f".{part:02d}".rstrip("0") if part else "")


def with_unit(hundredths: int, unit: str) -> str:
    """An amount and its unit, which may be empty."""
    return f"{amount(hundredths)} {unit}".rstrip()


def splits(means: Means) -> list[tuple[str, str, Split]]:
    """What is shared out: its title, its unit and the parts."""
    given = (("Hours a week", "h", means.weekly_hours), ("Money a month", means.currency, means.monthly_budget))
    return [(title, unit, split) for title, unit, split in given if split is not None]


def means_of(approach: str, recommendation: Recommendation) -> str:
    """The hours and money an approach gets, in a few words; empty where no figures were given."""
    if recommendation.means is None:
        return ""
    return ", ".join(
        f"{with_unit(part.amount, unit)} {'a week' if unit == 'h' else 'a month'}"
        for _, unit, split in splits(recommendation.means)
        for part in split.parts
        if part.approach == approach and part.amount
    )


def kept_back(means: Means, reserve: int) -> str:
    """How hours and money were shared out, and what was kept back of them; empty where there was nothing to share."""
    steps = listed([with_unit(split.step, unit) for _, unit, split in splits(means) if split.total])
    if not steps:
        return ""
    return (
        f"Shared out in steps of {steps}; at least {percent(reserve)} is kept back for learning and surprises. "
        "None of this changes the mix."
    )


def target(target: Target) -> str:
    """The arithmetic on the user's own figures, in a sentence."""
    customers, months = counted(target.customers, "customer"), counted(target.months, "month")
    rate, weekly = with_unit(target.close_rate, "%"), f"{target.tenths_a_week // 10}.{target.tenths_a_week % 10}"
    return (
        f"By your own figures, {customers} in {months} with {rate} of conversations won take "
        f"{counted(target.conversations, 'qualified conversation')}, {weekly} a week. That is arithmetic, no forecast."
    )


def _chart(recommendation: Recommendation, labels: Labels) -> Chart:
    """The twelve weeks of the plan: a track for each approach, a stretch for each phase with something to do."""
    tracks = []
    for approach in dict.fromkeys(step.approach for step in recommendation.plan):
        own = [step for step in recommendation.plan if step.approach == approach and step.phase in _DAYS]
        stretches, decisions = [], []
        for phase_, steps in groupby(own, lambda step: step.phase):
            first, last = _DAYS[phase_]
            in_phase = list(steps)
            done = [step for step in in_phase if step.kind != "decision"]
            decisions += [last] if len(done) < len(in_phase) else []
            if done:
                stretches.append(Stretch(first, last, first_sentence(done[0].action)))
        if stretches or decisions:
            tracks.append(Track(of_what(approach, labels), tuple(stretches), tuple(decisions)))
    return Chart("Twelve weeks", "Bars: what begins each phase. Diamonds: what you decide.", tuple(tracks))


def _note(text: str, *, urgent: bool) -> Item:
    return Item("!", sentence(text), tone="warning") if urgent else Item("-", sentence(text), tone="quiet")


def _phase(phase_: Phase, steps: list[PlanStep], labels: Labels, *, whole: bool, everything: bool) -> Iterator[Block]:
    """What to do and to decide in a phase; unless `whole`, without measures and stop rules."""
    yield Heading(phase(phase_), 3)
    done = [step for step in steps if step.kind != "decision"]
    if done:
        yield Items(tuple(_step(step, labels, whole=whole, everything=everything) for step in done))
    decisions = [step for step in steps if step.kind == "decision"]
    if decisions:
        yield Paragraph("Then decide", "strong")
        yield Items(tuple(_step(step, labels, whole=whole, everything=everything) for step in decisions))


def _step(step: PlanStep, labels: Labels, *, whole: bool, everything: bool) -> Item:
    """The step, and below it what it opens, who does it, what to look at and when to stop."""
    opened = ", ".join(map(labels.channel, step.opens))
    owner = NOBODY if not step.owner else "" if step.owner == MINE else f"By {lowered(step.owner)}."
    told = [
        f"Opens: {opened}." if opened else "",
        owner,
        f"Measure: {sentence(step.measure)}" if step.measure else "",
        sentence(step.stop_rule) if step.stop_rule else "",
    ]
    notes = [" ".join(part for part in (told if whole else told[:1]) if part)]
    if everything and not step.practice:
        said = said_where(step.claims, labels)
        notes += [capital(said) + "."] if said else []
    mark = "?" if step.kind == "decision" else "-"
    lead = f"{of_what(step.approach, labels)}:"
    action = sentence(step.action) if whole else first_sentence(step.action)
    return Item(mark, action, lead=lead, notes=tuple(note for note in notes if note))


def _table(given: list[tuple[str, str, Split]], recommendation: Recommendation, labels: Labels) -> Table:
    """A row for each approach, then the reserve and the total; a cell is empty where an approach gets nothing."""
    rows = []
    for portion in recommendation.mix:
        cells = [
            next((with_unit(part.amount, unit) for part in split.parts if part.approach == portion.approach), "")
            for _, unit, split in given
        ]
        rows.append((labels.approach(portion.approach), *cells))
    rows.append(("Reserve", *(with_unit(split.reserve, unit) for _, unit, split in given)))
    rows.append(("In all", *(with_unit(split.total, unit) for _, unit, split in given)))
    return Table(("Approach", *(title for title, _, _ in given)), tuple(rows), total=True)


def _bought(split: Split, unit: str, labels: Labels) -> str:
    """Which channels the money buys."""
    told = [
        f"{with_unit(part.amount, unit)} for {listed([lowered(labels.channel(one)) for one in part.channels])}"
        for part in split.parts
        if part.channels
    ]
    return f"Of it, {listed(told)}." if told else ""
