"""An interview as the text of a file: one that people can read, that resumes it, and that `--answers` takes as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from leadadvisor.model.profile import Origin
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import Misread, misread, read_answer, read_question
from leadadvisor.questionnaire.answers_file import (
    FORMAT,
    answers_sheet,
    entries_of,
    is_figure,
    read_entries,
    read_figures,
)
from leadadvisor.questionnaire.firm_file import Section, with_sections
from leadadvisor.questionnaire.interview import Interview, restore, set_aside
from leadadvisor.rulebook.problems import raise_if_any
from leadadvisor.rulebook.sheet import Plain, Sheet, Steps
from leadadvisor.text import capital, counted, shown

_ORIGINS: tuple[Origin, ...] = get_args(Origin)
_HEAD = "# An interview by leadadvisor: --resume goes on from here, and recommend --answers takes the answers.\n"


class Restored(NamedTuple):
    """An interview read back, and the lines to tell where the file was made for another rulebook or version."""

    interview: Interview
    notes: tuple[str, ...]


def interview_text(rulebook: Rulebook, interview: Interview, before: str = "") -> str:
    """The text of the file; the same interview gives the same text.

    Of a file that stood there `before`, all but the interview stays: other sections, keys of a newer version, comments.
    """
    aside = set_aside(rulebook, interview)
    counting = [answer for answer in interview.answers if answer not in aside]
    sections: dict[str, Section] = {
        "format": FORMAT,
        "rulebook": {"name": rulebook.name, "version": rulebook.version, "digest": rulebook.digest},
        "answers": {**{answer.question: answer.option for answer in counting}, **_figures(interview)},
        "set-aside": {answer.question: answer.option for answer in aside} or None,
        "origins": _questions_by_origin(interview) or None,
        "skipped": [*interview.skipped, *interview.left_open] or None,
        "kept": list(interview.kept) or None,
    }
    if "\nanswers:" in f"\n{before}":
        return with_sections(before, sections)
    return with_sections(_HEAD, sections)


def parse_interview(name: str, content: bytes, rulebook: Rulebook) -> Restored:
    """The interview in the content of a file; `name` is what messages call it. A plain answers file will do as well.

    Where the file was made for another rulebook, or for another version of this one, an answer that this one does not
    know is dropped and told in a note; elsewhere it is a mistake. Raises `InvalidFile`, also for a newer format.
    """
    sheet = answers_sheet(name, content)
    notes: list[str] = []
    interview = _interview(sheet, rulebook, notes) if sheet.data is not None else Interview()
    raise_if_any(name, sheet.troubles)
    return Restored(interview, tuple(notes))


def _interview(sheet: Sheet, rulebook: Rulebook, notes: list[str]) -> Interview:
    steps, entries = entries_of(sheet)
    header = sheet.data if steps and isinstance(sheet.data, dict) else {}
    aside = _mapping_at(sheet, header, "set-aside")
    made_for = _made_for_another(header, rulebook)
    if made_for:
        dropped = [*_drop_unknown(rulebook, entries), *_drop_unknown(rulebook, aside)]
        entries = {word: value for word, value in entries.items() if _is_known(rulebook, word, value)}
        aside = {word: value for word, value in aside.items() if _is_known(rulebook, word, value)}
        notes += [f"{made_for} {_kept_and_dropped(len(entries) + len(aside), len(dropped))}", *dropped]
    set_aside_before = read_entries(sheet, rulebook, ("set-aside",), aside)
    read = (*set_aside_before, *read_entries(sheet, rulebook, steps, entries))
    origins = _origins(sheet, header)
    answers = [answer._replace(origin=origins.get(answer.question, "file")) for answer in read]
    restored = restore(rulebook, answers, skipped=_names(sheet, header, "skipped"), kept=_names(sheet, header, "kept"))
    return restored._replace(figures=read_figures(sheet, rulebook, steps, entries))


def _made_for_another(header: Mapping[str, Plain], rulebook: Rulebook) -> str:
    """That the file was made for another rulebook than this one, or for other rules; else empty."""
    note = header.get("rulebook")
    if not isinstance(note, dict):
        return ""
    name, version = note.get("name", rulebook.name), note.get("version", rulebook.version)
    if (name, version) != (rulebook.name, rulebook.version):
        made_for = shown(f"{name} {version}")[1:-1]
        return f"These answers were given for {made_for}; this is {rulebook.name} {rulebook.version}."
    if note.get("digest", rulebook.digest) != rulebook.digest:
        return "The rulebook has changed since these answers were given."
    return ""


def _drop_unknown(rulebook: Rulebook, entries: Mapping[str, Plain]) -> Iterator[str]:
    """A line for each entry that the rulebook does not know."""
    for word, value in entries.items():
        if _is_known(rulebook, word, value):
            continue
        question = read_question(rulebook, word)
        if isinstance(question, Misread):
            yield f"Dropped {shown(word)[1:-1]}: {shown(value)}, for there is no such question any more."
        else:
            yield f"Dropped {question.id}: {shown(value)}, for there is no such option any more. It is asked again."


def _is_known(rulebook: Rulebook, word: str, value: Plain) -> bool:
    """The rulebook has the question and the option, or the entry is a figure, or wrong in another way."""
    if is_figure(rulebook, word):
        return True
    question = read_question(rulebook, word)
    if isinstance(question, Misread):
        return False
    return not isinstance(value, str) or not isinstance(read_answer(question, value, "file"), Misread)


def _kept_and_dropped(kept: int, dropped: int) -> str:
    if not dropped:
        return f"{capital(counted(kept, 'answer'))} still fit{'s' if kept == 1 else ''}, none had to be dropped."
    return f"{capital(counted(kept, 'answer'))} still fit{'s' if kept == 1 else ''}, {dropped} had to be dropped:"


def _origins(sheet: Sheet, header: Mapping[str, Plain]) -> dict[str, Origin]:
    """Question -> origin; questions that are not listed came from the file."""
    listed_under = _mapping_at(sheet, header, "origins")
    origins: dict[str, Origin] = {}
    for word in listed_under:
        origin = next((each for each in _ORIGINS if each == word), None)
        if origin is None:
            wrong = misread(f"there is no origin {shown(word)}", word, _ORIGINS, "origins")
            sheet.complain_of_key("unknown-key", ("origins", word), wrong.message, wrong.hint())
            continue
        origins |= dict.fromkeys(_names(sheet, listed_under, word, ("origins",)), origin)
    return origins


def _mapping_at(sheet: Sheet, header: Mapping[str, Plain], key: str) -> Mapping[str, Plain]:
    value = header.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        sheet.complain("wrong-type", (key,), f"{key} must be a mapping (key: value), got {shown(value)}")
        return {}
    return value


def _names(sheet: Sheet, header: Mapping[str, Plain], key: str, under: Steps = ()) -> tuple[str, ...]:
    """The list of ids under a key. Ids that the rulebook does not know do no harm there."""
    value = header.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        sheet.complain("wrong-type", (*under, key), f"{key} must be a list of ids, got {shown(value)}")
        return ()
    return tuple(each for each in value if isinstance(each, str))


def _questions_by_origin(interview: Interview) -> Mapping[str, list[str]]:
    questions: dict[str, list[str]] = {}
    for answer in interview.answers:
        if answer.origin != "file":  # what a file is read as anyway
            questions.setdefault(answer.origin, []).append(answer.question)
    return questions


def _figures(interview: Interview) -> Mapping[str, str]:
    """The user's own figures as they can be typed again."""
    if not interview.figures:
        return {}
    from leadadvisor.questionnaire.figures import figure_text

    return {figure.key: figure_text(figure) for figure in interview.figures}
