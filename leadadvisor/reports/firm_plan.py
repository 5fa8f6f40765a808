"""A plan with the user's own hours, days and stop rules as a document: this fortnight, or twelve weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from leadadvisor.model.firm_plan import FirmPlan, Scheduled
from leadadvisor.model.plan_numbers import NUMBER_KEYS, StopLine
from leadadvisor.reports import Verbosity, words
from leadadvisor.reports.citing import said_where
from leadadvisor.reports.document import Block, Document, Heading, Item, Items, Paragraph
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.numbers import BLANK, asked, filled, hours
from leadadvisor.reports.plan import FROM_PRACTICE, MINE, NOBODY, of_what, phase
from leadadvisor.reports.verdict import headline
from leadadvisor.text import capital, counted, listed, one_line, sentence

_FORTNIGHT = 2
SET_NUMBERS = "Set them with: leadadvisor plan --set-numbers"
HOW_NUMBERS_COME = (
    "The numbers in stop rules follow from yours: had your hope been right, so much would stay silent in fewer than "
    "1 of 20 firms."
)


def document(plan: FirmPlan, verbosity: Verbosity, byline: str = "") -> Document:
    """The plan; quiet gives its steps alone, and everything else how its stop rules come about."""
    recommendation = plan.recommendation
    labels = Labels(recommendation.rulebook)
    blocks: list[Block] = [Heading(title(plan), 1), Paragraph(headline(recommendation, labels), "quiet")]
    if verbosity >= 0:
        blocks += _hours(plan, labels)
    blocks += _steps(plan, labels, everything=verbosity > 1)
    if verbosity >= 0:
        blocks += _stop_rules(plan)
        blocks += _blanks(plan)
    blocks.append(Paragraph(words.honest(recommendation.rulebook), "basis"))
    return Document(
        f"{one_line(recommendation.rulebook.title)}: {title(plan)}",
        tuple(blocks),
        byline,
        recommendation.rulebook.language,
    )


def title(plan: FirmPlan) -> str:
    """What the plan is for."""
    span = "two weeks" if plan.weeks == _FORTNIGHT else "twelve weeks"
    if plan.start is None:
        return f"Your first {span}"
    last = plan.start + timedelta(days=7 * plan.weeks - 1)
    return f"Your {span} from {plan.start.isoformat()} to {last.isoformat()}"


def _hours(plan: FirmPlan, labels: Labels) -> Iterator[Block]:
    """The hours of a week, approach by approach."""
    if not plan.hours:
        return
    told = [f"{hours(each.hours)} for {labels.within(each.approach)}" for each in plan.hours if each.hours]
    total = sum(each.hours for each in plan.hours) + plan.reserve
    yield Heading("Hours a week")
    yield Paragraph(f"Of your {hours(total)}: {listed(told)}; {hours(plan.reserve)} kept for learning and surprises.")


def _steps(plan: FirmPlan, labels: Labels, *, everything: bool) -> Iterator[Block]:
    if not plan.steps:
        yield Paragraph("There is nothing to plan yet: the card says what must come first.")
        return
    numbered = list(enumerate(plan.steps, start=1))
    for phase_, group in groupby(numbered, lambda each: each[1].step.phase):
        yield Heading("This fortnight" if plan.weeks == _FORTNIGHT else phase(phase_))
        yield Items(tuple(_step(number, each, plan, labels, everything=everything) for number, each in group))


def _step(number: int, each: Scheduled, plan: FirmPlan, labels: Labels, *, everything: bool) -> Item:
    step = each.step
    owner = NOBODY if not step.owner else "" if step.owner == MINE else f"By {words.lowered(step.owner)}."
    told = [
        owner,
        f"Measure: {sentence(step.measure)}" if step.measure else "",
        f"Stop or change: {sentence(stop_text(each))}" if step.stop_rule else "",
    ]
    notes = [" ".join(part for part in told if part)]
    if everything and not step.practice:
        said = said_where(step.claims, labels)
        notes += [capital(said) + "."] if said else []
    lead = f"{of_what(step.approach, labels)}:"
    return Item(
        "?" if step.kind == "decision" else str(number), sentence(step.action), lead=lead,
        detail=_when(each, plan.start), notes=tuple(note for note in notes if note),
    )  # fmt: skip


def stop_text(each: Scheduled) -> str:
    """The stop rule of a step, with the user's number where it is known."""
    return filled(each.stop) if each.stop is not None else each.step.stop_rule


def _when(each: Scheduled, start: date | None) -> str:
    """The day a step begins, or the day by which it is decided."""
    decides = each.step.kind == "decision"
    if start is None:
        week = (each.last if decides else each.first) // 7 + 1
        return f"(end of week {week})" if decides else f"(week {week})"
    day = start + timedelta(days=each.last if decides else each.first)
    return f"({'on' if decides else 'from'} {day.isoformat()})"


def _stop_rules(plan: FirmPlan) -> Iterator[Block]:
    """Rules that can never fire, and where the numbers come from."""
    known = [each for each in plan.checks if each.line.number is not None]
    if known:
        yield Paragraph(HOW_NUMBERS_COME, "quiet")
    idle = [each.line for each in known if each.line.can_fire is False]
    if idle:
        yield Items(tuple(Item("!", never(line), tone="warning") for line in dict.fromkeys(idle)))


def never(line: StopLine) -> str:
    """Why a rule can never speak."""
    return f"Never speaks in the time there is: {sentence(filled(line))}"


def _blanks(plan: FirmPlan) -> Iterator[Block]:
    """Which numbers are missing for the rules of this plan, and what is to be filled in by hand."""
    missing = {key for each in plan.checks for key in each.line.needs}
    if missing:
        named = listed([asked(key) for key in NUMBER_KEYS if key in missing])
        yield Paragraph(f"Some stop rules wait for numbers of yours: {named}. {SET_NUMBERS}")
    blanks = [each for each in plan.steps if each.stop is None and BLANK in each.step.stop_rule]
    told = f"Fill in {'the other blanks' if plan.checks else 'every blank'} yourself. " if blanks else ""
    yield Paragraph(f"{told}{FROM_PRACTICE}", "quiet")


def summary(plan: FirmPlan) -> str:
    """The numbers of the user's in one line, for the end of setting them."""
    given = [key for key in NUMBER_KEYS if getattr(plan.numbers, key.replace("-", "_")) is not None]
    rules = sum(each.line.number is not None for each in plan.checks)
    return f"{counted(len(given), 'number')} set; {counted(rules, 'stop rule')} can speak now."
