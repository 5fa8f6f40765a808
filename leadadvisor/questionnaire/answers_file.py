"""Answers kept in a file: read strictly, with the place of every mistake, and a template to fill in.

A file is YAML (JSON is YAML too): question -> option, either as the whole file or under `answers:`, where it may say
beside it for which rulebook it was written. A question with nothing after it is unanswered. The user's own figures
(figures.py) stand among the answers. What a saved interview notes besides (saved_interview.py) may stand there as well.
"""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from leadadvisor.model.figure import FIGURE_KEYS, Figure
from leadadvisor.model.profile import Answer
from leadadvisor.model.rulebook import UNSURE, Question, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import (
    Misread,
    misread,
    option_words,
    plain_id,
    read_answer,
    read_question,
    takes_number,
)
from leadadvisor.rulebook.files import STANDARD_INPUT, read_file
from leadadvisor.rulebook.problems import Code, Plain, Sheet, Steps, raise_if_any
from leadadvisor.rulebook.yaml_source import read_sheet
from leadadvisor.text import shown

FORMAT = 1
"""The number of the format this version writes, and the newest it reads."""

OTHER_SECTIONS = ("name", "review", "plan", "notes")
"""What else may stand in a firm's file, for other parts of leadadvisor (see firm_file.py): it answers nothing."""

NOTES_OF_AN_INTERVIEW = ("origins", "skipped", "kept", "set-aside")
"""What a saved interview notes beside the answers; it does not change what they come to."""


_PAIR_OF_ESCAPES = re.compile(
    rb"(?P<before>(?<!\\)(?:\\\\)*)\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
)


class AnswersFile(NamedTuple):
    """What a file holds, in its order: answers, all of the origin "file", and the user's own figures."""

    answers: tuple[Answer, ...] = ()
    figures: tuple[Figure, ...] = ()


_HEADER = ("format", "rulebook", "answers")
_RULEBOOK_NOTE = ("name", "version", "digest")
_WIDTH = 100
_ABOUT_FIGURES = (
    "Your own figures, if you like to give any; they never change the mix. The hours of a week and the money of a "
    "month are shared out by it. The last three go together: what a target asks for is worked out from all of them."
)


def load_answers(path: str | os.PathLike[str], rulebook: Rulebook) -> tuple[Answer, ...]:
    """The answers in the file, without figures. Raises `CannotRead`, or `InvalidFile` with every problem of it."""
    return load_answers_file(path, rulebook).answers


def load_answers_file(path: str | os.PathLike[str], rulebook: Rulebook) -> AnswersFile:
    """What the file ("-" is standard input) holds. Raises `CannotRead`, or `InvalidFile` with every problem of it."""
    name = os.fspath(path)
    return parse_answers_file("<stdin>" if name == STANDARD_INPUT else name, read_file(path), rulebook)


def parse_answers(name: str, content: bytes, rulebook: Rulebook) -> tuple[Answer, ...]:
    """The answers in the content of a file; `name` is what messages call it. Raises `InvalidFile`."""
    return parse_answers_file(name, content, rulebook).answers


def parse_answers_file(name: str, content: bytes, rulebook: Rulebook) -> AnswersFile:
    """What the content of a file holds; `name` is what messages call it. Raises `InvalidFile`."""
    sheet = answers_sheet(name, content)
    held = AnswersFile()
    if sheet.data is not None:
        steps, entries = entries_of(sheet)
        held = AnswersFile(read_entries(sheet, rulebook, steps, entries), read_figures(sheet, rulebook, steps, entries))
    raise_if_any(name, sheet.troubles)
    return held


