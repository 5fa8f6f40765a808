"""The user's own plan numbers: read from a flag or from `plan:` in a firm's file, and written there again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from leadadvisor.errors import WrongUsage
from leadadvisor.model.figure import HUNDREDTHS
from leadadvisor.model.firm_plan import NUMBER_KEYS, NumberKey, PlanNumbers
from leadadvisor.questionnaire.answers import Misread, misread
from leadadvisor.questionnaire.answers_file import answers_sheet
from leadadvisor.questionnaire.figures import Unit, read_amount, written
from leadadvisor.results.rows import read_day
from leadadvisor.rulebook.files import read_file
from leadadvisor.rulebook.problems import Plain, Sheet, raise_if_any
from leadadvisor.text import shown

if TYPE_CHECKING:  # only where numbers are written is a file edited
    from leadadvisor.questionnaire.firm_file import Section

SECTION = "plan"
BEGUN = "begun"
"""The day the plan began, noted beside the numbers when the first of them is set."""

Number: TypeAlias = "int | date"

_UNITS: Mapping[NumberKey, Unit] = {"hours-a-week": "hours", "most-to-spend": "money"}
_BOUNDS: Mapping[NumberKey, tuple[int, int, str]] = {
    "hours-a-week": (1, 168, "write the hours of one week that go into winning customers"),
    "contacts-a-week": (1, 100_000, "write how many people you ask or contact in a week"),
    "conversations-hoped": (1, 100_000, "write how many conversations you hope for by the review day"),
    "most-to-spend": (0, 1_000_000_000, "write the most you spend by the review day"),
    "days-to-judge": (1, 3_650, "write after how many days a conversation that is not won counts as not won"),
}


def field_of(key: NumberKey) -> str:
    """The name of a number in `PlanNumbers`."""
    return key.replace("-", "_")


def read_number(key: NumberKey, text: str) -> Number | Misread:
    """The number the text stands for: hours and money in hundredths, or what is wrong with it."""
    if key == "review-day":
        return read_day(text)
    amount = read_amount(text, _UNITS.get(key, "count"))
    if isinstance(amount, Misread):
        return amount
    least, most, rest = _BOUNDS[key]
    if not least * HUNDREDTHS <= amount.hundredths <= most * HUNDREDTHS:
        bound = f"more than {most:,}" if amount.hundredths > most * HUNDREDTHS else f"less than {least}"
        return Misread(f"{shown(text)} is {bound}", None, rest)
    if key in _UNITS:
        return amount.hundredths
    number, part = divmod(amount.hundredths, HUNDREDTHS)
    if part:
        return Misread(f"{shown(text)} is not a whole number", None, rest)
    return number


def number_text(key: NumberKey, number: Number) -> str:
    """The number as it can be typed again."""
    if isinstance(number, date):
        return number.isoformat()
    return written(number) if key in _UNITS else str(number)


def load_numbers(path: str) -> PlanNumbers:
    """The numbers in a firm's file. Raises `CannotRead`, or `InvalidFile` with every problem of them."""
    return parse_numbers(path, read_file(path))


def parse_numbers(name: str, content: bytes) -> PlanNumbers:
    """The numbers in the content of a firm's file, of which nothing else is looked at. Raises `InvalidFile`."""
    if not content.strip():
        return PlanNumbers()
    sheet = answers_sheet(name, content)
    section = sheet.data.get(SECTION) if isinstance(sheet.data, dict) and "answers" in sheet.data else None
    numbers = PlanNumbers()
    if isinstance(section, dict):
        numbers = _with(numbers, dict(_read_all(sheet, section)))
    elif section is not None:
        hint = f"write one line for each number, such as: hours-a-week: 6; got {shown(section)}"
        sheet.complain("wrong-type", (SECTION,), "plan holds your numbers", hint)
    raise_if_any(name, sheet.troubles)
    return numbers


def _read_all(sheet: Sheet, section: Mapping[str, Plain]) -> Iterator[tuple[str, Number]]:
    for key, value in section.items():
        steps = (SECTION, key)
        if value is None:
            continue
        if key == BEGUN:
            found: Number | Misread = read_day(_as_typed(sheet, steps, value))
        elif key in NUMBER_KEYS:
            found = read_number(key, _as_typed(sheet, steps, value))
        else:
            wrong = misread(f"plan has no number {shown(key)}", key, (*NUMBER_KEYS, BEGUN), "numbers")
            sheet.complain_of_key("unknown-key", steps, wrong.message, wrong.hint())
            continue
        if isinstance(found, Misread):
            sheet.complain("wrong-number", steps, f"{key}: {found.message}", found.hint())
        else:
            yield key.replace("-", "_"), found


def _with(numbers: PlanNumbers, given: Mapping[str, Number]) -> PlanNumbers:
    """The numbers with these in place of their fields."""
    return PlanNumbers(*(given.get(field, before) for field, before in zip(numbers._fields, numbers, strict=True)))  # type: ignore[arg-type]  # each was read as what its field holds


def _as_typed(sheet: Sheet, steps: tuple[str, str], value: Plain) -> str:
    """A number as it stands in the file: YAML reads 1.000 as one, and nobody could tell any more."""
    if isinstance(value, str):
        return value
    line, column, width = sheet.values[steps]
    return sheet.lines[line - 1][column - 1 : column - 1 + width]


def save_numbers(path: str, numbers: PlanNumbers) -> None:
    """Write the numbers into a firm's file, all else in it as it was; the file is begun where there is none.

    Raises `CannotRead`, `CannotWrite`, and `InvalidFile` where the numbers in it cannot be read.
    """
    from leadadvisor.saving import write_file

    before = read_file(path) if os.path.lexists(path) else b""
    parse_numbers(path, before)
    write_file(path, with_numbers(before.decode(), numbers), force=True)


def with_numbers(text: str, numbers: PlanNumbers) -> str:
    """The text of a firm's file with these numbers in it."""
    from leadadvisor.questionnaire.firm_file import with_sections

    said: dict[str, Section] = {}
    if numbers.begun is not None:
        said[BEGUN] = numbers.begun.isoformat()
    for key in NUMBER_KEYS:
        number = getattr(numbers, field_of(key))
        if number is not None:
            said[key] = number_text(key, number) if key in {"review-day", *_UNITS} else number
    return with_sections(_with_heading(text), {SECTION: said})


def _with_heading(text: str) -> str:
    """A file that holds nothing but answers gets a heading over them, so that numbers can stand beside them."""
    data = answers_sheet("", text.encode()).data
    if isinstance(data, dict) and "answers" not in data and data:
        if text.lstrip("\ufeff \r\n\t").startswith("{"):
            from leadadvisor.questionnaire.firm_file import with_sections

            return with_sections("", {"answers": data})
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n").split("\n")
        return "answers:\n" + "".join(f"  {line}\n" if line.strip() else "\n" for line in lines)
    return text if data else text + ("" if text.endswith("\n") or not text else "\n") + "answers:\n"


def together(given: Mapping[NumberKey, Number], before: PlanNumbers, today: date) -> PlanNumbers:
    """These numbers over those there were; the plan begins today unless it has begun. Raises `WrongUsage`."""
    begun = before.begun or today
    numbers = _with(before, {**{field_of(key): number for key, number in given.items()}, BEGUN: begun})
    if numbers.review_day is not None and numbers.review_day <= begun:
        raise WrongUsage(
            f"the review day {numbers.review_day.isoformat()} is not after {begun.isoformat()}, the day the plan "
            "begins. Choose a later one."
        )
    return numbers
