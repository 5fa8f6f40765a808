"""The shape of a condition as people write it, and the questions, options and named conditions it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.problems import Plain, Sheet, Steps, bracketed, quoted, suggestion
from leadadvisor.text import shown

ALWAYS_WORD = "always"
WORDS = ("all", "any", "not", "use")
"""The keys of a condition that are no question; no question may have one of them as its id."""


class Mention(NamedTuple):
    """A name a condition speaks of; `question` is set where it is an option of that question."""

    kind: Literal["question", "option", "condition"]
    name: str
    steps: Steps
    question: str = ""


def check_condition(sheet: Sheet, steps: Steps, value: Plain) -> None:
    """Complain of whatever in the value is not a condition."""
    if value != ALWAYS_WORD:
        _check_mapping(sheet, steps, value)


def mentions(value: Plain, steps: Steps) -> Iterator[Mention]:
    """List the names in a condition; where the value has another shape, those that can be made out."""
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        here = (*steps, key)
        if key in ("all", "any"):
            for position, part in enumerate(inner if isinstance(inner, list) else []):
                yield from mentions(part, (*here, position))
        elif key == "not":
            yield from mentions(inner, here)
        elif key == "use":
            if isinstance(inner, str):
                yield Mention("condition", inner, here)
        else:
            yield Mention("question", key, here)
            for position, option in enumerate(inner if isinstance(inner, list) else []):
                if isinstance(option, str):
                    yield Mention("option", option, (*here, position), key)


def _check_mapping(sheet: Sheet, steps: Steps, value: Plain) -> None:
    if not isinstance(value, dict):
        message = f"a condition must be a mapping such as {{question: [option]}}, got {shown(value)}"
        sheet.complain("bad-condition", steps, message, _about_word(value) if isinstance(value, str) else "")
    elif not value:
        sheet.complain("bad-condition", steps, "an empty condition", "write always for a condition that always holds")
    else:
        for key, inner in value.items():
            _check_part(sheet, (*steps, key), key, inner)


def _about_word(word: str) -> str:
    if word == ALWAYS_WORD:
        return "'always' stands alone, not in another condition"
    return suggestion(word, [ALWAYS_WORD], "the only word that can stand here")


def _check_part(sheet: Sheet, steps: Steps, key: str, value: Plain) -> None:
    match key:
        case "all" | "any":
            for position, part in enumerate(_full_list(sheet, steps, value, f"'{key}' needs a list of conditions")):
                _check_mapping(sheet, (*steps, position), part)
        case "not":
            _check_mapping(sheet, steps, value)
        case "use":
            if not isinstance(value, str):
                sheet.complain("bad-condition", steps, f"'use' needs the name of a condition, got {shown(value)}")
        case _:
            for position, option in enumerate(_full_list(sheet, steps, value, f"{shown(key)} needs a list of options")):
                _check_option(sheet, (*steps, position), option)


def _full_list(sheet: Sheet, steps: Steps, value: Plain, need: str) -> list[Plain]:
    """Give the items of a list; complain of an empty list, or of something else, and give none."""
    if isinstance(value, list) and value:
        return value
    got = "an empty list" if value == [] else shown(value)
    sheet.complain("bad-condition", steps, f"{need}, got {got}", bracketed(value))
    return []


def _check_option(sheet: Sheet, steps: Steps, option: Plain) -> None:
    if not isinstance(option, str):
        sheet.complain("bad-condition", steps, f"an option must be text, got {shown(option)}", quoted(option))