def answers_sheet(name: str, content: bytes) -> Sheet:
    """The file while it is read. JSON writes signs beyond U+FFFF as two escapes, which YAML does not know."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        content = _PAIR_OF_ESCAPES.sub(_one_sign, content)
    return read_sheet(name, content)


def _one_sign(pair: re.Match[bytes]) -> bytes:
    sign = int(pair["high"], 16) - 0xD800 << 10 | int(pair["low"], 16) - 0xDC00
    return pair["before"] + chr(0x10000 + sign).encode()


def template(rulebook: Rulebook) -> str:
    """An answers file with every question, its options in comments, and no answer."""
    questions = (_template_question(question) for question in rulebook.questions)
    return "\n".join([_template_head(rulebook), *questions, _template_figures(rulebook)])


def entries_of(sheet: Sheet) -> tuple[Steps, Mapping[str, Plain]]:
    """Where the answers stand in the sheet, and what is written there; the heading is checked on the way."""
    steps: Steps = ()
    entries = sheet.data
    if isinstance(entries, dict) and "answers" in entries:
        if "format" in entries and not _is_known_format(sheet, entries["format"]):
            return steps, {}  # nobody knows what may stand in a newer one
        _check_header(sheet, entries)
        steps, entries = ("answers",), entries["answers"]
    if entries is None:  # `answers:` with nothing after it
        return steps, {}
    if not isinstance(entries, dict):
        hint = "write one line for each answer, such as: goal: unsure"
        sheet.complain("wrong-type", steps, f"answers must be question: option, got {shown(entries)}", hint)
        return steps, {}
    return steps, entries


def read_entries(sheet: Sheet, rulebook: Rulebook, steps: Steps, entries: Mapping[str, Plain]) -> tuple[Answer, ...]:
    """The answers of these entries, which stand under `steps`; what is wrong with the others goes to the sheet."""
    changed = _written_for_another(sheet, rulebook)
    read = [
        _answer(sheet, rulebook, (*steps, word), value, changed)
        for word, value in entries.items()
        if not is_figure(rulebook, word)
    ]
    answers = tuple(answer for answer in read if answer is not None)
    _refuse_repeated(sheet, steps, answers, entries)
    return answers


def read_figures(sheet: Sheet, rulebook: Rulebook, steps: Steps, entries: Mapping[str, Plain]) -> tuple[Figure, ...]:
    """The user's own figures among these entries; what is wrong with one goes to the sheet."""
    given = {word: value for word, value in entries.items() if is_figure(rulebook, word) and value is not None}
    return tuple(_figures(sheet, steps, given)) if given else ()


def is_figure(rulebook: Rulebook, word: str) -> bool:
    """The word is the name of a figure, and not that of a question of this rulebook."""
    return word in FIGURE_KEYS and rulebook.question(word) is None


def _figures(sheet: Sheet, steps: Steps, given: Mapping[str, Plain]) -> Iterator[Figure]:
    from leadadvisor.questionnaire.figures import read_figure

    for key in (key for key in FIGURE_KEYS if key in given):
        figure = read_figure(key, _as_typed(sheet, (*steps, key), given[key]))
        if isinstance(figure, Misread):
            code: Code = "unknown-word" if key == "currency" else "wrong-number"
            sheet.complain(code, (*steps, key), f"{key}: {figure.message}", figure.hint())
        else:
            yield figure


def _as_typed(sheet: Sheet, steps: Steps, value: Plain) -> str:
    """A number as it stands in the file: YAML reads 1.000 as one, and nobody could tell any more."""
    if isinstance(value, str):
        return value
    line, column, width = sheet.values[steps]
    return sheet.lines[line - 1][column - 1 : column - 1 + width]


def _check_header(sheet: Sheet, header: Mapping[str, object]) -> None:
    """Check what stands beside the answers."""
    for key, value in header.items():
        if key not in (*_HEADER, *OTHER_SECTIONS, *NOTES_OF_AN_INTERVIEW):
            wrong = misread(f"there is no key {shown(key)} beside answers", key, _HEADER, "keys")
            sheet.complain_of_key("unknown-key", (key,), wrong.message, wrong.hint)
        elif key == "rulebook" and not isinstance(value, dict):
            hint = f"write name, version and digest under it, or leave it out; got {shown(value)}"
            sheet.complain("wrong-type", (key,), "rulebook says for which rulebook the answers were given", hint)
    note = header.get("rulebook")
    for key in note if isinstance(note, dict) else ():
        if key not in _RULEBOOK_NOTE:
            wrong = misread(f"there is no key {shown(key)} in rulebook", key, _RULEBOOK_NOTE, "keys")
            sheet.complain_of_key("unknown-key", ("rulebook", key), wrong.message, wrong.hint)


