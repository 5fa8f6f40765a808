"""A plan of a user's own, with hours, days and stop rules: as a document, plain lines, CSV, iCalendar and a tree.

Plain keys: title, start, `hours.<approach>`, `step` (number; first day; last day; approach; kind; action; owner; stop
rule), `never_speaks`, `needs`, `caution` (code; text), basis. The tree is the contract "leadadvisor/plan/1".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from leadadvisor.model.firm_plan import NUMBER_KEYS, Checked, FirmPlan, Scheduled, StopLine
from leadadvisor.model.rulebook import WHOLE_MIX
from leadadvisor.reports import Verbosity, words
from leadadvisor.reports.document import Block, Document, Heading, Item, Items, Paragraph
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.plain import NONE, parts
from leadadvisor.reports.plan import FROM_PRACTICE, MINE, NOBODY, of_what, phase
from leadadvisor.reports.reasons import said_where
from leadadvisor.reports.review_words import BLANK, asked, filled, hours
from leadadvisor.reports.tree import Tree, identity, number
from leadadvisor.reports.verdict import headline
from leadadvisor.text import capital, counted, listed, lowered, no_formula, one_line, safe, sentence

SCHEMA = "leadadvisor/plan/1"
CSV_COLUMNS = (
    "number", "from", "to", "approach", "channel", "kind", "action", "owner", "measure", "stop_rule", "done",
)  # fmt: skip
_FORTNIGHT = 2
SET_NUMBERS = "Set them with: leadadvisor plan --set-numbers"
HOW_NUMBERS_COME = (
    "The numbers in stop rules follow from yours: had your hope been right, so much would stay silent in fewer than "
    "1 of 20 firms."
)

_OCTETS = 75
"""The longest line, without its end; a longer one is folded."""

_ALARMS = ("-P1D", "PT9H")
"""The day before, and at nine on the day itself."""


def document(plan: FirmPlan, verbosity: Verbosity, byline: str = "") -> Document:
    """The plan; quiet gives its steps alone, and everything else how its stop rules come about."""
    recommendation = plan.recommendation
    labels = Labels(recommendation.rulebook)
    blocks: list[Block] = [Heading(title(plan), 1), Paragraph(headline(recommendation, labels), "quiet")]
    blocks += _at_odds(plan)
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
    first = plan.start + timedelta(days=plan.since)
    last = first + timedelta(days=7 * plan.weeks - 1)
    return f"Your {span} from {first.isoformat()} to {last.isoformat()}"


def _at_odds(plan: FirmPlan) -> Iterator[Block]:
    """What the reader must know before the steps: an earlier plan is over, or answers do not fit log or numbers."""
    if plan.ended and plan.start:
        yield Paragraph(
            f"Your twelve weeks ended on {plan.ended.isoformat()}, so this begins anew. Keep it with: leadadvisor plan "
            f"--set-numbers --start {plan.start.isoformat()} --review-day DATE"
        )
    if plan.cautions:
        yield Items(tuple(Item("!", sentence(each.text), tone="warning") for each in plan.cautions))


def _hours(plan: FirmPlan, labels: Labels) -> Iterator[Block]:
    """The hours of a week, approach by approach."""
    if not plan.hours:
        return
    told = [f"{hours(each.hours)} for {labels.within(each.approach)}" for each in plan.hours if each.hours]
    total = sum(each.hours for each in plan.hours) + plan.reserve
    yield Heading("Hours a week")
    yield Paragraph(f"Of your {hours(total)}: {listed(told)}; {hours(plan.reserve)} kept for learning and surprises.")


def _steps(plan: FirmPlan, labels: Labels, *, everything: bool) -> Iterator[Block]:
    if not plan.steps and plan.since:
        yield Paragraph("Nothing new begins in these two weeks: go on with what has begun (plan --weeks 12).")
        return
    if not plan.steps:
        yield Paragraph("There is nothing to plan yet: the card says what must come first.")
        return
    numbered = list(enumerate(plan.steps, start=1))
    short = plan.weeks == _FORTNIGHT
    for heading, group in groupby(numbered, lambda each: "This fortnight" if short else phase(each[1].step.phase)):
        yield Heading(heading)
        yield Items(tuple(_step(number, each, plan, labels, everything=everything) for number, each in group))


def _step(number: int, each: Scheduled, plan: FirmPlan, labels: Labels, *, everything: bool) -> Item:
    step = each.step
    owner = NOBODY if not step.owner else "" if step.owner == MINE else f"By {lowered(step.owner)}."
    told = [
        owner,
        f"Measure: {sentence(step.measure)}" if step.measure else "",
        sentence(stop_text(each)) if step.stop_rule else "",
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
        yield Paragraph(f"Some stop rules need numbers of yours: {named}. {SET_NUMBERS}")
    blanks = [each for each in plan.steps if each.stop is None and BLANK in each.step.stop_rule]
    told = f"Fill in {'the other blanks' if plan.checks else 'every blank'} yourself. " if blanks else ""
    yield Paragraph(f"{told}{FROM_PRACTICE}", "quiet")


def summary(plan: FirmPlan) -> str:
    """The numbers of the user's in one line, for the end of setting them."""
    given = [key for key in NUMBER_KEYS if getattr(plan.numbers, key.replace("-", "_")) is not None]
    idle = sum(each.line.can_fire is False for each in plan.checks)
    rules = sum(each.line.number is not None for each in plan.checks) - idle
    told = f"{counted(len(given), 'number')} set; {counted(rules, 'stop rule')} can speak now"
    return f"{told}, {idle} never can in the time there is: leadadvisor plan check." if idle else f"{told}."


