"""An interview in its file: one that people can read and `--answers` takes; written whole after every answer, resumed.

A file is never written over what somebody else wrote there.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, TypeAlias, get_args

from leadadvisor.errors import CannotRead, CannotWrite, reason
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
from leadadvisor.questionnaire.cases import make_directory, path_for_earlier, results_path
from leadadvisor.questionnaire.firm_file import Section, with_sections
from leadadvisor.questionnaire.interview import Interview, restore, set_aside
from leadadvisor.rulebook.files import try_file
from leadadvisor.rulebook.problems import Plain, Sheet, Steps, raise_if_any
from leadadvisor.saving import write_file
from leadadvisor.text import capital, counted, shown

Reason: TypeAlias = Literal["changed", "vanished", "unwritable"]

_LONGEST_WAIT = 2.0
"""Seconds to wait for another process that is saving in the same directory; saving takes milliseconds."""


class SessionFile(NamedTuple):
    """A file and the content we know to stand there: what we read or wrote last, or None for no file.

    `base` is the text the interview is written into, so that what else stands there stays. Where `aside` is not empty,
    what stands there moves to that place before it is written over.
    """

    path: str
    known: bytes | None = None
    base: str = ""
    aside: str = ""


class NotSaved(NamedTuple):
    """Nothing was written, and why; `message` is one line. All answers are still in the interview.

    "changed": somebody else wrote there, or the file was there before us. "vanished": it is gone. "unwritable": the
    system refuses, as for a full disk or a directory that may only be read.
    """

    path: str
    reason: Reason
    message: str


class Resumed(NamedTuple):
    """An interview read back from its file, and lines to tell about answers that no longer fit."""

    interview: Interview
    file: SessionFile
    notes: tuple[str, ...]


def exists(path: str) -> bool:
    """Whether something stands there already: an interview to resume, perhaps. A device or a pipe holds none."""
    return os.path.lexists(path) and is_kept(path)


def new_session(path: str) -> SessionFile:
    """A file that is not there yet: `save` will not write over one that is."""
    return SessionFile(path)


def take_over(file: SessionFile) -> SessionFile:
    """The same, but what stands there at this moment, whoever wrote it, may be written over."""
    return SessionFile(file.path, _content(file.path))


def begin_anew(rulebook: Rulebook, path: str) -> SessionFile:
    """The file for another interview in the place of the one there; with the first answer the old one moves aside."""
    known = _content(path)
    if known is None or not is_kept(path):
        return SessionFile(path)
    return SessionFile(path, known, aside=path_for_earlier(rulebook, path, os.stat(path).st_mtime))


def resume(rulebook: Rulebook, path: str) -> Resumed:
    """The interview saved in the file; it goes on at the first question that is open.

    Raises `CannotRead`, or `InvalidFile` with every problem of the file, also where it has a newer format.
    """
    attempt = try_file(path)
    if attempt.reason:
        raise CannotRead(f"cannot read {path}: {attempt.reason}")
    interview, notes = parse_interview(path, attempt.content, rulebook)
    return Resumed(interview, SessionFile(path, attempt.content, _text(attempt.content)), notes)


def save(rulebook: Rulebook, interview: Interview, file: SessionFile) -> SessionFile | NotSaved:
    """Write the interview whole or not at all; returns what stands there now, or why nothing was written."""
    text = interview_text(rulebook, interview, file.base)
    try:
        make_directory(file.path)
        with _alone_in(os.path.dirname(os.path.realpath(file.path))):
            return _obstacle(file, text) or _write(file, text)
    except CannotWrite as trouble:
        return _not_saved(file, "unwritable", str(trouble))
    except (OSError, ValueError) as trouble:  # a directory that cannot be made, a zero byte in the name
        return _not_saved(file, "unwritable", f"cannot write {file.path}: {reason(trouble)}")


def _write(file: SessionFile, text: str) -> SessionFile:
    path = file.path
    if file.aside and file.known is not None and is_kept(path):
        _move_aside(path, file.aside)
    write_file(path, text, force=True, private=True)
    return SessionFile(path, text.encode(), text) if is_kept(path) else SessionFile(path)


def _move_aside(path: str, aside: str) -> None:
    """Move an interview, and the results beside it, where nothing stands yet."""
    make_directory(aside)
    for before, after in ((path, aside), (results_path(path), results_path(aside))):
        if os.path.lexists(before):
            os.rename(before, after)


def _text(content: bytes) -> str:
    """The content as text; empty where it is none, and then nothing of it is kept."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return ""


def _not_saved(file: SessionFile, reason: Reason, message: str) -> NotSaved:
    """With a message that is safe to print: the name of a file may hold anything."""
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in message)
    return NotSaved(file.path, reason, shown)


def _obstacle(file: SessionFile, text: str) -> NotSaved | None:
    """What stands in the way of writing over the file: it is not as we know it, nor as it is to be.

    It is as it is to be where a signal came between writing it and knowing so.
    """
    if _is_pipe(file.path):  # writing would wait for somebody to read
        return _not_saved(file, "unwritable", f"cannot write {file.path}: it is a pipe, not a file")
    if not is_kept(file.path):
        return None
    there = _content(file.path)
    if there in {file.known, text.encode()}:
        return None
    if there is None:
        return _not_saved(file, "vanished", f"not saved: {file.path} is gone, it was removed or renamed")
    if file.known is None:
        return _not_saved(file, "changed", f"not saved: {file.path} is there already, and this run did not write it")
    message = f"not saved: {file.path} was changed by somebody else, perhaps another run of leadadvisor"
    return _not_saved(file, "changed", message)


def _content(path: str) -> bytes | None:
    """What stands in the file; None where there is none. What cannot be read is nothing that we know."""
    if not os.path.exists(path):
        return None
    attempt = try_file(path)
    return _UNREADABLE if attempt.reason else attempt.content


_UNREADABLE = b"\0"
"""Stands for the content of a file that cannot be read; no interview looks like it."""


def is_kept(path: str) -> bool:
    """A file, or nothing yet: a device or a pipe does not hold what is written to it."""
    return os.path.isfile(path) or not os.path.exists(path)


def _is_pipe(path: str) -> bool:
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)
    except OSError:
        return False


@contextmanager
def _alone_in(directory: str) -> Iterator[None]:
    """Hold the directory while we look at the file and replace it: another run that saves there waits as long.

    The lock is on the directory itself, so no lock file is left behind, and the system lifts it when we are killed.
    Where the system has no such lock, comparing alone must do.
    """
    handle = _locked(directory)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _locked(directory: str) -> int | None:
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        handle = os.open(directory, os.O_RDONLY)
    except OSError:  # the writing itself will say what is wrong
        return None
    until = time.monotonic() + _LONGEST_WAIT
    while time.monotonic() < until:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.005)
        except OSError:  # a file system without locks
            break
        else:
            break
    return handle


# The text

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
            sheet.complain_of_key("unknown-key", ("origins", word), wrong.message, wrong.hint)
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