def _is_known_format(sheet: Sheet, number: object) -> bool:
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        sheet.complain("wrong-number", ("format",), f"format must be the number {FORMAT}, got {shown(number)}")
    elif number > FORMAT:
        message = f"the file has format {number}, and this version of leadadvisor reads up to format {FORMAT}"
        sheet.complain("wrong-number", ("format",), message, "use a newer leadadvisor")
    else:
        return True
    return False


def _answer(sheet: Sheet, rulebook: Rulebook, steps: Steps, value: object, changed: str) -> Answer | None:
    """The answer of one line, or None where there is none or it is wrong."""
    question = read_question(rulebook, str(steps[-1]))
    if isinstance(question, Misread):
        sheet.complain_of_key("unknown-key", steps, question.message, lambda: question.hint() + changed)
        return None
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and takes_number(question):
        value = _as_typed(sheet, steps, value)
    if not isinstance(value, str):
        hint = f"options: {', '.join(option_words(question))}"
        sheet.complain("wrong-type", steps, f"{question.id} takes one option, got {shown(value)}", hint)
        return None
    answer = read_answer(question, value, "file")
    if isinstance(answer, Misread):
        sheet.complain("unknown-word", steps, answer.message, lambda: answer.hint() + changed)
        return None
    return answer


def _written_for_another(sheet: Sheet, rulebook: Rulebook) -> str:
    """What to add to a hint where the file was written for another rulebook than this one, or for another version."""
    note = sheet.data.get("rulebook") if isinstance(sheet.data, dict) else None
    if not isinstance(note, dict):
        return ""
    name, version = note.get("name", rulebook.name), note.get("version", rulebook.version)
    if (name, version) == (rulebook.name, rulebook.version):
        return ""
    return f"; the file was written for {name} {version}, and this is {rulebook.name} {rulebook.version}"


def _refuse_repeated(sheet: Sheet, steps: Steps, answers: Iterable[Answer], entries: Iterable[str]) -> None:
    """Keys that differ only in the case of their letters are one question, answered twice."""
    asked = {answer.question for answer in answers}
    seen: set[str] = set()
    for word in entries:
        plain = plain_id(word)
        if plain in seen and plain in asked:
            sheet.complain_of_key("duplicate-key", (*steps, word), f"{plain} is answered twice", "keep one answer")
        seen.add(plain)


def _template_head(rulebook: Rulebook) -> str:
    return (
        "# Answers for leadadvisor. Write an option after the colon of each question; a question you leave as it is\n"
        f"# stays unanswered, and {UNSURE} says that you do not know. Then: leadadvisor recommend --answers THIS-FILE\n"
        f"format: {FORMAT}\n"
        f"rulebook: {{name: {rulebook.name}, version: {_quoted(rulebook.version)}}}\n"
        "answers:\n"
    )


def _template_question(question: Question) -> str:
    column = max(len(word) for word in option_words(question)) + 2
    lines = _comment(question.text, "  # ")
    for option in question.options:
        lines += _comment(option.label, f"  #   {option.id.ljust(column)}", " " * column)
    lines.append(f"  #   {UNSURE.ljust(column)}I do not know")
    return "\n".join([*lines, f"  {question.id}:", ""])


def _template_figures(rulebook: Rulebook) -> str:
    """The user's own figures, in the same manner; a question of the same name has the name for itself."""
    lines = _comment(_ABOUT_FIGURES, "  # ")
    lines += [f"  {key}:" for key in FIGURE_KEYS if is_figure(rulebook, key)]
    return "\n".join([*lines, ""])


def _comment(text: str, start: str, indent: str = "") -> list[str]:
    """The text as comment lines, whatever it holds."""
    return textwrap.wrap(
        text, _WIDTH, initial_indent=start, subsequent_indent=f"  #   {indent}", break_long_words=False
    ) or [start.rstrip()]


def _quoted(text: str) -> str:
    """The text as a YAML scalar in double quotes, which JSON's are."""
    import json

    return json.dumps(text, ensure_ascii=False)