# Plain lines and the tree


def records(plan: FirmPlan, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """The steps, and beside them hours and stop rules unless quiet."""
    yield "title", title(plan)
    if verbosity >= 0:
        yield "start", plan.start.isoformat() if plan.start else NONE
        yield from ((f"hours.{each.approach}", str(number(each.hours))) for each in plan.hours)
    for place, each in enumerate(plan.steps, start=1):
        first, last = _days(each, plan.start)
        step = each.step
        yield "step", parts(place, first, last, step.approach, step.kind, step.action, step.owner, stop_text(each))
    if verbosity >= 0:
        yield from (("never_speaks", filled(each.line)) for each in plan.checks if each.line.can_fire is False)
        missing = {key for each in plan.checks for key in each.line.needs}
        yield "needs", parts(*(key for key in NUMBER_KEYS if key in missing)) or NONE
        yield from (("caution", parts(each.code, each.text)) for each in plan.cautions)
    yield "basis", words.honest(plan.recommendation.rulebook)


def _days(each: Scheduled, start: date | None) -> tuple[str, str]:
    """The first and the last day, as dates or counted from 1."""
    if start is None:
        return str(each.first + 1), str(each.last + 1)
    first, last = (start + timedelta(days=day) for day in (each.first, each.last))
    return first.isoformat(), last.isoformat()


def tree(plan: FirmPlan) -> dict[str, Tree]:
    """The contract: it may grow, but no key changes its meaning within /1."""
    numbers = plan.numbers
    return {
        "schema": SCHEMA,
        "rulebook": identity(plan.recommendation.rulebook),
        "title": safe(title(plan)),
        "weeks": plan.weeks,
        "start": plan.start.isoformat() if plan.start else None,
        "numbers": {
            "hours-a-week": number(numbers.hours_a_week),
            "review-day": numbers.review_day.isoformat() if numbers.review_day else None,
            "contacts-a-week": numbers.contacts_a_week,
            "conversations-hoped": numbers.conversations_hoped,
            "most-to-spend": number(numbers.most_to_spend),
            "days-to-judge": numbers.days_to_judge,
        },
        "hours": [{"approach": safe(each.approach), "hours": number(each.hours)} for each in plan.hours],
        "hours_kept_back": number(plan.reserve),
        "steps": [_step_tree(place, each, plan.start) for place, each in enumerate(plan.steps, start=1)],
        "stop_rules": [rule(each) for each in plan.checks],
        "cautions": [{"code": each.code, "text": safe(each.text)} for each in plan.cautions],
    }


def _step_tree(place: int, each: Scheduled, start: date | None) -> Tree:
    first, last = _days(each, start)
    step = each.step
    return {
        "number": place, "id": safe(step.id), "from": first, "to": last, "phase": step.phase,
        "approach": safe(step.approach), "channel": safe(step.channel) or None, "kind": step.kind,
        "action": safe(step.action), "owner": safe(step.owner), "measure": safe(step.measure),
        "stop_rule": safe(stop_text(each)),
    }  # fmt: skip


def rule(each: Checked) -> Tree:
    """A stop rule as it stands in a tree, with what it does to sources as good as hoped and worse."""
    line = each.line
    hundredths = line.counts in {"hours", "money"}
    return {
        "action": safe(line.action), "approach": safe(line.approach), "text": safe(filled(line)), "counts": line.counts,
        "number": number(line.number) if hundredths else line.number, "can_fire": line.can_fire,
        "needs": list(line.needs),
        "stops": [
            {
                "percent_of_hope": chance.percent_of_hope, "rate": round(float(chance.rate), 6),
                "stops": chance.stops / 1000,
            }
            for chance in each.chances
        ],
    }  # fmt: skip


# Spreadsheets and calendars


def as_csv(plan: FirmPlan) -> str:
    """The steps as rows any spreadsheet opens, with an empty column to tick off what is done."""
    import csv
    import io

    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(CSV_COLUMNS)
    for place, each in enumerate(plan.steps, start=1):
        first, last = _days(each, plan.start)
        step = each.step
        cells = (
            first,
            last,
            step.approach,
            step.channel,
            step.kind,
            step.action,
            step.owner,
            step.measure,
            stop_text(each),
        )
        rows.writerow([place, *(no_formula(one_line(cell)) for cell in cells), ""])
    return text.getvalue()


def calendar(plan: FirmPlan, start: date, stop_texts: dict[str, str]) -> str:
    """The events of the plan from that day on; `stop_texts` are the stop rules of the steps in words.

    The same plan and day give the same bytes, and every event the same UID, so that a calendar updates what it has.
    """
    labels = Labels(plan.recommendation.rulebook)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//leadadvisor//plan//EN", "CALSCALE:GREGORIAN"]
    for each in plan.steps:
        lines += _event(each, start, plan.recommendation.rulebook.name, labels, stop_texts.get(each.step.id, ""))
    if plan.numbers.review_day is not None:
        lines += _review(plan.numbers.review_day, start, plan.recommendation.rulebook.name)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(each: Scheduled, start: date, rulebook: str, labels: Labels, stop: str) -> Iterator[str]:
    step = each.step
    decides = step.kind == "decision"
    name = "All" if step.approach == WHOLE_MIX else labels.approach(step.approach)
    owner = f"By {lowered(one_line(step.owner))}." if step.owner and step.owner != MINE else ""
    told = [owner, f"Measure: {one_line(step.measure)}" if step.measure else "", stop]
    yield "BEGIN:VEVENT"
    yield f"UID:{_word(step.id)}-{start:%Y%m%d}@{_word(rulebook)}"
    yield from _on(start + timedelta(days=each.first), start)
    yield f"SUMMARY:{_text(f'{name}: {sentence(step.action)}')}"
    yield f"DESCRIPTION:{_text(chr(10).join(part for part in told if part))}"
    yield f"CATEGORIES:{_text('Decision' if decides else name)}"
    if decides:
        yield from _alarms(step.action)
    yield "END:VEVENT"


def _review(day: date, start: date, rulebook: str) -> Iterator[str]:
    summary = "Review: what was planned, what was done, what your log says"
    yield "BEGIN:VEVENT"
    yield f"UID:review-{start:%Y%m%d}@{_word(rulebook)}"
    yield from _on(day, start)
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text('leadadvisor review')}"
    yield "CATEGORIES:Decision"
    yield from _alarms(summary)
    yield "END:VEVENT"


def _on(day: date, start: date) -> Iterator[str]:
    """The whole of one day, which keeps nobody busy; the stamp is that of the plan, as no clock is looked at."""
    yield f"DTSTAMP:{start:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"


def _alarms(said: str) -> Iterator[str]:
    for trigger in _ALARMS:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(said)}", f"TRIGGER:{trigger}", "END:VALARM")


def _text(text: str) -> str:
    """A value of the type TEXT."""
    plain = "\n".join(one_line(line) for line in text.split("\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _word(text: str) -> str:
    """An id as a part of a UID."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-" for sign in text)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each but the first after a blank; no sign is cut in two."""
    piece, room = "", _OCTETS
    for sign in line:
        octets = len(sign.encode())
        if octets > room:
            yield piece
            piece, room = " ", _OCTETS - 1
        piece += sign
        room -= octets
    yield piece
