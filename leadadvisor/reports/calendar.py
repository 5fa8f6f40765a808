"""A plan as an iCalendar file (RFC 5545): a day for each step, and alarms on the days on which something is decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from leadadvisor.model.firm_plan import FirmPlan, Scheduled
from leadadvisor.model.rulebook import WHOLE_MIX
from leadadvisor.reports.labels import Labels
from leadadvisor.text import one_line, sentence

_OCTETS = 75
"""The longest line, without its end; a longer one is folded."""

_ALARMS = ("-P1D", "PT9H")
"""The day before, and at nine on the day itself."""


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
    told = [f"Who: {one_line(step.owner)}" if step.owner else "", f"Measure: {one_line(step.measure)}", stop]
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
